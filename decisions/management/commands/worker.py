"""The background process: sends mail, and every few minutes looks for what is due."""

import logging
import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from decisions.mail import upkeep

log = logging.getLogger(__name__)

EVERY_SECONDS = 120
PATIENCE_SECONDS = 10


class Command(BaseCommand):
    help = (
        "Run the background worker: it sends the mails of the outbox, tries again what failed, and queues "
        "the morning digests. One is enough, more are safe. It ends its task before it stops (SIGTERM)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", action="store_true", help="do what is due now, then end")
        parser.add_argument(
            "--interval", type=float, default=1.0, help="seconds to wait when there is nothing to do (1)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = {key: options[key] for key in ("verbosity", "batch", "interval")}
        if options["batch"]:
            upkeep()
            call_command("db_worker", reload=False, startup_delay=False, **wanted)
            return
        stop = threading.Event()
        # In a thread of its own, so that neither a slow mail server nor a long queue makes the morning late.
        beside = threading.Thread(target=keep_up, args=(stop,), daemon=True)
        beside.start()
        try:
            call_command("db_worker", reload=False, **wanted)
        finally:
            stop.set()
            beside.join(PATIENCE_SECONDS)


def keep_up(stop: threading.Event) -> None:
    """Until told to stop. A fault, such as a database that restarts, is noted; the next round tries again."""
    while not stop.is_set():
        close_old_connections()
        try:
            upkeep()
        except Exception:
            log.exception("upkeep failed")
        close_old_connections()
        stop.wait(EVERY_SECONDS)

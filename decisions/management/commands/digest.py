"""The morning digests by hand: for the machine's own scheduler, or to look at one now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from decisions.mail import queue_digests


class Command(BaseCommand):
    help = (
        "Queue the morning digest of everybody whose morning it is: between 7 am and 6 pm at their office, "
        "once a day. The worker does the same every two minutes, so this is only for trying."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--now", action="store_true", help="whatever the hour and the day, if not sent today"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        number = queue_digests(at_once=options["now"])
        self.stdout.write(f"Queued {number} digest{'' if number == 1 else 's'}. The worker sends them.")

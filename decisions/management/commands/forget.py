"""For the machine's own scheduler: deletes what belongs to candidates who have long been away."""

from argparse import ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from decisions.erasure import erase, idle
from decisions.models import Candidate

SAY_EVERY = 100


def whole_days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 36_500):
        raise ArgumentTypeError(f"{text!r} is no number of days from 1 to 36500")
    return int(text)


class Command(BaseCommand):
    help = (
        "Delete everything of candidates who did nothing for RETENTION_DAYS and have no interview and no "
        "reply ahead. Says how many, and no names. Can be stopped and run again at any time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how many it would delete")
        parser.add_argument("--days", type=whole_days, help="another number of days than RETENTION_DAYS")

    def handle(self, *args: Any, **options: Any) -> None:
        days = options["days"] or settings.RETENTION_DAYS
        since = timezone.now() - timedelta(days=days)
        keys = list(idle(since=since).order_by("pk").values_list("pk", flat=True))
        found = f"{len(keys)} of {Candidate.objects.count()} candidates did nothing for {days} days"
        self.stdout.write(f"{found} and have nothing ahead.")
        if options["dry_run"]:
            self.stdout.write("Nothing was deleted.")
            return
        done = 0
        for number, key in enumerate(keys, 1):
            # Somebody may come back while this runs: each is looked at again, and then deleted by itself.
            done += erase(person=Candidate(pk=key), by=None, idle_since=since)
            if number % SAY_EVERY == 0:
                self.stderr.write(f"{number} of {len(keys)}")
        self.stdout.write(f"Deleted {done}." if keys else "There is nothing to delete.")

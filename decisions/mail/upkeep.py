"""What the worker does every few minutes beside its tasks."""

import logging

from decisions.mail.lost import take_up_lost
from decisions.mail.morning import queue_digests

log = logging.getLogger(__name__)


def upkeep() -> None:
    """Each part is safe to repeat and to run in two workers at once."""
    found = {"lost_mails": take_up_lost(), "digests": queue_digests()}
    if any(found.values()):
        log.info("upkeep", extra=found)

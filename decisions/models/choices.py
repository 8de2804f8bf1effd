"""Choices and small field validators that several nouns share."""

from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Verdict(TextChoices):
    TAKE = "take", _("Go to the interview")
    ASK = "ask", _("Ask first")
    DECLINE = "decline", _("Say no, politely")


@cache
def time_zones() -> tuple[str, ...]:
    """The IANA names in order. To collect them takes reading hundreds of files."""
    return tuple(sorted(available_timezones()))


def validate_time_zone(value: str) -> None:
    """Accept IANA names only ("America/Indiana/Indianapolis")."""
    if value not in time_zones():
        raise ValidationError(_("This is not the name of a time zone."), code="time_zone")

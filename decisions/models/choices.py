"""Choices and small field validators that several nouns share."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Verdict(TextChoices):
    TAKE = "take", _("Go to the interview")
    ASK = "ask", _("Ask first")
    DECLINE = "decline", _("Say no, politely")


def validate_time_zone(value: str) -> None:
    """Accept IANA names only ("America/Indiana/Indianapolis")."""
    if value not in available_timezones():
        raise ValidationError(_("This is not the name of a time zone."), code="time_zone")

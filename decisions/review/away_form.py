"""The form of an absence: one's own, or one that an administrator notes for somebody else."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions import mail
from decisions.models import Absence
from decisions.questions import say_date
from decisions.review.absences import overlapping
from decisions.review.rows import display_name

LONGEST = timedelta(days=366)
DAYS = ("first_day", "last_day")


class PersonField(forms.ModelChoiceField[User]):
    def label_from_instance(self, obj: User) -> str:
        return display_name(obj)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def cover_field() -> PersonField:
    return PersonField(
        queryset=User.objects.none(),
        label=_("Who covers"),
        required=False,
        empty_label=_("Nobody: mails go to everybody in the office"),
        error_messages={"invalid_choice": _("Choose a colleague from the list, or nobody.")},
    )


class AwayForm(forms.ModelForm[Absence]):
    """One's own absence: from when to when, and who covers. Who is away as well can't cover."""

    cover = cover_field()

    class Meta:
        model = Absence
        fields = ["first_day", "last_day", "cover"]
        labels = {"first_day": _("First day away"), "last_day": _("Last day away")}
        widgets = {"first_day": DayInput(), "last_day": DayInput()}

    def __init__(self, *args: Any, user: User | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.away = user
        self.fields["cover"].queryset = self.who_may_cover()  # type: ignore[attr-defined]
        # Who may only look gets a form without these.
        for name in set(DAYS) & set(self.fields):
            self.fields[name].error_messages |= {
                "required": _("Choose a day."),
                "invalid": _("Choose a day, as in 2026-12-24."),
            }

    def who_may_cover(self) -> QuerySet[User]:
        return colleagues(self.away) if self.away else User.objects.none()

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or self.cleaned_data)
        user, first, last = data.get("user", self.away), data.get("first_day"), data.get("last_day")
        if user and first and last:
            self._check_days(user, first, last)
            self._check_cover(user, data.get("cover"), first, last)
        return data

    def _check_days(self, user: User, first: date, last: date) -> None:
        if last < first:
            self.add_error("last_day", _("The last day is before the first."))
        elif last < timezone.localdate(timezone=mail.home_zone(user)):
            self.add_error("last_day", _("That time is over already."))
        elif last - first > LONGEST:
            self.add_error("last_day", _("That is longer than a year. Choose an earlier last day."))
        elif stored := overlapping(user, first, last):
            self.add_error("first_day", already_away(stored[0]))

    def _check_cover(self, user: User, cover: User | None, first: date, last: date) -> None:
        if cover and not colleagues(user).filter(pk=cover.pk).exists():
            self.add_error("cover", _("Choose somebody else who reviews cases in the same office."))
        elif cover and overlapping(cover, first, last):
            self.add_error("cover", _("This colleague is away in that time, too. Choose another, or nobody."))


class AbsenceForm(AwayForm):
    """An administrator notes that one of the staff is away, for who fell ill."""

    user = PersonField(queryset=User.objects.none(), label=_("Who is away"))

    class Meta(AwayForm.Meta):
        fields = ["user", *AwayForm.Meta.fields]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].queryset = mail.reviewers()  # type: ignore[attr-defined]

    def who_may_cover(self) -> QuerySet[User]:
        return mail.reviewers()


def already_away(stored: Absence) -> str:
    days = {"first": say_date(stored.first_day), "last": say_date(stored.last_day)}
    return _("Away from %(first)s to %(last)s is noted already. Remove that first.") % days


def colleagues(user: User) -> QuerySet[User]:
    """Who may stand in: active reviewers who share an office with the user."""
    same_office = mail.reviewers().filter(offices__in=user.offices.all())
    return same_office.exclude(pk=user.pk).order_by("first_name", "last_name", "pk").distinct()

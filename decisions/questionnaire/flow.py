"""The way through the questionnaire: the facts, one page a step, then "check your answers"."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from decisions.models import Draft, Invitation
from decisions.questionnaire.carried import carried
from decisions.questionnaire.forms import field_for
from decisions.questionnaire.sheet import AnswerSheet
from decisions.questions import STEPS, say_date, say_time

FACTS, STILL_TRUE, CHECK = "facts", "still_true", "check"


@dataclass(frozen=True)
class Position:
    """Where a page stands: "Step 3 of 8"."""

    number: int
    total: int
    title: str

    @property
    def marks(self) -> list[str]:
        """One word a step for the row of marks: "done", "now" or nothing."""
        return [
            "done" if n < self.number else "now" if n == self.number else "" for n in range(1, self.total + 1)
        ]


def position(sheet: AnswerSheet, place: str) -> Position:
    places = [FACTS, *sheet.steps]
    return Position(places.index(place) + 1, len(places), str(STEPS[place].title))


def url_of(invitation: Invitation, place: str) -> str:
    if place in (FACTS, STILL_TRUE, CHECK):
        return reverse(place, args=[invitation.public_id])
    return reverse("step", args=[invitation.public_id, place])


def neighbor(sheet: AnswerSheet, place: str, *, back: bool) -> str:
    """The place before or after this one; there is none before the facts."""
    places = [FACTS, *sheet.steps, CHECK]
    return places[max(0, places.index(place) + (-1 if back else 1))]


def after_facts(sheet: AnswerSheet) -> str:
    """First to what is known of the candidate already, while this invitation has asked nothing yet."""
    if not sheet.answers and carried(sheet).good:
        return STILL_TRUE
    return neighbor(sheet, FACTS, back=False)


def open_steps(sheet: AnswerSheet) -> list[str]:
    """The steps on which something is missing or no longer possible, in order."""
    return list(dict.fromkeys(sheet.step_of(question) for question in problems(sheet)))


def next_open(sheet: AnswerSheet, step: str) -> str:
    """The place after this one where something is open; "check" where nothing is."""
    still_open = open_steps(sheet)
    after = sheet.steps[sheet.steps.index(step) + 1 :]
    return next((other for other in after if other in still_open), CHECK)


def between(sheet: AnswerSheet, step: str, place: str) -> list[str]:
    """The steps that lie between these two places."""
    places = [*sheet.steps, CHECK]
    return places[places.index(step) + 1 : places.index(place)]


def problems(sheet: AnswerSheet) -> dict[str, str]:
    """What keeps these answers from giving advice, by question in order: missing, or no longer possible."""
    found = {}
    for question in sheet.asked(sheet.answers):
        field = field_for(sheet, question)
        try:
            field.clean(field.raw(sheet.answers.get(question)))
        except ValidationError as error:
            missing = question not in sheet.answers
            found[question] = _("Not answered yet.") if missing else " ".join(error.messages)
    return found


def unfinished(sheet: AnswerSheet) -> str:
    """The first place where something is open; "check" where nothing is."""
    if not sheet.answers and sheet.draft.version == 1:
        return FACTS
    if after_facts(sheet) == STILL_TRUE:
        return STILL_TRUE
    return next(iter(open_steps(sheet)), CHECK)


def saved_line(draft: Draft, invitation: Invitation) -> str:
    """ "Saved at 3:42 pm" in the invitation's time zone."""
    at = draft.updated_at.astimezone(invitation.zone)
    if at.date() == invitation.today():
        return _("Saved at %(time)s") % {"time": say_time(at.time())}
    return _("Saved on %(date)s") % {"date": say_date(at.date())}

"""What the profile stores: the person's name and time zone, wishes in their own words, standing answers."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.advice import standing
from decisions.advice.stamps import fingerprint
from decisions.models import Candidate, Draft, Event, Invitation
from decisions.questionnaire import zones
from decisions.questionnaire.carried import wishes
from decisions.questionnaire.facts_form import TEXTS, Line, Zone
from decisions.questionnaire.meanwhile import Difference
from decisions.questionnaire.sheet import AnswerSheet
from decisions.questions.you import WISH_NAMES
from decisions.scoring import current

WISH_LENGTH = 200


def profile_sheet(person: Candidate) -> AnswerSheet:
    """The standing answers as a sheet of the question set in use; it belongs to no invitation."""
    nowhere = Invitation(candidate=person, time_zone=person.time_zone)
    answers = {
        row.question: row.value for row in person.standing_answers.all() if row.question in standing.STANDING
    }
    return AnswerSheet.of(Draft(rules=current(nowhere.today()).id, answers=answers), nowhere)


class AboutForm(forms.Form):
    """Nothing in it has to be filled in."""

    def __init__(self, person: Candidate, data: Any = None) -> None:
        self.person = person
        self.stored = {"name": person.name, "time_zone": [person.time_zone], **self._wishes}
        super().__init__(data, initial=self.stored)
        self.fields["name"] = Line(*TEXTS["name"])
        for wish, label in WISH_NAMES.items():
            self.fields[wish] = Line(label, WISH_LENGTH)
        self.fields["time_zone"] = Zone()
        self.fields["time_zone"].label = _("Your time zone")

    @cached_property
    def _wishes(self) -> dict[str, str]:
        return {**dict.fromkeys(standing.WISHES, ""), **wishes(self.person)}

    def clean_time_zone(self) -> str:
        return str(self.cleaned_data["time_zone"] or self.person.time_zone)

    @property
    def stamp(self) -> str:
        """A fingerprint of what is stored: a form with another one was opened on older words."""
        return fingerprint(self.stored)

    @property
    def wrong(self) -> list[forms.BoundField]:
        return [self[name] for name in self.errors]

    @property
    def wish_fields(self) -> list[forms.BoundField]:
        return [self[wish] for wish in WISH_NAMES]

    def clash(self, opened: str) -> list[Difference]:
        """What another window changed since this form was opened, and is typed differently here."""
        if opened == self.stamp:
            return []
        return [
            Difference(self[name].short, self._shown(self._stored(name)), self._shown(typed))  # type: ignore[attr-defined]
            for name, typed in self.cleaned_data.items()
            if typed != self._stored(name)
        ]

    def _stored(self, name: str) -> str:
        value: Any = self.stored[name]
        return str(value[0] if isinstance(value, list) else value)

    def _shown(self, value: str) -> str:
        return str(zones.label_of(value)) if "/" in value and value in zones.UNITED_STATES else value

    def save(self) -> bool:
        """Store what changed; False where nothing did. The candidate's row must be locked."""
        changed = [name for name, value in self.cleaned_data.items() if value != self._stored(name)]
        columns = [name for name in changed if name not in WISH_NAMES]
        for name in columns:
            setattr(self.person, name, self.cleaned_data[name])
        if columns:
            self.person.save(update_fields=columns)
        self._save_wishes([name for name in changed if name in WISH_NAMES])
        if changed:
            record_change(self.person, changed)
        return bool(changed)

    def _save_wishes(self, changed: Sequence[str]) -> None:
        texts = {wish: self.cleaned_data[wish] for wish in changed}
        empty = [wish for wish, text in texts.items() if not text]
        self.person.standing_answers.filter(question__in=empty).delete()
        standing.put(person=self.person, answers={wish: text for wish, text in texts.items() if text})


def store_answer(*, person: Candidate, question: str, value: Any) -> list[str]:
    """Keep this standing answer as given now; those that no longer apply with it go, and are named."""
    sheet = profile_sheet(person)
    kept = sheet.kept({**sheet.answers, question: value})
    dropped = [other for other in sheet.answers if other not in kept]
    person.standing_answers.filter(question__in=dropped).delete()
    standing.put(person=person, answers={question: value})
    # What went with it would tell staff, who read the events, what was answered before.
    record_change(person, [question])
    return dropped


def record_change(person: Candidate, what: Sequence[str]) -> None:
    Event.objects.record(
        Event.Code.PROFILE_CHANGED, by=person, person=person.ref, detail={"what": list(what)}
    )

"""A draft read with the question set it is pinned to: what is asked, and what a change would drop."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Self

from decisions.advice.answers import PRIVATE_DISLIKE_FILLS, asked, given
from decisions.advice.stamps import fingerprint
from decisions.models import Draft, Invitation
from decisions.questions import WORDINGS, label, labels
from decisions.scoring import Questionnaire, current, load

Answers = Mapping[str, Any]

# A question of its own on the web; in the question set it is one of the flags.
BENEFITS, BENEFITS_AFTER = "benefits", "flags"


def open_draft(invitation: Invitation) -> Draft:
    """The invitation's draft; one that was made at the desk gets its draft when the candidate opens it."""
    defaults = {"rules": lambda: current(invitation.today()).id}
    return Draft.objects.get_or_create(invitation=invitation, defaults=defaults)[0]


def locked_draft(invitation: Invitation) -> Draft:
    """The draft, which nobody else can change until the caller's transaction ends."""
    return Draft.objects.select_for_update().get(pk=open_draft(invitation).pk)


@dataclass(frozen=True)
class AnswerSheet:
    draft: Draft
    invitation: Invitation
    questions: Questionnaire
    on: date

    @classmethod
    def of(cls, draft: Draft, invitation: Invitation) -> Self:
        return cls(draft, invitation, load(draft.rules).questionnaire, invitation.today())

    @property
    def answers(self) -> dict[str, Any]:
        answers: dict[str, Any] = self.draft.answers
        return answers

    @cached_property
    def steps(self) -> tuple[str, ...]:
        return tuple(step.id for step in self.questions.steps)

    @cached_property
    def from_facts(self) -> dict[str, Any]:
        """What the invitation's facts answer already (see `decisions.advice.answers.given`)."""
        return given(self.invitation, self.on)

    def in_step(self, step: str) -> tuple[str, ...]:
        """Every question of a step in order, asked or not, with those that exist on the web alone."""
        ids: list[str] = []
        for question in self.questions.questions:
            if question.step == step:
                ids.append(question.id)
                if question.id == BENEFITS_AFTER:
                    ids.append(BENEFITS)
        return tuple(ids)

    def known_in(self, step: str) -> list[str]:
        """What the facts answer of this step, in words: it is shown there and not asked again."""
        lines = []
        if "set_up_by" in self.in_step(step) and "set_up_by" in self.from_facts:
            lines.append(f"{WORDINGS['set_up_by'].short}: {label('set_up_by', self.from_facts['set_up_by'])}")
        if "flags" in self.in_step(step):
            lines += labels("flags", [flag for flag, holds in self.from_facts["flags"].items() if holds])
        return lines

    def step_of(self, question: str) -> str:
        return self.questions.question(BENEFITS_AFTER if question == BENEFITS else question).step

    def asked(self, answers: Answers) -> list[str]:
        return asked(answers, self.invitation, self.questions, self.on)

    def asked_in(self, step: str, answers: Answers) -> list[str]:
        ids = self.in_step(step)
        return [question for question in self.asked(answers) if question in ids]

    def dropped_by(self, answers: Answers) -> list[str]:
        """The stored answers that would no longer be asked for with these answers."""
        kept = self.kept(answers)
        stored = [question for step in self.steps for question in self.in_step(step)]
        return [question for question in stored if question in self.answers and question not in kept]

    def kept(self, answers: Answers) -> dict[str, Any]:
        """The answers without those that are not asked for."""
        # What the facts say stands in front of the candidate's own answer, which comes back if the fact goes.
        wanted = {*self.asked(answers), *self.from_facts}
        return {question: value for question, value in answers.items() if question in wanted}

    def store(self, answers: Answers) -> bool:
        """Save what is asked for of these answers; False where nothing changed. The draft must be locked."""
        kept = self.kept(answers)
        if kept == self.draft.answers:
            return False
        self.draft.answers, self.draft.version = kept, self.draft.version + 1
        self.draft.save(update_fields=["answers", "version", "updated_at"])
        return True

    def touched_by(self, question: str) -> list[str]:
        """The questions whose being asked, or whose words, hang on the answer to this one."""
        touched = list(PRIVATE_DISLIKE_FILLS) if question == "dislikes" else []
        for other in self.questions.questions:
            when = other.asked_when
            if when is not None and question in (when.question, when.larger_than):
                touched += [other.id, *self.touched_by(other.id)]
        return list(dict.fromkeys(touched))

    def stamp(self, step: str) -> str:
        """A fingerprint of the step's stored answers: a form with another one was opened on older answers."""
        stored = {question: self.answers.get(question) for question in self.in_step(step)}
        return fingerprint(stored)

"""What the candidate told us, said back in sentences, each with the address where it can be changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from decisions.models import Advice
from decisions.questions import DAY_QUESTIONS, label, says
from decisions.scoring import NOT_SURE, RuleSet, load


@dataclass(frozen=True)
class Told:
    """The frozen answers of one advice, in the engine's words and in those of the web form."""

    advice: Advice

    @cached_property
    def rules(self) -> RuleSet:
        return load(self.advice.rules)

    @property
    def answers(self) -> Mapping[str, Any]:
        return self.advice.answers  # type: ignore[no-any-return]

    @property
    def scored_on(self) -> date:
        return self.advice.scored_on

    @property
    def flags(self) -> frozenset[str]:
        return frozenset(self.answers.get("flags", ()))

    @property
    def dislikes(self) -> list[str]:
        return list(self.answers.get("dislikes", ()))

    def is_open(self, question: str) -> bool:
        """Whether the answer is unknown, so that its points are a range."""
        if question == "more_time":
            return self.answers.get(question) == "not_asked"
        if question in DAY_QUESTIONS:
            return any(self.answers.get(day) == NOT_SURE for day in DAY_QUESTIONS)
        return bool(self.answers.get(question) == NOT_SURE)

    def waits(self, question: str) -> bool:
        """Whether this day is known but says nothing until the other one is known too."""
        known = isinstance(self.answers.get(question), int)
        return question in DAY_QUESTIONS and known and self.is_open(question)

    def day(self, question: str) -> date | None:
        """The date that a count of days stands for; None where it is unknown, endless or not asked."""
        days = self.answers.get(question)
        return self.scored_on + timedelta(days=days) if isinstance(days, int) else None

    def sentences(self, question: str, *, flags: frozenset[str]) -> list[str]:
        """The answer as facts about the candidate; of what is also true, only these `flags`."""
        if question in DAY_QUESTIONS and not self.is_open(question):
            return [self._slack()]
        value = self._web_value(question)
        if question == "flags":
            value = [flag for flag in value if flag in flags]
        return says(question, value, scored_on=self.scored_on)

    def said(self, question: str, value: Any) -> str:
        """Another answer to the question, as a fact: what would have to be true instead."""
        return " ".join(says(question, value, scored_on=self.scored_on))

    def label(self, question: str) -> str:
        """The answer as the form showed it."""
        return label(question, self._web_value(question))

    def href(self, question: str) -> str:
        """Where the answer can be changed."""
        invitation = self.advice.invitation
        if question == "set_up_by" and invitation.set_up_by:
            return reverse("facts", args=[invitation.public_id]) + "#q-set_up_by"
        step = self.rules.questionnaire.question(question).step
        return reverse("step", args=[invitation.public_id, step]) + f"#q-{question}"

    def _web_value(self, question: str) -> Any:
        # "I'm not working" is a choice of its own on the web alone; the rest reads the same in both.
        if question == "boss_finds_out" and self.advice.draft_answers.get(question) == "not_working":
            return "not_working"
        return self.answers[question]

    def _slack(self) -> str:
        """The two day counts as one fact: what the rules compare is the time between them."""
        until_answer, until_offer = (self.answers[day] for day in DAY_QUESTIONS)
        if not isinstance(until_answer, int):
            return _("That offer has no deadline")
        days = until_answer - until_offer
        if days >= self.rules.slack.enough_days:
            return _("They could make you an offer a week or more before yours runs out")
        if days >= 0:
            return _("They could make you an offer just before yours runs out")
        return _("Your offer runs out before they could make you one")

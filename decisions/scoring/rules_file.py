"""Reads a rule set from its TOML table, and notes every mistake."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from .facts import MORE_TIME
from .problems import MISSING_OPTION, UNKNOWN_OPTION, UNKNOWN_QUESTION, WRONG_VALUE, Table, perhaps
from .questionnaire import KINDS, Kind, Question, Questionnaire
from .rules import (
    SLACK,
    Bridge,
    Path,
    Reason,
    Row,
    RuleSet,
    Slack,
    Unknown,
    VerdictNumbers,
    frozen,
)
from .sums_file import read_bands, read_bar, read_gain, read_no_risk
from .tunable import read_tunables

BEYOND = 1000.0  # above every score, so that "never" can be written as a number


class RuleSetReader:
    """Reads one file. What it returns is fit for use only if no problem was noted."""

    def __init__(self, table: Table, questionnaire: Questionnaire, numbers: Mapping[str, float]) -> None:
        self.table = table
        self.numbers = numbers
        self.questionnaire = questionnaire
        self.questions = {question.id: question for question in questionnaire.questions}
        self.slack = self._slack(table.table("slack"))

    def read(self) -> RuleSet:
        table = self.table
        effective_on = self._date("effective_on")
        rules = RuleSet(
            id=table.text("id"),
            effective_on=effective_on,
            review_on=self._review_date(effective_on),
            questionnaire=self.questionnaire,
            order=self._order(table.table("direction")),
            middle=self._middle(table.table("middle")),
            unknown=self._unknown(table.table("unknown")),
            slack=self.slack,
            reasons=self._reasons(),
            cost=self._cost(table.table("cost")),
            bridge=self._bridge(table.table("bridge")),
            no_risk=read_no_risk(table.table("no_risk")),
            gain=read_gain(table.table("gain"), self._reason_ids, self._levels),
            bar=read_bar(table.table("bar")),
            verdict=self._verdict(table.table("rules")),
            bands=read_bands(table.table("bands")),
            may_change=self._flips(table.table("flips")),
            tunable=read_tunables(table, self.numbers),
        )
        table.text("questions")
        table.done()
        return rules

    def options(self, question: str) -> tuple[str, ...]:
        return self.slack.classes if question == SLACK else self.questions[question].options

    def _known(self, table: Table, key: str, name: str, kinds: tuple[Kind, ...] = KINDS) -> bool:
        """Whether there is a question of that name and of one of these kinds."""
        if name in self.questions and self.questions[name].kind in kinds:
            return True
        fit = [id for id, question in self.questions.items() if question.kind in kinds]
        text = "can't be named here" if name in (*self.questions, SLACK) else "is no question"
        hint = f"{perhaps(name, fit)}Questions that can be: {', '.join(fit)}."
        table.note(UNKNOWN_QUESTION, key, f"{name!r} {text}.", hint)
        return False

    def _option(self, table: Table, key: str, question: str, word: Any) -> None:
        if word and question in self.questions and word not in self.options(question):
            hint = f"Options: {', '.join(self.options(question))}."
            table.note(UNKNOWN_OPTION, key, f"{word!r} is not an option of {question}.", hint)

    def _date(self, key: str) -> date:
        value = self.table.raw(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if value is not None:
            hint = "Write the year, month and day as 2026-11-01, without quotation marks."
            shown = repr(value) if isinstance(value, str) else value
            self.table.note(WRONG_VALUE, key, f"{shown} is not a date.", hint)
        return date.max

    def _review_date(self, effective_on: date) -> date:
        review_on = self._date("review_on")
        if review_on <= effective_on < date.max:
            hint = "Write the day by which somebody looks at the numbers again."
            self.table.note(WRONG_VALUE, "review_on", f"{review_on} is not after effective_on.", hint)
        return review_on

    def _slack(self, table: Table) -> Slack:
        slack = Slack(
            table.texts("classes"),
            table.whole("enough_days", 0, 365),
            table.whole("short_days", 0, 365),
        )
        if len(slack.classes) != 5:
            table.note(WRONG_VALUE, "classes", "there must be five classes.", "From the worst to the best.")
        table.done()
        return slack

    def _order(self, table: Table) -> Mapping[str, tuple[str, ...]]:
        found = {}
        for name in (*self.questions, SLACK):
            if name == SLACK or self.questions[name].kind in ("one_of", "some_of"):
                found[name] = self._direction(table, name)
        table.done()
        return frozen(found)

    def _direction(self, table: Table, name: str) -> tuple[str, ...]:
        options = self.options(name)
        value = table.raw(name, None)
        if isinstance(value, list) and sorted(map(str, value)) == sorted(options):
            return tuple(value)
        if value == "up":
            return options
        if value == "down":
            return tuple(reversed(options))
        if value not in ("neither", None):
            hint = 'Write "up", "down", "neither" or all options from the worst to the best.'
            table.note(WRONG_VALUE, name, f"{value!r} is no direction.", hint)
        return ()

    def _middle(self, table: Table) -> Mapping[str, str | int]:
        unsure = [question for question in self.questions.values() if question.not_sure]
        found = {question.id: self._middle_of(table, question) for question in unsure}
        table.done()
        return frozen(found)

    def _middle_of(self, table: Table, question: Question) -> str | int:
        if question.whole_number is not None:
            return table.whole(question.id, *question.whole_number)
        word = table.text(question.id)
        self._option(table, question.id, question.id, word)
        return word

    def _unknown(self, table: Table) -> Unknown:
        unknown = Unknown(
            table.text("ask_first"),
            table.texts("askable"),
            table.whole("at_most", 1, 2),
            table.number("cheap_cost", 0, 100),
            table.number("cheap_risk", 0, 100),
        )
        if unknown.ask_first not in (MORE_TIME, *unknown.askable):
            hint = f"Name {MORE_TIME}, or a question of askable."
            table.note(WRONG_VALUE, "ask_first", f"{unknown.ask_first!r} is never asked of anybody.", hint)
        for name in unknown.askable:
            if self._known(table, "askable", name) and not self.questions[name].not_sure:
                table.note(WRONG_VALUE, "askable", f"{name} takes no not_sure.", "Leave it out here.")
        table.done()
        return unknown

    def _reasons(self) -> tuple[Reason, ...]:
        found = []
        for table in self.table.tables("reason"):
            id = table.text("id")
            found.append(Reason(id, tuple(self._path(path) for path in table.tables("path"))))
            table.done()
        wanted = self._reason_ids
        if tuple(reason.id for reason in found) != wanted:
            text, hint = (
                "the reasons differ from those that the questions name.",
                f"In order: {', '.join(wanted)}.",
            )
            self.table.note(WRONG_VALUE, "reason", text, hint)
        return tuple(found)

    @property
    def _reason_ids(self) -> tuple[str, ...]:
        return self.questions["matters"].each_of

    @property
    def _levels(self) -> tuple[str, ...]:
        return self.questions["matters"].options

    def _path(self, table: Table) -> Path:
        id = table.text("id")
        points = self._rows(table, "points", 0, 100)
        times = self._rows(table, "times", 0, 2, default=())
        caps = self._rows(table, "cap", 0, 100, default=(), partial=True)
        table.done()
        return Path(id, points, times, caps)

    def _cost(self, table: Table) -> tuple[Row, ...]:
        rows = self._rows(table, "points", 0, 100)
        table.done()
        return rows

    def _bridge(self, table: Table) -> Bridge:
        bridge = Bridge(
            self._rows(table, "stake", 0, 100, largest=True),
            self._rows(table, "offense", 0, 100),
            self._rows(table, "times", 0, 2),
            self._rows(table, "more", 0, 100),
        )
        table.done()
        return bridge

    def _rows(self, table: Table, key: str, low: float, high: float, **how: Any) -> tuple[Row, ...]:
        default = {"default": how["default"]} if "default" in how else {}
        tables = table.tables(key, **default)
        rows = [self._row(row, low, high, how) for row in tables]
        before: set[str] = set()
        for row, inner in zip(rows, tables, strict=True):
            if row.question in before:
                text = f"there is another row for {row.question} above."
                inner.note(WRONG_VALUE, "question", text, "Keep one of them: both would count.")
            before.add(row.question)
        return tuple(rows)

    def _row(self, table: Table, low: float, high: float, how: dict[str, Any]) -> Row:
        question = table.text("question")
        row = Row(
            question=question,
            values=frozen(table.numbers("values", low, high)),
            others=table.number("others", low, high, default=None),
            shown_with=table.text("shown_with", question),
            largest=how.get("largest", False),
            why=table.text("why"),
        )
        # Days, and a level for each reason, are no options that points could be given for.
        known = question == SLACK or self._known(table, "question", question, ("one_of", "some_of"))
        if known and self._known(table, "shown_with", row.shown_with):
            self._check_row(row, table, how.get("partial", False))
        table.done()
        return row

    def _check_row(self, row: Row, table: Table, partial: bool) -> None:
        options = self.options(row.question)
        for word in row.values:
            if word not in options:
                hint = f"Options: {', '.join(options)}."
                text = f"{word!r} is not an option of {row.question}."
                table.note(UNKNOWN_OPTION, f"values.{word}", text, hint)
        missing = [word for word in options if word not in row.values]
        if missing and row.others is None and not partial:
            text = f"no number for {', '.join(missing)}."
            table.note(MISSING_OPTION, "values", text, "Add them, or others = 0 for all that are not named.")

    def _verdict(self, table: Table) -> VerdictNumbers:
        settles = table.numbers("message_settles_cost", 0, BEYOND)
        numbers = VerdictNumbers(
            risk_limit=table.number("risk_limit", 0, 100),
            secret_risk_limit=table.number("secret_risk_limit", 0, 100),
            close=table.number("close", 0, 100),
            message_settles_cost=frozen(settles),
            check_dislike_cost=table.number("check_dislike_cost", 0, 100),
            checkable_dislikes=table.texts("checkable_dislikes"),
            candor_told=table.text("candor_told"),
            candor_secret=table.texts("candor_secret"),
            paid_travel=self._paid_travel(table.table("paid_travel")),
        )
        named = [("message_settles_cost", "find_out", tuple(settles))]
        named += [("checkable_dislikes", "dislikes", numbers.checkable_dislikes)]
        named += [("candor_secret", "candor", (numbers.candor_told, *numbers.candor_secret))]
        for key, question, words in named:
            for word in words:
                self._option(table, key, question, word)
        if set(settles) != set(self.options("find_out")):
            table.note(MISSING_OPTION, "message_settles_cost", "give each option.", "See find_out.")
        table.done()
        return numbers

    def _paid_travel(self, table: Table) -> Mapping[str, tuple[str, ...]]:
        found = {word: table.texts(word) for word in self.options("candor")}
        for word, answers in found.items():
            for answer in answers:
                self._option(table, word, "sure", answer)
        table.done()
        return frozen(found)

    def _flips(self, table: Table) -> tuple[str, ...]:
        names = table.texts("may_change")
        for name in names:
            self._known(table, "may_change", name, ("one_of", "whole_number"))
        table.done()
        return names

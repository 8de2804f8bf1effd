"""Reads a rule set from its TOML table, and notes every mistake."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from .problems import MISSING_OPTION, UNKNOWN_OPTION, UNKNOWN_QUESTION, WRONG_VALUE, Table
from .questionnaire import Question, Questionnaire
from .rules import (
    SLACK,
    Bar,
    Bridge,
    Gain,
    NoRisk,
    Path,
    Reason,
    Row,
    RuleSet,
    Slack,
    Unknown,
    VerdictNumbers,
    frozen,
)

BEYOND = 1000.0  # above every score, so that "never" can be written as a number


class RuleSetReader:
    """Reads one file. What it returns is fit for use only if no problem was noted."""

    def __init__(self, table: Table, questionnaire: Questionnaire) -> None:
        self.table = table
        self.questionnaire = questionnaire
        self.questions = {question.id: question for question in questionnaire.questions}
        self.slack = self._slack(table.table("slack"))

    def read(self) -> RuleSet:
        table = self.table
        rules = RuleSet(
            id=table.text("id"),
            effective_on=self._date("effective_on"),
            questionnaire=self.questionnaire,
            order=self._order(table.table("direction")),
            middle=self._middle(table.table("middle")),
            unknown=self._unknown(table.table("unknown")),
            slack=self.slack,
            reasons=self._reasons(),
            cost=self._cost(table.table("cost")),
            bridge=self._bridge(table.table("bridge")),
            no_risk=_no_risk(table.table("no_risk")),
            gain=self._gain(table.table("gain")),
            bar=_bar(table.table("bar")),
            verdict=self._verdict(table.table("rules")),
            bands=_bands(table.table("bands")),
            may_change=self._flips(table.table("flips")),
        )
        table.text("questions")
        table.done()
        return rules

    def options(self, question: str) -> tuple[str, ...]:
        return self.slack.classes if question == SLACK else self.questions[question].options

    def _known(self, table: Table, key: str, name: str) -> bool:
        if name == SLACK or name in self.questions:
            return True
        known = ", ".join((*self.questions, SLACK))
        table.note(UNKNOWN_QUESTION, key, f"there is no question {name!r}.", f"Questions: {known}.")
        return False

    def _option(self, table: Table, key: str, question: str, word: Any) -> None:
        if question in self.questions and word not in self.options(question):
            hint = f"Options: {', '.join(self.options(question))}."
            table.note(UNKNOWN_OPTION, key, f"{word!r} is not an option of {question}.", hint)

    def _date(self, key: str) -> date:
        value = self.table.raw(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.table.note(WRONG_VALUE, key, f"{value!r} is not a date.", "Write 2026-11-01, without quotes.")
        return date.max

    def _slack(self, table: Table) -> Slack:
        slack = Slack(
            table.texts("classes"),
            int(table.number("enough_days", 0, 365)),
            int(table.number("short_days", 0, 365)),
            table.text("needs_question"),
        )
        if len(slack.classes) != 5:
            table.note(WRONG_VALUE, "classes", "there must be five classes.", "From the worst to the best.")
        self._known(table, "needs_question", slack.needs_question)
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
            return int(table.number(question.id, *question.whole_number))
        word = table.text(question.id)
        self._option(table, question.id, question.id, word)
        return word

    def _unknown(self, table: Table) -> Unknown:
        unknown = Unknown(
            table.text("ask_first"),
            table.texts("askable"),
            int(table.number("at_most", 1, 2)),
            table.number("cheap_cost", 0, 100),
            table.number("cheap_risk", 0, 100),
        )
        self._known(table, "ask_first", unknown.ask_first)
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
        wanted = self.questions["matters"].each_of if "matters" in self.questions else ()
        if tuple(reason.id for reason in found) != wanted:
            self.table.note(
                WRONG_VALUE, "reason", "the reasons differ.", f"In this order: {', '.join(wanted)}."
            )
        return tuple(found)

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
        return tuple(self._row(row, low, high, how) for row in tables)

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
        if self._known(table, "question", question) and self._known(table, "shown_with", row.shown_with):
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

    def _gain(self, table: Table) -> Gain:
        others: Any = table.raw("others")
        if not isinstance(others, list) or not all(
            isinstance(share, float) and 0 <= share <= 1 for share in others
        ):
            table.note(WRONG_VALUE, "others", f"{others!r} are not shares.", "Write [0.2, 0.1, 0.1].")
            others = [0.0]
        if others != sorted(others, reverse=True):
            table.note(WRONG_VALUE, "others", "a weaker reason counts more.", "Let the shares fall.")
        above, lead = table.number("others_above", 0, 100), table.number("lead_at_least", 0, 100)
        matters = table.numbers("matters", 0, 1)
        levels = self.questions["matters"].options if "matters" in self.questions else ()
        if tuple(matters) != levels:
            table.note(
                MISSING_OPTION, "matters", "the levels differ.", f"In this order: {', '.join(levels)}."
            )
        table.done()
        return Gain(tuple(others), above, lead, frozen(matters))

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
            self._known(table, "may_change", name)
        table.done()
        return names


def _no_risk(table: Table) -> NoRisk:
    numbers = [table.number(key, 0, 100) for key in ("base", "time_confirmed", "within_2_days")]
    table.done()
    return NoRisk(*numbers)


def _bar(table: Table) -> Bar:
    keys = (("base", 100), ("cost", 1), ("risk", 1), ("risk_from", 100), ("risk_to", 100), ("no_risk", 1))
    numbers = [table.number(key, 0, high) for key, high in keys]
    table.done()
    return Bar(*numbers)


def _bands(table: Table) -> Mapping[str, Mapping[str, float]]:
    found = {}
    for kind in ("reason", "cost", "risk"):
        words = table.numbers(kind, 0, 100)
        if list(words.values()) != sorted(set(words.values())) or 0 not in words.values():
            table.note(WRONG_VALUE, kind, "the bands must begin at 0 and rise.", "{ low = 0, high = 55 }")
        found[kind] = frozen(words)
    table.done()
    return frozen(found)

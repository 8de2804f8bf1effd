"""Whether a rule set's numbers follow its directions.

More gain never lowers the verdict, and more cost or bridge risk never raises it. The numbers are checked here
one by one; the verdict rules keep what the numbers promise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import prod

from .problems import MISSING_OPTION, TOO_LARGE, WRONG_DIRECTION, WRONG_VALUE, Problem
from .rules import SLACK, Row, RuleSet

CEILING = 1000.0  # a cap that isn't there
CELLS = 50_000  # of a table of the compiled rule set, which is filled in under a second


def unsound(rules: RuleSet, where: str) -> tuple[Problem, ...]:
    """Every number that contradicts its question's direction."""
    checks = (_reasons, _costs, _bridge, _unknown, _gain, _verdict, _sizes)
    found = [finding for check in checks for finding in check(rules)]
    return tuple(Problem(code, f"{where}: {at}", text, hint) for code, at, text, hint in found)


Finding = tuple[str, str, str, str]


def _reasons(rules: RuleSet) -> Iterator[Finding]:
    for reason in rules.reasons:
        for path in reason.paths:
            for kind, rows, missing in (
                ("points", path.points, 0.0),
                ("times", path.times, 1.0),
                ("cap", path.caps, CEILING),
            ):
                for row in rows:
                    yield from _falls(rules, row, f"{path.id}.{kind}.{row.question}", missing, rising=True)


def _unknown(rules: RuleSet) -> Iterator[Finding]:
    """A question that may be not sure needs a worst and a best answer."""
    for question in rules.questionnaire.questions:
        if question.not_sure and question.kind == "one_of" and not rules.order.get(question.id):
            text = f"{question.id} may be not sure, but has no direction."
            yield MISSING_OPTION, f"direction.{question.id}", text, f"Add {question.id} to [direction]."


def _gain(rules: RuleSet) -> Iterator[Finding]:
    levels = list(rules.gain.matters.values())
    if levels != sorted(levels):
        text, hint = "what matters more counts less.", "Let the numbers rise from not_at_all on."
        yield WRONG_DIRECTION, "gain.matters", text, hint
    if rules.no_risk.time_confirmed < rules.no_risk.base:
        text, hint = "a no to a confirmed time costs less than an early one.", "Write at least the base."
        yield WRONG_DIRECTION, "no_risk.time_confirmed", text, hint


def _sizes(rules: RuleSet) -> Iterator[Finding]:
    """A table of the compiled rule set has a cell for each combination of answers that it tells apart."""
    bridge = rules.bridge
    parts = {
        reason.id: [row for path in reason.paths for row in (*path.points, *path.times, *path.caps)]
        for reason in rules.reasons
    }
    parts |= {"cost": [*rules.cost], "bridge": [*bridge.offense, *bridge.times, *bridge.more]}
    for name, rows in parts.items():
        cells = prod(_told_apart(rules, question, rows) for question in {row.question for row in rows})
        if cells > CELLS:
            text = f"the rows tell {cells:,} combinations of answers apart; at most {CELLS:,} can be."
            yield TOO_LARGE, name, text, "Leave a question out, or give more of its options the same number."


def _told_apart(rules: RuleSet, question: str, rows: Sequence[Row]) -> int:
    numbers = [
        tuple(row.values.get(option, row.others) for row in rows if row.question == question)
        for option in _options(rules, question)
    ]
    if rules.is_list(question):
        return 1 << sum(any(found) for found in numbers)
    is_always_asked = question != SLACK and rules.questionnaire.question(question).asked_when is None
    return len(set(numbers)) + (not is_always_asked)


def _options(rules: RuleSet, question: str) -> tuple[str, ...]:
    if question == SLACK:
        return rules.slack.classes
    return rules.questionnaire.question(question).options


def _costs(rules: RuleSet) -> Iterator[Finding]:
    for row in rules.cost:
        yield from _falls(rules, row, f"cost.points.{row.question}", 0.0, rising=False)


def _bridge(rules: RuleSet) -> Iterator[Finding]:
    parts = {"stake": rules.bridge.stake, "offense": rules.bridge.offense, "more": rules.bridge.more}
    for kind, rows in (*parts.items(), ("times", rules.bridge.times)):
        for row in rows:
            yield from _falls(rules, row, f"bridge.{kind}.{row.question}", 0.0, rising=False)


def _falls(rules: RuleSet, row: Row, at: str, missing: float, *, rising: bool) -> Iterator[Finding]:
    if rules.is_list(row.question):
        if rising:
            yield (
                WRONG_DIRECTION,
                at,
                "a list of options can't raise a reason.",
                "Use a question with one answer.",
            )
        return  # no number is below 0, so that each further option can only add
    order = rules.order.get(row.question, ())
    if not order:
        text, hint = f"{row.question} has points but no direction.", f"Add {row.question} to [direction]."
        yield MISSING_OPTION, f"direction.{row.question}", text, hint
    worse, better = _first_break(order, row.values, row.others, missing, rising)
    if worse:
        text = f"{better} is better than {worse}, but its number is {'lower' if rising else 'higher'}."
        hint = f"Change the number, or the order of {row.question} under [direction]."
        yield WRONG_DIRECTION, at, text, hint


def _first_break(
    order: Sequence[str], values: Mapping[str, float], others: float | None, missing: float, rising: bool
) -> tuple[str, str]:
    default = missing if others is None else others
    for worse, better in pairwise(order):
        step = values.get(better, default) - values.get(worse, default)
        if (step < 0) if rising else (step > 0):
            return worse, better
    return "", ""


def _verdict(rules: RuleSet) -> Iterator[Finding]:
    bar, verdict = rules.bar, rules.verdict
    if bar.risk_from > bar.risk_to or bar.risk_to > verdict.risk_limit:
        text = "risk_from, risk_to and rules.risk_limit must rise."
        yield WRONG_VALUE, "bar.risk_from", text, "For instance 30, 55 and 55."
    if verdict.secret_risk_limit > verdict.risk_limit:
        text = "it is above risk_limit."
        yield WRONG_VALUE, "rules.secret_risk_limit", text, "Lower it: keeping quiet is no excuse."
    secret = verdict.candor_secret
    if set(secret) != set(rules.order.get("candor", ())[: len(secret)]):
        yield (
            WRONG_DIRECTION,
            "rules.candor_secret",
            "these are not the worst answers.",
            "Name the worst ones.",
        )
    if verdict.candor_told not in rules.order.get("candor", ())[-1:]:
        text = "who tells of their doubts is not the most open one."
        yield WRONG_DIRECTION, "rules.candor_told", text, "Name the best answer to candor."
    settles = verdict.message_settles_cost
    if _first_break(rules.order.get("find_out", ()), settles, None, 0.0, True)[0]:
        text = "an easier way to find out needs a higher cost."
        yield WRONG_DIRECTION, "rules.message_settles_cost", text, "Let the numbers rise from one_message on."
    yield from _paid_travel(rules)


def _paid_travel(rules: RuleSet) -> Iterator[Finding]:
    """What asks for a word first must also do so for each worse answer."""
    before: set[str] = set()
    for candor in reversed(rules.order.get("candor", ())):
        named = set(rules.verdict.paid_travel[candor])
        worst = set(rules.order.get("sure", ())[: len(named)])
        if named != worst or not before <= named:
            hint = "Name the worst answers to sure, and for each worse candor at least the same."
            yield WRONG_DIRECTION, f"rules.paid_travel.{candor}", "a worse answer is let through.", hint
        before = named

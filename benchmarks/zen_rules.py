"""A rule set in zen-engine's expression language, line by line, for complete answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from decisions.scoring import RuleSet
from decisions.scoring.facts import GRANTED, MORE_TIME, NO_DEADLINE
from decisions.scoring.points import FULL
from decisions.scoring.rules import SLACK, Path, Row

# A name and the expression that works it out; spaces stand around the names that it reads.
Line = tuple[str, str]
NumberOf = Callable[[Row, float], str]  # a row as an expression, and what it is where the row has no say


def outputs(rules: RuleSet) -> tuple[str, ...]:
    """What the decision puts out, by name."""
    return (*(f"score_{reason.id}" for reason in rules.reasons), "gain", "cost", "risk", "bar", "verdict")


def lines(rules: RuleSet, number: NumberOf) -> Iterator[Line]:
    """All expressions in the order in which they need each other; the first one is the slack."""
    yield SLACK, _slack(rules)
    for reason in rules.reasons:
        for path in reason.paths:
            yield f"path_{path.id}", _path(path, number)
        yield f"score_{reason.id}", f"max([{', '.join(f' path_{path.id} ' for path in reason.paths)}])"
    yield from _gain(rules)
    yield "cost", _at_most_full(_sum(rules.cost, number))
    yield from _bridge(rules, number)
    bar = rules.bar
    counted = f"max([0, min([ risk , {bar.risk_to}]) - {bar.risk_from}])"
    yield "bar", f"{bar.base} + {bar.cost} * cost + {bar.risk} * {counted} - {bar.no_risk} * no_risk "
    yield from _verdict(rules)


def inline(rules: RuleSet) -> NumberOf:
    """Rows written as a choice between their options."""

    def number(row: Row, neutral: float) -> str:
        answer = f" {row.question} "
        if rules.is_list(row.question):
            given = [f"(contains({answer}, {o!r}) ? {n} : 0)" for o, n in row.values.items() if n]
            return f"max([{', '.join(given)}])" if row.largest else f"({' + '.join(given)})"
        others = neutral if row.others is None else row.others
        options = [f"{answer} == {o!r} ? {n}" for o, n in row.values.items() if n != others]
        return f"({' : '.join([*options, str(others)])})"

    return number


def _slack(rules: RuleSet) -> str:
    slack = rules.slack
    too_late, short, granted, just_in_time, enough = map(repr, slack.classes)
    days = "( days_to_answer - days_to_their_offer )"
    late = f"{days} < {-slack.short_days} ? {too_late} : {MORE_TIME} == {GRANTED!r} ? {granted} : {short}"
    in_time = f"{days} >= {slack.enough_days} ? {enough} : {days} >= 0 ? {just_in_time} : {late}"
    return f" days_to_answer == null ? null : days_to_answer == {NO_DEADLINE!r} ? {enough} : {in_time}"


def _path(path: Path, number: NumberOf) -> str:
    times = "".join(f" * {number(row, 1)}" for row in path.times)
    caps = [number(row, FULL) for row in path.caps]
    return f"min([{', '.join([f'({_sum(path.points, number)}){times}', *caps, str(FULL)])}])"


def _sum(rows: Iterable[Row], number: NumberOf) -> str:
    return " + ".join(number(row, 0) for row in rows)


def _at_most_full(expression: str) -> str:
    return f"min([{expression}, {FULL}])"


def _gain(rules: RuleSet) -> Iterator[Line]:
    """The weighted reasons put in order one by one, options last: so the gain without it comes first."""
    levels = rules.gain.matters
    ordered: list[str] = []
    others = [reason for reason in rules.reasons if reason.id != "options"]
    for count, reason in enumerate([*others, *(r for r in rules.reasons if r.id == "options")], start=1):
        if reason.id == "options":
            yield "gain_without_options", _spilled(ordered, rules)
        weight = "".join(f" matters.{reason.id} == {word!r} ? {n} :" for word, n in levels.items() if n != 1)
        moved = f"w_{reason.id}"
        yield moved, f" score_{reason.id} * ({weight} 1)"
        for place, name in enumerate(ordered):
            yield f"o{count}_{place}", f"max([ {name} , {moved} ])"
            yield f"m{count}_{place}", f"min([ {name} , {moved} ])"
            moved = f"m{count}_{place}"
        ordered = [*(f"o{count}_{place}" for place in range(len(ordered))), moved]
    yield "gain", _spilled(ordered, rules)


def _spilled(ordered: list[str], rules: RuleSet) -> str:
    above, shares = rules.gain.others_above, rules.gain.others
    spill = [
        f"{share} * max([0, {name} - {above}])" for share, name in zip(shares, ordered[1:], strict=False)
    ]
    return _at_most_full(" + ".join([f" {ordered[0]} ", *spill]))


def _bridge(rules: RuleSet, number: NumberOf) -> Iterator[Line]:
    bridge, no_risk = rules.bridge, rules.no_risk
    yield "stake", _at_most_full(_sum(bridge.stake, number))
    yield "base", _sum(bridge.offense, number)
    yield "more", _sum(bridge.more, number)

    def told(row: Row, neutral: float) -> str:
        return (
            str(row.values[rules.verdict.candor_told]) if row.question == "candor" else number(row, neutral)
        )

    for name, factor in (("risk", number), ("told_risk", told)):
        offense = " * ".join([" base ", *(factor(row, 1) for row in bridge.times)])
        yield name, f" stake * {_at_most_full(f'{offense} + more ')} / {FULL}"
    near = f"(contains( flags , 'within_2_days') ? {no_risk.within_2_days} : 0)"
    confirmed = _at_most_full(f"{no_risk.time_confirmed} + {near}")
    yield "no_risk", f"contains( flags , 'time_confirmed') ? {confirmed} : {no_risk.base}"


def _verdict(rules: RuleSet) -> Iterator[Line]:
    limits = rules.verdict
    secret = f" candor in {_list(limits.candor_secret)}"
    limit = f"({secret} ? {limits.secret_risk_limit} : {limits.risk_limit})"
    cases = [(k, v) for k, v in limits.paid_travel.items() if v]
    unsure = " or ".join(f"( candor == {candor!r} and sure in {_list(v)})" for candor, v in cases)
    paid = f"contains( flags , 'paid_travel') and ({unsure})" if cases else "false"
    settles = "".join(
        f" find_out == {word!r} ? {cost} :" for word, cost in limits.message_settles_cost.items()
    )
    dislike = " or ".join(f"contains( dislikes , {word!r})" for word in limits.checkable_dislikes) or "false"
    checked = f"({dislike}) ? {limits.check_dislike_cost} : {BEYOND}"
    enough = f" cost >= ( open_point != 'nothing' ? ({settles} {BEYOND}) : {checked})"
    message = f" gain_without_options < bar - {limits.close} and {enough}"
    high = f" told_risk >= {limits.risk_limit} ? 'decline' : 'ask'"
    steps = f" risk >= {limit} ? ({high}) : ({paid}) or ({message}) ? 'ask' : 'take'"
    yield "plain", f" gain < bar ? 'decline' : {steps}"
    yield "verdict", " plain == 'decline' and contains( flags , 'unemployment_benefits') ? 'ask' : plain "


BEYOND = 10 * FULL * FULL  # a cost that is never reached


def _list(words: Iterable[Any]) -> str:
    return f"[{', '.join(map(repr, words))}]"

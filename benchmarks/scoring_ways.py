"""The ways to score that are measured, and the proof that they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.answer_sets import Answers
from benchmarks.rounds import Results, Way
from benchmarks.zen_graph import Form
from decisions.scoring import RuleSet, score
from decisions.scoring.batch import Columns, score_columns
from decisions.scoring.engine import plain_decision, plain_score, verdict_word
from decisions.scoring.facts import as_facts, unknowns
from decisions.scoring.flips import Flip, every_flip, flips
from decisions.scoring.points import Points
from decisions.scoring.ranges import Decision, decide
from decisions.scoring.scorer import Interpreter, table_scorer
from decisions.scoring.shares import shares
from decisions.scoring.span import span_of

WITHIN = 1e-9

VERDICT = "compiled, verdict alone"
ALONE, PLAIN_ALONE = "compiled, score alone", "interpreter, score alone"
FULL, PLAIN_FULL = "compiled, full case", "interpreter, full case"
WHOLE, PLAIN_WHOLE = "compiled, whole result", "interpreter, whole result"
BATCH = "batch"

Full = tuple[Mapping[str, float], Sequence[Flip]]

ZEN_NAMES = {"gain": "gain", "cost": "cost", "bridge_risk": "risk", "bar": "bar"}
Named = Mapping[str, Any]


class Disagreement(Exception):  # noqa: N818 - the name says what is wrong
    """Two ways give different results."""


def compiled_ways(answers: Sequence[Answers], rules: RuleSet, part: int) -> list[Way]:
    """Score alone (from the answers to verdict and ranges) and the whole result."""

    def alone(given: Answers) -> Decision:
        _must_fit(given, rules)
        return decide(span_of(as_facts(given, rules), table_scorer(rules)))

    return [Way(ALONE, alone, answers, part), Way(WHOLE, lambda given: score(given, rules), answers, part)]


def full_case_ways(answers: Sequence[Answers], rules: RuleSet, part: int, thin: int) -> list[Way]:
    """Ranges, shares and single flips, of answers that fit; by the interpreter each `thin`-th case."""

    def full(given: Answers) -> Full:
        span = span_of(as_facts(given, rules), table_scorer(rules))
        decision = decide(span)
        return shares(decision.verdict.points, rules), flips(given, decision.verdict.word, span)

    def plain_full(given: Answers) -> Full:
        span = span_of(as_facts(given, rules), Interpreter(rules))
        decision = decide(span)
        return shares(decision.verdict.points, rules), every_flip(given, decision.verdict.word, span)

    return [Way(FULL, full, answers, part), Way(PLAIN_FULL, plain_full, answers[::thin], part // thin)]


def plain_ways(answers: Sequence[Answers], rules: RuleSet, part: int) -> list[Way]:
    """The same by the interpreter."""

    def plain_alone(given: Answers) -> Decision:
        _must_fit(given, rules)
        return plain_decision(as_facts(given, rules), rules)

    return [
        Way(PLAIN_ALONE, plain_alone, answers, part),
        Way(PLAIN_WHOLE, lambda given: plain_score(given, rules), answers, part),
    ]


def batch_way(rows: Sequence[Answers], rules: RuleSet) -> Way:
    return Way(BATCH, lambda given: score_columns(given, rules), rows, len(rows), at_once=True)


def verdict_way(answers: Sequence[Answers], rules: RuleSet, part: int) -> Way:
    """The verdict on the complete answers that zen-engine gets, which are not checked here either."""

    def verdict(given: Answers) -> str:
        return verdict_word(as_facts(given, rules), rules)

    return Way(VERDICT, verdict, [known(given, rules) for given in answers], part)


def zen_way(form: Form, answers: Sequence[Answers], rules: RuleSet, part: int) -> Way:
    """zen-engine on the same cases, with what is not sure at its middle: it knows no ranges."""
    return Way(form.name, form.evaluate, [known(given, rules) for given in answers], part)


def known(answers: Answers, rules: RuleSet) -> Answers:
    """Complete answers: what is not known at its middle, and how much each reason matters."""
    facts = as_facts(answers, rules)
    facts |= {unknown.question: unknown.middle for unknown in unknowns(facts, rules)}
    return {id: list(value) if isinstance(value, tuple) else value for id, value in facts.items()}


def _must_fit(answers: Answers, rules: RuleSet) -> None:
    errors = rules.questionnaire.errors(answers)
    if errors:
        raise ValueError(errors)


def check_round(found: Results, thin: int, rules: RuleSet) -> None:
    """Whether the interpreter agrees with the tables on each `thin`-th case. Raises Disagreement."""
    alone, full = found[ALONE][::thin], found[WHOLE][::thin]
    if found[FULL][::thin] != found[PLAIN_FULL]:
        raise Disagreement(f"{FULL}: the interpreter gives something else")
    for one, other in zip(alone, found[PLAIN_ALONE], strict=True):
        _same(ALONE, _of_decision(one, rules), _of_decision(other, rules))
    for one, other, decision in zip(full, found[PLAIN_WHOLE], alone, strict=True):
        if one.as_dict() != other.as_dict() or one.verdict != decision.verdict.word:
            raise Disagreement(f"{WHOLE}: the interpreter gives something else than {one}")


def check_zen(form: Form, answers: Sequence[Answers], rules: RuleSet) -> None:
    """Whether zen-engine agrees with the interpreter on complete answers. Raises Disagreement."""
    for given in (known(each, rules) for each in answers):
        decision = plain_decision(as_facts(given, rules), rules)
        numbers = _numbers(decision.worst, rules)
        found = form.evaluate(given)
        wanted = {ZEN_NAMES.get(name, f"score_{name}"): number for name, number in numbers.items()}
        _same(form.name, found, {**wanted, "verdict": decision.verdict.word})


def check_batch(answers: Sequence[Answers], rules: RuleSet) -> None:
    """Whether the batch agrees with the compiled scorer on each answer set. Raises Disagreement."""
    columns, scorer = score_columns(answers, rules), table_scorer(rules)
    for row, given in enumerate(answers):
        decision = decide(span_of(as_facts(given, rules), scorer))
        _same(BATCH, _of_row(columns, row), _of_decision(decision, rules))


def _same(name: str, found: Named, wanted: Named) -> None:
    for key, value in wanted.items():
        other = found[key]
        equal = abs(other - value) <= WITHIN if isinstance(value, float) else other == value
        if not equal:
            raise Disagreement(f"{name}: {key} is {other!r} and should be {value!r}")


def _of_decision(decision: Decision, rules: RuleSet) -> Named:
    """The verdict and both ends of every number."""
    found: dict[str, Any] = {"verdict": decision.verdict.word, "close": decision.close}
    worst, best = (_numbers(end, rules) for end in (decision.worst, decision.best))
    for name in worst:
        found[f"{name} low"], found[f"{name} high"] = sorted((worst[name], best[name]))
    return found


def _of_row(columns: Columns, row: int) -> Named:
    found: dict[str, Any] = {"verdict": columns.verdict[row], "close": columns.close[row]}
    others = {name: getattr(columns, name) for name in ZEN_NAMES}
    for name, numbers in (*columns.scores.items(), *others.items()):
        found[f"{name} low"], found[f"{name} high"] = numbers[row]
    return found


def _numbers(at: Points, rules: RuleSet) -> dict[str, float]:
    scores = {reason.id: score for reason, score in zip(rules.reasons, at.scores, strict=True)}
    return {**scores, "gain": at.gain, "cost": at.cost, "bridge_risk": at.risk, "bar": at.bar}

"""Which of the unknown facts to ask: the one or two that settle the verdict most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from .facts import Unknown
from .span import Span, Values, best, worst


def to_ask(span: Span) -> Mapping[str, float]:
    """The questions that leave the fewest verdicts open, the best first.

    Each with the share (0-1) of answers to it and to those before it after which the verdict is settled. Days
    are represented by those at which something changes.
    """
    order = [*span.rules.unknown.askable]
    ranked = sorted(
        span.askable, key=lambda unknown: order.index(unknown.question) if unknown.question in order else -1
    )
    chosen: list[Unknown] = []
    settled: dict[str, float] = {}
    while len(chosen) < span.rules.unknown.at_most and _share_settled(span, chosen) < 1:
        chosen.append(_next_to_ask(span, ranked, chosen))
        settled[chosen[-1].question] = _share_settled(span, chosen)
    return settled


def _next_to_ask(span: Span, ranked: Sequence[Unknown], chosen: Sequence[Unknown]) -> Unknown:
    """The question that settles most beside those chosen; or else, most together with one more."""
    left = [unknown for unknown in ranked if unknown not in chosen]
    for unknown in left:
        if unknown.question == span.rules.unknown.ask_first and _could_flip(span, ranked, unknown):
            return unknown
    room = span.rules.unknown.at_most - len(chosen)
    for size in range(1, room + 1):
        groups = [*combinations(left, size)]
        shares = [_share_settled(span, [*chosen, *group]) for group in groups]
        if shares and max(shares) > _share_settled(span, chosen):
            return groups[shares.index(max(shares))][0]
    return _pivot(span, left, chosen)


def _share_settled(span: Span, asked: Sequence[Unknown]) -> float:
    """The share of answers to these questions after which the verdict is settled."""
    answers = _answers(asked)
    ends = [span.ends_if_asked(fixed) for fixed in answers]
    return sum(low == high for low, high in ends) / len(ends)


def _answers(asked: Sequence[Unknown]) -> list[dict[str, object]]:
    names = [unknown.question for unknown in asked]
    every = product(*(unknown.values for unknown in asked))
    return [dict(zip(names, values, strict=True)) for values in every]


def _could_flip(span: Span, askable: Sequence[Unknown], unknown: Unknown) -> bool:
    """Whether the answer moves the verdict, the others at the middle or on the way from worst to best."""
    others = [other for other in askable if other is not unknown]
    return any(_flips_at(span, context, unknown) for context in ({}, *_worst_to_best(others)))


def _pivot(span: Span, left: Sequence[Unknown], chosen: Sequence[Unknown]) -> Unknown:
    """A question that could flip the verdict although no one or two settle anything.

    From the worst to the best answers, one question after the other, the verdict changes somewhere.
    """
    for fixed in _answers(chosen):
        for n, unknown in enumerate(left):
            if _flips_at(span, {**fixed, **best(left[:n]), **worst(left[n + 1 :])}, unknown):
                return unknown
    raise AssertionError("the verdict is settled")


def _flips_at(span: Span, context: Values, unknown: Unknown) -> bool:
    low, high = span.ends([unknown], context)
    return low != high


def _worst_to_best(others: Sequence[Unknown]) -> Iterator[Values]:
    """One question after the other, through all its answers."""
    context = worst(others)
    yield context
    for other in others:
        for value in other.values[1:]:
            context = {**context, other.question: value}
            yield context

"""The verdicts over all completions of many answer sets, with the ranges of the scores, as in ranges.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decisions.scoring.ranges import NEAR
from decisions.scoring.span import BENEFITS

from .block import Block
from .points import ASK, DECLINE, WORDS, At, points
from .ready import BEST, MIDDLE, WORST, Codes, Flags, Floats
from .unknown import Rows, Unknown


@dataclass(frozen=True, slots=True)
class Columns:
    """What came out, a row for each answer set, in order.

    Rows that do not fit the questionnaire are not `readable`: their verdict is "", their numbers are NaN. The
    numbers are the lowest and the highest over all completions, shape (rows, 2), not rounded.
    """

    readable: Flags
    verdict: NDArray[np.str_]
    close: Flags
    scores: Mapping[str, Floats]
    gain: Floats
    cost: Floats
    bridge_risk: Floats
    no_risk: Floats
    bar: Floats


Kinds = tuple[int, int]  # what can be asked for, and the candidate's own mind: at the middle, worst or best
LOW, HIGH = (WORST, WORST), (BEST, BEST)


@dataclass(frozen=True, slots=True)
class Ends:
    """The points of a block at every end of what is not known, one after the other.

    `row` is the row of each; `place` says, for each row, where its points at this end of both kinds stand.
    """

    at: At
    row: Rows
    place: Mapping[Kinds, Rows]


def columns(block: Block) -> Columns:
    ends = _ends(block)
    verdict, close = _decided(block, ends)
    readable, at = block.readable, ends.at

    def both(numbers: Floats) -> Floats:
        low, high = numbers[ends.place[LOW]], numbers[ends.place[HIGH]]
        found = np.stack((np.minimum(low, high), np.maximum(low, high)), axis=1)
        found[~readable] = np.nan
        return found

    reasons = zip(block.batch.rules.reasons, at.scores, strict=True)
    return Columns(
        readable=readable,
        verdict=np.array([*WORDS, ""])[np.where(readable, verdict, len(WORDS))],
        close=close & readable,
        scores={reason.id: both(numbers) for reason, numbers in reasons},
        gain=both(at.gain),
        cost=both(at.cost),
        bridge_risk=both(at.bridge_risk),
        no_risk=both(at.no_risk),
        bar=both(at.bar),
    )


def _ends(block: Block) -> Ends:
    unknown = Unknown(block)
    every = np.arange(block.count)
    askable, own = (unknown.is_open(askable=each) for each in (True, False))
    some: dict[Kinds, Rows] = {(MIDDLE, MIDDLE): every}
    for end in (WORST, BEST):
        some[end, MIDDLE] = np.flatnonzero(askable)
        some[MIDDLE, end] = np.flatnonzero(own)
        some[end, end] = np.flatnonzero(askable & own)
    row = np.concatenate(list(some.values()))
    places = np.concatenate([unknown.places(*kinds, rows) for kinds, rows in some.items()], axis=1)
    at = points(places, block.weights()[:, row], block.batch)
    return Ends(at, row, _places(some))


def _places(some: Mapping[Kinds, Rows]) -> dict[Kinds, Rows]:
    """Where the points of each row stand. Where nothing is open, both ends are the middle."""
    found: dict[Kinds, Rows] = {}
    start = 0
    for (askable, own), rows in some.items():
        place = np.arange(len(some[MIDDLE, MIDDLE]))
        for nearer in ((askable, MIDDLE), (MIDDLE, own)):
            if nearer in found and nearer != (MIDDLE, MIDDLE):
                changed = found[nearer] >= len(place)
                place[changed] = found[nearer][changed]
        place[rows] = start + np.arange(len(rows))
        start += len(rows)
        found[askable, own] = place
    return found


def _decided(block: Block, ends: Ends) -> tuple[Codes, Flags]:
    """The verdicts by their number, and whether they are close."""
    at, rules, place = ends.at, block.batch.rules, ends.place
    middle = place[MIDDLE, MIDDLE]
    benefits, near = block.has("flags", BENEFITS), block.has("flags", NEAR)
    word = at.word
    raised = _raised(word, benefits[ends.row])
    unsettled = raised[place[WORST, MIDDLE]] != raised[place[BEST, MIDDLE]]
    own_open = raised[place[MIDDLE, WORST]] != raised[place[MIDDLE, BEST]]
    near_bar = np.abs(at.gain - at.bar)[middle] <= rules.verdict.close
    in_dispute = near_bar & (word[place[WORST, MIDDLE]] == DECLINE)
    cheap = (at.cost <= rules.unknown.cheap_cost) & (at.bridge_risk < rules.unknown.cheap_risk)
    cheaper = np.where(cheap, at.after, DECLINE)[middle]
    not_asking = np.where(in_dispute, cheaper, word[middle])
    verdict = np.where(unsettled, np.where(near, not_asking, ASK), word[middle])
    return _raised(verdict, benefits), near_bar | own_open | (unsettled & near)


def _raised(word: Codes, benefits: Flags) -> Codes:
    """With unemployment benefits nobody is told simply to decline."""
    return np.where(benefits & (word == DECLINE), ASK, word)

"""Changes of two answers together, where no single one leads to other advice. Searched for on demand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from decisions.advice.changes import SHORT_VERDICTS, Change, can_be_shown, changes, in_words, is_better
from decisions.advice.told import Told
from decisions.scoring import flip_pairs

# More than this many to one verdict are folded away.
SHOWN = 5


@dataclass(frozen=True)
class Side:
    """One of the two answers, as a fact, and where it can be changed."""

    text: str
    href: str


@dataclass(frozen=True)
class PairsTo:
    """The pairs that lead to one verdict, the nearest first: some to show, and the rest."""

    verdict: str
    word: str
    shown: tuple[tuple[Side, Side], ...]
    more: tuple[tuple[Side, Side], ...]


@dataclass(frozen=True)
class Pairs:
    """`now` is the advice as it is; `singles` are the changes of one answer, which need no second one."""

    verdict: str
    now: str
    to: tuple[PairsTo, ...]
    singles: tuple[Change, ...]


def pairs(told: Told, result: Mapping[str, Any]) -> Pairs:
    """Each pair was scored under the advice's own rules; what nobody could honestly reach is left out."""
    found: dict[str, list[tuple[Side, Side]]] = {}
    for pair in flip_pairs(told.answers, told.rules):
        if all(can_be_shown(told, question, to) for question, to in pair.changes):
            better = is_better(pair.verdict, result["verdict"])
            one, other = (
                Side(in_words(told, question, to, is_better=better), told.href(question))
                for question, to in pair.changes
            )
            found.setdefault(pair.verdict, []).append((one, other))
    return Pairs(
        verdict=result["verdict"],
        now=str(SHORT_VERDICTS[result["verdict"]]),
        to=tuple(
            PairsTo(verdict, str(word), tuple(found[verdict][:SHOWN]), tuple(found[verdict][SHOWN:]))
            for verdict, word in SHORT_VERDICTS.items()
            if verdict in found
        ),
        singles=changes(told, result),
    )

"""All stored advice under a proposed rule set: whose verdict would flip, and which number does it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from decisions.models import Advice
from decisions.scoring import RuleSet, RuleSetError, load, table

from .blame import Blame, Cause
from .replay import CHUNK, Flip, Replay, Stored, replay
from .trials import Progress


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of the replay. `causes` stand beside the flips; `between` by the name of the old rule set.

    An old rule set that can't be read any more has no entry there, and its flips have no cause.
    """

    replay: Replay
    causes: Sequence[tuple[Flip, Cause | None]]
    between: Mapping[str, Blame]


def rehearse_stored(rules: RuleSet, replayed: Progress, explained: Progress) -> Rehearsal:
    """Replays every advice in the database, and looks for the cause of each flip. Changes nothing."""
    found = replay(stored_advice(), Advice.objects.count(), rules, replayed)
    data = table(rules.id)
    names = sorted({flip.stored.rules for flip in found.flips})
    between = {name: blame for name in names if (blame := _blame(name, rules, data)) is not None}
    causes = []
    for done, flip in enumerate(found.flips, start=1):
        causes.append((flip, _cause(flip, between)))
        explained(done, len(found.flips))
    return Rehearsal(found, causes, between)


def stored_advice() -> Iterator[Stored]:
    """Every advice in the order it was given, read in pieces: an interruption leaves no cursor open."""
    rows = Advice.objects.order_by("pk").values_list("pk", "rules", "answers", "result__verdict")
    last = 0
    while piece := rows.filter(pk__gt=last)[:CHUNK]:
        stored = [Stored(*row) for row in piece]
        yield from stored
        last = stored[-1].id


def _blame(name: str, rules: RuleSet, data: Mapping[str, Any]) -> Blame | None:
    try:
        return Blame(load(name), table(name), rules, data)
    except (KeyError, RuleSetError):
        return None


def _cause(flip: Flip, between: Mapping[str, Blame]) -> Cause | None:
    blame = between.get(flip.stored.rules)
    return None if blame is None else blame.of(flip)

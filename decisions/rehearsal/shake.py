"""How many verdicts move where each number is a little off: no verdict should rest on one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from decisions.scoring import RuleSet
from decisions.scoring.engine import plain_word
from decisions.scoring.numbers import fitted, numbers
from decisions.scoring.verdict import Word

from .cases import Case
from .markdown import number, share, table
from .trials import NO_VERDICT, Progress, changed_rules, facts_of

BY = 0.2
MOST = 12  # rows of the table


@dataclass(frozen=True, slots=True)
class Move:
    """One number moved; `cases` whose verdicts changed, once for each reading. None: it can't be moved so."""

    number: str
    now: float
    to: float
    cases: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Shaken:
    """All moves, each tried on so many readings."""

    readings: int
    moves: tuple[Move, ...]

    @property
    def made(self) -> list[Move]:
        return [move for move in self.moves if move.cases is not None]

    @property
    def changed(self) -> int:
        return sum(len(move.cases or ()) for move in self.moves)


def shake(cases: Sequence[Case], rules: RuleSet, data: Mapping[str, Any], progress: Progress) -> Shaken:
    """Every number of the rule set by a fifth down and up, as far as it is allowed to go, one at a time.

    A number that contradicts its question's direction when it is moved is tried all the same.
    """
    facts = [(case.id, one) for case, _, one in facts_of(cases, rules)]
    before = [plain_word(one, rules) for _, one in facts]
    moves = []
    wanted = list(_moves(numbers(data)))
    for done, (name, now, to) in enumerate(wanted, start=1):
        moved = changed_rules(rules, data, {name: to}, sound=False)
        found = None if moved is None else _changed(facts, before, moved)
        moves.append(Move(name, now, to, found))
        progress(done, len(wanted))
    return Shaken(len(facts), tuple(moves))


def _moves(all_numbers: Mapping[str, float]) -> Iterator[tuple[str, float, float]]:
    for name, now in all_numbers.items():
        if not name.startswith(NO_VERDICT):
            for to in (now * (1 - BY), now * (1 + BY)):
                nearest = fitted(name, to)
                if nearest != now:
                    yield name, now, nearest


def _changed(facts: Sequence[tuple[str, Any]], before: Sequence[Word], rules: RuleSet) -> tuple[str, ...]:
    return tuple(id for (id, one), word in zip(facts, before, strict=True) if plain_word(one, rules) != word)


def shake_page(shaken: Shaken) -> Iterator[str]:
    """The lines of the page, without line ends."""
    made, refused = shaken.made, len(shaken.moves) - len(shaken.made)
    moved, tried = len({move.number for move in made}), len(made) * shaken.readings
    yield from (f"## Each number {BY:.0%} down and up".replace("%", " %"), "")
    yield f"{moved} numbers were moved one at a time, as far as they may go: {len(made)} moves on"
    yield f"{shaken.readings} readings. Verdicts that changed: {share(shaken.changed, tried)}."
    if refused:
        yield f"Moves that no rule set may make, and that were left out: {refused}."
    yield ""
    moves = sorted((move for move in made if move.cases), key=lambda move: -len(move.cases or ()))
    if moves:
        head = ["number", "now", "moved to", "verdicts changed", "cases"]
        yield from table(head, [_row(move) for move in moves[:MOST]])
    if len(moves) > MOST:
        rest = sum(len(move.cases or ()) for move in moves[MOST:])
        yield from (f"And {len(moves) - MOST} more moves, with {rest} changed verdicts.", "")


def _row(move: Move) -> list[str]:
    cases = Counter(move.cases)
    return [
        f"`{move.number}`",
        number(move.now),
        number(move.to),
        str(len(move.cases or ())),
        ", ".join(id if count == 1 else f"{id} (twice)" for id, count in cases.items()),
    ]

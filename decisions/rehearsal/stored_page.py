"""What a replay of stored advice found, as Markdown. Names no person: ids of advice, and numbers of rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from decisions.scoring import RuleSet

from .blame import STRUCTURE, Blame, Cause, Kind
from .markdown import number, share, table
from .replay import Replay
from .stored import Rehearsal

NAMED = 4  # of more numbers together, only how many
TEXTS: dict[Kind, str] = {
    "alone": "{names}",
    "needed": "{names}, with others",
    "together": "together: {names}",
    "program": "not the numbers: its own rule set gives another verdict today",
}
LOST = "its own rule set can't be read any more"


def stored_page(rehearsal: Rehearsal, rules: RuleSet) -> Iterator[str]:
    """The lines of the page, without line ends."""
    yield from (f"# Stored advice under the rule set {rules.id}", "")
    yield from _counts(rehearsal.replay)
    yield from _unread(rehearsal.replay)
    if rehearsal.causes:
        yield from _moves(rehearsal.replay)
        yield from _numbers(rehearsal)
        yield from _flips(rehearsal)


def _counts(found: Replay) -> Iterator[str]:
    read = found.seen - found.unreadable
    yield from table(
        ["advice", "count"],
        [
            ["stored", f"{found.seen:,}"],
            ["can't be read under this set", share(found.unreadable, found.seen)],
            ["verdict as before", share(read - len(found.flips), read)],
            ["verdict flips", share(len(found.flips), read)],
        ],
    )


def _unread(found: Replay) -> Iterator[str]:
    if found.unread:
        yield from ("## What can't be read", "", "An advice may be counted more than once.", "")
        rows = [[reason, f"{count:,}"] for reason, count in sorted(found.unread.items())]
        yield from table(["reason", "advice"], rows)


def _moves(found: Replay) -> Iterator[str]:
    counts = Counter((flip.stored.verdict, flip.verdict) for flip in found.flips)
    yield from ("## From which verdict to which", "")
    rows = [[*pair, f"{count:,}"] for pair, count in sorted(counts.items())]
    yield from table(["from", "to", "advice"], rows)


def _numbers(rehearsal: Rehearsal) -> Iterator[str]:
    """Each change between the rule sets that had a part in a flip."""
    counts: Counter[tuple[str, str, Kind]] = Counter()
    for flip, cause in rehearsal.causes:
        if cause is not None:
            counts.update((flip.stored.rules, name, cause.kind) for name in cause.names)
    rows = []
    for old, blame in rehearsal.between.items():
        for unit in blame.units:
            parts = [counts[old, unit, kind] for kind in ("alone", "needed", "together")]
            rows.append([old, *_change(unit, blame), *(f"{part:,}" for part in parts)])
    yield from ("## Which change did it", "")
    yield "Verdicts that the change flips alone; that flip only with it, among others; and that it flips"
    yield from ("together with others, none of which can be left out.", "")
    yield from table(["given under", "change", "from", "to", "alone", "needed", "together"], rows)


def _change(unit: str, blame: Blame) -> list[str]:
    if unit != STRUCTURE:
        before, after = blame.changed[unit]
        return [f"`{unit}`", number(before), number(after)]
    shown = ", ".join(f"`{name}`" for name in blame.structure[:NAMED])
    more = len(blame.structure) - NAMED
    return [f"rows, words or questions: {shown}" + (f" and {more} more" if more > 0 else ""), "-", "-"]


def _flips(rehearsal: Rehearsal) -> Iterator[str]:
    yield from ("## Whose verdict flips", "")
    rows = [
        [str(flip.stored.id), flip.stored.rules, flip.stored.verdict, flip.verdict, _because(cause)]
        for flip, cause in rehearsal.causes
    ]
    yield from table(["advice id", "given under", "from", "to", "because of"], rows)


def _because(cause: Cause | None) -> str:
    if cause is None:
        return LOST
    if len(cause.names) > NAMED:
        names = f"{len(cause.names)} changes"
    else:
        shown = ("rows, words or questions" if name == STRUCTURE else f"`{name}`" for name in cause.names)
        names = ", ".join(shown)
    return TEXTS[cause.kind].format(names=names)

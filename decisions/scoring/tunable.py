"""The few numbers of a rule set that `rehearse --fit` may search, each with its bounds and its step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .numbers import allowed
from .problems import UNTUNABLE, Table

AT_MOST = 10  # with more, thirty cases could be fitted whatever the rules say


@dataclass(frozen=True, slots=True)
class Tunable:
    """A number by its path, and the values that it may take: `low`, `low` + `step`, ... `high`."""

    number: str
    low: float
    high: float
    step: float
    why: str

    @property
    def values(self) -> tuple[float, ...]:
        """From the lowest to the highest."""
        steps = round((self.high - self.low) / self.step)
        return tuple(round(self.low + place * self.step, 10) for place in range(steps + 1))


def read_tunables(table: Table, numbers: Mapping[str, float]) -> tuple[Tunable, ...]:
    """The rule set's `[[tunable]]` tables; `numbers` are all its numbers by path. Notes every mistake."""
    found: list[Tunable] = []
    for inner in table.tables("tunable", ()):
        mistakes = len(table.problems)
        tunable = _read(inner)
        inner.done()
        if len(table.problems) == mistakes:
            _check(tunable, inner, numbers, [other.number for other in found])
        found.append(tunable)
    if len(found) > AT_MOST:
        text = f"{len(found)} numbers are tunable."
        table.note(UNTUNABLE, "tunable", text, f"Keep the {AT_MOST} that matter most.")
    return tuple(found)


def _read(table: Table) -> Tunable:
    return Tunable(
        number=table.text("number"),
        low=table.number("from", 0, 1000),
        high=table.number("to", 0, 1000),
        step=table.number("step", 0, 1000),
        why=table.text("why"),
    )


def _check(tunable: Tunable, table: Table, numbers: Mapping[str, float], before: Sequence[str]) -> None:
    name = tunable.number
    if name not in numbers:
        near = [path for path in numbers if path.split(".")[-1] == name.split(".")[-1]]
        hint = f"Perhaps {' or '.join(near[:3])}." if near else "Write it like bar.base or gain.others.0."
        table.note(UNTUNABLE, "number", f"there is no number {name!r}.", hint)
        return
    if name in before:
        table.note(UNTUNABLE, "number", f"{name} is named twice.", "Keep one of them.")
    lowest, highest = allowed(name)
    if not lowest <= tunable.low <= tunable.high <= highest:
        text = f"{tunable.low:g} to {tunable.high:g} is more than {name} may be."
        table.note(
            UNTUNABLE, "from", text, f"Stay within {lowest:g} to {highest:g}, from being the lower one."
        )
    elif not 0 < tunable.step <= tunable.high - tunable.low:
        text = f"no step of {tunable.step:g} leads from {tunable.low:g} to {tunable.high:g}."
        table.note(UNTUNABLE, "step", text, "For instance from = 35, to = 55, step = 5.")
    elif not _on_a_step(tunable.high, tunable):
        text = f"steps of {tunable.step:g} from {tunable.low:g} miss {tunable.high:g}."
        table.note(UNTUNABLE, "to", text, f"Write to = {tunable.values[-1]:g}, or another step.")
    else:
        _check_value(tunable, table, numbers[name])


def _check_value(tunable: Tunable, table: Table, now: float) -> None:
    if not tunable.low <= now <= tunable.high:
        text = f"{tunable.number} is {now:g}: not from {tunable.low:g} to {tunable.high:g}."
        table.note(UNTUNABLE, "number", text, "Change the number, or its bounds.")
    elif not _on_a_step(now, tunable):
        nearest = min(tunable.values, key=lambda value: abs(value - now))
        text = f"{tunable.number} is {now:g}: steps of {tunable.step:g} from {tunable.low:g} miss it."
        table.note(UNTUNABLE, "number", text, f"Write {nearest:g} there, or change from or step here.")


def _on_a_step(number: float, tunable: Tunable) -> bool:
    steps = (number - tunable.low) / tunable.step
    return abs(steps - round(steps)) < 1e-9

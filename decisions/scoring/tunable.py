"""The few numbers of a rule set that `rehearse --fit` may search, each with its bounds and its step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .numbers import allowed, is_whole
from .problems import UNTUNABLE, Table

AT_MOST = 10  # with more, thirty cases could be fitted whatever the rules say
FINEST = 100  # values of one number: cases tell far fewer apart, and each of them is tried
WORDS = "bands."  # these numbers choose words, and no case can judge them


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
    elif name.startswith(WORDS):
        text = f"{name} moves words alone."
        table.note(UNTUNABLE, "number", text, "Leave it out: no case can judge it.")
    elif name in before:
        table.note(UNTUNABLE, "number", f"{name} is named twice.", "Keep one of them.")
    elif _has_sound_bounds(tunable, table):
        _check_value(tunable, table, numbers[name])


def _has_sound_bounds(tunable: Tunable, table: Table) -> bool:
    """Notes the first thing that is wrong with the bounds and the step."""
    mistake = _beyond(tunable) or _misstep(tunable)
    if mistake:
        table.note(UNTUNABLE, *mistake)
    return not mistake


Mistake = tuple[str, str, str]  # the key, what is wrong, and what to write


def _beyond(tunable: Tunable) -> Mistake | None:
    lowest, highest = allowed(tunable.number)
    if lowest <= tunable.low <= tunable.high <= highest:
        return None
    text = f"{tunable.low:g} to {tunable.high:g} is more than {tunable.number} may be."
    return "from", text, f"Stay within {lowest:g} to {highest:g}, from being the lower one."


def _misstep(tunable: Tunable) -> Mistake | None:
    low, high, step = tunable.low, tunable.high, tunable.step
    if not 0 < step <= high - low:
        text = f"no step of {step:g} leads from {low:g} to {high:g}."
        return "step", text, "For instance from = 35, to = 55, step = 5."
    if high - low > FINEST * step:
        text = f"steps of {step:g} from {low:g} to {high:g} are too fine."
        return "step", text, f"Take {FINEST} steps at most."
    if is_whole(tunable.number) and not (low.is_integer() and step.is_integer()):
        return "step", f"{tunable.number} counts whole things.", "Write from and step without a point."
    if not _on_a_step(high, tunable):
        text = f"steps of {step:g} from {low:g} miss {high:g}."
        return "to", text, f"Write to = {tunable.values[-1]:g}, or another step."
    return None


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

"""The result of scoring, frozen, and as the JSON object that `score` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from .firmness import Firmness
from .flips import Flip
from .verdict import Checked, Word
from .waterfall import Cap, Part

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Result:
    """One advice. Ranges are (low, high), 0-100, rounded to 0.01; equal ends where nothing is unknown.

    `scores` are after caps and before `matters`, `gain` is after. `bands` are the words for both ends.
    `default` is what to do if no answer comes, for "ask" alone. `checked` are the verdict rules in order, up
    to the one that decided; they stand at the middle of what is unknown, as `because`, `caps` and `shares`
    do. `shares` are each reason's points of the gain, which sum to it. `unknown` are the questions whose
    answer is not known. `settles`: for each of them in `ask`, the share (0-1) of answers to it and to those
    before it after which the verdict is settled. `firmness`: how far `matters` must move to flip the verdict.
    """

    rules: str
    verdict: Word
    close: bool
    scores: Mapping[str, Range]
    gain: Range
    cost: Range
    bridge_risk: Range
    no_risk: Range
    bar: Range
    ask: tuple[str, ...]
    conditions: tuple[str, ...]
    default: Word | None
    decided_by: str
    checked: tuple[Checked, ...]
    lead: str
    bands: Mapping[str, tuple[str, str]]
    because: tuple[Part, ...]
    cost_because: tuple[Part, ...]
    stake_because: tuple[Part, ...]
    bridge_because: tuple[Part, ...]
    caps: tuple[Cap, ...]
    flips: tuple[Flip, ...]
    shares: Mapping[str, float]
    settles: Mapping[str, float]
    unknown: tuple[str, ...]
    firmness: Firmness | None

    def as_dict(self) -> dict[str, Any]:
        """Only JSON types; the same result gives the same keys in the same order."""
        return {
            "rules": self.rules,
            "verdict": self.verdict,
            "close": self.close,
            "scores": {reason: list(span) for reason, span in self.scores.items()},
            "gain": list(self.gain),
            "cost": list(self.cost),
            "bridge_risk": list(self.bridge_risk),
            "bar": list(self.bar),
            "ask": list(self.ask),
            "conditions": list(self.conditions),
            "because": _parts(self.because),
            "flips": [asdict(flip) for flip in self.flips],
            "no_risk": list(self.no_risk),
            "lead": self.lead,
            "default": None if self.default is None else {"verdict": self.default},
            "decided_by": self.decided_by,
            "checked": [
                {"rule": step.rule, "fired": step.fired, "numbers": dict(step.numbers)}
                for step in self.checked
            ],
            "bands": {name: list(words) for name, words in self.bands.items()},
            "caps": [asdict(cap) for cap in self.caps],
            "cost_because": _parts(self.cost_because),
            "stake_because": _parts(self.stake_because),
            "bridge_because": _parts(self.bridge_because),
            "shares": dict(self.shares),
            "settles": [{"question": id, "share": share} for id, share in self.settles.items()],
            "unknown": list(self.unknown),
            "firmness": None if self.firmness is None else asdict(self.firmness),
        }


def _parts(parts: Iterable[Part]) -> list[dict[str, Any]]:
    return [
        {
            "question": part.question,
            "reason": part.reason,
            "sign": "+" if part.points > 0 else "-",
            "points": part.points,
        }
        for part in parts
    ]

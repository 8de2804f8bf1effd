"""Many answer sets scored at once: the verdicts and ranges of `score`, without what explains them.

Nothing else of the project may use numpy, which is optional.
"""

try:
    import numpy as np
except ImportError as error:
    raise ImportError(
        "Scoring many answer sets at once needs numpy, and it is not installed. "
        'Install it with: pip install "numpy>=2". Without it, score the answer sets one by one.'
    ) from error

from collections.abc import Sequence
from typing import Any

from decisions.scoring.rules import RuleSet

from .block import read
from .ready import prepared
from .verdicts import Columns, columns

__all__ = ["Columns", "score_columns"]

AT_ONCE = 4096  # rows whose numbers fit together into a cache
RANGES = ("gain", "cost", "bridge_risk", "no_risk", "bar")


def score_columns(answers: Sequence[Any], rules: RuleSet) -> Columns:
    """The verdicts and ranges of all these answer sets. Takes any JSON values, and never raises."""
    batch = prepared(rules)
    starts = range(0, max(1, len(answers)), AT_ONCE)
    blocks = [columns(read(batch, answers[start : start + AT_ONCE])) for start in starts]

    def joined(name: str) -> Any:
        return np.concatenate([getattr(block, name) for block in blocks])

    return Columns(
        readable=joined("readable"),
        verdict=joined("verdict"),
        close=joined("close"),
        scores={
            reason.id: np.concatenate([block.scores[reason.id] for block in blocks])
            for reason in rules.reasons
        },
        **{name: joined(name) for name in RANGES},
    )

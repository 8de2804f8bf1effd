"""What is not known, named: the answers for which the advice stands on a range and not on a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from decisions.advice.told import Told
from decisions.questions import WORDINGS


@dataclass(frozen=True)
class NotKnown:
    """One answer that is not known, and where it can be given."""

    short: str
    href: str


def not_known(told: Told, result: Mapping[str, Any]) -> tuple[NotKnown, ...]:
    """In asking order; nothing for advice of a time when this was not kept yet."""
    ids = result.get("unknown", ())
    return tuple(NotKnown(str(WORDINGS[id].short), told.href(id)) for id in ids)

"""A stamp for what somebody looked at, so that a form which was opened on something older is noticed."""

import hashlib
import json
from typing import Any


def fingerprint(value: Any) -> str:
    """Equal for equal values, in whatever order their keys stand: 32 hexadecimal digits."""
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]

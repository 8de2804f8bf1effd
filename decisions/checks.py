"""Start-up checks: a rule set with a mistake stops the app and says where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from decisions.scoring import problems


@register("rules")
def check_rule_sets(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """One numbered error (decisions.E001, ...) for each mistake in the rule sets' files."""
    return [
        Error(f"{problem.where}: {problem.text}", hint=problem.hint, id=f"decisions.{problem.code}")
        for problem in problems()
    ]

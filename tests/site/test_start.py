import importlib

import pytest
from django.core.management.base import SystemCheckError

from decisions import checks
from decisions.scoring import Problem
from staffing import wsgi


def test_site_with_a_mistake_in_its_rules_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    mistake = Problem(code="E006", where="rulesets/2026-11.toml", text="not monotone", hint="lower it")
    monkeypatch.setattr(checks, "problems", lambda: [mistake])
    with pytest.raises(SystemCheckError, match=r"decisions\.E006.*rulesets/2026-11\.toml: not monotone"):
        importlib.reload(wsgi)


def test_site_starts_with_a_mistake_in_proposed_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    mistake = Problem("E006", "rulesets/2027-01.toml", "not monotone", "lower it", stops=False)
    monkeypatch.setattr(checks, "problems", lambda: [mistake])
    assert importlib.reload(wsgi).application


def test_site_without_a_mistake_starts() -> None:
    assert importlib.reload(wsgi).application

"""Evaluates the one settings file with other environment variables, beside the running tests."""

import runpy
from typing import Any

import pytest

SITE_VARIABLES = (
    "SECRET_KEY",
    "DEBUG",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "SITE_URL",
    "EMAIL_URL",
    "TRUSTED_PROXY_COUNT",
    "RETENTION_DAYS",
)
DEVELOPMENT = {"SECRET_KEY": "short", "DEBUG": "1"}
PRODUCTION = {
    "SECRET_KEY": "0123456789" * 5,
    "SITE_URL": "https://interview.example.org",
    "EMAIL_URL": "submission://mailer:p%40ss@mail.example.org",
    "DATABASE_URL": "postgres://worth:secret@db.example.org:5433/worth",
    "TRUSTED_PROXY_COUNT": "1",
}


def settings_from(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> dict[str, Any]:
    """All names of staffing/settings.py, as they are with these variables and no others."""
    for name in SITE_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path("staffing/settings.py")

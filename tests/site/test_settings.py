from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.site.settings_from import DEVELOPMENT, PRODUCTION, settings_from


def test_settings_in_development_need_a_key_and_debug_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_from(monkeypatch, DEVELOPMENT)

    names = ("DEBUG", "SITE_URL", "ALLOWED_HOSTS", "TRUSTED_PROXY_COUNT", "DEFAULT_FROM_EMAIL")
    assert [found[name] for name in names] == [
        True,
        "http://127.0.0.1:8000",
        ["127.0.0.1"],
        0,
        "no-reply@127.0.0.1",
    ]
    assert found["DATABASES"]["default"]["NAME"] == str(Path("var/db.sqlite3").absolute())
    assert found["EMAIL_FILE_PATH"] == str(Path("var/mail").absolute())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing. Set it"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY has 5 characters. Set it"),
        ({"DEBUG": "yes"}, "DEBUG is 'yes'. Set it"),
        ({"SITE_URL": ""}, "SITE_URL is missing. Set it"),
        ({"SITE_URL": "interview.example.org"}, "SITE_URL is 'interview.example.org'. Set it"),
        ({"SITE_URL": "https://example.org/app"}, "SITE_URL is 'https://example.org/app'. Set it"),
        ({"SITE_URL": "https://example.org:port"}, "SITE_URL is 'https://example.org:port'. Set it"),
        ({"SITE_URL": "https://user@example.org"}, "SITE_URL is 'https://user@example.org'. Set it"),
        ({"SITE_URL": "http://interview.example.org"}, "SITE_URL is 'http://interview.example.org'. Set it"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is '*'. Set it"),
        ({"ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS is ' , '. Set it"),
        (
            {"ALLOWED_HOSTS": "other.org"},
            "ALLOWED_HOSTS is 'other.org' and lacks interview.example.org. Add it",
        ),
        ({"DATABASE_URL": "mysql://worth@db/worth"}, "DATABASE_URL can't be read. Set it"),
        ({"DATABASE_URL": "postgres://worth@db"}, "DATABASE_URL can't be read. Set it"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL can't be read. Set it"),
        ({"DATABASE_URL": "postgres://worth@db:port/worth"}, "DATABASE_URL can't be read. Set it"),
        ({"EMAIL_URL": ""}, "EMAIL_URL is missing. Set it"),
        ({"EMAIL_URL": "pigeon://loft"}, "EMAIL_URL can't be read. Set it"),
        ({"EMAIL_URL": "file://relative/mail"}, "EMAIL_URL can't be read. Set it"),
        (
            {"EMAIL_URL": "smtp://user:secret@mail.example.org"},
            "EMAIL_URL would send a password in clear text.",
        ),
        ({"EMAIL_URL": "smtps://mail.example.org:port"}, "EMAIL_URL has a port that is no number"),
        ({"TRUSTED_PROXY_COUNT": "one"}, "TRUSTED_PROXY_COUNT is 'one'. Set it"),
        ({"TRUSTED_PROXY_COUNT": "-1"}, "TRUSTED_PROXY_COUNT is '-1'. Set it"),
        ({"RETENTION_DAYS": "29"}, "RETENTION_DAYS is '29'. Set it"),
        ({"RETENTION_DAYS": "3651"}, "RETENTION_DAYS is '3651'. Set it"),
        ({"RETENTION_DAYS": "a year"}, "RETENTION_DAYS is 'a year'. Set it"),
    ],
)
def test_settings_with_a_bad_value_fail_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ImproperlyConfigured) as failure:
        settings_from(monkeypatch, PRODUCTION | changes)
    assert str(failure.value).startswith(sentence)
    assert "secret" not in str(failure.value).replace("keep it secret", "")


@pytest.mark.parametrize(("variables", "days"), [({}, 365), ({"RETENTION_DAYS": "90"}, 90)])
def test_settings_keep_data_for_a_year_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], days: int
) -> None:
    assert settings_from(monkeypatch, PRODUCTION | variables)["RETENTION_DAYS"] == days


def test_settings_in_production_close_the_cookies(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_from(monkeypatch, PRODUCTION)

    for cookie in ("SESSION", "CSRF"):
        parts = [found[f"{cookie}_COOKIE_{part}"] for part in ("NAME", "SECURE", "HTTPONLY", "SAMESITE")]
        assert parts == [f"__Host-{cookie.lower()}", True, True, "Lax"]
    assert "SESSION_COOKIE_DOMAIN" not in found
    assert found["SECURE_HSTS_SECONDS"] == 63072000
    assert found["SECURE_SSL_REDIRECT"] is True


def test_settings_over_http_on_the_own_machine_keep_cookies_usable(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_from(monkeypatch, PRODUCTION | {"SITE_URL": "http://127.0.0.1:8000"})

    assert [found["SESSION_COOKIE_NAME"], found["SESSION_COOKIE_SECURE"]] == ["session", False]
    assert [found["SECURE_HSTS_SECONDS"], found["SECURE_SSL_REDIRECT"]] == [0, False]


@pytest.mark.parametrize(("proxies", "trusted"), [("0", False), ("1", True)])
def test_settings_trust_a_proxys_https_header_only_behind_a_proxy(
    monkeypatch: pytest.MonkeyPatch, proxies: str, trusted: bool
) -> None:
    found = settings_from(monkeypatch, PRODUCTION | {"TRUSTED_PROXY_COUNT": proxies})

    assert ("SECURE_PROXY_SSL_HEADER" in found) is trusted


def test_settings_of_sqlite_let_parallel_writers_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_from(monkeypatch, PRODUCTION | {"DATABASE_URL": "sqlite:////data/worth.sqlite3"})

    database = found["DATABASES"]["default"]
    assert database["NAME"] == "/data/worth.sqlite3"
    assert database["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }


def test_settings_of_postgres_check_connections_and_stop_slow_statements(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database = settings_from(monkeypatch, PRODUCTION)["DATABASES"]["default"]

    assert [database["HOST"], database["PORT"], database["NAME"]] == ["db.example.org", 5433, "worth"]
    assert [database["CONN_HEALTH_CHECKS"], database["CONN_MAX_AGE"]] == [True, 60]
    assert database["OPTIONS"] == {"connect_timeout": 5, "options": "-c statement_timeout=5000"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "submission://mailer:p%40ss@mail.example.org",
            {"EMAIL_PORT": 587, "EMAIL_USE_TLS": True, "EMAIL_USE_SSL": False, "EMAIL_HOST_PASSWORD": "p@ss"},
        ),
        (
            "smtps://mail.example.org:4465",
            {"EMAIL_PORT": 4465, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": True},
        ),
        (
            "smtp://relay",
            {"EMAIL_PORT": 25, "EMAIL_USE_TLS": False, "EMAIL_HOST": "relay", "EMAIL_TIMEOUT": 10},
        ),
        ("file:///var/mail%20box", {"EMAIL_FILE_PATH": "/var/mail box"}),
        ("console:", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
        ("memory:?from=desk@example.org", {"DEFAULT_FROM_EMAIL": "desk@example.org"}),
    ],
)
def test_settings_of_mail_follow_the_url(
    monkeypatch: pytest.MonkeyPatch, url: str, expected: dict[str, Any]
) -> None:
    found = settings_from(monkeypatch, PRODUCTION | {"EMAIL_URL": url})

    assert {name: found[name] for name in expected} == expected

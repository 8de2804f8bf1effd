"""Reads the environment variables. Every mistake ends in a sentence that says what to do."""

import contextlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SECRET_KEY_LENGTH = 50
MAIL_TIMEOUT_SECONDS = 10
STATEMENT_TIMEOUT_MS = 5000
SQLITE_WAIT_SECONDS = 20
RETENTION_DAYS = 365
OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}
SITE_URL = r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/?"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@dataclass(frozen=True)
class SiteURL:
    """Where people reach the site, without a slash at the end: "https://interview.example.org"."""

    url: str
    host: str
    is_https: bool


def debug() -> bool:
    value = os.environ.get("DEBUG", "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"DEBUG is {value!r}. Set it to 1 for development or to 0 for real use.")
    return value == "1"


def secret_key(*, debug: bool) -> str:
    value = os.environ.get("SECRET_KEY", "")
    if not value:
        raise ImproperlyConfigured("SECRET_KEY is missing. Set it to a long random text and keep it secret.")
    if not debug and len(value) < SECRET_KEY_LENGTH:
        raise ImproperlyConfigured(
            f"SECRET_KEY has {len(value)} characters. Set it to a random text of {SECRET_KEY_LENGTH} or more."
        )
    return value


def site_url(*, debug: bool) -> SiteURL:
    value = _required(
        "SITE_URL", debug=debug, default="http://127.0.0.1:8000", example="https://jobs.example.org"
    )
    parts = urlsplit(value)
    if not re.fullmatch(SITE_URL, value) or not parts.hostname:
        raise ImproperlyConfigured(
            f"SITE_URL is {value!r}. Set it to the site's address without a path, as https://jobs.example.org."
        )
    if parts.scheme == "http" and not debug and parts.hostname not in OWN_MACHINE:
        raise ImproperlyConfigured(
            f"SITE_URL is {value!r}. Set it to an address that starts with https://, "
            "because http:// is only safe on your own machine."
        )
    return SiteURL(f"{parts.scheme}://{parts.netloc}", parts.hostname, parts.scheme == "https")


def allowed_hosts(site: SiteURL) -> list[str]:
    """The names the site answers to. Without ALLOWED_HOSTS, only the one in SITE_URL."""
    value = os.environ.get("ALLOWED_HOSTS", site.host)
    hosts = [host.strip() for host in value.split(",") if host.strip()]
    if not hosts or "*" in hosts:
        raise ImproperlyConfigured(
            f"ALLOWED_HOSTS is {value!r}. Set it to the host names of the site, with commas between them. "
            "A star would let anyone choose the name."
        )
    if site.host not in hosts:
        raise ImproperlyConfigured(
            f"ALLOWED_HOSTS is {value!r} and lacks {site.host}. Add it: links in mail lead to SITE_URL."
        )
    return hosts


def trusted_proxy_count() -> int:
    value = os.environ.get("TRUSTED_PROXY_COUNT", "0")
    if not (value.isascii() and value.isdigit() and int(value) <= 10):
        raise ImproperlyConfigured(
            f"TRUSTED_PROXY_COUNT is {value!r}. Set it to the number of your own proxies, from 0 to 10."
        )
    return int(value)


def retention_days() -> int:
    """After how many days without a sign of life `manage.py forget` deletes a candidate's data."""
    value = os.environ.get("RETENTION_DAYS", "") or str(RETENTION_DAYS)
    if not (value.isascii() and value.isdigit() and 30 <= int(value) <= 3650):
        raise ImproperlyConfigured(
            f"RETENTION_DAYS is {value!r}. Set it to a number of days from 30 to 3650, or leave it out for "
            f"{RETENTION_DAYS}."
        )
    return int(value)


def database(*, default: Path) -> Any:
    value = os.environ.get("DATABASE_URL", "")
    if not value:
        # A folder that can't be made is reported when the database is opened, by the commands that open it.
        with contextlib.suppress(OSError):
            default.parent.mkdir(parents=True, exist_ok=True)
        return _sqlite({"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)})
    try:
        config = dict(dj_database_url.parse(value))
    except ValueError:
        # The value may hold a password, so the sentence does not repeat it.
        config = {}
    if config.get("ENGINE") == "django.db.backends.sqlite3" and config.get("NAME"):
        return _sqlite(config)
    if config.get("ENGINE") == "django.db.backends.postgresql" and config.get("NAME"):
        return _postgres(config)
    raise ImproperlyConfigured(
        "DATABASE_URL can't be read. Set it to postgres://USER:PASSWORD@HOST:PORT/NAME or to sqlite:////FILE."
    )


def _sqlite(config: dict[str, Any]) -> dict[str, Any]:
    # With Django's defaults, parallel transactions that read and then write fail as "locked".
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": SQLITE_WAIT_SECONDS,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    return config | {"OPTIONS": options}


def _postgres(config: dict[str, Any]) -> dict[str, Any]:
    options = config.get("OPTIONS", {}) | {"options": f"-c statement_timeout={STATEMENT_TIMEOUT_MS}"}
    return config | {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5} | options,
    }


def email(*, debug: bool, default_folder: Path, site: SiteURL) -> dict[str, Any]:
    """Django's mail settings. The sender is `?from=` in EMAIL_URL, or else no-reply at the site's host."""
    value = _required(
        "EMAIL_URL",
        debug=debug,
        default=default_folder.as_uri(),
        example="submission://USER:PASSWORD@HOST:587",
    )
    parts = urlsplit(value)
    sender = parse_qs(parts.query).get("from", [f"no-reply@{site.host}"])[0]
    common = {"DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender, "EMAIL_TIMEOUT": MAIL_TIMEOUT_SECONDS}
    return common | _mail_transport(parts)


def _mail_transport(parts: SplitResult) -> dict[str, Any]:
    if parts.scheme in {"console", "memory"}:
        name = "locmem" if parts.scheme == "memory" else "console"
        return {"EMAIL_BACKEND": f"django.core.mail.backends.{name}.EmailBackend"}
    if parts.scheme == "file" and parts.path.strip("/") and not parts.netloc:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": unquote(parts.path)}
    if parts.scheme in {"smtp", "smtps", "submission"} and parts.hostname:
        return _smtp(parts)
    raise ImproperlyConfigured(
        "EMAIL_URL can't be read. Set it to submission://USER:PASSWORD@HOST:587, "
        "smtps://USER:PASSWORD@HOST:465, smtp://HOST:25, file:///FOLDER, console: or memory:."
    )


def _smtp(parts: SplitResult) -> dict[str, Any]:
    if parts.scheme == "smtp" and (parts.username or parts.password):
        raise ImproperlyConfigured(
            "EMAIL_URL would send a password in clear text. Use submission:// or smtps:// instead of smtp://."
        )
    try:
        port = parts.port or {"smtp": 25, "smtps": 465, "submission": 587}[parts.scheme]
    except ValueError:
        raise ImproperlyConfigured(
            "EMAIL_URL has a port that is no number from 1 to 65535. Correct it."
        ) from None
    return {
        "EMAIL_BACKEND": SMTP,
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "submission",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def _required(name: str, *, debug: bool, default: str, example: str) -> str:
    value = os.environ.get(name, "")
    if value:
        return value
    if debug:
        return default
    raise ImproperlyConfigured(f"{name} is missing. Set it, for example to {example}, or set DEBUG=1.")

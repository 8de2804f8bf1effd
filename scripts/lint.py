"""make lint: style, types, templates, imports and settings. make test begins with it, too."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from scripts.console import DEVELOPMENT, ROOT, program, python, with_environment

PRODUCTION = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "SITE_URL": "https://interview.example.org",
    "DATABASE_URL": "postgres://worth:worth@127.0.0.1:1/worth",
    "EMAIL_URL": "submission://mailer:secret@mail.example.org:587",
    "TRUSTED_PROXY_COUNT": "1",
}


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]
    environment: dict[str, str]


CHECKS = [
    Check("ruff check", [program("ruff"), "check", "."], DEVELOPMENT),
    Check("ruff format", [program("ruff"), "format", "--check", "."], DEVELOPMENT),
    Check("mypy", [program("mypy")], DEVELOPMENT),
    Check("djlint", [program("djlint"), "--lint", "--quiet", "templates"], DEVELOPMENT),
    Check("import-linter", [program("lint-imports")], DEVELOPMENT),
    Check("manage.py check", python("manage.py", "check", "--fail-level", "WARNING"), DEVELOPMENT),
    Check(
        "manage.py makemigrations --check",
        python("manage.py", "makemigrations", "--check", "--dry-run"),
        DEVELOPMENT,
    ),
    Check(
        "manage.py check --deploy",
        python("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        PRODUCTION,
    ),
]


def main() -> int:
    """0 if all checks pass. Output is shown only for those that fail."""
    started = time.monotonic()
    with ThreadPoolExecutor(max_workers=2) as pool:
        failed = sum(pool.map(_fails, CHECKS))
    seconds = time.monotonic() - started
    print(f"== lint: {len(CHECKS) - failed} checks passed, {failed} failed in {seconds:.0f} s", flush=True)
    return 1 if failed else 0


def _fails(check: Check) -> bool:
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env=with_environment(check.environment),
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"   {check.name}: {'failed' if done.returncode else 'ok'}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode != 0


if __name__ == "__main__":
    sys.exit(main())

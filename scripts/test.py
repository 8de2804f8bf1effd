"""make test and make test-all: checks, then the tests on SQLite, on PostgreSQL and in Chromium, then a count.

The count fails when a kind of test did not run at all, or when any test was skipped.
"""

import argparse
import sqlite3
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from scripts import browser, lint, postgres
from scripts.console import ROOT, VAR, program, run, say, with_environment

TESTS = ROOT / "tests"
REPORT = VAR / "test-report.xml"
WORKERS = "2"


@dataclass(frozen=True)
class Tally:
    """How many tests of one run passed, did not, were skipped, and passed in a browser."""

    database: str
    passed: int
    failed: int
    skipped: int
    in_browser: int

    @classmethod
    def read(cls, database: str, report: Path) -> "Tally":
        cases = list(ElementTree.parse(report).iter("testcase")) if report.exists() else []  # noqa: S314 - our own
        failed = [
            case for case in cases if case.find("failure") is not None or case.find("error") is not None
        ]
        skipped = [case for case in cases if case.find("skipped") is not None]
        passed = [case for case in cases if case not in failed and case not in skipped]
        in_browser = [case for case in passed if case.find(".//property[@name='browser']") is not None]
        return cls(database, len(passed), len(failed), len(skipped), len(in_browser))


@dataclass(frozen=True)
class Run:
    """A run of pytest: the database with its version, its URL ("" is SQLite), and the marker that chooses.

    Only `files` are looked through, as that alone takes its time; without any, all are.
    """

    database: str
    url: str
    marker: str
    files: tuple[str, ...] = ()


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument(
        "--all", action="store_true", help="2000 examples, and every test on both databases"
    )
    everything = arguments.parse_args().all
    started = time.monotonic()
    chromium = browser.find_or_install()
    environment = {"CHROMIUM": chromium, "HYPOTHESIS_PROFILE": "long" if everything else "default"}
    problems = ["a check failed (see lint above)"] if lint.main() else []
    tallies = []
    with postgres.server() as url:
        sqlite = Run(f"SQLite {sqlite3.sqlite_version}", "", "" if everything else "not full")
        for part in (sqlite, _on_postgres(url, everything=everything)):
            status = _pytest(part, environment)
            problems += [f"pytest on {part.database} ended with status {status}"] if status else []
            tallies.append(Tally.read(part.database, REPORT))
    return _close(tallies, problems, browser.version(chromium), time.monotonic() - started)


def _on_postgres(url: str, *, everything: bool) -> Run:
    if everything:
        return Run(postgres.version(url), url, "")
    files = (path for path in TESTS.rglob("test_*.py") if "mark.postgres" in path.read_text(encoding="utf-8"))
    return Run(postgres.version(url), url, "postgres and not full", tuple(sorted(map(str, files))))


def _pytest(part: Run, environment: dict[str, str]) -> int:
    say(f"tests on {part.database}")
    VAR.mkdir(exist_ok=True)
    REPORT.unlink(missing_ok=True)
    # In order on both workers, as tests that commit must come last; in small parts, as these are the longest.
    options = ["-q", "-n", WORKERS, "--maxschedchunk", "4", "-m", part.marker, f"--junitxml={REPORT}"]
    return run(
        [program("pytest"), *options, *part.files],
        with_environment({**environment, "DATABASE_URL": part.url}),
    )


def _close(tallies: list[Tally], problems: list[str], chromium: str, seconds: float) -> int:
    """Prints the closing lines; 0 if everything ran and passed."""
    counts = {tally.database: tally.passed for tally in tallies}
    counts[chromium] = sum(tally.in_browser for tally in tallies)
    say(f"{'Passed on':<34}tests")
    for name, count in counts.items():
        print(f"   {name:<34}{count}")
    problems += [f"no test passed on {name}" for name, count in counts.items() if not count]
    skipped = sum(tally.skipped for tally in tallies)
    problems += [f"{skipped} tests were skipped, and none may be"] if skipped else []
    for problem in problems:
        print(f"   FAILED: {problem}")
    say(f"{seconds:.0f} s")
    print(f"{sum(tally.passed for tally in tallies)} passed, {sum(tally.failed for tally in tallies)} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""make bench: runs every benchmarks/bench_*.py, in order, each in a process of its own."""

import sys

from scripts.console import DEVELOPMENT, ROOT, python, run, say, with_environment


def main() -> int:
    """0 if every measurement stayed within the limit that it names."""
    files = sorted((ROOT / "benchmarks").glob("bench_*.py"))
    statuses = []
    for file in files:
        say(f"benchmarks/{file.name}")
        statuses.append(run(python("-m", f"benchmarks.{file.stem}"), with_environment(DEVELOPMENT)))
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main())

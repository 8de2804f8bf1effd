"""make bench: runs every benchmarks/bench_*.py, in order, each in a process of its own."""

import sys

from scripts.console import DEVELOPMENT, ROOT, python, run, say, with_environment


def main() -> int:
    """0 if every measurement stayed within the limit that it names."""
    files = sorted((ROOT / "benchmarks").glob("bench_*.py"))
    if not files:
        say("No benchmarks yet. benchmarks/bench_*.py will measure scoring, pages, the queue and exports.")
    statuses = [run(python(str(file)), with_environment(DEVELOPMENT)) for file in files]
    return max(statuses, default=0)


if __name__ == "__main__":
    sys.exit(main())

"""make bench: runs every benchmarks/bench_*.py, in order, each in a process of its own.

To run some of them only, name them: python -m scripts.bench desk
"""

import sys

from scripts.console import DEVELOPMENT, ROOT, python, run, say, stop, with_environment


def main() -> int:
    """0 if every measurement stayed within the limit that it names."""
    wanted = sys.argv[1:] or ["*"]
    files = [file for name in wanted for file in sorted((ROOT / "benchmarks").glob(f"bench_{name}.py"))]
    statuses = []
    for file in files:
        say(f"benchmarks/{file.name}")
        statuses.append(run(python("-m", f"benchmarks.{file.stem}"), with_environment(DEVELOPMENT)))
    if not statuses:
        stop("No benchmark has such a name.")
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main())

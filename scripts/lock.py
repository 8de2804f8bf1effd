"""make lock: renews requirements.lock and requirements-dev.lock, with hashes and without any address."""

import sys

from scripts.console import program, run

OPTIONS = [
    *("--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade", "--quiet"),
    *("--no-emit-index-url", "--no-annotate", "--no-header"),
]


def main() -> int:
    """0 if both were written. What both hold has the same version in both."""
    compile_ = [program("uv"), "pip", "compile", *OPTIONS]
    return run([*compile_, "requirements.in", "-o", "requirements.lock"]) or run(
        [*compile_, "requirements-dev.in", "-c", "requirements.lock", "-o", "requirements-dev.lock"]
    )


if __name__ == "__main__":
    sys.exit(main())

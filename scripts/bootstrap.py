"""Makes .venv and installs a hashed lock into it, if the lock has changed. Runs on any Python from 3.11 on.

python3 scripts/bootstrap.py requirements.lock
"""

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"


def main(lock_name: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - any Python may run this file
        sys.exit(
            f"Python 3.11 or newer is needed, and this is {sys.version.split()[0]}. "
            "Install it (Debian, Ubuntu: apt-get install python3) or name one: make run PYTHON=python3.12"
        )
    if not VENV_PYTHON.exists():
        make_venv()
    digest = hashlib.sha256((ROOT / lock_name).read_bytes()).hexdigest()
    stamp = VENV / f"{lock_name}.sha256"
    if not stamp.exists() or stamp.read_text() != digest:
        install(lock_name)
        stamp.write_text(digest)


def make_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        sys.exit(
            "Python's venv is missing. Install it and try again: apt-get install python3-venv "
            "(on Debian and Ubuntu; other systems ship it with Python)."
        )
    print("== Making the virtual environment .venv", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


def install(lock_name: str) -> None:
    print(f"== Installing {lock_name} into .venv", flush=True)
    command = [str(VENV_PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    done = subprocess.run([*command, "--require-hashes", "-r", ROOT / lock_name], check=False)
    if done.returncode:
        sys.exit(f"pip could not install {lock_name}. Check the network connection, then run the same again.")


if __name__ == "__main__":
    main(sys.argv[1])

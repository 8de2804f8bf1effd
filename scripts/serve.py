"""make run: sets up the demo and serves it on this machine until Ctrl-C. What was typed is kept.

With --fresh, the demo's database and mail are deleted first.
"""

import argparse
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from typing import BinaryIO, NoReturn
from urllib.error import URLError

from scripts.console import ROOT, VAR, program, python, run, say, stop, with_environment

FIRST_PORT = 8000
PORTS_TRIED = 50
START_SECONDS = 30
STOP_SECONDS = 15
LOG = VAR / "run.log"


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--fresh", action="store_true", help="delete the demo's database and mail first")
    VAR.mkdir(exist_ok=True)
    if arguments.parse_args().fresh:
        _start_over()
    port = _port()
    environment = with_environment(
        {
            "SECRET_KEY": _secret_key(),
            "DEBUG": "0",
            "SITE_URL": f"http://127.0.0.1:{port}",
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "EMAIL_URL": (VAR / "mail").as_uri(),
        }
    )
    _set_up(environment)
    return _serve(environment, port)


def _start_over() -> None:
    say("Deleting the demo's database and mail")
    for file in VAR.glob("db.sqlite3*"):
        file.unlink()
    shutil.rmtree(VAR / "mail", ignore_errors=True)


def _secret_key() -> str:
    """The same at every run, so that sign-ins and links of the demo stay good."""
    file = VAR / "secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text()


def _port() -> int:
    wanted = os.environ.get("PORT") or str(FIRST_PORT)
    if not (wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= 65535 - PORTS_TRIED):
        stop(f"PORT is {wanted!r}. Set it to a number from 1 to {65535 - PORTS_TRIED}, or leave it out.")
    first = int(wanted)
    free = next(filter(_is_free, range(first, first + PORTS_TRIED)), None)
    if free is None:
        _no_port(first)
    if free != first:
        say(f"Port {first} is taken, so this is port {free}")
    return free


def _no_port(first: int) -> NoReturn:
    stop(
        f"The ports {first} to {first + PORTS_TRIED - 1} are all taken. Name another one: make run PORT=9000"
    )


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        # As gunicorn does: a port whose last connection has just ended is free.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _set_up(environment: dict[str, str]) -> None:
    say("Setting up the demo")
    if any((ROOT / "locale").glob("*/LC_MESSAGES/*.po")):
        _must([program("pybabel"), "--quiet", "compile", "-D", "django", "-d", "locale"], environment)
    _must(python("manage.py", "migrate", "--verbosity", "0"), environment)
    _must(python("manage.py", "collectstatic", "--no-input", "--clear", "--verbosity", "0"), environment)
    _must(python("manage.py", "load_demo"), environment)


def _must(command: list[str], environment: dict[str, str]) -> None:
    if run(command, environment):
        stop(f"This did not work: {' '.join(command)}")


def _serve(environment: dict[str, str], port: int) -> int:
    with LOG.open("ab") as log:
        children = {
            "the web server": _start([program("gunicorn"), "--bind", f"127.0.0.1:{port}"], environment, log),
            "the background worker": _start(python("manage.py", "worker"), environment, log),
        }
        # A terminal's hang-up or a plain `kill` must stop the children as Ctrl-C does.
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _interrupt)
        try:
            _wait_until_it_answers(children, port)
            _welcome(environment, port)
            return _watch(children)
        except KeyboardInterrupt:
            say("Stopping")
            return 0
        finally:
            _stop_all(children)


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _start(command: list[str], environment: dict[str, str], log: BinaryIO) -> "subprocess.Popen[bytes]":
    # In a group of its own, Ctrl-C reaches only this script, which then stops the children in order.
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
    )


def _wait_until_it_answers(children: "dict[str, subprocess.Popen[bytes]]", port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if any(child.poll() is not None for child in children.values()):
            return
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    stop(f"The site did not answer within {START_SECONDS} seconds. Its log says why: {LOG}")


def _welcome(environment: dict[str, str], port: int) -> None:
    address = f"http://127.0.0.1:{port}/"
    say(f"Worth the Interview runs at {address}")
    run(python("manage.py", "demo_signins"), environment)
    print(
        f"""
   What to try first:
     1. Open {address} as a candidate: answer the questions, read the advice, share it.
     2. Open {address}admin/ as Rae: twelve cases are due. Agree, see one differently, give a fact.
     3. Go back to your advice as the candidate: the opinion stands beside it, and a fact waits for one tap.
     4. Invite somebody as Rae. Jo W. has been invited already: the mail below has a link to the facts.

   Sent mail:  {VAR / "mail"}
   Log:        {LOG}
   Stop with Ctrl-C. The next `make run` keeps what you typed; `make demo-fresh` starts over.
""",
        flush=True,
    )


def _watch(children: "dict[str, subprocess.Popen[bytes]]") -> int:
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                print(
                    f"\n{name} ended with status {child.returncode}. The log says why: {LOG}",
                    file=sys.stderr,
                )
                return 1
        time.sleep(0.5)


def _stop_all(children: "dict[str, subprocess.Popen[bytes]]") -> None:
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    for child in children.values():
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()


if __name__ == "__main__":
    sys.exit(main())

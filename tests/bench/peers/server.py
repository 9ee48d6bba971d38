"""What every server of this bench is to it: installed, started, killed, and asked in its own database."""

from __future__ import annotations

import asyncio
import http.client
import os
import signal
import sqlite3
import subprocess
import sys
import time
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final, NamedTuple

import asyncpg
import psutil

from tests.bench.stand import Stand, pinned
from tests.kit.edge_process import ROOT, free_port
from tests.kit.postgres import EXTERNAL, Postgres

INSTALL_S: Final = 600
READY_S: Final = 60.0
STOP_S: Final = 20.0
TAIL: Final = 1500


class PeerUnavailable(Exception):
    """A server cannot be had or started here; the message says why."""


class Stored(NamedTuple):
    """A punch as a server's own database has it; `work_code` None where it keeps none."""

    serial: str
    pin: str
    work_code: str | None


@dataclass(frozen=True, slots=True)
class About:
    """What a reader must know to judge the figures. `durability`: what its OK stands for."""

    version: str
    licence: str
    source: str
    runs_as: str
    durability: str


@dataclass(frozen=True, slots=True)
class Where:
    """Where a server may work: a scratch folder, the one PostgreSQL, and given copies of sources."""

    scratch: Path
    stand: Stand
    postgres: Postgres
    sources: Mapping[str, Path]


class Server:
    """One of them. Its database is new with each run, what is installed stays in the scratch folder."""

    name: ClassVar[str]
    about: ClassVar[About]
    # Whether it has a database: the bare handler has none.
    stores: ClassVar[bool] = True
    on_postgres: ClassVar[bool] = True

    def __init__(self, where: Where) -> None:
        self.where = where
        self.folder = where.scratch / self.name.replace(" ", "-")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.database = self.name.replace(" ", "_").replace("-", "_")
        self._process: subprocess.Popen[bytes] | None = None

    def install(self) -> None:
        """Bring what it needs into its folder. Raises PeerUnavailable."""

    def prepare(self) -> None:
        """Write its settings and make its tables. Raises PeerUnavailable."""

    def command(self) -> Sequence[str | Path]:
        """What is started; it must listen on `self.port` of the loopback address."""
        raise NotImplementedError

    def environment(self) -> Mapping[str, str]:
        """What it needs beside the variables that are there."""
        return {}

    def working_folder(self) -> Path:
        return self.folder

    def admit(self) -> None:
        """Let in the terminals that have introduced themselves, where it asks for that."""

    def count(self) -> int:
        """Punches in its database."""
        raise NotImplementedError

    def stored(self, prefix: str) -> list[Stored]:
        """Punches of terminals whose serial number begins so."""
        raise NotImplementedError

    def set_aside(self, serial: str) -> int:
        """Lines of a terminal that it could not read and kept to be looked at."""
        return 0

    def start(self) -> None:
        """Start it on the servers' core; return when it answers. Raises PeerUnavailable."""
        log = self.folder / "printed.log"
        environment = {name: value for name, value in os.environ.items() if name != EXTERNAL}
        with pinned(self.where.stand.server_core), log.open("ab") as printed:
            self._process = subprocess.Popen(
                [str(part) for part in self.command()],
                cwd=self.working_folder(),
                env=environment | dict(self.environment()),
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + READY_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill9()
                tail = log.read_text(errors="replace")[-TAIL:].strip()
                raise PeerUnavailable(f"{self.name} did not start. It printed:\n{tail}")
            time.sleep(0.05)

    def kill9(self) -> None:
        """End all of its processes without a chance to finish anything."""
        process, self._process = self._process, None
        if process is None:
            return
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # it has ended by itself
        process.wait()

    def stop(self) -> None:
        """Ask it to end, and make it if it does not."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            pass
        self.kill9()

    def memory_mib(self) -> float:
        """Of all its processes, shared pages counted once (PSS), the database server not counted."""
        assert self._process is not None, "it does not run"
        first = psutil.Process(self._process.pid)
        return sum(one.memory_full_info().pss for one in [first, *first.children(recursive=True)]) / 2**20

    def cpu_s(self) -> float:
        """That all its processes have used so far, the database server not counted."""
        assert self._process is not None, "it does not run"
        return tree_cpu_s(self._process.pid)

    def postgres_url(self, scheme: str = "postgresql") -> str:
        """Of its database, made empty when it is asked for first."""
        return f"{scheme}://postgres@/{self.database}?host={self.where.postgres.folder}"

    def new_database(self) -> None:
        self.where.postgres.drop_database(self.database)
        self.where.postgres.create_database(self.database)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Read its PostgreSQL."""

        async def read() -> list[tuple[Any, ...]]:
            connection = await asyncpg.connect(self.postgres_url())
            try:
                return [tuple(row) for row in await connection.fetch(sql)]
            finally:
                await connection.close()

        return asyncio.run(read())

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/readyz")
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True


def tree_cpu_s(pid: int) -> float:
    """CPU seconds of a process and its children, those that have ended included."""
    first = psutil.Process(pid)
    used = 0.0
    for one in [first, *first.children(recursive=True)]:
        try:
            times = one.cpu_times()
        except psutil.NoSuchProcess:
            continue  # it has just ended, and is in its parent's figure
        used += times.user + times.system + times.children_user + times.children_system
    return used


def of_sqlite(file: Path, sql: str) -> list[tuple[Any, ...]]:
    """Read a SQLite database that its server has open."""
    connection = sqlite3.connect(f"file:{file.as_posix()}?mode=ro", uri=True)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def virtual_environment(folder: Path, requirements: Sequence[str]) -> Path:
    """The Python of a virtual environment with just these, made once. Raises PeerUnavailable."""
    python = folder / "venv" / "bin" / "python"
    mark = folder / "installed.txt"
    wanted = "\n".join(requirements)
    if mark.exists() and mark.read_text() == wanted:
        return python
    venv.create(folder / "venv", with_pip=True, clear=True)
    run([python, "-m", "pip", "install", "--quiet", "--no-input", *requirements], folder)
    mark.write_text(wanted)
    return python


def run(command: Sequence[str | Path], folder: Path, **environment: str) -> str:
    """What a program printed. Raises PeerUnavailable with the end of what it complained of."""
    said = " ".join(str(part) for part in command[:5])
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=INSTALL_S,
        )
    except FileNotFoundError as error:
        raise PeerUnavailable(f"`{said} …` could not be run: {error}") from error
    except subprocess.TimeoutExpired as error:
        raise PeerUnavailable(f"`{said} …` did not end within {INSTALL_S} s") from error
    if done.returncode != 0:
        complained = (done.stderr.strip() or done.stdout.strip())[-TAIL:]
        raise PeerUnavailable(f"`{said} …` failed with {done.returncode}: {complained}")
    return done.stdout


PYTHON: Final = sys.executable
PROJECT: Final = ROOT

"""The test stand: servers on one core, everything else on the others, and one load after another."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final, Self

from tests.kit.edge_process import ROOT, EdgeProcess
from tests.kit.postgres import Postgres

Report = dict[str, Any]


_BARE: Final = (sys.executable, "-m", "tests.bench.bare")


class LoadFailed(RuntimeError):
    """A load did not do what it should; the message holds what it printed."""


def cores() -> tuple[frozenset[int], frozenset[int]]:
    """The server's core and the rest. Where there is but one, or no pinning, both are everything."""
    if not hasattr(os, "sched_getaffinity"):
        return frozenset(), frozenset()
    own = sorted(os.sched_getaffinity(0))
    return frozenset(own[:1]), frozenset(own[1:] or own)


@contextmanager
def pinned(to: frozenset[int]) -> Iterator[None]:
    """Processes and threads that are started meanwhile run on these cores only, for good."""
    if not to:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, to)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


class Stand:
    """Owns the servers of one benchmark and their folder; usable as a context."""

    def __init__(self) -> None:
        self.server_core, self.other_cores = cores()
        self._stack = ExitStack()
        self._servers: list[EdgeProcess] = []

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="punchdeck-bench-"))
        self._stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def bare(self) -> EdgeProcess:
        """The handler that figures are measured against, started like the edge."""
        return self._start(EdgeProcess(self.folder / "bare", command=_BARE))

    def receiver(self) -> str:
        """The address of a receiver that answers at once; beside the client, on the other cores."""
        with pinned(self.other_cores):
            receiver = self._stack.enter_context(EdgeProcess(self.folder / "receiver", command=_BARE))
        return f"{receiver.url}/"

    def edge(self, database: str | None = None, *, name: str = "edge", checkout: Path = ROOT) -> EdgeProcess:
        """An edge with an open door and an empty database; of another checkout where one is named."""
        edge = EdgeProcess(self.folder / name, "--dev", database=database, checkout=checkout)
        return self._start(edge)

    def postgres(self) -> Postgres:
        """A PostgreSQL as it is installed, fsync on; beside the client, as if on a machine of its own."""
        with pinned(self.other_cores):
            return self._stack.enter_context(Postgres())

    def _start(self, server: EdgeProcess) -> EdgeProcess:
        with pinned(self.server_core):
            self._servers.append(self._stack.enter_context(server))
        return server

    @contextmanager
    def alone(self, server: EdgeProcess) -> Iterator[None]:
        """The other servers stand still: what they still have to do would take the core from this one."""
        others = [one for one in self._servers if one is not server]
        for other in others:
            os.kill(other.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for other in others:
                os.kill(other.pid, signal.SIGCONT)

    def load(self, server: EdgeProcess, **options: Any) -> Report:
        """Run `tests.bench.load` to its end. Raises LoadFailed."""
        return self.finish(self.begin_load(server, **options))

    def begin_load(self, server: EdgeProcess, **options: Any) -> subprocess.Popen[str]:
        """Start `tests.bench.load` with its options, `True` being a mere flag and None left out."""
        command = [sys.executable, "-m", "tests.bench.load", "--port", str(server.port)]
        command += ["--server-pid", str(server.pid)]
        for name, value in options.items():
            if value is not None and value is not False:
                command.append("--" + name.replace("_", "-"))
                command += [] if value is True else [str(value)]
        with pinned(self.other_cores):
            return subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )

    def finish(self, load: subprocess.Popen[str], *, now: bool = False) -> Report:
        """The report of a load that was begun; `now` asks it to end. Raises LoadFailed."""
        if now:
            load.terminate()
        printed, complained = load.communicate()
        if load.returncode != 0:
            raise LoadFailed(f"The load ended with exit code {load.returncode}:\n{complained[-2000:]}")
        report: Report = json.loads(printed)
        return report


def metric(server: EdgeProcess, name: str) -> float:
    """One number of the edge's /metrics, labels written as there. Raises KeyError."""
    with urllib.request.urlopen(f"{server.url}/metrics", timeout=10) as answer:
        for line in answer.read().decode().splitlines():
            if line.startswith(name + " "):
                return float(line.rpartition(" ")[2])
    raise KeyError(f"{server.url}/metrics has no {name}")

"""What benches compare: the edge and the bare handler, each a process on a core of its own."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

from tests.bench.load import SERIAL
from tests.kit.edge_process import EdgeProcess, free_port

ROOT = Path(__file__).resolve().parents[2]
SERVER_CORE, CLIENT_CORE = {0}, {1}


@dataclass(frozen=True)
class Server:
    name: str
    port: int
    process: psutil.Process
    url: str
    key: str = ""

    def cpu(self) -> float:
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def rss_mib(self) -> float:
        return float(self.process.memory_info().rss / 2**20)


def pin(process: psutil.Process, cores: set[int]) -> None:
    """One core for the server, the other for the client, where the system can."""
    if hasattr(process, "cpu_affinity") and (os.cpu_count() or 1) > 1:
        process.cpu_affinity(sorted(cores))
        for thread in process.threads():
            with contextlib.suppress(OSError, AttributeError):
                os.sched_setaffinity(thread.id, cores)


@contextlib.contextmanager
def bare_server(loop: str) -> Iterator[Server]:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.bare", str(port), loop], cwd=ROOT, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        process = psutil.Process(child.pid)
        pin(process, SERVER_CORE)
        try:
            yield Server(f"bare aiohttp handler ({loop})", port, process, f"http://127.0.0.1:{port}")
        finally:
            child.terminate()


@contextlib.contextmanager
def edge_server(database: str | None, devices: int) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        process = EdgeProcess(Path(folder) / "data", "--dev", database=database)
        process.start()
        try:
            pinned = psutil.Process(process.pid)
            pin(pinned, SERVER_CORE)
            server = Server("edge", process.port, pinned, process.url, process.admin_key)
            admit(server, devices)
            yield server
        finally:
            process.terminate()


def admit(server: Server, devices: int) -> None:
    """Let every terminal of the load in, so that admission is no part of what is measured."""
    with httpx.Client(trust_env=False, timeout=30) as http:
        for number in range(devices):
            serial = SERIAL.format(number)
            http.get(f"{server.url}/iclock/cdata?SN={serial}&options=all&pushver=2.4.1").raise_for_status()


def load(server: Server, **options: Any) -> dict[str, float]:
    """Run the generator against a server; adds how busy the server was."""
    words = [word for name, value in options.items() for word in _words(name, value)]
    before, started = server.cpu(), time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.load", "--port", str(server.port), *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    pin(psutil.Process(child.pid), CLIENT_CORE)
    printed, _ = child.communicate()
    found: dict[str, float] = json.loads(printed)
    # The generator's own start is not load: it is busy for as long as it says.
    took = found["requests"] / found["rate"]
    found["server_busy"] = min((server.cpu() - before) / took, 1.0)
    found["cpu_us"] = 1e6 * (server.cpu() - before) / max(found["requests"], 1)
    found["wall"] = time.perf_counter() - started
    return found


def _words(name: str, value: Any) -> list[str]:
    option = f"--{name.replace('_', '-')}"
    return [option] if value is True else [option, str(value)]

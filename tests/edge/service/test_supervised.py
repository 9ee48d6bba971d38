"""What the edge tells systemd, over a real datagram socket: ready, well, reloading, stopping."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from edge.service.notify import Notifier, watchdog_s
from edge.service.supervised import Supervised
from edge.store import open_store
from edge.store.sqlite import SqliteStore
from tests.kit.edge_process import ROOT, free_port

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="systemd is of Linux")
WATCHDOG_S = 0.9


class Listener:
    """Who started the service: hears its states."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind("\0" + address[1:] if address[0] == "@" else address)

    def hear(self, within_s: float = 10.0) -> dict[str, str]:
        """The next states that are sent together. Raises TimeoutError."""
        self._socket.settimeout(within_s)
        lines = self._socket.recv(4096).decode().split("\n")
        return dict(line.split("=", 1) for line in lines)

    def hear_until(self, wanted: str, within_s: float = 10.0) -> dict[str, str]:
        """The first that say this. Raises TimeoutError."""
        until = time.monotonic() + within_s
        while True:
            states = self.hear(max(until - time.monotonic(), 0.001))
            if wanted in (f"{name}={value}" for name, value in states.items()):
                return states

    def beats_in(self, seconds: float) -> int:
        """How many beats come in that time; those that wait already are old."""
        self._socket.settimeout(0)
        while True:
            try:
                self._socket.recv(4096)
            except BlockingIOError:
                break
        until, beats = time.monotonic() + seconds, 0
        while (left := until - time.monotonic()) > 0:
            try:
                beats += "WATCHDOG" in self.hear(left)
            except TimeoutError:
                break
        return beats

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(params=["path", "abstract"])
def listener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Listener]:
    address = str(tmp_path / "notify") if request.param == "path" else f"@punchdeck-test-{os.getpid()}"
    heard = Listener(address)
    yield heard
    heard.close()


def asked_by(listener: Listener, **more: str) -> dict[str, str]:
    return {"NOTIFY_SOCKET": listener.address, "WATCHDOG_USEC": str(round(WATCHDOG_S * 1e6)), **more}


@contextmanager
def started(listener: Listener, data: Path, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The edge as systemd starts it, with its URL."""
    port = free_port()
    command = [sys.executable, "-m", "edge", "serve", "--data", str(data), "--port", str(port), *options]
    with (data.with_suffix(".log")).open("wb") as printed:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **asked_by(listener)}, stdout=printed, stderr=printed
        )
    try:
        yield process, f"http://127.0.0.1:{port}"
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGCONT)
            process.kill()
        process.wait()


def test_a_service_is_ready_once_it_answers_beats_while_it_is_well_and_says_that_it_stops(
    listener: Listener, tmp_path: Path
) -> None:
    with started(listener, tmp_path / "edge", "--host", "127.0.0.1") as (process, url):
        first = listener.hear(30)
        assert first["STATUS"].startswith("Starting")
        assert int(first["EXTEND_TIMEOUT_USEC"]) >= 30_000_000
        ready = listener.hear_until("READY=1", 30)
        assert httpx.get(f"{url}/readyz", trust_env=False).status_code == 200
        assert ready["STATUS"] == f"Serving on {url}"
        assert listener.hear_until("WATCHDOG=1", WATCHDOG_S)["STATUS"] == f"Serving on {url}"

        process.send_signal(signal.SIGHUP)  # without a certificate too: a reload is no end
        asked = time.monotonic_ns() // 1000
        while "RELOADING" not in (states := listener.hear()):
            pass
        assert abs(int(states["MONOTONIC_USEC"]) - asked) < 5_000_000
        listener.hear_until("READY=1")

        process.send_signal(signal.SIGSTOP)  # as a loop that hangs
        assert listener.beats_in(2 * WATCHDOG_S) == 0
        process.send_signal(signal.SIGCONT)
        assert listener.beats_in(2 * WATCHDOG_S) > 1

        process.send_signal(signal.SIGTERM)
        while "STOPPING" not in listener.hear():
            pass
        assert process.wait(15) == 0


async def test_a_commit_that_hangs_is_no_beat_and_one_that_fails_is_one(tmp_path: Path) -> None:
    listener = Listener(str(tmp_path / "notify"))
    store = await open_store(f"sqlite:///{tmp_path / 'punchdeck.db'}")
    assert isinstance(store, SqliteStore)
    supervised = Supervised(asked_by(listener))
    supervised.ready("http://here")
    beating = asyncio.create_task(supervised.beating(store, lambda: ()))
    hear: Callable[..., Any] = lambda wanted: asyncio.to_thread(listener.hear_until, wanted)  # noqa: E731
    beats: Callable[..., Any] = lambda: asyncio.to_thread(listener.beats_in, 2 * WATCHDOG_S)  # noqa: E731
    try:
        await hear("WATCHDOG=1")
        release = threading.Event()
        held = asyncio.ensure_future(store.write(lambda conn: release.wait(30)))
        await asyncio.sleep(0)
        await beats()  # one may have been under way
        assert await beats() == 0
        release.set()
        assert await held
        assert await beats() > 1

        other = sqlite3.connect(tmp_path / "punchdeck.db", isolation_level=None)
        store._writer.connection.driver_connection.execute("PRAGMA busy_timeout = 0")
        other.execute("BEGIN IMMEDIATE")
        try:
            assert await beats() > 1
            told = await asyncio.to_thread(listener.hear)
            assert told["STATUS"] == "The database fails: database is locked"
        finally:
            other.close()
        await hear("STATUS=Serving on http://here")
    finally:
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)
        await store.close()
        supervised.close()
        listener.close()


async def test_what_is_not_well_is_its_status_on_one_line(tmp_path: Path) -> None:
    listener = Listener(str(tmp_path / "notify"))
    store = await open_store(f"sqlite:///{tmp_path / 'punchdeck.db'}")
    supervised = Supervised(asked_by(listener))
    beating = asyncio.create_task(supervised.beating(store, lambda: ["Its disk\nis full.", "More."]))
    try:
        assert (await asyncio.to_thread(listener.hear))["STATUS"] == "Its disk is full."
    finally:
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)
        await store.close()
        supervised.close()
        listener.close()


def test_who_is_gone_keeps_nobody_from_serving(tmp_path: Path, expected_logs: list[Any]) -> None:
    notifier = Notifier(str(tmp_path / "nobody"))
    for _ in range(3):
        notifier.tell("READY=1")
    notifier.close()
    assert len(expected_logs) == 1, "said once, not at every beat"


@pytest.mark.parametrize("address", [None, "", "vsock:2:1234", "relative/path"])
def test_nothing_is_told_where_nobody_listens(address: str | None) -> None:
    notifier = Notifier(address)
    assert not notifier.heard
    notifier.tell("READY=1")


def test_the_watchdog_of_another_process_is_not_ours() -> None:
    mine = str(os.getpid())
    assert watchdog_s({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": mine}) == 60.0
    assert watchdog_s({"WATCHDOG_USEC": "60000000"}) == 60.0
    assert watchdog_s({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": f"{mine}0"}) is None
    for unwatched in ({}, {"WATCHDOG_USEC": "0"}, {"WATCHDOG_USEC": "soon"}):
        assert watchdog_s(unwatched) is None

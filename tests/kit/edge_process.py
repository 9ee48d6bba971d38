"""The edge as its users run it: a process of its own, on a port of its own, that can be killed."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tests.kit.postgres import EXTERNAL

ROOT: Final = Path(__file__).resolve().parents[2]
READY_S: Final = 30.0
STOP_S: Final = 15.0
# What it printed is shown whole up to this many characters from its end.
TAIL: Final = 6000


class EdgeFailed(AssertionError):
    """The edge did not do what it was started or told to do; the message ends with what it printed."""


class EdgeProcess:
    """`punchdeck-edge serve` on a folder; usable as a context, which ends with a clean stop.

    `command` replaces what is started in place of the edge and must listen where `--port` says; `checkout` is
    where it is started, another one's code where it is another's folder.
    What it prints goes to a file beside the folder. All calls block: in an event loop that the edge needs an
    answer from meanwhile, call them through `asyncio.to_thread`.
    """

    def __init__(
        self,
        data: Path,
        *extra: str,
        database: str | None = None,
        port: int | None = None,
        command: Sequence[str] = (sys.executable, "-m", "edge", "serve"),
        checkout: Path = ROOT,
    ) -> None:
        self.data = data
        self.port = port or free_port()
        self.printed = data.with_name(data.name + ".log")
        of_database = () if database is None else ("--database", database)
        self._checkout = checkout
        self._command = [*command, "--port", str(self.port), "--data", str(data), *of_database, *extra]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is None:
            return
        if error is None:
            self.terminate()
        else:
            self.kill9()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        return self._running().pid

    @property
    def admin_key(self) -> str:
        """The key that the first start wrote."""
        return (self.data / "admin.key").read_text().strip()

    @property
    def output(self) -> str:
        """All that it has printed, over every start."""
        return self.printed.read_text(errors="replace") if self.printed.exists() else ""

    def start(self) -> None:
        """Start it and return once it is ready. Raises EdgeFailed."""
        assert self._process is None, "the edge runs already"
        environment = {name: value for name, value in os.environ.items() if name != EXTERNAL}
        with self.printed.open("ab") as printed:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._checkout,
                env=environment | {"PYTHONUNBUFFERED": "1"},
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self._await_ready()
        except BaseException:
            if self._process is not None:
                self.kill9()
            raise

    def terminate(self) -> None:
        """Ask it to stop. Raises EdgeFailed unless it ends in time and with exit code 0."""
        process = self._running()
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.kill9()
            raise self._failed(f"still ran {STOP_S:.0f} s after SIGTERM") from None
        self._process = None
        if code != 0:
            raise self._failed(f"ended with exit code {code} after SIGTERM")

    def kill9(self) -> None:
        """End it without a chance to finish anything."""
        process = self._running()
        process.kill()
        process.wait()
        self._process = None

    def restart(self) -> None:
        """Start it again on the same port and folder, after a clean stop if it still runs."""
        if self._process is not None:
            self.terminate()
        self.start()

    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "the edge does not run"
        return self._process

    def _await_ready(self) -> None:
        process = self._running()
        deadline = time.monotonic() + READY_S
        answer = "nothing"
        while time.monotonic() < deadline:
            code = process.poll()
            if code is not None:
                self._process = None
                raise self._failed(f"ended with exit code {code} before it was ready")
            answer = self._readiness()
            if answer == "200":
                return
            time.sleep(0.02)
        raise self._failed(f"was not ready after {READY_S:.0f} s; /readyz last answered {answer}")

    def _readiness(self) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/readyz")
            response = connection.getresponse()
            body = response.read(300).decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            return repr(error)
        finally:
            connection.close()
        return "200" if response.status == 200 else f"{response.status} {body}"

    def _failed(self, what: str) -> EdgeFailed:
        printed = self.output[-TAIL:].strip() or "(nothing)"
        return EdgeFailed(f"`{' '.join(self._command)}` {what}. It printed:\n{printed}")


def free_port() -> int:
    """A TCP port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

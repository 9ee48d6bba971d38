"""The balancer of resources/haproxy, as it is given to users, before edges of a test."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Self

from tests.kit.edge_process import ROOT, free_port

EXAMPLE: Final = ROOT / "resources" / "haproxy" / "haproxy.cfg"
START_S: Final = 10.0


class HaproxyUnavailable(Exception):
    """There is no HAProxy on this machine; the message says how to get one."""


def executable() -> str:
    """Raises HaproxyUnavailable."""
    found = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        raise HaproxyUnavailable("There is no haproxy here; Debian has it: apt-get install haproxy.")
    return found


def configured(port: int, edges: Sequence[int]) -> str:
    """The example with the port that it listens on, and those of the edges, changed: nothing else."""
    text = EXAMPLE.read_text("utf-8").replace("bind *:8080", f"bind 127.0.0.1:{port}")
    names = sorted(set(re.findall(r"server (edge\d)", text)))
    assert len(names) == len(edges), "the example names as many edges as a test has"
    for name, edge in zip(names, edges, strict=True):
        text = re.sub(rf"server {name} \S+", f"server {name} 127.0.0.1:{edge}", text)
    return text


class Haproxy:
    """A running balancer; usable as a context."""

    def __init__(self, edges: Sequence[int]) -> None:
        self._executable = executable()
        self.port = free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="haproxy-"))
        self._config = self._folder / "haproxy.cfg"
        self._config.write_text(configured(self.port, edges), "utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        return (self._folder / "log").read_text(errors="replace")

    def check(self) -> str:
        """What HAProxy itself says of the file: empty where it has nothing to say against it."""
        found = subprocess.run(
            [self._executable, "-c", "-q", "-f", str(self._config)], capture_output=True, text=True
        )
        return found.stdout + found.stderr

    def __enter__(self) -> Self:
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._executable, "-db", "-f", str(self._config)], stdout=log, stderr=log
            )
        deadline = time.monotonic() + START_S
        while "started" not in self.output and self._process.poll() is None and not self._answers():
            if time.monotonic() > deadline:
                raise AssertionError(f"HAProxy did not start within {START_S:.0f} s:\n{self.output}")
            time.sleep(0.05)
        if self._process.poll() is not None:
            raise AssertionError(f"HAProxy ended with {self._process.returncode}:\n{self.output}")
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

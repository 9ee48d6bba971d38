"""A fleet of simulated terminals as a process of its own, which can be told to lose and mend the line of a
site."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tests.kit.edge_process import ROOT

STOP_S: Final = 15.0


class FleetProcess:
    """`punchdeck-edge simulate` against an edge; usable as a context. It registers its sites and terminals
    first; `options` as on its command line."""

    def __init__(self, url: str, key: str, printed: Path, *options: str) -> None:
        self._command = [sys.executable, "-m", "edge", "simulate", "--server", url, "--control", *options]
        self._key = key
        self._printed = printed
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        with self._printed.open("ab") as printed:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=os.environ | {"PUNCHDECK_KEY": self._key, "PYTHONUNBUFFERED": "1"},
                stdin=subprocess.PIPE,
                stdout=printed,
                stderr=subprocess.STDOUT,
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        process = self._running()
        process.terminate()
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdin is not None:
            process.stdin.close()

    def cut(self, site: str) -> None:
        """Let a site, by id or slug, go dark: its terminals keep what they record."""
        self._tell(f"cut {site}")

    def restore(self, site: str) -> None:
        self._tell(f"restore {site}")

    @property
    def output(self) -> str:
        return self._printed.read_text(errors="replace")

    def _tell(self, line: str) -> None:
        stdin = self._running().stdin
        assert stdin is not None
        stdin.write(f"{line}\n".encode())
        stdin.flush()

    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "the fleet does not run"
        return self._process

"""Several edges on one database behind HAProxy."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path
from typing import Any, Final

from tests.kit.edge_process import EdgeProcess
from tests.kit.haproxy import Haproxy
from tests.kit.postgres import Postgres

EDGES: Final = 3


class Cluster:
    """Edges on one database behind a balancer; usable as a context."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Cluster:
        with self._stack as stack:
            self.server = stack.enter_context(Postgres({"max_connections": "60"}))
            self.url = self.server.create_database("many")
            self.edges = [self._edge(f"edge{number}") for number in range(1, EDGES + 1)]
            for edge in self.edges:
                edge.start()
                stack.callback(_end, edge)
            self.balancer = stack.enter_context(Haproxy([edge.port for edge in self.edges]))
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def _edge(self, name: str) -> EdgeProcess:
        data = self.folder / name
        data.mkdir()
        key = self.folder / "master.key"
        if not key.exists():
            key.write_text("cHVuY2hkZWNrLWRyaWxsLW1hc3Rlci1rZXktMDAwMDE=\n")
            key.chmod(0o600)
        (data / "punchdeck.toml").write_text(
            f'trusted_proxies = ["127.0.0.1"]\nmaster_key_file = "{key}"\nlog_format = "json"\n'
        )
        return EdgeProcess(data, "--dev", database=self.url)


def _end(edge: EdgeProcess) -> None:
    with contextlib.suppress(ProcessLookupError, AssertionError):
        os.kill(edge.pid, signal.SIGCONT)
        edge.kill9()

"""The bare handler that all are measured against, and the edge on each of its databases."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import common
from tests.bench.peers.server import PROJECT, PYTHON, About, Server, Stored, of_sqlite

_COUNT = "SELECT count(*) FROM punch"
_STORED = (
    "SELECT device.serial, punch.pin, punch.work_code FROM punch JOIN device"
    " ON device.tenant_id = punch.tenant_id AND device.id = punch.device_id"
    " WHERE device.serial LIKE '{prefix}%'"
)
_ASIDE = (
    "SELECT count(*) FROM dead_line JOIN device"
    " ON device.tenant_id = dead_line.tenant_id AND device.id = dead_line.device_id"
    " WHERE device.serial = '{serial}'"
)


class Bare(Server):
    """Reads the body and answers OK: what no server on aiohttp can beat."""

    name = "bare handler"
    stores = on_postgres = False
    about = About("", "", "tests/bench/bare.py", "aiohttp, 1 process", "none: stores nothing")

    def command(self) -> Sequence[str | Path]:
        return [PYTHON, "-m", "tests.bench.bare", "--port", str(self.port)]

    def working_folder(self) -> Path:
        return PROJECT


class EdgeOnSqlite(Server):
    """As it is started by default, terminals let in at once."""

    name = "punchdeck sqlite"
    on_postgres = False
    about = About(
        common.__version__,
        "Apache-2.0",
        "this tree",
        "aiohttp, 1 process, SQLite inside",
        "OK after a commit with synchronous=FULL",
    )

    def prepare(self) -> None:
        shutil.rmtree(self.folder / "data", ignore_errors=True)

    def command(self) -> Sequence[str | Path]:
        data = self.folder / "data"
        return [PYTHON, "-m", "edge", "serve", "--dev", "--port", str(self.port), "--data", data]

    def working_folder(self) -> Path:
        return PROJECT

    def count(self) -> int:
        return int(self.read(_COUNT)[0][0])

    def stored(self, prefix: str) -> list[Stored]:
        return [Stored(*row) for row in self.read(_STORED.format(prefix=prefix))]

    def set_aside(self, serial: str) -> int:
        return int(self.read(_ASIDE.format(serial=serial))[0][0])

    def read(self, sql: str) -> list[tuple[Any, ...]]:
        (file,) = (self.folder / "data").glob("*.db")
        return of_sqlite(file, sql)


class EdgeOnPostgres(EdgeOnSqlite):
    name = "punchdeck postgresql"
    on_postgres = True
    about = About(
        common.__version__,
        "Apache-2.0",
        "this tree",
        "aiohttp, 1 process, asyncpg",
        "OK after a commit with synchronous_commit=on",
    )

    def prepare(self) -> None:
        super().prepare()
        self.new_database()

    def command(self) -> Sequence[str | Path]:
        return [*super().command(), "--database", self.postgres_url()]

    def read(self, sql: str) -> list[tuple[Any, ...]]:
        return self.rows(sql)

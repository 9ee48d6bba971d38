"""Whoever reads for long, a backup for example, holds up nobody who writes."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from edge.store import open_store, sqlite

WRITES = 5


async def test_a_reader_that_does_not_end_keeps_no_commit_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "WAL_LIMIT_BYTES", 100_000)
    store = await open_store(f"sqlite:///{tmp_path}/punchdeck.db")

    def grow(conn: sa.Connection) -> None:
        conn.exec_driver_sql("INSERT INTO scratch VALUES (zeroblob(200000))")

    try:
        await store.write(lambda conn: conn.exec_driver_sql("CREATE TABLE scratch (content)").close())
        with closing(sqlite3.connect(tmp_path / "punchdeck.db", isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM scratch").fetchall()
            # Each waited as long as for a lock, which is most of this.
            async with asyncio.timeout(2 * sqlite.BUSY_S):
                for _ in range(WRITES):
                    await store.write(grow)
            assert (tmp_path / "punchdeck.db-wal").stat().st_size > WRITES * 200_000
        await store.write(grow)
        await store.write(lambda conn: None)
        assert (tmp_path / "punchdeck.db-wal").stat().st_size < 300_000, "afterwards it is short again"
    finally:
        await store.close()

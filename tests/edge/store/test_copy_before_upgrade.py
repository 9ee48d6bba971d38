"""Before a SQLite database is upgraded it is copied: whole, and for its owner's eyes alone."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from edge.store.migrate import migrate_sqlite, revisions
from tests.drills.migrations import upgrade


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes; the folder's rights hold there")
def test_it_is_private_and_whole_and_what_a_cut_one_left_is_gone(tmp_path: Path) -> None:
    before = revisions()[-2]
    path = tmp_path / "punchdeck.db"
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as conn:
        upgrade(conn, before)
    engine.dispose()
    (tmp_path / "punchdeck.before-upgrade.new").write_bytes(b"half of a copy")
    (tmp_path / "punchdeck.before-upgrade.new-journal").write_bytes(b"its journal")

    assert migrate_sqlite(path)

    copy = tmp_path / "punchdeck.before-upgrade.db"
    assert copy.stat().st_mode & 0o077 == 0
    with sqlite3.connect(copy) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(before,)]
    raw.close()
    assert not [name for name in os.listdir(tmp_path) if ".new" in name]

"""Deleting for good: what SQLite deletes stays in the file until it is overwritten, unless it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa


@contextmanager
def erasing(conn: sa.Connection) -> Iterator[None]:
    """What is deleted or replaced inside is overwritten with zeros in SQLite's file.

    Its write-ahead log holds older pages until the next checkpoint, and PostgreSQL holds them until it
    vacuums; both come by themselves.
    """
    if conn.dialect.name != "sqlite":
        yield
        return
    before = conn.exec_driver_sql("PRAGMA secure_delete").scalar_one()
    conn.exec_driver_sql("PRAGMA secure_delete = ON").close()
    try:
        yield
    finally:
        conn.exec_driver_sql(f"PRAGMA secure_delete = {int(before)}").close()

"""The database: schema, migrations, one writer, and one query module per aggregate."""

from __future__ import annotations

from pathlib import Path

from edge.store import (  # noqa: F401  # the schema is whole only with them
    alert_tables,
    command_tables,
    notice_tables,
    people_tables,
    webhook_tables,
)
from edge.store.engine import News, Run, Store, StoreBusy, StoreError, StoreFull, Unit, normalise_url
from edge.store.migrate import open_ready
from edge.store.sqlite import open_sqlite

__all__ = ["News", "Run", "Store", "StoreBusy", "StoreError", "StoreFull", "Unit", "open_store"]


async def open_store(url: str, connections: int = 10) -> Store:
    """Migrate the database that the URL names and open it; a shared one with at most so many connections.
    Raises StoreError.

    A SQLite file's folder must be locked by the caller (`edge.store.sqlite.lock_folder`).
    """
    parsed = normalise_url(url)
    await open_ready(parsed)
    if parsed.get_backend_name() == "sqlite":
        return open_sqlite(Path(parsed.database or ""))
    from edge.store.postgresql import open_postgresql  # asyncio's part of SQLAlchemy takes its time

    return await open_postgresql(parsed, connections)

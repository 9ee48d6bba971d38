"""What the command line can have done about backups, by the server that runs or on the database itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from edge import backups
from edge.audit import Entry, Who, write
from edge.backup_rounds import DRILLED
from edge.backup_seal import BackupError
from edge.store import Store
from edge.store.schema import PLATFORM
from edge.vault import Vault

WHO: Final = Who("system:command-line")


async def back_up(vault: Vault, store: Store, folder: str, spare: int) -> dict[str, Any]:
    """A sealed backup into the folder of backups, now. Raises BackupError, MasterKeyError."""
    database = await _database(store)
    master = await store.read(vault.wrapping_key)
    at = datetime.now(UTC).replace(microsecond=0)
    made = await _alone(lambda: backups.make(database, Path(folder), master, at=at, spare=spare))
    return {"file": str(made.file), "bytes": made.bytes, "master_key": str(vault.master.path)}


async def drill(vault: Vault, store: Store, folder: str, spare: int) -> dict[str, Any]:
    """Restore the newest backup on trial: what was found. Raises BackupError, MasterKeyError."""
    database = await _database(store)
    there = await _alone(lambda: backups.there(Path(folder)))
    if not there:
        raise BackupError(f"There is no backup in {folder}. 'punchdeck-edge db backup' makes one.")
    found: dict[str, Any] = await _alone(
        lambda: backups.drill(there[0], database, vault.master.named, spare=spare)
    )
    entry = Entry(DRILLED, None, {"found": [None, found]})
    await store.write(lambda conn: write(conn, store.ids, PLATFORM, WHO, [entry]))
    return found


async def _database(store: Store) -> Path:
    if store.dialect != "sqlite":
        raise BackupError(
            "A PostgreSQL database is backed up with its own tools: 'punchdeck-edge db dump FILE', or your "
            "provider's backups."
        )

    def where(conn: sa.Connection) -> str:
        return str(next(row[2] for row in conn.exec_driver_sql("PRAGMA database_list") if row[1] == "main"))

    return Path(await store.read(where))


async def _alone(work: Callable[[], Any]) -> Any:
    """In a thread that ends with it: one that copies makes itself nicer than the rest."""
    with ThreadPoolExecutor(1) as thread:
        return await asyncio.get_running_loop().run_in_executor(thread, work)

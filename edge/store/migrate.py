"""Bring a database to the schema of this version, at start and before anything else uses it."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import DBAPIError

from edge.store.engine import StoreError
from edge.store.sqlite import writing_engine

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

# Any constant will do; it must only be the same in every version.
MIGRATION_LOCK = 7_026_114
LOCK_TRIES = 10
# Before the revision of a database that is being filled (`edge.store.moving`): no server starts on it.
MOVING = "moving-"
MIGRATIONS = Path(__file__).parent / "migrations"

log = structlog.get_logger()


def revisions() -> list[str]:
    """Every revision in order: the numbers that the files of migrations begin with."""
    return sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def pending(conn: sa.Connection) -> bool:
    """Whether migrations are missing. Raises StoreError for a database of a newer version."""
    known = revisions()
    current = None
    if sa.inspect(conn).has_table("alembic_version"):
        current = conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()
    if current is not None and current.startswith(MOVING):
        raise StoreError(
            "The database is only half filled: 'db migrate-to' is at work, or was interrupted. Wait for it, "
            "or run it again on the folder whose data is to be moved."
        )
    if current is not None and current not in known:
        raise StoreError(
            f"The database is of a newer version (revision {current}). "
            "Install that version of Punchdeck, or restore the backup from before the upgrade."
        )
    return current != known[-1]


def _upgrade(conn: sa.Connection) -> None:
    # Only a start that migrates waits for alembic to be imported.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = conn
    command.upgrade(config, "head")


def migrate_sqlite(path: Path) -> bool:
    """Migrate a database file whose folder is locked. Returns whether there was anything to do.

    Before a file with data changes, a consistent copy is put beside it. Raises StoreError.
    """
    existed = path.exists() and path.stat().st_size > 0
    if not path.exists():
        # Its WAL takes over the mode, so it has to be right before anything is written.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    engine = writing_engine(path)
    try:
        with engine.connect() as conn:
            with conn.begin():
                needed = pending(conn)
            if not needed:
                return False
            if existed:
                _copy_before(conn, path)
            _upgrade(conn)
            if existed:
                log.info("database_migrated", path=str(path))
            return True
    except sa.exc.DatabaseError as error:
        raise StoreError(
            f"{path} cannot be used as a database: {error.orig}. "
            "Restore a backup, or start in another folder."
        ) from error
    finally:
        engine.dispose()


def _copy_before(conn: sa.Connection, path: Path) -> None:
    size = path.stat().st_size
    free = shutil.disk_usage(path.parent).free
    if free < 2 * size + 64 * 1024 * 1024:
        raise StoreError(
            f"Upgrading {path} needs {2 * size // 2**20 + 64} MiB free beside it; {free // 2**20} MiB are. "
            "Make room and start again; nothing was changed."
        )
    draft = path.with_suffix(".before-upgrade.new")
    for leftover in (draft, draft.with_name(f"{draft.name}-journal")):
        leftover.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    raw = conn.connection.driver_connection
    assert raw is not None
    raw.execute("VACUUM INTO ?", (str(draft),))
    draft.replace(path.with_suffix(".before-upgrade.db"))


async def migrate_postgresql(url: sa.URL) -> bool:
    """Migrate a shared database; concurrent starters wait for one another. Raises StoreError."""
    from edge.store.postgresql import connect_engine  # asyncio's part of SQLAlchemy takes its time

    # Between two statements of a migration a busy machine may take its time.
    session = {"idle_in_transaction_session_timeout": "0"}
    engine = connect_engine(url, session, poolclass=sa.NullPool)
    try:
        async with engine.connect() as conn:
            await _lock(conn)
            try:
                needed = await conn.run_sync(pending)
                await conn.commit()
                if needed:
                    await conn.run_sync(_upgrade)
                    await conn.commit()
                return needed
            finally:
                await conn.rollback()
                await conn.execute(sa.select(sa.func.pg_advisory_unlock(MIGRATION_LOCK)))
                await conn.commit()
    except (OSError, DBAPIError) as error:
        shown = url.render_as_string(hide_password=True)
        raise StoreError(
            f"The database {shown} cannot be used: {error}. Check that it runs and the address is right."
        ) from error
    finally:
        await engine.dispose()


async def _lock(conn: AsyncConnection) -> None:
    for attempt in range(LOCK_TRIES):
        try:
            await conn.execute(sa.select(sa.func.pg_advisory_lock(MIGRATION_LOCK)))
        except DBAPIError:
            await conn.rollback()
            if attempt == LOCK_TRIES - 1:
                raise
        else:
            await conn.commit()
            return


async def open_ready(url: sa.URL) -> bool:
    """Migrate whatever the URL names."""
    if url.get_backend_name() == "sqlite":
        assert url.database is not None
        return await asyncio.to_thread(migrate_sqlite, Path(url.database))
    return await migrate_postgresql(url)

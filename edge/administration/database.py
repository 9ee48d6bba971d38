"""The database, as the command line checks it and copies it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from edge import audit
from edge.administration.units import LONGEST_LIST, AdministrationError
from edge.store import Store
from edge.store import tenants as tenant_rows
from edge.store.schema import PLATFORM


async def db_check(store: Store) -> Any:
    """Look the database through. Raises AdministrationError where it is damaged."""

    def look(conn: sa.Connection) -> dict[str, Any]:
        problems = []
        if conn.dialect.name == "sqlite":
            found = [row[0] for row in conn.exec_driver_sql("PRAGMA integrity_check(20)")]
            problems += [] if found == ["ok"] else found
        for tenant_id in (PLATFORM, *(row["id"] for row in tenant_rows.page(conn, 0, LONGEST_LIST))):
            broken = audit.broken_at(conn, tenant_id)
            if broken is not None:
                problems.append(f"the audit log of tenant {tenant_id} was changed at entry {broken}")
        if problems:
            raise AdministrationError(
                f"The database is damaged: {'; '.join(problems)}. Stop the server and restore a backup."
            )
        revision = conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return {"revision": revision, "result": "ok"}

    return await store.read(look)


async def db_backup(store: Store, file: str) -> Any:
    """A compact, consistent copy while the server goes on. Raises AdministrationError."""
    target = Path(file)
    if store.dialect != "sqlite":
        raise AdministrationError(
            "A PostgreSQL database is backed up with its own tools: 'punchdeck-edge db dump FILE', or your "
            "provider's backups."
        )

    def copy(conn: sa.Connection) -> int:
        if target.exists():
            raise AdministrationError(
                f"{target} exists already; backups never overwrite. Choose another name."
            )
        if not target.parent.is_dir():
            raise AdministrationError(f"The folder {target.parent} does not exist.")
        raw = conn.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        source = next(row[2] for row in raw.execute("PRAGMA database_list") if row[1] == "main")
        if shutil.disk_usage(target.parent).free < Path(source).stat().st_size:
            raise AdministrationError(f"There is too little room beside {target} for a copy.")
        # A connection of its own: a copy is not made inside a transaction.
        with closing(sqlite3.connect(f"{Path(source).absolute().as_uri()}?mode=ro", uri=True)) as own:
            own.execute("VACUUM INTO ?", (str(target),))
        with closing(sqlite3.connect(target)) as copied:
            found = copied.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise AdministrationError(f"The copy {target} is damaged: {found}.")
        target.chmod(0o600)
        return target.stat().st_size

    size = await store.read(copy)
    return {"file": str(target), "bytes": size}

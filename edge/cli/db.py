"""`punchdeck-edge db`: the database: schema, integrity, backups."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from edge import logs
from edge.cli.running import (
    DatabaseOption,
    DataOption,
    JsonOption,
    fail,
    perform,
    run,
    settings_from,
    show_one,
)
from edge.settings import Settings
from edge.store.engine import StoreError, normalise_url
from edge.store.migrate import migrate_sqlite, open_ready
from edge.store.sqlite import lock_folder

group = typer.Typer(no_args_is_help=True, help="The database: upgrade, check, back up, restore.")


@group.command("upgrade")
def upgrade(data: DataOption = None, database: DatabaseOption = None) -> None:
    """Bring the schema to this version. `serve` does so by itself."""
    logs.quiet()
    settings = settings_from({"data": data, "database": database})
    changed = run(_upgrade(settings))
    typer.echo("The schema was upgraded." if changed else "The schema is that of this version already.")


async def _upgrade(settings: Settings) -> bool:
    if not settings.on_sqlite:
        return await open_ready(normalise_url(settings.database_url))
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with lock_folder(settings.data):
        return await open_ready(normalise_url(settings.database_url))


@group.command("check")
def check(as_json: JsonOption = False, data: DataOption = None, database: DatabaseOption = None) -> None:
    """Look the database through: its pages, and the chain of the audit log."""
    found = perform(data, database, "db.check")
    show_one(found, as_json, f"The database is in order (revision {found['revision']}).")


@group.command("backup")
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the copy; must not exist.")],
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Copy the database, consistent and compact, while the server goes on."""
    done = perform(data, database, "db.backup", file=str(file.absolute()))
    show_one(done, as_json, f"{done['file']} holds the backup ({done['bytes'] / 2**20:.1f} MiB).")


@group.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `db backup` wrote.")],
    data: DataOption = None,
) -> None:
    """Put a backup in the place of the database. The server must be stopped; what was there is kept beside
    it.
    """
    logs.quiet()
    settings = settings_from({"data": data})
    if not settings.on_sqlite:
        fail("A PostgreSQL database is restored with its own tools: pg_restore.")
    kept = run(_restore(settings, file))
    typer.echo("Restored." if kept is None else f"Restored. What was there before is in {kept}.")


async def _restore(settings: Settings, file: Path) -> Path | None:
    return await asyncio.to_thread(_restore_now, settings.data, file)


def _restore_now(folder: Path, file: Path) -> Path | None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with lock_folder(folder):
        database = folder / "punchdeck.db"
        draft = folder / "punchdeck.restoring.db"
        try:
            with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source:
                found = source.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.Error as error:
            raise StoreError(f"{file} is no backup of ours: {error}.") from error
        if found != "ok":
            raise StoreError(f"{file} is damaged ({found}); take an older backup.")
        shutil.copyfile(file, draft)
        draft.chmod(0o600)
        migrate_sqlite(draft)  # refuses what a newer version wrote
        kept = _set_aside(database)
        draft.replace(database)
        for leftover in ("-wal", "-shm"):
            Path(f"{draft}{leftover}").unlink(missing_ok=True)
        return kept


def _set_aside(database: Path) -> Path | None:
    if not database.exists():
        return None
    number = 1
    while (kept := database.with_name(f"punchdeck.before-restore-{number}.db")).exists():
        number += 1
    # Whatever its WAL still holds belongs to it.
    with closing(sqlite3.connect(database)) as old:
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.replace(kept)
    for leftover in ("-wal", "-shm"):
        Path(f"{database}{leftover}").unlink(missing_ok=True)
    return kept

"""`punchdeck-edge db`: the database: schema, integrity, backups."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from edge import logs
from edge.backup_seal import FindKey, is_sealed, unseal_into
from edge.cli import backups, dumps, moving
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

group = typer.Typer(no_args_is_help=True, help="The database: upgrade, check, back up, restore, move.")
group.add_typer(backups.group, name="backups")
group.command("drill")(backups.drill)
group.command("dump")(dumps.dump)
group.command("verify-dump")(dumps.verify_dump)


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
    with _held(settings.data):
        return await open_ready(normalise_url(settings.database_url))


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """The folder is this process's meanwhile. Raises StoreError if it is another's."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = lock_folder(folder)
    try:
        yield
    finally:
        lock.release()


def _database(settings: Settings) -> Path:
    return Path(normalise_url(settings.database_url).database or "")


def _demand_database(data: Path | None, database: str | None) -> None:
    """End with a clear line where there is nothing to look at: it would be made, and found to be in order."""
    settings = settings_from({"data": data, "database": database}, warn=False)
    if settings.on_sqlite and not _database(settings).exists():
        fail(f"There is no database {_database(settings)}. Name the server's folder with --data.")


@group.command("check")
def check(as_json: JsonOption = False, data: DataOption = None, database: DatabaseOption = None) -> None:
    """Look the database through: its pages, and the chain of the audit log."""
    _demand_database(data, database)
    found = perform(data, database, "db.check")
    show_one(found, as_json, f"The database is in order (revision {found['revision']}).")


@group.command("backup")
def backup(
    file: Annotated[
        Path | None, typer.Argument(help="Where to write a plain copy; must not exist.", show_default=False)
    ] = None,
    as_json: JsonOption = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Copy the database, consistent and compact, while the server goes on.

    Without FILE it is sealed under the master key and lies with the other backups; with it, it is a plain
    copy that everybody can read who gets at it.
    """
    _demand_database(data, database)
    if file is None:
        where = backups.where(settings_from({"data": data, "database": database}, warn=False))
        done = perform(data, database, "db.back_up", **where)
        line = (
            f"{done['file']} holds the backup ({done['bytes'] / 2**20:.1f} MiB). It opens only with "
            f"{done['master_key']}: keep a copy of that file elsewhere."
        )
        show_one(done, as_json, line)
        return
    done = perform(data, database, "db.backup", file=str(file.absolute()))
    show_one(done, as_json, f"{done['file']} holds the backup ({done['bytes'] / 2**20:.1f} MiB).")


@group.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `db backup` or the server wrote.")],
    data: DataOption = None,
    key_file: backups.KeyFileOption = None,
) -> None:
    """Put a backup in the place of the database. The server must be stopped; what was there is kept beside
    it. On another machine: copy the master key there first, or name it.
    """
    logs.quiet()
    settings = settings_from({"data": data})
    if not settings.on_sqlite:
        fail("A PostgreSQL database is restored with its own tools: pg_restore --no-owner -d DATABASE FILE.")
    find_key = backups.master_keys(settings, key_file)
    kept = run(asyncio.to_thread(_restore, settings.data, _database(settings), file, find_key))
    if key_file is not None:
        typer.echo(f"Have the server use the master key in {key_file}: setting master_key_file, or a copy.")
    typer.echo("Restored." if kept is None else f"Restored. What was there before is in {kept}.")


def _restore(folder: Path, database: Path, file: Path, find_key: FindKey) -> Path | None:
    """Returns where what stood there before is kept. Until the backup is known to be good, that is not
    touched. Raises StoreError.
    """
    with _held(folder):
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = database.with_name("punchdeck.restoring.db")
        opened = database.with_name("punchdeck.opened.db")
        try:
            _forget(draft)
            _forget(opened)
            if _sealed(file):
                unseal_into(file, opened, find_key)
                _copy(opened, draft)
            else:
                _copy(file, draft)
            migrate_sqlite(draft)  # refuses what a newer version wrote
            kept = _set_aside(database)
            draft.replace(database)
            return kept
        finally:
            _forget(draft)
            _forget(opened)


def _sealed(file: Path) -> bool:
    try:
        return is_sealed(file)
    except OSError:
        return False  # what keeps it from being read is said by whoever copies it


def _copy(file: Path, draft: Path) -> None:
    """With what a WAL beside it still holds. Raises StoreError unless it is a whole database of ours."""
    draft.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source:
            found = source.execute("PRAGMA integrity_check").fetchone()[0]
            ours = source.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
            if found == "ok" and ours is not None:
                with closing(sqlite3.connect(draft)) as copy:
                    source.backup(copy)
    except sqlite3.Error as error:
        raise StoreError(
            f"{file} cannot be restored: {error}. Take a file that 'db backup' wrote; nothing was changed."
        ) from error
    if found != "ok":
        raise StoreError(f"{file} is damaged ({found}). Take an older backup; nothing was changed.")
    if ours is None:
        raise StoreError(
            f"{file} is no database of Punchdeck. Take a file that 'db backup' wrote; nothing was changed."
        )


def _forget(draft: Path) -> None:
    for leftover in (draft, *(Path(f"{draft}{end}") for end in ("-wal", "-shm"))):
        leftover.unlink(missing_ok=True)
    draft.with_suffix(".before-upgrade.db").unlink(missing_ok=True)


def _set_aside(database: Path) -> Path | None:
    if not database.exists():
        return None
    number = 1
    while (kept := database.with_name(f"punchdeck.before-restore-{number}.db")).exists():
        number += 1
    try:
        # Whatever its WAL still holds belongs to it; in this mode it is one file that can be read alone.
        with closing(sqlite3.connect(database)) as old:
            old.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:  # a damaged one is what restoring is for: kept as it is, WAL and all
        typer.echo(f"What was there before is damaged ({error}).", err=True)
    database.replace(kept)
    for end in ("-wal", "-shm"):
        beside = Path(f"{database}{end}")
        if beside.exists():
            beside.replace(f"{kept}{end}")
    return kept


group.command("migrate-to")(moving.migrate_to)

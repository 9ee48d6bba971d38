"""`punchdeck-edge db backups`, and the restore drill: what is kept, whether it opens, what may go."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from edge import backups, logs
from edge.backup_seal import BackupError, FindKey, unseal_into
from edge.cli.running import (
    DatabaseOption,
    DataOption,
    JsonOption,
    fail,
    perform,
    settings_from,
    show,
    show_one,
)
from edge.master_keys import MasterKeyError, MasterKeyFile
from edge.room import MIB
from edge.settings import Settings
from edge.store import StoreError

group = typer.Typer(no_args_is_help=True, help="The backups that are kept: list, verify, prune.")
KeyFileOption = Annotated[
    Path | None, typer.Option("--key-file", help="The master key of the backup's time, if it is another.")
]


def master_keys(settings: Settings, key_file: Path | None) -> FindKey:
    """Finds the master key of a backup: in the file named here, else in the server's own."""
    keys = MasterKeyFile(settings.data, key_file or settings.master_key_file)

    def find(name: bytes) -> bytes | None:
        try:
            return keys.named(name)
        except MasterKeyError as error:
            raise BackupError(
                f"{error} A backup opens only with the master key of the server that made it: put a copy of "
                "it there, or name it with --key-file; nothing was changed."
            ) from error

    return find


@group.command("list")
def listed(as_json: JsonOption = False, data: DataOption = None) -> None:
    """Those in the folder of backups, newest first."""
    settings = settings_from({"data": data})
    rows = [
        {"name": one.file.name, "made": f"{one.at:%Y-%m-%dT%H:%M:%SZ}", "mib": round(one.bytes / MIB, 1)}
        for one in _there(settings.backup_folder)
    ]
    show(rows, ["name", "made", "mib"], as_json)


@group.command("verify")
def verify(as_json: JsonOption = False, data: DataOption = None, key_file: KeyFileOption = None) -> None:
    """Open each of them and look its database through. Ends with 1 where one is not good."""
    settings = settings_from({"data": data})
    find_key = master_keys(settings, key_file)
    rows = []
    for one in _there(settings.backup_folder):
        problem = _problem(one.file, find_key, settings.data)
        rows.append({"name": one.file.name, "good": problem is None, "problem": problem})
    show(rows, ["name", "good", "problem"], as_json)
    if any(not row["good"] for row in rows):
        raise typer.Exit(1)


@group.command("prune")
def prune(as_json: JsonOption = False, data: DataOption = None) -> None:
    """Delete what is older than is kept: one an hour for a day, one a day for a week, one a week for four."""
    settings = settings_from({"data": data})
    try:
        gone = backups.prune(settings.backup_folder)
    except OSError as error:
        fail(f"{settings.backup_folder} cannot be pruned: {error.strerror}. Check who may write there.")
    left = len(_there(settings.backup_folder))
    found = {"deleted": [one.file.name for one in gone], "kept": left}
    show_one(found, as_json, f"{len(gone)} deleted, {left} kept.")


def drill(as_json: JsonOption = False, data: DataOption = None, database: DatabaseOption = None) -> None:
    """Restore the newest backup on trial, whether or not the server runs, and say what it holds."""
    settings = settings_from({"data": data, "database": database}, warn=False)
    found = perform(data, database, "db.drill", **where(settings))
    show_one(found, as_json, _told(found))


def where(settings: Settings) -> dict[str, Any]:
    """What the server is asked to use, for it may have been started with other settings."""
    return {
        "folder": str(settings.backup_folder.absolute()),
        "spare": 2 * settings.least_free_mib * MIB,
    }


def _told(found: dict[str, Any]) -> str:
    counts = ", ".join(
        f"{table} {before:,}" + (f" (now {now:,})" if before != now else "")
        for table, (before, now) in found["counts"].items()
    )
    return (
        f"{found['file']} can be restored. Made {found['made']}, {found['database_bytes'] / MIB:.1f} MiB; "
        f"integrity ok, {found['audit_entries']:,} audit entries hold; rows: {counts}."
    )


def _there(folder: Path) -> list[backups.Backup]:
    try:
        return backups.there(folder)
    except OSError as error:
        fail(f"{folder} cannot be read: {error.strerror}. Check backup_dir, and who may read it.")


def _problem(file: Path, find_key: FindKey, scratch: Path) -> str | None:
    """What is wrong with a backup. It is opened beside the database, where there must be room for it."""
    with tempfile.TemporaryDirectory(prefix="verify-", dir=scratch) as name:
        opened = Path(name) / "punchdeck.db"
        try:
            unseal_into(file, opened, find_key)
            with closing(sqlite3.connect(f"{opened.as_uri()}?mode=ro", uri=True)) as conn:
                found = str(conn.execute("PRAGMA integrity_check").fetchone()[0])
        except (BackupError, StoreError) as error:
            return str(error)
        except (OSError, sqlite3.Error) as error:
            return logs.escaped(f"{file} cannot be opened: {error}.")
    return None if found == "ok" else f"its database is damaged: {found}"

"""Backups of a database of our own: how they are called, which are kept, and how one is made and tried.

All of it blocks, and none of it holds up what is being written.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from edge import audit
from edge.backup_seal import BackupError, FindKey, header_of, seal, unseal, unseal_into
from edge.durability import sync_folder
from edge.store import tenants as tenant_rows
from edge.store.migrate import migrate_sqlite
from edge.store.schema import PLATFORM

FOLDER: Final = "backups"
_NAME: Final = re.compile(r"punchdeck-(\d{8}T\d{6}Z)\.db\.gz\.enc")
_FORM: Final = "%Y%m%dT%H%M%SZ"
_HOURS: Final = timedelta(hours=24)
_DAYS: Final = timedelta(days=7)
_WEEKS: Final = timedelta(weeks=4)
_NICER: Final = 10
MIB: Final = 1024 * 1024
COUNTED: Final = ("tenant", "site", "device", "employee", "punch", "event", "audit")


@dataclass(frozen=True, slots=True)
class Backup:
    """A file in the folder of backups."""

    file: Path
    at: datetime

    @property
    def bytes(self) -> int:
        return self.file.stat().st_size


def name_at(at: datetime) -> str:
    """The file of a backup that was begun then (UTC, to the second)."""
    return f"punchdeck-{at.astimezone(UTC).strftime(_FORM)}.db.gz.enc"


def instant_of(name: str) -> datetime | None:
    """When the backup of a name was begun; None where it is no name of a backup."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    with suppress(ValueError):
        return datetime.strptime(found[1], _FORM).replace(tzinfo=UTC)
    return None


def there(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first. Raises OSError."""
    if not folder.is_dir():
        return []
    named = [(file, instant_of(file.name)) for file in folder.iterdir()]
    found = [Backup(file, at) for file, at in named if at is not None]
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def kept(instants: Iterable[datetime]) -> set[datetime]:
    """Which of them stay: counted from the newest, one for each hour of a day, for each day of a week and for
    each week of four; of several the newest. Whether it is asked after every backup or only now and then, the
    same ones stay."""
    ordered = sorted(instants, reverse=True)
    taken: dict[tuple[object, ...], datetime] = {}
    for at in ordered:
        age = ordered[0] - at
        if age < _HOURS:
            taken.setdefault(("hour", at.date(), at.hour), at)
        if age < _DAYS:
            taken.setdefault(("day", at.date()), at)
        if age < _WEEKS:
            taken.setdefault(("week", *at.isocalendar()[:2]), at)
    return set(taken.values())


def prune(folder: Path) -> list[Backup]:
    """Delete the backups that are not kept; those deleted. Raises OSError."""
    found = there(folder)
    staying = kept(backup.at for backup in found)
    going = [backup for backup in found if backup.at not in staying]
    for backup in going:
        backup.file.unlink()
    return going


def make(
    database: Path,
    folder: Path,
    master: bytes,
    *,
    at: datetime,
    spare: int,
    stopped: Callable[[], bool] = lambda: False,
) -> Backup:
    """A consistent, sealed copy of a database that goes on being written. `spare`: bytes that stay free.
    `stopped` is asked all the while, and true ends it.

    It is there whole or not at all. Raises BackupError, OSError.
    """
    target = folder / name_at(at)
    draft, part = database.with_name("punchdeck.backing-up.db"), target.with_suffix(".part")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for leftover in (draft, *folder.glob("punchdeck-*.part")):
            leftover.unlink(missing_ok=True)
        if target.exists():
            raise BackupError(f"{target} exists already; backups never overwrite. Try again in a second.")
        _demand_room(database, folder, spare)
        with _quietly():
            draft.touch(mode=0o600)
            # A connection of its own: a copy is not made inside a transaction, and holds nobody up.
            with _reading(database, stopped) as source:
                source.execute("VACUUM INTO ?", (str(draft),))
            _demand_integrity(draft, f"The copy of {database}", stopped)
            seal(draft, part, master, lambda: _go_on(stopped))
            for _ in unseal(part, lambda name: master):  # what was written is what was meant
                _go_on(stopped)
        part.replace(target)
        sync_folder(folder)
    except sqlite3.Error as error:
        _go_on(stopped)
        raise BackupError(
            f"{database} could not be copied: {error}. 'punchdeck-edge db check' looks it through."
        ) from error
    finally:
        draft.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    return Backup(target, at)


def drill(
    backup: Backup,
    database: Path,
    find_key: FindKey,
    *,
    spare: int,
    stopped: Callable[[], bool] = lambda: False,
) -> dict[str, Any]:
    """Restore a backup beside the database, look it through, and forget it again: what was found.

    `counts` says of each table how many rows the backup has, and the database now. Raises BackupError and
    OSError.
    """
    size = header_of(backup.file).size
    scratch = database.with_name("punchdeck.drill.db")
    if shutil.disk_usage(database.parent).free < size + spare:
        raise BackupError(
            f"{backup.file} cannot be tried: beside {database} there is no room for {size // MIB} MiB more."
        )
    _forget(scratch)
    try:
        with _quietly():
            unseal_into(backup.file, scratch, find_key, lambda: _go_on(stopped))
            _demand_integrity(scratch, str(backup.file), stopped)
            upgraded = migrate_sqlite(scratch)
            before, entries = _looked_through(scratch, backup.file)
        now = _counts(database)
    except (sqlite3.Error, sa.exc.DatabaseError) as error:
        _go_on(stopped)
        raise BackupError(f"{backup.file} cannot be restored: {error}. Make a new backup.") from error
    finally:
        _forget(scratch)
    return {
        "file": str(backup.file),
        "made": backup.at.isoformat().replace("+00:00", "Z"),
        "bytes": backup.bytes,
        "database_bytes": size,
        "integrity": "ok",
        "older_version": upgraded,
        "audit_entries": entries,
        "counts": {table: [before[table], now[table]] for table in COUNTED},
    }


def _looked_through(database: Path, file: Path) -> tuple[dict[str, int], int]:
    """Counts, and how many entries the audit logs hold together. Raises BackupError where one is broken."""
    engine = sa.create_engine(sa.URL.create("sqlite+pysqlite", database=str(database)))
    try:
        with engine.connect() as conn:
            for tenant in (PLATFORM, *(row["id"] for row in tenant_rows.page(conn, 0, sys.maxsize))):
                broken = audit.broken_at(conn, tenant)
                if broken is not None:
                    raise BackupError(
                        f"In {file} the audit log of tenant {tenant} was changed at entry {broken}. "
                        "Take an older backup, and look who could write to the database."
                    )
    finally:
        engine.dispose()
    counts = _counts(database)
    return counts, counts["audit"]


def _counts(database: Path) -> dict[str, int]:
    # Each count for itself: one long look would keep the WAL from being reset.
    with _reading(database) as conn:
        return {
            table: int(conn.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) for table in COUNTED
        }


@contextmanager
def _reading(database: Path, stopped: Callable[[], bool] = lambda: False) -> Iterator[sqlite3.Connection]:
    uri = f"{database.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as conn:
        conn.set_progress_handler(stopped, 100_000)
        yield conn


def _go_on(stopped: Callable[[], bool]) -> None:
    if stopped():
        raise BackupError("The server is stopping; the backup is made when it runs again.")


def _demand_integrity(database: Path, called: str, stopped: Callable[[], bool]) -> None:
    with _reading(database, stopped) as conn:
        found = conn.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise BackupError(
            f"{called} is damaged: {found}. 'punchdeck-edge db check' looks the database through."
        )


def _demand_room(database: Path, folder: Path, spare: int) -> None:
    """The copy lies beside the database until it is sealed, which may make it no smaller."""
    size = sum(file.stat().st_size for file in (database, Path(f"{database}-wal")) if file.exists())
    shared = os.stat(database.parent).st_dev == os.stat(folder).st_dev
    for place, needed in ((database.parent, size * (1 + shared)), (folder, size)):
        free = shutil.disk_usage(place).free
        if free < needed + spare:
            raise BackupError(
                f"There is no room for a backup: {place} has {free // MIB} MiB free, and it takes up to "
                f"{needed // MIB} and leaves {spare // MIB}. Make room, or name another place: backup_dir."
            )


def _forget(database: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        Path(f"{database}{end}").unlink(missing_ok=True)
    database.with_suffix(".before-upgrade.db").unlink(missing_ok=True)


@contextmanager
def _quietly() -> Iterator[None]:
    """Whatever else wants the processor goes first. Only Linux knows that of a single thread."""
    if sys.platform != "linux":
        yield
        return
    thread = threading.get_native_id()
    before = os.getpriority(os.PRIO_PROCESS, thread)
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, thread, min(before + _NICER, 19))
    try:
        yield
    finally:
        with suppress(OSError):  # only root may go back; the thread is one for backups
            os.setpriority(os.PRIO_PROCESS, thread, before)

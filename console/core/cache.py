"""What is remembered of an edge from run to run, so that something is painted before the network answers.

SQLite in WAL mode, touched by one thread of its own: nothing here ever waits on the loop. Lines and the
cursor after them are written in one transaction, so the stream goes on exactly where the lines end; what
could not be written is written with what comes next. It is a cache: a file that cannot be read, or that holds
other fields than this program's, is thrown away.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final, TypeVar
from zlib import crc32

from console.core.alerts import Alert, members, remembered
from console.core.fleet import Snapshot
from console.core.records import NOT_UNDERSTOOD, Device, FeedLine, Gap, Punch, Site

KEPT: Final = 100_000
SLACK: Final = 5_000
SLAB: Final = 2_000
BUSY_S: Final = 2.0

T = TypeVar("T")

_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_UNREADABLE: Final = (sqlite3.Error, *NOT_UNDERSTOOD)
"""What a damaged file fails with; words of SQLite's that quote it may be no text."""

_FIELDS: Final = [Punch._fields, *([each.name for each in fields(kind)] for kind in (Device, Site, Alert))]
VERSION: Final = crc32(json.dumps([1, *_FIELDS]).encode()) >> 1

_COLUMNS: Final = ", ".join(Punch._fields)
_INSERT: Final = f"INSERT INTO line ({_COLUMNS}) VALUES ({', '.join('?' * len(Punch._fields))})"
_INSERT_AT: Final = f"INSERT INTO line (seq, {_COLUMNS}) VALUES (?{', ?' * len(Punch._fields)})"
_FIND_GAP: Final = "SELECT seq FROM line WHERE {} IS NULL AND {} IS ? AND {} IS ?".format(*Punch._fields[:3])
_SELECT: Final = f"SELECT seq, {_COLUMNS} FROM line WHERE seq > ? ORDER BY seq LIMIT ?"
_SCHEMA: Final = f"""
CREATE TABLE line (seq INTEGER PRIMARY KEY, {_COLUMNS});
CREATE TABLE memory (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
PRAGMA user_version = {VERSION};
"""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was known when the last run ended, but for the lines. `tenant`: whose fleet it is; `heard_us`:
    when the edge was last heard."""

    tenant: str | None = None
    cursor: str | None = None
    heard_us: int | None = None
    snapshot: Snapshot | None = None
    alerts: tuple[Alert, ...] = ()


class CacheLost(Exception):
    """The file turned out to be damaged and was thrown away: the lines read so far are all there are, and
    nobody knows where the stream went on."""


@dataclass(slots=True)
class _Unwritten:
    """What the file lacks. `anew`: and what it holds is to be forgotten first."""

    anew: bool = False
    lines: list[FeedLine] = field(default_factory=list)
    memory: dict[str, str | int | None] = field(default_factory=dict)


class Cache:
    """One file, one thread. Writes are done in order and their failures logged; reads are awaited."""

    def __init__(self, path: Path, kept: int = KEPT) -> None:
        self._path = path
        self._kept = kept
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        # A daemon: the file is sound at any moment, and no program should hang because nobody closed it.
        self._thread = threading.Thread(target=self._work, name=f"cache {path.name}", daemon=True)
        self._started = False
        # These two are the thread's own.
        self._db: sqlite3.Connection
        self._unwritten = _Unwritten()

    @staticmethod
    def remove(path: Path) -> None:
        """Take the file away, and what SQLite keeps beside it. Raises OSError."""
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)

    async def load(self) -> Remembered:
        """Open the file, and what it remembers. Call it once, before anything else."""
        self._thread.start()
        self._started = True
        try:
            return await self._read(_remembered)
        except CacheLost:
            return Remembered()

    async def lines(self, after: int = 0) -> tuple[int, list[FeedLine]]:
        """The next lines, oldest first, and what to ask with for those that follow; none at the end.

        Raises CacheLost.
        """
        return await self._read(lambda db: _lines(db, after))

    def keep(self, lines: Sequence[FeedLine], cursor: str | None, heard_us: int) -> None:
        """Remember lines, and that the stream goes on after `cursor`."""
        self._jobs.put(lambda: self._write(lines, cursor=cursor, heard_us=heard_us))

    def fill(self, gap: Gap, lines: Sequence[FeedLine]) -> None:
        """These stand where the gap stood."""
        self._jobs.put(lambda: self._fill(gap, lines))

    def keep_snapshot(self, snapshot: Snapshot) -> None:
        self._jobs.put(lambda: self._write(snapshot=json.dumps(_snapshot_json(snapshot))))

    def keep_alerts(self, alerts: Sequence[Alert]) -> None:
        self._jobs.put(lambda: self._write(alerts=json.dumps([members(alert) for alert in alerts])))

    def begin_anew(self, tenant: str | None) -> None:
        """Forget everything: what follows is of this tenant."""
        self._jobs.put(lambda: self._write(anew=True, tenant=tenant))

    async def close(self) -> None:
        """Once everything is written."""
        if self._started:
            self._jobs.put(None)
            await asyncio.to_thread(self._thread.join)

    async def _read(self, question: Callable[[sqlite3.Connection], T]) -> T:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()

        def job() -> None:
            try:
                found = question(self._db)
            except _UNREADABLE as error:
                self._begin_file_anew(error)
                loop.call_soon_threadsafe(_settle, answer, None, CacheLost(str(self._path)))
            else:
                loop.call_soon_threadsafe(_settle, answer, found, None)

        self._jobs.put(job)
        return await answer

    # -- on the thread
    # ---------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        self._db = self._opened()
        try:
            while (job := self._jobs.get()) is not None:
                job()
        finally:
            self._db.close()

    def _write(
        self, lines: Sequence[FeedLine] = (), *, anew: bool = False, **memory: str | int | None
    ) -> None:
        """All that the file lacks, in one transaction: a cursor without the lines before it would hide that
        they are missing."""
        if anew:
            self._unwritten = _Unwritten(anew=True)
        unwritten, failed_before = self._unwritten, bool(self._unwritten.memory)
        unwritten.lines += lines
        unwritten.memory |= memory
        try:
            _write(self._db, unwritten, self._kept)
            self._unwritten = _Unwritten()
        except _UNREADABLE as error:
            if not isinstance(error, sqlite3.Error):
                self._unwritten = _Unwritten()  # it would fail again
            if not isinstance(error, sqlite3.Error) or _code(error) in _DAMAGED:
                self._begin_file_anew(error)
                return
            del unwritten.lines[: -self._kept]
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if not failed_before:
                log.warning("cache %s cannot be written for now: %s", self._path, error)

    def _fill(self, gap: Gap, lines: Sequence[FeedLine]) -> None:
        """A gap that stays costs the next run one look at it."""
        try:
            _replace(self._db, gap, lines)
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            log.warning("cache %s keeps a gap that was filled: %s", self._path, error)

    def _opened(self) -> sqlite3.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return _open(self._path)
            except _UNREADABLE as error:
                if _code(error) == sqlite3.SQLITE_BUSY:
                    raise  # it is somebody's
                self._throw_away(error)
                return _open(self._path)
        except (*_UNREADABLE, OSError) as error:
            log.warning("cache %s cannot be made, nothing is remembered: %s", self._path, error)
            return _open(":memory:")

    def _begin_file_anew(self, why: Exception) -> None:
        self._db.close()
        try:
            self._throw_away(why)
        except OSError as error:
            log.warning("cache %s is damaged and cannot be deleted: %s", self._path, error)
        self._db = self._opened()

    def _throw_away(self, why: Exception) -> None:
        log.info("cache %s thrown away: %s", self._path, why)
        self.remove(self._path)


def _settle(answer: asyncio.Future[T], found: T | None, error: Exception | None) -> None:
    if answer.done():
        return  # whoever asked has gone
    if error is not None:
        answer.set_exception(error)
    else:
        answer.set_result(found)  # type: ignore[arg-type]  # None only where T is


def _open(path: Path | str) -> sqlite3.Connection:
    """Raises one of _UNREADABLE where the file is no cache of this version."""
    db = sqlite3.connect(path, isolation_level=None, timeout=BUSY_S)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version == 0:
            db.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
        elif version != VERSION:
            raise sqlite3.DatabaseError(f"it is of version {version}")
        db.execute("SELECT seq FROM line LIMIT 1").fetchone()
    except _UNREADABLE:
        db.close()
        raise
    return db


def _code(error: Exception) -> int:
    """SQLite's primary code of an error."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _write(db: sqlite3.Connection, unwritten: _Unwritten, kept: int) -> None:
    db.execute("BEGIN IMMEDIATE")
    if unwritten.anew:
        db.execute("DELETE FROM line")
        db.execute("DELETE FROM memory")
    db.executemany(_INSERT, map(_row, unwritten.lines))
    db.executemany("INSERT OR REPLACE INTO memory VALUES (?, ?)", unwritten.memory.items())
    if unwritten.lines:
        first, last = db.execute("SELECT min(seq), max(seq) FROM line").fetchone()
        if last - first >= kept + SLACK:
            db.execute("DELETE FROM line WHERE seq <= ?", (last - kept,))
    db.execute("COMMIT")


def _replace(db: sqlite3.Connection, gap: Gap, lines: Sequence[FeedLine]) -> None:
    found = db.execute(_FIND_GAP, (gap.before_us, gap.after_us)).fetchone()
    if found is None:
        return
    (place,) = found
    db.execute("BEGIN IMMEDIATE")
    db.execute("DELETE FROM line WHERE seq = ?", (place,))
    if len(lines) > 1:  # by way of what is below nothing: two lines must never have one place
        db.execute("UPDATE line SET seq = -(seq + ?) WHERE seq > ?", (len(lines) - 1, place))
        db.execute("UPDATE line SET seq = -seq WHERE seq < 0")
    db.executemany(_INSERT_AT, ((place + number, *_row(line)) for number, line in enumerate(lines)))
    db.execute("COMMIT")


def _remembered(db: sqlite3.Connection) -> Remembered:
    found: dict[str, Any] = dict(db.execute("SELECT name, value FROM memory"))
    heard_us = found.get("heard_us")
    text = found.get("snapshot")
    return Remembered(
        found.get("tenant"),
        found.get("cursor"),
        None if heard_us is None else int(heard_us),
        None if text is None else _snapshot_of(json.loads(text)),
        tuple(map(remembered, json.loads(found.get("alerts") or "[]"))),
    )


_NO_PUNCH: Final = (None,) * (len(Punch._fields) - 3)


def _row(line: FeedLine) -> tuple[object, ...]:
    """A gap has no id, and its two instants where a punch has others."""
    return (None, line.before_us, line.after_us, *_NO_PUNCH) if isinstance(line, Gap) else line


def _lines(db: sqlite3.Connection, after: int) -> tuple[int, list[FeedLine]]:
    rows = db.execute(_SELECT, (after, SLAB)).fetchall()
    if any(later <= earlier for earlier, later in pairwise([after, *(row[0] for row in rows)])):
        raise ValueError("the lines are in no order")  # one could read on for ever
    return (rows[-1][0] if rows else after), list(_read_lines(rows))


def _read_lines(rows: Sequence[tuple[Any, ...]]) -> Iterator[FeedLine]:
    shared: dict[str, str] = {}
    share = shared.setdefault
    texts = slice(Punch._fields.index("employee"), Punch._fields.index("late"))
    late, mask = Punch._fields.index("late"), Punch._fields.index("mask")
    for _, *row in rows:
        if row[0] is None:
            yield Gap(row[2], row[1])
            continue
        row[texts] = [share(text, text) for text in row[texts]]
        row[late] = bool(row[late])
        row[mask] = None if row[mask] is None else bool(row[mask])
        yield Punch._make(row)


def _snapshot_json(snapshot: Snapshot) -> Mapping[str, Any]:
    return {
        "devices": [_members(device) for device in snapshot.devices],
        "sites": [_members(site) for site in snapshot.sites],
        "waiting": [_members(device) for device in snapshot.waiting],
    }


def _members(record: Device | Site) -> dict[str, Any]:
    return {each.name: getattr(record, each.name) for each in fields(record)}


def _snapshot_of(body: Mapping[str, Any]) -> Snapshot:
    return Snapshot(
        tuple(_device(members) for members in body["devices"]),
        tuple(Site(**{**members, "tags": tuple(members["tags"])}) for members in body["sites"]),
        tuple(_device(members) for members in body["waiting"]),
    )


def _device(members: Mapping[str, Any]) -> Device:
    lists = {name: tuple(members[name]) for name in ("tags", "health_reasons")}
    return Device(**{**members, **lists})

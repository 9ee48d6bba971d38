"""SQLite: one thread owns the one connection that writes and checkpoints; readers cannot write.

That structure is what makes the WAL-reset bug of SQLite before 3.51.3 impossible here, and BEGIN IMMEDIATE is
what makes read-then-write safe.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import sqlalchemy as sa
import structlog
from filelock import FileLock, Timeout

from edge.store.engine import (
    MAX_GROUP_BYTES,
    MAX_GROUP_ITEMS,
    Run,
    Size,
    Store,
    StoreError,
    T,
    Unit,
    Waiting,
    Written,
    run_group,
    run_together,
    take_told,
)
from edge.store.failures import failure_of
from edge.store.greatest_id import greatest_id
from edge.store.ids import IdClock

log = structlog.get_logger()

READERS = 4
READ_LIMIT_S = 10.0
BUSY_S = 5.0
WAL_LIMIT_BYTES = 64 * 1024 * 1024


def writing_engine(path: Path) -> sa.Engine:
    """The engine of the one connection that writes. Also what migrations run on."""
    engine = sa.create_engine(
        sa.URL.create("sqlite+pysqlite", database=str(path)),
        poolclass=sa.StaticPool,
        hide_parameters=True,
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": BUSY_S},
    )

    @sa.event.listens_for(engine, "connect")
    def _pragmas(raw: sqlite3.Connection, _record: object) -> None:
        # Only takes effect on a database that is still empty; retention then gives pages back.
        raw.execute("PRAGMA auto_vacuum = INCREMENTAL")
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA foreign_keys = ON")
        # Index pages that many punches touch are then copied back once, not again and again.
        raw.execute("PRAGMA wal_autocheckpoint = 4000")
        raw.execute("PRAGMA cache_size = -65536")
        raw.execute("PRAGMA temp_store = MEMORY")

    @sa.event.listens_for(engine, "begin")
    def _begin(conn: sa.Connection) -> None:
        # Without it, SELECT runs in autocommit and read-then-write loses updates without an error.
        conn.exec_driver_sql("BEGIN IMMEDIATE")

    @sa.event.listens_for(engine, "savepoint")
    def _within(conn: sa.Connection, _name: str) -> None:
        # A full disk can make SQLite roll back everything by itself; what came next would be committed alone.
        if not _in_transaction(conn):
            raise StoreError("The transaction was ended by SQLite; nothing of it was stored.")

    return engine


def _in_transaction(conn: sa.Connection) -> bool:
    raw = conn.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw.in_transaction


def _reading_engine(path: Path) -> sa.Engine:
    engine = sa.create_engine(
        sa.URL.create(
            "sqlite+pysqlite", database=path.absolute().as_uri(), query={"mode": "ro", "uri": "true"}
        ),
        poolclass=sa.QueuePool,
        hide_parameters=True,
        pool_size=READERS,
        max_overflow=0,
        connect_args={"isolation_level": None, "check_same_thread": False},
    )

    @sa.event.listens_for(engine, "connect")
    def _pragmas(raw: sqlite3.Connection, _record: object) -> None:
        raw.execute("PRAGMA query_only = ON")
        raw.execute("PRAGMA wal_autocheckpoint = 0")
        raw.execute("PRAGMA cache_size = -16384")

    @sa.event.listens_for(engine, "begin")
    def _begin(conn: sa.Connection) -> None:
        conn.exec_driver_sql("BEGIN")

    return engine


def lock_folder(folder: Path) -> FileLock:
    """Hold the folder for this process. Raises StoreError if another process holds it."""
    lock = FileLock(folder / "edge.lock", thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreError(
            f"Another process uses {folder}. Stop it first, or give this one a folder of its own with --data."
        ) from error
    return lock


class SqliteStore(Store):
    """Embedded storage: group commit in a thread of its own, snapshots for readers."""

    dialect = "sqlite"

    def __init__(self, path: Path, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self.path = path
        self._loop = loop
        self._queue: SimpleQueue[list[Waiting] | None] = SimpleQueue()
        self._arrived: list[Waiting] = []
        self._engine = writing_engine(path)
        self._writer = self._engine.connect()
        with self._writer.begin():
            self.ids = IdClock(after=greatest_id(self._writer))
        self._read_engine = _reading_engine(path)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="sqlite-read")
        self._thread = threading.Thread(target=self._run, name="sqlite-write", daemon=True)
        self._thread.start()
        self._closed = False

    async def read(self, unit: Unit[T]) -> T:
        run = Run(False, [unit])
        with self._telling(run):
            return await self._loop.run_in_executor(self._readers, self._read, unit, run)

    def _read(self, unit: Unit[T], run: Run) -> T:
        run.begin()
        deadline = time.monotonic() + READ_LIMIT_S
        with self._read_engine.connect() as conn:
            raw = conn.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            # A reader that never ends would keep the WAL from ever being reset.
            raw.set_progress_handler(lambda: time.monotonic() > deadline, 100_000)
            with conn.begin():
                return unit(conn)

    async def write(self, unit: Unit[T]) -> T:
        future: asyncio.Future[T] = self._loop.create_future()
        self._put(Waiting(unit, future, grouped=False, size=0))
        return await future

    def submit(self, work: Any, size: int) -> asyncio.Future[Any]:
        self._accept(size)
        future: asyncio.Future[Any] = self._loop.create_future()
        self._put(Waiting(work, future, grouped=True, size=size))
        return future

    @property
    def connections(self) -> tuple[int, int]:
        pool = self._read_engine.pool
        assert isinstance(pool, sa.QueuePool)
        return pool.checkedout(), READERS

    async def size(self) -> Size:
        return await asyncio.to_thread(lambda: Size(os.stat(self.path).st_size, self._wal_bytes()))

    def _wal_bytes(self) -> int:
        try:
            return os.stat(f"{self.path}-wal").st_size
        except FileNotFoundError:
            return 0

    async def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._hand_over()
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)
        await asyncio.sleep(0)  # the results of the last commit reach their callers
        self._readers.shutdown(wait=True)
        self._read_engine.dispose()
        self._writer.close()
        self._engine.dispose()

    def _put(self, waiting: Waiting) -> None:
        if self._closed:
            raise StoreError("The server is stopping; nothing more is written. Send it again later.")
        # What one turn of the loop brings is handed over together: the writer would else wake for each alone.
        if not self._arrived:
            self._loop.call_soon(self._hand_over)
        self._arrived.append(waiting)

    def _hand_over(self) -> None:
        if self._arrived:
            self._queue.put(self._arrived)
            self._arrived = []

    def _run(self) -> None:
        stop = False
        while not stop:
            batch, stop = self._gather()
            for group in _groups(batch):
                began = time.perf_counter()
                written, told = self._commit(group)
                run = Run.of_group(written, began)
                self._loop.call_soon_threadsafe(self._settle, written, told, run)
                self._bound_wal()
        self._checkpoint()

    def _gather(self) -> tuple[list[Waiting], bool]:
        """Everything that waits, once something does; and whether it is the last."""
        arrived = self._queue.get()
        batch: list[Waiting] = []
        while arrived is not None:
            batch += arrived
            try:
                arrived = self._queue.get_nowait()
            except Empty:
                return batch, False
        return batch, True

    def _commit(self, batch: Sequence[Waiting]) -> tuple[list[Written], frozenset[int]]:
        """As far as the disk has room for it; where it has none, once more with what is kept in reserve."""
        try:
            return self._committed(batch)
        except Exception as error:
            failure = error
        if failure_of(failure) == "full" and self.make_room():
            try:
                return self._committed(batch)
            except Exception as error:
                failure = error
        return [Written(waiting, error=failure) for waiting in batch], frozenset()

    def _committed(self, batch: Sequence[Waiting]) -> tuple[list[Written], frozenset[int]]:
        """All in one transaction; if something in it fails, the same again with a savepoint for each.

        Raises what kept the whole from being committed.
        """
        conn = self._writer
        attempts = (self._together,) if len(batch) == 1 else (self._together, self._apart)
        for attempt in attempts:
            take_told(conn)
            try:
                with conn.begin():
                    written = attempt(conn, batch)
                    if not _in_transaction(conn):  # SQLite rolled it back: a commit would be of nothing
                        raise next((done.error for done in written if done.error), StoreError("rolled back"))
            except Exception as error:
                if attempt is attempts[-1] or failure_of(error) == "full":
                    raise
            else:
                return written, take_told(conn)
        raise AssertionError("unreachable")

    def _together(self, conn: sa.Connection, batch: Sequence[Waiting]) -> list[Written]:
        grouped = [waiting for waiting in batch if waiting.grouped]
        written = run_together(self, conn, grouped) if grouped else []
        return written + [Written(waiting, waiting.work(conn)) for waiting in batch if not waiting.grouped]

    def _apart(self, conn: sa.Connection, batch: Sequence[Waiting]) -> list[Written]:
        grouped = [waiting for waiting in batch if waiting.grouped]
        written = run_group(self, conn, grouped) if grouped else []
        return written + [_run_alone(conn, waiting) for waiting in batch if not waiting.grouped]

    def _bound_wal(self) -> None:
        if self._wal_bytes() > WAL_LIMIT_BYTES:
            self._checkpoint()

    def _checkpoint(self) -> None:
        raw = self._writer.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        try:
            # What somebody still reads, a backup for example, is not waited for: every commit would.
            raw.execute("PRAGMA busy_timeout = 0")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.Error as error:  # what is committed stays in the WAL; the next try may do better
            log.warning("checkpoint_failed", path=str(self.path), error=str(error))
        finally:
            raw.execute(f"PRAGMA busy_timeout = {round(BUSY_S * 1000)}")


def _groups(batch: Sequence[Waiting]) -> Iterator[list[Waiting]]:
    """Parts that one transaction can take."""
    group: list[Waiting] = []
    size = 0
    for waiting in batch:
        group.append(waiting)
        size += waiting.size
        if len(group) >= MAX_GROUP_ITEMS or size >= MAX_GROUP_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def _run_alone(conn: sa.Connection, waiting: Waiting) -> Written:
    try:
        with conn.begin_nested():
            return Written(waiting, waiting.work(conn))
    except Exception as error:
        return Written(waiting, error=error)


def open_sqlite(path: Path) -> SqliteStore:
    """Open a database file that has been migrated."""
    return SqliteStore(path, asyncio.get_running_loop())

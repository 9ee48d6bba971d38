"""From SQLite to PostgreSQL: every row as it is, then read back from both sides and compared.

While rows are copied the target's revision says so (`migrate.MOVING`): no server of any version starts on it,
and only what bears that mark is ever emptied, to begin again. Cursors go on where they were, because what was
told on SQLite is told there as of transaction 0: in the order of its ids, and before all that comes after.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import asyncpg
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from edge.store import leases, processes
from edge.store.engine import StoreError
from edge.store.migrate import MOVING, migrate_postgresql, migrate_sqlite, revisions
from edge.store.postgresql import connect_engine
from edge.store.schema import PLATFORM, lease, metadata
from edge.store.sqlite import writing_engine

# Any constant will do that is not that of migrations.
MOVE_LOCK: Final = 7_026_115
ROWS: Final = 10_000
BYTES: Final = 8 * 1024 * 1024
"""A batch ends with so many rows, or so many bytes."""
SLICE: Final = 500

NOT_MOVED: Final = frozenset({lease.name})
"""Tables of who does what just now, which ended with the server."""
AS_MOVED: Final[Mapping[str, Mapping[str, sa.ColumnElement[Any]]]] = {
    "punch": {"xid": sa.literal(0)},
    "event": {"xid": sa.literal(0)},
    "webhook_lane": {"owner": sa.null(), "lease_until": sa.literal(0)},
    "notice": {"owner": sa.null(), "lease_until": sa.null()},
}
"""What is not copied as it is: the place in the feed, and who held something."""

_REVISION: Final = sa.table("alembic_version", sa.column("version_num", sa.Text))

Values = tuple[Any, ...]
Progress = Callable[[str, str, int, int], None]
"""Hears `copied` or `compared`, a table, how many of its rows, and of how many."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A table on both sides. `hash`: of all values of all rows, in the order of their keys, as hex."""

    table: str
    rows: int
    hash: str
    rows_there: int
    hash_there: str

    @property
    def ok(self) -> bool:
        """Whether nothing differs."""
        return (self.rows, self.hash) == (self.rows_there, self.hash_there)


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of it. `was_there`: an earlier call had copied it all.

    `cleaned`: of "table.column", how many values had NUL characters, which text in PostgreSQL cannot have;
    they were copied without.
    """

    tables: Sequence[Copied]
    cleaned: Mapping[str, int]
    was_there: bool

    @property
    def ok(self) -> bool:
        """Whether all tables are equal on both sides, so that the target can be served from."""
        return all(table.ok for table in self.tables)


class _Digest:
    """A rolling hash over rows."""

    def __init__(self) -> None:
        self.rows = 0
        self._hash = hashlib.blake2b(digest_size=16)

    def add(self, rows: Sequence[Values]) -> int:
        """Returns how many bytes they come to."""
        # Both drivers give a column's value as the same type, and `repr` tells any two values apart.
        content = "".join([f"{row!r}\n" for row in rows]).encode()
        self._hash.update(content)
        self.rows += len(rows)
        return len(content)

    @property
    def hex(self) -> str:
        return self._hash.hexdigest()


async def move(source: Path, url: sa.URL, progress: Progress = lambda *_: None) -> Moved:
    """Copy a SQLite file, whose folder is locked, into an empty database, and compare. Raises StoreError.

    What was copied before a call was killed is emptied and copied again. Where tables differ in the end, the
    target keeps its mark, and nobody can serve from it.
    """
    migrate_sqlite(source)
    engine = writing_engine(source)
    try:
        with engine.connect() as here, here.begin():
            async with _held(url) as there:
                return await _Move(here, there, url, progress).run()
    except (OSError, DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise StoreError(
            f"Moving to {_shown(url)} failed: {getattr(error, 'orig', None) or error}. Put right what is "
            f"wrong and run this again; {source} is as it was."
        ) from error
    finally:
        engine.dispose()


def _shown(url: sa.URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


@asynccontextmanager
async def _held(url: sa.URL) -> AsyncIterator[AsyncConnection]:
    """A connection to the target that nobody else has who moves. Raises StoreError."""
    engine = connect_engine(url, poolclass=sa.NullPool)
    try:
        async with engine.connect() as conn:
            for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
                await conn.execute(sa.text(f"SET {name} = 0"))
            try:
                await conn.execute(sa.select(sa.func.pg_advisory_lock(MOVE_LOCK)))
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) != "55P03":  # lock_not_available
                    raise
                raise StoreError(
                    f"Another 'db migrate-to' fills {_shown(url)} just now. Wait until it has ended."
                ) from error
            await conn.commit()
            yield conn
    finally:
        await engine.dispose()


class _Move:
    def __init__(self, here: sa.Connection, there: AsyncConnection, url: sa.URL, progress: Progress) -> None:
        self._here = here
        self._there = there
        self._url = url
        self._progress = progress
        self._cleaned: dict[str, int] = {}
        # The first ends a comparison with another installation at once.
        self._tables = sorted(
            (table for table in metadata.sorted_tables if table.name not in NOT_MOVED),
            key=lambda table: (table.name != "tenant", table.name),
        )

    async def run(self) -> Moved:
        await self._commit(self._empty_what_is_unfinished)
        filled = await self._commit(self._find_data)
        if filled is None:
            await migrate_postgresql(self._url)
            await self._commit(self._mark)
        tables = []
        for table in self._tables:
            copied = await self._move(table, write=filled is None)
            if filled is not None and not copied.ok:
                raise self._has_data(filled)
            tables.append(copied)
        moved = Moved(tables, self._cleaned, was_there=filled is not None)
        if filled is None and moved.ok:
            await self._there.execute(sa.text("ANALYZE"))
            await self._there.commit()
            await self._commit(self._unmark)
        return moved

    async def _commit(self, unit: Callable[[sa.Connection], Any]) -> Any:
        try:
            return await self._there.run_sync(unit)
        finally:
            await self._there.commit()

    # -- what the target is -------------------------------------------------------------------------------

    def _revision(self, conn: sa.Connection) -> str | None:
        if not sa.inspect(conn).has_table(_REVISION.name):
            return None
        return conn.scalar(sa.select(_REVISION.c.version_num))

    def _empty_what_is_unfinished(self, conn: sa.Connection) -> None:
        revision = self._revision(conn)
        if revision is None or not revision.startswith(MOVING):
            return
        self._demand_nobody_serves(conn)
        names = sorted(metadata.tables.keys() & set(sa.inspect(conn).get_table_names()))
        quote = conn.dialect.identifier_preparer.quote
        conn.execute(sa.text(f"TRUNCATE {', '.join(map(quote, names))}"))
        conn.execute(_REVISION.update().values(version_num=revision.removeprefix(MOVING)))

    def _demand_nobody_serves(self, conn: sa.Connection) -> None:
        if leases.held_names(conn, PLATFORM, processes.LEASES):
            raise StoreError(
                f"A server runs on {_shown(self._url)}, or was killed within the last minute. Nothing is "
                "moved under it: stop it, or name another database."
            )

    def _find_data(self, conn: sa.Connection) -> str | None:
        """The first table with rows of a database that may hold this very installation; None: it is empty."""
        encoding = conn.scalar(sa.text("SHOW server_encoding"))
        if encoding != "UTF8":
            raise StoreError(
                f"{_shown(self._url)} keeps its text as {encoding}, which has no room for every name. Make "
                "one with: createdb --encoding=UTF8 --template=template0 NAME"
            )
        names = set(sa.inspect(conn).get_table_names())
        revision = self._revision(conn)
        if revision is None:
            if names:
                raise StoreError(
                    f"{_shown(self._url)} holds tables of something else (such as {min(names)}). "
                    "Make a database for Punchdeck alone with createdb, and name that."
                )
            return None
        if revision not in revisions():
            raise StoreError(
                f"{_shown(self._url)} is of a newer version of Punchdeck (revision {revision}). Install that "
                "version and move with it, or name an empty database."
            )
        filled = _first_filled(conn, names)
        if filled is not None and revision != revisions()[-1]:
            raise self._has_data(filled)
        self._demand_nobody_serves(conn)
        return filled

    def _has_data(self, filled: str) -> StoreError:
        return StoreError(
            f"{_shown(self._url)} has data already (table {filled}), and other than this installation's. "
            "Nothing is moved over it: make an empty database with createdb and name that."
        )

    # -- the mark ------------------------------------------------------------------------------------------

    def _mark(self, conn: sa.Connection) -> None:
        """From here on nobody starts on it, and it may be emptied."""
        conn.execute(sa.text("LOCK TABLE alembic_version, lease, tenant IN ACCESS EXCLUSIVE MODE"))
        self._demand_nobody_serves(conn)
        filled = _first_filled(conn, set(metadata.tables))
        if filled is not None:
            raise self._has_data(filled)
        conn.execute(lease.delete())  # of servers that ended
        conn.execute(_REVISION.update().values(version_num=MOVING + revisions()[-1]))

    def _unmark(self, conn: sa.Connection) -> None:
        conn.execute(sa.text("LOCK TABLE alembic_version, lease IN ACCESS EXCLUSIVE MODE"))
        if conn.scalar(sa.select(lease.c.name).limit(1)) is not None:
            raise StoreError(
                f"A server was started on {_shown(self._url)} while it was being filled. Stop it, and run "
                "this again in a minute."
            )
        conn.execute(_REVISION.update().values(version_num=revisions()[-1]))

    # -- a table -------------------------------------------------------------------------------------------

    async def _move(self, table: sa.Table, *, write: bool) -> Copied:
        total = self._here.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        here = _Digest()
        copied = 0
        batches = self._batches(table, here)
        batch = await asyncio.to_thread(next, batches, None)
        while batch is not None:
            reading = asyncio.create_task(asyncio.to_thread(next, batches, None))
            try:
                if write:
                    await self._write(table, batch)
                    copied += len(batch)  # not here.rows: the next batch is being read meanwhile
                    self._progress("copied", table.name, copied, total)
            finally:
                batch = await reading  # the thread is done with the file before anybody closes it
        there = await self._read_back(table, total)
        return Copied(table.name, here.rows, here.hex, there.rows, there.hex)

    def _batches(self, table: sa.Table, digest: _Digest) -> Iterator[list[Values]]:
        """The rows as they are to be written, counted and hashed."""
        texts = [n for n, column in enumerate(table.c) if isinstance(column.type, sa.Text)]
        batch: list[Values] = []
        size = 0
        with self._here.execute(_as_moved(table)) as result:
            for part in result.partitions(SLICE):
                rows = [tuple(row) for row in part]
                for n in texts:
                    self._clean(table, n, rows)
                size += digest.add(rows)
                batch += rows
                if len(batch) >= ROWS or size >= BYTES:
                    yield batch
                    batch, size = [], 0
        if batch:
            yield batch

    def _clean(self, table: sa.Table, n: int, rows: list[Values]) -> None:
        for at, row in enumerate(rows):
            if row[n] is not None and "\0" in row[n]:
                rows[at] = (*row[:n], row[n].replace("\0", ""), *row[n + 1 :])
                name = f"{table.name}.{table.columns[n].name}"
                self._cleaned[name] = self._cleaned.get(name, 0) + 1

    async def _write(self, table: sa.Table, batch: list[Values]) -> None:
        raw = (await self._there.get_raw_connection()).driver_connection
        assert isinstance(raw, asyncpg.Connection)
        try:
            await raw.copy_records_to_table(table.name, records=batch, columns=list(table.c.keys()))
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OverflowError) as error:
            raise StoreError(
                f"PostgreSQL does not take rows of table {table.name}: {error}. Put right what is wrong and "
                "run this again; nothing was changed here, and nobody can serve from there."
            ) from error

    async def _read_back(self, table: sa.Table, total: int) -> _Digest:
        digest = _Digest()
        statement = _in_order(table, [_as_text(column) for column in table.c], collation="C")
        told = 0
        async with self._there.stream(statement.execution_options(yield_per=SLICE)) as result:
            async for part in result.partitions():
                digest.add([tuple(row) for row in part])
                if digest.rows - told >= ROWS:
                    told = digest.rows
                    self._progress("compared", table.name, told, total)
        await self._there.commit()
        return digest


def _first_filled(conn: sa.Connection, names: set[str]) -> str | None:
    for name in sorted(metadata.tables.keys() & names - NOT_MOVED):
        if conn.execute(sa.select(sa.literal(1)).select_from(sa.table(name)).limit(1)).first() is not None:
            return name
    return None


def _as_moved(table: sa.Table) -> sa.Select[Any]:
    changed = AS_MOVED.get(table.name, {})
    return _in_order(table, [changed.get(column.name, _as_text(column)) for column in table.c])


def _as_text(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """JSON as it is written, to the letter: the audit log's hashes are over it."""
    return sa.cast(column, sa.Text) if isinstance(column.type, sa.JSON) else column


def _in_order(
    table: sa.Table, columns: Sequence[sa.ColumnElement[Any]], collation: str | None = None
) -> sa.Select[Any]:
    """Rows in the order of their keys; SQLite compares text by its bytes, as `C` does."""
    keys = [
        sa.collate(key, collation) if collation and isinstance(key.type, sa.Text) else key
        for key in table.primary_key.columns
    ]
    return sa.select(*columns).select_from(table).order_by(*keys)

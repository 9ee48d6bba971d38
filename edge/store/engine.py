"""The one way into the database: units of work are written one after another or together, and read side by
side.

A unit is a plain function that takes a connection. It runs inside a transaction that its caller can neither
hold open nor cancel half-way. What differs between SQLite and PostgreSQL is in this file and its two
neighbours, nowhere else.
"""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Concatenate, Final, Literal, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from edge.store.ids import IdClock

T = TypeVar("T")
Shape = ParamSpec("Shape")
Statement = TypeVar("Statement", bound=sa.Executable)
Unit = Callable[[sa.Connection], T]
DialectName = Literal["sqlite", "postgresql"]

MAX_GROUP_ITEMS: Final = 512
MAX_GROUP_BYTES: Final = 2 * 1024 * 1024
MAX_WAITING_ITEMS: Final = 10_000
MAX_WAITING_BYTES: Final = 64 * 1024 * 1024
DATABASE_ERRORS: Final = (sa.exc.SQLAlchemyError, OSError)


@dataclass(slots=True)
class News:
    """What another process changed. `tenants` have new events; `serials`: devices that were changed, None:
    any device, site, tenant or key; `topics`: what else, such as webhooks."""

    tenants: set[int] = field(default_factory=set)
    serials: set[str] | None = field(default_factory=set)
    topics: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.tenants or self.topics) or self.serials is None or bool(self.serials)

    def add(self, other: News) -> None:
        self.tenants |= other.tenants
        self.topics |= other.topics
        if self.serials is None or other.serials is None:
            self.serials = None
        else:
            self.serials |= other.serials


class StoreError(Exception):
    """The database cannot be used as asked; the message says why and what to do."""


class StoreBusy(StoreError):
    """Too much waits to be written; what was not accepted must be sent again later."""


class StoreFull(StoreError):
    """The disk has no room, or next to none; nothing of what was asked was stored."""


@dataclass(slots=True)
class Waiting:
    """One thing to be written, and who waits for it."""

    work: Any
    future: asyncio.Future[Any]
    grouped: bool
    size: int
    since: float = field(default_factory=time.perf_counter)


@dataclass(slots=True)
class Written:
    waiting: Waiting
    result: Any = None
    error: BaseException | None = None


@dataclass(slots=True)
class Run:
    """A transaction and what it took, in seconds: until it could begin, and from there to its end. `units`
    beside `uploads`, which are submissions written by one unit, of `size` bytes. `error`: the database
    failed."""

    writes: bool
    units: Sequence[Unit[Any]]
    uploads: int = 0
    size: int = 0
    waited_s: float = 0.0
    ran_s: float = 0.0
    error: BaseException | None = None
    asked: float = field(default_factory=time.perf_counter)

    def begin(self) -> None:
        self.waited_s = time.perf_counter() - self.asked

    def end(self) -> None:
        self.ran_s = time.perf_counter() - self.asked - self.waited_s

    @classmethod
    def of_group(cls, written: Sequence[Written], began: float) -> Run:
        """Of what was written together, and is now over."""
        units = [done.waiting.work for done in written if not done.waiting.grouped]
        failed = (done.error for done in written if isinstance(done.error, DATABASE_ERRORS))
        size = sum(done.waiting.size for done in written)
        run = cls(True, units, len(written) - len(units), size, error=next(failed, None))
        run.asked = written[0].waiting.since
        run.waited_s = began - run.asked
        run.end()
        return run


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes of the database, and of the write-ahead log beside it, where there is one."""

    database: int
    wal: int | None = None


class Store(ABC):
    """A database with its schema in place.

    `group_unit` writes many submissions in one transaction and returns a result for each; `on_told` hears, on
    the loop and only after the commit, which tenants have new events. `on_ran` hears, on the loop, of every
    transaction that is over. `scarce` says why nothing new is taken just now, None while it is; `make_room`
    is called, from any thread, where the disk turned out to be full: true if there is some room now.
    """

    dialect: DialectName
    ids: IdClock
    shared: bool = False
    """Whether other processes may use the database at the same time."""
    node: int = 0
    """Which of them this one is."""
    concerns: Sequence[str] = ()
    """What the owner of the database should mend, for people to read."""

    def __init__(self) -> None:
        self.group_unit: Callable[[sa.Connection, Sequence[Any]], Sequence[Any]] | None = None
        self.on_told: Callable[[frozenset[int]], None] = lambda tenants: None
        self.on_ran: Callable[[Run], None] = lambda run: None
        self.scarce: Callable[[], str | None] = lambda: None
        self.make_room: Callable[[], bool] = lambda: False
        self.on_news: Callable[[News], None] = lambda news: None
        self._waiting_items = 0
        self._waiting_bytes = 0

    @abstractmethod
    async def read(self, unit: Unit[T]) -> T:
        """Run a unit that only reads, in a snapshot of its own."""

    @abstractmethod
    async def write(self, unit: Unit[T]) -> T:
        """Run a unit and commit. What it raises is raised here, and then nothing of it is in the database."""

    @abstractmethod
    def submit(self, work: Any, size: int) -> asyncio.Future[Any]:
        """Have `group_unit` write this with whatever else waits; done when committed.

        Raises StoreBusy, StoreFull.
        """

    def announce(self, *, serials: Collection[str] | None = (), topics: Collection[str] = ()) -> None:
        """Devices, or things of these topics, were changed here: processes that share the database hear of it
        soon by `on_news`, where they can, and find out by themselves a little later."""
        return

    @property
    def heard_at_once(self) -> bool:
        """Whether what other processes change is heard of at once; else it has to be looked for."""
        return True

    @abstractmethod
    async def close(self) -> None:
        """Finish what was accepted, then let go of the database."""

    @property
    @abstractmethod
    def connections(self) -> tuple[int, int]:
        """How many connections are in use, and how many there can be."""

    @abstractmethod
    async def size(self) -> Size:
        """How much room the database takes."""

    @property
    def waiting(self) -> int:
        """How many submissions wait to be committed."""
        return self._waiting_items

    @contextmanager
    def _telling(self, run: Run) -> Iterator[None]:
        """Tell of a transaction once it is over, however it ends."""
        try:
            yield
        except DATABASE_ERRORS as error:
            run.error = error
            raise
        finally:
            run.end()
            self.on_ran(run)

    def demand_room(self) -> None:
        """Raises StoreFull while nothing new is taken."""
        scarce = self.scarce()
        if scarce is not None:
            raise StoreFull(scarce)

    def _accept(self, size: int) -> None:
        self.demand_room()
        if self._waiting_items >= MAX_WAITING_ITEMS or self._waiting_bytes + size > MAX_WAITING_BYTES:
            raise StoreBusy(
                f"{self._waiting_items} uploads already wait for the disk. "
                "The terminal keeps its records and sends them again; check the disk if this lasts."
            )
        self._waiting_items += 1
        self._waiting_bytes += size

    def _settle(self, written: Sequence[Written], told: frozenset[int], run: Run) -> None:
        if told:
            self.on_told(told)
        for done in written:
            if done.waiting.grouped:
                self._waiting_items -= 1
                self._waiting_bytes -= done.waiting.size
            future = done.waiting.future
            if future.done():  # its caller went away; the commit stands all the same
                continue
            if done.error is None:
                future.set_result(done.result)
            else:
                future.set_exception(done.error)
        self.on_ran(run)


def insert(conn: sa.Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, for the engine at hand."""
    return sqlite.insert(table) if conn.dialect.name == "sqlite" else postgresql.insert(table)


def prepared(
    build: Callable[Concatenate[sa.Connection, Shape], Statement],
) -> Callable[Concatenate[sa.Connection, Shape], Statement]:
    """A statement that is made once for each engine and each shape; its values come as parameters.

    Making one costs four times as much as running it, which matters where it runs for every punch. `build`
    may ask the connection which engine it is of, nothing else; the shape is what it is called with, hashable.
    """
    made: dict[Any, Statement] = {}

    def statement(conn: sa.Connection, /, *shape: Shape.args, **named: Shape.kwargs) -> Statement:
        key = (conn.dialect.name, shape, tuple(sorted(named.items())))
        found = made.get(key)
        if found is None:
            found = made[key] = build(conn, *shape, **named)
        return found

    return statement


def database_now(conn: sa.Connection) -> sa.ColumnElement[int]:
    """The database's own clock in microseconds: what leases are measured by."""
    if conn.dialect.name == "sqlite":
        return sa.cast((sa.func.julianday("now") - 2440587.5) * 86_400_000_000, sa.BigInteger)
    return sa.cast(sa.extract("epoch", sa.func.clock_timestamp()) * 1_000_000, sa.BigInteger)


def oldest_running(conn: sa.Connection) -> int:
    """The oldest transaction that still runs: what those before it wrote is all there is of them. 0 on
    SQLite, where nothing is written beside a reader's snapshot."""
    return 0 if conn.dialect.name == "sqlite" else int(conn.scalar(sa.select(_oldest_running())) or 0)


def settled(
    conn: sa.Connection, table: sa.Table, before: sa.ColumnElement[int] | None = None
) -> sa.ColumnElement[bool]:
    """True of rows that no transaction still running can come before, in the order (xid, id).

    Who reads several tables as one takes `oldest_running` first and gives it as `before`: each statement has
    a snapshot of its own, and what was committed between two of them would be passed over in the first.
    """
    if conn.dialect.name == "sqlite":
        return sa.true()
    return table.c.xid < (_oldest_running() if before is None else before)


def _oldest_running() -> sa.ColumnElement[int]:
    return sa.cast(sa.cast(sa.func.pg_snapshot_xmin(sa.func.pg_current_snapshot()), sa.Text), sa.BigInteger)


def tell(conn: sa.Connection, tenant_id: int) -> None:
    """Note that this transaction adds events of a tenant: readers are woken after the commit."""
    conn.info.setdefault("told", set()).add(tenant_id)


def take_told(conn: sa.Connection) -> frozenset[int]:
    return frozenset(conn.info.pop("told", ()))


def run_together(store: Store, conn: sa.Connection, batch: Sequence[Waiting]) -> list[Written]:
    """Write submissions together. What it raises spoils the transaction."""
    assert store.group_unit is not None, "submissions need a group unit"
    results = store.group_unit(conn, [waiting.work for waiting in batch])
    return [Written(waiting, result) for waiting, result in zip(batch, results, strict=True)]


def run_group(store: Store, conn: sa.Connection, batch: Sequence[Waiting]) -> list[Written]:
    """Write submissions together; if that fails, each alone, so that only the poisoned one fails."""
    try:
        with conn.begin_nested():
            return run_together(store, conn, batch)
    except Exception as error:
        if len(batch) == 1:
            return [Written(batch[0], error=error)]
        return [written for waiting in batch for written in run_group(store, conn, [waiting])]


def normalise_url(url: str) -> sa.URL:
    """A database URL with the driver that is used here. Raises StoreError."""
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise StoreError(
            f"'{url}' is not a database URL. Write sqlite:///path/to/file.db or postgresql://user@host/name."
        ) from error
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        return parsed.set(drivername="sqlite+pysqlite")
    if backend in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+asyncpg")
    raise StoreError(f"Databases of kind '{backend}' are not supported; use sqlite or postgresql.")

"""PostgreSQL: the same units over a pool, ingest merged into few transactions, ids told apart by a leased
number.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Collection, Coroutine, Mapping
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from edge.store import leases, processes
from edge.store.capabilities import Capabilities, probe
from edge.store.engine import (
    MAX_GROUP_BYTES,
    MAX_GROUP_ITEMS,
    News,
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
from edge.store.ids import MAX_NODE, IdClock
from edge.store.schema import PLATFORM
from edge.store.silent_connections import give_up_together
from edge.store.wakeups import Wakeups

# Of the connections of a process: one listens, commits of uploads have these to themselves, and everything
# else shares the rest, so that no crowd of readers keeps an upload from its commit.
CONNECTIONS = 10
WRITERS = 2
PATIENCE_S = 0.02
ATTEMPTS = 3
NODE_TTL_US = 60_000_000
STOPPED_S = 20.0
SERVER_SETTINGS = {
    "application_name": "punchdeck-edge",
    "TimeZone": "UTC",
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    # A process that stops in the midst of a transaction keeps its terminals and all later events waiting.
    "idle_in_transaction_session_timeout": f"{STOPPED_S:.0f}s",
    # Of one whose line was cut without a word, the server hears nothing more: it must not wait for long.
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "10s",
}
# Nor does one of which a question came in part only: no other timeout ends that.
LONGEST_TRANSACTION = {"transaction_timeout": "60s"}
# So long is waited for an answer. Where the database went without a word, that is how it is noticed.
ANSWER_S = 12.0
CONNECT_S = 5.0
CLOSE_S = 5.0
# serialization_failure, deadlock_detected: nothing happened, trying again is right. unique_violation: another
# was faster with the same name, which a unit that looks first finds there when it is run again, and says so.
RETRY_CODES = frozenset({"40001", "40P01", "23505"})

log = structlog.get_logger()


def connect_engine(
    url: sa.URL, session: Mapping[str, str] | None = None, answer_s: float | None = None, **options: Any
) -> AsyncEngine:
    """An engine with the session settings every connection of ours has, and these. `answer_s`: for how long
    an answer is waited for."""
    settings = {**SERVER_SETTINGS, **(session or {})}
    arguments = {"server_settings": settings, "timeout": CONNECT_S, "command_timeout": answer_s}
    return create_async_engine(url, hide_parameters=True, connect_args=arguments, **options)


class PostgresStore(Store):
    """A shared database: many edge processes write side by side."""

    dialect = "postgresql"

    shared = True

    def __init__(
        self,
        engine: AsyncEngine,
        ingest: AsyncEngine,
        wakeups: Wakeups | None,
        node: int,
        owner: str,
        after: int = 0,
    ) -> None:
        super().__init__()
        self.ids = IdClock(node, after)
        self._engine = engine
        self._ingest = ingest
        self._wakeups = wakeups
        self.node = node
        self.owner = owner
        self._queue: deque[Waiting] = deque()
        self._arrived = asyncio.Event()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closing = False
        self._writer = asyncio.create_task(self._run(), name="pg-write")
        self._keeper = asyncio.create_task(self._keep_node(), name="pg-node-lease")
        if wakeups is not None:
            wakeups.start(self.owner, lambda news: self.on_news(news))

    async def read(self, unit: Unit[T]) -> T:
        run = Run(False, [unit])
        with self._telling(run):
            async with self._engine.connect() as conn:
                run.begin()
                return await conn.run_sync(unit)

    async def write(self, unit: Unit[T]) -> T:
        if self._closing:
            raise StoreError("The server is stopping; nothing more is written. Send it again later.")
        run = Run(True, [unit])
        with self._telling(run):
            return await self._unbroken(self._write(unit, run))

    async def _write(self, unit: Unit[T], run: Run) -> T:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                async with self._engine.begin() as conn:
                    run.begin()
                    result = await conn.run_sync(unit)
                    told = await conn.run_sync(take_told)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) in RETRY_CODES and attempt < ATTEMPTS:
                    continue
                raise
            self._tell(told)
            return result
        raise AssertionError("unreachable")

    def _tell(self, told: frozenset[int]) -> None:
        if told:
            self.on_told(told)
            if self._wakeups is not None:
                self._wakeups.announce(News(set(told)))

    def announce(self, *, serials: Collection[str] | None = (), topics: Collection[str] = ()) -> None:
        if self._wakeups is not None:
            self._wakeups.announce(News(set(), None if serials is None else set(serials), set(topics)))

    @property
    def heard_at_once(self) -> bool:
        return self._wakeups is not None and self._wakeups.alive

    async def _unbroken(self, work: Coroutine[Any, Any, T]) -> T:
        """Await work that goes on to its commit even if the caller is cancelled."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(task)

    def submit(self, work: Any, size: int) -> asyncio.Future[Any]:
        if self._closing:
            raise StoreError("The server is stopping; nothing more is written. Send it again later.")
        self._accept(size)
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._queue.append(Waiting(work, future, grouped=True, size=size))
        self._arrived.set()
        return future

    @property
    def connections(self) -> tuple[int, int]:
        pools = (self._engine.pool, self._ingest.pool)
        sized = [pool for pool in pools if isinstance(pool, sa.QueuePool)]
        return sum(pool.checkedout() for pool in sized), sum(pool.size() for pool in sized)

    async def size(self) -> Size:
        statement = "SELECT pg_database_size(current_database())"
        return Size(await self.read(lambda conn: conn.exec_driver_sql(statement).scalar_one()))

    async def close(self) -> None:
        self._closing = True
        self._arrived.set()
        self._keeper.cancel()
        await asyncio.gather(self._keeper, return_exceptions=True)
        await asyncio.gather(self._writer, *self._tasks, return_exceptions=True)
        try:
            async with asyncio.timeout(CLOSE_S):
                await self._give_back()
        except (
            OSError,
            DBAPIError,
            asyncio.CancelledError,
        ) as error:  # the server is gone, or its line is: nothing to give back
            log.info("database_gone_at_close", error=str(error))

    async def _give_back(self) -> None:
        if self._wakeups is not None:
            await self._wakeups.close()
        async with self._engine.begin() as conn:
            await conn.run_sync(leases.release, PLATFORM, f"{processes.LEASES}{self.node}", self.owner)
        await self._ingest.dispose()
        await self._engine.dispose()

    async def _run(self) -> None:
        """Commit what waits, group by group: one at a time, so that groups are large, and one beside it where
        that takes long, for another process may hold it up."""
        under_way: set[asyncio.Task[None]] = set()
        while True:
            await self._arrived.wait()
            batch: list[Waiting] = []
            size = 0
            while self._queue and len(batch) < MAX_GROUP_ITEMS and size < MAX_GROUP_BYTES:
                batch.append(self._queue.popleft())
                size += batch[-1].size
            if batch:
                under_way.add(asyncio.create_task(self._commit(batch)))
                patience = PATIENCE_S if len(under_way) < WRITERS else None
                done, under_way = await asyncio.wait(
                    under_way, timeout=patience, return_when=asyncio.FIRST_COMPLETED
                )
                for task in done:
                    task.result()
            elif self._closing:
                await asyncio.gather(*under_way)
                return
            else:
                self._arrived.clear()

    async def _commit(self, batch: list[Waiting]) -> None:
        began = time.perf_counter()
        try:
            written, told = await self._write_group(batch)
        except Exception as error:  # with which each of them is answered
            written, told = [Written(waiting, error=error) for waiting in batch], frozenset()
        self._settle(written, frozenset(), Run.of_group(written, began))
        self._tell(told)

    async def _write_group(self, batch: list[Waiting]) -> tuple[list[Written], frozenset[int]]:
        """All in one transaction; if something in it fails, the same again with savepoints.

        Raises what kept the whole from being committed.
        """
        try:
            return await self._committed(batch, run_together)
        except Exception as error:
            if failure_of(error) in ("full", "slow", "gone"):
                raise
            return await self._committed(batch, run_group)

    async def _committed(
        self, batch: list[Waiting], run: Callable[[Store, sa.Connection, list[Waiting]], list[Written]]
    ) -> tuple[list[Written], frozenset[int]]:
        def unit(conn: sa.Connection) -> list[Written]:
            take_told(conn)  # what a transaction that failed would have told
            return run(self, conn, batch)

        async with self._ingest.begin() as conn:
            written = await conn.run_sync(unit)
            told = await conn.run_sync(take_told)
        return written, told

    async def _keep_node(self) -> None:
        while True:
            await asyncio.sleep(NODE_TTL_US / 3_000_000)
            try:
                async with self._engine.begin() as conn:
                    fence = await conn.run_sync(
                        leases.acquire, PLATFORM, f"{processes.LEASES}{self.node}", self.owner, NODE_TTL_US
                    )
                if fence is None:
                    self.node = await _take_node(self._engine, self.owner)
                    self.ids = IdClock(self.node, after=self.ids.next())
                    log.warning("node_number_lost", now=self.node)
            except (OSError, InterfaceError, OperationalError, StoreError) as error:
                log.warning("node_lease_not_renewed", error=str(error))


async def _take_node(engine: AsyncEngine, owner: str) -> int:
    def take(conn: sa.Connection) -> int | None:
        taken = leases.held_names(conn, PLATFORM, processes.LEASES)
        for node in range(MAX_NODE + 1):
            name = f"{processes.LEASES}{node}"
            if name not in taken and leases.acquire(conn, PLATFORM, name, owner, NODE_TTL_US) is not None:
                return node
        return None

    async with engine.begin() as conn:
        node = await conn.run_sync(take)
    if node is None:
        raise StoreError(
            f"All {MAX_NODE + 1} process numbers of this database are in use; stop idle processes."
        )
    return node


async def open_postgresql(url: sa.URL, connections: int = CONNECTIONS) -> PostgresStore:
    """Open a database that has been migrated, with at most so many connections. Raises StoreError where it
    cannot be reached, or cannot hold our data."""
    owner = processes.new_owner()
    able = await look_at(url)
    session = {"synchronous_commit": "on"} if able.hasty else {}
    if able.ends_transactions:
        session |= LONGEST_TRANSACTION
    engine = connect_engine(url, session, ANSWER_S, pool_size=connections - WRITERS - 1, max_overflow=0)
    ingest = connect_engine(url, session, ANSWER_S, pool_size=WRITERS, max_overflow=0)
    give_up_together(engine, ingest)
    wakeups = Wakeups(connect_engine(url, session, poolclass=sa.NullPool)) if able.notify else None
    try:
        node = await _take_node(engine, owner)
        async with engine.connect() as conn:
            after = await conn.run_sync(greatest_id)
    except (OSError, DBAPIError) as error:
        await engine.dispose()
        raise StoreError(_unreachable(url, error)) from error
    store = PostgresStore(engine, ingest, wakeups, node, owner, after)
    others = await store.read(lambda conn: leases.held_names(conn, PLATFORM, processes.LEASES))
    store.concerns = able.concerns + _too_few(able.connections, len(others), connections)
    return store


def _too_few(allowed: int, count: int, each: int) -> tuple[str, ...]:
    if count * each <= allowed:
        return ()
    return (
        f"The database allows {allowed} connections, and {count} processes may use {each} each. Raise "
        "max_connections, or set database_connections lower.",
    )


async def look_at(url: sa.URL) -> Capabilities:
    """What the database can do. Raises StoreError where it cannot be reached, or cannot hold our data."""
    engine = connect_engine(url, poolclass=sa.NullPool)
    try:
        async with engine.connect() as conn:
            return await probe(conn)
    except (OSError, DBAPIError) as error:
        raise StoreError(_unreachable(url, error)) from error
    finally:
        await engine.dispose()


def _unreachable(url: sa.URL, error: BaseException) -> str:
    return f"Cannot use {url.render_as_string(hide_password=True)}: {error}"

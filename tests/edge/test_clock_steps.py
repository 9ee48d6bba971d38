"""A wall clock that is put back keeps nothing waiting for longer, and hastens nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from logging import LogRecord
from pathlib import Path

import pytest
import sqlalchemy as sa

from edge.clock_steps import SOON_US, ClockSteps
from edge.store import Store, leases, open_store
from edge.store.deadlines import end_leases
from edge.store.ids import now_us
from edge.store.schema import PLATFORM, lease
from edge.store.webhook_tables import webhook_lane

HOUR_US = 3_600_000_000
SECOND_US = 1_000_000


class Clock:
    """A wall clock that the test sets, beside one that never jumps; and lanes that wait by it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.mono = 100.0
        self.wall = now_us()
        self.steps = ClockSteps(store, lambda: self.mono, lambda: self.wall)

    async def passes(self, seconds: float, *, set_by: int = 0) -> None:
        self.mono += seconds
        self.wall += round(seconds * SECOND_US) + set_by
        await self.steps.look()

    async def wait_until(self, lane: int, due: int | None) -> None:
        row = {"tenant_id": 1, "webhook_id": 1, "lane": lane, "next_due": due, "retrying": True}
        await self.store.write(lambda conn: conn.execute(webhook_lane.insert(), [row]))

    async def due(self) -> dict[int, int]:
        """In how many seconds each lane is due."""
        statement = sa.select(webhook_lane.c.lane, webhook_lane.c.next_due)
        rows = await self.store.read(lambda conn: conn.execute(statement).all())
        return {lane: round((due - self.wall) / SECOND_US) for lane, due in rows if due is not None}


@pytest.fixture
async def clock(tmp_path: Path) -> AsyncIterator[Clock]:
    store = await open_store(f"sqlite:///{tmp_path}/punchdeck.db")
    yield Clock(store)
    await store.close()


async def test_what_waits_is_put_back_with_the_clock(clock: Clock, expected_logs: list[LogRecord]) -> None:
    await clock.wait_until(1, clock.wall + 20 * SECOND_US)
    await clock.wait_until(2, clock.wall + 7_200 * SECOND_US)
    await clock.wait_until(3, None)
    await clock.passes(0.5, set_by=-HOUR_US)
    assert await clock.due() == {1: 20, 2: 7_200}
    assert "clock_set" in expected_logs[0].getMessage()


async def test_what_was_due_already_is_due_soon(clock: Clock, expected_logs: list[LogRecord]) -> None:
    await clock.wait_until(1, clock.wall - 5 * SECOND_US)
    await clock.wait_until(2, clock.wall - 2 * HOUR_US)
    await clock.passes(0.5, set_by=-HOUR_US)
    assert await clock.due() == {1: SOON_US // SECOND_US, 2: -3_600}
    assert expected_logs


async def test_forward_the_time_may_have_passed(clock: Clock, expected_logs: list[LogRecord]) -> None:
    await clock.wait_until(1, clock.wall + 7_200 * SECOND_US)
    await clock.passes(0.5, set_by=HOUR_US)
    assert await clock.due() == {1: 3_600}
    assert expected_logs


async def test_a_clock_that_is_kept_right_moves_nothing(clock: Clock) -> None:
    await clock.wait_until(1, clock.wall + 7_200 * SECOND_US)
    for _ in range(100):
        await clock.passes(0.5, set_by=-50_000)
    assert await clock.due() == {1: 7_200 - 45}


async def test_who_held_a_lease_before_a_start_is_gone_whatever_the_clock_shows(clock: Clock) -> None:
    def held(conn: sa.Connection) -> None:
        leases.acquire(conn, PLATFORM, "retention", "gone", 60 * SECOND_US)
        conn.execute(lease.update().values(expires_at=clock.wall + 90 * SECOND_US))

    await clock.store.write(held)
    take = lambda conn: leases.acquire(conn, PLATFORM, "retention", "next", 60 * SECOND_US)  # noqa: E731
    assert await clock.store.write(take) is None
    await clock.store.write(end_leases)
    assert await clock.store.write(take) == 2


async def test_a_lease_that_lasts_longer_than_it_is_taken_for_is_over(clock: Clock) -> None:
    def tomorrow(conn: sa.Connection) -> None:
        leases.acquire(conn, PLATFORM, "retention", "gone", 60 * SECOND_US)
        conn.execute(lease.update().values(expires_at=clock.wall + 24 * HOUR_US))

    await clock.store.write(tomorrow)
    taken = await clock.store.write(
        lambda conn: leases.acquire(conn, PLATFORM, "retention", "next", 60 * SECOND_US)
    )
    assert taken == 2

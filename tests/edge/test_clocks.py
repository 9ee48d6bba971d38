"""Clocks that go wrong are told of, once each time, and what is known of them outlasts a restart."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from logging import LogRecord

import pytest
import sqlalchemy as sa

from common.schemas.events import ClockDriftEvent
from edge import admission, tenants
from edge.clocks import Clocks
from edge.feed import Feed
from edge.ingest import PunchDraft
from edge.store import Store, devices, open_store
from edge.store.events import START
from edge.store.ids import now_us
from edge.store.schema import device_presence

SECOND = 1_000_000
KEY = tuple[int, int]


@dataclass
class Desk:
    """Two edges' clocks on one database, and a terminal that was seen."""

    store: Store
    key: KEY
    now: int = field(default_factory=now_us)
    contact: int | None = 0

    def clocks(self) -> Clocks:
        return Clocks(self.store, lambda key: self.contact)

    def punches(self, clocks: Clocks, ahead_s: int, count: int = 5, records: int = 1) -> None:
        """A punch a minute, of a clock so far ahead."""
        for _ in range(count):
            self.now += 60 * SECOND
            draft = PunchDraft(
                b"", "7", self.now + ahead_s * SECOND, 0, "UTC", "ok", 0, 1, "face", None, None, None, None
            )
            clocks.punched(self.key, draft, self.now, records)

    async def row(self) -> sa.RowMapping:
        row = await self.store.read(lambda conn: devices.by_id(conn, *self.key))
        assert row is not None
        return row

    async def told(self) -> list[tuple[bool, int]]:
        page = await Feed(self.store).page(self.key[0], START, 100)
        bodies = [json.loads(row.body) for row in page if row.type == "device.clock_drift"]
        return [(body["drifting"], body["clock_drift_s"]) for body in bodies]


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    store = await open_store(database_url)

    def unit(conn: sa.Connection) -> KEY:
        tenant, _ = tenants.ensure_default(conn, store.ids, now=now_us())
        row = admission.register(conn, store.ids, tenant["id"], serial="C1", now=now_us())
        seen = {"last_seen_at": 5, "online": True, "changed_at": 5}
        conn.execute(device_presence.insert().values(tenant_id=tenant["id"], device_id=row["id"], **seen))
        return row["tenant_id"], row["id"]

    yield Desk(store, await store.write(unit))
    await store.close()


async def test_a_clock_is_told_to_be_wrong_and_told_to_be_right_again(desk: Desk) -> None:
    clocks = desk.clocks()
    desk.punches(clocks, 90)
    assert await desk.told() == []  # nothing is written as long as punches wait
    await clocks.flush()
    assert (await desk.told(), (await desk.row())["clock_drift_s"]) == ([(True, 90)], 90)
    desk.punches(clocks, 0, count=9)
    await clocks.flush()
    assert (await desk.told(), (await desk.row())["clock_drift_s"]) == ([(True, 90), (False, 0)], 0)


async def test_what_is_told_says_what_would_put_it_right(desk: Desk) -> None:
    clocks = desk.clocks()
    desk.punches(clocks, 3590)
    await clocks.flush()
    page = await Feed(desk.store).page(desk.key[0], START, 100)
    body = json.loads(page[-1].body)
    assert (body["event"], body["device"]["serial_number"], body["device"]["status"]) == (
        "device.clock_drift",
        "C1",
        "online",
    )
    ClockDriftEvent.model_validate(body, strict=True)
    assert body["zone_error_s"] == 3600
    assert body["advice"] == [{"command": "sync_time", "params": {}}]


async def test_it_outlasts_a_restart(desk: Desk) -> None:
    before = desk.clocks()
    desk.punches(before, 90)
    await before.flush()
    after = desk.clocks()
    after.restore([await desk.row()])
    desk.punches(after, 90)
    await after.flush()
    assert await desk.told() == [(True, 90)]
    desk.punches(after, 2, count=9)
    await after.flush()
    assert await desk.told() == [(True, 90), (False, 2)]


async def test_two_processes_that_serve_a_terminal_tell_once(desk: Desk) -> None:
    first, second = desk.clocks(), desk.clocks()
    for clocks in (first, second):
        desk.punches(clocks, 90)
        await clocks.flush()
    assert await desk.told() == [(True, 90)]


async def test_after_the_clock_was_set_the_next_punches_tell(desk: Desk) -> None:
    clocks = desk.clocks()
    desk.punches(clocks, 90)
    await clocks.flush()
    clocks.corrected(desk.key)
    await clocks.flush()
    assert (await desk.row())["clock_drift_s"] is None
    desk.punches(clocks, 1, count=3)
    await clocks.flush()
    assert await desk.told() == [(True, 90), (False, 1)]


async def test_stray_late_punches_are_shown_to_nobody(desk: Desk) -> None:
    clocks = desk.clocks()
    desk.punches(clocks, -4000, count=2)
    await clocks.flush()
    row = await desk.row()
    assert (row["clock_drift_s"], len(row["drift"]["samples"])) == (None, 2)


async def test_several_records_at_once_say_nothing(desk: Desk) -> None:
    clocks = desk.clocks()
    desk.punches(clocks, 90, records=2)
    await clocks.flush()
    assert (await desk.row())["drift"] is None


async def test_one_that_was_just_cut_off_may_still_empty_its_buffer(desk: Desk) -> None:
    clocks, desk.contact = desk.clocks(), None
    desk.punches(clocks, -4000)
    await clocks.flush()
    assert (await desk.row())["drift"] is None


async def test_a_retired_terminal_is_forgotten(desk: Desk) -> None:
    clocks = desk.clocks()
    desk.punches(clocks, 90)
    await clocks.flush()
    desk.punches(clocks, 0, count=9)  # found right, and not yet told
    await desk.store.write(lambda conn: admission.retire(conn, *desk.key, now=desk.now))
    clocks.forget(desk.key)
    await clocks.flush()
    row = await desk.row()
    assert (row["clock_drift_s"], row["drift"], await desk.told()) == (None, None, [(True, 90)])


async def test_what_was_kept_and_is_not_understood_is_begun_anew(
    desk: Desk, expected_logs: list[LogRecord]
) -> None:
    strange = device_presence.update().values(drift={"samples": [["x"]]})
    await desk.store.write(lambda conn: conn.execute(strange))
    clocks = desk.clocks()
    clocks.restore([await desk.row()])
    desk.punches(clocks, 90)
    await clocks.flush()
    assert await desk.told() == [(True, 90)]
    assert "drift_not_understood" in expected_logs[0].getMessage()


async def test_a_database_that_is_away_delays_what_is_told(
    desk: Desk, expected_logs: list[LogRecord]
) -> None:
    clocks = desk.clocks()
    desk.punches(clocks, 90)
    await desk.store.write(lambda conn: conn.exec_driver_sql("ALTER TABLE event RENAME TO away"))
    await clocks.flush()
    await desk.store.write(lambda conn: conn.exec_driver_sql("ALTER TABLE away RENAME TO event"))
    await clocks.flush()
    assert await desk.told() == [(True, 90)]
    assert "clocks_not_saved" in expected_logs[0].getMessage()

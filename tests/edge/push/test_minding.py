"""What the edge wants of terminals by itself: the right time after the clocks change, punches that never
came; and two boxes of one serial number, of which neither gets commands."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from logging import LogRecord

import pytest
import sqlalchemy as sa

from edge import admission, commands, tenants
from edge.devices import Device, Directory
from edge.feed import Feed
from edge.gaps import PATIENCE_US
from edge.ingest import Ingest, Upload
from edge.intents import FetchInfo
from edge.minding import Minding
from edge.open_commands import OpenCommands
from edge.push.attendance.records import Punch
from edge.push.delivery import Delivery
from edge.push.drafts import punch_drafts
from edge.push.identity import Identity
from edge.store import Store, open_store
from edge.store.command_tables import command
from edge.store.events import START
from edge.store.ids import now_us

SERIAL = "MIND1"
MINUTE = 60 * 1_000_000
SPRING = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)  # when the clocks of Paris go on
KNOWN = b"MAC=00:17:61:12:34:56,FWVersion=Ver 8.0.4.3,~DeviceName=SpeedFace"
OTHER = b"MAC=00:17:61:aa:bb:cc,FWVersion=Ver 6.60,~DeviceName=SpeedFace"


def micros(moment: datetime) -> int:
    return int(moment.timestamp()) * 1_000_000


@dataclass
class Desk:
    """The parts that mind terminals, on a real database, with a clock to turn."""

    store: Store
    tenant_id: int
    now: int = micros(SPRING) - 10 * MINUTE
    directory: Directory = field(init=False)
    identity: Identity = field(init=False)
    delivery: Delivery = field(init=False)
    minding: Minding = field(init=False)

    def __post_init__(self) -> None:
        waiting = OpenCommands(self.store)
        self.directory = Directory(self.store, None)
        self.minding = Minding(self.store, waiting, lambda: self.now)
        self.identity = Identity(self.store, self.directory, self.minding)
        self.delivery = Delivery(
            self.store, waiting, lambda key, seconds: None, lambda: self.now, minding=self.minding
        )

    async def register(self, zone: str) -> Device:
        await self.store.write(
            lambda conn: admission.register(
                conn, self.store.ids, self.tenant_id, serial=SERIAL, now=self.now, timezone=zone
            )
        )
        return await self.again()

    async def again(self) -> Device:
        """The device as a start of the edge finds it."""
        self.directory.forget()
        device = await self.directory.find(SERIAL)
        assert device is not None
        return device

    async def poll(self, device: Device) -> bytes:
        reply = self.delivery.poll(device)
        return (reply if hasattr(reply, "body") else await reply).body  # type: ignore[union-attr,misc]  # either

    async def wanted(self) -> list[tuple[str, dict[str, object]]]:
        statement = sa.select(command.c.command, command.c.params).where(
            command.c.tenant_id == self.tenant_id
        )
        return await self.store.read(lambda conn: [tuple(row) for row in conn.execute(statement)])  # type: ignore[misc]  # rows of two

    async def told(self, event: str) -> list[dict[str, object]]:
        page = await Feed(self.store).page(self.tenant_id, START, 1_000)
        return [json.loads(row.body) for row in page if row.type == event]


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    store = await open_store(database_url)
    tenant, _ = await store.write(lambda conn: tenants.ensure_default(conn, store.ids, now=1))
    yield Desk(store, tenant["id"])
    await store.close()


async def test_a_change_of_the_clocks_is_pushed_at_the_next_poll_and_once(desk: Desk) -> None:
    device = await desk.register("Europe/Paris")
    assert await desk.poll(device) == b"OK"
    desk.now = micros(SPRING) - MINUTE
    assert await desk.poll(device) == b"OK"
    desk.now = micros(SPRING) + MINUTE
    assert b":CHECK" in await desk.poll(device)
    assert await desk.poll(device) == b"OK"
    assert device.told_offset == 120
    assert (await desk.again()).told_offset == 120
    assert await desk.wanted() == [("sync_time", {})]


async def test_a_terminal_that_was_away_over_the_change_hears_of_it_when_it_is_back(desk: Desk) -> None:
    device = await desk.register("Africa/Casablanca")
    desk.now = micros(datetime(2026, 2, 10, tzinfo=UTC))
    assert await desk.poll(device) == b"OK"
    desk.now = micros(datetime(2026, 3, 1, tzinfo=UTC))  # Ramadan: Morocco's clocks went back in between
    device = await desk.again()
    assert b":CHECK" in await desk.poll(device)
    assert device.told_offset == 0
    assert (await desk.again()).former_time == {
        "minutes": 60,
        "since": micros(datetime(2026, 2, 15, 2, tzinfo=UTC)),
        "until": desk.now,
    }


async def test_a_zone_without_changes_is_never_told(desk: Desk) -> None:
    device = await desk.register("Asia/Dubai")
    for month in range(1, 13):
        desk.now = micros(datetime(2027, month, 1, tzinfo=UTC))
        assert await desk.poll(device) == b"OK"


async def test_punches_that_a_terminal_counts_and_that_never_came_are_asked_for(desk: Desk) -> None:
    device = await desk.register("UTC")
    begun = desk.now
    await desk.minding.counted(device, 500)
    desk.now += PATIENCE_US
    await desk.minding.counted(device, 503)
    assert await desk.wanted() == []
    desk.now += PATIENCE_US
    device = await desk.again()
    await desk.minding.counted(device, 503)
    ((word, params),) = await desk.wanted()
    assert word == "fetch_attendance"
    asked_from, asked_to = (
        datetime.fromisoformat(str(params[end])).timestamp() * 1e6 for end in ("from", "to")
    )
    assert begun - 5 * MINUTE < asked_from < begun
    assert desk.now < asked_to < desk.now + 5 * MINUTE
    assert b"ATTLOG" in await desk.poll(device)


@pytest.mark.parametrize("clock_off_s", [0, -20, 90])
async def test_no_punch_that_came_is_asked_for_be_the_terminals_clock_a_little_wrong(
    desk: Desk, clock_off_s: int
) -> None:
    device = await desk.register("UTC")
    now = desk.now = now_us() // MINUTE * MINUTE + 400_000  # its clock shows whole seconds
    await came(desk, device, now + clock_off_s * 1_000_000 - MINUTE)
    desk.now = now_us()
    await desk.minding.counted(device, 500)
    await came(desk, device, desk.now + clock_off_s * 1_000_000)
    for _ in range(3):
        await desk.minding.counted(device, 501)
        desk.now += PATIENCE_US
    assert await desk.wanted() == []


async def came(desk: Desk, device: Device, shown_us: int) -> None:
    """A punch arrives, made when the terminal's clock, of UTC, showed that instant."""
    local = datetime.fromtimestamp(shown_us // 1_000_000, UTC).replace(tzinfo=None)
    punch = Punch("1001", local.isoformat(" "), local, 0, 1, "", None, None, None, b"1001", 1)
    drafts, _ = punch_drafts([punch], device, desk.now)
    await Ingest(desk.store).submit(Upload(device.source, desk.now, "ATTLOG", punches=drafts))


async def test_another_box_under_the_same_serial_number_is_noticed_and_gets_no_commands(
    desk: Desk, expected_logs: list[LogRecord]
) -> None:
    device = await desk.register("UTC")
    assert await desk.identity.told_options(device, KNOWN)
    assert await desk.identity.told_options(device, OTHER)
    assert await desk.identity.told_options(device, OTHER)
    (told,) = await desk.told("device.identity_changed")
    assert len(expected_logs) == 1
    assert told["reason"] == "another_terminal"
    assert told["known"] == {"mac": "00:17:61:12:34:56", "firmware": "Ver 8.0.4.3"}
    device = await desk.again()
    assert device.firmware == "Ver 8.0.4.3", "what the other says is not taken over"
    with pytest.raises(commands.CommandConflict):
        await desk.store.write(lambda conn: give(conn, desk, device))


async def test_once_confirmed_the_terminal_that_calls_is_the_right_one(
    desk: Desk, expected_logs: list[LogRecord]
) -> None:
    device = await desk.register("UTC")
    await desk.identity.told_options(device, KNOWN)
    await desk.identity.told_options(device, OTHER)
    await desk.store.write(lambda conn: admission.confirm(conn, *device.key))
    device = await desk.again()
    assert await desk.identity.told_options(device, OTHER)
    assert device.firmware == "Ver 6.60"
    await desk.store.write(lambda conn: give(conn, desk, device))
    assert len(await desk.told("device.identity_changed")) == len(expected_logs) == 1


async def test_new_firmware_alone_is_an_upgrade(desk: Desk) -> None:
    device = await desk.register("UTC")
    await desk.identity.told_options(device, KNOWN)
    await desk.identity.told_options(device, KNOWN.replace(b"8.0.4.3", b"8.0.5.0"))
    assert device.firmware == "Ver 8.0.5.0"
    assert device.conflicted_at is None


def give(conn: sa.Connection, desk: Desk, device: Device) -> None:
    from edge.store import devices

    row = devices.by_id(conn, *device.key)
    assert row is not None
    commands.enqueue(conn, desk.store.ids, row, FetchInfo(), actor="test", now=desk.now)

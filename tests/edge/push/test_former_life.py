"""A box that was replaced and is used elsewhere: what it did before stays with the device that it was."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from edge import admission, replacing
from edge.ingest import Past, Source
from edge.store import devices
from edge.store.ids import now_us
from tests.edge.push.conftest import DeviceSide

NOW = datetime.now(UTC).replace(microsecond=0)


def line(pin: int, ago: timedelta) -> str:
    return f"{pin}\t{NOW - ago:%Y-%m-%d %H:%M:%S}\t0\t1\n"


async def device_id(side: DeviceSide, serial: str) -> int:
    row = await side.store.read(lambda conn: devices.by_serial(conn, side.tenant_id, serial))
    assert row is not None
    return int(row["id"])


async def replace(side: DeviceSide, serial: str, by: str, at: timedelta = timedelta()) -> None:
    """The box of a device is taken away, so long ago."""
    of_device = await device_id(side, serial)
    instant = now_us() - int(at.total_seconds() * 1e6)
    await side.store.write(
        lambda conn: replacing.replace(
            conn, side.store.ids, side.tenant_id, of_device, by, actor="key_1", now=instant
        )
    )
    side.directory.forget()


async def of(side: DeviceSide, serial: str) -> list[str]:
    """The PINs of a device's punches, in the order of their times."""
    owner = await device_id(side, serial)
    punches = [row for row in await side.punches() if row["device_id"] == owner]
    return [row["pin"] for row in sorted(punches, key=lambda row: row["punched_at"])]


DAYS = [timedelta(days=days) for days in range(9)]
NOON = timedelta(hours=12)


async def test_its_whole_log_sent_again_makes_nothing_new(device_side: DeviceSide) -> None:
    await device_side.register("OLD")
    past = [line(pin, DAYS[8 - pin]) for pin in range(1, 5)]
    await device_side.post("OLD", "ATTLOG", "".join(past[:3]).encode())
    await replace(device_side, "OLD", by="NEW", at=DAYS[2])
    await device_side.register("OLD", name="Repaired")

    since = [line(9, DAYS[1]), line(10, DAYS[0])]
    for _ in range(2):
        reply = await device_side.post("OLD", "ATTLOG", "".join(past + since).encode(), stamp="0")
        assert b"OK: 6" in reply
    # The fourth had never been sent: it is where it was made.
    assert await of(device_side, "NEW") == ["1", "2", "3", "4"]
    assert await of(device_side, "OLD") == ["9", "10"]
    told = [json.loads(row.body) for row in await device_side.events("attendance.created")]
    assert [body["employee_id"] for body in told] == ["1", "2", "3", "4", "9", "10"]
    assert {body["device"]["serial_number"] for body in told[:4]} == {"NEW"}


async def test_so_it_is_for_one_that_was_several(device_side: DeviceSide) -> None:
    await device_side.register("OLD")
    await replace(device_side, "OLD", by="NEW1", at=DAYS[6] + NOON)
    await device_side.register("OLD")
    await replace(device_side, "OLD", by="NEW2", at=DAYS[3] + NOON)
    await device_side.register("OLD")
    body = "".join(line(pin, DAYS[8 - pin]) for pin in range(1, 9))
    assert b"OK: 8" in await device_side.post("OLD", "ATTLOG", body.encode())
    assert await of(device_side, "NEW1") == ["1"]
    assert await of(device_side, "NEW2") == ["2", "3", "4"]
    assert await of(device_side, "OLD") == ["5", "6", "7", "8"]


async def test_a_device_that_gets_its_box_back_keeps_what_was_its_own(device_side: DeviceSide) -> None:
    await device_side.register("OLD")
    await replace(device_side, "OLD", by="NEW", at=DAYS[4])
    await replace(device_side, "NEW", by="OLD", at=DAYS[2])
    for _ in range(2):
        body = line(1, DAYS[5]) + line(2, DAYS[3]) + line(3, DAYS[1])
        await device_side.post("OLD", "ATTLOG", body.encode())
    assert await of(device_side, "OLD") == ["1", "2", "3"]


async def test_a_spare_box_that_was_another_device_before(device_side: DeviceSide) -> None:
    await device_side.register("SPARE", "GATE")
    await device_side.post("SPARE", "ATTLOG", line(1, DAYS[3]).encode())
    spare = await device_id(device_side, "SPARE")
    await device_side.store.write(
        lambda conn: admission.retire(conn, device_side.tenant_id, spare, now=now_us())
    )
    await replace(device_side, "GATE", by="SPARE", at=DAYS[1])
    await device_side.post("SPARE", "ATTLOG", (line(1, DAYS[3]) + line(2, DAYS[0])).encode())
    assert await of(device_side, "SPARE") == ["2"]
    assert len(await device_side.punches()) == 2


async def test_what_happened_to_it_then_is_told_once(device_side: DeviceSide) -> None:
    await device_side.register("OLD")

    def log(ago: timedelta) -> bytes:
        return f"OPLOG 4\t0\t{NOW - ago:%Y-%m-%d %H:%M:%S}\t0\t0\t0\t0\n".encode()

    await device_side.post("OLD", "OPERLOG", log(DAYS[3]))
    await replace(device_side, "OLD", by="NEW", at=DAYS[2])
    await device_side.register("OLD")
    people = b"USER PIN=1\tName=A\n"
    await device_side.post("OLD", "OPERLOG", log(DAYS[3]) + log(DAYS[4]) + log(DAYS[1]) + people)
    told = [json.loads(row.body) for row in await device_side.events("device.event")]
    assert [body["device"]["serial_number"] for body in told] == ["OLD", "OLD", "NEW"]
    assert sorted(body["sequence"] for body in told if body["device"]["serial_number"] == "NEW") == [4]
    assert told[2]["device"]["status"] == "new"  # the box that is there now never called
    held = sa.text("SELECT device_id FROM device_person")
    assert await device_side.store.read(lambda conn: conn.execute(held).scalars().all()) == [
        await device_id(device_side, "OLD")
    ]


def test_whose_a_moment_was() -> None:
    def source(device: int, *pasts: Past) -> Source:
        return Source(1, device, f"dev_{device}", "S", "n", None, None, "Unassigned", pasts)

    first, second = source(1), source(2)
    box = source(3, Past(100, first), Past(200, second))
    owners = [box.at(instant).device_id for instant in (99, 100, 199, 200)]
    assert owners == [1, 2, 2, 3]
    assert box.at(None) is box
    back = source(1, Past(100, first), Past(200, second))
    assert back.at(50) is back

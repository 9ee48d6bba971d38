"""Which uploads tell how wrong a terminal's clock is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from edge.store.schema import device_presence
from tests.edge.push.conftest import DeviceSide

Upload = Callable[[DeviceSide, int, int], Awaitable[None]]


def clock(ahead_s: int, place: int) -> str:
    """What a terminal's clock shows; no two punches are made in one second."""
    return f"{datetime.now(UTC) + timedelta(seconds=ahead_s + place):%Y-%m-%d %H:%M:%S}"


async def attendance(side: DeviceSide, ahead_s: int, place: int) -> None:
    assert b"OK: 1" in await side.post("D1", "ATTLOG", f"7\t{clock(ahead_s, place)}\t0\t1\n".encode())


async def access(side: DeviceSide, ahead_s: int, place: int, table: str = "rtlog") -> None:
    line = (
        f"time={clock(ahead_s, place)}\tpin=7\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=1"
        f"\tindex={place}\r\n"
    ).encode()
    target = f"/iclock/cdata?SN=D1&table={table}&DeviceType=acc"
    head = f"POST {target} HTTP/1.1\r\nHost: e\r\nContent-Length: {len(line)}\r\n\r\n"
    assert b"200 OK" in await side.send(head.encode() + line)


async def known(side: DeviceSide) -> int | None:
    """The drift that is kept, after whatever waits was saved."""
    await side.detector.flush()
    await side.clocks.flush()
    return await side.store.read(lambda conn: conn.scalar(sa.select(device_presence.c.clock_drift_s)))


@pytest.mark.parametrize("upload", [attendance, access])
async def test_punches_that_are_uploaded_as_they_are_made(device_side: DeviceSide, upload: Upload) -> None:
    await device_side.register("D1")
    for place in range(3):
        await upload(device_side, 90, place)
    drift = await known(device_side)
    assert drift is not None
    assert 88 <= drift <= 93
    assert [row.type for row in await device_side.events("device.clock_drift")] == ["device.clock_drift"]


async def test_punches_sent_again_say_nothing_new(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    line = f"7\t{clock(90, 0)}\t0\t1\n".encode()
    for _ in range(9):
        await device_side.post("D1", "ATTLOG", line)
    assert await known(device_side) is None


async def test_several_punches_at_once_waited_in_the_terminal(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    for place in range(0, 9, 3):
        lines = "".join(f"7\t{clock(90, place + more)}\t0\t1\n" for more in range(3))
        await device_side.post("D1", "ATTLOG", lines.encode())
    assert await known(device_side) is None

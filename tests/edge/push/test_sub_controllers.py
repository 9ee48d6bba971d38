"""Controllers behind an access terminal: what they report is theirs, and not the terminal's own."""

from __future__ import annotations

import json
from typing import Any

from tests.edge.push.access_terminals import AccessTerminal, registered
from tests.edge.push.conftest import DeviceSide
from tests.kit.replies import body_of

FOUR_DOORS = b"DeviceType=acc,~DeviceName=BioIR9000,LockCount=4,ReaderCount=8"
NORTH, SOUTH = "DDG7059967043", "DDG7059967044"


async def main_controller(side: DeviceSide) -> AccessTerminal:
    terminal = await registered(side, "DDG7059967042")
    await terminal.register(FOUR_DOORS)
    return terminal


async def told(side: DeviceSide) -> list[dict[str, Any]]:
    return [json.loads(row.body) for row in await side.events("device.event")]


def state(sensor: str, controller: str | None, second: int) -> bytes:
    behind = "" if controller is None else f"\tsn={controller}"
    line = f"time=2026-08-12 08:00:{second:02}\tsensor={sensor}\trelay=00\talarm={'00' * 8}{behind}\r\n"
    return line.encode()


def passed(code: int, index: int, controller: str | None) -> bytes:
    behind = "" if controller is None else f"\tsn={controller}"
    return (
        f"time=2026-08-12 08:00:00\tpin=0\tcardno=0\teventaddr=1\tevent={code}\tinoutstatus=2\tverifytype=200"
        f"\tindex={index}{behind}\r\n"
    ).encode()


async def test_a_controller_asks_to_be_let_in(device_side: DeviceSide) -> None:
    terminal = await main_controller(device_side)
    line = (
        f"DeviceAuthorize SN={NORTH}\tOnline=1\tIsAuthorize=0\tAuthorizeInfo=Type=1;Ver=2.0\tRegisterInfo=\n"
    )
    for _ in range(2):
        answer = await terminal.table(
            "tabledata", line.encode(), type="registry", tablename="DeviceAuthorize", count="1"
        )
        assert body_of(answer) == b"DeviceAuthorize=1"
    (asked,) = await told(device_side)
    assert (asked["kind"], asked["controller"], asked["online"]) == ("operation", NORTH, True)
    assert asked["device"]["serial_number"] == terminal.serial


async def test_doors_of_two_controllers_are_told_apart(device_side: DeviceSide) -> None:
    terminal = await main_controller(device_side)
    shut = b"".join(state("01", controller, 0) for controller in (None, NORTH, SOUTH))
    await terminal.table("rtstate", shut)
    assert await told(device_side) == [], "nobody knows how they stood before"
    await terminal.table("rtstate", state("02", NORTH, 10) + state("01", SOUTH, 10))
    (opened,) = await told(device_side)
    assert (opened.get("controller"), opened["door"], opened["sensor"]) == (NORTH, 1, "open")
    await terminal.table("rtstate", state("02", None, 20))
    own = (await told(device_side))[-1]
    assert (own.get("controller"), own["door"]) == (None, 1)


async def test_a_controller_has_no_doors_because_its_main_one_has(device_side: DeviceSide) -> None:
    """Four doors are the terminal's own number: a controller of one door is no terminal of four."""
    terminal = await main_controller(device_side)
    await terminal.table("rtstate", state("01", NORTH, 0) + state("01", None, 0))
    await terminal.table("rtstate", state("55", NORTH, 10) + state("55", None, 10))
    found = {(event.get("controller"), event["door"]) for event in await told(device_side)}
    assert found == {(None, 2), (None, 3), (None, 4)}


async def test_what_happens_at_a_controller_is_its_own_and_told_once(device_side: DeviceSide) -> None:
    """Each numbers its events from one on."""
    terminal = await main_controller(device_side)
    events = passed(102, 1, NORTH) + passed(102, 1, SOUTH) + passed(102, 1, None)
    for _ in range(2):
        assert body_of(await terminal.table("rtlog", events)) == b"OK"
    found = await told(device_side)
    assert [event.get("controller") for event in found] == [NORTH, SOUTH, None]
    assert {event["kind"] for event in found} == {"alarm"}
    assert {event["device"]["serial_number"] for event in found} == {terminal.serial}


async def test_people_who_pass_at_controllers_are_punches_of_the_terminal(device_side: DeviceSide) -> None:
    terminal = await main_controller(device_side)
    two = [passed(3, 1, controller).replace(b"pin=0", b"pin=7") for controller in (NORTH, SOUTH)]
    for _ in range(2):
        await terminal.table("rtlog", b"".join(two))
    stored = await device_side.punches()
    assert [row["pin"] for row in stored] == ["7", "7"], "the same number at two controllers is two events"
    assert [NORTH.encode() in row["line"] for row in stored] == [True, False]

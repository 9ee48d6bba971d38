"""Who is enrolled at a terminal is told of; what it merely had, or sends again, is not."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from common.schemas.events import EmployeeEnrolledEvent
from edge import employees
from edge.employees import Draft
from edge.store import enrolments as rows
from edge.store.command_tables import command
from edge.store.ids import now_us
from edge.store.people_tables import device_credential, employee
from tests.edge.push.conftest import DeviceSide

SECOND = 1_000_000
MINUTE = 60 * SECOND
ACCESS = "/iclock/cdata?SN=D1&table=tabledata&tablename={}&count=1"


@pytest.fixture
async def side(device_side: DeviceSide) -> DeviceSide:
    """A terminal D1 and the employee 7, whom all terminals know by that number."""
    await device_side.register("D1", "D2")
    await device_side.store.write(
        lambda conn: employees.save(
            conn, device_side.store.ids, device_side.tenant_id, [Draft("7", {"name": "Amina"})], now=now_us()
        )
    )
    return device_side


async def oplog(side: DeviceSide, code: int, pin: str = "7", ago: timedelta = timedelta()) -> None:
    at = datetime.now(UTC) - ago
    line = f"OPLOG {code}\t0\t{at:%Y-%m-%d %H:%M:%S}\t{pin}\t0\t0\t0\n"
    assert b"OK" in await side.post("D1", "OPERLOG", line.encode())


async def access(side: DeviceSide, table: str, line: str) -> None:
    body = f"{table} {line}\r\n".encode()
    head = f"POST {ACCESS.format(table)} HTTP/1.1\r\nHost: e\r\nContent-Length: {len(body)}\r\n\r\n"
    assert f"{table}=1".encode() in await side.send(head.encode() + body)


async def finger(side: DeviceSide, pin: str, number: int = 6) -> None:
    await access(side, "templatev10", f"size=4\tuid=1\tpin={pin}\tfingerid={number}\tvalid=1\ttemplate=AAAA")


async def told(side: DeviceSide) -> list[tuple[str, str, int | None]]:
    events = [json.loads(row.body) for row in await side.events("employee.enrolled")]
    return [(body["employee"]["employee_id"], body["kind"], body["number"]) for body in events]


async def age(side: DeviceSide, by_us: int = 2 * MINUTE) -> None:
    """Whatever was reported of credentials was reported so much earlier."""
    statement = device_credential.update().values(reported_at=device_credential.c.reported_at - by_us)
    await side.store.write(lambda conn: conn.execute(statement))


async def test_a_face_taken_at_an_attendance_terminal_is_told_once(side: DeviceSide) -> None:
    await oplog(side, 114)
    await oplog(side, 101)
    assert await told(side) == [("7", "face", None)]
    (event,) = [json.loads(row.body) for row in await side.events("employee.enrolled")]
    EmployeeEnrolledEvent.model_validate(event, strict=True)
    assert (event["device"]["serial_number"], event["device"]["status"]) == ("D1", "online")
    assert event["employee"] | {"id": ""} == {"id": "", "employee_id": "7", "pin": "7", "name": "Amina"}


async def test_the_same_operation_sent_again_is_told_once(side: DeviceSide) -> None:
    line = f"OPLOG 6\t0\t{datetime.now(UTC):%Y-%m-%d %H:%M:%S}\t7\t0\t0\t0\n".encode()
    for _ in range(3):
        await side.post("D1", "OPERLOG", line)
    assert await told(side) == [("7", "finger", None)]


async def test_its_number_is_one_of_the_device_like_any_other(side: DeviceSide) -> None:
    await oplog(side, 6)
    await side.post("D1", "ATTLOG", f"7\t{datetime.now(UTC):%Y-%m-%d %H:%M:%S}\t0\t1\n".encode())
    await oplog(side, 101)
    bodies = [json.loads(row.body) for row in await side.events()]
    numbers = [body["sequence"] for body in bodies if body["event"] != "device.registered" and body["device"]]
    assert len(set(numbers)) == len(numbers) == 5
    assert max(numbers) - min(numbers) == 4


async def test_operations_of_the_past_enrolled_nobody_now(side: DeviceSide) -> None:
    await oplog(side, 6, ago=timedelta(days=3))
    assert await told(side) == []


async def test_the_first_upload_of_a_terminal_floods_nobody(side: DeviceSide) -> None:
    drafts = [Draft(str(number)) for number in range(100, 130)]
    await side.store.write(
        lambda conn: employees.save(conn, side.store.ids, side.tenant_id, drafts, now=now_us())
    )
    for draft in drafts:  # one record a request, as some send them
        await finger(side, draft.employee_id)
    people = "".join(f"USER PIN={draft.employee_id}\tName=x\tCard=[0100000000]\n" for draft in drafts)
    prints = "".join(f"FP PIN={draft.employee_id}\tFID=1\tSize=4\tValid=1\tTMP=TAAA\n" for draft in drafts)
    await side.post("D2", "OPERLOG", (people + prints).encode())
    assert await told(side) == []


async def test_what_comes_alone_from_an_access_terminal_was_enrolled_there(side: DeviceSide) -> None:
    await finger(side, "8")
    await age(side)
    await finger(side, "7")
    await finger(side, "7")
    assert await told(side) == [("7", "finger", 6)]


async def test_what_another_terminal_has_was_copied(side: DeviceSide) -> None:
    await finger(side, "8")
    await age(side)
    await side.post("D2", "OPERLOG", b"FP PIN=7\tFID=6\tSize=4\tValid=1\tTMP=TAAA\n")
    await finger(side, "7")
    assert await told(side) == []


async def test_what_was_asked_for_is_told_even_of_the_first(side: DeviceSide) -> None:
    device = await side.directory.find("D1")
    assert device is not None
    asked: dict[str, Any] = {
        "tenant_id": side.tenant_id, "id": 1, "device_id": device.source.device_id, "steps": 1, "step": 1,
        "position": 0, "attempts": 1, "command": "enroll_biometric", "actor": "key_1", "status": "sent",
        "params": {"employee_id": "7", "pin": "7"}, "sent_at": now_us(), "expires_at": now_us() + MINUTE,
    }  # fmt: skip
    await side.store.write(lambda conn: conn.execute(command.insert().values(**asked)))
    await finger(side, "7")
    assert await told(side) == [("7", "finger", 6)]


async def test_a_card_given_at_a_terminal_is_told_and_kept(side: DeviceSide) -> None:
    await side.post("D1", "OPERLOG", b"USER PIN=7\tName=Amina\tPri=0\tCard=\n")
    await side.post("D1", "OPERLOG", b"USER PIN=7\tName=Amina\tPri=0\tCard=4711\n")
    assert await told(side) == [("7", "card", None)]
    kept = await side.store.read(lambda conn: conn.scalar(sa.select(employee.c.card_number)))
    assert kept == "4711"


async def test_a_card_is_not_kept_over_one_that_came_meanwhile(side: DeviceSide) -> None:
    def unit(conn: sa.Connection) -> list[bool]:
        row_id = conn.execute(sa.select(employee.c.id)).scalar_one()
        return [rows.keep_card(conn, side.tenant_id, row_id, card) for card in ("1", "2")]

    assert await side.store.write(unit) == [True, False]

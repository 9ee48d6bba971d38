"""What access terminals are told: let in, registered, asked, and who gets in at their doors."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from edge import admission
from edge.push.text import decode_seconds
from edge.store import StoreError
from edge.store.ids import now_us
from edge.store.people_tables import device_person, employee
from edge.store.schema import device, pending_device
from tests.edge.push.access_terminals import AccessTerminal, registered
from tests.edge.push.conftest import DeviceSide
from tests.kit.replies import body_of, status_of

PASS = b"time=2026-08-12 08:00:00\tpin=12\teventaddr=1\tevent=3\tinoutstatus=0\tverifytype=1\tindex=7\n"


def settings_of(answer: bytes) -> dict[str, str]:
    """The option block of an answer, every line of it ended."""
    text = body_of(answer).decode()
    assert text.endswith("\n")
    return dict(line.split("=", 1) for line in text.removesuffix("\n").split("\n"))


async def test_a_terminal_that_waits_to_be_let_in_keeps_its_events_and_then_registers(
    device_side: DeviceSide,
) -> None:
    terminal = AccessTerminal(device_side, "ACC1")
    refused = [
        await terminal.init(),
        await terminal.post("registry?SN=ACC1", b"DeviceType=acc"),
        await terminal.post("push?SN=ACC1", b""),
        await terminal.table("rtlog", PASS),
        await terminal.records("user", b"user pin=1\tname=Nora\n"),
    ]
    assert [status_of(answer) for answer in refused] == [406] * 5
    assert not any(b"OK" in answer for answer in refused)
    await device_side.knocking.flush()
    waiting = await device_side.store.read(
        lambda conn: list(conn.scalars(sa.select(pending_device.c.serial)))
    )
    assert (waiting, await device_side.punches()) == (["ACC1"], [])

    def approve(conn: sa.Connection) -> None:
        admission.approve(conn, device_side.store.ids, device_side.tenant_id, serial="ACC1", now=now_us())

    await device_side.store.write(approve)
    device_side.directory.forget(["ACC1"])
    assert body_of(await terminal.init()) == b"OK"
    await terminal.register()
    assert body_of(await terminal.table("rtlog", PASS)) == b"OK"
    assert [row["pin"] for row in await device_side.punches()] == ["12"]


async def test_the_handshake_ends_in_the_options_of_a_registered_terminal(device_side: DeviceSide) -> None:
    await device_side.register("ACC1")
    terminal = AccessTerminal(device_side, "ACC1")
    assert body_of(await terminal.init()) == b"OK"  # not registered yet: go and register
    given = body_of(await terminal.register(b"DeviceType=acc,~DeviceName=F20/M,FirmVer=Ver 8,authKey=s3cret"))
    assert re.fullmatch(rb"RegistryCode=[A-Za-z0-9]{1,32}", given)
    configuration = settings_of(await terminal.post("push?SN=ACC1", b""))
    assert {"ServerVersion", "SessionID", "RequestDelay", "BioPhotoFun"} <= configuration.keys()
    assert (configuration["Realtime"], configuration["PushProtVer"]) == ("1", "3.0.1")

    again = settings_of(await terminal.init())
    assert (again["registry"], f"RegistryCode={again['RegistryCode']}".encode()) == ("ok", given)
    assert again["SessionID"] == configuration["SessionID"]
    said = again["RegistryCode"] + "ACC1" + again["SessionID"]
    assert terminal.cookie == hashlib.md5(said.encode()).hexdigest()
    row = await device_side.store.read(lambda conn: conn.execute(sa.select(device)).mappings().one())
    assert (row["dialect"], row["model"], row["firmware"]) == ("acc", "F20/M", "Ver 8")
    assert row["registry_code"] == again["RegistryCode"]
    assert "authKey" not in row["options"]


async def test_what_another_box_was_given_is_no_registration(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    assert body_of(await terminal.init()).startswith(b"registry=ok\n")
    await device_side.store.write(
        lambda conn: conn.execute(device.update().values(registry_code="0123456789"))
    )
    assert body_of(await terminal.init()) == b"OK"


async def test_a_foreign_token_is_served_and_noted_once(
    device_side: DeviceSide, expected_logs: list[logging.LogRecord]
) -> None:
    terminal = await registered(device_side, "ACC1")
    own, terminal.cookie = terminal.cookie, "cb386eb5f8219329db63356fb262ddff"
    for _ in range(3):
        assert body_of(await terminal.table("rtlog", PASS)) == b"OK"
    assert ["foreign_registration_shown" in record.getMessage() for record in expected_logs] == [True]
    assert terminal.cookie not in expected_logs[0].getMessage()
    terminal.cookie = None
    assert body_of(await terminal.get("ping?SN=ACC1")) == b"OK"
    terminal.cookie = own
    assert body_of(await terminal.get("getrequest?SN=ACC1")) == b"OK"
    assert len(expected_logs) == 1


async def test_a_terminal_that_carries_on_without_an_introduction_is_known_by_its_events(
    device_side: DeviceSide,
) -> None:
    await device_side.register("ACC1")
    terminal = AccessTerminal(device_side, "ACC1")
    assert body_of(await terminal.table("rtlog", PASS)) == b"OK"
    device_side.directory.forget()
    assert (
        body_of(await terminal.get("getrequest?SN=ACC1")) == b"OK"
    )  # no CHECK, which is of the other dialect
    assert body_of(await terminal.packet("user", b"user pin=1\n", cmdid="1", count="1")) == b"user=1"


async def test_options_and_information_are_kept_on_the_device(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    assert body_of(await terminal.table("options", b"UserCount=7,FWVersion=Ver 8.0.4.1")) == b"OK"
    assert body_of(await terminal.get("getrequest?SN=ACC1&INFO=Ver%209,3,2,114,10.0.0.7,10")) == b"OK"
    answer = await terminal.post(
        "querydata?SN=ACC1&type=options&cmdid=4&tablename=options&count=1&packcnt=1&packidx=1",
        b"LockCount=2,ComPwd=1234",
    )
    assert body_of(answer) == b"OK"
    row = await device_side.store.read(lambda conn: conn.execute(sa.select(device)).mappings().one())
    assert (row["firmware"], row["counts"]["users"], row["options"]["LockCount"]) == ("Ver 9", 3, "2")
    assert "ComPwd" not in row["options"]


async def test_a_terminal_is_told_the_time_and_its_zone(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1", timezone="Asia/Kolkata")
    text = body_of(await terminal.get("rtdata?SN=ACC1&type=time")).decode()
    found = re.fullmatch(r"DateTime=(\d+),ServerTZ=\+0530", text)
    assert found is not None
    now = datetime.now(UTC).replace(tzinfo=None)
    assert abs(decode_seconds(int(found[1])) - now) < timedelta(seconds=10)


@pytest.mark.parametrize(
    ("target", "says"), [("service/control", "unknown_endpoint"), ("exchange", "terminal_wants_encryption")]
)
async def test_what_is_no_endpoint_of_the_dialect_is_never_acknowledged(
    device_side: DeviceSide, target: str, says: str, expected_logs: list[logging.LogRecord]
) -> None:
    terminal = await registered(device_side, "ACC1")
    answer = await terminal.post(f"{target}?SN=ACC1&type=publickey", b"PublicKey=x")
    assert status_of(answer) == 404
    assert b"OK" not in answer
    assert says in expected_logs[0].getMessage()


async def person(side: DeviceSide, pin: str, card: str = "", **employed: Any) -> None:
    """Somebody whom terminal ACC1 holds; with `employed`, an employee of the desk too."""

    def unit(conn: sa.Connection) -> None:
        device_id = conn.scalar(sa.select(device.c.id).where(device.c.tenant_id == side.tenant_id))
        held = {"tenant_id": side.tenant_id, "device_id": device_id, "pin": pin, "card": card}
        conn.execute(device_person.insert().values(**held, reported_at=1, details={}))
        if employed:
            row = {
                "public_id": f"emp_{pin}",
                "employee_id": pin,
                "name": "",
                "privilege": "user",
                "created_at": 1,
            }
            employee_id = side.store.ids.next()
            conn.execute(
                employee.insert().values(tenant_id=side.tenant_id, id=employee_id, pin=pin, **row, **employed)
            )

    await side.store.write(unit)


def attempt(pin: str = "12", event: int = 223, card: str = "0", reader: int = 1) -> bytes:
    return (
        f"time=2026-08-12 12:00:00\tpin={pin}\tcardno={card}\taddrtype=3\teventaddr={reader}\tevent={event}"
        "\tinoutstatus=0\tverifytype=4\n"
    ).encode()


async def verdict(terminal: AccessTerminal, body: bytes) -> str:
    """The verdict, whose reply repeats the record; with success, and only then, a door is opened."""
    text = body_of(await terminal.post("cdata?SN=ACC1&AuthType=device", body)).decode()
    first, record, *control, end = text.split("\r\n")
    assert (record, end) == (body.decode().rstrip("\n"), "")
    assert bool(control) == (first == "AUTH=SUCCESS")
    return first.removeprefix("AUTH=") + (f" {control[0]}" if control else "")


async def test_who_is_held_by_the_terminal_gets_in_where_it_asks(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    await person(device_side, "12", card="4711")
    await person(device_side, "13", active=False)
    await person(device_side, "14", active=True, valid_to=now_us() - 1)
    opened = "SUCCESS CONTROL DEVICE 0101010500"
    assert await verdict(terminal, attempt()) == opened
    assert await verdict(terminal, attempt(pin="0", card="4711")) == opened
    assert await verdict(terminal, attempt(pin="13")) == "FAILED"
    assert await verdict(terminal, attempt(pin="14")) == "FAILED"
    assert await verdict(terminal, attempt(pin="99")) == "FAILED"
    assert await verdict(terminal, attempt(pin="0", card="815")) == "FAILED"


async def test_the_terminals_own_decision_stands_unless_the_desk_said_no(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    await person(device_side, "13", active=False)
    assert (await verdict(terminal, attempt(pin="99", event=0))).startswith("SUCCESS")
    assert await verdict(terminal, attempt(pin="13", event=0)) == "FAILED"
    assert await verdict(terminal, attempt(pin="12", event=23)) == "FAILED"
    assert await verdict(terminal, attempt(pin="0", event=0)) == "FAILED"


async def test_the_door_of_the_reader_is_opened(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    await terminal.register(b"DeviceType=acc,LockCount=2,ReaderCount=4")
    await person(device_side, "12")
    assert await verdict(terminal, attempt(reader=3)) == "SUCCESS CONTROL DEVICE 0102010500"


async def test_what_cannot_be_decided_is_left_to_the_terminal(
    device_side: DeviceSide, monkeypatch: pytest.MonkeyPatch, expected_logs: list[logging.LogRecord]
) -> None:
    terminal = await registered(device_side, "ACC1")

    async def away(unit: Any) -> Any:
        raise StoreError("The database is away.")

    monkeypatch.setattr(device_side.store, "read", away)
    assert await verdict(terminal, attempt()) == "TIMEOUT"
    assert "attempt_not_decided" in expected_logs[0].getMessage()


async def test_an_attempt_that_cannot_be_read_opens_nothing(
    device_side: DeviceSide, expected_logs: list[logging.LogRecord]
) -> None:
    terminal = await registered(device_side, "ACC1")
    assert await verdict(terminal, b"nonsense\n") == "FAILED"
    assert "attempt_not_understood" in expected_logs[0].getMessage()


async def test_events_carry_what_an_integrator_needs(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1", timezone="Africa/Casablanca")
    denied = (
        b"time=2026-08-12 08:00:00\tpin=0\tcardno=4711\teventaddr=2\tevent=27\tinoutstatus=1\tverifytype=4"
        b"\tindex=9\n"
    )
    assert body_of(await terminal.table("rtlog", denied)) == b"OK"
    (row,) = await device_side.events("device.event")
    body = json.loads(row.body)
    told = {name: body[name] for name in body.keys() - {"id", "object", "timestamp", "sequence", "device"}}
    assert told == {
        "event": "device.event",
        "kind": "access",
        "at": "2026-08-12T07:00:00.000Z",
        "local_time": "2026-08-12T08:00:00",
        "code": 27,
        "word": "unknown_person",
        "door": 2,
        "direction": "out",
        "card": "4711",
        "verify_mode": "card",
    }

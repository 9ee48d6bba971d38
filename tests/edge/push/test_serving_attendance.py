"""What attendance terminals get for what they bring: replies, and what is kept of what cannot be read."""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from edge.devices import Device
from edge.ingest import Ingest
from edge.metrics import Metrics
from edge.push.attendance.answers import Portion
from edge.push.attendance.records import CommandResult
from edge.push.identity import Identity
from edge.push.serving_attendance import AttendanceServing
from edge.push.storing import Storing
from edge.push.wire import OK, DeviceReply, DeviceRequest
from edge.store import commands
from edge.store.ids import now_us
from edge.store.people_tables import (
    device_credential,
    device_people,
    device_person,
    employee,
    employee_place,
)
from edge.store.schema import dead_line, device, raw_push, site, tenant
from tests.edge.push.attendance.test_archives import tgz
from tests.edge.push.conftest import DeviceSide
from tests.kit.corpus import samples_where
from tests.kit.replies import body_of, serial_of, status_of

TEMPLATE = b"QUJD" * 16
USER = b"USER PIN=7\tName=Amina\tPri=0\tPasswd=\tCard=\tGrp=1\n"


async def facts(side: DeviceSide) -> list[dict[str, Any]]:
    return [json.loads(row.body) for row in await side.events("device.event")]


async def column(side: DeviceSide, of: sa.Column[Any]) -> list[Any]:
    return await side.store.read(lambda conn: sorted(conn.scalars(sa.select(of)).all()))


async def change(side: DeviceSide, table: sa.Table, **values: Any) -> None:
    await side.store.write(lambda conn: conn.execute(table.update().values(**values)))
    side.directory.forget()


async def test_archives_are_read_like_the_lines_in_them(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    people = tgz(("user.txt", USER + b"FP PIN=7\tFID=3\tSize=64\tValid=1\tTMP=" + TEMPLATE + b"\n"))
    punches = tgz(("log.txt", b"7\t2026-08-12 08:00:00\t0\t1\n"))
    assert body_of(await device_side.post("D1", "OPERLOG&ContentType=tgz", people)) == b"OK: 2"
    assert body_of(await device_side.post("D1", "ATTLOG&ContentType=tgz", punches)) == b"OK: 1"
    assert await column(device_side, device_person.c.name) == ["Amina"]
    assert await column(device_side, device_credential.c.number) == [3]
    assert [row["pin"] for row in await device_side.punches()] == ["7"]


@pytest.mark.parametrize("table", ["OPERLOG", "ATTLOG", "NEWTHING"])
async def test_of_an_archive_that_cannot_be_opened_only_its_coming_is_kept(
    device_side: DeviceSide, table: str
) -> None:
    await device_side.register("D1")
    body = tgz(("user.txt", USER * 50))[:-30]
    answer = await device_side.post("D1", f"{table}&ContentType=tgz", body)
    assert body_of(answer) == (b"OK" if table == "NEWTHING" else b"OK: 1")
    (kept,) = await column(device_side, dead_line.c.line)
    assert kept.startswith(b"cdata?sn=D1&table=")
    assert kept.endswith(b"(%d bytes)" % len(body))
    assert await column(device_side, raw_push.c.id) == []


async def test_unreadable_lines_are_kept_without_anybodys_template(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    bad = b"FP PIN=\tFID=3\tSize=64\tValid=1\tTMP=" + TEMPLATE + b"\n"
    assert body_of(await device_side.post("D1", "OPERLOG", bad + USER)) == b"OK: 2"
    assert await column(device_side, dead_line.c.line) == [b"FP PIN=\tFID=3\tSize=64\tValid=1\tTMP="]
    assert await column(device_side, device_person.c.name) == ["Amina"]
    flood = b"".join(b"noise %d Tmp=%s\n" % (number, TEMPLATE) for number in range(700))
    assert body_of(await device_side.post("D1", "OPERLOG", flood)) == b"OK: 700"
    (whole,) = await column(device_side, raw_push.c.body)
    assert zlib.decompress(whole).startswith(b"noise 0 Tmp=\nnoise 1 Tmp=\n")
    assert len(await column(device_side, dead_line.c.id)) == 501


async def test_a_photo_that_cannot_be_read_is_not_kept(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    assert body_of(await device_side.post("D1", "ATTPHOTO", b"\xff\xd8\xff" + b"face" * 9)) == b"OK"
    (kept,) = await column(device_side, dead_line.c.line)
    assert b"face" not in kept
    assert await column(device_side, raw_push.c.id) == []


async def test_lines_that_are_equal_are_as_many_facts(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    line = b"OPLOG 5\t0\t2026-08-12 08:00:00\tDHCP\t0\t0\t0\n"
    for _ in range(2):
        assert body_of(await device_side.post("D1", "OPERLOG", line * 3)) == b"OK: 3"
    assert len(await facts(device_side)) == 3
    await device_side.post("D1", "OPERLOG", line * 4)
    assert len(await facts(device_side)) == 4


async def test_a_fact_says_who_did_what_to_whom_and_when(device_side: DeviceSide) -> None:
    await device_side.register("D1", timezone="Africa/Casablanca")
    await device_side.post(
        "D1",
        "OPERLOG",
        b"OPLOG 71\t3\t2026-08-12 08:00:00\t1001\t14\t0\t0\n"
        b"OPLOG 29\t0\t1971--10--29 -23:-27:-54\t1\t0\t0\t0\n"
        b"OPLOG 0\t0\t1999-01-01 00:00:00\t0\t0\t0\t0\n",
    )
    changed, unlock, on = await facts(device_side)
    members = ("kind", "at", "local_time", "code", "word", "operator", "pin", "values")
    assert [changed[name] for name in members] == [
        "operation", "2026-08-12T07:00:00.000Z", "2026-08-12T08:00:00", 71, "user_privilege_changed", "3",
        "1001", ["1001", "14", "0", "0"],
    ]  # fmt: skip
    assert (unlock["kind"], unlock["word"], unlock["at"], unlock["time_text"]) == (
        "door",
        "unlock",
        None,
        "1971--10--29 -23:-27:-54",
    )
    assert on["time_quality"] == "suspect"


async def test_what_is_older_than_the_tenant_keeps_is_acknowledged_and_told_to_nobody(
    device_side: DeviceSide,
) -> None:
    await device_side.register("D1")
    await change(device_side, tenant, retention_days=30)
    recent = (datetime.now(UTC) - timedelta(days=3)).strftime("%Y-%m-%d %H:%M:%S").encode()
    body = b"OPLOG 0\t0\t2020-01-01 08:00:00\t0\t0\t0\t0\nOPLOG 1\t0\t" + recent + b"\t0\t0\t0\t0\n"
    assert body_of(await device_side.post("D1", "OPERLOG", body)) == b"OK: 2"
    assert [fact["word"] for fact in await facts(device_side)] == ["power_off"]


async def test_work_codes_and_unbound_documents_are_acknowledged_and_let_go(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    document = b"IDCARD PIN=0\tSNNum=1\tIDNum=44030119900101123X\tName=Li\tPhotoJPG=" + TEMPLATE
    assert body_of(await device_side.post("D1", "OPERLOG", b"WORKCODE Code=10\tName=Assembly\n")) == b"OK: 1"
    assert body_of(await device_side.post("D1", "IDCARD", document)) == b"OK"
    for table in (device_person, raw_push, dead_line):
        assert await column(device_side, next(iter(table.primary_key.columns))) == []


async def test_a_finger_sent_to_be_checked_is_not_kept(device_side: DeviceSide) -> None:
    (sample,) = samples_where(lambda expect: expect.get("auth_type") == "FP")
    await device_side.register(serial_of(sample))
    assert body_of(await device_side.send(sample.request)) == b"OK"
    assert await column(device_side, raw_push.c.id) == []


async def test_the_time_is_told_in_the_form_of_its_endpoint(device_side: DeviceSide) -> None:
    await device_side.register("D1", timezone="Africa/Casablanca")
    plain = body_of(await device_side.get("/iclock/cdata?SN=D1&type=time"))
    encoded = body_of(await device_side.get("/iclock/rtdata?SN=D1&type=time"))
    assert plain.startswith(b"Time=20")
    assert encoded.startswith(b"DateTime=")
    assert encoded.endswith((b",ServerTZ=+0100", b",ServerTZ=+0000"))


async def employ(side: DeviceSide, pin: str, *, kind: str, place_id: int, **more: Any) -> None:
    """An employee whose place is one site or terminal."""

    def unit(conn: sa.Connection) -> None:
        row_id = side.store.ids.next()
        said = {"card_number": "4711", "privilege": "user", "active": True, **more}
        named = {"public_id": f"emp_{pin}", "employee_id": f"E{pin}", "pin": pin, "name": "Amina"}
        conn.execute(
            employee.insert().values(
                tenant_id=side.tenant_id, id=row_id, created_at=1, version=1, **named, **said
            )
        )
        conn.execute(
            employee_place.insert().values(
                tenant_id=side.tenant_id, employee_id=row_id, kind=kind, place_id=place_id
            )
        )

    await side.store.write(unit)


async def test_a_terminal_is_told_of_people_it_should_have_and_of_nobody_else(
    device_side: DeviceSide,
) -> None:
    (sample,) = samples_where(lambda expect: expect.get("kind") == "remote-att")
    serial = serial_of(sample)
    await device_side.register(serial, "OTHER")
    ids = await device_side.store.read(
        lambda conn: {name: row_id for row_id, name in conn.execute(sa.select(device.c.id, device.c.serial))}
    )
    assert body_of(await device_side.send(sample.request)) == b"OK"
    await employ(device_side, "1452", kind="device", place_id=ids[serial])
    await employ(device_side, "1453", kind="device", place_id=ids["OTHER"])
    await employ(device_side, "1454", kind="device", place_id=ids[serial], active=False)
    await employ(device_side, "1455", kind="device", place_id=ids[serial], valid_to=1)
    told = body_of(await device_side.send(sample.request))
    assert told.startswith(b"DATA UPDATE USERINFO PIN=1452\tName=Amina\t")
    assert told.endswith(b"\n")
    assert b"\tCard=4711\t" in told
    for pin in ("1453", "1454", "1455", "", "x" * 99):
        asking = f"/iclock/cdata?SN={serial}&table=RemoteAtt&PIN={pin}"
        assert body_of(await device_side.get(asking)) == b"OK"
    roaming = f"/iclock/cdata?SN={serial}&PIN="
    assert body_of(await device_side.get(roaming + "1452")).startswith(b"DATA USER PIN=1452\tName=Amina\t")
    assert body_of(await device_side.get(roaming + "1453")) == b"NONE"


async def test_people_of_a_site_are_known_to_its_terminals(device_side: DeviceSide) -> None:
    await device_side.register("D1")

    site_id = device_side.store.ids.next()
    values = {"tenant_id": device_side.tenant_id, "id": site_id, "public_id": "site_hq", "created_at": 1}
    await device_side.store.write(
        lambda conn: conn.execute(site.insert().values(name="HQ", slug="hq", **values))
    )
    await change(device_side, device, site_id=site_id)
    await employ(device_side, "9", kind="site", place_id=site_id)
    told = body_of(await device_side.get("/iclock/cdata?SN=D1&table=RemoteAtt&PIN=9"))
    assert told.startswith(b"DATA UPDATE USERINFO PIN=9\t")


async def test_the_operators_choice_of_dialect_overrules_what_a_terminal_says(
    device_side: DeviceSide,
) -> None:
    await device_side.register("D1")
    asking = "/iclock/cdata?SN=D1&options=all&pushver=3.1.2&DeviceType=acc"
    assert not body_of(await device_side.get(asking)).startswith(b"GET OPTION")
    await change(device_side, device, chosen_dialect="att")
    assert body_of(await device_side.get(asking)).startswith(b"GET OPTION FROM: D1\n")


async def test_who_sends_attendance_is_no_access_terminal(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    await change(device_side, device, dialect="acc")
    assert body_of(await device_side.post("D1", "ATTLOG", b"7\t2026-08-12 08:00:00\t0\t1\n")) == b"OK: 1"
    assert await column(device_side, device.c.dialect) == ["att"]


class Listening:
    """Takes what delivery of commands would take."""

    def __init__(self) -> None:
        self.portions: list[tuple[Portion, int]] = []
        self.results: list[CommandResult] = []
        self.durable = True

    def poll(self, device: Device, private: bool = False) -> DeviceReply:
        return DeviceReply(b"C:1:INFO\n")

    async def settle(self, device: Device, results: Sequence[CommandResult]) -> bool:
        self.results += results
        return self.durable

    async def answered(self, device: Device, portion: Portion, records: int) -> bool:
        self.portions.append((portion, records))
        return self.durable


async def test_answers_and_results_reach_whoever_asked(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    known = await device_side.directory.find("D1")
    assert known is not None
    delivery = Listening()
    serving = AttendanceServing(
        Storing(Ingest(device_side.store), Metrics()),
        Identity(device_side.store, device_side.directory),
        delivery=delivery,
    )

    async def ask(endpoint: str, body: bytes = b"", **query: bytes) -> DeviceReply:
        method = "POST" if body else "GET"
        request = DeviceRequest(method, endpoint, {"sn": b"D1", **query}, {}, body, "192.0.2.1")
        answer = serving.handle(request, known)
        return answer if isinstance(answer, DeviceReply) else await answer

    assert (await ask("getrequest")).body.endswith(b":CHECK\n")
    assert await ask("getrequest") == DeviceReply(b"C:1:INFO\n")
    counted = {"cmdid": b"9f", "count": b"3", "packcnt": b"2"}
    for pack, body in ((b"1", USER + b"noise\n"), (b"2", USER)):
        await ask("cdata", body, table=b"OPERLOG", packidx=pack, **counted)
    assert delivery.portions == [(Portion("9f", 3, 2, 1), 2), (Portion("9f", 3, 2, 2), 1)]
    assert await ask("devicecmd", b"ID=9f&Return=0&CMD=DATA\n") == OK
    assert [result.id for result in delivery.results] == ["9f"]
    delivery.durable = False
    for refused in (
        await ask("devicecmd", b"ID=9f&Return=0&CMD=DATA\n"),
        await ask("cdata", USER, table=b"OPERLOG", packidx=b"1", **counted),
    ):
        assert refused.status == 503
        assert b"OK" not in refused.body


async def test_the_answer_for_everybody_tells_who_is_no_longer_there(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    await device_side.post("D1", "OPERLOG", USER.replace(b"=7", b"=6") + USER)
    known = await device_side.directory.find("D1")
    assert known is not None
    tenant_id, device_id = known.key
    line = {
        "tenant_id": tenant_id, "device_id": device_id, "command_id": 5, "step": 0, "position": 0,
        "attempt": 1, "wanted": "fetch_employees", "needed": True, "state": "sent", "sent_at": now_us(),
    }  # fmt: skip
    for wire_id, about in (("41", "7"), ("42", None)):
        row = {**line, "wire_id": wire_id, "about": about}
        await device_side.store.write(lambda conn, row=row: commands.add_lines(conn, [row]))
    await device_side.post("D1", "USERINFO", USER)
    for result in (b"ID=41&Return=1", b"ID=42&Return=2", b"ID=42&Return=-1004", b"ID=43&Return=1"):
        head = b"POST /iclock/devicecmd?SN=D1 HTTP/1.1\r\nContent-Length: %d\r\n\r\n"
        body = result + b"&CMD=DATA\n"
        assert body_of(await device_side.send(head % len(body) + body)) == b"OK"
        assert await column(device_side, device_person.c.pin) == ["6", "7"]
    body = b"ID=42&Return=1&CMD=DATA\n"
    await device_side.send(head % len(body) + body)
    assert await column(device_side, device_person.c.pin) == ["7"]
    assert None not in await column(device_side, device_people.c.listed_at)


async def test_a_large_operlog_is_stored_in_less_than_seconds(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    body = b"".join(
        b"USER PIN=%d\tName=Person %d\tPri=0\tPasswd=\tCard=%d\t"
        b"Grp=1\tTZ=0000000100000000\tVerify=-1\tViceCard=\n" % (number, number, number)
        for number in range(1, 5_001)
    )
    begun = time.perf_counter()
    assert body_of(await device_side.post("D1", "OPERLOG", body)) == b"OK: 5000"
    took = time.perf_counter() - begun
    print(f"{device_side.store.dialect}: OPERLOG of 5,000 people in {took * 1000:.0f} ms")
    assert took < 5
    assert len(await column(device_side, device_person.c.pin)) == 5_000


async def test_too_many_lines_are_refused_before_they_are_read(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    answer = await device_side.post("D1", "OPERLOG", b"\n" * 250_001)
    assert status_of(answer) == 413
    assert b"OK" not in answer

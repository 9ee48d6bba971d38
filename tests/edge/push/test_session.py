"""What terminals send, over real sockets into a real database: stored, answered, told; sent twice, nothing
doubles.
"""

from __future__ import annotations

import json
import logging
import time
import zlib
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from edge.push.serving_attendance import MOST_LINES
from edge.store import StoreError
from edge.store.ids import now_us
from edge.store.schema import command_result, dead_line, device, pending_device, raw_push, tenant
from tests.edge.push.conftest import DeviceSide
from tests.kit.corpus import samples_where
from tests.kit.replies import attendance, body_of, check_reply, serial_of, status_of

LINE = b"1001\t2026-08-12 08:00:00\t0\t1\t\t0\t0\t\n"


SAMPLES = samples_where(attendance)


@pytest.mark.parametrize("half_close", [False, True], ids=["waits", "half-closes"])
async def test_every_attendance_sample_is_answered_as_its_terminal_needs(
    device_side: DeviceSide, half_close: bool
) -> None:
    await device_side.register(*{serial_of(sample) for sample in SAMPLES})
    for sample in SAMPLES:
        ends_at_close = "content-length" not in sample.headers and sample.body
        answer = await device_side.send(sample.request, half_close or bool(ends_at_close))
        check_reply(sample, answer)


async def test_attendance_samples_are_stored_once_however_often_they_come(device_side: DeviceSide) -> None:
    wanted = [sample for sample in SAMPLES if sample.expect.get("table") == "ATTLOG"]
    await device_side.register(*{serial_of(sample) for sample in wanted})
    for sample in (*wanted, *wanted):
        await device_side.send(sample.request, half_close=True)
    stored = await device_side.punches()
    expected = {
        (
            serial_of(sample),
            record["pin"],
            record["time"].replace("T", " "),
            int(record["status"]),
            int(record["verify"]),
        )
        for sample in wanted
        for record in sample.expect["records"]
    }
    serials = await device_side.store.read(
        lambda conn: {row.id: row.serial for row in conn.execute(sa.select(device.c.id, device.c.serial))}
    )
    found = [
        (
            serials[row["device_id"]],
            row["pin"],
            _local(row["punched_at"], row["utc_offset"]),
            row["status"],
            row["verify"],
        )
        for row in stored
    ]
    assert len(found) == len(set(found))
    assert set(found) == expected
    told = await device_side.events("attendance.created")
    assert len(told) == len(found)


async def test_unreadable_lines_are_kept_beside_the_good_ones(device_side: DeviceSide) -> None:
    (sample,) = (sample for sample in SAMPLES if sample.name == "047_attlog_dirty_lines")
    await device_side.register(serial_of(sample))
    for _ in range(2):
        assert body_of(await device_side.send(sample.request)) == b"OK: 4"
    assert [row["pin"] for row in await device_side.punches()] == ["1001", "1003"]
    dead = await device_side.store.read(
        lambda conn: conn.execute(sa.select(dead_line.c.line, dead_line.c.count)).all()
    )
    assert sorted(map(tuple, dead)) == [
        (b"1002\t2026-13-45 99:99:99\t0\t1\t\t0\t0\t", 2),
        (b"basura sin tabs", 2),
    ]


async def test_an_unknown_terminal_keeps_its_records_until_it_is_let_in(device_side: DeviceSide) -> None:
    init = await device_side.get("/iclock/cdata?SN=NEW1&options=all&pushver=2.4.1")
    poll = await device_side.get("/iclock/getrequest?SN=NEW1")
    upload = await device_side.post("NEW1", "ATTLOG", LINE)
    assert (status_of(init), body_of(init)) == (200, b"UNKNOWN DEVICE")
    assert (status_of(poll), body_of(poll)) == (200, b"UNKNOWN DEVICE")
    assert status_of(upload) == 403
    assert b"OK" not in upload
    assert await device_side.punches() == []
    await device_side.knocking.flush()
    waiting = await device_side.store.read(
        lambda conn: conn.execute(sa.select(pending_device.c.serial, pending_device.c.count)).all()
    )
    assert [tuple(row) for row in waiting] == [("NEW1", 3)]
    assert [row.type for row in await device_side.events()] == ["device.pending"]

    await device_side.register("NEW1")
    assert body_of(await device_side.post("NEW1", "ATTLOG", LINE)) == b"OK: 1"
    assert [row["pin"] for row in await device_side.punches()] == ["1001"]


async def test_an_access_terminal_that_is_not_approved_gets_406(device_side: DeviceSide) -> None:
    answer = await device_side.get("/iclock/cdata?SN=ACC1&options=all&pushver=3.1.2&DeviceType=acc")
    assert status_of(answer) == 406
    assert b"OK" not in answer


@pytest.mark.parametrize("serial", ["", "A" * 300, "X%00Y", "A/B", "%27--"])
async def test_what_is_no_serial_number_creates_nothing(device_side: DeviceSide, serial: str) -> None:
    answer = await device_side.get(f"/iclock/getrequest?SN={serial}")
    assert status_of(answer) == 400
    await device_side.knocking.flush()
    assert await device_side.store.read(lambda conn: conn.execute(sa.select(pending_device)).all()) == []


async def test_a_suspended_terminal_is_refused_and_keeps_its_records(device_side: DeviceSide) -> None:
    await device_side.register("S1")
    await device_side.store.write(lambda conn: conn.execute(device.update().values(state="suspended")))
    device_side.directory.forget()
    assert status_of(await device_side.post("S1", "ATTLOG", LINE)) == 403
    assert await device_side.punches() == []


async def test_the_stamp_a_terminal_sent_is_handed_back_at_init(device_side: DeviceSide) -> None:
    await device_side.register("OLD1")
    first = body_of(await device_side.get("/iclock/cdata?SN=OLD1&options=all&pushver=2.0.1")).decode()
    assert "\nATTLOGStamp=0\n" in first
    await device_side.post("OLD1", "ATTLOG", LINE, stamp="285528079")
    device_side.directory.forget()
    again = body_of(await device_side.get("/iclock/cdata?SN=OLD1&options=all&pushver=2.0.1")).decode()
    assert "\nATTLOGStamp=285528079\n" in again
    assert "\nStamp=285528079\n" in again


async def test_times_are_read_in_the_zone_of_the_terminal(device_side: DeviceSide) -> None:
    await device_side.register("MA1", timezone="Africa/Casablanca")
    await device_side.register("NONE1")
    lines = b"1\t2026-03-22 02:30:00\t0\t1\n1\t2026-02-20 08:00:00\t0\t1\n1\t1999-01-01 00:00:00\t0\t1\n"
    await device_side.post("MA1", "ATTLOG", lines)
    await device_side.post("NONE1", "ATTLOG", LINE)
    told = [(row["utc_offset"], row["timezone"], row["time_quality"]) for row in await device_side.punches()]
    assert told == [
        (0, "Africa/Casablanca", "suspect"),
        (0, "Africa/Casablanca", "ok"),
        (0, "Africa/Casablanca", "nonexistent"),
        (0, "UTC", "assumed"),
    ]


async def test_punches_are_told_in_order_with_gapless_sequences(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    await device_side.post("D1", "ATTLOG", b"2\t2026-08-12 09:00:00\t0\t1\n1\t2026-08-12 08:00:00\t0\t1\n")
    await device_side.post("D1", "ATTLOG", b"1\t2026-08-12 08:00:00\t0\t1\n3\t2026-08-12 07:00:00\t0\t1\n")
    bodies = [json.loads(row.body) for row in await device_side.events("attendance.created")]
    assert [body["employee_id"] for body in bodies] == ["1", "2", "3"]
    registered = 1
    assert [body["sequence"] - registered for body in bodies] == [1, 2, 3]


async def test_a_body_cut_short_is_never_acknowledged(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    head = b"POST /iclock/cdata?SN=D1&table=ATTLOG HTTP/1.1\r\nContent-Length: 100\r\n\r\n"
    assert b"OK" not in await device_side.send(head + LINE, half_close=True)
    assert await device_side.punches() == []


async def test_other_tables_are_kept_raw_and_acknowledged(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    assert body_of(await device_side.post("D1", "NEWTHING", b"a\nb\n")) == b"OK"
    line = b"X Pin=1\tTmp=" + b"QUJD" * 16
    assert body_of(await device_side.post("D1", "STRANGE", line)) == b"OK"
    kept = await device_side.store.read(
        lambda conn: {
            name: body for name, body in conn.execute(sa.select(raw_push.c.table_name, raw_push.c.body))
        }
    )
    assert {name: zlib.decompress(body) for name, body in kept.items()} == {
        "NEWTHING": b"a\nb\n",
        "STRANGE": b"X Pin=1\tTmp=",
    }


async def test_what_a_terminal_tells_of_itself_is_on_its_device(device_side: DeviceSide) -> None:
    (options,) = (sample for sample in SAMPLES if sample.name == "016_options_mb360_spaces")
    (info,) = (sample for sample in SAMPLES if sample.name == "018_info_v5l")
    await device_side.register(serial_of(options), serial_of(info))
    await device_side.send(options.request)
    await device_side.send(info.request)
    rows = await device_side.store.read(
        lambda conn: {row["serial"]: row for row in conn.execute(sa.select(device)).mappings()}
    )
    assert rows[serial_of(options)]["firmware"] == options.expect["options"]["FWVersion"]
    assert rows[serial_of(info)]["firmware"] == info.expect["info"]["fw"]
    assert rows[serial_of(info)]["counts"]["users"] == int(info.expect["info"]["users"])


async def test_results_are_kept_once_and_without_secrets(device_side: DeviceSide) -> None:
    wanted = [sample for sample in SAMPLES if sample.expect.get("results")]
    await device_side.register(*{serial_of(sample) for sample in wanted})
    for sample in (*wanted, *wanted):
        assert body_of(await device_side.send(sample.request)) == b"OK"
    rows = await device_side.store.read(lambda conn: conn.execute(sa.select(command_result)).mappings().all())
    found = {(row["wire_id"], row["return_code"]) for row in rows}
    expected = {(result["id"], result["ret"]) for sample in wanted for result in sample.expect["results"]}
    assert found == expected
    assert not any("authKey" in (row["info"] or {}) for row in rows)


async def test_records_older_than_the_tenant_keeps_are_acknowledged_and_let_go(
    device_side: DeviceSide,
) -> None:
    await device_side.register("D1")
    await device_side.store.write(lambda conn: conn.execute(tenant.update().values(retention_days=30)))
    device_side.directory.forget()
    recent = (datetime.now(UTC) - timedelta(days=3)).strftime("%Y-%m-%d %H:%M:%S").encode()
    body = b"1\t2020-01-01 08:00:00\t0\t1\n2\t" + recent + b"\t0\t1\n"
    assert body_of(await device_side.post("D1", "ATTLOG", body)) == b"OK: 2"
    assert [row["pin"] for row in await device_side.punches()] == ["2"]


async def test_a_terminal_seen_is_a_terminal_online(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    await device_side.get("/iclock/getrequest?SN=D1")
    (key,) = [
        tuple(row)
        for row in await device_side.store.read(
            lambda conn: conn.execute(sa.select(device.c.tenant_id, device.c.id)).all()
        )
    ]
    state = device_side.detector.presence.of(key)
    assert state is not None
    assert state[0] is True


def silent_after(device_side: DeviceSide, seconds: int) -> int:
    """How many are called offline if nobody calls for so long."""
    mono, wall = time.monotonic(), now_us()
    scan = device_side.detector.presence.scan
    return sum(len(scan(mono + past, wall + past * 10**6)) for past in range(0, seconds + 1, 5))


async def test_a_terminal_that_was_refused_may_wait_before_it_calls_again(device_side: DeviceSide) -> None:
    for serial in ("D1", "D2"):
        await device_side.register(serial)
        for _ in range(2):
            await device_side.get(f"/iclock/getrequest?SN={serial}")
    refused = await device_side.post("D2", "ATTLOG", b"\n" * (MOST_LINES + 1))
    assert status_of(refused) == 413
    assert silent_after(device_side, 65) == 1
    assert silent_after(device_side, 90) == 1


async def test_nobody_is_missed_while_callers_cannot_be_looked_up(
    device_side: DeviceSide, monkeypatch: pytest.MonkeyPatch, expected_logs: list[logging.LogRecord]
) -> None:
    await device_side.register("D1")
    for _ in range(2):
        await device_side.get("/iclock/getrequest?SN=D1")

    async def away(serial: str) -> None:
        raise StoreError("The database does not answer.")

    monkeypatch.setattr(device_side.directory, "find", away)
    device_side.directory.forget()
    assert status_of(await device_side.get("/iclock/getrequest?SN=D1")) >= 500
    assert expected_logs
    assert silent_after(device_side, 140) == 0


async def test_a_terminal_that_never_introduced_itself_is_asked_to_once(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    first = body_of(await device_side.get("/iclock/getrequest?SN=D1"))
    assert first.startswith(b"C:")
    assert first.endswith(b":CHECK\n")
    assert body_of(await device_side.get("/iclock/getrequest?SN=D1")) == b"OK"


@pytest.mark.parametrize(
    ("init", "uploads", "version"),
    [
        ("", False, "1.x"),  # it does not even ask for options
        ("&options=all", False, None),
        ("&options=all", True, "1.x"),  # and names no table
        ("&options=all&pushver=2.4.1", True, "2.4.1"),
    ],
)
async def test_terminals_of_push_1_are_known_by_what_they_do_not_say(
    device_side: DeviceSide, init: str, uploads: bool, version: str | None
) -> None:
    await device_side.register("D1")
    await device_side.get(f"/iclock/cdata?SN=D1{init}")
    if uploads:
        head = f"POST /iclock/cdata?SN=D1&Stamp=860144400 HTTP/1.0\r\nContent-Length: {len(LINE)}\r\n\r\n"
        assert body_of(await device_side.send(head.encode() + LINE)) == b"OK: 1"
    stored = await device_side.store.read(lambda conn: conn.scalar(sa.select(device.c.push_version)))
    assert stored == version


async def test_a_tenant_path_serves_only_that_tenants_terminals(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    secret = await device_side.store.read(lambda conn: conn.scalar(sa.select(tenant.c.path_secret)))
    head = f"HTTP/1.1\r\nContent-Length: {len(LINE)}\r\n\r\n"
    for path, wanted in ((secret, 200), ("x" * 22, 404)):
        request = f"POST /t/{path}/iclock/cdata?SN=D1&table=ATTLOG {head}".encode() + LINE
        assert status_of(await device_side.send(request)) == wanted


def _local(punched_at: int, offset: int) -> str:
    moment = datetime(1970, 1, 1) + timedelta(microseconds=punched_at, seconds=offset)
    return moment.strftime("%Y-%m-%d %H:%M:%S")


async def test_a_flood_of_unreadable_lines_is_kept_whole_beside_the_good_ones(
    device_side: DeviceSide,
) -> None:
    await device_side.register("D1")
    body = b"".join(b"noise %d\n" % number for number in range(2_000)) + LINE
    assert body_of(await device_side.post("D1", "ATTLOG", body)) == b"OK: 2001"
    assert [row["pin"] for row in await device_side.punches()] == ["1001"]
    dead, raw = await device_side.store.read(
        lambda conn: (
            conn.scalar(sa.select(sa.func.count()).select_from(dead_line)),
            conn.scalar(sa.select(raw_push.c.size)),
        )
    )
    assert (dead, raw) == (500, len(body))


async def test_templates_are_not_asked_for(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    block = body_of(await device_side.get("/iclock/cdata?SN=D1&options=all&pushver=2.4.1"))
    (flags,) = (line for line in block.split(b"\n") if line.startswith(b"TransFlag="))
    assert b"EnrollUser" in flags
    assert not any(name in flags for name in (b"EnrollFP", b"FACE", b"BioPhoto"))


async def test_the_columns_of_zkteco_lan_agent_are_told_apart(device_side: DeviceSide) -> None:
    await device_side.register("D1")
    await device_side.post("D1", "ATTLOG", b"TABLE=ATTLOG\n7\t2026-08-12 08:00:00\t1\t1\t0\t0")
    (row,) = await device_side.punches()
    assert (row["status"], row["verify"], row["work_code"]) == (0, 1, None)

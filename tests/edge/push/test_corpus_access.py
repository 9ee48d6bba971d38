"""Every sample of access terminals over real sockets into a real database: answered, stored, sent twice."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from common.client import EdgeClient
from edge.push.access.events import band_of
from edge.store.schema import command_result, device
from tests.edge.push.access_terminals import AccessTerminal
from tests.edge.push.conftest import DeviceSide
from tests.kit.corpus import Sample, samples_where
from tests.kit.edge_process import EdgeProcess
from tests.kit.replies import body_of, check_reply, serial_of, status_of


def access(expect: Mapping[str, Any]) -> bool:
    return expect["dialect"] == "acc" and "reply" in expect and bool(expect.get("sn"))


SAMPLES = samples_where(access)


async def let_in(side: DeviceSide) -> None:
    """All terminals of the corpus, each known to speak this dialect."""
    serials = {serial_of(sample) for sample in SAMPLES}
    await side.register(*serials)
    for serial in serials:
        await AccessTerminal(side, serial).init()


def check(sample: Sample, answer: bytes) -> None:
    """The reply is what the sidecar wants, whatever form it is told in."""
    check_reply(sample, answer)
    wanted = sample.expect["reply"]
    text = body_of(answer).decode()
    if "body_regex" in wanted:
        assert re.search(wanted["body_regex"], text), text
    if "must_contain_keys" in wanted:
        assert set(wanted["must_contain_keys"]) <= {line.partition("=")[0] for line in text.split("\n")}
    if "unregistered" in wanted:
        assert text == wanted["unregistered"]
    if "lines" in wanted:
        verdict, record, *control = text.split("\r\n")
        assert verdict in ("AUTH=SUCCESS", "AUTH=FAILED", "AUTH=TIMEOUT")
        assert record.encode() == sample.body.rstrip(b"\n")
        assert (control[0] == "CONTROL DEVICE 0101010500") == (verdict == "AUTH=SUCCESS")
    if status_of(answer) >= 400:
        assert b"OK" not in answer


@pytest.mark.parametrize("half_close", [False, True], ids=["waits", "half-closes"])
async def test_every_access_sample_is_answered_as_its_terminal_needs(
    device_side: DeviceSide, half_close: bool, expected_logs: list[logging.LogRecord]
) -> None:
    await let_in(device_side)
    for sample in SAMPLES:
        check(sample, await device_side.send(sample.request, half_close))


async def test_what_passed_is_attendance_once_however_often_it_is_sent(
    device_side: DeviceSide, expected_logs: list[logging.LogRecord]
) -> None:
    await let_in(device_side)
    for sample in (*SAMPLES, *SAMPLES):
        await device_side.send(sample.request, half_close=True)
    serials = await device_side.store.read(
        lambda conn: {row.id: row.serial for row in conn.execute(sa.select(device.c.id, device.c.serial))}
    )
    found = sorted(
        (serials[row["device_id"]], row["pin"], _local(row), row["status"], row["verify"])
        for row in await device_side.punches()
    )
    assert found == sorted(_passes())
    assert len(await device_side.events("attendance.created")) == len(found)


def _passes() -> list[tuple[str, str, str, int, int]]:
    """What of the corpus is attendance: normal events of a person."""
    passes = {
        (
            serial_of(sample),
            record["pin"],
            record["time"],
            int(record["inoutstatus"]),
            int(record["verifytype"]),
        )
        for sample in SAMPLES
        if sample.expect.get("table") == "rtlog"
        for record in sample.expect["records"]
        if record["pin"] != "0" and band_of(int(record["event"])) == "normal"
    }
    counted = sum(sample.expect.get("person_events", 0) for sample in SAMPLES)
    denied = sum(sample.expect.get("denied", 0) for sample in SAMPLES if sample.expect.get("person_events"))
    assert len(passes) >= counted - denied > 0
    return [*passes]


def _local(row: sa.RowMapping) -> str:
    told = datetime.fromtimestamp(row["punched_at"] // 1_000_000, UTC) + timedelta(seconds=row["utc_offset"])
    return told.strftime("%Y-%m-%d %H:%M:%S")


async def test_what_else_happened_is_told_once_however_often_it_is_sent(
    device_side: DeviceSide, expected_logs: list[logging.LogRecord]
) -> None:
    await let_in(device_side)
    for sample in (*SAMPLES, *SAMPLES):
        await device_side.send(sample.request, half_close=True)
    told = [json.loads(row.body) for row in await device_side.events("device.event")]
    found = sorted((body["device"]["serial_number"], body["kind"], body.get("word")) for body in told)
    assert found == [
        ("3383159910274", "access", "unknown_person"),
        ("3383159910274", "alarm", "tampered"),  # one of a query, two of an archive that came in two ways
        ("3383159910274", "alarm", "tampered"),
        ("3383159910274", "alarm", "tampered"),
        ("3383159910274", "door", "alarm_cancelled"),
        ("5165189960015", "error", "no_face"),
        ("CRJP239917604", "access", "unknown_person"),
        ("DDG7059967042", "operation", "controller_undecided"),
        ("VGU6259910358", "alarm", "door_forced"),
        ("VGU6259910358", "door", "terminal_started"),
    ]


async def test_results_are_kept_once(device_side: DeviceSide, expected_logs: list[logging.LogRecord]) -> None:
    await let_in(device_side)
    wanted = [sample for sample in SAMPLES if sample.expect.get("results")]
    for sample in (*wanted, *wanted):
        await device_side.send(sample.request)
    kept = await device_side.store.read(
        lambda conn: conn.execute(sa.select(command_result.c.wire_id, command_result.c.return_code)).all()
    )
    told = [(result["id"], result["ret"]) for sample in wanted for result in sample.expect["results"]]
    assert sorted(map(tuple, kept)) == sorted(told)


async def test_what_terminals_say_of_themselves_is_on_their_devices(
    device_side: DeviceSide, expected_logs: list[logging.LogRecord]
) -> None:
    await let_in(device_side)
    wanted = [sample for sample in SAMPLES if sample.expect.get("options")]
    for sample in wanted:
        await device_side.send(sample.request)
    rows = await device_side.store.read(
        lambda conn: {row["serial"]: row for row in conn.execute(sa.select(device)).mappings()}
    )
    for sample in wanted:
        said = rows[serial_of(sample)]
        assert said["dialect"] == "acc"
        told = {name: value for name, value in sample.expect["options"].items() if name in said["options"]}
        assert {name: said["options"][name] for name in told} == told
        secrets = {"authKey", "ComPwd"} & set(sample.expect["options"])
        assert set(sample.expect["options"]) - set(told) == secrets


async def test_a_running_edge_tells_of_what_it_was_sent(edge: EdgeProcess) -> None:
    """The same through the whole server, read back from its API."""
    async with EdgeClient(edge.url, edge.admin_key) as client:
        for serial in sorted({serial_of(sample) for sample in SAMPLES}):
            await client.register_device(serial)
            init = f"GET /iclock/cdata?SN={serial}&options=all&pushver=3.1.2&DeviceType=acc HTTP/1.1\r\n\r\n"
            assert body_of(await _send(edge.port, init.encode())) == b"OK"
        for sample in (*SAMPLES, *SAMPLES):
            reply = await _send(edge.port, sample.request)
            if sample.endpoint not in ("registry", "cdata"):  # an init is answered otherwise the second time
                check(sample, reply)
        found = sorted([_shown(dict(record)) async for record in client.attendance()])
        dialects = {row["dialect"] for row in await client.devices()}
    assert (found, dialects) == (sorted(_passes()), {"acc"})


def _shown(record: dict[str, Any]) -> tuple[str, str, str, int, int]:
    raw, local = record["raw"], record["punch_time_local"].replace("T", " ")
    return record["device_serial"], raw["pin"], local, raw["status"], raw["verify"]


async def _send(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        async with asyncio.timeout(10):
            return await reader.read()
    finally:
        writer.close()

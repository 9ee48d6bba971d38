"""Samples of real terminals, byte for byte over raw sockets into a running edge, read back from its API."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

from common.client import EdgeClient
from tests.kit.corpus import Sample, samples_where
from tests.kit.edge_process import EdgeProcess
from tests.kit.replies import attendance, check_reply, serial_of

SAMPLES = samples_where(attendance)
# (serial, pin, local time, status, verify mode, work code)
Key = tuple[str, str, str, int, int, str | None]


async def send(port: int, sample: Sample) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(sample.request)
        if sample.body and "content-length" not in sample.headers:
            writer.write_eof()
        async with asyncio.timeout(10):
            return await reader.read()
    finally:
        writer.close()


def expected() -> Counter[Key]:
    found: Counter[Key] = Counter()
    for sample in SAMPLES:
        if sample.expect.get("table") != "ATTLOG":
            continue
        for record in sample.expect["records"]:
            time = record["time"].replace("T", " ")
            code = record["workcode"] if record["workcode"] not in ("", "0", None) else None
            found[
                serial_of(sample), record["pin"], time, int(record["status"]), int(record["verify"]), code
            ] = 1
    return found


def told(record: dict[str, Any]) -> Key:
    raw = record["raw"]
    code = raw["work_code"] if raw["work_code"] not in ("", "0") else None
    local = record["punch_time_local"].replace("T", " ")
    return record["device_serial"], raw["pin"], local, raw["status"], raw["verify"], code


async def test_every_sample_is_answered_and_read_back_once(tmp_path: Path) -> None:
    edge = EdgeProcess(tmp_path / "data", "--dev")
    await asyncio.to_thread(edge.start)
    for _ in range(2):
        for sample in SAMPLES:
            check_reply(sample, await send(edge.port, sample))
    async with EdgeClient(edge.url, edge.admin_key) as client:
        punches = Counter([told(dict(record)) async for record in client.attendance()])
        dead = [line async for line in client.pages("/v1/attendance/dead", {"limit": 1000})]
        (v5l,) = [device for device in await client.devices() if device["serial_number"] == "CKJF207731845"]
    await asyncio.to_thread(edge.terminate)
    assert punches == expected()
    assert len(dead) == sum(sample.expect.get("rejected_lines", 0) for sample in SAMPLES)
    assert all(line["count"] == 2 for line in dead)
    assert v5l["push_version"] == "2.4.1"

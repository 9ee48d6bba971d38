"""Everything attendance terminals report besides punches, byte for byte over real sockets: extracted as the
corpus expects, and once, however often it comes.
"""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import Any

import pytest
import sqlalchemy as sa

from edge.push.privacy import KEEPS_NOTHING
from edge.store.people_tables import (
    device_credential,
    device_people,
    device_person,
    photo,
    template,
)
from edge.store.schema import dead_line, device, event, raw_push
from tests.edge.push.conftest import OPEN_HEARTED, DeviceSide, serving
from tests.kit.corpus import Sample, samples_where
from tests.kit.replies import attendance, body_of, check_reply, serial_of

SAMPLES = [
    sample
    for sample in samples_where(attendance)
    if sample.method == "POST" and sample.expect.get("table") not in ("ATTLOG", "options")
]
PRIVILEGES = {"0": "user", "2": "enroller", "6": "admin", "14": "super_admin"}
KINDS = {"FP": 1, "FACE": 2, "FVEIN": 7}


class Glass:
    """A vault that anybody can look into."""

    def within(self, conn: sa.Connection) -> Glass:
        return self

    def seal(self, tenant_id: int, purpose: str, row: str, content: bytes) -> tuple[int, bytes]:
        return 7, f"{tenant_id}|{purpose}|{row}|".encode() + content


def opened(sealed: bytes) -> bytes:
    return sealed.split(b"|", 3)[3]


def records(sample: Sample, *types: str) -> list[dict[str, Any]]:
    found = sample.expect.get("records") or []
    return [record for record in found if record.get("type") in types]


def field(record: dict[str, Any], *names: str) -> Any:
    """A member whose name terminals spell in many ways."""
    lower = {name.lower(): value for name, value in record.items()}
    return next((lower[name] for name in names if name in lower), None)


async def register_all(side: DeviceSide) -> None:
    await side.register(*{serial_of(sample) for sample in SAMPLES})


async def send_all(side: DeviceSide, times: int = 1) -> None:
    for _ in range(times):
        for sample in SAMPLES:
            ends_at_close = "content-length" not in sample.headers
            check_reply(sample, await side.send(sample.request, half_close=ends_at_close))


async def rows(side: DeviceSide, table: sa.Table) -> list[dict[str, Any]]:
    """A table, with the serial number of each row's device."""
    statement = sa.select(table, device.c.serial).join(
        device, sa.and_(device.c.tenant_id == table.c.tenant_id, device.c.id == table.c.device_id)
    )
    return await side.store.read(lambda conn: [dict(row) for row in conn.execute(statement).mappings()])


async def facts(side: DeviceSide, *kinds: str) -> list[dict[str, Any]]:
    told = [json.loads(row.body) for row in await side.events("device.event")]
    return [body for body in told if not kinds or body["kind"] in kinds]


async def test_operations_are_told_each_once(device_side: DeviceSide) -> None:
    await register_all(device_side)
    await send_all(device_side, times=2)
    expected: Counter[tuple[str, ...]] = Counter()
    for sample in SAMPLES:
        # Lines that are equal in one body are as many facts; in two bodies they are the same.
        expected |= Counter(
            (
                serial_of(sample),
                *(str(record[name]) for name in ("op", "time", "obj1", "obj2", "obj3", "obj4")),
            )
            for record in records(sample, "OPLOG")
        )
    told = await facts(device_side)
    found = Counter(
        (
            body["device"]["serial_number"],
            str(body["code"]),
            body["local_time"].replace("T", " "),
            *body["values"],
        )
        for body in told
        if "values" in body
    )
    assert found == expected
    assert sum(expected.values()) > 20
    by_serial: dict[str, list[int]] = {}
    for body in told:
        by_serial.setdefault(body["device"]["serial_number"], []).append(body["sequence"])
    assert all(numbers == list(range(2, len(numbers) + 2)) for numbers in by_serial.values())


async def test_alarms_doors_and_errors_say_what_they_are(device_side: DeviceSide) -> None:
    await register_all(device_side)
    await send_all(device_side, times=2)
    (tamper,) = [
        body for body in await facts(device_side, "alarm") if body.get("reason") == "device_tampered"
    ]
    assert (tamper["word"], tamper["code"], tamper["device"]["status"]) == ("alarm", 3, "online")
    (broken,) = [body for body in await facts(device_side, "alarm") if body.get("reason") == "break"]
    assert (broken["word"], broken["at"], broken["local_time"]) == (
        "alarm",
        "2012-01-31T08:00:00.000Z",
        "2012-01-31T08:00:00",
    )
    (error,) = await facts(device_side, "error")
    assert {name: error[name] for name in ("code", "word", "module", "origin", "wire_id", "at")} == {
        "code": "D01E0001",
        "word": "no_face",
        "module": "push",
        "origin": "cmd",
        "wire_id": "123",
        "at": None,
    }


async def test_people_are_known_as_their_terminals_hold_them(device_side: DeviceSide) -> None:
    await register_all(device_side)
    await send_all(device_side, times=2)
    expected: dict[tuple[str, str], tuple[str, str | None, str | None]] = {}
    for sample in SAMPLES:
        serial = serial_of(sample)
        for record in records(sample, "USER", "OPLOG"):
            if record["type"] == "USER":
                pin, said = record["PIN"], sample.expect
                card = said.get("card_number") or record.get("Card") or ""
                if "card_bytes_le" in said:
                    card = int.from_bytes(bytes.fromhex(said["card_bytes_le"]), "little")
                privilege = PRIVILEGES.get(record["Pri"], f"other_{record['Pri']}")
                expected[serial, pin] = (record["Name"], str(card), privilege)
            elif record["op"] == "9":
                expected.pop((serial, record["obj1"]), None)
    found = {
        (row["serial"], row["pin"]): (row["name"], row["card"], row["privilege"])
        for row in await rows(device_side, device_person)
        if row["serial"] != "POPX209900071"  # the one that reads documents
    }
    assert found == expected
    assert len(expected) > 5
    document = [row for row in await rows(device_side, device_person) if row["serial"] == "POPX209900071"]
    assert [(row["pin"], row["name"], row["details"]) for row in document] == [("1", "李明", {})]


def _credential(sample: Sample, record: dict[str, Any], kind: int) -> tuple[str, str, int, int, int]:
    number = int(field(record, "no") or field(record, "fid") or 0)
    number, part = (0, number) if record["type"] == "FACE" else (number, int(field(record, "index") or 0))
    return serial_of(sample), field(record, "pin"), kind, number, part


def _made_by(record: dict[str, Any]) -> tuple[int, int, str]:
    major, minor = int(field(record, "majorver") or 0), int(field(record, "minorver") or 0)
    return major, minor, field(record, "tmp")["sha256"]


@pytest.mark.parametrize("kept", [False, True], ids=["not kept", "kept"])
async def test_templates_are_known_and_kept_only_where_that_is_wanted(database_url: str, kept: bool) -> None:
    expected = {}
    for sample in SAMPLES:
        for record in records(sample, "FP", "FACE", "FVEIN", "BIODATA"):
            kind = KINDS.get(record["type"]) or int(record["Type"])
            expected[_credential(sample, record, kind)] = _made_by(record)
    (named,) = (sample for sample in SAMPLES if sample.name == "149_biodata_query_type_param")
    text = named.body.rpartition(b"TMP=")[2].strip()
    expected[serial_of(named), "14", 9, 0, 0] = (40, 0, sha256(text).hexdigest())
    async with serving(
        database_url, Glass() if kept else None, privacy=OPEN_HEARTED if kept else KEEPS_NOTHING
    ) as side:
        await register_all(side)
        await send_all(side, times=2)
        found = await rows(side, device_credential)
        assert {
            (row["serial"], row["pin"], row["kind"], row["number"], row["part"]): row["minor"]
            for row in found
        } == {key: minor for key, (_, minor, _) in expected.items()}
        assert all((row["digest"] is not None) == kept for row in found)
        sealed = {sha256(opened(row["sealed"])).hexdigest() for row in await rows(side, template)}
        assert sealed == ({digest for *_, digest in expected.values()} if kept else set())
        assert len(expected) > 8


@pytest.mark.parametrize("kept", [False, True], ids=["not kept", "kept"])
async def test_photos_are_acknowledged_and_kept_only_where_that_is_wanted(
    database_url: str, kept: bool
) -> None:
    expected = {
        (serial_of(sample), said["pin"] or "", said["sha256"], "attendance" if said["success"] else "denied")
        for sample in SAMPLES
        if (said := sample.expect.get("photo"))
    }
    async with serving(
        database_url, Glass() if kept else None, privacy=OPEN_HEARTED if kept else KEEPS_NOTHING
    ) as side:
        await register_all(side)
        await send_all(side, times=2)
        found = [
            (row["serial"], row["pin"], sha256(opened(row["sealed"])).hexdigest(), row["purpose"])
            for row in await rows(side, photo)
            if row["purpose"] in ("attendance", "denied")
        ]
        assert len(found) == len(set(found))
        assert set(found) == (expected if kept else set())
        assert len(expected) >= 4


async def test_a_second_time_nothing_is_new(device_side: DeviceSide) -> None:
    async def everything() -> dict[str, list[Any]]:
        tables = (event, device_person, device_credential, raw_push, dead_line)
        found = {}
        for table in tables:
            ordered = sa.select(table).order_by(*table.primary_key.columns)
            found[table.name] = await device_side.store.read(
                lambda conn, ordered=ordered: [
                    {
                        name: value
                        for name, value in row.items()
                        if name not in ("count", "reported_at", "last_seen_at")
                    }
                    for row in conn.execute(ordered).mappings()
                ]
            )
        return found

    await register_all(device_side)
    await send_all(device_side)
    before = await everything()
    changed = {row["serial"]: row["changed_at"] for row in await rows(device_side, device_people)}
    await send_all(device_side)
    assert await everything() == before
    deleting = {"CQUH219900874"}  # makes a person and deletes it again, in one body
    assert {
        row["serial"]: row["changed_at"]
        for row in await rows(device_side, device_people)
        if row["serial"] not in deleting
    } == {serial: at for serial, at in changed.items() if serial not in deleting}


async def test_nothing_of_anybodys_body_is_kept_open(device_side: DeviceSide) -> None:
    await register_all(device_side)
    await send_all(device_side)
    kept = await device_side.store.read(
        lambda conn: [
            *conn.scalars(sa.select(dead_line.c.line)),
            *(body.encode() for body in conn.scalars(sa.select(event.c.body))),
        ]
    )
    payloads = [
        line.rpartition(b"=")[2][:48]
        for sample in SAMPLES
        for line in sample.body.split(b"\n")
        if len(line) > 400
    ]
    assert payloads
    assert not any(payload in text for text in kept for payload in payloads if len(payload) == 48)
    assert body_of(await device_side.post("CKJF207731845", "FPIMAGE", b"\x01\x02\x03" * 50)) == b"OK"

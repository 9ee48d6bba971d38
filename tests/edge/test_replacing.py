"""A broken terminal's place is taken by another box: the device stays who it was, and nothing that was
learned of the old box is believed of the new one."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import sqlalchemy as sa

from edge import admission, commands, jobs, replacing, tenants
from edge.admission import AlreadyRegistered, SerialInvalid
from edge.commands import CommandConflict
from edge.devices import Directory
from edge.feed import Feed
from edge.intents import FetchInfo
from edge.job_runner import THOROUGH_EVERY, JobRunner
from edge.replacing import SETTLE_US
from edge.store import Store, devices, open_store, replacements
from edge.store import jobs as rows
from edge.store.command_tables import command_line, device_lines
from edge.store.events import START
from edge.store.ids import now_us, public_id
from edge.store.people_tables import (
    device_credential,
    device_people,
    device_person,
    employee,
    employee_place,
    person_sync,
)
from edge.store.schema import PLATFORM, device_presence, former_serial, pending_device, upload_stamp

# For what does not depend on the database.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LEARNED: dict[str, Any] = {
    "options": {"~DeviceName": "F22"},
    "counts": {"users": 7},
    "model": "F22",
    "firmware": "Ver 8.0",
    "push_version": "2.4.1",
    "dialect": "attendance",
    "chosen_dialect": "attendance",
    "registry_code": "abc",
    "evidence": {"mac": "00:17:61:12:34:56"},
    "conflicted_at": 5,
    "told_offset": 60,
}


@dataclass
class Place:
    """A tenant with a device whose box is about to be replaced."""

    store: Store
    tenant_id: int
    other_id: int
    device_id: int
    now: int = field(default_factory=now_us)

    async def replace(self, serial: str) -> sa.RowMapping:
        return await self.store.write(
            lambda conn: replacing.replace(
                conn,
                self.store.ids,
                self.tenant_id,
                self.device_id,
                serial,
                actor="key_test",
                now=self.now,
            )
        )

    async def register(self, serial: str, tenant_id: int | None = None, **more: Any) -> int:
        whose = self.tenant_id if tenant_id is None else tenant_id
        row = await self.store.write(
            lambda conn: admission.register(conn, self.store.ids, whose, serial=serial, now=self.now, **more)
        )
        return int(row["id"])

    async def retire(self, device_id: int) -> None:
        await self.store.write(lambda conn: admission.retire(conn, self.tenant_id, device_id, now=self.now))

    async def device(self, device_id: int | None = None) -> sa.RowMapping:
        row = await self.store.read(
            lambda conn: devices.by_id(conn, self.tenant_id, device_id or self.device_id)
        )
        assert row is not None
        return row

    async def of_device(self, table: sa.Table) -> list[sa.RowMapping]:
        statement = sa.select(table).where(
            table.c.tenant_id == self.tenant_id, table.c.device_id == self.device_id
        )
        return await self.store.read(lambda conn: list(conn.execute(statement).mappings()))

    async def insert(self, table: sa.Table, **values: Any) -> None:
        shared = {"tenant_id": self.tenant_id}
        if "device_id" in table.c:
            shared["device_id"] = self.device_id
        await self.store.write(lambda conn: conn.execute(table.insert().values(**shared, **values)))

    async def seen(self) -> None:
        await self.insert(device_presence, last_seen_at=self.now, online=True, changed_at=self.now)

    async def give(self, sent: bool) -> int:
        def unit(conn: sa.Connection) -> int:
            row = devices.by_id(conn, self.tenant_id, self.device_id)
            assert row is not None
            made = commands.enqueue(conn, self.store.ids, row, FetchInfo(), actor="key_test", now=self.now)
            if sent:
                commands.rows.change(conn, self.tenant_id, made["id"], status="sent", sent_at=self.now)
            return int(made["id"])

        return await self.store.write(unit)

    async def command(self, command_id: int) -> sa.RowMapping:
        return await self.store.read(lambda conn: commands.existing(conn, self.tenant_id, command_id))

    async def told(self, tenant_id: int | None = None) -> list[dict[str, Any]]:
        page = await Feed(self.store).page(self.tenant_id if tenant_id is None else tenant_id, START, 10_000)
        return [json.loads(row.body) for row in page]

    async def progress(self, job: sa.RowMapping) -> tuple[str, dict[str, str]]:
        """The job's status and that of its items, after the chore had its rounds."""
        runner = JobRunner(self.store, "one", wall=lambda: self.now)
        for _ in range(THOROUGH_EVERY):
            await runner.advance()

        def look(conn: sa.Connection) -> tuple[str, dict[str, str]]:
            items = rows.items(conn, self.tenant_id, job["id"], limit=9)
            row = jobs.existing(conn, self.tenant_id, job["id"])
            return row["status"], {item["ref"]: item["status"] for item in items}

        return await self.store.read(look)

    async def somebody(self) -> None:
        """An employee who shall be at this device."""
        await self.insert(
            employee, id=1, public_id="emp_1", employee_id="7", pin="7", name="Ana", privilege="user",
            active=True, created_at=1,
        )  # fmt: skip
        await self.insert(employee_place, employee_id=1, kind="device", place_id=self.device_id)


@pytest.fixture
async def place(database_url: str) -> AsyncIterator[Place]:
    store = await open_store(database_url)

    def unit(conn: sa.Connection) -> tuple[int, int, int]:
        tenant, _ = tenants.ensure_default(conn, store.ids, now=now_us())
        other = tenants.create(conn, store.ids, name="other", now=now_us())
        row = admission.register(
            conn, store.ids, tenant["id"], serial="OLD", now=now_us(), name="Gate", tags=["north"]
        )
        return tenant["id"], other["id"], row["id"]

    yield Place(store, *await store.write(unit))
    await store.close()


async def test_the_device_stays_who_it_was_under_another_serial_number(place: Place) -> None:
    await place.store.write(
        lambda conn: devices.note_identity(conn, place.tenant_id, place.device_id, **LEARNED)
    )
    before = await place.device()
    await place.replace("NEW")
    after = await place.device()
    assert after["serial"] == "NEW"
    for kept in ("id", "public_id", "name", "site_id", "tags", "created_at", "history_from", "state"):
        assert after[kept] == before[kept]
    assert after["served"]
    assert after["version"] == before["version"] + 1
    for name in LEARNED:
        assert not after[name], f"{name} was learned of the old box"
    (former,) = await place.of_device(former_serial)
    assert (former["serial"], former["replaced_at"]) == ("OLD", place.now)
    directory = Directory(place.store, None)
    assert await directory.find("OLD") is None
    found = await directory.find("NEW")
    assert found is not None
    assert found.source.device_id == place.device_id


async def test_all_that_the_old_box_held_is_forgotten(place: Place) -> None:
    await place.insert(upload_stamp, table_name="ATTLOG", value="9999")
    await place.seen()
    await place.insert(device_person, pin="7", reported_at=1)
    await place.insert(
        device_credential, pin="7", kind=1, number=0, part=0, major=9, minor=0, duress=False, reported_at=1
    )
    await place.insert(person_sync, pin="8", wanted="present", status="failed", changed_at=1)
    await place.insert(device_people, listed_at=1, compared_at=2, site_id=3, due_at=4)
    await place.insert(device_lines, number=41, answered_together=7)
    await place.insert(
        command_line, wire_id="41", command_id=1, step=0, position=0, attempt=1, wanted="fetch_info",
        needed=True, state="succeeded", sent_at=1,
    )  # fmt: skip
    await place.replace("NEW")
    for table in (upload_stamp, device_presence, device_person, device_credential, person_sync, command_line):
        assert await place.of_device(table) == [], table.name
    (people,) = await place.of_device(device_people)
    kept = {name: value for name, value in people.items() if value is not None}
    assert kept == {"tenant_id": place.tenant_id, "device_id": place.device_id, "changed_at": place.now}
    (lines,) = await place.of_device(device_lines)
    assert (lines["number"], lines["answered_together"]) == (41, 0), "no id is given twice"


async def test_what_the_old_box_fetched_fails_and_what_waits_goes_to_the_new_one(place: Place) -> None:
    sent, queued = await place.give(sent=True), await place.give(sent=False)
    await place.replace("NEW")
    lost = await place.command(sent)
    assert (lost["status"], lost["error_code"]) == ("failed", "box_replaced")
    assert lost["error"].startswith("The box was replaced")
    assert (await place.command(queued))["status"] == "queued"
    told = {body["event"]: body for body in await place.told()}
    assert told["command.failed"]["device"]["serial_number"] == "OLD"
    changed = told["device.identity_changed"]
    assert changed["device"]["serial_number"] == changed["serial_number"] == "NEW"
    assert (changed["reason"], changed["former_serial_number"]) == ("replaced", "OLD")
    assert changed["device"]["status"] == "new"


@on_sqlite
async def test_a_conflict_of_two_boxes_is_over_with_another(place: Place) -> None:
    await place.store.write(
        lambda conn: devices.note_identity(conn, place.tenant_id, place.device_id, conflicted_at=5)
    )
    with pytest.raises(CommandConflict):
        await place.give(sent=False)
    await place.replace("NEW")
    await place.give(sent=False)


@on_sqlite
async def test_what_cannot_take_its_place(place: Place) -> None:
    await place.register("TAKEN", name="Other gate")
    for serial, message in (("OLD", "'Gate' already is"), ("TAKEN", "belongs to the device 'Other gate'")):
        with pytest.raises(AlreadyRegistered, match=message):
            await place.replace(serial)
    with pytest.raises(SerialInvalid):
        await place.replace("no serial")
    assert (await place.device())["serial"] == "OLD"
    assert await place.of_device(former_serial) == []
    assert await place.store.read(rows.open_jobs) == []


async def test_a_spare_box_keeps_its_former_life_apart(place: Place) -> None:
    """The row that it was stays, under a name that no terminal has."""
    spare = await place.register("SPARE", name="Spare")
    await place.retire(spare)
    await place.replace("SPARE")
    past = await place.store.read(lambda conn: replacements.pasts(conn, place.tenant_id, "SPARE"))
    assert [(row["id"], row["replaced_at"]) for row in past] == [(spare, place.now)]
    aside = await place.device(spare)
    assert (aside["state"], aside["serial"]) == ("retired", f"SPARE~{public_id('dev', spare)}")
    assert not admission.is_serial(aside["serial"])
    found = await place.store.read(lambda conn: devices.served_by_serial(conn, "SPARE"))
    assert found is not None
    assert found["id"] == place.device_id


@on_sqlite
async def test_the_repaired_box_can_come_back(place: Place) -> None:
    await place.replace("NEW")
    await place.replace("OLD")
    assert (await place.device())["serial"] == "OLD"
    assert sorted(row["serial"] for row in await place.of_device(former_serial)) == ["NEW", "OLD"]
    assert (await place.device())["history_from"] is None


@on_sqlite
async def test_a_box_that_waited_waits_no_more(place: Place) -> None:
    for tenant_id in (place.tenant_id, PLATFORM):
        row = {"tenant_id": tenant_id, "serial": "NEW", "model": None, "address": "10.0.0.1", "seen_at": 1}
        await place.store.write(lambda conn, row=row: devices.note_pending(conn, [{**row, "count": 3}]))
    await place.replace("NEW")
    left = sa.select(sa.func.count()).select_from(pending_device)
    assert await place.store.read(lambda conn: conn.scalar(left)) == 0


async def test_who_waits_for_the_old_serial_number_is_served(place: Place) -> None:
    theirs = await place.register("OLD", place.other_id)
    await place.replace("NEW")
    served = await place.store.read(lambda conn: devices.served_by_serial(conn, "OLD"))
    assert served is not None
    assert (served["tenant_id"], served["id"]) == (place.other_id, theirs)


@on_sqlite
async def test_a_box_of_another_tenant_looks_free_and_is_not_served(place: Place) -> None:
    await place.register("THEIRS", place.other_id)
    await place.replace("THEIRS")
    after = await place.device()
    assert (after["serial"], bool(after["served"])) == ("THEIRS", False)
    (told,) = await place.told(PLATFORM)
    assert (told["event"], told["serial_number"]) == ("device.identity_changed", "THEIRS")


@on_sqlite
async def test_the_job_is_over_when_the_new_box_came(place: Place) -> None:
    """Nobody shall be at this device, so there are no people to wait for."""
    job = await place.replace("NEW")
    assert await place.progress(job) == ("running", {"box": "waiting", "people": "succeeded"})
    place.now += SETTLE_US
    await place.seen()
    assert await place.progress(job) == ("succeeded", {"box": "succeeded", "people": "succeeded"})


@on_sqlite
async def test_a_last_word_of_the_old_box_is_not_taken_for_the_new_one(place: Place) -> None:
    """Another process may serve it until it has heard of the replacement."""
    job = await place.replace("NEW")
    place.now += SETTLE_US - 1
    await place.seen()
    assert (await place.progress(job))[1]["box"] == "waiting"


async def test_the_people_are_there_when_none_is_left_to_be_written(place: Place) -> None:
    await place.somebody()
    job = await place.replace("NEW")
    place.now += SETTLE_US
    await place.seen()
    assert await place.progress(job) == ("running", {"box": "succeeded", "people": "waiting"})

    async def compared(*statuses: str) -> None:
        def unit(conn: sa.Connection) -> None:
            conn.execute(person_sync.delete().where(person_sync.c.tenant_id == place.tenant_id))
            conn.execute(
                device_people.update()
                .where(device_people.c.tenant_id == place.tenant_id)
                .values(changed_at=None, compared_at=place.now)
            )
            for number, status in enumerate(statuses):
                conn.execute(
                    person_sync.insert().values(
                        tenant_id=place.tenant_id, device_id=place.device_id, pin=str(number),
                        wanted="present", status=status, changed_at=place.now,
                    )
                )  # fmt: skip

        await place.store.write(unit)

    await compared("sent", "failed")
    assert (await place.progress(job))[1]["people"] == "waiting"
    await compared()
    assert await place.progress(job) == ("succeeded", {"box": "succeeded", "people": "succeeded"})

    again = await place.replace("NEWER")
    place.now += SETTLE_US
    await place.seen()
    await compared("failed")
    assert await place.progress(again) == ("partially_failed", {"box": "succeeded", "people": "failed"})


@on_sqlite
async def test_a_job_whose_box_is_replaced_again_or_deleted_has_failed(place: Place) -> None:
    await place.somebody()
    first = await place.replace("NEW")
    second = await place.replace("NEWER")
    assert await place.progress(first) == ("failed", {"box": "failed", "people": "failed"})
    await place.retire(place.device_id)
    assert await place.progress(second) == ("failed", {"box": "failed", "people": "failed"})


@on_sqlite
async def test_who_cancels_the_job_stops_the_waiting(place: Place) -> None:
    await place.somebody()
    job = await place.replace("NEW")
    await place.store.write(lambda conn: jobs.cancel(conn, place.tenant_id, job["id"]))
    assert await place.progress(job) == ("cancelled", {"box": "cancelled", "people": "cancelled"})
    assert (await place.device())["serial"] == "NEW"

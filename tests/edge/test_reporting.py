"""What terminals report is stored as it is there now, in order, once, and told once."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from edge import admission, tenants
from edge.devices import Directory
from edge.feed import Feed
from edge.ingest import Ingest, PunchDraft, Source, Upload
from edge.reporting import LATE_US, Holdings, close_list
from edge.reports import CredentialDraft, FactDraft, GoneDraft, PersonDraft, PhotoDraft, Reports
from edge.store import Store, open_store
from edge.store.events import START
from edge.store.ids import now_us
from edge.store.people_tables import device_credential, device_people, device_person, photo, template

FINGER, FACE = 1, 9
NOW = 1_791_190_800_000_000
PORTRAIT = b"\xff\xd8\xffportrait"


@dataclass
class Glass:
    """A vault that anybody can look into, and that counts what it seals."""

    sealed: list[str] = field(default_factory=list)

    def within(self, conn: sa.Connection) -> Glass:
        return self

    def seal(self, tenant_id: int, purpose: str, row: str, content: bytes) -> tuple[int, bytes]:
        self.sealed.append(f"{tenant_id}|{purpose}|{row}")
        return 3, b"sealed:" + content


@dataclass
class Desk:
    """An edge's writer with two terminals, S0 and S1."""

    store: Store
    ingest: Ingest
    directory: Directory
    vault: Glass
    clock: int = NOW

    def source(self, serial: str = "S0") -> Source:
        device = self.directory.known(serial)
        assert device is not None
        return device.source

    async def report(self, *people: Any, serial: str = "S0", **more: Any) -> None:
        """An upload a second after the one before."""
        self.clock += 1_000_000
        reports = Reports(people=people, **more)
        await self.ingest.submit(Upload(self.source(serial), self.clock, "OPERLOG", reports=reports))

    async def rows(self, table: sa.Table, *columns: str, serial: str = "S0") -> list[tuple[Any, ...]]:
        statement = (
            sa.select(*(table.c[name] for name in columns))
            .where(table.c.tenant_id == 1, table.c.device_id == self.source(serial).device_id)
            .order_by(*table.primary_key.columns)
        )
        return await self.store.read(lambda conn: [tuple(row) for row in conn.execute(statement)])

    async def told(self) -> list[dict[str, Any]]:
        page = await Feed(self.store).page(1, START, 10_000)
        return [json.loads(row.body) for row in page]


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    store = await open_store(database_url)

    def unit(conn: sa.Connection) -> None:
        tenant, _ = tenants.ensure_default(conn, store.ids, now=now_us())
        for serial in ("S0", "S1"):
            admission.register(conn, store.ids, tenant["id"], serial=serial, now=now_us())

    await store.write(unit)
    directory = Directory(store, None)
    await directory.load()
    vault = Glass()
    yield Desk(store, Ingest(store, vault), directory, vault)
    await store.close()


def fact(name: str) -> FactDraft:
    return FactDraft("operation", name.encode(), NOW, "2026-10-05T09:00:00", {"word": name, "code": 4})


def finger(pin: str, number: int = 0, **more: Any) -> CredentialDraft:
    return CredentialDraft(pin, FINGER, number, **more)


def punch(number: int) -> PunchDraft:
    return PunchDraft(
        number.to_bytes(16, "big"), str(number), number, 0, "UTC", "ok", 0, 1, "fingerprint",
        None, None, None, None,
    )  # fmt: skip


async def test_what_was_not_said_stays_as_it_was_known(desk: Desk) -> None:
    await desk.report(PersonDraft("1", "Amina", "123", "admin", {"group": "1", "verify": 4}))
    await desk.report(PersonDraft("1", card=""))
    await desk.report(PersonDraft("1", details={"verify": None, "timezones": "0001"}))
    assert await desk.rows(device_person, "pin", "name", "card", "privilege", "details") == [
        ("1", "Amina", "", "admin", {"group": "1", "timezones": "0001"})
    ]


async def test_a_person_deleted_and_made_again_is_there_without_what_it_had(desk: Desk) -> None:
    await desk.report(PersonDraft("1", "Amina", "123"), finger("1"))
    await desk.report(GoneDraft("1"), PersonDraft("1", "Ben"))
    assert await desk.rows(device_person, "pin", "name", "card") == [("1", "Ben", None)]
    assert await desk.rows(device_credential, "pin") == []
    await desk.report(PersonDraft("1", "Cleo"), GoneDraft("1"))
    assert await desk.rows(device_person, "pin") == []


async def test_what_is_gone_may_be_one_finger_a_kind_or_everybody(desk: Desk) -> None:
    await desk.report(
        PersonDraft("1", "Amina"), finger("1", 0), finger("1", 1), CredentialDraft("1", FACE, 0), finger("2")
    )
    await desk.report(GoneDraft("1", FINGER, 1))
    assert await desk.rows(device_credential, "pin", "kind", "number") == [
        ("1", FINGER, 0),
        ("1", FACE, 0),
        ("2", FINGER, 0),
    ]
    await desk.report(GoneDraft("1", FINGER))
    assert await desk.rows(device_credential, "pin", "kind") == [("1", FACE), ("2", FINGER)]
    await desk.report(GoneDraft(None))
    assert await desk.rows(device_credential, "pin") == await desk.rows(device_person, "pin") == []


async def test_a_deletion_told_again_deletes_nothing_that_came_since(desk: Desk) -> None:
    deleted_at = desk.clock
    gone = GoneDraft("1", at=deleted_at)
    await desk.report(PersonDraft("1", "Amina"), gone)
    assert await desk.rows(device_person, "pin") == []
    desk.clock += 2 * LATE_US
    await desk.report(PersonDraft("1", "Amina"), finger("1"))
    await desk.report(gone)
    assert await desk.rows(device_person, "pin") == await desk.rows(device_credential, "pin") == [("1",)]
    await desk.report(GoneDraft("1", at=desk.clock))
    assert await desk.rows(device_person, "pin") == []


async def test_who_is_not_in_a_full_list_is_gone(desk: Desk) -> None:
    await desk.report(PersonDraft("1", "Amina"), PersonDraft("2", "Ben"), finger("2"), finger("1"))
    await desk.report(PersonDraft("1", "Amina"), PersonDraft("3", "Cleo"), listed=True)
    assert await desk.rows(device_person, "pin") == [("1",), ("3",)]
    assert await desk.rows(device_credential, "pin") == [("1",)]
    assert await desk.rows(device_people, "listed_at") == [(desk.clock,)]
    await desk.report(listed=True)
    assert await desk.rows(device_person, "pin") == []


async def test_a_list_is_closed_only_where_as_many_were_named_as_were_announced(desk: Desk) -> None:
    await desk.report(PersonDraft("1", "Amina"), PersonDraft("2", "Ben"), finger("2"), finger("1"))
    asked = desk.clock + 1
    await desk.report(PersonDraft("1", "Amina"))
    await desk.report(PersonDraft("3", "Cleo"))
    source = desk.source()

    async def closed(announced: int) -> bool:
        return await desk.store.write(
            lambda conn: close_list(
                conn, (source.tenant_id, source.device_id), since=asked, announced=announced, now=desk.clock
            )
        )

    assert not await closed(3)
    assert await desk.rows(device_people, "listed_at") == [(None,)]
    assert await closed(2)
    assert await desk.rows(device_person, "pin") == [("1",), ("3",)]
    assert await desk.rows(device_credential, "pin") == [("1",)]
    assert await desk.rows(device_people, "listed_at", "changed_at") == [(desk.clock, desk.clock)]


async def test_only_what_is_new_wakes_the_comparison(desk: Desk) -> None:
    drafts = (PersonDraft("1", "Amina", details={"verify": None}), finger("1", major=10))
    await desk.report(*drafts)
    (changed,) = await desk.rows(device_people, "changed_at")
    await desk.report(*drafts)
    assert await desk.rows(device_people, "changed_at") == [changed]
    assert await desk.rows(device_person, "reported_at") == [(desk.clock,)]
    await desk.report(finger("1", major=13))
    assert await desk.rows(device_people, "changed_at") == [(desk.clock,)]


async def test_facts_are_told_once_with_gapless_numbers_behind_the_punches(desk: Desk) -> None:
    for _ in range(2):
        upload = Upload(
            desk.source(),
            desk.clock,
            "OPERLOG",
            [punch(1), punch(2)],
            reports=Reports([fact("a"), fact("b")]),
        )
        others = Upload(desk.source("S1"), desk.clock, "OPERLOG", reports=Reports([fact("a")]))
        await asyncio.gather(desk.ingest.submit(upload), desk.ingest.submit(others))
    await desk.report(facts=[fact("c"), fact("c")])
    told = [body for body in await desk.told() if body["event"] != "device.registered"]
    of_s0 = [body for body in told if body["device"]["serial_number"] == "S0"]
    assert [body.get("word") or body["employee_id"] for body in of_s0] == ["1", "2", "a", "b", "c"]
    assert [body["sequence"] for body in of_s0] == [2, 3, 4, 5, 6]
    assert [body["word"] for body in told if body["device"]["serial_number"] == "S1"] == ["a"]
    shown = of_s0[2]
    assert {name: shown[name] for name in ("event", "kind", "at", "local_time", "code")} == {
        "event": "device.event",
        "kind": "operation",
        "at": "2026-10-05T09:00:00.000Z",
        "local_time": "2026-10-05T09:00:00",
        "code": 4,
    }
    assert shown["device"] == {
        "id": desk.source().device_public_id,
        "serial_number": "S0",
        "name": desk.source().name,
        "site": "Unassigned",
        "status": "online",
        "last_seen": "2026-10-05T09:00:00.000Z",
    }


async def test_templates_are_sealed_once_for_the_whole_tenant(desk: Desk) -> None:
    drafts = [finger("1", n, major=10, format=0, content=b"abcd") for n in (0, 1)]
    await desk.report(*drafts)
    await desk.report(*drafts, serial="S1")
    assert desk.vault.sealed == ["1|template|1/1/0/0/10", "1|template|1/1/1/0/10"]
    await desk.report(finger("1", 0, major=10, content=b"efgh"), finger("1", 1, major=12, content=b"abcd"))
    kept = await desk.store.read(
        lambda conn: sorted(
            map(tuple, conn.execute(sa.select(template.c.number, template.c.major, template.c.sealed)))
        )
    )
    assert kept == [(0, 10, b"sealed:efgh"), (1, 10, b"sealed:abcd"), (1, 12, b"sealed:abcd")]
    said_again = finger("1", 0, major=10)
    before = await desk.rows(device_credential, "digest")
    await desk.report(said_again)
    assert await desk.rows(device_credential, "digest") == before


async def test_photos_are_kept_once_and_a_portrait_replaces_the_one_before(desk: Desk) -> None:
    taken = PhotoDraft("attendance", "1", NOW, PORTRAIT)
    await desk.report(photos=[taken, PhotoDraft("attendance", "1", NOW + 1, PORTRAIT)])
    await desk.report(photos=[taken, PhotoDraft("denied", "", NOW, PORTRAIT)])
    await desk.report(photos=[PhotoDraft("person", "1", None, PORTRAIT)])
    await desk.report(photos=[PhotoDraft("person", "1", None, PORTRAIT + b"!")])
    await desk.report(photos=[PhotoDraft("enrolment", "1", None, PORTRAIT)])
    assert await desk.rows(photo, "purpose", "pin", "taken_at", "sealed", "key_version") == [
        ("attendance", "1", NOW, b"sealed:" + PORTRAIT, 3),
        ("attendance", "1", NOW + 1, b"sealed:" + PORTRAIT, 3),
        ("denied", "", NOW, b"sealed:" + PORTRAIT, 3),
        ("person", "1", None, b"sealed:" + PORTRAIT + b"!", 3),
        ("enrolment", "1", None, b"sealed:" + PORTRAIT, 3),
    ]
    assert len(desk.vault.sealed) == 6


async def test_without_a_vault_nothing_of_a_body_is_kept(desk: Desk) -> None:
    desk.ingest = Ingest(desk.store)
    await desk.report(finger("1", content=b"abcd"), photos=[PhotoDraft("person", "1", None, PORTRAIT)])
    assert await desk.rows(device_credential, "pin", "digest") == [("1", None)]
    assert await desk.rows(template, "pin") == await desk.rows(photo, "pin") == []


async def test_an_upload_that_cannot_be_stored_takes_none_of_its_neighbours_with_it(desk: Desk) -> None:
    unsafe = FactDraft("operation", b"x", NOW, None, {"values": [2**60]})
    good = Upload(desk.source("S1"), NOW, "OPERLOG", reports=Reports([fact("good")]))
    bad = Upload(desk.source(), NOW, "OPERLOG", reports=Reports([unsafe]))
    outcome = await asyncio.gather(desk.ingest.submit(bad), desk.ingest.submit(good), return_exceptions=True)
    assert isinstance(outcome[0], ValueError)
    assert [body["word"] for body in await desk.told() if body["event"] == "device.event"] == ["good"]


async def test_five_thousand_people_take_no_seconds(desk: Desk) -> None:
    people: Sequence[Any] = [
        draft
        for number in range(5_000)
        for draft in (
            PersonDraft(str(number), f"Person {number}", "1", "user", {"group": "1"}),
            finger(str(number)),
        )
    ]
    # A disk that is busy elsewhere holds one up, not three; what grows with the square holds up all.
    for what, report in (
        ("people and fingers", lambda _: desk.report(*people)),
        ("facts", lambda turn: desk.report(facts=[fact(f"{turn}/{number}") for number in range(5_000)])),
    ):
        took = []
        for turn in range(3):
            begun = time.perf_counter()
            await report(turn)
            took.append(time.perf_counter() - begun)
        print(f"{desk.store.dialect}: 5,000 {what} in {', '.join(f'{s * 1000:.0f}' for s in took)} ms")
        assert min(took) < 5
    assert (
        len(await desk.rows(device_person, "pin")) == len(await desk.rows(device_credential, "pin")) == 5_000
    )


PINS = st.sampled_from("123")
DRAFTS = st.one_of(
    st.builds(PersonDraft, PINS, st.none() | st.sampled_from(["Amina", "Ben"]), st.none() | st.just("7")),
    st.builds(CredentialDraft, PINS, st.sampled_from([FINGER, FACE]), st.integers(0, 1)),
    st.builds(
        GoneDraft,
        st.none() | PINS,
        st.none() | st.sampled_from([FINGER, FACE]),
        st.none() | st.integers(0, 1),
    ),
)


@given(st.lists(st.lists(DRAFTS, max_size=8), max_size=4))
def test_who_holds_what_depends_on_the_order_of_reports_not_on_how_they_are_parted(
    uploads: list[list[Any]],
) -> None:
    apart = Holdings({}, {})
    for number, upload in enumerate(uploads):
        apart = Holdings(apart.people, apart.credentials)
        for draft in upload:
            apart.take(draft, NOW + number, sealing=False)
    together = Holdings({}, {})
    for draft in (draft for upload in uploads for draft in upload):
        together.take(draft, NOW, sealing=False)
    assert {pin: row["name"] for pin, row in apart.people.items()} == {
        pin: row["name"] for pin, row in together.people.items()
    }
    assert apart.credentials.keys() == together.credentials.keys()
    assert apart.said_of <= apart.credentials.keys()
    assert apart.said <= apart.people.keys()

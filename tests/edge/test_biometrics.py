"""Templates are kept sealed, reach the terminals that lack them and can use them, and go when purged."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from edge import admission, biometrics, commands, employees, tenants
from edge.biometrics import TemplateUnavailable
from edge.command_steps import intent_of
from edge.devices import Directory
from edge.employees import Draft
from edge.ingest import Ingest, Upload
from edge.master_keys import MasterKeyFile
from edge.push.delivery import take
from edge.push.fitting import TerminalFitting
from edge.push.terminal import Terminal
from edge.reports import CredentialDraft, PersonDraft, PhotoDraft, Reports
from edge.store import Store, devices, open_store
from edge.store import commands as command_rows
from edge.store.ids import now_us
from edge.store.people_tables import device_credential, photo, template
from edge.store.schema import device
from edge.template_rounds import DAY_US, LEAVERS_DAYS, TemplateRounds
from edge.upkeep_intents import StoreTemplate
from edge.vault import Vault

FINGER, FACE = 1, 9
CANARY = base64.b64encode(b"canary of a finger " * 8)
JPEG = b"\xff\xd8\xff canary of a face"
OPTIONS = {"FPVersion": "10", "FingerFunOn": "1", "FaceFunOn": "0", "~PIN2Width": "9"}


@dataclass
class House:
    """An edge that keeps templates, with the terminals A, B and C, and the employee 7 at all of them."""

    store: Store
    vault: Vault
    ingest: Ingest
    directory: Directory
    rounds: TemplateRounds
    given: list[tuple[int, int]]
    clock: int

    def internal(self, serial: str) -> int:
        known = self.directory.known(serial)
        assert known is not None
        return known.source.device_id

    async def report(self, serial: str, *people: Any, photos: tuple[PhotoDraft, ...] = ()) -> None:
        known = self.directory.known(serial)
        assert known is not None
        reports = Reports(people=people, photos=photos)
        await self.ingest.submit(Upload(known.source, self.clock, "OPERLOG", reports=reports))

    async def device(self, serial: str, **values: Any) -> sa.RowMapping:
        """The row of a device, changed before."""
        device_id = self.internal(serial)

        def unit(conn: sa.Connection) -> sa.RowMapping:
            if values:
                conn.execute(
                    device.update().where(device.c.tenant_id == 1, device.c.id == device_id).values(**values)
                )
            row = devices.by_id(conn, 1, device_id)
            assert row is not None
            return row

        return await self.store.write(unit)

    async def commands(self, serial: str) -> list[sa.RowMapping]:
        """What a device was given, in that order."""
        only = {self.internal(serial)}
        found = await self.store.read(
            lambda conn: command_rows.page(conn, 1, before=None, limit=1000, device_ids=only)
        )
        return list(reversed(found))

    async def given_templates(self, serial: str) -> list[tuple[str, int]]:
        """Whose finger a device is to be given."""
        return [
            (row["params"]["pin"], row["params"]["number"])
            for row in await self.commands(serial)
            if row["command"] == "store_template"
        ]

    async def count(self, table: sa.Table) -> int:
        statement = sa.select(sa.func.count()).select_from(table)
        return await self.store.read(lambda conn: int(conn.execute(statement).scalar_one()))

    async def end(self, row: sa.RowMapping, status: Any = "succeeded", **said: Any) -> None:
        """A device says what became of a command."""

        def unit(conn: sa.Connection) -> None:
            device_row = devices.by_id(conn, 1, row["device_id"])
            assert device_row is not None
            commands.finish(
                conn, self.store.ids, row, device_row, status, now=self.clock, speaking=True, **said
            )

        await self.store.write(unit)

    async def employee(self, pin: str = "7", **values: Any) -> Mapping[str, Any]:
        places = {self.internal(serial) for serial in "ABC"}
        draft = Draft(pin, {"pin": pin, **values}, devices=places)
        saved = await self.store.write(
            lambda conn: employees.save(conn, self.store.ids, 1, [draft], now=self.clock)
        )
        assert saved[0].after is not None
        return saved[0].after

    async def purge(self, employee: Mapping[str, Any]) -> biometrics.Purge:
        return await self.store.write(
            lambda conn: biometrics.purge(
                conn, self.store.ids, employee, commands.enqueue, actor="key_1", now=self.clock
            )
        )

    async def last_purge(self, name: str = "7") -> biometrics.Purge:
        found = await self.store.read(lambda conn: biometrics.last_purge(conn, 1, name))
        assert found is not None
        return found


@pytest.fixture
async def house(database_url: str, tmp_path: Path) -> AsyncIterator[House]:
    store = await open_store(database_url)

    def unit(conn: sa.Connection) -> None:
        tenant, _ = tenants.ensure_default(conn, store.ids, now=now_us())
        for serial in "ABC":
            admission.register(conn, store.ids, tenant["id"], serial=serial, now=now_us())
        values = {"options": OPTIONS, "push_version": "2.4.1", "dialect": "att", "private": True}
        conn.execute(device.update().where(device.c.tenant_id == 1).values(**values))

    await store.write(unit)
    directory = Directory(store, None)
    await directory.load()
    vault = Vault(MasterKeyFile(tmp_path, environment={}))
    given: list[tuple[int, int]] = []
    made = House(store, vault, Ingest(store, vault), directory, None, given, now_us())  # type: ignore[arg-type]  # made next
    made.rounds = TemplateRounds(
        store,
        "test",
        commands.enqueue,
        lambda row, kind, major: TerminalFitting(row).takes(kind, major),
        given.append,
        photo_days=30,
        wall=lambda: made.clock,
    )
    await made.employee()
    for serial in "ABC":
        await made.report(serial, PersonDraft("7", "Amina"))
    yield made
    await store.close()


def finger(pin: str = "7", number: int = 0, *, major: int = 10, **more: Any) -> CredentialDraft:
    return CredentialDraft(pin, FINGER, number, major=major, **{"content": CANARY, **more})


# --- copies


async def test_a_finger_enrolled_at_one_terminal_reaches_the_others(house: House) -> None:
    await house.report("A", finger())
    assert await house.rounds.give() == 2
    assert [await house.given_templates(serial) for serial in "ABC"] == [[], [("7", 0)], [("7", 0)]]
    assert sorted(house.given) == sorted((1, house.internal(serial)) for serial in "BC")
    assert await house.rounds.give() == 0, "what is under way is not given again"


async def test_what_leaves_is_the_template_as_it_came(house: House) -> None:
    await house.report("A", finger(duress=True))
    await house.rounds.give()
    terminal = Terminal("B", push_version="2.4.1", options=OPTIONS)
    taken = await house.store.write(
        lambda conn: take(
            conn, house.store.ids, (1, house.internal("B")), terminal, house.clock, house.vault, True
        )
    )
    assert b"DATA UPDATE FINGERTMP PIN=7\tFID=0" in taken.body
    assert b"TMP=" + CANARY in taken.body
    assert b"Valid=3" in taken.body


async def test_a_terminal_that_calls_in_clear_is_given_nothing(house: House) -> None:
    await house.device("B", private=False)
    await house.report("A", finger())
    assert await house.rounds.give() == 1
    assert [await house.given_templates(serial) for serial in "BC"] == [[], [("7", 0)]]
    await house.device("B", private=True)
    assert await house.rounds.give() == 1


async def test_a_template_that_waits_does_not_leave_in_clear(house: House) -> None:
    await house.report("A", finger())
    await house.rounds.give()
    terminal = Terminal("B", push_version="2.4.1", options=OPTIONS)
    key = (1, house.internal("B"))
    taken = await house.store.write(
        lambda conn: take(conn, house.store.ids, key, terminal, house.clock, house.vault, private=False)
    )
    assert b"FINGERTMP" not in taken.body
    (row,) = await house.commands("B")
    assert (row["status"], row["error_code"]) == ("failed", "template_unavailable")
    assert "biometrics_allowed_networks" in row["error"]


async def test_no_command_holds_a_template(house: House) -> None:
    await house.report("A", finger())
    await house.rounds.give()
    (row,) = await house.commands("B")
    assert CANARY.decode() not in str(dict(row))
    intent = intent_of(row)
    assert isinstance(intent, StoreTemplate)
    assert intent.text.startswith("kept/")


async def test_a_template_deleted_meanwhile_does_not_leave(house: House) -> None:
    await house.report("A", finger())
    await house.rounds.give()
    await house.store.write(lambda conn: conn.execute(template.delete()))
    terminal = Terminal("B", push_version="2.4.1", options=OPTIONS)
    taken = await house.store.write(
        lambda conn: take(
            conn, house.store.ids, (1, house.internal("B")), terminal, house.clock, house.vault, True
        )
    )
    assert b"FINGERTMP" not in taken.body
    (row,) = await house.commands("B")
    assert (row["status"], row["error_code"]) == ("failed", "template_unavailable")


async def test_a_template_put_in_place_of_another_does_not_leave(house: House) -> None:
    """Somebody with access to the database alone cannot make one person's finger open for another."""
    await house.employee("8")
    await house.report("B", PersonDraft("8", "Ben"))
    await house.report("A", finger(), finger("8", content=base64.b64encode(b"of another" * 9)))
    theirs = sa.select(template.c.sealed).where(template.c.tenant_id == 1, template.c.pin == "8")
    ours = template.update().where(template.c.tenant_id == 1, template.c.pin == "7")
    await house.store.write(lambda conn: conn.execute(ours.values(sealed=theirs.scalar_subquery())))
    await house.rounds.give()
    intents = {row["params"]["pin"]: intent_of(row) for row in await house.commands("B")}
    filled = await house.store.read(lambda conn: biometrics.filled(conn, house.vault, 1, intents["8"]))
    assert isinstance(filled, StoreTemplate)
    assert base64.b64decode(filled.text) == b"of another" * 9
    with pytest.raises(TemplateUnavailable, match="does not open"):
        await house.store.read(lambda conn: biometrics.filled(conn, house.vault, 1, intents["7"]))


async def test_what_is_no_template_is_not_given_and_not_shown(house: House) -> None:
    await house.report("A", finger(content=b"secret\twith a tab"))
    await house.rounds.give()
    (row,) = await house.commands("B")
    with pytest.raises(TemplateUnavailable) as refused:
        await house.store.read(lambda conn: biometrics.filled(conn, house.vault, 1, intent_of(row)))
    assert "secret" not in repr(refused.value) + repr(refused.value.__cause__)


@pytest.mark.parametrize(
    "draft",
    [finger(major=9), finger(major=0), CredentialDraft("7", FACE, 0, major=10, content=CANARY)],
    ids=["another version", "a version nobody told", "a kind it does not take"],
)
async def test_only_what_a_terminal_can_use_is_given(house: House, draft: CredentialDraft) -> None:
    await house.report("A", draft)
    assert await house.rounds.give() == 0


async def test_terminals_that_do_not_say_their_version_are_given_nothing(house: House) -> None:
    await house.report("A", finger())
    await house.device("B", options={})
    assert await house.rounds.give() == 1
    assert await house.given_templates("B") == []


async def test_a_finger_that_is_there_is_left_alone_whatever_it_looks_like(house: House) -> None:
    await house.report("B", finger(content=None))
    await house.report("C", finger(content=base64.b64encode(b"another picture of it" * 5)))
    await house.report("A", finger(), finger(number=1))
    await house.rounds.give()
    assert await house.given_templates("B") == [("7", 1)]
    assert await house.given_templates("C") == [("7", 1)]


async def test_strangers_are_copied_nowhere(house: House) -> None:
    """The same PIN on two terminals nobody manages may be two persons."""
    await house.report("A", PersonDraft("99"), finger("99"))
    await house.report("B", PersonDraft("99"))
    assert await house.rounds.give() == 0


async def test_only_terminals_that_hold_the_person_and_shall_are_given_it(house: House) -> None:
    await house.employee("8")
    await house.report("A", PersonDraft("8"), finger("8"))
    assert await house.rounds.give() == 0, "B and C do not hold 8 yet"
    await house.report("B", PersonDraft("8"))
    await house.employee("8", active=False)
    assert await house.rounds.give() == 0, "8 shall be nowhere now"
    await house.employee("8", active=True)
    assert await house.rounds.give() == 1


@pytest.mark.parametrize("values", [{"conflicted_at": 1}, {"state": "suspended"}, {"state": "retired"}])
async def test_terminals_that_are_not_served_are_given_nothing(house: House, values: dict[str, Any]) -> None:
    await house.report("A", finger())
    await house.device("B", **values)
    await house.rounds.give()
    assert await house.given_templates("B") == []
    assert await house.given_templates("C") == [("7", 0)]


async def test_a_terminal_that_took_it_has_it_until_it_says_otherwise(house: House) -> None:
    await house.report("A", finger())
    await house.rounds.give()
    (row,) = await house.commands("B")
    await house.end(row)
    assert await house.count(device_credential) == 2
    house.clock += 8 * DAY_US
    await house.rounds.give()
    assert len(await house.given_templates("B")) == 1


async def test_what_a_terminal_refused_is_given_again_after_a_week(house: House) -> None:
    await house.report("A", finger())
    await house.rounds.give()
    (row,) = await house.commands("B")
    await house.end(row, "failed", code="no_space", message="It is full.")
    house.clock += 6 * DAY_US
    await house.rounds.give()
    assert len(await house.given_templates("B")) == 1
    house.clock += 2 * DAY_US
    await house.rounds.give()
    assert len(await house.given_templates("B")) == 2


async def test_what_a_terminal_never_fetched_is_given_again(house: House) -> None:
    await house.report("A", finger())
    await house.rounds.give()
    (row,) = await house.commands("B")
    await house.end(row, "expired", code="not_fetched", message="It was away.")
    await house.rounds.give()
    assert len(await house.given_templates("B")) == 2


async def test_many_templates_are_given_some_at_a_time(house: House) -> None:
    people = [str(number) for number in range(100, 170)]
    for pin in people:
        await house.employee(pin)
    await house.report("B", *(PersonDraft(pin) for pin in people))
    await house.report("A", *(PersonDraft(pin) for pin in people), *(finger(pin) for pin in people))
    await house.rounds.give()
    assert len(await house.given_templates("B")) == biometrics.AT_ONCE
    await house.rounds.give()
    assert len(await house.given_templates("B")) == biometrics.AT_ONCE
    for row in await house.commands("B"):
        await house.end(row)
    await house.rounds.give()
    assert len(await house.given_templates("B")) == len(people)


# --- purging


async def test_a_purge_is_complete_when_every_terminal_has_confirmed_it(house: House) -> None:
    employee = await house.employee()
    portrait = PhotoDraft("person", "7", None, JPEG)
    await house.report("A", finger(), finger(number=1), photos=(portrait,))
    await house.report("A", finger("8"))
    purge = await house.purge(employee)
    assert (purge.row["templates"], purge.row["photos"], purge.complete) == (2, 1, False)
    assert [entry.status for entry in purge.devices] == ["pending"] * 3
    assert await house.count(template) == 1, "that of 8 stays"
    for number, serial in enumerate("ABC", 1):
        assert not (await house.last_purge()).complete
        (row,) = await house.commands(serial)
        assert (row["command"], row["params"]) == ("delete_biometrics", {"pin": "7"})
        house.clock += number
        await house.end(row)
    purge = await house.last_purge()
    assert purge.complete
    assert purge.completed_at == house.clock
    assert await house.count(device_credential) == 1


async def test_a_terminal_that_fails_is_told_of(house: House) -> None:
    purge = await house.purge(await house.employee())
    (row,) = await house.commands("B")
    await house.end(row, "failed", code="busy", message="It is busy.")
    (row,) = await house.commands("A")
    await house.end(row)
    purge = await house.last_purge()
    entries = {entry.device_id: entry for entry in purge.devices}
    assert entries[house.internal("A")].status == "done"
    failed = entries[house.internal("B")]
    assert (failed.status, failed.code, failed.message) == ("failed", "busy", "It is busy.")
    assert entries[house.internal("C")].status == "pending"
    assert not purge.complete


@pytest.mark.parametrize("values", [{"conflicted_at": 1}, {"state": "retired"}])
async def test_a_terminal_that_cannot_be_told_keeps_a_purge_from_being_complete(
    house: House, values: dict[str, Any]
) -> None:
    employee = await house.employee()
    await house.device("B", **values)
    await house.purge(employee)
    for serial in "AC":
        await house.end((await house.commands(serial))[0])
    purge = await house.last_purge()
    (untold,) = (entry for entry in purge.devices if entry.status != "done")
    assert (untold.device_id, untold.status, untold.code) == (house.internal("B"), "failed", "not_told")
    assert not purge.complete


async def test_a_purge_repeated_does_not_repeat_what_is_under_way(house: House) -> None:
    employee = await house.employee()
    first = await house.purge(employee)
    await house.end((await house.commands("A"))[0], "expired", code="no_answer", message="Silent.")
    second = await house.purge(employee)
    before = {entry.device_id: entry.command_id for entry in first.devices}
    after = {entry.device_id: entry.command_id for entry in second.devices}
    for serial in "BC":
        assert after[house.internal(serial)] == before[house.internal(serial)]
    assert after[house.internal("A")] != before[house.internal("A")]
    assert second.row["id"] != first.row["id"]


async def test_nothing_comes_back_while_a_purge_is_under_way(house: House) -> None:
    await house.report("A", finger())
    await house.purge(await house.employee())
    await house.end((await house.commands("A"))[0])
    await house.report("B", finger())  # it had not heard yet
    assert await house.rounds.give() == 0
    await house.end((await house.commands("B"))[0])
    assert await house.count(template) == 0, "what B sent before it knew"
    await house.end((await house.commands("C"))[0])
    assert await house.rounds.give() == 0
    await house.report("A", finger())  # enrolled anew
    assert await house.rounds.give() == 2


async def test_a_purge_is_remembered_after_the_employee_is_gone(house: House) -> None:
    employee = await house.employee()
    await house.purge(employee)

    def remove(conn: sa.Connection) -> None:
        employees.remove(conn, 1, employees.existing(conn, 1, "7"), now=house.clock)

    await house.store.write(remove)
    assert (await house.last_purge("7")).row["id"] == (await house.last_purge(employee["public_id"])).row[
        "id"
    ]


async def test_what_is_purged_is_not_in_the_file_any_more(house: House, tmp_path: Path) -> None:
    if house.store.dialect != "sqlite":
        pytest.skip("PostgreSQL overwrites when it vacuums")
    # As most builds of SQLite have it.
    await house.store.write(lambda conn: conn.exec_driver_sql("PRAGMA secure_delete = OFF").close())
    await house.report("A", finger())
    sealed = await house.store.read(
        lambda conn: bytes(conn.execute(sa.select(template.c.sealed)).scalar_one())
    )
    await house.purge(await house.employee())
    await house.store.close()
    content = (tmp_path / "punchdeck.db").read_bytes()
    assert sealed not in content
    assert CANARY not in content


# --- letting go


async def test_of_those_who_left_nothing_is_kept_for_long(house: House) -> None:
    day = house.clock // DAY_US * DAY_US
    await house.employee("8", valid_to=day + DAY_US)
    await house.report("A", finger(), finger("8"), photos=(PhotoDraft("enrolment", "8", None, JPEG),))
    assert await house.rounds.forget() == 0
    house.clock = day + (LEAVERS_DAYS + 2) * DAY_US
    assert await house.rounds.forget() == 2
    pins = await house.store.read(lambda conn: list(conn.scalars(sa.select(template.c.pin))))
    assert pins == ["7"]
    await house.store.write(lambda conn: employees.remove(conn, 1, employees.existing(conn, 1, "7"), now=0))
    assert await house.rounds.forget() == 0, "terminals still hold 7"
    assert await house.count(photo) == 0


async def test_one_process_at_a_time_makes_the_rounds(house: House) -> None:
    await house.report("A", finger())
    other = TemplateRounds(
        house.store, "other", commands.enqueue, lambda row, kind, major: True, house.given.append, 30
    )
    await house.rounds.forget()  # takes the lease
    assert await other.give() == 0
    assert await house.rounds.give() == 2

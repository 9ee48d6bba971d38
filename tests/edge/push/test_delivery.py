"""Commands on their way to a terminal and back: what leaves, in which order, how often, and what its results
make of it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import sqlalchemy as sa

from edge import admission, commands, dialects, tenants
from edge import intents as wanted
from edge.clocks import Clocks
from edge.devices import Device, Directory
from edge.feed import Feed
from edge.ingest import PunchDraft
from edge.intents import Intent
from edge.open_commands import OpenCommands
from edge.push.attendance.records import CommandResult
from edge.push.attendance.results import parse_results
from edge.push.choosing import ATTEMPTS, LEASE_S
from edge.push.delivery import Delivery, settle, take
from edge.push.identity import Identity
from edge.push.terminal import Terminal
from edge.store import Store, devices, open_store
from edge.store import commands as rows
from edge.store.command_tables import device_lines
from edge.store.events import START
from edge.store.ids import now_us
from edge.store.people_tables import device_people, device_person
from edge.store.schema import device, device_presence
from edge.upkeep_intents import DeleteBiometrics
from tests.edge.push.terminals import CONTROLLER, MAIN, OLD

SECOND = 1_000_000
HOUR = 3600 * SECOND
OPEN = wanted.UnlockDoor()
INFO = wanted.FetchInfo()
RESTART = wanted.Restart()


def volume(level: int) -> Intent:
    return wanted.UpdateSettings(volume=level)


def person(pin: str, **more: Any) -> wanted.EnrollEmployee:
    return wanted.EnrollEmployee(employee_id=pin, **more)


def crowd(count: int, first: int = 1) -> wanted.SyncEmployees:
    return wanted.SyncEmployees(
        employees=[wanted.Person(employee_id=str(pin)) for pin in range(first, first + count)]
    )


@dataclass
class Scene:
    """One terminal that asks when told to, on a clock of its own."""

    store: Store
    key: tuple[int, int]
    terminal: Terminal = MAIN
    now: int = field(default_factory=now_us)

    async def give(self, intent: Intent, **more: Any) -> int:
        """Enqueue; returns the command's id."""

        def unit(conn: sa.Connection) -> int:
            row = devices.by_id(conn, *self.key)
            assert row is not None
            reason = "a test" if intent.rule.reason or getattr(intent, "remove_others", False) else None
            given = {"reason": reason, "actor": "key_test", "now": self.now, **more}
            return int(commands.enqueue(conn, self.store.ids, row, intent, **given)["id"])

        return await self.store.write(unit)

    async def poll(self) -> list[tuple[str, str]]:
        """(wire id, text) of each line in the reply."""
        taken = await self.store.write(
            lambda conn: take(conn, self.store.ids, self.key, self.terminal, self.now)
        )
        self.now += 1
        if taken.body == b"OK":
            return []
        assert taken.body.endswith(b"\n")
        lines = []
        for line in taken.body.decode().splitlines():
            _, wire_id, text = line[line.index("C:") :].split(":", 2)
            assert len(wire_id) <= 19
            lines.append((wire_id, text))
        return lines

    async def hear(self, *results: tuple[str, int] | bytes) -> None:
        """The terminal posts results: ids with return codes, or a whole body."""
        heard: list[CommandResult] = []
        for result in results:
            body = (
                result
                if isinstance(result, bytes)
                else b"ID=%b&Return=%d&CMD=DATA"
                % (
                    result[0].encode(),
                    result[1],
                )
            )
            heard += parse_results(body)
        told = [(result, {}) for result in heard]
        await self.store.write(
            lambda conn: settle(conn, self.store.ids, self.key, self.terminal, told, self.now)
        )
        self.now += 1

    async def answer_all(self, code: int = 0) -> int:
        """Poll and answer until nothing comes; returns how many polls brought something."""
        polls = 0
        while lines := await self.poll():
            await self.hear(*((wire_id, code) for wire_id, _ in lines))
            polls += 1
        return polls

    async def row(self, command_id: int) -> sa.RowMapping:
        return await self.store.read(lambda conn: commands.existing(conn, self.key[0], command_id))

    async def status(self, command_id: int) -> str:
        return str((await self.row(command_id))["status"])

    async def expire(self) -> int:
        return await self.store.write(lambda conn: commands.expire(conn, self.store.ids, self.now))

    async def told(self) -> list[dict[str, Any]]:
        """The events of commands, in their order."""
        page = await Feed(self.store).page(self.key[0], START, 10_000)
        bodies = [json.loads(row.body) for row in page if row.type.startswith("command.")]
        assert [body["sequence"] for body in bodies] == list(range(2, len(bodies) + 2))
        return bodies

    async def prove(self) -> None:
        """The terminal has shown before that it takes several lines."""
        await self.store.write(
            lambda conn: (
                rows.counter(conn, *self.key),
                rows.save_counter(conn, *self.key, answered_together=2),
            )
        )

    def wait(self, seconds: float) -> None:
        self.now += int(seconds * SECOND)


@pytest.fixture
async def scene(database_url: str) -> AsyncIterator[Scene]:
    store = await open_store(database_url)

    def unit(conn: sa.Connection) -> tuple[int, int]:
        tenant, _ = tenants.ensure_default(conn, store.ids, now=now_us())
        row = admission.register(conn, store.ids, tenant["id"], serial=MAIN.serial, name="Gate", now=now_us())
        return tenant["id"], row["id"]

    yield Scene(store, await store.write(unit))
    await store.close()


async def test_a_command_leaves_once_and_its_result_ends_it(scene: Scene) -> None:
    given = await scene.give(RESTART)
    (line,) = await scene.poll()
    assert line == ("1", "REBOOT")
    assert await scene.status(given) == "sent"
    assert await scene.poll() == []
    await scene.hear(("1", 0))
    row = await scene.row(given)
    assert (row["status"], row["return_code"], row["error"]) == ("succeeded", 0, None)
    (event,) = await scene.told()
    assert event["event"] == "command.succeeded"
    assert event["command"] == "restart"
    assert event["device"]["serial_number"] == MAIN.serial
    assert event["device"]["status"] == "online"


async def test_a_refusal_says_what_to_do(scene: Scene) -> None:
    given = await scene.give(wanted.DeleteEmployee(employee_id="7"))
    ((wire_id, _),) = await scene.poll()
    await scene.hear((wire_id, -1002))
    row = await scene.row(given)
    assert (row["status"], row["return_code"], row["error_code"]) == ("failed", -1002, "not_supported")
    assert "Look at its model and firmware" in row["error"]
    (event,) = await scene.told()
    assert event["event"] == "command.failed"
    assert event["error"] == {"code": "not_supported", "message": row["error"]}


async def test_results_that_come_again_or_for_nobody_change_nothing(scene: Scene) -> None:
    given = await scene.give(RESTART)
    await scene.poll()
    await scene.hear(("999", 0), ("info8487", 0), ("1", 0), ("1", -1))
    await scene.hear(("1", -1), ("1", 0))
    assert (await scene.row(given))["return_code"] == 0
    assert [event["event"] for event in await scene.told()] == ["command.succeeded"]


@pytest.mark.parametrize(
    ("codes", "status", "error"),
    [
        ([0] * 20, "succeeded", None),
        ([0] + [-1002] * 20, "succeeded", None),  # tables and sensors that it does not have
        ([-1002] * 20, "failed", "not_supported"),  # which proves nothing
        ([0] + [-3] * 20, "failed", "read_write_error"),
    ],
)
async def test_what_is_known_of_a_body_is_gone_only_where_a_terminal_says_so(
    scene: Scene, codes: list[int], status: str, error: str | None
) -> None:
    given = await scene.give(DeleteBiometrics(pin="7"))
    said = iter(codes)
    while lines := await scene.poll():
        for wire_id, _ in lines:
            await scene.hear((wire_id, next(said)))
    row = await scene.row(given)
    assert (row["status"], row["error_code"]) == (status, error)


async def test_another_devices_result_is_not_ours(scene: Scene) -> None:
    given = await scene.give(RESTART)
    await scene.poll()

    def other(conn: sa.Connection) -> int:
        row = admission.register(conn, scene.store.ids, scene.key[0], serial="OTHER1", now=now_us())
        return int(row["id"])

    elsewhere = replace(scene, key=(scene.key[0], await scene.store.write(other)))
    await elsewhere.hear(("1", 0))
    assert await scene.status(given) == "sent"


async def test_a_terminal_that_takes_several_lines_gets_them_in_order(scene: Scene) -> None:
    given = [await scene.give(volume(level)) for level in (1, 2)] + [await scene.give(RESTART)]
    given.append(await scene.give(volume(3)))
    await scene.prove()
    lines = await scene.poll()
    assert [text for _, text in lines] == [
        "SET OPTION VOLUME=1", "RELOAD OPTIONS", "SET OPTION VOLUME=2", "RELOAD OPTIONS", "REBOOT",
    ]  # fmt: skip
    await scene.hear(*((wire_id, 0) for wire_id, _ in lines))
    assert [text for _, text in await scene.poll()] == ["SET OPTION VOLUME=3", "RELOAD OPTIONS"]
    assert [await scene.status(one) for one in given] == ["succeeded"] * 3 + ["sent"]


async def test_until_it_has_answered_two_a_terminal_gets_one_that_changes_anything(scene: Scene) -> None:
    given = await scene.give(volume(5))
    first = await scene.poll()
    assert [text for _, text in first] == ["SET OPTION VOLUME=5"]
    assert await scene.poll() == []  # the first is under way
    await scene.hear((first[0][0], 0))
    assert await scene.status(given) == "sent"
    second = await scene.poll()
    assert [text for _, text in second] == ["RELOAD OPTIONS"]
    await scene.hear((second[0][0], -1))  # which is not needed
    assert await scene.status(given) == "succeeded"


async def test_two_questions_answered_prove_that_it_takes_several(scene: Scene) -> None:
    await scene.give(INFO)
    await scene.give(INFO)
    lines = await scene.poll()
    assert len(lines) == 2
    await scene.hear((lines[0][0], 0))
    await scene.hear((lines[1][0], 0))
    await scene.give(volume(5))
    assert len(await scene.poll()) == 2


async def test_what_was_not_answered_is_sent_again_under_a_new_id_and_then_given_up(scene: Scene) -> None:
    given = await scene.give(INFO)
    seen = []
    for attempt in range(1, ATTEMPTS + 1):
        ((wire_id, text),) = await scene.poll()
        seen.append(wire_id)
        assert (text, (await scene.row(given))["attempts"]) == ("INFO", attempt)
        scene.wait(LEASE_S - 1)
        assert await scene.poll() == []
        scene.wait(1)
    assert len(set(seen)) == ATTEMPTS
    assert await scene.poll() == []
    row = await scene.row(given)
    assert (row["status"], row["error_code"]) == ("failed", "no_answer")
    await scene.hear((seen[1], 0))  # late: noted, no second event
    row = await scene.row(given)
    assert (row["status"], row["return_code"], row["result"]) == ("failed", 0, {"answered_late": "ok"})
    assert [event["event"] for event in await scene.told()] == ["command.failed"]


async def test_a_late_result_under_the_old_id_counts(scene: Scene) -> None:
    given = await scene.give(INFO)
    ((old, _),) = await scene.poll()
    scene.wait(LEASE_S)
    ((new, _),) = await scene.poll()
    await scene.hear((old, 0))
    assert await scene.status(given) == "succeeded"
    await scene.hear((new, -1))
    assert (await scene.row(given))["return_code"] == 0
    scene.wait(LEASE_S)
    assert await scene.poll() == []


@pytest.mark.parametrize(
    "intent",
    [RESTART, OPEN, wanted.CancelAlarm(), wanted.ClearAttendance(), wanted.ClearAll(), wanted.Raw(text="LOG"),
     wanted.EnrollBiometric(employee_id="7")],
    ids=lambda intent: str(intent.word),
)  # fmt: skip
async def test_what_may_not_be_repeated_never_is(scene: Scene, intent: Intent) -> None:
    given = await scene.give(intent)
    assert len(await scene.poll()) == 1
    for _ in range(30):
        scene.wait(LEASE_S * 2)
        assert await scene.poll() == []
    scene.wait(3600)
    assert await scene.expire() == 1
    row = await scene.row(given)
    assert (row["status"], row["error_code"]) == ("expired", "no_answer")
    await scene.hear(("1", 0))
    row = await scene.row(given)
    assert (row["status"], row["result"]) == ("expired", {"answered_late": "ok"})
    assert [event["event"] for event in await scene.told()] == ["command.expired"]


async def test_what_ran_out_is_not_sent_even_before_that_is_told(scene: Scene) -> None:
    given = await scene.give(OPEN)
    scene.wait(301)
    assert await scene.poll() == []
    assert await scene.expire() == 1
    assert (await scene.row(given))["error_code"] == "not_fetched"
    assert await scene.expire() == 0


async def test_a_door_does_not_wait_for_what_else_is_under_way(scene: Scene) -> None:
    await scene.give(INFO)
    await scene.poll()
    await scene.give(volume(3))
    await scene.give(OPEN)
    assert [text for _, text in await scene.poll()] == ["AC_UNLOCK"]
    assert await scene.poll() == []


async def test_what_a_terminal_cannot_do_fails_and_holds_nothing_up(scene: Scene) -> None:
    impossible = await scene.give(wanted.UnlockDoor(door=4))
    unfit = await scene.give(person("EMP001"))
    fine = await scene.give(RESTART)
    assert [text for _, text in await scene.poll()] == ["REBOOT"]
    assert (await scene.row(impossible))["error_code"] == "not_supported"
    row = await scene.row(unfit)
    assert (row["status"], row["error_code"]) == ("failed", "pin_unfit")
    assert "Give the person a PIN of 1 to 9 digits" in row["error"]
    await scene.hear(*[("1", 0), ("2", 0), ("3", 0)])
    assert await scene.status(fine) == "succeeded"
    assert [event["event"] for event in await scene.told()] == [
        "command.failed", "command.failed", "command.succeeded",
    ]  # fmt: skip


async def test_thousands_of_people_go_step_by_step(scene: Scene) -> None:
    given = await scene.give(crowd(1500))
    proof = await scene.poll()
    assert [text for _, text in proof] == ["INFO", "INFO"]
    await scene.hear(*((wire_id, 0) for wire_id, _ in proof))
    first = await scene.poll()
    assert len(first) == 200
    assert first[0][1].startswith("DATA UPDATE USERINFO PIN=1\t")
    await scene.hear(*((wire_id, 0) for wire_id, _ in first))
    assert (await scene.row(given))["step"] == 200
    assert await scene.answer_all() <= 1300 / 200 + 1
    row = await scene.row(given)
    assert (row["status"], row["result"]) == (
        "succeeded", {"total": 1500, "succeeded": 1500, "failed": 0, "errors": []},
    )  # fmt: skip
    assert len(await scene.told()) == 1


async def test_a_terminal_that_answers_one_of_two_goes_on_one_by_one(scene: Scene) -> None:
    given = await scene.give(crowd(4))
    proof = await scene.poll()
    await scene.hear((proof[0][0], 0))
    scene.wait(LEASE_S)
    assert await scene.answer_all() == 4
    assert await scene.status(given) == "succeeded"


async def test_people_it_cannot_hold_are_named_and_the_others_arrive(scene: Scene) -> None:
    pins = ["1", "EMP002", "3", "EMP004", "5"]
    given = await scene.give(wanted.SyncEmployees(employees=[wanted.Person(employee_id=pin) for pin in pins]))
    await scene.prove()
    lines = await scene.poll()
    assert [text.split("\t")[0] for _, text in lines] == [
        f"DATA UPDATE USERINFO PIN={pin}" for pin in ("1", "3", "5")
    ]
    await scene.hear((lines[0][0], 0), (lines[1][0], -1001), (lines[2][0], 0))
    row = await scene.row(given)
    assert (row["status"], row["error_code"]) == ("failed", "some_failed")
    assert row["error"].startswith("3 of 5 people could not be brought there.")
    assert [(entry["pin"], entry["code"]) for entry in row["result"]["errors"]] == [
        ("EMP002", "pin_unfit"), ("3", "capacity_reached"), ("EMP004", "pin_unfit"),
    ]  # fmt: skip


async def test_people_that_it_can_hold_none_of_end_without_a_line(scene: Scene) -> None:
    people = [wanted.Person(employee_id=f"EMP{number}") for number in range(500)]
    given = await scene.give(wanted.SyncEmployees(employees=people))
    await scene.prove()
    for _ in range(3):
        assert await scene.poll() == []
    row = await scene.row(given)
    assert (row["status"], row["result"]["failed"], len(row["result"]["errors"])) == ("failed", 500, 100)


async def test_nobody_to_bring_is_brought_at_once(scene: Scene) -> None:
    given = await scene.give(crowd(0))
    assert await scene.poll() == []
    assert await scene.status(given) == "succeeded"


async def hold(scene: Scene, *pins: str) -> None:
    tenant_id, device_id = scene.key

    def unit(conn: sa.Connection) -> None:
        conn.execute(device_people.insert().values(tenant_id=tenant_id, device_id=device_id, listed_at=1))
        for pin in pins:
            conn.execute(
                device_person.insert().values(
                    tenant_id=tenant_id, device_id=device_id, pin=pin, reported_at=1
                )
            )

    await scene.store.write(unit)


async def test_others_are_removed_only_as_many_as_was_confirmed(scene: Scene) -> None:
    people = [wanted.Person(employee_id=pin) for pin in ("1", "2")]
    with pytest.raises(commands.CommandConflict, match="not told yet whom it holds"):
        await scene.give(wanted.SyncEmployees(employees=people, remove_others=True))
    await hold(scene, "2", "8", "9")
    for confirmed in (None, 0, 3):
        asked = wanted.SyncEmployees(employees=people, remove_others=True, confirm_removals=confirmed)
        with pytest.raises(commands.ConfirmationRequired, match=r"delete 2 of the 3 people") as refused:
            await scene.give(asked)
        assert refused.value.removes == 2
    sure = wanted.SyncEmployees(employees=people, remove_others=True, confirm_removals=2)
    with pytest.raises(commands.CommandMisuse, match="say in `reason` why"):
        await scene.give(sure, reason=None)
    given = await scene.give(sure)
    await scene.prove()
    await scene.store.write(  # who comes later was not counted, so stays
        lambda conn: conn.execute(
            device_person.insert().values(
                tenant_id=scene.key[0], device_id=scene.key[1], pin="10", reported_at=2
            )
        )
    )
    lines = await scene.poll()
    assert [text.split("\t")[0] for _, text in lines] == [
        "DATA UPDATE USERINFO PIN=1", "DATA UPDATE USERINFO PIN=2",
        "DATA DELETE USERINFO PIN=8", "DATA DELETE USERINFO PIN=9",
    ]  # fmt: skip
    await scene.hear(*((wire_id, 0) for wire_id, _ in lines[:3]), (lines[3][0], -10))  # gone already
    assert await scene.status(given) == "succeeded"


async def test_a_conflicted_terminal_is_given_nothing(scene: Scene) -> None:
    given = await scene.give(RESTART)

    async def conflict(since: int | None) -> None:
        await scene.store.write(lambda conn: conn.execute(device.update().values(conflicted_at=since)))

    await conflict(scene.now)
    assert await scene.poll() == []
    with pytest.raises(commands.CommandConflict, match="share the serial number"):
        await scene.give(RESTART)
    await conflict(None)
    assert len(await scene.poll()) == 1
    assert await scene.status(given) == "sent"


async def test_a_cancelled_command_never_leaves_and_one_that_left_is_not_cancelled(scene: Scene) -> None:
    first, second = await scene.give(RESTART), await scene.give(INFO)

    async def cancel(command_id: int) -> sa.RowMapping:
        return await scene.store.write(
            lambda conn: commands.cancel(conn, scene.key[0], command_id, now=scene.now)
        )

    assert (await cancel(first))["status"] == "cancelled"
    assert (await cancel(first))["status"] == "cancelled"
    assert [text for _, text in await scene.poll()] == ["INFO"]
    with pytest.raises(commands.CommandConflict, match="fetched this command already"):
        await cancel(second)
    await scene.hear(("1", 0))
    with pytest.raises(commands.CommandConflict, match="it is succeeded"):
        await cancel(second)


async def test_a_controller_says_first_that_it_has_it(scene: Scene) -> None:
    scene.terminal = replace(CONTROLLER, serial=MAIN.serial)
    given = await scene.give(wanted.UnlockDoor(door=2, seconds=5))
    ((wire_id, text),) = await scene.poll()
    assert text == "CONTROL DEVICE 01020105"
    await scene.hear((wire_id, -5000))
    assert await scene.status(given) == "sent"
    await scene.hear((wire_id, 0))
    assert await scene.status(given) == "succeeded"


async def test_an_old_terminals_words_are_its_own(scene: Scene) -> None:
    scene.terminal = replace(OLD, serial=MAIN.serial)
    await scene.give(person("7", name="Ahmed", card_number="0012345678"))
    ((_, text),) = await scene.poll()
    assert text.startswith("DATA")
    assert "PIN=7" in text


async def test_secrets_are_let_go_of_when_a_command_ends(scene: Scene) -> None:
    given = await scene.give(person("7", password="4711"))
    ((wire_id, text),) = await scene.poll()
    assert "4711" in text
    await scene.hear((wire_id, 0))
    assert "4711" not in json.dumps(dict(await scene.row(given))["params"])
    assert "4711" not in json.dumps(await scene.told())


async def test_numbers_of_lines_go_on_where_they_were(scene: Scene) -> None:
    await scene.store.write(
        lambda conn: conn.execute(
            device_lines.insert().values(
                tenant_id=scene.key[0], device_id=scene.key[1], number=2**31 - 2, answered_together=2
            )
        )
    )
    await scene.give(INFO)
    await scene.give(INFO)
    lines = await scene.poll()
    assert [wire_id for wire_id, _ in lines] == ["2147483647", "1"]
    await scene.hear(*((wire_id, 0) for wire_id, _ in lines))
    assert len(await scene.told()) == 2


async def choose(scene: Scene, dialect: dialects.Dialect) -> None:
    await scene.store.write(
        lambda conn: dialects.choose(conn, scene.store.ids, *scene.key, dialect, now=scene.now)
    )
    scene.terminal = replace(scene.terminal, dialect=dialect)


async def test_what_waits_is_told_in_the_dialect_of_when_it_leaves(scene: Scene) -> None:
    await scene.give(INFO)
    await choose(scene, "acc")
    assert [text.split()[0:2] for _, text in await scene.poll()] == [["GET", "OPTIONS"]]


async def test_what_was_begun_in_another_dialect_begins_anew(scene: Scene) -> None:
    """An access terminal needs more lines for a person; whoever lacks the last of them opens nothing."""
    command_id = await scene.give(person("7"))
    ((old, text),) = await scene.poll()
    assert text.startswith("DATA UPDATE USERINFO PIN=7")
    await choose(scene, "acc")
    told = []
    while lines := await scene.poll():
        told += [text.split("\t")[0] for _, text in lines]
        await scene.hear(*((wire_id, 0) for wire_id, _ in lines))
    assert told == ["DATA UPDATE user CardNo=", "DATA UPDATE userauthorize Pin=7"]
    assert await scene.status(command_id) == "succeeded"
    await scene.hear((old, -629))
    assert await scene.status(command_id) == "succeeded"


async def test_of_many_people_those_who_were_answered_are_not_told_again(scene: Scene) -> None:
    await scene.prove()
    command_id = await scene.give(crowd(3))
    lines = await scene.poll()
    assert len(lines) == 3
    await scene.hear((lines[0][0], 0))
    await choose(scene, "acc")
    told = []
    while lines := await scene.poll():
        told += [text for _, text in lines if text.startswith("DATA UPDATE user ")]
        await scene.hear(*((wire_id, 0) for wire_id, _ in lines))
    assert [f"Pin={pin}\t" in text for pin, text in zip((2, 3), told, strict=True)] == [True, True]
    assert (await scene.row(command_id))["result"] == {
        "total": 3, "succeeded": 3, "failed": 0, "errors": [],
    }  # fmt: skip


async def test_what_must_not_be_repeated_is_awaited_as_it_left(scene: Scene) -> None:
    command_id = await scene.give(RESTART)
    ((wire_id, _),) = await scene.poll()
    await choose(scene, "acc")
    scene.now += 10 * LEASE_S * SECOND
    assert await scene.poll() == []
    await scene.hear((wire_id, 0))
    assert await scene.status(command_id) == "succeeded"


async def test_what_left_in_part_and_must_not_be_repeated_has_failed(scene: Scene) -> None:
    await choose(scene, "acc")
    command_id = await scene.give(wanted.ClearAll())
    assert len(await scene.poll()) < 7
    if (await scene.row(command_id))["step"] == 1:
        pytest.fail("it left as a whole, so this shows nothing")
    await choose(scene, "att")
    row = await scene.row(command_id)
    assert (row["status"], row["error_code"]) == ("failed", "dialect_changed")
    assert await scene.poll() == []


async def test_the_same_dialect_chosen_changes_nothing(scene: Scene) -> None:
    await scene.give(person("7"))
    await scene.poll()
    await choose(scene, "att")
    assert await scene.poll() == []


async def called(scene: Scene) -> Device:
    device = await Directory(scene.store, None).find(MAIN.serial)
    assert device is not None
    return device


async def test_what_a_terminal_shows_counts_as_much_as_what_is_chosen(scene: Scene) -> None:
    device = await called(scene)
    identity = Identity(scene.store, Directory(scene.store, None))
    assert await identity.speaks(device, "att")
    await scene.give(person("7"))
    await scene.poll()
    assert await identity.speaks(device, "acc")
    scene.terminal = replace(scene.terminal, dialect="acc")
    assert (await scene.poll())[0][1].startswith("DATA UPDATE user CardNo=")


async def test_a_clock_that_was_set_is_measured_anew(scene: Scene) -> None:
    """Only once the terminal says that it has done so."""
    named = {"tenant_id": scene.key[0], "device_id": scene.key[1]}
    seen = {"last_seen_at": 5, "online": True, "changed_at": 5}
    await scene.store.write(lambda conn: conn.execute(device_presence.insert().values(**named, **seen)))
    clocks = Clocks(scene.store, lambda key: 0)
    delivery = Delivery(
        scene.store, OpenCommands(scene.store), lambda key, seconds: None, lambda: scene.now, clocks=clocks
    )
    ahead = PunchDraft(b"", "7", scene.now + HOUR, 0, "UTC", "ok", 0, 1, "face", None, None, None, None)
    clocks.punched(scene.key, ahead, scene.now, 1)
    for code, samples in ((-1, 1), (0, 0)):
        await scene.give(wanted.SyncTime())
        ((wire_id, _),) = await scene.poll()
        result = f"ID={wire_id}&Return={code}&CMD=CHECK".encode()
        assert await delivery.settle(await called(scene), parse_results(result))
        await clocks.flush()
        kept = await scene.store.read(lambda conn: conn.scalar(sa.select(device_presence.c.drift)))
        assert len(kept["samples"]) == samples

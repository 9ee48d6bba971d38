"""Commands over the API: what is taken, what is refused and why, what is shown and to whom."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sqlalchemy as sa

from edge import commands
from edge.command_steps import HIDDEN
from edge.feed import read_page
from edge.store import devices
from edge.store.events import START
from edge.store.ids import now_us
from edge.store.people_tables import device_people, device_person
from edge.store.schema import device
from edge.upkeep_intents import StoreTemplate
from tests.edge.api.conftest import Api, on_sqlite

DAY = 86_400


async def send(api: Api, where: str, body: dict[str, Any], **rest: Any) -> dict[str, Any]:
    answer = await api.post(f"/v1/devices/{where}/commands", body, **rest)
    assert answer.status_code == 202, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def refused(api: Api, body: dict[str, Any], **rest: Any) -> dict[str, Any]:
    answer = await api.post("/v1/devices/A0/commands", body, **rest)
    error: dict[str, Any] = answer.json()["error"]
    assert answer.status_code == error["status"] >= 400
    return error


async def test_a_command_is_taken_at_once_and_waits(api: Api) -> None:
    made = await api.device("A0")
    answer = await api.post("/v1/devices/A0/commands", {"command": "restart"})
    sent = answer.json()
    assert answer.status_code == 202
    assert answer.headers["Location"] == f"/v1/commands/{sent['id']}"
    assert (sent["object"], sent["device_id"], sent["command"]) == ("command", made["id"], "restart")
    assert (sent["params"], sent["status"], sent["queued"]) == ({}, "queued", True)
    assert sent["return_code"] is sent["result"] is sent["error"] is sent["sent_at"] is None
    assert (await api.get(answer.headers["Location"])).json() == sent
    assert (await api.get("/v1/devices/A0")).json()["pending_commands"] == 1


async def test_whoever_delivers_hears_of_it_after_the_commit(api: Api) -> None:
    made = await api.device("A0")
    heard: list[tuple[int, int]] = []
    api.services.on_command = heard.append
    await send(api, "A0", {"command": "restart"})
    await refused(api, {"command": "clear_all"})
    assert heard == [(api.home.tenant_id, await api.internal_id(made["id"]))]


async def test_a_key_that_is_used_again_sends_nothing_more(api: Api) -> None:
    await api.device("A0")
    body = {"command": "restart", "idempotency_key": "restart-wh01-20260328"}
    first, second = await send(api, "A0", dict(body)), await send(api, "A0", dict(body))
    assert first == second
    assert len((await api.get("/v1/commands")).json()["data"]) == 1


@pytest.mark.parametrize(
    ("body", "param", "code"),
    [
        ({"command": "dance"}, "command", "validation_failed"),
        ({}, "command", "validation_failed"),
        ({"command": "delete_employee"}, "params.employee_id", "validation_failed"),
        (
            {"command": "sync_employees", "params": {"employees": [{"id": "1"}, {"id": "2", "pin": "x y"}]}},
            "params.employees.1.pin",
            "validation_failed",
        ),
        ({"command": "restart", "params": {"now": True}}, "params.now", "validation_failed"),
        ({"command": "clear_all"}, "reason", "validation_failed"),
        ({"command": "unlock_door", "reason": " "}, "reason", "validation_failed"),
        ({"command": "unlock_door", "reason": "fire", "expires_in": 301}, "expires_in", "validation_failed"),
        ({"command": "restart", "expires_in": 31 * DAY}, "expires_in", "validation_failed"),
        (
            {"command": "fetch_attendance", "params": {"from": "2026-03-27", "to": "2026-03-28T00:00:00Z"}},
            "params.from",
            "timezone_required",
        ),
    ],
)
@on_sqlite
async def test_what_is_not_valid_is_named(api: Api, body: dict[str, Any], param: str, code: str) -> None:
    await api.device("A0")
    error = await refused(api, body)
    assert (error["code"], error["param"], error["status"]) == (code, param, 422)
    assert (await api.get("/v1/commands")).json()["data"] == []


@on_sqlite
async def test_raw_needs_a_scope_that_is_in_no_role(api: Api) -> None:
    await api.device("A0")
    body = {"command": "raw", "params": {"text": "VERIFY SUM ATTLOG"}, "reason": "count"}
    error = await refused(api, body)
    assert (error["code"], error["required_scope"]) == ("scope_missing", "commands:raw")
    both = await api.key("admin", scopes=["commands:execute", "commands:raw"])
    assert (await send(api, "A0", body, key=both))["params"] == {"text": "VERIFY SUM ATTLOG"}
    shell = {**body, "params": {"text": "SHELL reboot"}}
    assert "never sent" in (await refused(api, shell, key=both))["message"]


@on_sqlite
async def test_how_long_a_command_waits(api: Api) -> None:
    await api.device("A0")

    async def waits(body: dict[str, Any]) -> float:
        sent = await send(api, "A0", body)
        row = await api.store.read(lambda conn: commands.found(conn, api.home.tenant_id, sent["id"]))
        assert row is not None
        return float(row["expires_at"] - now_us()) / 1e6

    assert await waits({"command": "restart"}) == pytest.approx(7 * DAY, abs=30)
    assert await waits({"command": "unlock_door", "reason": "visitor"}) == pytest.approx(300, abs=30)
    assert await waits({"command": "restart", "expires_in": 60}) == pytest.approx(60, abs=30)


async def test_removing_others_answers_first_how_many(api: Api) -> None:
    made = await api.device("A0")
    device_id = await api.internal_id(made["id"])
    body: dict[str, Any] = {
        "command": "sync_employees",
        "params": {"employees": [{"id": "1", "name": "Ahmed K."}], "remove_others": True},
        "idempotency_key": "sync-1",
    }
    assert (await refused(api, dict(body)))["code"] == "conflict"

    def held(conn: sa.Connection) -> None:
        tenant_id = api.home.tenant_id
        conn.execute(device_people.insert().values(tenant_id=tenant_id, device_id=device_id, listed_at=1))
        for pin in ("1", "8", "9"):
            conn.execute(
                device_person.insert().values(
                    tenant_id=tenant_id, device_id=device_id, pin=pin, reported_at=1
                )
            )

    await api.store.write(held)
    body["idempotency_key"] = "sync-2"
    error = await refused(api, dict(body))
    assert (error["code"], error["removes"], error["status"]) == ("confirmation_required", 2, 422)
    assert "delete 2 of the 3 people" in error["message"]
    body["params"]["confirm_removals"] = 2
    assert (await refused(api, dict(body)))["param"] == "reason"
    sent = await send(api, "A0", {**body, "reason": "left the company"})
    assert sent["progress"] == {"total": 3, "sent": 0}


async def test_who_shall_be_on_a_terminal_is_not_deleted_there(api: Api) -> None:
    """The employee's place is to be taken away instead; then the person goes by itself."""
    await api.device("A0")
    await api.made("/v1/sites", {"name": "HQ", "devices": ["A0"]})
    placed = {"employee_id": "EMP001", "pin": "17", "sites": ["hq"]}
    await api.made("/v1/employees", placed)
    wish = {"command": "delete_employee", "params": {"employee_id": "EMP001"}}
    for named in (wish, {"command": "delete_employee", "params": {"employee_id": "x", "pin": "17"}}):
        error = await refused(api, named)
        assert (error["status"], error["code"]) == (409, "conflict")
        assert "'EMP001' shall be on the terminal 'A0'" in error["message"]
        assert "PATCH /v1/employees/EMP001" in error["message"]
    await api.patch("/v1/employees/EMP001", {"sites": []})
    assert (await send(api, "A0", wish))["params"]["pin"] == "17"


async def test_strangers_and_those_who_left_are_deleted_where_they_are(api: Api) -> None:
    await api.device("A0")
    await api.made("/v1/employees", {"employee_id": "5", "devices": ["A0"], "active": False})
    for employee_id in ("5", "900"):
        await send(api, "A0", {"command": "delete_employee", "params": {"employee_id": employee_id}})


async def test_a_terminal_with_a_double_gets_no_commands(api: Api) -> None:
    await api.device("A0")
    await api.store.write(lambda conn: conn.execute(device.update().values(conflicted_at=1)))
    error = await refused(api, {"command": "restart"})
    assert (error["code"], error["status"]) == ("conflict", 409)
    assert "share the serial number" in error["message"]


async def test_a_deleted_device_is_not_there(api: Api) -> None:
    await api.device("A0")
    await api.delete("/v1/devices/A0")
    assert (await refused(api, {"command": "restart"}))["code"] == "device_not_found"


async def test_lists_are_newest_first_and_narrow_down(api: Api) -> None:
    await api.device("A0")
    await api.device("A1")
    for where, word in (("A0", "restart"), ("A1", "restart"), ("A0", "fetch_info"), ("A0", "sync_time")):
        await send(api, where, {"command": word})

    async def listed(query: str) -> list[tuple[str, str]]:
        page = (await api.get(f"/v1/commands{query}")).json()
        return [(row["device_serial"], row["command"]) for row in page["data"]]

    assert await listed("") == [
        ("A0", "sync_time"), ("A0", "fetch_info"), ("A1", "restart"), ("A0", "restart"),
    ]  # fmt: skip
    assert await listed("?device=A1") == [("A1", "restart")]
    assert await listed("?command=restart&device=A0") == [("A0", "restart")]
    assert await listed("?status=sent") == []
    assert len(await listed("?status=queued&status=sent")) == 4
    first = (await api.get("/v1/commands?limit=3")).json()
    rest = (await api.get(f"/v1/commands?limit=3&cursor={first['next_cursor']}")).json()
    assert [row["command"] for row in rest["data"]] == ["restart"]
    assert not rest["has_more"]
    unknown = await api.get("/v1/commands?device=nobody")
    assert unknown.json()["error"]["code"] == "device_not_found"


async def test_cancelling_takes_back_what_has_not_left(api: Api) -> None:
    await api.device("A0")
    sent = await send(api, "A0", {"command": "restart"})
    for _ in range(2):
        answer = await api.post(f"/v1/commands/{sent['id']}/cancel")
        assert (answer.status_code, answer.json()["status"], answer.json()["queued"]) == (
            200, "cancelled", False,
        )  # fmt: skip
    assert (await api.get("/v1/devices/A0")).json()["pending_commands"] == 0
    audit = (await api.get("/v1/audit")).json()["data"]
    assert [entry["action"] for entry in audit][:2] == ["command.cancel", "command.send"]
    missing = await api.post("/v1/commands/cmd_nobody/cancel")
    assert missing.json()["error"]["message"] == "No command found with ID 'cmd_nobody'"


async def test_a_key_of_one_site_commands_that_site_alone(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ", "devices": [(await api.device("A0"))["id"]]})
    await api.device("B0")
    limited = await api.key("operator", site_ids=["hq"])
    mine = await send(api, "A0", {"command": "restart"}, key=limited)
    theirs = await send(api, "B0", {"command": "restart"})
    assert (await api.post("/v1/devices/B0/commands", {"command": "restart"}, key=limited)).status_code == 404
    page = (await api.get("/v1/commands", key=limited)).json()
    assert [row["id"] for row in page["data"]] == [mine["id"]]
    for method, path in (("GET", ""), ("POST", "/cancel")):
        answer = await api.call(method, f"/v1/commands/{theirs['id']}{path}", key=limited)
        assert answer.status_code == 404


@on_sqlite
async def test_secrets_are_shown_to_nobody(api: Api) -> None:
    made = await api.device("A0")
    body = {"employee_id": "7", "password": "471147", "name": "Sarah"}
    sent = await send(api, "A0", {"command": "enroll_employee", "params": body})
    assert sent["params"] == {"employee_id": "7", "pin": "7", "password": HIDDEN, "name": "Sarah"}
    many = await send(api, "A0", {"command": "sync_employees", "params": {"employees": [body]}})
    assert many["params"]["employees"][0]["password"] == HIDDEN
    device_id = await api.internal_id(made["id"])

    def upkeep(conn: sa.Connection) -> None:
        row = devices.by_id(conn, api.home.tenant_id, device_id)
        assert row is not None
        template = StoreTemplate(pin="7", type=1, text="c2VjcmV0")
        commands.enqueue(conn, api.store.ids, row, template, actor="system:people", now=now_us())

    await api.store.write(upkeep)
    for path in ("/v1/commands", "/v1/audit"):
        text = (await api.get(path)).text
        assert "471147" not in text
        assert "c2VjcmV0" not in text


async def test_the_end_of_a_command_is_told(api: Api) -> None:
    await api.device("A0")
    sent = await send(api, "A0", {"command": "restart", "expires_in": 1})
    await api.store.write(lambda conn: commands.expire(conn, api.store.ids, now_us() + 2_000_000))
    page = await api.store.read(lambda conn: read_page(conn, api.home.tenant_id, START, 100))
    told = [json.loads(row.body) for row in page if row.type == "command.expired"]
    assert [(body["command_id"], body["error"]["code"]) for body in told] == [(sent["id"], "not_fetched")]
    shown = (await api.get(f"/v1/commands/{sent['id']}")).json()
    assert (shown["status"], shown["error"]) == ("expired", told[0]["error"])


@on_sqlite
async def test_the_articles_calls_are_taken_as_they_are(api: Api) -> None:
    """What seeds/samples/curl.sh and bulk_restart.py send."""
    await api.device("S-1", id="dev_warehouse_01")
    await api.device("BFEZ203901245")
    restart = await send(
        api, "dev_warehouse_01", {"command": "restart", "idempotency_key": "restart-wh01-20260328"}
    )
    assert restart["queued"] is True
    people = [
        {"id": "EMP001", "name": "Ahmed K.", "card_number": "0012345678"},
        {"id": "EMP002", "name": "Fatima B.", "card_number": "0012345679"},
    ]
    sync = await send(api, "dev_warehouse_01", {"command": "sync_employees", "params": {"employees": people}})
    assert sync["progress"]["total"] == 2
    person = {"employee_id": "emp_099", "name": "Sarah Johnson", "card_number": "0012345678"}
    await send(api, "BFEZ203901245", {"command": "enroll_employee", "params": person})


async def test_people_by_the_names_that_the_customer_gives_them(api: Api) -> None:
    """The articles' own lines: ids that no terminal could hold become employees with PINs of digits."""
    device = await api.device("S1")
    people = [
        {"id": "EMP001", "name": "Ahmed K.", "card_number": "0012345678"},
        {"id": "EMP002", "name": "Fatima B.", "card_number": "0012345679"},
    ]
    path = f"/v1/devices/{device['id']}/commands"
    sent = await api.post(path, {"command": "sync_employees", "params": {"employees": people}})
    assert sent.status_code == 202, sent.text
    assert all(person["pin"].isdigit() for person in sent.json()["params"]["employees"])
    one = {"employee_id": "emp_099", "name": "Sarah Johnson", "card_number": "0012345678"}
    assert (await api.post(path, {"command": "enroll_employee", "params": one})).status_code == 202
    employees = (await api.get("/v1/employees")).json()["data"]
    assert {row["employee_id"] for row in employees} == {"EMP001", "EMP002", "emp_099"}
    assert all(row["devices"] == [device["id"]] and row["pin"].isdigit() for row in employees)
    gone = await api.post(path, {"command": "delete_employee", "params": {"employee_id": "emp_099"}})
    assert gone.status_code == 202, gone.text
    assert (await api.get("/v1/employees/emp_099")).json()["devices"] == []


async def test_a_key_that_may_not_change_employees_commands_by_what_it_names(api: Api) -> None:
    device = await api.device("S1")
    narrow = await api.key("operator", scopes=["commands:execute", "commands:read", "devices:read"])
    path = f"/v1/devices/{device['id']}/commands"
    body = {"command": "enroll_employee", "params": {"employee_id": "7", "name": "x"}}
    assert (await api.post(path, body, key=narrow)).status_code == 202
    assert (await api.get("/v1/employees")).json()["data"] == []

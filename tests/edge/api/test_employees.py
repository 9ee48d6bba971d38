"""Employees over the API: made, changed, found, taken away, enrolled; many at once; tables."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from edge import commands, people, people_results
from edge.push.fitting import TerminalFitting
from edge.store import devices
from edge.store.ids import now_us
from edge.store.people_tables import device_person
from tests.edge.api.conftest import Api, on_sqlite

AHMED = {"employee_id": "EMP001", "name": "Ahmed K.", "card_number": "0012345678"}


async def compared(api: Api, serial: str) -> None:
    """The terminal is compared with who should be there, as the chore does."""

    def unit(conn: sa.Connection) -> None:
        row = devices.by_serial(conn, api.home.tenant_id, serial)
        assert row is not None
        people.compare(conn, api.store.ids, row, TerminalFitting(row), commands.enqueue, now=now_us())

    await api.store.write(unit)


async def obeyed(api: Api, status: str = "succeeded", **values: Any) -> None:
    """Every open command ends."""

    def unit(conn: sa.Connection) -> None:
        for row in commands.rows.page(conn, api.home.tenant_id, before=None, limit=100):
            if row["status"] in ("queued", "sent"):
                commands.rows.change(conn, api.home.tenant_id, row["id"], status=status, **values)
                after = commands.existing(conn, api.home.tenant_id, row["id"])
                if status == "cancelled":
                    people_results.taken_back(conn, after, now=now_us())
                else:
                    people_results.settle(conn, api.store.ids, after, now=now_us())

    await api.store.write(unit)


async def reported(api: Api, serial: str, pin: str, **values: Any) -> None:
    """The terminal told of a person."""
    device = (await api.get(f"/v1/devices/{serial}")).json()
    internal = await api.internal_id(device["id"])
    row = {"name": "", "card": "", "privilege": "user", "details": {}, **values}
    key = {"tenant_id": api.home.tenant_id, "device_id": internal, "pin": pin, "reported_at": now_us()}

    await api.store.write(lambda conn: conn.execute(device_person.insert().values(**key, **row)))


async def test_an_employee_is_made_and_shown(api: Api) -> None:
    site = await api.made("/v1/sites", {"name": "HQ"})
    device = await api.device("A")
    made = await api.post("/v1/employees", {**AHMED, "sites": ["hq"], "devices": ["A"]})
    assert made.status_code == 201, made.text
    shown = made.json()
    assert made.headers["Location"] == f"/v1/employees/{shown['id']}"
    assert shown == {
        "id": shown["id"],
        "object": "employee",
        "employee_id": "EMP001",
        "pin": "100001",
        "name": "Ahmed K.",
        "card_number": "0012345678",
        "privilege": "user",
        "active": True,
        "department": None,
        "valid_from": None,
        "valid_to": None,
        "sites": [site["id"]],
        "devices": [device["id"]],
        "credentials": {"fingerprints": 0, "faces": 0, "palms": 0, "card": True, "password": False},
        "sync": {"in_sync": 0, "pending": 1, "failed": 0},
        "created_at": shown["created_at"],
        "version": 1,
    }
    for name in (shown["id"], "EMP001"):
        assert (await api.get(f"/v1/employees/{name}")).json() == shown


async def test_a_change_needs_the_version_that_was_read(api: Api) -> None:
    made = await api.post("/v1/employees", AHMED)
    tag = made.headers["ETag"]
    changed = await api.patch("/v1/employees/EMP001", {"department": "Sales"}, headers={"If-Match": tag})
    assert (changed.status_code, changed.json()["department"], changed.json()["version"]) == (200, "Sales", 2)
    again = await api.patch("/v1/employees/EMP001", {"department": "x"}, headers={"If-Match": tag})
    assert (again.status_code, again.json()["error"]["code"]) == (412, "precondition_failed")
    tag = (await api.get("/v1/employees/EMP001")).headers["ETag"]
    unchanged = await api.get("/v1/employees/EMP001", headers={"If-None-Match": tag})
    assert unchanged.status_code == 304


@on_sqlite
@pytest.mark.parametrize(
    ("wrong", "status", "code", "param"),
    [
        ({}, 422, "validation_failed", "employee_id"),
        ({"employee_id": ""}, 422, "validation_failed", "employee_id"),
        ({"employee_id": "x" * 65}, 422, "validation_failed", "employee_id"),
        ({"employee_id": "x", "pin": "a b"}, 422, "validation_failed", "pin"),
        ({"employee_id": "x", "card_number": "12AB"}, 422, "validation_failed", "card_number"),
        ({"employee_id": "x", "privilege": "boss"}, 422, "validation_failed", "privilege"),
        ({"employee_id": "x", "valid_from": "2026-10-05"}, 422, "timezone_required", "valid_from"),
        ({"employee_id": "EMP001"}, 409, "already_exists", "employee_id"),
        ({"employee_id": "x", "pin": "100001"}, 409, "already_exists", "pin"),
        ({"employee_id": "x", "sites": ["nowhere"]}, 404, "site_not_found", None),
        ({"employee_id": "x", "devices": ["nothing"]}, 404, "device_not_found", None),
    ],
)
async def test_what_cannot_be_made_says_why(
    api: Api, wrong: dict[str, Any], status: int, code: str, param: str | None
) -> None:
    await api.made("/v1/employees", AHMED)
    refused = await api.post("/v1/employees", wrong)
    error = refused.json()["error"]
    assert (refused.status_code, error["code"], error.get("param")) == (status, code, param)


async def test_lists_are_narrowed_and_turned_page_by_page(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    await api.device("A", site="hq")
    await api.device("B")
    for number in range(5):
        place = {"sites": ["hq"]} if number < 2 else {"devices": ["B"]} if number < 4 else {}
        body = {"employee_id": f"E{number}", "name": f"Name {number}", "department": f"d{number % 2}"}
        await api.made("/v1/employees", {**body, **place, "active": number != 3})

    async def found(query: str) -> list[str]:
        page = await api.get(f"/v1/employees?{query}")
        assert page.status_code == 200, page.text
        return [row["employee_id"] for row in page.json()["data"]]

    assert await found("site=HQ") == await found("device=A") == ["E0", "E1"]
    assert await found("device=B&active=true") == ["E2"]
    assert await found("department=d1") == ["E1", "E3"]
    assert await found("q=name 4") == await found("q=e4") == ["E4"]
    assert await found("q=100002") == ["E1"]
    await compared(api, "A")
    assert await found("sync=pending") == ["E0", "E1", "E2"]
    await obeyed(api, "cancelled")
    assert await found("sync=failed") == ["E0", "E1"]
    assert await found("sync=in_sync") == ["E3", "E4"]
    first = (await api.get("/v1/employees?limit=3")).json()
    rest = (await api.get("/v1/employees", params={"limit": 3, "cursor": first["next_cursor"]})).json()
    assert [row["employee_id"] for row in first["data"] + rest["data"]] == [f"E{n}" for n in range(5)]
    assert not rest["has_more"]


async def test_how_an_employee_stands_is_told_for_each_terminal(api: Api) -> None:
    await api.device("A")
    await api.device("B")
    await api.made("/v1/employees", {"employee_id": "7", "name": "x", "devices": ["A", "B"]})
    await compared(api, "A")
    await obeyed(api)
    await compared(api, "B")
    await obeyed(api, "failed", error="The terminal is full.", error_code="refused")
    found = (await api.get("/v1/employees/7/sync")).json()["data"]
    assert [(one["device_serial"], one["status"], one["error"], one["attempts"]) for one in found] == [
        ("A", "in_sync", None, 0),
        ("B", "pending", "The terminal is full.", 1),
    ]
    assert found[0]["wanted"] == "present"
    assert (await api.get("/v1/employees/7")).json()["sync"] == {"in_sync": 1, "pending": 1, "failed": 0}
    again = await api.post("/v1/employees/7/sync", None)
    assert again.json()["sync"] == {"in_sync": 0, "pending": 2, "failed": 0}


async def test_the_people_of_a_terminal_are_shown_as_they_are_and_as_they_should_be(api: Api) -> None:
    await api.device("A")
    await reported(api, "A", "7", name="Old name", card="5", details={"password": True})
    await reported(api, "A", "900", name="Stranger")
    await api.made("/v1/employees", {"employee_id": "7", "name": "New name", "devices": ["A"]})
    await api.made("/v1/employees", {"employee_id": "8", "name": "y", "devices": ["A"]})
    await compared(api, "A")
    page = (await api.get("/v1/devices/A/people?limit=2")).json()
    seven, eight = page["data"]
    assert (seven["pin"], seven["status"], seven["held"]["name"]) == ("7", "pending", "Old name")
    assert seven["held"]["credentials"]["password"]
    assert seven["wanted"] == {"name": "New name", "card_number": None, "privilege": None}
    assert seven["employee"]["employee_id"] == "7"
    assert (eight["held"], eight["status"]) == (None, "pending")
    rest = await api.get("/v1/devices/A/people", params={"limit": 2, "cursor": page["next_cursor"]})
    (stranger,) = rest.json()["data"]
    assert (stranger["pin"], stranger["employee"], stranger["status"]) == ("900", None, "unknown")
    assert stranger["wanted"] is None
    pending = (await api.get("/v1/devices/A/people?sync=pending")).json()["data"]
    assert [one["pin"] for one in pending] == ["7", "8"]
    assert (await api.get("/v1/employees/7")).json()["credentials"]["card"]


async def test_an_employee_who_is_deleted_leaves_its_terminals(api: Api) -> None:
    await api.device("A")
    await api.made("/v1/employees", {"employee_id": "7", "name": "x", "devices": ["A"]})
    await compared(api, "A")
    await obeyed(api)
    gone = await api.delete("/v1/employees/7")
    assert gone.json()["deleted"] is True
    assert (await api.get("/v1/employees/7")).status_code == 404
    (left,) = (await api.get("/v1/devices/A/people")).json()["data"]
    assert (left["pin"], left["status"], left["wanted"]) == ("7", "pending", None)
    await compared(api, "A")
    sent = (await api.get("/v1/commands")).json()["data"][0]
    assert (sent["command"], sent["created_by"]) == ("delete_employee", "people")


async def test_somebody_is_enrolled_from_the_desk(api: Api) -> None:
    await api.device("A")
    await api.device("B")
    await api.made("/v1/employees", {"employee_id": "EMP1", "name": "x", "devices": ["A"]})
    wanted = {"device": "A", "kind": "finger", "finger": 6}
    given = await api.post("/v1/employees/EMP1/enroll", wanted)
    assert given.status_code == 202, given.text
    command = given.json()
    assert (command["command"], command["status"]) == ("enroll_biometric", "queued")
    assert (command["params"]["pin"], command["params"]["number"]) == ("100001", 6)
    assert given.headers["Location"] == f"/v1/commands/{command['id']}"
    elsewhere = await api.post("/v1/employees/EMP1/enroll", {"device": "B"})
    assert (elsewhere.status_code, elsewhere.json()["error"]["code"]) == (409, "conflict")


async def test_many_are_made_and_changed_at_once(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    await api.made("/v1/employees", {"employee_id": "1", "name": "old"})
    items = [
        {"ref": "a", "employee_id": "1", "name": "new"},
        {"ref": "b", "employee_id": "2", "sites": ["hq"]},
        {"ref": "c", "employee_id": "3", "sites": ["nowhere"]},
        {"ref": "d", "employee_id": "4", "card_number": "x"},
        {"employee_id": "5", "pin": "1"},
    ]
    answer = await api.post("/v1/employees/bulk", {"items": items})
    assert answer.status_code == 207, answer.text
    result = answer.json()
    assert result["summary"] == {"total": 5, "succeeded": 2, "failed": 3, "skipped": 0}
    assert [(one["ref"], one["status"]) for one in result["items"]] == [
        ("a", 200),
        ("b", 201),
        ("c", 404),
        ("d", 422),
        (None, 409),
    ]
    assert result["items"][3]["error"]["param"] == "card_number"
    assert (await api.get("/v1/employees/1")).json()["name"] == "new"
    assert result["items"][1]["id"] == (await api.get("/v1/employees/2")).json()["id"]


async def test_with_atomic_one_error_stops_all(api: Api) -> None:
    items = [{"employee_id": "1", "pin": "5"}, {"employee_id": "2", "pin": "5"}]
    answer = await api.post("/v1/employees/bulk", {"atomic": True, "items": items})
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (422, "validation_failed")
    assert [one["param"] for one in error["errors"]] == ["items.1"]
    assert (await api.get("/v1/employees")).json()["data"] == []


async def test_a_table_is_read_row_by_row(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    await api.device("A")
    table = (
        "\ufeffEmployee_ID;Name;Card_Number;Active;Sites;Devices\r\n"
        'EMP1;"El Yazidi; Fatima";0012345678;yes;HQ;A|A\r\n'
        "\r\n"
        "EMP2;=HYPERLINK(1);;;;\r\n"
        'EMP3;"two\nlines";;maybe;;\r\n'
        "EMP4;x;1.2E+07;;;\r\n"
    )
    sent = {"Content-Type": "text/csv"}
    answer = await api.call("POST", "/v1/employees/import", content=table.encode(), headers=sent)
    assert answer.status_code == 207, answer.text
    items = answer.json()["items"]
    assert [(one["line"], one["status"]) for one in items] == [(2, 201), (4, 422), (5, 422), (7, 422)]
    assert [one["error"] and one["error"]["param"] for one in items] == [
        None,
        "name",
        "active",
        "card_number",
    ]
    assert "formula" in items[1]["error"]["message"]
    made = (await api.get("/v1/employees/EMP1")).json()
    assert (made["name"], made["card_number"]) == ("El Yazidi; Fatima", "0012345678")
    assert (len(made["sites"]), len(made["devices"])) == (1, 1)


@on_sqlite
@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("", "csv"),
        ("name\nx\n", "employee_id"),
        ("employee_id,boss\n1,2\n", "'boss'"),
        ("employee_id,name,name\n1,2,3\n", "twice"),
        ('employee_id\n"1\n', "quotation"),
        ("employee_id\n", "no rows"),
    ],
)
async def test_a_table_that_cannot_be_read_says_why(api: Api, table: str, says: str) -> None:
    sent = {"Content-Type": "text/csv"}
    answer = await api.call("POST", "/v1/employees/import", content=table.encode(), headers=sent)
    assert answer.status_code == 422
    assert says in answer.json()["error"]["message"]


@on_sqlite
async def test_a_table_is_sent_as_one(api: Api) -> None:
    answer = await api.post("/v1/employees/import", {"csv": "employee_id\n1\n"})
    assert answer.status_code == 415
    assert "text/csv" in answer.json()["error"]["message"]


async def test_a_key_limited_to_sites_sees_and_changes_only_those(api: Api) -> None:
    hq, farm = [await api.made("/v1/sites", {"name": name}) for name in ("HQ", "Farm")]
    await api.device("A", site="hq")
    await api.device("F", site="farm")
    await api.made("/v1/employees", {"employee_id": "both", "sites": ["hq", "farm"]})
    await api.made("/v1/employees", {"employee_id": "afar", "devices": ["F"]})
    limited = await api.key("operator", site_ids=[hq["id"]])
    seen = (await api.get("/v1/employees", key=limited)).json()["data"]
    assert [(one["employee_id"], one["sites"]) for one in seen] == [("both", [hq["id"]])]
    assert seen[0]["sync"]["pending"] == 1
    assert (await api.get("/v1/employees/afar", key=limited)).status_code == 404
    nowhere = await api.post("/v1/employees", {"employee_id": "x"}, key=limited)
    assert nowhere.json()["error"]["code"] == "permission_denied"
    there = await api.post("/v1/employees", {"employee_id": "x", "sites": ["farm"]}, key=limited)
    assert there.status_code == 404
    assert (await api.delete("/v1/employees/both", key=limited)).status_code == 403
    await api.patch("/v1/employees/both", {"sites": []}, key=limited)
    assert (await api.get("/v1/employees/both")).json()["sites"] == [farm["id"]]
    items = [{"employee_id": "afar", "name": "mine", "sites": ["hq"]}]
    many = await api.post("/v1/employees/bulk", {"items": items}, key=limited)
    assert many.json()["items"][0]["status"] == 404


async def test_what_is_done_is_audited_without_card_numbers(api: Api) -> None:
    await api.made("/v1/employees", AHMED)
    await api.patch("/v1/employees/EMP001", {"card_number": "99887766"})
    entries = (await api.get("/v1/audit")).json()["data"]
    (change, create) = [entry for entry in entries if entry["action"].startswith("employee.")]
    assert change["diff"]["card_number"] == ["…5678", "…7766"]
    assert create["diff"]["employee_id"] == [None, "EMP001"]
    assert "0012345678" not in str(entries)


async def test_punches_are_those_of_employees(api: Api) -> None:
    device = await api.device("A")
    await api.made("/v1/employees", {"employee_id": "EMP1", "pin": "7"})
    await api.punch(device["id"], {"pin": "7"}, {"pin": "8"})
    found = (await api.get("/v1/attendance?order=received_at")).json()["data"]
    assert [(one["employee_id"], one["raw"]["pin"]) for one in found] == [("EMP1", "7"), ("8", "8")]
    told = (await api.get("/v1/events?types=attendance.created")).json()["data"]
    assert {one["employee_id"] for one in told} == {"EMP1", "8"}

    async def of(name: str) -> list[str]:
        page = await api.get("/v1/attendance", params={"employee_id": name})
        return [one["raw"]["pin"] for one in page.json()["data"]]

    assert (await of("EMP1"), await of("8"), await of("7")) == (["7"], ["8"], [])
    await api.delete("/v1/employees/EMP1")
    assert await of("7") == ["7"]

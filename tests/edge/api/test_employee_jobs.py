"""Thousands of employees in one request: carried out as a job, each exactly once, whatever stops it."""

from __future__ import annotations

import json
from logging import LogRecord
from typing import Any

import pytest
import sqlalchemy as sa

from edge import bulk_employees
from edge.job_runner import JobRunner
from edge.store import audit
from edge.store.command_tables import job_item
from edge.store.ids import row_id
from tests.edge.api.conftest import Api, on_sqlite

BULK = "/v1/employees/bulk"
MANY = 1_001
OWNER = "process"


async def started(api: Api, items: list[dict[str, Any]], **rest: Any) -> dict[str, Any]:
    answer = await api.post(BULK, {"items": items}, **rest)
    assert answer.status_code == 202, answer.text
    job: dict[str, Any] = answer.json()
    assert answer.headers["Location"] == f"/v1/jobs/{job['id']}"
    return job


async def carried_out(api: Api, job: dict[str, Any]) -> dict[str, Any]:
    await JobRunner(api.store, OWNER).advance()
    found: dict[str, Any] = (await api.get(f"/v1/jobs/{job['id']}")).json()
    return found


async def count(api: Api) -> int:
    statement = sa.text("SELECT count(*) FROM employee WHERE tenant_id = :tenant")
    bound = statement.bindparams(tenant=api.home.tenant_id)
    return int(await api.store.read(lambda conn: conn.execute(bound).scalar_one()))


async def kept(api: Api, job: dict[str, Any]) -> int:
    """How many items still hold what was sent."""
    statement = sa.select(sa.func.count()).where(
        job_item.c.tenant_id == api.home.tenant_id,
        job_item.c.job_id == row_id("job", job["id"]),
        job_item.c.params.is_not(None),
    )
    return int(await api.store.read(lambda conn: conn.execute(statement).scalar_one()))


async def test_more_than_a_thousand_are_made_and_changed_by_a_job(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    await api.made("/v1/employees", {"employee_id": "1", "name": "old"})
    items: list[dict[str, Any]] = [
        {"employee_id": str(number), "name": f"n{number}", "sites": ["hq"]} for number in range(1, MANY + 1)
    ]
    items[10] = {"employee_id": "11", "card_number": "x"}
    items[20] = {"employee_id": "21", "sites": ["nowhere"]}
    items[30] = {"employee_id": "2"}
    items[40] = {"ref": "no id"}
    job = await started(api, items)
    assert (job["type"], job["status"]) == ("employees.bulk_upsert", "queued")
    assert job["progress"]["total"] == MANY
    assert job["details"] == {"employees": MANY}
    done = await carried_out(api, job)
    assert done["status"] == "partially_failed"
    assert done["progress"] == {
        "total": MANY,
        "done": MANY,
        "succeeded": MANY - 5,
        "failed": 5,
        "skipped": 0,
        "percent": 100,
        "eta_seconds": None,
    }
    assert [(error["ref"], error["message"]) for error in done["errors"]] == [
        ("2", "employee_id: The employee '2' is named 2 times; name each once."),
        ("11", "card_number: String should match pattern '^[0-9]{1,20}$'"),
        ("21", "No site found with ID 'nowhere'"),
        ("2", "employee_id: The employee '2' is named 2 times; name each once."),
        ("#40", "employee_id: Field required"),
    ]
    assert (await api.get("/v1/employees/1")).json()["name"] == "n1"
    assert await count(api) == MANY - 5
    assert await kept(api, job) == 0, "nothing of what was sent is kept"
    failed = (await api.get(done["errors_url"])).json()["data"]
    assert [item["id"] for item in failed] == ["1", "10", "20", "30", "40"]


@on_sqlite
async def test_a_thousand_are_answered_at_once(api: Api) -> None:
    items = [{"employee_id": str(number)} for number in range(1, MANY)]
    whole = await api.post(BULK, {"items": items})
    assert whole.status_code == 207
    assert whole.json()["summary"]["succeeded"] == MANY - 1


@on_sqlite
async def test_who_would_rather_not_wait_is_given_a_job(api: Api) -> None:
    job = await started(api, [{"employee_id": "1"}], headers={"Prefer": "respond-async"})
    assert (await carried_out(api, job))["status"] == "succeeded"
    assert await count(api) == 1


async def test_a_table_of_thousands_names_the_lines_that_failed(api: Api) -> None:
    rows = [f"{number},n{number}," for number in range(1, MANY + 1)]
    rows[4] = "5,=1+1,"
    rows[5] = "6,x,perhaps"
    rows[6] = "7,x,yes,more"
    table = "\n".join(["employee_id,name,active", *rows])
    sent = {"Content-Type": "text/csv"}
    answer = await api.call("POST", "/v1/employees/import", content=table.encode(), headers=sent)
    assert answer.status_code == 202, answer.text
    done = await carried_out(api, answer.json())
    assert [error["message"] for error in done["errors"]] == [
        "Line 6: name: '=1+1' begins like a formula of a spreadsheet. Write it as plain text.",
        "Line 7: active: 'perhaps' is neither yes nor no.",
        "Line 8: The row has 4 cells for 3 headings.",
    ]
    assert await count(api) == MANY - 3


async def test_stopped_in_the_midst_it_goes_on_and_does_nothing_twice(
    api: Api, monkeypatch: pytest.MonkeyPatch, expected_logs: list[LogRecord]
) -> None:
    job = await started(api, [{"employee_id": str(number)} for number in range(1, MANY + 1)])
    key = (api.home.tenant_id, row_id("job", job["id"]))
    assert key[1] is not None
    first = JobRunner(api.store, OWNER)
    for _ in range(3):
        assert await first._advance(key[0], key[1])
    assert await count(api) == 3 * bulk_employees.BATCH

    def broken(*args: Any, **more: Any) -> None:
        raise OSError("no room")

    with monkeypatch.context() as patch:  # the batch was written and its commit never came
        patch.setattr(audit, "append", broken)
        assert not await first._advance(key[0], key[1])
    assert await count(api) == 3 * bulk_employees.BATCH
    shown = (await api.get(f"/v1/jobs/{job['id']}")).json()
    assert (shown["status"], shown["progress"]["percent"]) == ("running", 29)
    done = await carried_out(api, job)
    assert (done["status"], await count(api)) == ("succeeded", MANY)
    assert [record.levelname for record in expected_logs] == ["ERROR"]
    entries = sa.text("SELECT count(*) FROM audit WHERE tenant_id = :tenant AND action = 'employee.create'")
    bound = entries.bindparams(tenant=api.home.tenant_id)
    assert await api.store.read(lambda conn: conn.execute(bound).scalar_one()) == MANY


async def test_cancelled_it_begins_nothing_further(api: Api) -> None:
    job = await started(api, [{"employee_id": str(number)} for number in range(1, MANY + 1)])
    job_id = row_id("job", job["id"])
    assert job_id is not None
    assert await JobRunner(api.store, OWNER)._advance(api.home.tenant_id, job_id)
    stopped = (await api.post(f"/v1/jobs/{job['id']}/cancel")).json()
    assert stopped["status"] == "cancelled"
    assert stopped["progress"]["succeeded"] == bulk_employees.BATCH
    assert stopped["progress"]["skipped"] == MANY - bulk_employees.BATCH
    assert (await count(api), await kept(api, job)) == (bulk_employees.BATCH, 0)
    await JobRunner(api.store, OWNER).advance()
    assert await count(api) == bulk_employees.BATCH


async def test_a_key_limited_to_sites_changes_nobody_elsewhere(api: Api) -> None:
    hq = await api.made("/v1/sites", {"name": "HQ"})
    await api.made("/v1/sites", {"name": "Farm"})
    await api.made("/v1/employees", {"employee_id": "afar", "sites": ["farm"]})
    limited = await api.key("operator", site_ids=[hq["id"]])
    items = [
        {"employee_id": "afar", "name": "mine", "sites": ["hq"]},
        {"employee_id": "nowhere"},
        {"employee_id": "there", "sites": ["farm"]},
        {"employee_id": "here", "sites": ["hq"]},
    ]
    job = await started(api, items, key=limited, headers={"Prefer": "respond-async"})
    await JobRunner(api.store, OWNER).advance()
    done = (await api.get(f"/v1/jobs/{job['id']}", key=limited)).json()
    assert [error["ref"] for error in done["errors"]] == ["afar", "nowhere", "there"]
    assert "sites" not in str(done["details"])
    assert (await api.get("/v1/employees/afar")).json()["name"] == ""
    assert (await api.get("/v1/employees/here")).json()["sites"] == [hq["id"]]
    assert (await api.get(f"/v1/jobs/{job['id']}", key=await api.key("operator"))).status_code == 200
    stranger = await api.key("operator", site_ids=[hq["id"]])
    assert (await api.get(f"/v1/jobs/{job['id']}", key=stranger)).status_code == 404


async def test_letters_that_no_database_takes_do_no_harm(api: Api) -> None:
    items = [
        {"employee_id": "1", "name": "\x00"},
        {"employee_id": "\ud800"},
        {"employee_id": {"a": 1}},
        {"employee_id": "2", "\ud800": 1},
    ]
    sent = {"Prefer": "respond-async", "Content-Type": "application/json"}
    answer = await api.call("POST", BULK, content=json.dumps({"items": items}).encode(), headers=sent)
    done = await carried_out(api, answer.json())
    assert done["progress"]["failed"] == len(items)
    assert [error["ref"] for error in done["errors"]] == ["1", "#1", "#2", "2"]


@on_sqlite
async def test_all_or_nothing_is_for_a_thousand_at_most(api: Api) -> None:
    items = [{"employee_id": str(number)} for number in range(1, MANY + 1)]
    answer = await api.post(BULK, {"atomic": True, "items": items})
    assert (answer.status_code, answer.json()["error"]["param"]) == (422, "atomic")
    few = {"atomic": True, "items": items[:2]}
    assert (await api.post(BULK, few, headers={"Prefer": "respond-async"})).status_code == 207


@on_sqlite
async def test_beyond_fifty_thousand_they_are_to_be_sent_in_parts(api: Api) -> None:
    table = "employee_id\n" + "\n".join(map(str, range(1, 50_002)))
    sent = {"Content-Type": "text/csv"}
    answer = await api.call("POST", "/v1/employees/import", content=table.encode(), headers=sent)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "payload_too_large")
    assert "in parts" in answer.json()["error"]["message"]


async def test_a_repeated_request_is_the_same_job(api: Api) -> None:
    items = [{"employee_id": str(number)} for number in range(1, MANY + 1)]
    once = await started(api, items, headers={"Idempotency-Key": "k"})
    await carried_out(api, once)
    again = await api.post(BULK, {"items": items}, headers={"Idempotency-Key": "k"})
    assert (again.status_code, again.json()["id"]) == (202, once["id"])
    assert again.json()["status"] == "succeeded"

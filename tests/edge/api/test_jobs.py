"""Commands to many devices over the API: whom a selector means, how far the job is, how it is stopped."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from edge import commands
from edge.job_runner import JobRunner
from edge.store import devices
from edge.store.command_tables import command
from edge.store.ids import now_us, row_id
from tests.edge.api import test_plans
from tests.edge.api.conftest import Api, on_sqlite

BULK = "/v1/commands/bulk"
ALL = {"all": True}


async def start(api: Api, command: str = "fetch_info", **members: Any) -> dict[str, Any]:
    answer = await api.post(BULK, {"command": command, "selector": ALL, **members})
    assert answer.status_code == 202, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def carry_on(api: Api) -> None:
    await JobRunner(api.store, "test").advance()


async def finish(
    api: Api, job: dict[str, Any], status: commands.Ending = "succeeded", limit: int = 99
) -> None:
    """Terminals fetch the commands of a job and say how it went."""
    whose = sa.and_(command.c.tenant_id == api.home.tenant_id, command.c.job_id == row_id("job", job["id"]))

    def unit(conn: sa.Connection) -> None:
        waiting = sa.select(command.c.id).where(whose, command.c.status.in_(("queued", "sent")))
        for command_id in conn.scalars(waiting.order_by(command.c.id).limit(limit)).all():
            row = commands.existing(conn, api.home.tenant_id, command_id)
            device_row = devices.by_id(conn, api.home.tenant_id, row["device_id"])
            assert device_row is not None
            said = {"code": "refused", "message": "It said no."} if status == "failed" else {}
            commands.finish(conn, api.store.ids, row, device_row, status, now=now_us(), speaking=True, **said)

    await api.store.write(unit)


async def refs(api: Api, job: dict[str, Any]) -> list[str]:
    listed = await api.get(f"/v1/jobs/{job['id']}/items")
    return [item["ref"] for item in listed.json()["data"]]


async def test_who_shall_be_on_some_terminals_is_deleted_on_the_others(api: Api) -> None:
    """People are named by employee_id, and terminals know them by the PIN."""
    for serial in ("A0", "A1", "A2"):
        await api.device(serial)
    await api.made("/v1/employees", {"employee_id": "EMP001", "pin": "17", "devices": ["A1"]})
    job = await start(api, "delete_employee", params={"employee_id": "EMP001"}, canary=False)
    await carry_on(api)
    items = (await api.get(f"/v1/jobs/{job['id']}/items")).json()["data"]
    assert [item["status"] for item in items] == ["running", "failed", "running"]
    assert "'EMP001' shall be on the terminal 'A1'" in items[1]["error"]
    given = (await api.get("/v1/commands")).json()["data"]
    assert [command["params"]["pin"] for command in given] == ["17", "17"]


async def fleet(api: Api) -> None:
    """Six devices at two sites, of two models, some tagged, one online and one that went away."""
    await api.made("/v1/sites", {"name": "HQ"})
    await api.made("/v1/sites", {"name": "Farm"})
    for number in range(6):
        await api.device(
            f"S{number}",
            id=f"dev_{number}",
            site="HQ" if number < 3 else "Farm",
            tags=["gate"] if number % 2 else [],
        )
        internal = await api.internal_id(f"dev_{number}")
        model = "SpeedFace V5" if number in (1, 4) else "F22"
        await api.store.write(
            lambda conn, internal=internal, model=model: devices.note_identity(
                conn, api.home.tenant_id, internal, model=model
            )
        )
    for number, online in ((2, True), (5, False)):
        internal = await api.internal_id(f"dev_{number}")
        api.presence[(api.home.tenant_id, internal)] = (online, now_us(), 35.0)


async def test_a_job_tells_how_far_it_is(api: Api) -> None:
    await fleet(api)
    answer = await api.post(BULK, {"command": "fetch_info", "selector": ALL})
    assert answer.status_code == 202
    job = answer.json()
    assert answer.headers["Location"] == f"/v1/jobs/{job['id']}"
    assert answer.headers["Retry-After"] == "2"
    assert (job["type"], job["status"], job["command"]) == ("commands.bulk", "queued", "fetch_info")
    assert (job["step"], job["steps"], job["cancelable"]) == (1, 1, True)
    await carry_on(api)
    await finish(api, job, "failed", limit=1)
    await finish(api, job, "succeeded", limit=2)
    job = (await api.get(f"/v1/jobs/{job['id']}")).json()
    assert job["status"] == "running"
    progress = {name: job["progress"][name] for name in ("total", "done", "succeeded", "failed", "skipped")}
    assert progress == {"total": 6, "done": 3, "succeeded": 2, "failed": 1, "skipped": 0}
    assert job["progress"]["percent"] == 50
    assert [(error["ref"], error["message"]) for error in job["errors"]] == [("dev_2", "It said no.")]
    assert (await api.get(job["errors_url"])).json()["data"][0]["device_id"] == "dev_2"
    await finish(api, job)
    await carry_on(api)
    job = (await api.get(f"/v1/jobs/{job['id']}")).json()
    assert (job["status"], job["progress"]["percent"], job["cancelable"]) == ("partially_failed", 100, False)
    assert job["finished_at"] >= job["started_at"] >= job["created_at"]


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ({"all": True}, ["dev_2", "dev_0", "dev_1", "dev_3", "dev_4", "dev_5"]),
        ({"devices": ["S4", "dev_1", "S1"]}, ["dev_1", "dev_4"]),
        ({"site": "hq"}, ["dev_2", "dev_0", "dev_1"]),
        ({"tag": "gate"}, ["dev_1", "dev_3", "dev_5"]),
        ({"tag": "gate", "site": "Farm"}, ["dev_3", "dev_5"]),
        ({"model": "speedface v5"}, ["dev_1", "dev_4"]),
        ({"status": "online"}, ["dev_2"]),
        ({"status": "offline"}, ["dev_5"]),
        ({"status": "new", "devices": ["dev_2", "dev_3"]}, ["dev_3"]),
        ({"site": "farm", "devices": ["dev_2", "dev_3"]}, ["dev_3"]),
    ],
)
@on_sqlite
async def test_what_a_selector_means(api: Api, selector: dict[str, Any], expected: list[str]) -> None:
    """Its members narrow each other; who is online is tried first."""
    await fleet(api)
    assert await refs(api, await start(api, selector=selector)) == expected


@pytest.mark.parametrize(
    ("body", "status", "param"),
    [
        ({"selector": {}}, 422, "selector"),
        ({"selector": {"all": False}}, 422, "selector.all"),
        ({"selector": {"all": True, "tag": "gate"}}, 422, "selector"),
        ({"selector": {"tag": "nobody has this"}}, 422, "selector"),
        ({"selector": {"devices": ["S1", "S9"]}}, 404, None),
        ({"selector": {"devices": ["S9"], "site": "hq"}}, 404, None),
        ({"selector": {"site": "nowhere"}}, 404, None),
        ({"selector": ALL, "command": "explode"}, 422, "command"),
        ({"selector": ALL, "command": "update_settings", "params": {"volume": 900}}, 422, "params.volume"),
        ({"selector": ALL, "command": "clear_all"}, 422, "reason"),
        ({"selector": ALL, "command": "clear_all", "reason": "x", "expires_in": 301}, 422, "expires_in"),
        ({"selector": ALL, "canary": {"steps": ["0%"]}}, 422, None),
        ({"selector": ALL, "canary": {"steps": []}}, 422, None),
    ],
)
@on_sqlite
async def test_what_is_refused_starts_nothing(
    api: Api, body: dict[str, Any], status: int, param: str | None
) -> None:
    await fleet(api)
    answer = await api.post(BULK, {"command": "fetch_info", **body})
    assert answer.status_code == status, answer.text
    if param is not None:
        assert answer.json()["error"]["param"] == param
    assert (await api.get("/v1/jobs")).json()["data"] == []


@on_sqlite
async def test_what_is_dangerous_goes_to_a_few_first_unless_asked_otherwise(api: Api) -> None:
    await api.fleet(20)
    careful = await start(api, "clear_all", reason="stolen")
    assert (careful["steps"], careful["details"]["canary"]) == (
        3,
        {"steps": [1, "10%", "100%"], "tolerate": 0},
    )
    assert (await start(api, "clear_all", reason="stolen", canary=False))["steps"] == 1
    assert (await start(api, canary=True))["steps"] == 3
    own = await start(api, canary={"steps": [2, "50%"], "tolerate": 1})
    assert (own["steps"], own["details"]["canary"]["tolerate"]) == (3, 1)
    items = (await api.get(f"/v1/jobs/{own['id']}/items")).json()["data"]
    assert [item["step"] for item in items] == [1] * 2 + [2] * 8 + [3] * 10


async def test_the_same_request_twice_is_one_job_as_it_stands(api: Api) -> None:
    await fleet(api)
    headers = {"Idempotency-Key": "once"}
    body = {"command": "fetch_info", "selector": ALL}
    first = await api.post(BULK, body, headers=headers)
    await carry_on(api)
    second = await api.post(BULK, body, headers=headers)
    assert (second.status_code, second.headers["Idempotent-Replayed"]) == (202, "true")
    assert first.json()["id"] == second.json()["id"]
    assert (first.json()["status"], second.json()["status"]) == ("queued", "running")
    assert len((await api.get("/v1/jobs")).json()["data"]) == 1


async def test_jobs_and_their_items_are_listed_in_pages(api: Api) -> None:
    await fleet(api)
    made = [(await start(api))["id"] for _ in range(3)]
    page = (await api.get("/v1/jobs?limit=2")).json()
    rest = (await api.get(f"/v1/jobs?limit=2&cursor={page['next_cursor']}")).json()
    assert [job["id"] for job in page["data"] + rest["data"]] == made[::-1]
    await carry_on(api)
    assert len((await api.get("/v1/jobs?status=running&type=commands.bulk")).json()["data"]) == 3
    assert (await api.get("/v1/jobs?status=queued&status=failed")).json()["data"] == []
    assert (await api.get("/v1/jobs?type=device.replace")).json()["data"] == []
    items = f"/v1/jobs/{made[0]}/items"
    page = (await api.get(f"{items}?limit=4")).json()
    rest = (await api.get(f"{items}?limit=4&cursor={page['next_cursor']}")).json()
    assert [item["id"] for item in page["data"] + rest["data"]] == list("012345")
    assert {item["status"] for item in page["data"]} == {"running"}
    assert (await api.get(f"{items}?status=failed&status=skipped")).json()["data"] == []


async def test_a_cancelled_job_takes_back_what_no_terminal_has_fetched(api: Api) -> None:
    await fleet(api)
    job = await start(api)
    await carry_on(api)
    item = (await api.get(f"/v1/jobs/{job['id']}/items")).json()["data"][0]
    sent = row_id("cmd", item["command_id"])
    await api.store.write(
        lambda conn: commands.rows.change(conn, api.home.tenant_id, sent, status="sent", sent_at=now_us())
    )
    stopped = await api.post(f"/v1/jobs/{job['id']}/cancel")
    assert stopped.status_code == 200, stopped.text
    shown = stopped.json()
    assert (shown["status"], shown["progress"]["skipped"], shown["cancelable"]) == ("cancelling", 5, False)
    assert (await api.post(f"/v1/jobs/{job['id']}/cancel")).json()["status"] == "cancelling"
    await finish(api, job)
    await carry_on(api)
    shown = (await api.get(f"/v1/jobs/{job['id']}")).json()
    assert (shown["status"], shown["progress"]["succeeded"]) == ("cancelled", 1)


async def test_a_job_that_has_not_begun_is_cancelled_at_once(api: Api) -> None:
    await fleet(api)
    job = await start(api)
    assert (await api.post(f"/v1/jobs/{job['id']}/cancel")).json()["status"] == "cancelled"
    await carry_on(api)
    assert (await api.get("/v1/commands")).json()["data"] == []


async def test_what_failed_is_tried_again(api: Api) -> None:
    await fleet(api)
    job = await start(api, "update_settings", params={"volume": 3})
    early = await api.post(f"/v1/jobs/{job['id']}/retry")
    assert (early.status_code, early.json()["error"]["code"]) == (409, "conflict")
    await carry_on(api)
    await finish(api, job, "failed", limit=2)
    await finish(api, job)
    await carry_on(api)
    again = await api.post(f"/v1/jobs/{job['id']}/retry", {"reason": "again"})
    assert (again.status_code, again.headers["Location"]) == (202, f"/v1/jobs/{again.json()['id']}")
    assert (again.json()["retry_of"], again.json()["reason"]) == (job["id"], "again")
    assert await refs(api, again.json()) == ["dev_2", "dev_0"]
    await carry_on(api)
    given = (await api.get("/v1/commands?status=queued")).json()["data"]
    assert [one["params"] for one in given] == [{"volume": 3}] * 2
    finished = await start(api, selector={"devices": ["S1"]})
    await carry_on(api)
    await finish(api, finished)
    await carry_on(api)
    nothing = await api.post(f"/v1/jobs/{finished['id']}/retry")
    assert nothing.status_code == 409


@on_sqlite
async def test_raw_commands_need_their_own_scope_also_when_tried_again(api: Api) -> None:
    await fleet(api)
    body = {"command": "raw", "params": {"text": "CHECK"}, "selector": ALL, "reason": "x", "canary": False}
    refused = await api.post(BULK, body)
    assert (refused.status_code, refused.json()["error"]["required_scope"]) == (403, "commands:raw")
    whole = await api.key("admin", scopes=["commands:execute", "commands:raw", "jobs:read"])
    job = (await api.post(BULK, body, key=whole)).json()
    await carry_on(api)
    await finish(api, job, "failed")
    await carry_on(api)
    again = await api.post(f"/v1/jobs/{job['id']}/retry")
    assert (again.status_code, again.json()["error"]["required_scope"]) == (403, "commands:raw")
    assert (await api.post(f"/v1/jobs/{job['id']}/retry", key=whole)).status_code == 202


@on_sqlite
async def test_a_key_limited_to_sites_reaches_its_own_devices_and_jobs(api: Api) -> None:
    await fleet(api)
    everybody = await start(api)
    limited = await api.key("operator", site_ids=["farm"])
    mine = await api.post(BULK, {"command": "fetch_info", "selector": ALL}, key=limited)
    assert await refs(api, mine.json()) == ["dev_3", "dev_4", "dev_5"]
    for selector in ({"devices": ["dev_0"]}, {"site": "hq"}):
        answer = await api.post(BULK, {"command": "fetch_info", "selector": selector}, key=limited)
        assert answer.status_code == 404
    listed = (await api.get("/v1/jobs", key=limited)).json()["data"]
    assert [job["id"] for job in listed] == [mine.json()["id"]]
    for path in ("", "/items"):
        assert (await api.get(f"/v1/jobs/{everybody['id']}{path}", key=limited)).status_code == 404
    for path in ("/cancel", "/retry"):
        assert (await api.post(f"/v1/jobs/{everybody['id']}{path}", key=limited)).status_code == 404


@on_sqlite
async def test_who_started_and_stopped_it_is_written_down(api: Api) -> None:
    await fleet(api)
    job = await start(api, "restart", reason="slow")
    await api.post(f"/v1/jobs/{job['id']}/cancel")
    entries = (await api.get("/v1/audit")).json()["data"]
    by_action = {entry["action"]: entry for entry in entries}
    begun, stopped = by_action["command.bulk"], by_action["job.cancel"]
    assert begun["target"] == stopped["target"] == job["id"]
    assert begun["diff"]["command"] == [None, "restart"]
    assert begun["diff"]["devices"] == [None, 6]
    assert stopped["diff"]["status"] == ["queued", "cancelled"]


@on_sqlite
async def test_nothing_secret_is_shown_of_a_job(api: Api) -> None:
    await fleet(api)
    people = [{"employee_id": "7", "password": "918273"}]
    job = await start(api, "sync_employees", params={"employees": people})
    for path in (f"/v1/jobs/{job['id']}", "/v1/jobs", "/v1/audit"):
        assert "918273" not in (await api.get(path)).text


async def test_jobs_are_read_by_index_however_many_there_are(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(test_plans, "BIG", (*test_plans.BIG, "job", "job_item"))
    await fleet(api)
    with test_plans.statements() as sent:
        job = await start(api, canary={"steps": [2]})
        for path in ("/v1/jobs", "/v1/jobs?type=commands.bulk", f"/v1/jobs/{job['id']}"):
            await api.get(path)
        await carry_on(api)
        await finish(api, job, "failed")
        listed = f"/v1/jobs/{job['id']}/items?limit=2"
        for query in ("", "&status=running"):
            await api.get(f"{listed}{query}")
        await api.get(f"/v1/jobs/{job['id']}")
        await api.post(f"/v1/jobs/{job['id']}/cancel")
    asked = [one for one in sent if " job" in one[0]]
    assert len(asked) > 15
    for statement, parameters in asked:
        plan = await test_plans.plan_of(api.store, statement, parameters)
        if "tenant.id" in statement:  # open jobs of all tenants: an index of nothing else
            assert "ix_job_open" in plan
        else:
            assert not test_plans.whole_tables(plan, api.store.dialect), f"{statement}\n{plan}"

"""Lines that could not be read: seen, read again by the parsers of today, let go of; never there twice."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from edge import dead_lines
from edge.job_runner import KINDS, JobRunner
from edge.push.rereading import reread
from edge.store.ids import now_us
from edge.store.punches import DeadRow, save_dead_lines
from tests.edge.api.conftest import Api, on_sqlite

LINE = b"7\t2026-03-27 08:00:00\t0\t1\t0\t0\t0"
SEEN = 1_774_600_000 * 1_000_000  # 2026-03-27T08:26:40Z


async def keep(
    api: Api, device: str, *lines: bytes, table: str = "ATTLOG", code: str = "no_time", seen_at: int = SEEN
) -> list[str]:
    """Keep lines as if they could not have been read; their ids, in their order."""
    internal = await api.internal_id(device)

    def unit(conn: sa.Connection) -> None:
        rows = [
            DeadRow(line, number, code, "There is no time in this line.")
            for number, line in enumerate(lines, 1)
        ]
        save_dead_lines(conn, api.store.ids, api.home.tenant_id, internal, table, rows, seen_at=seen_at)

    await api.store.write(unit)
    listed = (await api.get("/v1/attendance/dead?limit=1000")).json()["data"]
    return [found["id"] for line in lines for found in listed if found["line"].encode() == line]


async def line(api: Api, name: str) -> dict[str, Any]:
    response = await api.get(f"/v1/attendance/dead/{name}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def reparsed(api: Api, name: str) -> dict[str, Any]:
    return await api.made(f"/v1/attendance/dead/{name}/reparse", None)


async def carry_on(api: Api) -> None:
    kinds = {**KINDS, "dead_lines.reparse": dead_lines.kind(reread)}
    await JobRunner(api.store, "test", kinds=kinds).advance()


async def punches(api: Api) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await api.get("/v1/attendance?order=asc")).json()["data"]
    return found


async def test_a_line_that_can_be_read_now_becomes_the_punch_it_always_was(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ", "location": {"timezone": "Africa/Casablanca"}})
    device = await api.device("A0", site="hq")
    (name,) = await keep(api, device["id"], LINE)
    assert (await line(api, name))["status"] == "open"
    after = await reparsed(api, name)
    (punch,) = await punches(api)
    assert after["status"] == "resolved"
    assert after["attendance_id"] == punch["id"]
    assert after["settled_by"].startswith("key_")
    assert punch["punch_time_local"] == "2026-03-27T08:00:00"
    assert punch["timezone"] == "Africa/Casablanca"
    assert (punch["site"], punch["raw"]["pin"], punch["late"]) == ("HQ", "7", True)
    assert (await api.get("/v1/attendance/dead")).json()["data"] == []
    assert (await api.get("/v1/attendance/dead?status=resolved")).json()["data"] == [after]
    (event,) = (await api.get("/v1/events?types=attendance.created")).json()["data"]
    assert event["attendance_id"] == punch["id"]
    (entry,) = [one for one in (await api.get("/v1/audit")).json()["data"] if one["target"] == name]
    assert (entry["action"], entry["diff"]["status"]) == ("dead_line.reparse", ["open", "resolved"])


async def test_a_punch_that_is_there_already_is_not_stored_twice(api: Api) -> None:
    device = await api.device("A0")
    first, second = await keep(api, device["id"], LINE, LINE + b"\t")
    one, other = await reparsed(api, first), await reparsed(api, second)
    assert one["attendance_id"] == other["attendance_id"] == (await punches(api))[0]["id"]
    assert await reparsed(api, first) == one
    assert len(await punches(api)) == 1


async def test_what_still_cannot_be_read_stays_open_and_says_why(api: Api) -> None:
    device = await api.device("A0")
    (name,) = await keep(api, device["id"], b"7\tyesterday\t0\t1")
    refused = await api.post(f"/v1/attendance/dead/{name}/reparse")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "conflict")
    assert "still cannot be read" in refused.json()["error"]["message"]
    assert (await line(api, name))["status"] == "open"
    assert await punches(api) == []


async def test_lines_about_people_are_not_read_again_out_of_their_time(api: Api) -> None:
    device = await api.device("A0")
    (name,) = await keep(api, device["id"], b"USER PIN=7\tName=Old", table="OPERLOG")
    refused = await api.post(f"/v1/attendance/dead/{name}/reparse")
    assert refused.status_code == 409
    assert "Have the terminal send them again" in refused.json()["error"]["message"]


async def test_an_event_of_an_access_terminal_is_read_again_too(api: Api) -> None:
    device = await api.device("A0")
    text = "time=2026-03-27 08:00:00\tpin=7\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=1"
    (name,) = await keep(api, device["id"], text.encode(), table="rtlog")
    assert (await reparsed(api, name))["attendance_id"] == (await punches(api))[0]["id"]


async def test_older_than_what_is_kept_is_settled_without_a_punch(api: Api) -> None:
    device = await api.device("A0")
    statement = sa.text("UPDATE tenant SET retention_days = 1 WHERE id = :tenant")
    await api.store.write(lambda conn: conn.execute(statement, {"tenant": api.home.tenant_id}))
    (name,) = await keep(api, device["id"], LINE)
    after = await reparsed(api, name)
    assert (after["status"], after["attendance_id"]) == ("resolved", None)
    assert "older" in after["reason"]
    assert await punches(api) == []


async def test_a_discarded_line_says_who_and_why_and_nothing_else(api: Api) -> None:
    device = await api.device("A0")
    (name,) = await keep(api, device["id"], b"secret words")
    body = {"reason": "noise of a broken cable"}
    after = await api.made(f"/v1/attendance/dead/{name}/discard", body)
    assert (after["status"], after["reason"]) == ("discarded", body["reason"])
    assert after["line"] == after["line_base64"] == ""
    assert await api.made(f"/v1/attendance/dead/{name}/discard", body) == after
    assert (await api.post(f"/v1/attendance/dead/{name}/reparse")).status_code == 409
    await keep(api, device["id"], b"secret words")  # the terminal sends it again
    again = await line(api, name)
    assert (again["status"], again["count"], again["line"]) == ("discarded", 2, "")
    assert (await api.post(f"/v1/attendance/dead/{name}/discard", {})).status_code == 422
    (entry,) = [one for one in (await api.get("/v1/audit")).json()["data"] if one["target"] == name]
    assert (entry["action"], entry["diff"]["reason"][1]) == ("dead_line.discard", body["reason"])


async def test_a_line_that_was_read_cannot_be_discarded(api: Api) -> None:
    device = await api.device("A0")
    (name,) = await keep(api, device["id"], LINE)
    await reparsed(api, name)
    assert (await api.post(f"/v1/attendance/dead/{name}/discard", {"reason": "x"})).status_code == 409


async def test_many_lines_are_read_again_as_a_job(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dead_lines, "BATCH", 3)
    for serial in ("A0", "B0"):
        device = await api.device(serial)
        lines = [LINE.replace(b"08:00:00", b"08:00:%02d" % second) for second in range(5)]
        await keep(api, device["id"], *lines, b"no punch at all")
    other = await keep(api, device["id"], b"other", code="too_long")
    begun = await api.post("/v1/attendance/dead/reparse", {"code": ["no_time"]})
    assert begun.status_code == 202, begun.text
    assert begun.json()["progress"]["total"] == 12
    await carry_on(api)
    job = (await api.get(begun.headers["Location"])).json()
    assert (job["status"], job["progress"]["succeeded"]) == ("partially_failed", 10)
    assert all("still cannot be read" in error["message"] for error in job["errors"])
    assert len(await punches(api)) == 10
    left = (await api.get("/v1/attendance/dead")).json()["data"]
    assert len(left) == 3
    assert other[0] in {one["id"] for one in left}


async def test_a_job_that_was_killed_goes_on_without_doubles(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process dies in the midst of a batch; another carries on from the last commit."""
    monkeypatch.setattr(dead_lines, "BATCH", 2)
    device = await api.device("A0")
    lines = [LINE.replace(b"08:00:00", b"08:00:%02d" % second) for second in range(6)]
    await keep(api, device["id"], *lines)
    begun = await api.post("/v1/attendance/dead/reparse", {"all": True})
    calls = 0

    def dies(*said: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise RuntimeError("killed")
        return reread(*said)

    broken = JobRunner(api.store, "test", kinds={**KINDS, "dead_lines.reparse": dead_lines.kind(dies)})
    with pytest.raises(RuntimeError, match="killed"):
        await broken.advance()
    assert len(await punches(api)) == 2
    await carry_on(api)
    job = (await api.get(begun.headers["Location"])).json()
    assert (job["status"], job["progress"]["succeeded"]) == ("succeeded", 6)
    assert len(await punches(api)) == 6


async def test_a_job_is_cancelled_between_batches(api: Api) -> None:
    device = await api.device("A0")
    await keep(api, device["id"], LINE)
    begun = await api.post("/v1/attendance/dead/reparse", {"all": True})
    stopped = await api.post(f"{begun.headers['Location']}/cancel")
    assert stopped.json()["status"] == "cancelled"
    await carry_on(api)
    assert await punches(api) == []


async def test_many_lines_are_discarded_by_what_they_are(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dead_lines, "MOST", 2)
    device = await api.device("A0")
    await keep(api, device["id"], b"a", b"b", b"c")
    await keep(api, device["id"], b"d", table="rtlog")
    await keep(api, device["id"], b"e", seen_at=now_us())
    body = {"device": ["A0"], "table": ["ATTLOG"], "seen_to": "2026-03-28T00:00:00Z", "reason": "noise"}
    first = await api.made("/v1/attendance/dead/discard", body)
    assert (first["discarded"], first["has_more"]) == (2, True)
    second = await api.made("/v1/attendance/dead/discard", body)
    assert (second["discarded"], second["has_more"]) == (1, False)
    assert {one["line"] for one in (await api.get("/v1/attendance/dead")).json()["data"]} == {"d", "e"}
    entry = (await api.get("/v1/audit")).json()["data"][0]
    assert entry["action"] == "dead_lines.discard"
    assert (entry["diff"]["lines"], entry["diff"]["reason"]) == ([None, 1], [None, "noise"])


@on_sqlite
async def test_nothing_means_nobody(api: Api) -> None:
    for path in ("reparse", "discard"):
        refused = await api.post(f"/v1/attendance/dead/{path}", {"reason": "x"} if path == "discard" else {})
        assert refused.status_code == 422
        assert "all: true" in refused.json()["error"]["message"]
    none = await api.post("/v1/attendance/dead/reparse", {"all": True})
    assert "nothing to read again" in none.json()["error"]["message"]
    assert (await api.get("/v1/attendance/dead/dead_%00")).status_code == 404


async def test_a_key_limited_to_a_site_settles_nothing_elsewhere(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    device = await api.device("A0")
    (name,) = await keep(api, device["id"], LINE)
    limited = await api.key("operator", site_ids=["hq"])
    for path in ("reparse", "discard"):
        body = {"reason": "x"} if path == "discard" else None
        one = await api.post(f"/v1/attendance/dead/{name}/{path}", body, key=limited)
        assert one.status_code == 404
    many = await api.post("/v1/attendance/dead/discard", {"all": True, "reason": "x"}, key=limited)
    assert many.json()["discarded"] == 0
    assert (await line(api, name))["status"] == "open"


async def test_the_same_idempotency_key_reads_a_line_once(api: Api) -> None:
    device = await api.device("A0")
    (name,) = await keep(api, device["id"], LINE)
    headers = {"Idempotency-Key": "again"}
    first = await api.post(f"/v1/attendance/dead/{name}/reparse", headers=headers)
    second = await api.post(f"/v1/attendance/dead/{name}/reparse", headers=headers)
    assert second.headers["Idempotent-Replayed"] == "true"
    assert first.json() == second.json()

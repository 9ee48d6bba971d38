"""Whoever likes to wait is answered when it has ended or the time is up; whoever likes to watch, watches."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import pytest
import sqlalchemy as sa

from edge import commands
from edge.api.preferences import LONGEST_WAIT_S, Preferences, preferences_of
from edge.job_runner import JobRunner
from edge.store import devices
from edge.store.ids import now_us, row_id
from tests.edge.api.conftest import Api, on_sqlite

BULK = "/v1/employees/bulk"
MANY = [{"employee_id": str(number)} for number in range(1, 251)]


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ([], Preferences()),
        (["wait=10"], Preferences(wait_s=10)),
        (["respond-async, wait=5"], Preferences(True, 5)),
        (["Respond-Async", 'WAIT = "7"; x=y'], Preferences(True, 7)),
        (["wait=99999"], Preferences(wait_s=LONGEST_WAIT_S)),
        (["wait=soon, handling=lenient"], Preferences()),
        (["wait=-1"], Preferences()),
        (["wait=3, wait=9"], Preferences(wait_s=3)),
    ],
)
def test_what_is_asked_for_and_understood(headers: list[str], asked: Preferences) -> None:
    assert preferences_of(headers) == asked


async def test_a_job_that_ends_in_time_is_answered_as_it_ended(api: Api) -> None:
    async def carried_on() -> None:
        runner = JobRunner(api.store, "test")
        while True:
            await runner.advance()
            await asyncio.sleep(0.1)

    beside = asyncio.create_task(carried_on())
    answer = await api.post(BULK, {"items": MANY}, headers={"Prefer": "respond-async, wait=20"})
    beside.cancel()
    await asyncio.gather(beside, return_exceptions=True)
    assert (answer.status_code, answer.json()["status"]) == (200, "succeeded")
    assert answer.json()["progress"]["succeeded"] == len(MANY)
    assert answer.headers["Preference-Applied"] == "wait=20"
    assert answer.headers["Location"] == f"/v1/jobs/{answer.json()['id']}"
    assert "Retry-After" not in answer.headers


@on_sqlite
async def test_a_job_that_does_not_is_answered_as_it_stands(api: Api) -> None:
    begun = time.monotonic()
    answer = await api.post(BULK, {"items": MANY}, headers={"Prefer": "respond-async, wait=1"})
    assert 0.9 < time.monotonic() - begun < 8
    assert (answer.status_code, answer.json()["status"]) == (202, "queued")
    assert answer.headers["Retry-After"] == "2"


@on_sqlite
async def test_a_command_is_awaited_too(api: Api) -> None:
    await api.device("A")

    async def carried_out() -> None:
        for _ in range(200):
            found = (await api.get("/v1/commands")).json()["data"]
            if found:
                break
            await asyncio.sleep(0.02)

        def unit(conn: sa.Connection) -> None:
            number = row_id("cmd", found[0]["id"])
            assert number is not None
            row = commands.existing(conn, api.home.tenant_id, number)
            device_row = devices.by_id(conn, api.home.tenant_id, row["device_id"])
            assert device_row is not None
            commands.finish(conn, api.store.ids, row, device_row, "succeeded", now=now_us(), speaking=True)

        await api.store.write(unit)

    beside = asyncio.create_task(carried_out())
    sent = await api.post("/v1/devices/A/commands", {"command": "restart"}, headers={"Prefer": "wait=20"})
    await beside
    assert (sent.status_code, sent.json()["status"]) == (200, "succeeded")


@on_sqlite
async def test_nobody_waits_who_did_not_ask(api: Api) -> None:
    begun = time.monotonic()
    answer = await api.post(BULK, {"items": MANY}, headers={"Prefer": "respond-async"})
    assert answer.status_code == 202
    assert "Preference-Applied" not in answer.headers
    assert time.monotonic() - begun < 10


@on_sqlite
async def test_a_job_is_watched_to_its_end(api: Api) -> None:
    answer = await api.post(BULK, {"items": MANY}, headers={"Prefer": "respond-async"})
    job = answer.json()
    heard: list[tuple[str, dict[str, Any]]] = []
    url = f"/v1/jobs/{job['id']}/events"
    carried_on = None
    async with api.http.stream("GET", url, headers={"Authorization": f"Bearer {api.home.admin}"}) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        event = ""
        async for line in stream.aiter_lines():
            name, _, value = line.partition(": ")
            if name == "event":
                event = value
            elif name == "data":
                heard.append((event, json.loads(value)))
                if carried_on is None:
                    carried_on = asyncio.create_task(JobRunner(api.store, "test").advance())
    assert carried_on is not None
    await carried_on
    assert heard[0][0] == "progress"
    assert heard[0][1]["status"] == "queued"
    assert heard[-1][0] == "ended"
    assert heard[-1][1]["progress"]["succeeded"] == len(MANY)
    assert [event for event, _ in heard].count("ended") == 1


@on_sqlite
async def test_a_job_of_nobody_is_not_watched(api: Api) -> None:
    missing = await api.get("/v1/jobs/job_00000000000000000000000000/events")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "job_not_found")

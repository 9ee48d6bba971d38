"""Alerts as they come from a real edge: listed, then followed, and acted on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from common.client import EdgeClient, RequestRefused
from common.instants import rfc3339
from console.core.alerts import Alert, Severity, Stage
from console.core.cache import Cache
from console.core.strips import Cell
from tests.console.alarms import Alarms
from tests.console.core.conftest import House
from tests.console.core.edges import Tenant, Terminal, Watched, opened
from tests.console.fleets import MINUTE_US

Until = Callable[..., Awaitable[Any]]
HOUR_US = 60 * MINUTE_US
OFFLINE = {"title": "Gate 1 is offline", "reason": "Nothing was heard of it."}


@pytest.fixture
async def gate(tenant: Tenant) -> Terminal:
    return await tenant.terminal(name="Gate 1")


@pytest.fixture
def alarms(house: House, tenant: Tenant) -> Any:
    made = Alarms(house.data, tenant.id)
    yield made
    made.close()


@asynccontextmanager
async def watching(tenant: Tenant, until: Until, **settings: Any) -> AsyncIterator[Watched]:
    async with opened(tenant.profile(), tenant.key, **settings) as watched:
        await until(lambda: watched.live and watched.session.alerts.available, 15)
        yield watched


def shown(watched: Watched) -> dict[str, Stage]:
    return {alert.id: alert.stage for alert in watched.session.alerts.book}


async def test_what_is_open_is_listed_at_the_start(
    tenant: Tenant, gate: Terminal, alarms: Alarms, until: Until
) -> None:
    made = alarms.move("device_offline", gate.id, "firing", **OFFLINE)
    async with watching(tenant, until) as watched:
        found = watched.session.alerts.book.get(made)
        assert found is not None
        assert (found.title, found.severity, found.stage) == (
            "Gate 1 is offline", Severity.WARNING, Stage.FIRING,
        )  # fmt: skip
        assert found.entity_name == "Gate 1"
        assert "Power it off" in found.runbook, "what to do comes with it"


async def test_what_to_do_is_told_in_the_language_of_the_console(
    tenant: Tenant, gate: Terminal, alarms: Alarms, until: Until
) -> None:
    listed = alarms.move("device_offline", gate.id, "firing", **OFFLINE)
    async with watching(tenant, until) as watched:
        intake = watched.session.alerts
        intake.language = "fr"
        intake.set_live(False)
        intake.set_live(True)
        await until(lambda: "Rien n’est encore perdu" in intake.book.all[listed].runbook)
        followed = alarms.move("clock_drift", gate.id, "firing", **OFFLINE)
        await until(lambda: followed in intake.book.all)
        assert "Son horloge est fausse" in intake.book.all[followed].runbook


async def test_what_opens_and_ends_is_followed(
    tenant: Tenant, gate: Terminal, alarms: Alarms, until: Until
) -> None:
    async with watching(tenant, until) as watched:
        heard: list[Alert] = []
        watched.session.alerts.opened.add(heard.append)
        made = alarms.move("device_offline", gate.id, "firing", **OFFLINE)
        await until(lambda: shown(watched) == {made: Stage.FIRING}, 10)
        assert [alert.id for alert in heard] == [made]
        alarms.move("device_offline", gate.id, "resolved", **OFFLINE)
        await until(lambda: shown(watched) == {made: Stage.RESOLVED}, 10)
        assert len(heard) == 1, "that it is over is no news to be told of aloud"


async def test_taken_on_assigned_commented_and_over(
    tenant: Tenant, gate: Terminal, alarms: Alarms, until: Until
) -> None:
    made = alarms.move("device_offline", gate.id, "firing", **OFFLINE)
    async with tenant.client() as client:
        person = await client.post("/v1/people", {"name": "Amina"})
    async with watching(tenant, until) as watched:
        alerts = watched.session.alerts

        def alert() -> Alert:
            found = alerts.book.get(made)
            assert found is not None
            return found

        assert alerts.people == {person["id"]: "Amina"}
        later = rfc3339(watched.session.now_us() + HOUR_US)
        await alerts.acknowledge([made], later, "on my way")
        assert alert().acknowledged
        assert alert().ack_until_us is not None
        await alerts.assign(made, person["id"])
        assert alert().assignee == person["id"]
        await alerts.comment(made, "the plug was out")
        await alerts.snooze(made, later)
        assert alert().snoozed_until_us is not None
        await alerts.resolve(made, "plugged in again")
        assert alert().over
        said = {entry.what: entry.text for entry in alert().timeline}
        assert said["comment"] == "the plug was out"


async def test_several_are_taken_on_at_once(tenant: Tenant, alarms: Alarms, until: Until) -> None:
    gates = [await tenant.terminal(name=f"Gate {n}") for n in (1, 2, 3)]
    made = [alarms.move("device_offline", gate.id, "firing", **OFFLINE) for gate in gates]
    async with watching(tenant, until) as watched:
        until_us = rfc3339(watched.session.now_us() + HOUR_US)
        await watched.session.alerts.acknowledge(made, until_us)
        assert all(alert.acknowledged for alert in watched.session.alerts.book)
        assert watched.session.alerts.book.needing(watched.session.now_us()) == []


async def test_a_silence_is_of_what_was_chosen(
    tenant: Tenant, gate: Terminal, alarms: Alarms, until: Until
) -> None:
    alarms.move("device_offline", gate.id, "firing", **OFFLINE)
    async with watching(tenant, until) as watched, tenant.client() as client:
        ends = rfc3339(watched.session.now_us() + HOUR_US)
        await watched.session.alerts.silence({"devices": [gate.id]}, ends, "it is being moved")
        (made,) = (await client.get("/v1/silences"))["data"]
        assert made["matcher"]["devices"] == [gate.id]
        assert made["reason"] == "it is being moved"


async def test_what_the_edge_refuses_is_said(
    tenant: Tenant, gate: Terminal, alarms: Alarms, until: Until
) -> None:
    made = alarms.move("device_offline", gate.id, "firing", **OFFLINE)
    async with watching(tenant, until) as watched:
        with pytest.raises(RequestRefused):
            await watched.session.alerts.acknowledge([made], None)
        found = watched.session.alerts.book.get(made)
        assert found is not None
        assert not found.acknowledged


async def test_a_key_that_may_not_read_alerts_sees_everything_else(
    house: House, tenant: Tenant, gate: Terminal, until: Until
) -> None:
    scopes = ["devices:read", "sites:read", "stream:read", "attendance:read", "events:read"]
    narrow = {"name": "narrow", "role": "viewer", "scopes": scopes}
    async with EdgeClient(house.url, tenant.key) as client:
        key = await client.post("/v1/keys", narrow)
    async with opened(tenant.profile(), key["key"]) as watched:
        await until(lambda: watched.live and watched.session.alerts.available is False, 15)
        assert gate.id in watched.session.fleet.devices


async def test_how_a_terminal_came_and_went_is_asked_for_and_followed(
    tenant: Tenant, gate: Terminal, until: Until
) -> None:
    async with watching(tenant, until) as watched:
        alerts = watched.session.alerts
        assert alerts.strip(gate.id) is None
        await until(lambda: alerts.strip(gate.id) is not None, 10)
        await gate.punch("7")
        strip = alerts.strip(gate.id)
        assert strip is not None
        await until(lambda: strip.cells(watched.session.now_us())[-1] is not Cell.UNKNOWN, 10)
        cells = strip.cells(watched.session.now_us())
        assert Cell.GONE not in cells, "before it first came it was not gone"


async def test_what_was_known_last_is_there_before_any_answer(
    tenant: Tenant, gate: Terminal, alarms: Alarms, until: Until, cache_file: Path
) -> None:
    made = alarms.move("device_offline", gate.id, "firing", **OFFLINE)
    async with watching(tenant, until, cache=Cache(cache_file)):
        pass
    nowhere = tenant.profile("http://127.0.0.1:9")
    async with opened(nowhere, tenant.key, cache=Cache(cache_file)) as watched:
        found = watched.session.alerts.book.get(made)
        assert found is not None
        assert found.title == "Gate 1 is offline"
        assert watched.session.alerts.listed_us is not None

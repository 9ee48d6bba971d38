"""An operator's session with a real edge: whatever happens on the way, every punch is there once."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from common.client import EdgeClient, StreamMessage
from console.core.cache import Cache
from console.core.fleet import Change
from console.core.problems import Problem, ProblemCode
from console.core.records import NO_SITE, Punch
from console.core.session import Session
from console.core.states import CatchingUp, Connecting, Offline
from console.core.status import Status
from tests.console.conftest import Until
from tests.console.core.conftest import House
from tests.console.core.edges import FAST, Tenant, Watched, opened
from tests.kit.chaos import ChaosProxy
from tests.kit.edge_process import EdgeProcess, free_port


@pytest.fixture
async def own_edge(tmp_path: Path) -> AsyncIterator[tuple[EdgeProcess, Tenant]]:
    """An edge that the test may kill, and its one tenant."""
    edge = EdgeProcess(tmp_path / "data")
    await asyncio.to_thread(edge.start)
    yield edge, Tenant(edge.url, "", edge.admin_key)
    await asyncio.to_thread(edge.terminate)


# -- while all is well
# ------------------------------------------------------------------------------------------------------


async def test_it_becomes_live_and_shows_fleet_and_latest_punches(tenant: Tenant, until: Until) -> None:
    async with tenant.client() as client:
        site = await client.create_site("Casablanca")
    gate = await tenant.terminal(site=site["id"], name="Gate")
    other = await tenant.terminal()
    await gate.punch("1", "2")
    async with opened(tenant.profile(), tenant.key) as watched:
        session = watched.session
        assert watched.state == Connecting(None)
        assert session.fleet.blind
        await until(lambda: watched.live)
        assert watched.kinds() == ["Connecting", "Live"]
        assert [device.name for device in session.fleet.devices.values()] == ["Gate", other.serial]
        assert [device.id for device in session.fleet.devices_at(NO_SITE)] == [other.id]
        assert session.fleet.status(session.fleet.devices[gate.id]) is Status.ONLINE
        assert session.fleet.status(session.fleet.devices[other.id]) is Status.NEW
        assert watched.pins == ["1", "2"]
        last = session.fleet.last_punch(gate.id)
        assert last is not None
        assert (last.employee, last.device, last.site) == ("2", "Gate", "Casablanca")
        verdict = session.verdicts.of(site["id"])
        assert verdict is not None
        assert (verdict.level, verdict.reason.code) == (Status.ONLINE, "all_online")
        assert session.verdicts.fleet[0] is Status.ONLINE
        assert session.connection.me is not None
        assert session.connection.me["tenant"]["id"] == tenant.id
        assert abs(session.connection.clock_ahead_s or 9.0) < 2.0


async def test_a_punch_is_told_as_it_is_made(tenant: Tenant, until: Until) -> None:
    gate = await tenant.terminal()
    heard: list[Change] = []
    async with opened(tenant.profile(), tenant.key) as watched:
        await until(lambda: watched.live)
        watched.session.changed.add(heard.append)
        await gate.punch("7")
        await until(lambda: watched.pins == ["7"])
        assert any(gate.id in change.devices for change in heard)
        await until(lambda: watched.status(gate) is Status.ONLINE)


async def test_a_new_terminal_appears_without_being_asked_for(tenant: Tenant, until: Until) -> None:
    async with opened(tenant.profile(), tenant.key) as watched:
        await until(lambda: watched.live)
        gate = await tenant.terminal(name="Late")
        await gate.punch("1")
        await until(lambda: gate.id in watched.session.fleet.devices)
        assert watched.session.fleet.devices[gate.id].name == "Late"


async def test_a_platform_key_shows_the_tenant_that_it_acts_for(
    house: House, tenant: Tenant, until: Until
) -> None:
    gate = await tenant.terminal()
    profile = tenant.profile(account=tenant.id)
    async with opened(profile, house.platform_key) as watched:
        await until(lambda: watched.live)
        await gate.punch("1")
        await until(lambda: watched.pins == ["1"])


async def test_a_site_is_placed_and_shown_there(tenant: Tenant, until: Until) -> None:
    async with tenant.client() as client:
        site = await client.create_site("Rabat")
    async with opened(tenant.profile(), tenant.key) as watched:
        await until(lambda: watched.live)
        await watched.session.place_site(site["id"], 34.02, -6.83)
        await until(lambda: watched.session.fleet.sites[site["id"]].lat is not None)
        shown = watched.session.fleet.sites[site["id"]]
        assert (shown.lat, shown.lon) == (34.02, -6.83)


async def test_the_evidence_of_a_terminal_can_be_asked_for(tenant: Tenant, until: Until) -> None:
    gate = await tenant.terminal()
    await gate.punch("1")
    async with opened(tenant.profile(), tenant.key) as watched:
        await until(lambda: watched.live)
        evidence = await watched.session.evidence(gate.id)
    assert evidence.silent_s is not None
    assert 0 <= evidence.silent_s < 60
    assert evidence.last_punch_us is not None
    assert "cdata" in evidence.exchanges[0].request
    assert (evidence.exchanges[0].status, evidence.exchanges[0].size > 0) == (200, True)


async def test_a_fleet_of_terminals_never_seen_is_called_that_once_live(tenant: Tenant, until: Until) -> None:
    await tenant.terminal()
    async with opened(tenant.profile(), tenant.key) as watched:
        await until(lambda: watched.live)
        level, reason = watched.session.verdicts.fleet
        assert (level, reason.code) == (Status.NO_DATA, "never_seen")
        assert dict(reason.params) == {"n": 1, "total": 1}


# -- when the way breaks
# ----------------------------------------------------------------------------------------------------


async def test_an_edge_that_dies_while_terminals_punch_loses_and_doubles_nothing(
    own_edge: tuple[EdgeProcess, Tenant], until: Until
) -> None:
    edge, tenant = own_edge
    terminals = [await tenant.terminal() for _ in range(4)]
    async with opened(tenant.profile(), tenant.key) as watched:
        await until(lambda: watched.live)
        async with asyncio.TaskGroup() as group:
            for terminal in terminals:
                group.create_task(terminal.punch_on(40, 0.03))
            await until(lambda: len(watched.ids) >= 20)
            await asyncio.to_thread(edge.kill9)
            await until(lambda: not watched.live)
            assert watched.session.fleet.counts().online == 4, "for a moment what was last said still holds"
            await asyncio.to_thread(edge.start)
        stored = await tenant.stored()
        assert len(stored) == 160
        await until(lambda: len(watched.ids) >= len(stored) and watched.live)
        assert watched.ids == stored, "each once, in the order they came"
        assert watched.gaps == []
        assert watched.kinds()[:3] == ["Connecting", "Live", "Stale"]
        assert watched.kinds()[-1] == "Live"


async def test_what_was_missed_is_counted_while_it_arrives(tenant: Tenant, until: Until) -> None:
    terminal = await tenant.terminal()
    async with ChaosProxy(("127.0.0.1", tenant.port)) as proxy:
        url = f"http://127.0.0.1:{proxy.port}"
        async with opened(tenant.profile(url), tenant.key) as watched:
            await until(lambda: watched.live)
            proxy.refusing = True
            proxy.reset()
            await until(lambda: not watched.live)
            await terminal.punch(*map(str, range(300)))
            proxy.refusing = False
            await until(lambda: len(watched.ids) == 300 and watched.live)
            caught = [state for state in watched.states if isinstance(state, CatchingUp)]
            assert caught[-1].done >= 300, "punches, and whatever else was told of the terminal"
            assert all(0.0 <= state.share <= 1.0 for state in caught)
            assert watched.ids == await tenant.stored()


@pytest.mark.parametrize("fault", ["reset", "half open", "cut amidst a message"])
async def test_a_bad_network_loses_and_doubles_nothing(tenant: Tenant, until: Until, fault: str) -> None:
    terminal = await tenant.terminal()
    async with ChaosProxy(("127.0.0.1", tenant.port)) as proxy:
        url = f"http://127.0.0.1:{proxy.port}"
        async with opened(tenant.profile(url), tenant.key) as watched:
            await until(lambda: watched.live)
            async with asyncio.TaskGroup() as group:
                group.create_task(terminal.punch_on(30, 0.03))
                for seen in (5, 15):
                    await until(lambda seen=seen: len(watched.ids) >= seen and watched.live)
                    if fault == "reset":
                        proxy.reset()
                    elif fault == "half open":
                        proxy.half_open("server")
                    else:
                        proxy.down.cut_after = 700
                    await until(lambda: not watched.live)
            stored = await tenant.stored()
            await until(lambda: len(watched.ids) >= len(stored) and watched.live)
            assert watched.ids == stored
            assert watched.gaps == []


async def test_an_edge_that_falls_silent_is_given_up_and_found_again(tenant: Tenant, until: Until) -> None:
    terminal = await tenant.terminal()
    pace = replace(FAST, stale_after=0.5, offline_after=0.8)
    async with ChaosProxy(("127.0.0.1", tenant.port)) as proxy:
        url = f"http://127.0.0.1:{proxy.port}"
        async with opened(tenant.profile(url), tenant.key, pace=pace) as watched:
            await until(lambda: watched.live)
            async with asyncio.TaskGroup() as group:
                group.create_task(terminal.punch_on(50, 0.03))
                await until(lambda: len(watched.ids) >= 5)
                proxy.down.delay_s = 60.0
                await until(lambda: watched.offline and watched.offline.problem)
                assert watched.problem.code is ProblemCode.SILENT
                assert "said nothing" in watched.problem.detail
                assert watched.session.fleet.blind
                assert watched.status(terminal) is Status.NO_DATA, "never keep showing green"
                proxy.down.delay_s = 0.0
            stored = await tenant.stored()
            await until(lambda: len(watched.ids) >= len(stored), 10)
            assert watched.ids == stored
            kinds = watched.kinds()
            assert kinds[:4] == ["Connecting", "Live", "Stale", "Offline"]


# -- what is remembered
# ----------------------------------------------------------------------------------------------------


async def test_the_next_run_knows_the_fleet_before_the_network_and_goes_on_where_this_one_ended(
    tenant: Tenant, until: Until, cache_file: Path
) -> None:
    terminal = await tenant.terminal(name="Gate")
    profile = tenant.profile()
    async with opened(profile, tenant.key, cache=Cache(cache_file)) as first:
        await until(lambda: first.live)
        await terminal.punch("1", "2")
        await until(lambda: first.pins == ["1", "2"] and first.status(terminal) is Status.ONLINE)
    await terminal.punch("3")

    async with opened(profile, tenant.key, cache=Cache(cache_file)) as second:
        assert isinstance(second.state, Connecting)
        assert second.state.heard_us is not None
        (device,) = second.session.fleet.devices.values()
        assert device.name == "Gate"
        assert second.status(terminal) is Status.NO_DATA, "what was true then is not known to be true now"
        await until(lambda: second.live and len(second.pins) == 3)
        assert second.pins == ["1", "2", "3"]
        assert second.gaps == []
        assert second.status(terminal) is Status.ONLINE
        last = second.session.fleet.last_punch(terminal.id)
        assert last is not None
        assert last.employee == "3"


@pytest.mark.parametrize(
    "cursor", ["nonsense", "0.1"], ids=["unknown to the edge", "older than it remembers"]
)
async def test_a_cursor_that_is_lost_draws_a_gap(
    tenant: Tenant, until: Until, cache_file: Path, cursor: str
) -> None:
    terminal = await tenant.terminal()
    async with opened(tenant.profile(), tenant.key, cache=Cache(cache_file)) as first:
        await until(lambda: first.live)
        await terminal.punch("1")
        await until(lambda: first.pins == ["1"])
    with contextlib.closing(sqlite3.connect(cache_file)) as db, db:
        db.execute("UPDATE memory SET value = ? WHERE name = 'cursor'", (cursor,))
    await terminal.punch("2")

    async with opened(tenant.profile(), tenant.key, cache=Cache(cache_file)) as second:
        await until(lambda: second.live and second.pins == ["1", "2"])
        (gap,) = second.gaps
        lines = second.session.feed.lines()
        assert lines.index(gap) == 1, "between what was known and what came after"
        known = lines[0]
        assert isinstance(known, Punch)
        assert gap.after_us == known.received_us
        await terminal.punch("3")
        await until(lambda: second.pins == ["1", "2", "3"])

    async with opened(tenant.profile(), tenant.key, cache=Cache(cache_file)) as third:
        await until(lambda: third.live)
        assert list(third.session.feed.lines()) == [*lines, *third.session.feed.lines()[3:]]
        assert third.gaps == [gap], "once is enough"


async def test_another_tenant_behind_the_same_profile_clears_the_screen(
    house: House, tenant: Tenant, until: Until, cache_file: Path
) -> None:
    ours, theirs = await tenant.terminal(name="Ours"), await (other := await house.tenant()).terminal()
    async with opened(tenant.profile(), tenant.key, cache=Cache(cache_file)) as first:
        await until(lambda: first.live)
        await ours.punch("1")
        await until(lambda: first.pins == ["1"])
    await theirs.punch("2")

    heard: list[Change] = []
    async with opened(tenant.profile(), other.key, cache=Cache(cache_file)) as second:
        second.session.changed.add(heard.append)
        assert [device.name for device in second.session.fleet.devices.values()] == ["Ours"]
        await until(lambda: second.live)
        assert list(second.session.fleet.devices) == [theirs.id]
        assert second.pins == ["2"]
        assert second.session.fleet.last_punch(ours.id) is None
        assert any(change.structure for change in heard)
        assert second.gaps == [], "these punches follow nothing"
        verdict = second.session.verdicts.of(NO_SITE)
        assert verdict is not None
        assert verdict.counts.total == 1

    async with opened(tenant.profile(), other.key, cache=Cache(cache_file)) as third:
        assert list(third.session.fleet.devices) == [theirs.id]
        await until(lambda: third.live)
        assert third.pins == ["2"]


async def test_a_cache_damaged_amidst_its_lines_costs_a_gap_and_no_punch(
    tenant: Tenant, until: Until, cache_file: Path
) -> None:
    terminal = await tenant.terminal()
    async with opened(tenant.profile(), tenant.key, cache=Cache(cache_file)) as first:
        await until(lambda: first.live)
        await terminal.punch("1")
        await until(lambda: first.pins == ["1"])
    with contextlib.closing(sqlite3.connect(cache_file)) as db, db:
        db.execute("UPDATE line SET employee = CAST(x'ff' AS TEXT)")
    async with opened(tenant.profile(), tenant.key, cache=Cache(cache_file)) as second:
        await until(lambda: second.live and second.pins == ["1"])
    async with opened(tenant.profile(), tenant.key, cache=Cache(cache_file)) as third:
        await until(lambda: third.live)
        assert third.pins == ["1"]


# -- what keeps us from an edge
# --------------------------------------------------------------------------------------------


async def lasting(watched: Watched, until: Until, code: ProblemCode) -> Problem:
    """The problem, of which nothing but the operator can rid us."""
    await until(lambda: watched.offline and watched.offline.problem and watched.offline.retry_in is None)
    assert watched.problem.code is code, watched.problem.detail
    assert watched.problem.lasting
    assert watched.session.fleet.blind
    return watched.problem


async def test_a_wrong_key_is_said_and_not_tried_again_by_itself(tenant: Tenant, until: Until) -> None:
    async with opened(tenant.profile(), "pd_live_" + "0" * 38) as watched:
        problem = await lasting(watched, until, ProblemCode.WRONG_KEY)
        assert problem.url == tenant.url
        assert watched.state == Offline(None, problem, None)
        seen = len(watched.states)
        watched.session.connection.retry()
        await until(lambda: len(watched.states) == seen + 2)
        assert watched.states[seen] == Offline(None, problem, 0), "trying now, because the operator asked"


async def test_a_key_revoked_while_live_ends_the_session_with_that(tenant: Tenant, until: Until) -> None:
    async with tenant.client() as client:
        made = await client.post("/v1/keys", {"name": "short", "role": "viewer"})
    async with opened(tenant.profile(), made["key"], pace=replace(FAST, refresh=0.2)) as watched:
        await until(lambda: watched.live)
        async with tenant.client() as client:
            await client.delete(f"/v1/keys/{made['id']}")
        await lasting(watched, until, ProblemCode.WRONG_KEY)


async def test_a_key_that_may_not_see_the_fleet_is_said(tenant: Tenant, until: Until) -> None:
    async with tenant.client() as client:
        made = await client.post(
            "/v1/keys", {"name": "blind", "role": "viewer", "scopes": ["stream:read", "attendance:read"]}
        )
    async with opened(tenant.profile(), made["key"]) as watched:
        await lasting(watched, until, ProblemCode.NOT_PERMITTED)


async def test_a_key_that_may_not_read_attendance_shows_the_fleet_alone(tenant: Tenant, until: Until) -> None:
    gate = await tenant.terminal()
    await gate.punch("1")
    async with tenant.client() as client:
        made = await client.post(
            "/v1/keys",
            {"name": "map", "role": "viewer", "scopes": ["stream:read", "devices:read", "sites:read"]},
        )
    async with opened(tenant.profile(), made["key"]) as watched:
        await until(lambda: watched.live)
        assert list(watched.session.fleet.devices) == [gate.id]
        assert watched.pins == []


async def test_an_edge_that_is_down_is_tried_until_it_is_up(tmp_path: Path, until: Until) -> None:
    edge = EdgeProcess(tmp_path / "data", port=free_port())
    await asyncio.to_thread(edge.start)
    tenant = Tenant(edge.url, "", edge.admin_key)
    await asyncio.to_thread(edge.terminate)
    async with opened(tenant.profile(), tenant.key) as watched:
        await until(lambda: watched.offline)
        assert watched.problem.code is ProblemCode.UNREACHABLE
        assert not watched.problem.lasting
        assert str(edge.port) in watched.problem.detail
        await until(lambda: watched.offline and watched.offline.retry_in is not None)
        await asyncio.to_thread(edge.start)
        await until(lambda: watched.live)
        assert watched.kinds() == ["Connecting", "Offline", "Live"]
    await asyncio.to_thread(edge.terminate)


ANSWERS = {
    "a page": ("200 OK", "text/html", "<html>Welcome to nginx!</html>"),
    "an error page": ("404 Not Found", "text/html", "<html>Not found</html>"),
    "a way elsewhere": ("302 Found\r\nLocation: /login", "text/html", ""),
    "another API": ("200 OK", "application/json", '{"status": "fine"}'),
    "another API's list": ("200 OK", "application/json", "[]"),
    "another API's error": ("404 Not Found", "application/json", '{"error": {"code": "x", "message": "no"}}'),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
async def test_what_is_no_edge_is_called_that(
    answer: tuple[str, str, str], tenant: Tenant, until: Until
) -> None:
    status, kind, body = answer

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}"
        writer.write(f"{head}\r\nConnection: close\r\n\r\n{body}".encode())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with opened(tenant.profile(url), tenant.key) as watched:
            await lasting(watched, until, ProblemCode.NOT_AN_EDGE)


# -- its end
# ------------------------------------------------------------------------------------------------------------


async def test_cancelling_it_leaves_no_task_no_connection_and_a_closed_cache(
    tenant: Tenant, until: Until, cache_file: Path
) -> None:
    before = asyncio.all_tasks()
    async with ChaosProxy(("127.0.0.1", tenant.port)) as proxy:
        url = f"http://127.0.0.1:{proxy.port}"
        async with opened(tenant.profile(url), tenant.key, cache=Cache(cache_file)) as watched:
            await until(lambda: watched.live)
            assert proxy.connections > 0
            watched.running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await watched.running
            await until(lambda: proxy.connections == 0)
        assert asyncio.all_tasks() <= before
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("cache")]
    assert not cache_file.with_name(cache_file.name + "-wal").exists(), "closed, so written through"


@pytest.mark.parametrize("moment", [0.0, 0.01, 0.015, 0.02, 0.03, 0.04, 0.08])
async def test_it_may_be_cancelled_at_any_moment(tenant: Tenant, cache_file: Path, moment: float) -> None:
    before = asyncio.all_tasks()
    async with opened(tenant.profile(), tenant.key, cache=Cache(cache_file)):
        await asyncio.sleep(moment)
    assert asyncio.all_tasks() <= before


async def test_it_can_be_closed_without_ever_having_run(tenant: Tenant, cache_file: Path) -> None:
    session = Session(tenant.profile(), tenant.key, cache=Cache(cache_file))
    await session.remember()
    await session.close()
    await session.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("cache")]


# -- what is not understood
# ------------------------------------------------------------------------------------------------


async def bodies(tenant: Tenant) -> list[dict[str, Any]]:
    async with EdgeClient(tenant.url, tenant.key) as client:
        return [dict(event) async for event in client.pages("/v1/events", {"limit": 1000})]


async def test_an_event_that_is_not_understood_is_logged_and_passed_over(
    tenant: Tenant, expected_logs: list[logging.LogRecord]
) -> None:
    gate = await tenant.terminal()
    await gate.punch("1", "2")
    events = await bodies(tenant)
    punches = [event for event in events if event["event"] == "attendance.created"]
    session = Session(tenant.profile(), tenant.key)
    strange = [
        {**punches[0], member: value, "attendance_id": f"att_{member}_{place}"}
        for member in ("punch_time", "utc_offset", "device_id", "device", "received_at", "employee_id")
        for place, value in enumerate((None, "", 5, [], {}))
    ]
    others = [{**event, "device": {"id": 1}} for event in events if event["event"] == "device.online"]
    session.told([StreamMessage(body["event"], None, body) for body in [*strange, *others, *punches]], "1.1")
    known = [line.id for line in session.feed.lines() if isinstance(line, Punch)]
    assert known[-2:] == [punch["attendance_id"] for punch in punches]
    assert all("not understood" in record.message for record in expected_logs)
    assert len(known) + len(expected_logs) == len(strange) + len(punches)
    await session.close()


async def test_repeated_messages_change_nothing(tenant: Tenant) -> None:
    gate = await tenant.terminal()
    await gate.punch("1", "2")
    messages = [StreamMessage(body["event"], None, body) for body in await bodies(tenant)]
    session = Session(tenant.profile(), tenant.key)
    session.told(messages, "1.1")
    lines, minutes = list(session.feed.lines()), session.fleet.per_minute(session.now_us())
    assert sum(minutes) == 2
    session.told(messages + messages, "1.1")
    assert list(session.feed.lines()) == lines
    assert session.fleet.per_minute(session.now_us()) == minutes
    await session.close()


async def test_what_seems_open_is_given_up_and_renewed_on_request(tenant: Tenant, until: Until) -> None:
    async with opened(tenant.profile(), tenant.key) as watched:
        await until(lambda: watched.live)
        watched.session.connection.renew()
        await until(lambda: not watched.live)
        await until(lambda: watched.live)
        assert [kind for kind in watched.kinds() if kind != "CatchingUp"][-2:] == ["Stale", "Live"]

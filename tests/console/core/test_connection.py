"""The way to an edge and back to it: in which order things are asked, and how often it is tried."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace

import pytest

from common.client import CertificateNotTrusted, EdgeClient, RequestRefused
from console.core import connection as module
from console.core.connection import Connection
from console.core.fleet import Snapshot
from console.core.intake import Clocks
from console.core.problems import ProblemCode
from console.core.states import Connecting, Live, Offline, Pace, State
from tests.console.conftest import Until
from tests.console.core.edges import FAST, Tenant
from tests.console.core.sinks import Notes
from tests.kit.chaos import ChaosProxy
from tests.kit.edge_process import free_port


@dataclass
class Wall:
    """A clock on the wall that can be set, and one that cannot."""

    ahead_us: int = 0

    def now_us(self) -> int:
        return time.time_ns() // 1000 + self.ahead_us


async def unexplained(error: CertificateNotTrusted) -> CertificateNotTrusted:
    return error


@asynccontextmanager
async def connected(
    url: str,
    key: str,
    sink: Notes,
    *,
    pace: Pace = FAST,
    clocks: Clocks | None = None,
    jitter: Callable[[float, float], float] | None = None,
) -> AsyncIterator[tuple[Connection, list[State]]]:
    """A connection that runs until the block ends, and its states."""
    more = {} if jitter is None else {"jitter": jitter}
    connection = Connection(EdgeClient(url, key), sink, explain=unexplained, pace=pace, clocks=clocks, **more)
    states: list[State] = []
    connection.states.add(states.append)
    running = asyncio.create_task(connection.run())
    try:
        yield connection, states
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


# -- in which order
# -----


async def test_without_a_cursor_the_stream_is_opened_before_anything_is_asked_for(
    tenant: Tenant, until: Until
) -> None:
    gate = await tenant.terminal()
    await gate.punch("1")
    sink = Notes()
    async with connected(tenant.url, tenant.key, sink) as (connection, states):
        await until(lambda: "told" in sink.calls)
        assert sink.calls == ["identified", "snapshot_asked", "snapshot_taken", "history", "told"]
        assert sink.cursors[0] is not None, "the end of the feed when the stream was opened"
        assert [body["employee_id"] for body in sink.punches] == ["1"]
        assert connection.state == Live()
        assert connection.heard_us is not None
        assert connection.synced_us is not None
        assert states == [Live()]


async def test_what_is_told_while_the_snapshot_is_asked_for_is_not_missed(
    tenant: Tenant, until: Until
) -> None:
    gate = await tenant.terminal()
    sink = Notes()
    async with ChaosProxy(("127.0.0.1", tenant.port)) as proxy:
        punching: list[asyncio.Task[None]] = []

        def punch() -> None:
            proxy.down.delay_s = 0.1
            punching.append(asyncio.create_task(gate.punch("1", "2")))

        sink.on_asked = punch
        url = f"http://127.0.0.1:{proxy.port}"
        async with connected(url, tenant.key, sink):
            await until(lambda: sink.messages)
            await punching[0]
            heard = {body["employee_id"] for body in sink.punches} | {
                message.body.get("employee_id") for message in sink.messages
            }
            assert {"1", "2"} <= heard


async def test_with_a_cursor_it_goes_on_there_and_asks_for_no_history(tenant: Tenant, until: Until) -> None:
    gate = await tenant.terminal()
    sink = Notes()
    async with connected(tenant.url, tenant.key, sink):
        await until(lambda: sink.cursor)
    await gate.punch("1", "2")
    again = Notes(cursor=sink.cursor)
    async with connected(tenant.url, tenant.key, again):
        await until(lambda: len(again.messages) >= 3)
        assert "history" not in again.calls
        punches = [m.body["employee_id"] for m in again.messages if m.event == "attendance.created"]
        assert punches == ["1", "2"]


async def test_a_cursor_that_is_refused_is_dropped_and_it_begins_anew(tenant: Tenant, until: Until) -> None:
    sink = Notes(cursor="nonsense")
    async with connected(tenant.url, tenant.key, sink) as (connection, _):
        await until(lambda: connection.state == Live())
        assert sink.calls[:5] == [
            "identified",
            "cursor_lost",
            "identified",
            "snapshot_asked",
            "snapshot_taken",
        ]
        assert "history" in sink.calls


async def test_until_the_snapshot_is_there_it_is_not_called_live_or_stale(
    tenant: Tenant, until: Until
) -> None:
    """What is on the screen may be of yesterday."""
    sink = Notes()
    async with ChaosProxy(("127.0.0.1", tenant.port)) as proxy:
        sink.on_asked = lambda: setattr(proxy.down, "delay_s", 0.15)
        async with connected(f"http://127.0.0.1:{proxy.port}", tenant.key, sink) as (connection, states):
            connection.remember(77)
            await until(lambda: "snapshot_taken" in sink.calls)
            assert states == [Connecting(77)], "for several ticks of the watch"
            await until(lambda: connection.state == Live())


# -- snapshots
# -----


async def test_a_snapshot_is_taken_now_and_then_and_when_an_event_calls_for_it(
    tenant: Tenant, until: Until
) -> None:
    sink = Notes()
    async with connected(tenant.url, tenant.key, sink, pace=replace(FAST, refresh=0.2)):
        await until(lambda: len(sink.snapshots) >= 3)
    sink = Notes()
    async with connected(tenant.url, tenant.key, sink) as (connection, _):
        await until(lambda: connection.state == Live())
        sink.wants = True
        await until(lambda: len(sink.snapshots) == 2)
        assert not sink.wants


async def test_what_calls_for_a_snapshot_while_one_is_under_way_gets_another(
    tenant: Tenant, until: Until
) -> None:
    sink = Notes()
    async with connected(tenant.url, tenant.key, sink) as (connection, _):
        await until(lambda: connection.state == Live())

        def once() -> None:
            sink.on_asked = lambda: None
            connection.refresh()

        sink.on_asked = once
        connection.refresh()
        await until(lambda: len(sink.snapshots) == 3)


async def test_a_snapshot_that_fails_ends_no_connection(
    tenant: Tenant, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stream still tells of changes, and says so itself when it breaks."""
    sink = Notes()
    async with connected(tenant.url, tenant.key, sink) as (connection, _):
        await until(lambda: connection.state == Live())
        synced_us, asked = connection.synced_us, []

        async def busy(client: EdgeClient, now_us: int) -> Snapshot:
            asked.append(now_us)
            raise RequestRefused(503, "unavailable", "Too busy.", None, {})

        with monkeypatch.context() as patched:
            patched.setattr(module, "fetch_snapshot", busy)
            connection.refresh()
            await until(lambda: asked)
            await asyncio.sleep(FAST.tick * 2)
            assert connection.state == Live()
            assert connection.synced_us == synced_us
        connection.refresh()
        await until(lambda: len(sink.snapshots) == 2)


async def test_an_attempt_that_fails_at_the_snapshot_leaves_no_connection_open(
    tenant: Tenant, until: Until
) -> None:
    """Or after a hundred of them there would be none left to try with."""
    async with tenant.client() as client:
        scopes = ["stream:read", "attendance:read"]
        made = await client.post("/v1/keys", {"name": "k", "role": "viewer", "scopes": scopes})
    sink = Notes()
    async with (
        ChaosProxy(("127.0.0.1", tenant.port)) as proxy,
        connected(f"http://127.0.0.1:{proxy.port}", made["key"], sink) as (connection, _),
    ):
        for attempt in range(1, 6):
            await until(lambda attempt=attempt: sink.calls.count("snapshot_asked") == attempt)
            await until(lambda: isinstance(connection.state, Offline) and connection.state.retry_in is None)
            connection.retry()
        await until(lambda: proxy.connections <= 2)


# -- how often it is tried
# -----


async def test_the_pause_before_an_attempt_is_anywhere_below_a_bound_that_doubles(until: Until) -> None:
    bounds: list[float] = []

    def jitter(low: float, high: float) -> float:
        assert low == 0.0
        bounds.append(high)
        return 0.0

    pace = replace(FAST, first_delay=1.0, longest_delay=3.0)
    url = f"http://127.0.0.1:{free_port()}"
    async with connected(url, "key", Notes(), pace=pace, jitter=jitter):
        await until(lambda: len(bounds) >= 4, 20)
    assert bounds[:4] == [1.0, 2.0, 3.0, 3.0]


async def test_the_operator_need_not_wait_for_the_next_attempt(tenant: Tenant, until: Until) -> None:
    sink = Notes()
    async with ChaosProxy(("127.0.0.1", tenant.port)) as proxy:
        proxy.refusing = True
        pace = replace(FAST, first_delay=300.0, longest_delay=300.0)
        url = f"http://127.0.0.1:{proxy.port}"
        async with connected(url, tenant.key, sink, pace=pace, jitter=max) as (connection, _):
            await until(lambda: isinstance(connection.state, Offline) and connection.state.retry_in)
            state = connection.state
            assert isinstance(state, Offline)
            assert state.retry_in is not None
            assert 290 < state.retry_in <= 300
            proxy.refusing = False
            connection.retry()
            await until(lambda: connection.state == Live())


async def test_having_been_connected_the_first_pause_is_short_again(tenant: Tenant, until: Until) -> None:
    bounds: list[float] = []

    def jitter(_: float, high: float) -> float:
        bounds.append(high)
        return 0.0

    pace = replace(FAST, first_delay=1.0, longest_delay=60.0)
    async with ChaosProxy(("127.0.0.1", tenant.port)) as proxy:
        url = f"http://127.0.0.1:{proxy.port}"
        async with connected(url, tenant.key, Notes(), pace=pace, jitter=jitter) as (connection, _):
            for _ in range(3):
                await until(lambda: connection.state == Live())
                proxy.reset()
                await until(lambda: connection.state != Live())
            await until(lambda: connection.state == Live())
    assert bounds == [1.0, 1.0, 1.0]


async def test_waking_from_sleep_renews_the_connection(tenant: Tenant, until: Until) -> None:
    wall = Wall()
    sink = Notes()
    clocks = Clocks(wall_us=wall.now_us)
    async with connected(tenant.url, tenant.key, sink, clocks=clocks) as (connection, _):
        await until(lambda: connection.state == Live())
        wall.ahead_us = 5_000_000
        await asyncio.sleep(FAST.tick * 4)
        assert sink.calls.count("identified") == 1, "a clock that was set a little is no sleep"
        wall.ahead_us = 3600 * 1_000_000
        await until(lambda: sink.calls.count("identified") == 2)
        await until(lambda: connection.state == Live())


async def test_a_server_that_answers_nothing_is_unreachable(until: Until) -> None:
    sink = Notes()
    url = f"http://127.0.0.1:{free_port()}"
    async with connected(url, "key", sink) as (connection, _):
        await until(lambda: isinstance(connection.state, Offline))
        state = connection.state
        assert isinstance(state, Offline)
        assert state.problem is not None
        assert state.problem.code is ProblemCode.UNREACHABLE
        assert sink.calls == []


async def test_a_mistake_of_ours_is_raised_and_not_tried_again(
    tenant: Tenant, expected_logs: list[logging.LogRecord]
) -> None:
    class Broken(Notes):
        def snapshot_taken(self, snapshot: object) -> None:
            raise ZeroDivisionError

    connection = Connection(EdgeClient(tenant.url, tenant.key), Broken(), explain=unexplained, pace=FAST)
    with pytest.raises(ExceptionGroup) as caught:
        await connection.run()
    assert caught.group_contains(ZeroDivisionError)

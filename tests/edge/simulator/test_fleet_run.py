"""A whole fleet against a real server: connects, punches, survives cuts, gives account of every record."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from edge.simulator import CALM, Climate, Fleet, plan_fleet
from edge.simulator.punch_log import LoggedPunch
from edge.simulator.weather import Weather
from edge.simulator.workday import Direction, DuePunch
from tests.edge.simulator.tiny_edge import TinyEdge, tiny_edge

PLAN = plan_fleet(seed=11, sites=3, devices=11)
WAREHOUSE = [plan.serial for plan in PLAN.terminals_of("site_warehouse") if not plan.silent]
SPEED = 100.0


class Script:
    """A source of punches that a test writes as it goes."""

    def __init__(self) -> None:
        self._waiting: list[DuePunch] = []

    def punch(self, serial: str, *pins: int) -> None:
        self._waiting += [DuePunch(0.0, serial, str(pin), Direction.IN, 15) for pin in pins]

    def due(self, start: float, end: float) -> list[DuePunch]:
        given, self._waiting = self._waiting, []
        return given


@asynccontextmanager
async def running(fleet: Fleet) -> AsyncIterator[Fleet]:
    """The fleet at work for the length of the block; leaving it stops the fleet."""
    task = asyncio.create_task(fleet.run())
    try:
        yield fleet
    finally:
        fleet.stop()
        await asyncio.wait_for(task, 5)


def distinct(edge: TinyEdge) -> Counter[tuple[str, str]]:
    """How often each serial and line was stored."""
    return Counter((serial, line) for serial, lines in edge.stored.items() for line in lines)


async def test_every_terminal_connects_and_the_silent_one_is_heard_once() -> None:
    async with (
        tiny_edge() as edge,
        running(Fleet(PLAN, edge.url, rate=0.0, climate=CALM, speed=SPEED)) as fleet,
    ):
        await asyncio.wait_for(fleet.wait_connected(), 10)
        await edge.until(lambda: len(set(seen.serial for seen in edge.of("poll"))) == 11)
        polls = len(edge.of("poll"))
        await edge.until_seen("poll", polls + 30)
        stats = fleet.stats()
        assert (stats.terminals, stats.connected, stats.failures, stats.trouble) == (11, 10, 0, "")
        assert edge.kinds("DGD9220156").count("poll") == 1
    assert fleet.connected == 0


async def test_acknowledged_records_are_exactly_those_the_server_stored() -> None:
    made: list[tuple[str, str]] = []
    async with tiny_edge() as edge:
        fleet = Fleet(
            PLAN,
            edge.url,
            rate=400.0,
            climate=CALM,
            speed=SPEED,
            record_acknowledged=True,
            on_punch=lambda serial, record: made.append((serial, record.pin)),
        )
        async with running(fleet):
            await edge.until(lambda: len(made) >= 100)
            edge.lose_answers = 4
            await edge.until(lambda: len(made) >= 180)
            fleet.cut_site("site_hq_main_entrance")
            await edge.until(lambda: len(made) >= 260)
            fleet.restore_site("site_hq_main_entrance")
            await edge.until(lambda: len(made) >= 380 and fleet.stats().pending < 5)
        stored, stats = distinct(edge), fleet.stats()
    assert stats.punches == len(made)
    assert stats.acknowledged == len(fleet.acknowledged) == len(set(fleet.acknowledged))
    assert set(fleet.acknowledged) <= set(stored), "an OK means stored"
    assert stats.acknowledged + stats.pending == stats.punches
    assert max(stored.values()) > 1, "lost answers made terminals send again"


async def test_a_cut_site_is_silent_together_and_delivers_everything_when_it_is_back() -> None:
    script = Script()
    async with tiny_edge() as edge:
        fleet = Fleet(PLAN, edge.url, source=script, climate=CALM, speed=SPEED, record_acknowledged=True)
        async with running(fleet):
            await asyncio.wait_for(fleet.wait_connected(), 10)
            fleet.cut_site("site_warehouse")
            await edge.until(lambda: not any(fleet.terminals[serial].connected for serial in WAREHOUSE))
            heard = Counter(seen.serial for seen in edge.seen)
            for serial in WAREHOUSE:
                script.punch(serial, *range(10))
            await edge.until(lambda: fleet.stats().pending == 30)
            others = len(edge.seen)
            await edge.until(lambda: len(edge.seen) >= others + 50)
            assert all(len(edge.kinds(serial)) == heard[serial] for serial in WAREHOUSE)
            fleet.restore_site("site_warehouse")
            await edge.until(lambda: fleet.stats().pending == 0)
        assert {serial: len(edge.stored[serial]) for serial in WAREHOUSE} == dict.fromkeys(WAREHOUSE, 10)
        assert set(distinct(edge).values()) == {1}


async def test_one_terminal_can_be_cut_and_restored() -> None:
    async with (
        tiny_edge() as edge,
        running(Fleet(PLAN, edge.url, rate=0.0, climate=CALM, speed=SPEED)) as fleet,
    ):
        await asyncio.wait_for(fleet.wait_connected(), 10)
        fleet.cut_terminal(WAREHOUSE[0])
        await asyncio.wait_for(edge.until(lambda: fleet.connected == 9), 10)
        assert fleet.stats().trouble.startswith("the line ")
        fleet.restore_terminal(WAREHOUSE[0])
        await asyncio.wait_for(fleet.wait_connected(10), 10)
        with pytest.raises(KeyError):
            fleet.cut_site("site_atlantis")


async def test_weather_takes_a_site_down_and_up_by_itself() -> None:
    climate = Climate(site_outages_per_day=3, site_outage_minutes=30, terminal_outages_per_day=0)
    start = now = 1_780_000_000.0
    weather = Weather(PLAN, climate)
    steady = [plan.serial for plan in PLAN.terminals if plan.site_id != "site_warehouse"]
    while weather.up(WAREHOUSE[0], now) or not all(weather.up(serial, now) for serial in steady):
        now += 60
    down, now = now, start
    async with tiny_edge() as edge:
        fleet = Fleet(PLAN, edge.url, rate=0.0, climate=climate, speed=SPEED, clock=lambda: now)
        async with running(fleet):
            await asyncio.wait_for(fleet.wait_connected(), 10)
            now = down
            await edge.until(lambda: not any(fleet.terminals[serial].connected for serial in WAREHOUSE))
            assert all(fleet.terminals[serial].connected for serial in steady)
            while not weather.up(WAREHOUSE[0], now):
                now += 60
            await edge.until(lambda: all(fleet.terminals[serial].connected for serial in WAREHOUSE))


async def test_people_go_to_the_next_door_when_a_reader_is_busy_or_gone() -> None:
    script, at = Script(), Counter[str]()
    async with tiny_edge() as edge:
        fleet = Fleet(
            PLAN,
            edge.url,
            source=script,
            climate=CALM,
            speed=SPEED,
            on_punch=lambda serial, record: at.update([serial]),
        )
        async with running(fleet):
            await asyncio.wait_for(fleet.wait_connected(), 10)
            await edge.until(lambda: not fleet.terminals["DGD9220156"].connected)
            script.punch("DGD9220156", 1, 2, 3)
            await edge.until(lambda: at.total() == 3)
            assert set(at) <= set(WAREHOUSE)
            script.punch(WAREHOUSE[0], *[7] * 100)
            await edge.until(lambda: at.total() + fleet.turned_away == 103)
            assert fleet.turned_away > 0


async def test_an_unreachable_server_is_terminals_offline_and_no_error() -> None:
    enough = asyncio.Event()

    def look(serial: str, record: LoggedPunch) -> None:
        if fleet.stats().failures > 11:
            enough.set()

    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))  # held, so that nobody else listens there meanwhile
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        fleet = Fleet(PLAN, url, rate=100.0, climate=CALM, speed=SPEED, on_punch=look)
        async with running(fleet):
            await asyncio.wait_for(enough.wait(), 10)
            stats = fleet.stats()
    assert stats.pending == stats.punches > 0
    assert (stats.connected, stats.acknowledged) == (0, 0)
    assert url.removeprefix("http://") in stats.trouble
    assert "\n" not in stats.trouble


async def test_a_fleet_may_be_stopped_before_it_started_and_cancelled_while_it_runs() -> None:
    async with tiny_edge() as edge:
        fleet = Fleet(PLAN, edge.url, rate=1.0, speed=SPEED)
        fleet.stop()
        await asyncio.wait_for(fleet.run(), 5)
        assert edge.seen == []
        other = asyncio.create_task(Fleet(PLAN, edge.url, rate=1.0, speed=SPEED).run())
        await edge.until_seen("poll", 3)
        other.cancel()
        with pytest.raises(asyncio.CancelledError):
            await other


@pytest.mark.parametrize("url", ["edge.example:8080", "ws://edge.example"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="is no server address: write http://HOST:PORT"):
        Fleet(PLAN, url)


async def test_tenant_paths_are_kept() -> None:
    async with (
        tiny_edge() as edge,
        running(Fleet(PLAN, f"{edge.url}/t/s3cret/", rate=0.0, climate=CALM, speed=SPEED)),
    ):
        await edge.until_seen("poll")
        assert all(seen.target.startswith("/t/s3cret/iclock/") for seen in edge.seen)

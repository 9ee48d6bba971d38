"""What a fleet did in some days: reckoned from when its terminals came and went, and asked of a real edge."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from console.core.fleet import FleetState
from console.core.handover import fetch_shift
from console.core.periods import Period, Span
from console.core.reports import DAY_US, Between, Up, fetch_report, up_of
from console.core.snapshots import fetch_snapshot
from tests.console.core.edges import Tenant

turns = st.lists(st.tuples(st.integers(0, 1_000), st.booleans()), max_size=12)


@given(turns=turns, online=st.booleans(), cut=st.integers(1, 999))
def test_the_parts_of_a_time_are_the_whole(turns: list[tuple[int, bool]], online: bool, cut: int) -> None:
    whole = up_of(turns, online, None, 0, 1_000)
    parts = up_of(turns, online, None, 0, cut) + up_of(turns, online, None, cut, 1_000)
    assert (parts.online_us, parts.watched_us, parts.drops) == (
        whole.online_us,
        whole.watched_us,
        whole.drops,
    )
    assert 0 <= whole.online_us <= whole.watched_us == 1_000


def test_before_its_first_turn_a_terminal_was_the_opposite() -> None:
    assert up_of([(400, False)], False, None, 0, 1_000) == Up(400, 1_000, 1)
    assert up_of([(400, True)], True, None, 0, 1_000) == Up(600, 1_000, 0)
    assert up_of([], True, None, 0, 1_000).percent == 100.0
    assert up_of([], False, None, 0, 1_000).percent == 0.0


def test_what_was_made_meanwhile_is_watched_from_its_first_sign_of_life() -> None:
    assert up_of([(500, True)], True, 300, 0, 1_000) == Up(500, 500, 0)
    assert up_of([], True, 300, 0, 1_000) == Up(700, 700, 0)
    assert up_of([], True, 2_000, 0, 1_000).percent is None, "it was not there yet"


def test_a_day_that_is_an_hour_longer_is_one_day() -> None:
    paris = ZoneInfo("Europe/Paris")
    period = Period(Span.DAYS, date(2026, 10, 24), date(2026, 10, 26))
    begin, end = period.bounds(datetime(2026, 10, 27, tzinfo=UTC), paris)
    between = Between(round(begin.timestamp() * 1e6), round(end.timestamp() * 1e6))
    lengths = [(span.to_us - span.from_us) / DAY_US * 24 for _, span in between.by_day(paris)]
    assert lengths == [24, 25, 24]


async def test_a_report_of_a_real_edge(tenant: Tenant) -> None:
    terminal = await tenant.terminal(name="Gate 1")
    await terminal.punch("7", "8", "9")
    async with tenant.client() as client:
        now_us = time.time_ns() // 1000
        fleet = FleetState()
        fleet.replace(await fetch_snapshot(client, now_us))
        between = Between(now_us - 6 * DAY_US, now_us + DAY_US)
        counted: list[int] = []
        report = await fetch_report(
            client, fleet, between, now_us + 1_000_000, zone=ZoneInfo("UTC"), progress=counted.append
        )
        assert sum(report.punches.values()) == 3
        assert sum(counted) >= 3
        assert len(report.days) == 8
        assert [row.device.name for row in report.devices] == ["Gate 1"]
        assert report.uptime_known
        shift = await fetch_shift(client, now_us + 1_000_000)
        assert shift.deeds is not None
        assert terminal.id in [deed.target for deed in shift.deeds]

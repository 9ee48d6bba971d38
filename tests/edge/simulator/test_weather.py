"""Lines fail by schedule, by habit and by hand; the schedule is a pure function of seed and time."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.simulator.fleet import plan_fleet
from edge.simulator.profile import CALM, LIVELY, Climate, Profile
from edge.simulator.weather import Weather

PLAN = plan_fleet(seed=2, sites=6, devices=24, profile=Profile(flapping_share=0.2))
STEADY = next(plan for plan in PLAN.terminals if plan.flapping is None)
UNSTEADY = next(plan for plan in PLAN.terminals if plan.flapping is not None)
START = 1_780_000_000.0
DAY = 86_400.0


def changes(weather: Weather, serial: str, start: float, end: float) -> list[tuple[float, bool]]:
    """When the line went up or down, walked along `next_change`."""
    found, at, state = [], start, weather.up(serial, start)
    while (at := weather.next_change(serial, at)) < end:
        if weather.up(serial, at) is not state:
            state = not state
            found.append((at, state))
    return found


@given(
    serial=st.sampled_from([plan.serial for plan in PLAN.terminals]),
    at=st.floats(0, 5 * DAY),
    step=st.floats(0, 1),
)
@settings(max_examples=200, deadline=None)
def test_nothing_changes_before_the_next_change(serial: str, at: float, step: float) -> None:
    weather = Weather(PLAN, LIVELY)
    now = START + at
    change = weather.next_change(serial, now)
    assert change > now
    assert weather.up(serial, now) is weather.up(serial, now + (change - now) * step * 0.999)


def test_the_same_seed_gives_the_same_weather() -> None:
    one, other = Weather(PLAN, LIVELY), Weather(PLAN, LIVELY)
    for _ in range(3):
        other.up(STEADY.serial, START + random.Random(1).uniform(0, DAY))
    walked = changes(one, STEADY.serial, START, START + 5 * DAY)
    assert walked == changes(other, STEADY.serial, START, START + 5 * DAY)
    assert walked
    assert walked != changes(Weather(PLAN, LIVELY, seed=3), STEADY.serial, START, START + 5 * DAY)


def test_calm_weather_leaves_steady_lines_alone() -> None:
    assert changes(Weather(PLAN, CALM), STEADY.serial, START, START + 30 * DAY) == []


def test_an_unsteady_line_drops_more_than_three_times_in_thirty_minutes() -> None:
    drops = [at for at, up in changes(Weather(PLAN, CALM), UNSTEADY.serial, START, START + DAY / 2) if not up]
    most = max(sum(drop <= at < drop + 1800 for at in drops) for drop in drops)
    assert most > 3


def test_a_site_fails_as_one() -> None:
    climate = Climate(site_outages_per_day=6, site_outage_minutes=15, terminal_outages_per_day=0)
    weather = Weather(PLAN, climate)
    steady = [plan for plan in PLAN.terminals if plan.site_id == STEADY.site_id and plan.flapping is None]
    down = next(at for at, up in changes(weather, steady[0].serial, START, START + 5 * DAY) if not up)
    assert [weather.up(plan.serial, down) for plan in steady] == [False] * len(steady)
    elsewhere = [p for p in PLAN.terminals if p.site_id != STEADY.site_id and p.flapping is None]
    assert any(weather.up(plan.serial, down) for plan in elsewhere)


def test_outages_are_as_frequent_and_long_as_the_climate_says() -> None:
    climate = Climate(site_outages_per_day=2, site_outage_minutes=30, terminal_outages_per_day=0)
    walked = changes(Weather(PLAN, climate), STEADY.serial, START, START + 400 * DAY)
    downs = [at for at, up in walked if not up]
    assert len(downs) / 400 == pytest.approx(2, rel=0.2)
    lasted = [up_at - at for (at, up), (up_at, _) in pairwise(walked) if not up]
    assert sum(lasted) / len(lasted) == pytest.approx(30 * 60, rel=0.25)
    assert min(lasted) >= 60


def test_midnight_ends_no_outage() -> None:
    climate = Climate(site_outages_per_day=3, site_outage_minutes=240, terminal_outages_per_day=0)
    weather = Weather(PLAN, climate)
    midnights = [(START // DAY + day) * DAY for day in range(1, 300)]
    down_before = [at for at in midnights if not weather.up(STEADY.serial, at - 1)]
    still_down = [at for at in down_before if not weather.up(STEADY.serial, at + 1)]
    assert len(still_down) >= 0.98 * len(down_before) > 0


def test_a_cut_holds_until_it_is_restored_and_ends_the_outage_of_the_moment() -> None:
    weather = Weather(PLAN, LIVELY)
    down = next(at for at, up in changes(weather, STEADY.serial, START, START + 5 * DAY) if not up)
    weather.cut(STEADY.site_id)
    assert not weather.up(STEADY.serial, START + 9 * DAY)
    weather.restore(STEADY.site_id, down)
    weather.restore(STEADY.serial, down)
    assert weather.up(STEADY.serial, down)
    later = changes(weather, STEADY.serial, down, down + 5 * DAY)
    assert later, "restoring ends one outage, not all that are to come"


def test_a_single_terminal_can_be_cut() -> None:
    weather = Weather(PLAN, CALM)
    weather.cut(STEADY.serial)
    neighbours = [
        p.serial for p in PLAN.terminals_of(STEADY.site_id) if p.serial != STEADY.serial and not p.flapping
    ]
    assert not weather.up(STEADY.serial, START)
    assert all(weather.up(serial, START) for serial in neighbours)


def test_a_name_that_is_neither_site_nor_terminal_is_an_error() -> None:
    with pytest.raises(KeyError):
        Weather(PLAN, CALM).cut("site_atlantis")


def test_cellular_sites_answer_slower_than_fibre() -> None:
    plan = plan_fleet(1)
    weather = Weather(plan, CALM)
    by_uplink = {site.uplink: plan.terminals_of(site.id)[0].serial for site in plan.sites}
    rng = random.Random(4)
    mean = {
        uplink: sum(weather.latency(serial, rng) for _ in range(200)) / 200
        for uplink, serial in by_uplink.items()
    }
    assert mean["3g"] > 3 * mean["adsl"] > 3 * mean["fiber"] > 0

"""Who punches when: a pure function of seed and time that looks like working life."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from math import floor
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.simulator.fleet import plan_fleet
from edge.simulator.hardware import MODEL
from edge.simulator.people import Shift
from edge.simulator.profile import Profile
from edge.simulator.workday import Direction, DuePunch, PunchSource, Rate, Workday

PLAN = plan_fleet(seed=5, sites=14, devices=62)
SMALL = plan_fleet(seed=5, sites=4, devices=14)
MONDAY = datetime(2026, 10, 5, tzinfo=UTC).timestamp()
DAY = 86_400.0
SOURCES = {
    "workday": Workday(SMALL),
    "rate": Rate(SMALL, 1.7),
    "lively": Rate(SMALL, 2.0, lively=True),
}


def local_hours(punches: list[DuePunch], zone: str = "Africa/Casablanca") -> Counter[int]:
    return Counter(datetime.fromtimestamp(punch.at, ZoneInfo(zone)).hour for punch in punches)


@pytest.mark.parametrize(("name", "longest"), [("workday", 6 * 3600), ("rate", 30), ("lively", 30)])
@given(start=st.floats(0, 3 * DAY), cuts=st.lists(st.floats(0, 1), min_size=1, max_size=5))
@settings(max_examples=30, deadline=None)
def test_time_may_be_cut_anywhere(name: str, longest: float, start: float, cuts: list[float]) -> None:
    source: PunchSource = SOURCES[name]
    edges = [MONDAY + start]
    for cut in cuts:
        edges.append(edges[-1] + cut * longest)
    pieces = [punch for begin, end in pairwise(edges) for punch in source.due(begin, end)]
    whole = source.due(edges[0], edges[-1])
    assert pieces == whole
    assert whole == sorted(whole)
    assert all(edges[0] <= punch.at < edges[-1] for punch in whole)


def test_the_same_seed_gives_the_same_punches_whatever_was_asked_before() -> None:
    asked, fresh = Workday(SMALL), Workday(SMALL)
    for day in range(-9, 9):
        asked.due(MONDAY + day * DAY, MONDAY + (day + 1) * DAY)
    assert asked.due(MONDAY, MONDAY + DAY) == fresh.due(MONDAY, MONDAY + DAY)
    assert asked.due(MONDAY, MONDAY + DAY) != Workday(SMALL, seed=6).due(MONDAY, MONDAY + DAY)
    assert Rate(SMALL, 2).due(MONDAY, MONDAY + 60) == Rate(SMALL, 2).due(MONDAY, MONDAY + 60)


@pytest.mark.parametrize("name", SOURCES)
def test_people_punch_at_their_own_site_with_what_its_terminal_can_read(name: str) -> None:
    terminals = {plan.serial: plan for plan in SMALL.terminals}
    people = {site.id: {person.pin for person in SMALL.employees(site.id)} for site in SMALL.sites}
    punches = SOURCES[name].due(MONDAY + 6 * 3600, MONDAY + 7 * 3600)
    assert punches
    for punch in punches:
        terminal = terminals[punch.serial]
        assert not terminal.silent
        assert punch.pin in people[terminal.site_id]
        assert punch.verify in dict(MODEL[terminal.model].verify)


def test_an_office_arrives_in_the_morning_and_leaves_in_the_evening() -> None:
    site = PLAN.sites[0].id
    serials = {plan.serial for plan in PLAN.terminals_of(site)}
    punches = [punch for punch in Workday(PLAN).due(MONDAY, MONDAY + DAY) if punch.serial in serials]
    arrivals = local_hours([punch for punch in punches if punch.direction is Direction.IN])
    departures = local_hours([punch for punch in punches if punch.direction is Direction.OUT])
    people = len(PLAN.employees(site))
    assert 0.8 * people < sum(arrivals.values()) <= 1.1 * people
    assert arrivals[8] > 0.8 * sum(arrivals.values())
    assert departures[17] > 0.8 * sum(departures.values())


def test_the_night_shift_of_the_warehouse_goes_home_next_morning() -> None:
    night = {p.pin for p in PLAN.employees("site_warehouse") if p.shift is Shift.NIGHT}
    assert night
    zone = ZoneInfo("Africa/Casablanca")
    evening, morning = datetime(2026, 10, 5, 20, tzinfo=zone), datetime(2026, 10, 6, 5, 30, tzinfo=zone)
    workday = Workday(PLAN)
    arriving = workday.due(evening.timestamp(), evening.timestamp() + 4 * 3600)
    leaving = workday.due(morning.timestamp(), morning.timestamp() + 4 * 3600)
    assert {p.pin for p in arriving if p.direction is Direction.IN} & night
    gone_home = [p for p in leaving if p.direction is Direction.OUT and p.pin in night]
    assert gone_home
    assert set(local_hours(gone_home)) <= {6, 7}


def test_week_ends_are_thin_and_friday_noon_is_long_in_morocco() -> None:
    workday = Workday(PLAN)
    by_day = [len(workday.due(MONDAY + day * DAY, MONDAY + (day + 1) * DAY)) for day in range(7)]
    assert max(by_day[5:]) < 0.5 * min(by_day[:5])
    office = {p.pin for p in PLAN.employees("site_hq_main_entrance")}
    back = {}
    for name, day in (("thursday", 3), ("friday", 4)):
        punches = [p for p in workday.due(MONDAY + day * DAY, MONDAY + (day + 1) * DAY) if p.pin in office]
        back[name] = local_hours([p for p in punches if p.direction is Direction.BREAK_IN]).most_common(1)[0][
            0
        ]
    assert back["thursday"] == 13
    assert back["friday"] == 14


@given(rate=st.floats(0.05, 40), start=st.integers(0, 10**6), seconds=st.integers(1, 40))
@settings(max_examples=50, deadline=None)
def test_a_rate_is_exact_over_whole_seconds(rate: float, start: int, seconds: int) -> None:
    begin = int(MONDAY) + start
    expected = floor((begin + seconds) * rate) - floor(begin * rate)
    assert len(Rate(SMALL, rate).due(begin, begin + seconds)) == expected


def test_no_rate_no_punches() -> None:
    assert Rate(SMALL, 0.0).due(MONDAY, MONDAY + 3600) == []


def test_a_fleet_without_people_has_no_punches() -> None:
    empty = plan_fleet(1, 2, 4, Profile(employees_per_terminal=0))
    assert Rate(empty, 5.0).due(MONDAY, MONDAY + 60) == []
    assert Workday(empty).due(MONDAY, MONDAY + DAY) == []


def test_a_lively_rate_never_sleeps_and_follows_local_hours() -> None:
    lively = Rate(PLAN, 2.0, lively=True)
    for hour in range(24):
        assert len(lively.due(MONDAY + hour * 3600, MONDAY + hour * 3600 + 60)) == 120
    morning = lively.due(MONDAY + 6 * 3600, MONDAY + 6 * 3600 + 900)
    evening = lively.due(MONDAY + 17 * 3600, MONDAY + 17 * 3600 + 900)
    arriving = sum(punch.direction is Direction.IN for punch in morning) / len(morning)
    leaving = sum(punch.direction is Direction.OUT for punch in evening) / len(evening)
    assert arriving > 0.7
    assert leaving > 0.7

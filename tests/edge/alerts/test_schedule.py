"""When who is told, as a calculation: steps, hours on a clock, and what goes into one message."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.alerts.model import Severity
from edge.alerts.schedule import (
    CAP,
    DIGESTED,
    HOUR_US,
    SECOND_US,
    Sent,
    Step,
    Target,
    Waiting,
    decide,
    in_hours,
    quiet_until,
    tellings,
)

MINUTE_US = 60 * SECOND_US
AMINA, BADR = Target(1, 1), Target(1, 2)
NIGHT = {"from": "22:00", "to": "07:00"}


def step(after_s: int, *targets: Target, named: bool = True) -> Step:
    return Step(after_s, targets, named, True)


def told(steps: list[Step], severity: Severity) -> list[tuple[str, int, Target]]:
    found = tellings(steps, severity, repeat_s=14_400, repeat_for_s=86_400)
    return [(one.moment, one.after_us // MINUTE_US, one.target) for one in found]


def test_each_step_tells_its_people_when_it_is_their_turn() -> None:
    steps = [step(0, AMINA), step(900, BADR)]
    assert told(steps, "warning") == [("fired", 0, AMINA), ("escalated", 15, BADR)]


def test_what_is_for_information_goes_no_further() -> None:
    assert told([step(0, AMINA), step(900, BADR)], "info") == [("fired", 0, AMINA)]


def test_only_what_is_critical_is_repeated_every_four_hours_for_a_day() -> None:
    repeated = [after for moment, after, _ in told([step(0, AMINA)], "critical") if moment == "repeated"]
    assert repeated == [240, 480, 720, 960, 1200, 1440]
    assert all(moment != "repeated" for moment, *_ in told([step(0, AMINA)], "warning"))


def test_a_step_that_means_everybody_tells_a_warning_once_and_what_is_critical_again() -> None:
    steps = [step(0, AMINA, named=False), step(900, AMINA, BADR, named=False)]
    assert told(steps, "warning") == [("fired", 0, AMINA), ("escalated", 15, BADR)]
    assert ("escalated", 15, AMINA) in told(steps, "critical")


def test_a_step_that_names_somebody_tells_them_again() -> None:
    assert told([step(0, AMINA), step(900, AMINA)], "warning")[1] == ("escalated", 15, AMINA)


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * SECOND_US


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-21T21:30:00", "2026-11-22T06:00:00"),  # 22:30 in Paris
        ("2026-11-22T05:59:00", "2026-11-22T06:00:00"),
        ("2026-11-22T06:00:00", None),
        ("2026-11-22T12:00:00", None),
        ("2026-03-28T23:00:00", "2026-03-29T05:00:00"),  # an hour of that night is missing
        ("2026-10-24T23:00:00", "2026-10-25T06:00:00"),  # one is there twice
    ],
)
def test_quiet_hours_end_by_the_clock_on_the_wall(now: str, until: str | None) -> None:
    found = quiet_until(NIGHT, "Europe/Paris", at(now))
    assert found == (None if until is None else at(until))


def test_quiet_hours_that_end_in_the_hour_that_comes_twice_end_both_times() -> None:
    quiet = {"from": "22:00", "to": "02:30"}
    assert quiet_until(quiet, "Europe/Paris", at("2026-10-25T00:00:00")) == at("2026-10-25T00:30:00")
    assert quiet_until(quiet, "Europe/Paris", at("2026-10-25T01:10:00")) == at("2026-10-25T01:30:00")


def test_without_quiet_hours_or_with_empty_ones_it_is_never_quiet() -> None:
    assert quiet_until(None, "UTC", 0) is None
    assert quiet_until({"from": "08:00", "to": "08:00"}, "UTC", at("2026-11-21T08:00:00")) is None


@given(
    st.times().map(lambda found: found.strftime("%H:%M")),
    st.times().map(lambda found: found.strftime("%H:%M")),
    st.sampled_from(["UTC", "Europe/Paris", "Africa/Casablanca", "America/St_Johns", "Australia/Lord_Howe"]),
    st.integers(at("2020-01-01T00:00:00"), at("2037-01-01T00:00:00")),
)
def test_quiet_hours_always_end_within_a_day_and_an_hour(begin: str, end: str, zone: str, now: int) -> None:
    until = quiet_until({"from": begin, "to": end}, zone, now)
    assert until is None or now < until <= now + 25 * HOUR_US


@pytest.mark.parametrize(
    ("now", "within"),
    [
        ("2026-11-23T09:00:00", True),  # a Monday
        ("2026-11-23T17:00:00", False),
        ("2026-11-22T09:00:00", False),
        ("2026-11-28T00:00:00", True),  # the night of Friday
        ("2026-11-27T00:00:00", False),
    ],
)
def test_weekly_hours_are_by_the_clock_on_the_wall(now: str, within: bool) -> None:
    schedule = {
        "timezone": "Africa/Casablanca",
        "hours": [
            {"days": ["mon", "tue"], "from": "08:00", "to": "18:00"},
            {"days": ["fri"], "from": "22:00", "to": "06:00"},
        ],
    }
    assert in_hours(schedule, at(now)) is within


NOW = 1_000 * HOUR_US


def waiting(number: int, **members: Any) -> Waiting:
    values: dict[str, Any] = {
        "group": "a",
        "critical": False,
        "moment": "fired",
        "due": NOW,
        "held_for": None,
        "message": None,
        "wait_us": 30 * SECOND_US,
        "interval_us": 5 * MINUTE_US,
    }
    return Waiting(id=number, **{**values, **members})


def test_what_fires_at_a_site_within_the_wait_is_one_message() -> None:
    rows = [waiting(1), waiting(2, due=NOW + 20 * SECOND_US), waiting(3, due=NOW + HOUR_US)]
    assert decide(rows, [], None, NOW).messages == [[1, 2]]


def test_two_sites_are_two_messages() -> None:
    assert decide([waiting(1), waiting(2, group="b")], [], None, NOW).messages == [[1], [2]]


def test_a_site_is_told_of_no_more_than_every_five_minutes() -> None:
    last = Sent(NOW - MINUTE_US, frozenset("a"), critical=False)
    decision = decide([waiting(1)], [last], None, NOW)
    assert (decision.messages, decision.held[0].until) == ([], NOW + 4 * MINUTE_US)


def test_what_is_beyond_the_cap_goes_out_as_one_digest() -> None:
    rows = [waiting(number, group=f"site{number}") for number in range(200)]
    messages = decide(rows, [], None, NOW).messages
    assert [len(one) for one in messages] == [1] * (CAP - 1) + [200 - CAP + 1]


def test_below_no_cap_it_waits_until_the_hour_is_over() -> None:
    sent = [Sent(NOW - minute * MINUTE_US, frozenset("z"), critical=False) for minute in range(CAP)]
    decision = decide([waiting(1)], sent, None, NOW)
    assert (decision.messages, decision.held[0].why) == ([], "cap")
    assert decision.held[0].until == NOW - (CAP - 1) * MINUTE_US + HOUR_US


def test_quiet_hours_hold_all_but_what_is_critical() -> None:
    until = NOW + 8 * HOUR_US
    decision = decide([waiting(1), waiting(2, critical=True)], [], until, NOW)
    assert (decision.messages, decision.held[0]) == ([[2]], (1, until, "quiet_hours"))


def test_what_quiet_hours_held_is_one_message_whatever_its_sites() -> None:
    rows = [waiting(number, group=f"site{number}", held_for="quiet_hours") for number in range(30)]
    assert decide(rows, [], None, NOW).messages == [list(range(30))]


def test_what_was_attempted_goes_out_again_as_it_was() -> None:
    rows = [waiting(1, message="k"), waiting(2, message="k"), waiting(3)]
    assert decide(rows, [], None, NOW).messages == [[1, 2], [3]]


GROUPS = st.sampled_from("abcdefghijklmnop")
ROWS = st.builds(
    lambda group, critical, late_s, held, message: {
        "group": group,
        "critical": critical,
        "due": NOW + late_s * SECOND_US,
        "held_for": held,
        "message": f"{group}{critical}" if message else None,
    },
    GROUPS,
    st.booleans(),
    st.integers(-600, 600),
    st.sampled_from([None, None, "group", *DIGESTED]),
    st.booleans(),
)


@given(
    st.lists(ROWS, max_size=40),
    st.lists(st.tuples(st.integers(0, 3_599), GROUPS, st.booleans()), max_size=15),
    st.none() | st.integers(1, 100_000),
)
def test_everything_due_is_told_or_held_once_and_nothing_critical_is_held(
    given_rows: list[dict[str, Any]], before: list[tuple[int, str, bool]], quiet_s: int | None
) -> None:
    rows = [waiting(number, **members) for number, members in enumerate(given_rows)]
    sent = [Sent(NOW - ago_s * SECOND_US, frozenset(group), critical) for ago_s, group, critical in before]
    quiet = None if quiet_s is None else NOW + quiet_s * SECOND_US
    decision = decide(rows, sent, quiet, NOW)
    told = [one for members in decision.messages for one in members]
    held = [one.id for one in decision.held]
    due = {row.id for row in rows if row.due <= NOW}
    critical = {row.id for row in rows if row.critical and row.due <= NOW}
    assert len(told) == len(set(told))
    assert len(held) == len(set(held))
    assert not set(told) & set(held)
    assert due <= set(told) | set(held)
    assert critical <= set(told)
    assert all(one.until > NOW for one in decision.held)
    assert set(held) <= due


@given(st.lists(st.tuples(st.integers(0, 4 * 3_600), GROUPS, st.booleans()), max_size=120))
def test_in_any_hour_no_more_than_the_cap_and_in_the_end_all_is_told(
    fired: list[tuple[int, str, bool]],
) -> None:
    rows = {
        number: waiting(number, group=group, critical=critical, due=NOW + at_s * SECOND_US)
        for number, (at_s, group, critical) in enumerate(fired)
    }
    due = {number: row.due for number, row in rows.items()}
    sent: list[Sent] = []
    for _ in range(3 * len(rows) + 1):
        if not rows:
            break
        now = min(row.due for row in rows.values())
        decision = decide(rows.values(), [one for one in sent if one.at > now - HOUR_US], None, now)
        for members in decision.messages:
            found = [rows.pop(one) for one in members]
            assert all(row.critical == found[0].critical for row in found)
            assert not found[0].critical or all(now == due[row.id] for row in found)
            sent.append(Sent(now, frozenset(row.group for row in found), found[0].critical))
        for held in decision.held:
            rows[held.id] = rows[held.id]._replace(due=held.until, held_for=held.why)
    assert rows == {}
    capped = sorted(one.at for one in sent if not one.critical)
    for number, first in enumerate(capped):
        assert sum(first <= at < first + HOUR_US for at in capped[number:]) <= CAP

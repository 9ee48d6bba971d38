"""Terminals show the time on the wall: within a minute of a change, once per change, wherever they were."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.clock_changes import changes
from edge.intents import SyncTime, UpdateSettings
from edge.push.access.times import encoded_time
from edge.push.attendance.handshake import Terms, render_options
from edge.push.commands import lines_of
from edge.push.terminal import Terminal
from edge.simulator.clock import DeviceClock, zone_seconds
from edge.terminal_time import TerminalTime, due, offset_minutes
from edge.zones import WallClock

EPOCH = datetime(1970, 1, 1)
SECOND = 1_000_000
POLL_S = 10
MOVING = ["Africa/Casablanca", "Europe/Paris", "Australia/Lord_Howe", "Antarctica/Troll", "America/St_Johns"]


def us(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


class Attendance:
    """A terminal that follows our Date by the zone it was told, and is told a zone at init only."""

    def __init__(self, zone: str, now: int) -> None:
        self.now, self.wall = now, WallClock(zone)
        self.clock = DeviceClock(lambda: self.now / SECOND)
        self.options: dict[str, str] = {}
        self.known = TerminalTime()
        self.pushed: list[type] = []
        self.init()

    @property
    def error_s(self) -> float:
        right = EPOCH + timedelta(seconds=self.now // SECOND + self.wall.offset_at(self.now))
        return (self.clock.local() - right).total_seconds()

    def init(self) -> None:
        minutes = offset_minutes(self.wall, self.now)
        block = render_options(Terms("T1", utc_offset_min=minutes))
        zone = re.search(rb"^TimeZone=(.*)$", block, re.M)
        assert zone is not None
        self.clock.zone_s = zone_seconds(zone[1].decode())
        self.known = self.known.told(minutes)

    def poll(self, now: int) -> None:
        self.now = now
        intents, self.known = due(self.known, self.wall, self.options, now)
        for intent in intents:
            self.pushed.append(type(intent))
            for line in lines_of(intent, Terminal("T1"), now):
                if line.text == b"CHECK":
                    self.init()
                self.options |= _set_option(line.text)
        self.clock.set_from(now / SECOND)


class Access(Attendance):
    """A terminal whose clock is set by the seconds of its own wall, and never otherwise."""

    def init(self) -> None:
        self.known = TerminalTime()

    def poll(self, now: int) -> None:
        self.now = now
        intents, self.known = due(self.known, self.wall, self.options, now)
        for intent in intents:
            self.pushed.append(type(intent))
            for line in lines_of(intent, Terminal("T1", "acc", zone=self.wall.info), now):
                value = line.text.decode().removeprefix("SET OPTIONS DateTime=")
                local = encoded_time(value)
                assert local is not None, line.text
                self.clock.zone_s = 0
                self.clock.error_s = (local - EPOCH).total_seconds() - now / SECOND


def _set_option(line: bytes) -> dict[str, str]:
    name, _, value = line.decode().removeprefix("SET OPTION ").partition("=")
    return {name: value} if line.startswith(b"SET OPTION ") else {}


@pytest.mark.parametrize("kind", [Attendance, Access])
@pytest.mark.parametrize("zone", MOVING)
def test_a_year_of_polls_has_the_right_time_but_for_a_poll_after_each_change(
    zone: str, kind: type[Attendance]
) -> None:
    start, end = us(datetime(2026, 1, 1)), us(datetime(2027, 1, 1))
    terminal = kind(zone, start)
    terminal.poll(start)
    first = len(terminal.pushed)
    moves = list(changes(ZoneInfo(zone), start, end))
    assert len(moves) >= 2
    for move in moves:
        for now in range(move.at - 120 * SECOND, move.at + 300 * SECOND, SECOND):
            terminal.now = now
            if (now // SECOND) % POLL_S == 7:
                terminal.poll(now)
            if now < move.at or now >= move.at + POLL_S * SECOND:
                assert abs(terminal.error_s) <= 1
    assert terminal.pushed[first:] == [SyncTime] * len(moves)


@pytest.mark.parametrize("kind", [Attendance, Access])
def test_a_terminal_that_was_away_is_put_right_when_it_calls_again(kind: type[Attendance]) -> None:
    terminal = kind("Africa/Casablanca", us(datetime(2026, 2, 14)))
    terminal.poll(us(datetime(2026, 2, 14)))
    before = len(terminal.pushed)
    terminal.now = us(datetime(2026, 2, 15, 6))
    assert terminal.error_s == 3600
    terminal.poll(terminal.now)
    assert terminal.error_s == 0
    terminal.poll(terminal.now + 10 * SECOND)
    assert terminal.pushed[before:] == [SyncTime]


def test_one_that_missed_both_changes_of_ramadan_needs_nothing() -> None:
    terminal = Attendance("Africa/Casablanca", us(datetime(2026, 2, 1)))
    terminal.poll(us(datetime(2026, 4, 1)))
    assert (terminal.pushed, terminal.error_s) == ([], 0)


def test_one_that_introduces_itself_after_the_change_needs_nothing_more() -> None:
    terminal = Attendance("Europe/Paris", us(datetime(2026, 3, 1)))
    terminal.now = us(datetime(2026, 3, 29, 2))
    terminal.init()
    terminal.poll(terminal.now)
    assert terminal.pushed == []


def test_nothing_is_said_before_the_change() -> None:
    terminal = Attendance("Europe/Paris", us(datetime(2026, 3, 1)))
    terminal.poll(us(datetime(2026, 3, 29, 1)) - 1)
    assert terminal.pushed == []
    terminal.poll(us(datetime(2026, 3, 29, 1)))
    assert terminal.pushed == [SyncTime]


def test_a_corrected_zone_is_told_like_a_change() -> None:
    terminal = Attendance("Asia/Shanghai", us(datetime(2026, 5, 1)))
    terminal.wall = WallClock("Asia/Kathmandu")
    assert terminal.error_s == 8100
    terminal.poll(terminal.now)
    assert (terminal.pushed, terminal.error_s) == ([SyncTime], 0)


def test_a_terminal_of_which_nothing_is_known_is_told_once() -> None:
    clock, now = WallClock("Africa/Lagos"), us(datetime(2026, 5, 1))
    intents, then = due(TerminalTime(), clock, {}, now)
    assert intents == (SyncTime(),)
    assert due(then, clock, {}, now) == ((), then)


def test_a_command_that_was_lost_is_queued_again_and_one_that_was_refused_is_not() -> None:
    clock, now = WallClock("Europe/Paris"), us(datetime(2026, 3, 29, 1))
    _, queued = due(TerminalTime(60), clock, {}, now)
    assert queued == TerminalTime(120)
    assert due(queued.lost(), clock, {}, now).intents == (SyncTime(),)
    assert due(queued, clock, {}, now).intents == ()


def test_a_lost_result_does_not_hide_the_next_change() -> None:
    """The command of spring may have been carried out: in autumn it counts, not what was told in winter."""
    clock = WallClock("Europe/Paris")
    _, spring = due(TerminalTime(60), clock, {}, us(datetime(2026, 3, 29, 1)))
    assert due(spring, clock, {}, us(datetime(2026, 10, 25, 1))).intents == (SyncTime(),)


@pytest.mark.parametrize("option", ["DaylightSavingTimeOn", "DSTF"])
def test_its_own_summer_time_is_switched_off_once(option: str) -> None:
    clock, now = WallClock("Africa/Casablanca"), us(datetime(2026, 5, 1))
    known = TerminalTime(60)
    intents, refused = due(known, clock, {option: "1"}, now)
    assert [type(intent) for intent in intents] == [UpdateSettings, SyncTime]
    texts = [line.text for intent in intents for line in lines_of(intent, Terminal("T1"), now)]
    assert texts == [b"SET OPTION DaylightSavingTimeOn=0", b"RELOAD OPTIONS", b"CHECK"]
    assert due(refused, clock, {option: "1"}, now) == ((), refused)
    _, gone = due(refused, clock, {option: "0"}, now)
    assert gone == known
    assert len(due(gone, clock, {option: "1"}, now).intents) == 2


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([*MOVING, "UTC", "Asia/Kathmandu"]),
    st.lists(st.integers(0, 3 * 366 * 86_400), min_size=1, max_size=40).map(sorted),
)
def test_whenever_it_polls_it_is_told_what_it_does_not_know_and_nothing_else(
    zone: str, seconds: list[int]
) -> None:
    begin = us(datetime(2026, 1, 1))
    terminal = Attendance(zone, begin)
    shown = offset_minutes(terminal.wall, begin)
    for second in seconds:
        now = begin + second * SECOND
        before = len(terminal.pushed)
        terminal.poll(now)
        right = datetime.fromtimestamp(now // SECOND, UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert terminal.clock.local() == right
        minutes = offset_minutes(terminal.wall, now)
        assert len(terminal.pushed) - before == (minutes != shown)
        shown = minutes

"""Uptime is online time over monitored time, and time in maintenance is neither."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from edge.uptime import NOTHING, Turn, Uptime, uptime, uptimes

REGISTERED = -1_000


def test_maintenance_counts_neither_for_nor_against() -> None:
    turns = [Turn(40, False), Turn(60, True)]
    assert uptime(turns, True, REGISTERED, 0, 100) == Uptime(80, 100)
    assert uptime(turns, True, REGISTERED, 0, 100, [(40, 60)]) == Uptime(80, 80)
    assert uptime(turns, True, REGISTERED, 0, 100, [(30, 50)]) == Uptime(70, 80)
    assert uptime(turns, True, REGISTERED, 0, 100, [(-50, 10), (5, 20), (90, 300)]) == Uptime(50, 70)


def test_a_month_of_nothing_but_maintenance_has_no_percentage() -> None:
    assert uptime([], True, REGISTERED, 0, 100, [(-5, 105)]) == NOTHING
    assert NOTHING.percentage is None


SPANS = st.lists(st.tuples(st.integers(-20, 120), st.integers(0, 60)).map(lambda s: (s[0], s[0] + s[1])))


@given(
    turns=st.lists(st.builds(Turn, st.integers(-10, 110), st.booleans()), max_size=8),
    online=st.booleans(),
    spans=SPANS,
)
def test_it_is_what_counting_instant_by_instant_gives(
    turns: list[Turn], online: bool, spans: list[tuple[int, int]]
) -> None:
    ordered = sorted(turns)
    monitored = [at for at in range(100) if not any(begin <= at < till for begin, till in spans)]

    def up(at: int) -> bool:
        before = [turn.online for turn in ordered if turn.at <= at]
        return before[-1] if before else (not ordered[0].online if ordered else online)

    counted = Uptime(sum(up(at) for at in monitored), len(monitored))
    assert uptime(turns, online, REGISTERED, 0, 100, spans) == counted


@given(
    turns=st.lists(st.builds(Turn, st.integers(-10, 110), st.booleans()), max_size=8),
    online=st.booleans(),
    registered=st.integers(-5, 100),
    spans=SPANS,
    cuts=st.lists(st.integers(1, 99), max_size=5, unique=True),
)
def test_the_days_of_a_month_add_up_to_the_month(
    turns: list[Turn], online: bool, registered: int, spans: list[tuple[int, int]], cuts: list[int]
) -> None:
    bounds = [0, *sorted(cuts), 100]
    days = uptimes(turns, online, registered, list(pairwise(bounds)), spans)
    assert len(days) == len(cuts) + 1
    assert all(0 <= day.online <= day.monitored for day in days)
    assert sum(days, NOTHING) == uptime(turns, online, registered, 0, 100, spans)


def test_a_night_offline_is_of_both_days_that_it_touches() -> None:
    turns = [Turn(40, False), Turn(60, True)]
    days = uptimes(turns, True, REGISTERED, [(0, 50), (50, 100)])
    assert days == [Uptime(40, 50), Uptime(40, 50)]

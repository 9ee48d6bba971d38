"""Punches are counted in the step they belong to, however late they come, for as long as it is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from console.core.tallies import HOUR_US, MINUTE_US, Tally

STEP_US = 10


@st.composite
def comings(draw: st.DrawFn) -> list[tuple[int, int]]:
    """(when it happened, when we heard of it), in the order of hearing."""
    heard = sorted(draw(st.lists(st.integers(0, 2000), min_size=1, max_size=40)))
    return [(max(now + draw(st.integers(-300, 50)), 0), now) for now in heard]


@given(comings(), st.integers(0, 500), st.integers(1, 12))
def test_it_counts_what_a_plain_list_would(came: list[tuple[int, int]], later: int, length: int) -> None:
    tally = Tally(STEP_US, length)
    for at, now in came:
        tally.add(at, now)
    now = came[-1][1] + later
    kept = [at for at, heard in came if heard // STEP_US - length < at // STEP_US <= heard // STEP_US]
    last = now // STEP_US
    expected = [sum(at // STEP_US == step for at in kept) for step in range(last - length + 1, last + 1)]
    assert list(tally.series(now)) == expected
    assert tally.total(now) == sum(expected)


def test_the_last_count_is_of_the_step_we_are_in() -> None:
    tally = Tally(MINUTE_US, 60)
    now = 1_700_000_000_000_000
    tally.add(now, now)
    tally.add(now - MINUTE_US, now, count=3)
    assert tally.series(now)[-2:] == (3, 1)
    assert tally.series(now + MINUTE_US)[-3:] == (3, 1, 0)
    assert tally.total(now + 59 * MINUTE_US) == 1
    assert tally.total(now + 60 * MINUTE_US) == 0


def test_a_clock_that_runs_ahead_moves_nothing_along() -> None:
    tally = Tally(HOUR_US, 24)
    now = 1_700_000_000_000_000
    tally.add(now, now)
    tally.add(now + 5 * 365 * 24 * HOUR_US, now)
    assert tally.series(now) == (0,) * 23 + (1,)
    assert tally.total(now) == 1

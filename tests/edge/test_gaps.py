"""Punches that a terminal counts and that never came are asked for; those under way are waited for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.gaps import PATIENCE_US, TRIES, WIDER_US, Counted, Step, compare

MINUTE = 60 * 1_000_000
BEGUN = Counted(held=1_000, at=0)


def after(*counts: tuple[int, int, int], known: Counted | None = BEGUN) -> list[Step]:
    """The steps after counts of (minute, held, received since the last agreement)."""
    steps = []
    for minute, held, received in counts:
        step = compare(known, held, received, minute * MINUTE)
        known = step.known
        steps.append(step)
    return steps


def test_the_first_count_is_where_counting_begins() -> None:
    assert compare(None, 5_000, 0, MINUTE) == Step(Counted(5_000, MINUTE), 0)


def test_as_many_as_it_took_more_have_come() -> None:
    (step,) = after((10, 1_040, 40))
    assert step == Step(Counted(1_040, 10 * MINUTE), 0)


def test_punches_under_way_are_waited_for() -> None:
    first, second = after((10, 1_040, 38), (12, 1_041, 41))
    assert (first.missing, first.ask) == (2, None)
    assert second == Step(Counted(1_041, 12 * MINUTE), 0)


def test_what_stays_away_is_asked_for_from_where_all_was_well() -> None:
    *_, last = after((10, 1_040, 38), (20, 1_050, 48), (26, 1_060, 58))
    assert last.missing == 2
    assert last.ask == (0 - WIDER_US[0], 26 * MINUTE + WIDER_US[0])


def test_what_does_not_come_is_asked_for_more_widely_each_time() -> None:
    steps = after(*((10 + 16 * turn, 1_040, 38) for turn in range(4)))
    asked = [step.ask for step in steps if step.ask is not None]
    assert [-first for first, _ in asked] == list(WIDER_US)
    assert [last - (26 + 16 * turn) * MINUTE for turn, (_, last) in enumerate(asked)] == list(WIDER_US)


@pytest.mark.parametrize(("drift_s", "first_s", "last_s"), [(-600, -600, 0), (600, 0, 600)])
def test_a_clock_that_is_known_to_be_wrong_is_asked_for_what_it_shows(
    drift_s: int, first_s: int, last_s: int
) -> None:
    waited = replace(BEGUN, missing_since=10 * MINUTE)
    step = compare(waited, 1_040, 38, 26 * MINUTE, drift_s * 1_000_000)
    assert step.ask == (
        first_s * 1_000_000 - WIDER_US[0],
        26 * MINUTE + last_s * 1_000_000 + WIDER_US[0],
    )


def test_once_it_has_come_all_is_well_again() -> None:
    *_, last = after((10, 1_040, 38), (26, 1_040, 38), (30, 1_040, 40))
    assert last == Step(Counted(1_040, 30 * MINUTE), 0)


def test_what_a_terminal_counts_and_never_sends_is_given_up() -> None:
    steps = after(*((10 + 16 * turn, 1_040, 38) for turn in range(TRIES + 3)))
    assert sum(step.ask is not None for step in steps) == TRIES
    assert steps[-1].known.held == 1_040
    assert steps[-1].known.tries == 0


def test_a_terminal_that_was_emptied_is_counted_anew() -> None:
    (step,) = after((10, 3, 0))
    assert step == Step(Counted(3, 10 * MINUTE), 0)


@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=40)
)
def test_nothing_is_asked_for_while_nothing_is_missing(course: list[tuple[int, int, int]]) -> None:
    """Whatever comes and whenever: minutes that pass, punches taken, and sent of those that were not yet."""
    known, minute, held, came = BEGUN, 0, 1_000, 0
    agreed, waiting, waits_since = 0, 0, None
    for passed, taken, sent in course:
        minute += passed
        held, waiting = held + taken, waiting + taken
        sent = min(sent, waiting)
        came, waiting = came + sent, waiting - sent
        waits_since = None if not waiting else minute if waits_since is None else waits_since
        step = compare(known, held, came - agreed, minute * MINUTE)
        assert step.missing == waiting
        if step.ask is not None:
            assert waiting
            assert waits_since is not None
            assert (minute - waits_since) * MINUTE >= PATIENCE_US
            return
        if step.known.at == minute * MINUTE:
            agreed = came
        known = step.known


def test_it_is_found_as_it_was_kept() -> None:
    known = Counted(5, 6, 7, 1)
    assert Counted.of(known.kept()) == known
    assert Counted.of({}) is None

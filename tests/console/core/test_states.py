"""Which state a connection is in follows from what is known of it, by one rule without memory."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.core.problems import Problem, ProblemCode
from console.core.states import (
    CatchingUp,
    Connecting,
    Known,
    Live,
    Offline,
    Pace,
    Stale,
    State,
    knows_now,
    state_of,
)

PACE = Pace(stale_after=20.0, offline_after=30.0)
DOWN = Problem(ProblemCode.UNREACHABLE, "https://edge", "no answer")
WRONG_KEY = Problem(ProblemCode.WRONG_KEY, "https://edge", "wrong key")
NOW_S = 1000.0

instants = st.floats(0.0, 2000.0)
known_things = st.builds(
    Known,
    heard_s=st.none() | instants,
    heard_us=st.none() | st.integers(0, 2**50),
    open=st.booleans(),
    done=st.none() | st.integers(0, 10_000),
    share=st.floats(0.0, 1.0),
    problem=st.sampled_from([None, DOWN, WRONG_KEY]),
    retry_s=st.none() | instants,
    trying=st.booleans(),
)


@pytest.mark.parametrize(
    ("known", "state"),
    [
        (Known(), Connecting()),
        (Known(heard_us=77), Connecting(77)),
        (Known(heard_us=77, problem=DOWN, trying=False, retry_s=NOW_S + 2.1), Offline(77, DOWN, 3)),
        (Known(problem=DOWN, trying=True), Offline(None, DOWN, 0)),
        (Known(problem=WRONG_KEY, trying=False), Offline(None, WRONG_KEY, None)),
        (Known(heard_s=NOW_S, open=True), Live()),
        (Known(heard_s=NOW_S - 20, open=True), Live()),
        (Known(heard_s=NOW_S, open=True, done=12, share=0.5), CatchingUp(12, 0.5)),
        (Known(heard_s=NOW_S - 20.5, open=True), Stale(20)),
        (Known(heard_s=NOW_S - 20.5, open=True, done=12), Stale(20)),
        (Known(heard_s=NOW_S - 30, heard_us=77, open=True), Offline(77, None, 0)),
        (Known(heard_s=NOW_S - 3, problem=DOWN, trying=False, retry_s=NOW_S + 1), Stale(3, DOWN)),
        (Known(heard_s=NOW_S - 3, heard_us=77, problem=WRONG_KEY, trying=False), Offline(77, WRONG_KEY)),
        (Known(heard_s=NOW_S + 0.5, trying=True), Stale(0)),
    ],
)
def test_the_rule(known: Known, state: State) -> None:
    assert state_of(known, NOW_S, PACE) == state


@given(known_things, instants)
def test_statuses_are_called_true_only_for_so_long_after_the_edge_was_heard(
    known: Known, now_s: float
) -> None:
    if knows_now(state_of(known, now_s, PACE)):
        assert known.heard_s is not None
        assert now_s - known.heard_s <= PACE.offline_after


@given(known_things, instants)
def test_live_means_open_heard_lately_and_nothing_missing(known: Known, now_s: float) -> None:
    live = state_of(known, now_s, PACE) == Live()
    heard_lately = known.heard_s is not None and now_s - known.heard_s <= PACE.stale_after
    assert live == (known.open and heard_lately and known.done is None)


@given(known_things, instants)
def test_offline_and_stale_say_why_where_that_is_known(known: Known, now_s: float) -> None:
    state = state_of(known, now_s, PACE)
    if isinstance(state, Offline | Stale):
        assert state.problem == known.problem
    if isinstance(state, Offline) and state.retry_in is not None:
        assert state.retry_in >= 0
        assert (state.retry_in == 0) >= known.trying


@given(known_things, instants, st.floats(0.0, 100.0))
def test_silence_never_makes_it_better(known: Known, now_s: float, later_s: float) -> None:
    if knows_now(state_of(known, now_s + later_s, PACE)):
        assert knows_now(state_of(known, now_s, PACE))

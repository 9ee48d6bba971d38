"""An outage of the receiver opens the breaker; a delivery that it cannot take does not."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from edge.webhooks import breaker
from edge.webhooks.breaker import SECOND_US, Breaker

NOW = 1_795_240_000 * SECOND_US


def after(failures: list[float], state: Breaker | None = None) -> Breaker:
    """After failures at those seconds."""
    state = state or Breaker()
    for second in failures:
        state = state.failed(NOW + round(second * SECOND_US))
    return state


def test_five_failures_in_a_row_over_two_minutes_open_it() -> None:
    assert after([0, 10, 70, 119, 119.9]).state == "closed"
    assert after([0, 10, 70, 119, 120]).state == "open"
    assert after([0, 10, 70, 130]).state == "closed", "four are too few"


def test_a_burst_of_failures_does_not_open_it() -> None:
    assert after([n / 100 for n in range(1_000)]).state == "closed"


def test_seventy_of_a_hundred_open_it_only_after_two_minutes_without_a_success() -> None:
    state = Breaker()
    for n in range(9):
        state = state.failed(NOW + n * SECOND_US)
    state = state.succeeded(NOW + 9 * SECOND_US)
    state = after([10], state)
    assert state.state == "closed"
    assert after([128], state).state == "closed"
    assert after([131], state).state == "open", "11 of 12 failed, none succeeded for two minutes"


def test_what_was_long_ago_is_forgotten() -> None:
    state = Breaker()
    for n in range(20):
        state = state.failed(NOW + n * SECOND_US)
    state = state.succeeded(NOW + 21 * SECOND_US)
    assert after([400, 521], state).state == "closed", "two of two in five minutes are too few"


def test_open_it_probes_ever_more_seldom() -> None:
    state = after([0, 10, 70, 119, 120])
    waits = []
    now = NOW + 120 * SECOND_US
    for _ in range(7):
        assert state.until is not None
        assert not state.may_try(state.until - 1)
        assert state.may_try(state.until)
        assert state.lanes(8) == 1
        assert not state.charges
        waits.append((state.until - now) // SECOND_US)
        now = state.until
        assert state.failed(now).until == state.until, "a straggler is no probe"
        probing = state.probed(now, 45 * SECOND_US)
        assert not probing.may_try(now), "one at a time"
        assert probing.may_try(now + 45 * SECOND_US), "one that is never heard of holds up nobody"
        state = probing.failed(now)
    assert waits == [30, 60, 120, 240, 480, 600, 600]


def test_a_success_lets_more_and_more_lanes_through() -> None:
    state = after([0, 10, 70, 119, 120])
    lanes = []
    for n in range(9):
        state = state.succeeded(NOW + (200 + n) * SECOND_US)
        lanes.append(state.lanes(8))
    assert lanes == [1, 2, 2, 4, 4, 4, 4, 8, 8], "each step is as many as may run in it"
    assert state.state == "closed"
    assert state.charges


def test_any_failure_on_the_way_back_reopens() -> None:
    state = after([0, 10, 70, 119, 120]).succeeded(NOW + 150 * SECOND_US)
    assert state.charges, "half open, it is the delivery's own"
    again = state.failed(NOW + 151 * SECOND_US)
    assert again.state == "open"
    assert again.until == NOW + 181 * SECOND_US


def test_five_days_without_a_success_disable() -> None:
    state = after([0])
    assert not state.disables(NOW + 5 * 86_400 * SECOND_US - 1)
    assert state.disables(NOW + 5 * 86_400 * SECOND_US)
    assert not state.succeeded(NOW + SECOND_US).disables(NOW + 9 * 86_400 * SECOND_US)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 400))))
def test_whatever_happens_it_is_in_a_state_that_can_be_left(steps: list[tuple[bool, int]]) -> None:
    state, now = Breaker(), NOW
    for succeeds, seconds in steps:
        now += seconds * SECOND_US
        if state.state == "open" and state.may_try(now):
            state = state.probed(now, 45 * SECOND_US)
        state = state.succeeded(now) if succeeds else state.failed(now)
        assert (state.until is not None) == (state.state == "open")
        assert state.lanes(8) >= 1
        assert (state.in_a_row == 0) == (state.failing_since is None)
        assert len(state.slices) <= breaker.SLICES
        assert breaker.read(json.loads(json.dumps(breaker.columns(state)["breaker"]))) == state

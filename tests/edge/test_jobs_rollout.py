"""How many terminals are tried before how many others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.rollout import AT_ONCE, CANARY, Rollout, is_step, move, step_numbers

STEPS = st.lists(
    st.one_of(st.integers(1, 20_000), st.integers(1, 100).map(lambda percent: f"{percent}%")), max_size=6
).map(tuple)


@pytest.mark.parametrize(
    ("steps", "total", "ends"),
    [
        (CANARY.steps, 1, (1,)),
        (CANARY.steps, 5, (1, 5)),
        (CANARY.steps, 11, (1, 2, 11)),
        (CANARY.steps, 10_000, (1, 1_000, 10_000)),
        (AT_ONCE.steps, 10_000, (10_000,)),
        ((5, 2, "50%"), 100, (5, 50, 100)),
        ((500,), 100, (100,)),
        (("1%",), 10, (1, 10)),
    ],
)
def test_steps_are_said_as_how_many_were_tried_by_then(
    steps: tuple[int | str, ...], total: int, ends: tuple[int, ...]
) -> None:
    assert Rollout(steps).ends(total) == ends


@given(STEPS, st.integers(1, 20_000))
def test_every_terminal_is_in_one_step_and_none_is_empty(steps: tuple[int | str, ...], total: int) -> None:
    ends = Rollout(steps).ends(total)
    numbers = step_numbers(ends)
    assert len(numbers) == total
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(len(ends)))


@given(STEPS, st.integers(0, 9))
def test_a_rollout_is_read_back_as_it_was_kept(steps: tuple[int | str, ...], tolerate: int) -> None:
    rollout = Rollout(steps, tolerate)
    assert Rollout.of(rollout.kept()) == rollout


@pytest.mark.parametrize("step", [0, -1, "0%", "101%", "10", "x%", ""])
def test_what_is_no_step(step: int | str) -> None:
    assert not is_step(step)


def test_a_step_begins_when_the_one_before_is_over_and_went_well() -> None:
    assert move(0, next_step=0, running=True, failed=0, tolerate=0) == "send"
    assert move(0, next_step=1, running=True, failed=0, tolerate=0) == "wait"
    assert move(0, next_step=1, running=False, failed=0, tolerate=0) == "next"
    assert move(0, next_step=1, running=False, failed=1, tolerate=0) == "stop"
    assert move(0, next_step=1, running=False, failed=1, tolerate=1) == "next"
    assert move(1, next_step=None, running=True, failed=0, tolerate=0) == "wait"
    assert move(1, next_step=None, running=False, failed=9, tolerate=0) == "end"

"""Whoever listens hears of everything, in order, and not more often than said."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from console.core.batching import Batches


def test_what_comes_alone_is_due_after_the_interval() -> None:
    batches: Batches[str] = Batches(0.08)
    assert batches.due_in(10.0) is None
    batches.add("a", 10.0)
    batches.add("b", 10.05)
    assert len(batches) == 2
    assert round(batches.due_in(10.05) or 0.0, 6) == 0.03
    assert batches.due_in(11.0) == 0.0
    assert batches.take() == ("a", "b")
    assert (len(batches), batches.due_in(11.0), batches.take()) == (0, None, ())


def test_a_full_batch_is_due_at_once() -> None:
    batches: Batches[int] = Batches(60.0, full=3)
    for number in range(3):
        assert batches.due_in(0.0) != 0.0
        batches.add(number, 0.0)
    assert batches.due_in(0.0) == 0.0


@given(st.lists(st.floats(0.0, 0.2), max_size=60), st.floats(0.01, 0.2), st.integers(1, 10))
def test_nothing_is_lost_or_turned_round_and_nobody_is_told_too_often(
    pauses: list[float], interval_s: float, full: int
) -> None:
    batches: Batches[int] = Batches(interval_s, full)
    now, told_at, taken = 0.0, [], []
    for number, pause in enumerate(pauses):
        due = batches.due_in(now)
        if due is not None and due <= pause:
            told_at.append((now + due, len(batches)))
            taken += batches.take()
        now += pause
        batches.add(number, now)
        if batches.due_in(now) == 0.0:
            told_at.append((now, len(batches)))
            taken += batches.take()
    taken += batches.take()
    assert taken == list(range(len(pauses)))
    for (before, _), (after, size) in pairwise(told_at):
        assert size == full or after - before >= interval_s - 1e-9

"""Acts that wait before they are done."""

from __future__ import annotations

import pytest

from console.core.undo import HELD_S, Undo


class Clock:
    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


async def nothing() -> None:
    return None


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def undo(clock: Clock) -> Undo:
    return Undo(clock)


def test_an_act_is_due_after_ten_seconds(undo: Undo, clock: Clock) -> None:
    assert undo.hold("Rename", "Gate 1", nothing) is None
    clock.now_s += HELD_S - 0.1
    assert undo.take_due() is None
    clock.now_s += 0.2
    due = undo.take_due()
    assert due is not None
    assert (due.title, due.words) == ("Rename", "Gate 1")
    assert undo.held is None


def test_it_tells_how_much_time_is_left(undo: Undo, clock: Clock) -> None:
    undo.hold("Rename", "", nothing)
    assert (undo.left_s(), undo.share_left()) == (10.0, 1.0)
    clock.now_s += 7.5
    assert (undo.left_s(), undo.share_left()) == (2.5, 0.25)
    clock.now_s += 60
    assert (undo.left_s(), undo.share_left()) == (0.0, 0.0)


def test_what_is_taken_back_never_comes_due(undo: Undo, clock: Clock) -> None:
    undo.hold("Rename", "", nothing)
    assert undo.take() is not None
    clock.now_s += 60
    assert undo.take_due() is None
    assert undo.take() is None


def test_the_next_act_lets_the_one_before_be_done(undo: Undo, clock: Clock) -> None:
    undo.hold("First", "", nothing)
    clock.now_s += 4
    before = undo.hold("Second", "", nothing)
    assert before is not None
    assert before.title == "First"
    assert undo.left_s() == HELD_S, "the second one has its whole time"

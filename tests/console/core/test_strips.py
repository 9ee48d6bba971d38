"""The strip of a terminal's last hour."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from console.core.strips import CELL_US, CELLS, HOUR_US, Cell, Strip, Turn

NOW = 10 * HOUR_US


def test_who_never_turned_is_what_it_is() -> None:
    assert Strip().cells(NOW, there=True) == (Cell.THERE,) * CELLS
    assert Strip().cells(NOW, there=False) == (Cell.GONE,) * CELLS
    assert Strip().cells(NOW) == (Cell.UNKNOWN,) * CELLS


def test_who_went_is_gone_from_then_on() -> None:
    strip = Strip([Turn(NOW - 5 * CELL_US, there=False)])
    assert strip.cells(NOW) == (Cell.THERE,) * 15 + (Cell.GONE,) * 5


def test_who_went_and_came_within_a_cell_was_both() -> None:
    begin = NOW - 2 * CELL_US
    strip = Strip([Turn(begin + 10, there=False), Turn(begin + 20, there=True)])
    assert strip.cells(NOW)[-2:] == (Cell.BOTH, Cell.THERE)
    assert strip.cells(NOW)[:-2] == (Cell.THERE,) * 18
    assert strip.drops(NOW) == 1


def test_before_what_was_asked_for_nothing_is_known() -> None:
    strip = Strip([Turn(NOW - CELL_US, there=True)], since_us=NOW - 3 * CELL_US)
    assert strip.cells(NOW)[:17] == (Cell.UNKNOWN,) * 17
    assert strip.cells(NOW)[17:] == (Cell.GONE, Cell.GONE, Cell.THERE)


def test_a_turn_is_noted_once() -> None:
    strip = Strip()
    assert strip.note(Turn(NOW - 1, there=False))
    assert not strip.note(Turn(NOW - 1, there=False))
    assert strip.drops(NOW) == 1


turns = st.lists(st.builds(Turn, st.integers(0, NOW), st.booleans()), max_size=40)


@given(turns, turns)
def test_the_order_in_which_turns_are_heard_is_all_the_same(first: list[Turn], second: list[Turn]) -> None:
    one, other = Strip(first), Strip(second)
    for turn in second:
        one.note(turn)
    for turn in first:
        other.note(turn)
    assert one.cells(NOW) == other.cells(NOW)
    assert len(one.cells(NOW)) == CELLS

"""Columns share the room there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from console.views.widgets.column_widths import shared

LEAST = {"time": 80, "site": 100, "why": 60}
SHARES = {"site": 3, "why": 1}
widths = st.dictionaries(st.sampled_from("abcdef"), st.integers(20, 300), min_size=1)


def test_what_is_over_goes_to_those_with_shares() -> None:
    assert shared(320, LEAST, {}, SHARES) == {"time": 80, "site": 160, "why": 80}


def test_what_they_hold_comes_before_shares() -> None:
    assert shared(320, LEAST, {"why": 140}, SHARES) == {"time": 80, "site": 100, "why": 140}


def test_where_it_is_tight_those_without_shares_get_theirs_first() -> None:
    assert shared(300, LEAST, {"time": 110, "site": 200, "why": 160}, SHARES) == {
        "time": 110,
        "site": 115,
        "why": 75,
    }


def test_nothing_gets_less_than_its_least() -> None:
    assert shared(100, LEAST, {"site": 500}, SHARES) == LEAST


@given(st.integers(0, 3_000), widths, widths, st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 5)))
def test_all_of_the_room_and_no_more_than_that(
    room: int, least: dict[str, int], wanted: dict[str, int], shares: dict[str, int]
) -> None:
    found = shared(room, least, wanted, shares)
    assert list(found) == list(least)
    assert all(found[column] >= least[column] for column in least)
    if room >= sum(least.values()):
        assert sum(found.values()) <= room
        if any(shares.get(column) for column in least):
            assert sum(found.values()) == room

"""Each checker accepts what is right and names what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kit.checkers import (
    gapless,
    i1_acknowledged_stored_once,
    i2_stored_told_once,
    i10_lines_accounted,
)

A, B, C = ("A1", "line 1"), ("A1", "line 2"), ("B2", "line 1")


def test_i1_allows_repeated_acknowledgements_and_lost_answers() -> None:
    assert i1_acknowledged_stored_once(acknowledged=[A, C, A], stored=[A, B, C]) == []


def test_i1_names_what_was_lost() -> None:
    assert i1_acknowledged_stored_once([A, B, A], [B]) == [f"acknowledged but not stored: {A}"]


def test_i1_names_what_is_there_twice_even_if_never_acknowledged() -> None:
    assert i1_acknowledged_stored_once([A], [A, C, C]) == [f"stored 2 times: {C}"]


def test_i2_allows_any_order() -> None:
    assert i2_stored_told_once(["p1", "p2"], ["p2", "p1"]) == []


@pytest.mark.parametrize(
    ("stored", "told", "problem"),
    [
        (["p1", "p2"], ["p1"], "stored without an event: p2"),
        (["p1"], ["p1", "p1"], "told by 2 events: p1"),
        (["p1"], ["p1", "p2"], "event of a punch that is not stored: p2"),
    ],
)
def test_i2_names_what_is_not_one_to_one(stored: list[str], told: list[str], problem: str) -> None:
    assert i2_stored_told_once(stored, told) == [problem]


def test_sequences_of_devices_do_not_depend_on_each_other() -> None:
    assert gapless({"A1": [1, 2, 3], "B2": [1], "C3": []}) == []
    assert gapless({"A1": [7, 8]}, first=7) == []


@pytest.mark.parametrize(
    ("numbers", "problem"),
    [
        ([2], "A1: 2 where 1 was due"),
        ([1, 3], "A1: 3 where 2 was due"),
        ([1, 1], "A1: 1 where 2 was due"),
    ],
)
def test_a_gap_or_a_repetition_is_named_once(numbers: list[int], problem: str) -> None:
    assert gapless({"A1": [*numbers, numbers[-1] + 1]}) == [problem]


@given(st.lists(st.integers(1, 30), min_size=2, unique=True))
def test_any_order_but_the_right_one_is_refused(numbers: list[int]) -> None:
    assert bool(gapless({"A1": numbers})) == (numbers != list(range(1, len(numbers) + 1)))


def test_i10_adds_up_or_says_what_it_added() -> None:
    counts = {"new": 5, "known": 3, "expired": 1, "dead": 1, "blank": 2}
    assert i10_lines_accounted(**counts, received=12) == []
    assert i10_lines_accounted(**counts, received=13) == [
        "5 new + 3 known + 1 expired + 1 dead + 2 blank = 12, but 13 lines were received"
    ]

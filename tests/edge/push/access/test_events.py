"""What an event is: its band decides, and whether a person was there (PROTOCOL.md §10.9)."""

from __future__ import annotations

import re

import pytest

from edge.push.access.events import EVENTS, Subject, band_of, subject_of, word_of


@pytest.mark.parametrize(
    ("first", "last", "band"),
    [
        (0, 19, "normal"),
        (20, 99, "denied"),
        (100, 199, "alarm"),
        (200, 253, "normal"),
        (254, 254, "other"),
        (255, 255, "status"),
        (256, 3999, "other"),
        (4000, 4999, "normal"),
        (5000, 5999, "denied"),
        (6000, 6999, "alarm"),
        (7000, 9000, "other"),
    ],
)
def test_bands(first: int, last: int, band: str) -> None:
    assert {band_of(code) for code in (first, (first + last) // 2, last)} == {band}
    assert band_of(-1) == "other"


@pytest.mark.parametrize(
    ("code", "person", "subject"),
    [
        (0, True, "punch"),
        (3, True, "punch"),  # a plain face pass on several terminals
        (14, True, "punch"),
        (222, True, "punch"),
        (4001, True, "punch"),
        (3, False, "door"),
        (6, True, "door"),  # a linkage repeats what another event tells
        (8, False, "door"),
        (206, False, "door"),
        (23, True, "access"),
        (27, False, "access"),
        (28, False, "door"),
        (101, True, "access"),
        (102, False, "door"),
        (100, False, "door"),
        (255, False, "door"),
        (5003, True, "door"),
        (9999, True, "door"),
    ],
)
def test_what_events_are_about(code: int, person: bool, subject: Subject) -> None:
    assert subject_of(code, person) == subject


def test_codes_that_mean_the_same_have_one_word_and_unknown_ones_keep_their_number() -> None:
    for same in ([0, 14, 17], [1, 16], [2, 18, 19], [3, 15, 203], [20, 31, 50], [27, 30, 34], [101, 103]):
        assert len({word_of(code) for code in same}) == 1
    assert word_of(4711) == "other_4711"


def test_words_may_stand_in_events_without_quoting() -> None:
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", word) for word in EVENTS.values())

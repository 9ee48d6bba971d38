"""Ids grow with time, and public ids lead back to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.store.ids import EPOCH_US, MAX_ID, MAX_NODE, IdClock, first_id_at, instant_of, public_id, row_id

row_ids = st.integers(0, (1 << 63) - 1)


@given(row_ids)
def test_a_public_id_leads_back_to_its_row_under_its_own_prefix_only(number: int) -> None:
    public = public_id("att", number)
    assert row_id("att", public) == number
    assert row_id("dev", public) is None


@given(row_ids, st.integers(4, 29), st.sampled_from("0123456789abcdefghjkmnpqrstvwxyzIO-"))
def test_a_mistyped_public_id_is_unknown(number: int, place: int, letter: str) -> None:
    public = public_id("att", number)
    mistyped = public[:place] + letter + public[place + 1 :]
    assert row_id("att", mistyped) in (None, number if mistyped == public else None)


@given(st.text(max_size=40))
def test_no_text_breaks_the_decoder(text: str) -> None:
    assert row_id("att", text) is None
    assert row_id("att", "att_" + text) is None or len(text) == 26


@given(st.lists(st.integers(EPOCH_US, EPOCH_US + 10**9), min_size=2, max_size=50), st.integers(0, MAX_NODE))
def test_ids_grow_whatever_the_clock_does(readings: list[int], node: int) -> None:
    clock = iter(readings)
    ids = IdClock(node, clock=lambda: next(clock))
    made = [row for _ in readings for row in ids.take(3)]
    assert made == sorted(set(made))
    assert {row & MAX_NODE for row in made} == {node}


def test_an_id_says_when_it_was_made() -> None:
    ids = IdClock(clock=lambda: EPOCH_US + 5_000_000)
    made = ids.next()
    assert instant_of(made) == EPOCH_US + 5_000_000
    assert first_id_at(EPOCH_US + 5_000_000) <= made < first_id_at(EPOCH_US + 5_000_001)


def test_public_ids_are_version_7_uuids_and_sort_by_time() -> None:
    ids = [public_id("evt", row) for row in IdClock().take(1000)]
    assert ids == sorted(ids)
    number = 0
    for letter in ids[0][4:]:
        number = number << 5 | "0123456789abcdefghjkmnpqrstvwxyz".index(letter)
    assert number >> 76 & 0xF == 7
    assert number >> 62 & 0b11 == 0b10


def test_a_process_number_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        IdClock(MAX_NODE + 1)


@given(st.integers(-(10**18), 10**18))
def test_any_instant_leads_to_an_id_that_a_database_can_hold(instant_us: int) -> None:
    assert 0 <= first_id_at(instant_us) <= MAX_ID

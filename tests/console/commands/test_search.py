"""Finding what is meant by a few letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.commands.search import Entry, Query, fold, ranked


def entry(title: str, subtitle: str = "", *keywords: str) -> Entry:
    return Entry(title, lambda: None, subtitle=subtitle, keywords=keywords)


def titles(typed: str, *entries: Entry) -> list[str]:
    return [one.title for one in ranked(typed, entries)]


def emphasised(typed: str, text: str) -> str:
    places = Query(typed).emphasis(text)
    return "".join(letter if place in places else "·" for place, letter in enumerate(text))


def test_the_beginning_counts_before_a_word_before_the_middle_before_scattered_letters() -> None:
    assert titles(
        "map",
        entry("Make a plan"),
        entry("Bitmap"),
        entry("Show on the map"),
        entry("Map"),
        entry("Devices"),
    ) == ["Map", "Show on the map", "Bitmap", "Make a plan"]


def test_every_word_may_be_begun_in_any_order() -> None:
    gates = [entry("Warehouse - Gate A"), entry("Casablanca - Gate A"), entry("Casablanca - Office")]
    assert titles("gate casa", *gates) == ["Casablanca - Gate A"]


def test_subtitles_and_keywords_are_found_after_titles_and_before_scattered_letters() -> None:
    assert titles(
        "dark",
        entry("Delay a rack"),
        entry("Colours", "", "dark"),
        entry("Gate", "Dark alley"),
        entry("Dark look"),
    ) == ["Dark look", "Colours", "Gate", "Delay a rack"]


def test_among_equals_the_shorter_comes_first_then_the_earlier() -> None:
    assert titles("ma", entry("Main gate"), entry("Map"), entry("Mat")) == ["Map", "Mat", "Main gate"]


def test_one_letter_is_never_scattered() -> None:
    assert titles("z", entry("Prize"), entry("Map")) == ["Prize"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("fes", "Fès"),
        ("FÈS", "Fes"),
        ("أكادير", "اكادير"),
        ("straße", "Strasse"),
        ("  two   words ", "Two words"),
    ],
)
def test_case_accents_and_spaces_do_not_count(typed: str, text: str) -> None:
    assert Query(typed).is_in(text)


@pytest.mark.parametrize(
    ("typed", "text", "seen"),
    [
        ("ma", "Map", "Ma·"),
        ("ma", "Rabat - Main", "········Ma··"),
        ("gate casa", "Casa - Gate", "Casa···Gate"),
        ("mpl", "Make a plan", "M······pl··"),
        ("es", "Fès", "·ès"),
        ("ss", "Straße", "····ß·"),
        ("zz", "Map", "···"),
        ("", "Map", "···"),
    ],
)
def test_the_letters_that_matched_are_told(typed: str, text: str, seen: str) -> None:
    assert emphasised(typed, text) == seen


def test_nothing_typed_keeps_everything_up_to_the_limit_as_it_was() -> None:
    many = [entry(str(number)) for number in range(100, 180)]
    assert [one.title for one in ranked("", many, 50)] == [str(number) for number in range(100, 150)]


@given(st.text(max_size=30), st.text(max_size=8))
def test_emphasis_is_always_within_the_text_in_order_and_only_of_what_matches(text: str, typed: str) -> None:
    query = Query(typed)
    places = query.emphasis(text)
    assert list(places) == sorted(set(places))
    assert all(0 <= place < len(text) for place in places)
    assert not places or query.rank(entry(text)) is not None


@given(st.text(max_size=20), st.text(min_size=1, max_size=6), st.text(max_size=20))
def test_what_holds_the_query_is_found(before: str, typed: str, after: str) -> None:
    text = fold(f"{before}{typed}{after}")
    if fold(typed) in text and fold(typed) == " ".join(fold(typed).split()):
        assert Query(typed).is_in(text)


@given(st.text())
def test_a_text_folds_letter_by_letter(text: str) -> None:
    assert fold(text) == "".join(fold(letter) for letter in text)

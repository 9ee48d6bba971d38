"""How somebody was verified: by a number, or by bits that are never read as a number (PROTOCOL.md §10.5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.access.verify import verification_of


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("0000101000000011", 200, "face_and_password_and_card"),
        ("0000101000000010", 200, "face_or_password_or_card"),
        ("0000000000000010", 15, "face"),
        ("10", 10, "card_and_fingerprint"),
        ("0000000000010000", 1, "fingerprint"),
        ("0000000000010001", 1, "fingerprint"),
        ("0000001000010001", 9, "fingerprint_and_password"),
        ("0000001000010000", 5, "fingerprint_or_password"),
        ("0000101000000001", 11, "card_and_password"),
        ("0000000000001100", 25, "palm"),
        ("0000010000010001", 8, "pin_and_fingerprint"),
        ("0000000000000000", 255, "none"),
        ("0000000000000001", 255, "none"),
        ("1000000000000000", 200, "other"),
        ("15", 15, "face"),
        ("200", 200, "other"),
        ("", 255, "none"),
        ("77", 77, "other_77"),
    ],
)
def test_numbers_and_bits(text: str, code: int, word: str) -> None:
    assert verification_of(text) == (code, word)


@pytest.mark.parametrize("text", ["x", "-1", "1.5", "2" * 16, "1" * 33, "٣", "0010"])
def test_what_is_neither(text: str) -> None:
    assert verification_of(text) is None


@given(st.sets(st.integers(1, 11), min_size=1), st.booleans())
def test_every_method_of_the_bits_is_in_the_word(places: set[int], every: bool) -> None:
    bits = "".join("1" if place in places else "0" for place in range(15, 0, -1)) + ("1" if every else "0")
    methods = [
        "",
        "face",
        "palm",
        "palm",
        "fingerprint",
        "finger_vein",
        "voice",
        "iris",
        "retina",
        "password",
    ]
    wanted = {[*methods, "pin", "card"][place] for place in places}
    told = verification_of(bits)
    assert told is not None
    separator = "_and_" if every else "_or_"
    assert set(told.word.split(separator)) == wanted

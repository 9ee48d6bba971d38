"""Text and time as terminals encode them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.text import Decoded, Encoding, decode, decode_seconds, encode_seconds, encoding_hint

UNTIL_2066 = st.datetimes(datetime(2000, 1, 1), datetime(2065, 12, 31, 23, 59, 59)).map(
    lambda t: t.replace(microsecond=0)
)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_utf8_is_read_as_it_was_written(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "utf-8", True)


def test_what_is_not_utf8_is_read_as_gb18030() -> None:
    assert decode("张伟".encode("gb2312")) == Decoded("张伟", "gb18030", True)


def test_what_is_neither_is_read_as_latin1_and_flagged() -> None:
    assert decode(b"Jos\xe9") == Decoded("José", "latin-1", False)


@pytest.mark.parametrize(
    ("raw", "hint", "text", "encoding"),
    [
        ("شركة محمد".encode()[:-1], None, "شركة محم", "utf-8"),
        ("张伟".encode()[:-1], None, "张", "utf-8"),
        ("张伟".encode()[:-2], None, "张", "utf-8"),
        ("Dvořák 伟".encode()[:-2], None, "Dvořák ", "utf-8"),
        ("abc伟".encode()[:-1], "utf-8", "abc", "utf-8"),
        ("张伟".encode("gb18030")[:-1], None, "张", "gb18030"),
        ("abc张".encode("gb18030")[:-1], "gb18030", "abc", "gb18030"),
    ],
)
def test_half_a_character_at_the_end_is_dropped_and_flagged(
    raw: bytes, hint: Encoding | None, text: str, encoding: Encoding
) -> None:
    assert decode(raw, hint) == Decoded(text, encoding, False)


def test_half_a_character_alone_is_not_dropped_to_nothing() -> None:
    assert decode(b"\xe4\xbd", "utf-8").text == "浣"
    assert decode(b"\xe4", "utf-8") == Decoded("ä", "latin-1", False)


def test_nul_is_not_text() -> None:
    assert decode(b"\0Ann\0a\0").text == "Anna"


@given(st.binary(), st.sampled_from([None, "utf-8", "gb18030", "latin-1"]))
def test_any_bytes_become_text_that_a_database_can_keep(raw: bytes, hint: Encoding | None) -> None:
    text = decode(raw, hint).text
    assert "\0" not in text
    text.encode()  # no surrogates


@pytest.mark.parametrize(
    ("language", "hint"), [("83", "gb18030"), (" 83 ", "gb18030"), ("69", "utf-8"), (None, "utf-8")]
)
def test_only_chinese_terminals_are_expected_to_write_gb18030(language: str | None, hint: str) -> None:
    assert encoding_hint(language) == hint


@pytest.mark.parametrize(
    ("seconds", "local"),
    [
        (583512660, datetime(2018, 2, 27, 14, 51)),
        (392232960, datetime(2012, 3, 14, 17, 36)),
        (285528079, datetime(2008, 11, 19, 17, 21, 19)),
        (9999, datetime(2000, 1, 1, 2, 46, 39)),
        (860144400, datetime(2026, 10, 5, 9)),
    ],
)
def test_encoded_seconds_of_the_protocol_document(seconds: int, local: datetime) -> None:
    assert decode_seconds(seconds) == local
    assert encode_seconds(local) == seconds


@given(UNTIL_2066)
def test_encoded_seconds_come_back_and_fit_32_bits(local: datetime) -> None:
    seconds = encode_seconds(local)
    assert decode_seconds(seconds) == local
    assert 0 <= seconds < 2**31


@given(UNTIL_2066, UNTIL_2066)
def test_encoded_seconds_are_in_the_order_of_time(one: datetime, other: datetime) -> None:
    assert (one < other) == (encode_seconds(one) < encode_seconds(other))


@pytest.mark.parametrize("seconds", [-1, (31 + 30) * 86_400, 2**62])
def test_encoded_seconds_that_name_no_day_are_refused(seconds: int) -> None:
    with pytest.raises(ValueError, match="encoded seconds"):
        decode_seconds(seconds)


def test_a_time_clock_reset_cannot_be_encoded() -> None:
    with pytest.raises(ValueError, match="2000"):
        encode_seconds(datetime(1999, 12, 31))

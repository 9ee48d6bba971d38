"""One filter language, read the same in the feed, the tables, saved views and links."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from common.filters import FilterError, completions, parse, quoted

KEYS = ("site", "status", "lag", "name", "tag", "critical")
AMINA = {
    "site": "Branch Office - Casablanca",
    "status": "offline",
    "lag": 42.5,
    "name": "Amina El Fassi",
    "tag": ["gate", "night"],
    "critical": True,
}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "site:casa",
        "SITE:Casá",
        'site="branch office - casablanca"',
        "status=offline",
        "status!=online",
        "status:online,offline",
        "lag>30s",
        "lag>=42.5",
        "lag<1m",
        "-status:online",
        "tag=gate",
        "critical:yes",
        '"amina el"',
        "amina",
        'site:casa status!=online lag>30s "amina"',
        "-lag<10",
    ],
)
def test_what_lets_amina_through(text: str) -> None:
    assert parse(text, KEYS).matches(AMINA)


@pytest.mark.parametrize(
    "text",
    [
        "site:rabat",
        "site=casablanca",
        "status!=offline",
        "lag>1m",
        "lag<10",
        "-site:casa",
        "tag=day",
        "critical:no",
        "zineb",
        "name>3",
        "site:casa status=online",
    ],
)
def test_what_keeps_amina_out(text: str) -> None:
    assert not parse(text, KEYS).matches(AMINA)


@pytest.mark.parametrize(
    ("text", "says", "place"),
    [
        ("sitee:casa", "'sitee' is not something to filter by", (0, 10)),
        ("site:", "a value is missing", (0, 5)),
        ("status:x lag>soon", "'soon' cannot be compared", (9, 17)),
        ('name:"amina', "not closed", (0, 11)),
    ],
)
def test_what_cannot_be_read_says_what_and_where(text: str, says: str, place: tuple[int, int]) -> None:
    with pytest.raises(FilterError, match=says) as caught:
        parse(text, KEYS)
    assert (caught.value.start, caught.value.end) == place


@given(st.text(max_size=60))
def test_any_text_is_a_filter_or_a_clear_error(text: str) -> None:
    try:
        parse(text, KEYS).matches(AMINA)
    except FilterError as refused:
        error = refused
    else:
        return
    assert 0 <= error.start <= error.end <= len(text)
    assert str(error).endswith(".")


@given(st.text(min_size=1, max_size=30).filter(lambda text: text.strip() != ""))
@example("\u0300")
@example("\u00a0\u0301")
@example("\ufe0f")
def test_a_quoted_value_finds_its_own_field(value: str) -> None:
    assert parse(f"name={quoted(value)}", KEYS).matches({"name": value})


def test_keys_then_values_are_offered() -> None:
    fields = {"site": ["HQ - Parking", "Farm - Meknès"], "status": ["online", "offline"]}
    assert completions("s", 1, fields) == ["site:", "status:"]
    assert completions("status:o", 8, fields) == ["online", "offline"]
    assert completions("status:online site:f", 20, fields) == ['"Farm - Meknès"']
    assert completions("status:online ", 14, fields) == ["site:", "status:"]

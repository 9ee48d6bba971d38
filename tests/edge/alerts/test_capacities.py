"""How full a terminal is, by the numbers it tells, whatever they are counted in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.alerts.capacities import LIMITS, fullness

OPTIONS = {"~MaxAttLogCount": "10", "~MaxUserCount": "30", "~MaxFaceCount": "500", "~MaxFingerCount": "30"}


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"punches": 90_000}, [("punches", 100_000)]),
        ({"users": 2_700, "punches": 5}, [("people", 3_000), ("punches", 100_000)]),
        ({"faces": 499}, [("faces", 500)]),
        ({"fingerprints": 0}, [("fingerprints", 3_000)]),
        ({"punches": 2_000_000}, []),  # more than there is room for: one of the numbers means something else
        ({"cards": 3}, []),
        ({}, []),
    ],
)
def test_limits_are_counted_in_hundreds_and_tens_of_thousands(
    counts: dict[str, int], found: list[tuple[str, int]]
) -> None:
    assert [(one.what, one.room) for one in fullness(counts, OPTIONS)] == found


def test_a_limit_that_cannot_be_meant_so_is_a_plain_number() -> None:
    told = {"~MaxAttLogCount": "200000", "~MaxUserCount": "3000"}
    found = fullness({"punches": 190_000, "users": 30}, told)
    assert [(one.what, one.room, round(one.share, 2)) for one in found] == [
        ("punches", 200_000, 0.95),
        ("people", 3_000, 0.01),
    ]


@given(
    st.dictionaries(st.sampled_from(sorted(LIMITS)), st.integers(-1, 10**9)),
    st.dictionaries(st.sampled_from([one.option for one in LIMITS.values()]), st.text(max_size=12)),
)
def test_whatever_it_tells_a_share_is_a_share(counts: dict[str, int], options: dict[str, str]) -> None:
    assert all(0 <= one.share <= 1 for one in fullness(counts, options))

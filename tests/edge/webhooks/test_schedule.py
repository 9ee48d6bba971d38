"""Six attempts, never earlier than documented; a receiver may ask for later."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.webhooks.schedule import ATTEMPTS, DELAYS_S, SECOND_US, Verdict, next_try, retry_after_s, verdict_of

NOW = 1_795_240_000 * SECOND_US


@given(st.integers(1, ATTEMPTS - 1), st.integers(), st.none() | st.floats(0, 1e9))
def test_jitter_is_only_added(charged: int, seed: int, asked_s: float | None) -> None:
    at = next_try(charged, NOW, Random(seed), asked_s)
    assert at is not None
    least = max(DELAYS_S[charged - 1], min(asked_s or 0.0, 7_200.0))
    assert least * SECOND_US <= at - NOW <= (least + max(1.0, least * 0.1)) * SECOND_US + 1


def test_after_the_sixth_there_is_none() -> None:
    assert next_try(ATTEMPTS, NOW, Random(1)) is None
    assert [next_try(n, NOW, Random(1)) is not None for n in range(1, ATTEMPTS)] == [True] * 5
    assert sum(DELAYS_S) == 9_370, "2 h 36 min"


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (200, Verdict.DELIVERED),
        (204, Verdict.DELIVERED),
        (299, Verdict.DELIVERED),
        (301, Verdict.RETRY),
        (401, Verdict.RETRY),
        (404, Verdict.RETRY),
        (410, Verdict.GONE),
        (429, Verdict.RETRY),
        (503, Verdict.RETRY),
        (None, Verdict.RETRY),
    ],
)
def test_what_an_answer_means(status: int | None, verdict: Verdict) -> None:
    assert verdict_of(status) is verdict


def test_a_receiver_may_ask_for_later_in_seconds_or_as_a_date() -> None:
    date = format_datetime(datetime.fromtimestamp(NOW / SECOND_US + 90, UTC), usegmt=True)
    assert retry_after_s(503, "120", NOW) == 120.0
    assert retry_after_s(429, f" {date} ", NOW) == 90.0
    assert retry_after_s(503, "Wed, 21 Oct 2015 07:28:00 GMT", NOW) == 0.0
    assert retry_after_s(503, "999999999999", NOW) == 7_200.0
    assert retry_after_s(500, "120", NOW) is None, "only on 429 and 503"


@given(st.text(max_size=40))
def test_whatever_it_asks_is_read_or_passed_over(header: str) -> None:
    asked = retry_after_s(503, header, NOW)
    assert asked is None or 0.0 <= asked <= 7_200.0

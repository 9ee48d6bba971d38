"""When a delivery is tried again, and what an answer means: pure."""

from __future__ import annotations

from datetime import UTC
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from random import Random
from typing import Final

SECOND_US: Final = 1_000_000
DELAYS_S: Final = (10, 60, 300, 1_800, 7_200)
"""After each failure but the last: six attempts in 2 h 36 min."""
ATTEMPTS: Final = len(DELAYS_S) + 1
JITTER: Final = 0.1
LEAST_JITTER_S: Final = 1.0
MOST_RETRY_AFTER_S: Final = 7_200


class Verdict(Enum):
    """What an answer, or the lack of one, means for a delivery."""

    DELIVERED = auto()
    RETRY = auto()
    GONE = auto()
    """The receiver wants nothing any more: the endpoint is disabled."""


def verdict_of(status: int | None) -> Verdict:
    """What a status means; None: there was no answer. Also other 4xx are tried again: a 401 while the
    consumer deploys must not cost data."""
    if status is not None and 200 <= status < 300:
        return Verdict.DELIVERED
    return Verdict.GONE if status == 410 else Verdict.RETRY


def next_try(charged: int, now: int, random: Random, retry_after_s: float | None = None) -> int | None:
    """When to try again after so many failures that count, microseconds; None: that was the last.

    Never earlier than the documented delay, and later only by the jitter, or as the receiver asks.
    """
    if charged >= ATTEMPTS:
        return None
    delay_s = float(DELAYS_S[max(charged, 1) - 1])
    if retry_after_s is not None:
        delay_s = max(delay_s, min(retry_after_s, MOST_RETRY_AFTER_S))
    jitter_s = random.uniform(0.0, max(delay_s * JITTER, LEAST_JITTER_S))
    return now + round((delay_s + jitter_s) * SECOND_US)


def retry_after_s(status: int | None, header: str | None, now: int) -> float | None:
    """How long a receiver asks to be left alone: it may on 429 and 503, in seconds or as a date."""
    if status not in (429, 503) or header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), MOST_RETRY_AFTER_S)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    moment = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return min(max(moment.timestamp() - now / SECOND_US, 0.0), MOST_RETRY_AFTER_S)

"""When a punch was made, by a clock that is about to be put forward, or just was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from edge.push.drafts import instant_of
from tests.edge.push.access_terminals import device_of

RAMADAN_ENDS = datetime(2026, 3, 22, 2, tzinfo=UTC)  # in Casablanca 02:00 becomes 03:00


@pytest.mark.parametrize(
    ("shown", "came_s", "made_s"),
    [
        ("01:59:58", 0, -2),
        ("02:00:04", 5, 4),  # not put forward yet
        ("02:40:00", 3600, 2400),  # was not for a while, and could not be told
        ("02:59:58", 1, -2),  # put forward already, and a little slow
        ("02:57:00", 30, -180),
        ("03:00:02", 3, 2),
    ],
)
def test_a_punch_about_the_change_of_the_clocks_was_made_when_it_came_or_before(
    shown: str, came_s: int, made_s: int
) -> None:
    local = datetime.fromisoformat(f"2026-03-22T{shown}")
    came = RAMADAN_ENDS + timedelta(seconds=came_s)
    instant = instant_of(local, device_of(), round(came.timestamp() * 1e6))
    assert datetime.fromtimestamp(instant.at / 1e6, UTC) == RAMADAN_ENDS + timedelta(seconds=made_s)
    assert datetime.fromtimestamp(instant.at / 1e6 + instant.offset, UTC).replace(tzinfo=None) == local

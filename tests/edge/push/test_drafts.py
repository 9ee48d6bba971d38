"""When a punch was made, by a clock that is about to be put forward, or just was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from edge.push.drafts import instant_of
from edge.terminal_time import former_time
from edge.zones import WallClock
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


HOUR_US = 3_600 * 1_000_000
SPRING, AUTUMN = datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
@pytest.mark.parametrize("dark_h", [0.1, 1, 4, 30])
def test_a_terminal_that_was_away_over_a_change_went_on_by_the_former_offset(
    change: datetime, dark_h: float
) -> None:
    """Until it was told: minutes, hours or days after the change."""
    clock = WallClock("Europe/Paris")
    before_s = clock.offset_at(us(change) - 1)
    told = us(change + timedelta(hours=dark_h))
    former = former_time(clock, before_s // 60, told)
    assert former is not None
    device = replace(device_of(), clock=clock, former_time=former._asdict())
    came = told + 120 * 1_000_000
    for after_s in (-7_200, -60, 0, 60, 3_599, 3_600, 7_200, 100_000):
        made = us(change) + after_s * 1_000_000
        twice = change is AUTUMN and told <= made + HOUR_US <= came + 60_000_000
        if made < told and not twice:  # else it is shown once more after it was told
            instant = instant_of(shown_at(made, before_s), device, came)
            assert (instant.at, instant.offset) == (made, before_s)
    after = clock.offset_at(told)
    for since_s in (0, 30, 110):
        made = told + since_s * 1_000_000
        instant = instant_of(shown_at(made, after), device, came)
        if change is AUTUMN and made < us(change) + HOUR_US:
            assert instant.quality == "ambiguous", "the zone itself shows it twice"
        else:
            assert (instant.at, instant.offset) == (made, after), "and then by the new one"
    summer = us(change) - 200 * 86_400 * 1_000_000
    offset = clock.offset_at(summer)
    assert instant_of(shown_at(summer, offset), device, came).at == summer, "long before, as its zone says"


def test_a_zone_that_was_put_right_is_no_change_of_clocks() -> None:
    assert former_time(WallClock("Europe/Paris"), 0, us(SPRING + timedelta(hours=3))) is None
    assert former_time(WallClock("Asia/Dubai"), 120, us(SPRING)) is None


def us(moment: datetime) -> int:
    return round(moment.timestamp()) * 1_000_000


def shown_at(instant_us: int, offset_s: int) -> datetime:
    return datetime.fromtimestamp(instant_us // 1_000_000 + offset_s, UTC).replace(tzinfo=None)

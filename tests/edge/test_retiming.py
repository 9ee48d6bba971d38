"""A punch read anew in another zone is as if it had been read there at once, and what said its own offset
stays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.punch_times import instant_shown
from edge.retiming import Zone, retimed
from edge.store.attendance import StoredPunch
from edge.store.ids import first_id_at, instant_of
from edge.zones import WallClock

ZONES = ["Africa/Casablanca", "Europe/Paris", "America/St_Johns", "Asia/Kathmandu", "UTC", "Pacific/Apia"]
_clocks = {name: WallClock(name) for name in ZONES}


def came(local: datetime, seconds: int) -> int:
    """When a punch came, so many seconds after its local time, as its id remembers it."""
    return instant_of(first_id_at(int(local.replace(tzinfo=UTC).timestamp() + seconds) * 1_000_000))


def read(local: datetime, zone: str, received: int) -> StoredPunch:
    """A punch as it is stored when it comes."""
    instant = instant_shown(local, _clocks[zone], received)
    return stored(instant.at, instant.offset, zone, received, instant.quality)


def stored(at: int, offset: int, zone: str, received: int, quality: str = "ok") -> StoredPunch:
    return StoredPunch(
        id=first_id_at(received),
        pin="7",
        punched_at=at,
        utc_offset=offset,
        timezone=zone,
        time_quality=quality,
        status=0,
        verify=1,
        verify_mode="fingerprint",
        work_code=None,
        mask=None,
        temperature=None,
        device_id=1,
        site_id=None,
        place=b"",
    )


locals_ = st.datetimes(datetime(1999, 1, 1), datetime(2035, 1, 1)).map(lambda at: at.replace(microsecond=0))


@given(locals_, st.sampled_from(ZONES), st.sampled_from(ZONES), st.integers(-2 * 86_400, 30 * 86_400))
def test_it_is_as_if_it_had_been_read_there_at_once(
    local: datetime, before: str, after: str, came_s: int
) -> None:
    received = came(local, came_s)
    punch = read(local, before, received)
    instant = retimed(punch, Zone(after, False))
    assert instant == instant_shown(local, _clocks[after], received)
    again = punch._replace(
        punched_at=instant.at, utc_offset=instant.offset, timezone=after, time_quality=instant.quality
    )
    assert retimed(again, Zone(after, False)) == instant
    back = retimed(again, Zone(before, False))
    assert back is not None
    assert (back.at, back.offset, back.quality) == (punch.punched_at, punch.utc_offset, punch.time_quality)


@given(locals_, st.integers(-12 * 4, 14 * 4), st.sampled_from(ZONES))
def test_an_offset_that_came_with_a_punch_is_never_corrected(
    local: datetime, quarters: int, zone: str
) -> None:
    received = came(local, 86_400)
    offset = quarters * 900
    at = int(local.replace(tzinfo=UTC).timestamp() - offset) * 1_000_000
    if instant_shown(local, _clocks["UTC"], received).offset != offset:
        assert retimed(stored(at, offset, "UTC", received), Zone(zone, False)) is None


@pytest.mark.parametrize(
    ("local", "quality"),
    [
        ("2026-10-25T02:30:00", "ambiguous"),
        ("2026-03-29T02:30:00", "nonexistent"),
        ("2000-05-01T10:00:00", "suspect"),
        ("2026-06-01T10:00:00", "ok"),
    ],
)
def test_how_sure_a_time_is_follows_the_new_zone(local: str, quality: str) -> None:
    at = datetime.fromisoformat(local)
    received = came(at, 2 * 86_400)
    punch = read(at, "UTC", received)
    instant = retimed(punch, Zone("Europe/Paris", False))
    assert instant is not None
    assert instant.quality == quality
    assumed = retimed(punch, Zone("UTC", True))
    assert assumed is not None
    assert assumed.quality == ("suspect" if quality == "suspect" else "assumed")

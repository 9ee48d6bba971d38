"""Where it is night, against almanacs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

from console.views.map.night import shade, shade_grid, sun

EQUINOX = datetime(2026, 3, 20, 14, 46, tzinfo=UTC)
JUNE = datetime(2026, 6, 21, 8, 25, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 21, 20, 50, tzinfo=UTC)


def shade_at(lon: float, lat: float, when: datetime) -> float:
    return float(shade(np.array([lon]), np.array([lat]), when)[0])


@pytest.mark.parametrize(
    ("when", "declination"),
    [(EQUINOX, 0.0), (JUNE, 23.436), (DECEMBER, -23.436)],
    ids=["equinox", "june", "december"],
)
def test_the_sun_stands_over_the_right_parallel(when: datetime, declination: float) -> None:
    assert sun(when)[0] == pytest.approx(declination, abs=0.02)


@pytest.mark.parametrize(
    ("month", "day", "minutes"), [(2, 11, 14.2), (4, 15, 0.0), (5, 14, -3.7), (11, 3, -16.4)]
)
def test_noon_follows_the_equation_of_time(month: int, day: int, minutes: float) -> None:
    """At 12:00 UTC the sun is over the meridian that true noon is late or early for."""
    assert sun(datetime(2026, month, day, 12, tzinfo=UTC))[1] == pytest.approx(minutes / 4, abs=0.15)


def test_the_same_moment_in_another_zone_is_the_same_sun() -> None:
    casablanca = JUNE.astimezone(timezone(timedelta(hours=1)))

    assert sun(casablanca) == pytest.approx(sun(JUNE))


def test_at_equinox_both_poles_are_in_twilight_and_half_the_equator_is_dark() -> None:
    _, under = sun(EQUINOX)

    assert 0.0 < shade_at(0.0, 89.9, EQUINOX) < 0.2
    assert shade_at(0.0, 89.9, EQUINOX) == pytest.approx(shade_at(0.0, -89.9, EQUINOX), abs=0.02)
    assert shade_at(under, 0.0, EQUINOX) == 0.0
    assert shade_at(under + 180.0, 0.0, EQUINOX) == 1.0


def test_at_the_june_solstice_the_north_has_no_night_and_the_south_no_day() -> None:
    longitudes = np.arange(-180.0, 180.0, 10.0)

    assert (shade(longitudes, np.full_like(longitudes, 80.0), JUNE) == 0.0).all()
    assert (shade(longitudes, np.full_like(longitudes, -85.0), JUNE) == 1.0).all()


def test_at_the_december_solstice_it_is_the_other_way_round() -> None:
    longitudes = np.arange(-180.0, 180.0, 10.0)

    assert (shade(longitudes, np.full_like(longitudes, -80.0), DECEMBER) == 0.0).all()
    assert (shade(longitudes, np.full_like(longitudes, 85.0), DECEMBER) == 1.0).all()


def test_dusk_is_a_slope_and_not_a_step() -> None:
    _, under = sun(EQUINOX)
    evening = shade(np.linspace(under + 88.0, under + 106.0, 60), np.zeros(60), EQUINOX)

    assert (np.diff(evening) >= 0.0).all()
    assert np.diff(evening).max() < 0.05
    assert evening[0] == pytest.approx(0.0, abs=0.05)
    assert evening[-1] == 1.0


def test_a_grid_is_the_shade_at_the_middles_of_its_cells() -> None:
    grid = shade_grid(0.4, 0.3, 0.6, 0.5, (8, 4), JUNE)

    assert grid.shape == (4, 8)
    assert grid.min() >= 0.0
    assert grid.max() <= 1.0

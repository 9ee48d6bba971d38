"""Where on earth it is night: pure arithmetic (NOAA's low-accuracy sun, within a minute of arc in our
century).
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from console.views.map.projection import geographic

Floats = NDArray[np.float64]

DUSK: Final = math.radians(0.5)
DARKNESS: Final = math.radians(-14.0)
"""Sun's heights between which shade grows from nothing to full."""

_J2000: Final = datetime(2000, 1, 1, 12, tzinfo=UTC)


def sun(when: datetime) -> tuple[float, float]:
    """The sun's declination and the longitude it stands over, both in degrees; `when` is aware."""
    days = (when - _J2000).total_seconds() / 86400.0
    mean_longitude = math.radians((280.46 + 0.9856474 * days) % 360.0)
    anomaly = math.radians((357.528 + 0.9856003 * days) % 360.0)
    ecliptic = mean_longitude + math.radians(1.915 * math.sin(anomaly) + 0.02 * math.sin(2 * anomaly))
    tilt = math.radians(23.439 - 0.0000004 * days)
    declination = math.asin(math.sin(tilt) * math.sin(ecliptic))
    ascension = math.atan2(math.cos(tilt) * math.sin(ecliptic), math.cos(ecliptic))
    equation = (mean_longitude - ascension + math.pi) % (2 * math.pi) - math.pi
    noon = when.astimezone(UTC)
    hours = noon.hour + noon.minute / 60 + noon.second / 3600
    longitude = (12.0 - hours) * 15.0 - math.degrees(equation)
    return math.degrees(declination), (longitude + 180.0) % 360.0 - 180.0


def shade(lon: Floats, lat: Floats, when: datetime) -> Floats:
    """0 by day to 1 in full darkness at each place (degrees; arrays that broadcast together)."""
    declination, under = sun(when)
    tilt, north = math.radians(declination), np.radians(lat)
    sine = np.sin(north) * math.sin(tilt) + np.cos(north) * math.cos(tilt) * np.cos(np.radians(lon - under))
    fall = np.clip((DUSK - np.arcsin(np.clip(sine, -1.0, 1.0))) / (DUSK - DARKNESS), 0.0, 1.0)
    return fall * fall * (3.0 - 2.0 * fall)


def shade_grid(
    west: float, north: float, east: float, south: float, size: tuple[int, int], when: datetime
) -> Floats:
    """`shade` at the middles of a grid of (columns, rows) laid over a stretch of the Mercator world."""
    columns, rows = size
    x = west + (np.arange(columns) + 0.5) * (east - west) / columns
    y = north + (np.arange(rows) + 0.5) * (south - north) / rows
    lon, lat = geographic(x, y)
    return shade(lon[None, :], lat[:, None], when)

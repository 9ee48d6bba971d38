"""Web Mercator, and the view: which part of the world a viewport shows.

World coordinates: one turn of the earth is 1 wide, x from ±180° eastwards, y downwards from the top of the
square. At zoom z the world is 256·2^z logical pixels wide.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TILE: Final = 256
LATITUDE_LIMIT: Final = 85.0511287798
EARTH_KM: Final = 6371.0
MAX_ZOOM: Final = 13.0


def mercator(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Degrees to world coordinates; latitudes beyond the square's edge are put on it."""
    north = np.radians(np.clip(lat, -LATITUDE_LIMIT, LATITUDE_LIMIT))
    return lon / 360.0 + 0.5, 0.5 - np.log(np.tan(math.pi / 4 + north / 2)) / (2 * math.pi)


def geographic(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """World coordinates to degrees: longitude, latitude."""
    return (x - 0.5) * 360.0, np.degrees(2 * np.arctan(np.exp((0.5 - y) * 2 * math.pi)) - math.pi / 2)


@dataclass(frozen=True, slots=True)
class View:
    """Centre in world coordinates, zoom, and the viewport's size in logical pixels."""

    x: float = 0.5
    y: float = 0.5
    zoom: float = 2.0
    width: float = 1.0
    height: float = 1.0

    @property
    def scale(self) -> float:
        """Logical pixels in one turn of the earth."""
        return float(TILE * 2.0**self.zoom)

    @property
    def min_zoom(self) -> float:
        """Where the world just covers the viewport: the map never shows a place twice, nor a void."""
        return math.log2(max(self.width, self.height, 1.0) / TILE)

    def to_screen(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Pixels of the copy of each place that is nearest to the centre."""
        across = (x - self.x + 0.5) % 1.0 - 0.5
        return across * self.scale + self.width / 2, (y - self.y) * self.scale + self.height / 2

    def to_world(self, px: float, py: float) -> tuple[float, float]:
        return self.x + (px - self.width / 2) / self.scale, self.y + (py - self.height / 2) / self.scale

    def clamped(self) -> View:
        """The nearest view that the map allows: no void above or below, x within one turn."""
        zoom = min(max(self.zoom, self.min_zoom), MAX_ZOOM)
        half = self.height / 2 / (TILE * 2.0**zoom)
        y = min(max(self.y, half), 1.0 - half) if half < 0.5 else 0.5
        return replace(self, x=self.x % 1.0, y=y, zoom=zoom)

    def panned(self, dx: float, dy: float) -> View:
        """The view after its content moved by so many pixels."""
        return replace(self, x=self.x - dx / self.scale, y=self.y - dy / self.scale).clamped()

    def zoomed(self, zoom: float, px: float, py: float) -> View:
        """The view at another zoom, with what is under a pixel staying under it."""
        x, y = self.to_world(px, py)
        zoom = min(max(zoom, self.min_zoom), MAX_ZOOM)
        scale = TILE * 2.0**zoom
        return replace(
            self, x=x - (px - self.width / 2) / scale, y=y - (py - self.height / 2) / scale, zoom=zoom
        ).clamped()

    def resized(self, width: float, height: float) -> View:
        return replace(self, width=width, height=height).clamped()

    def centred(self, x: float, y: float, zoom: float | None = None) -> View:
        return replace(self, x=x, y=y, zoom=self.zoom if zoom is None else zoom).clamped()

    def fitted(self, x: Floats, y: Floats, margins: Margins, deepest: float) -> View:
        """The view that shows all these places inside the margins, no deeper than `deepest`."""
        west, breadth = narrowest(x)
        north, south = float(y.min()), float(y.max())
        room_x = max(self.width - margins.left - margins.right, 32.0)
        room_y = max(self.height - margins.top - margins.bottom, 32.0)
        tightest = min(room_x / max(breadth, 1e-9), room_y / max(south - north, 1e-9))
        zoom = min(max(math.log2(tightest / TILE), self.min_zoom), deepest)
        scale = TILE * 2.0**zoom
        return replace(
            self,
            x=west + breadth / 2 + (margins.right - margins.left) / 2 / scale,
            y=(north + south) / 2 + (margins.bottom - margins.top) / 2 / scale,
            zoom=zoom,
        ).clamped()

    def towards(self, goal: View, progress: float) -> View:
        """A step on the way to another view: even in zoom, and with one point of the screen at rest."""
        if progress >= 1.0:
            return goal
        zoom = self.zoom + (goal.zoom - self.zoom) * progress
        across = (goal.x - self.x + 0.5) % 1.0 - 0.5
        if abs(goal.zoom - self.zoom) < 1e-6:
            part = progress
        else:
            here, there = 2.0**-self.zoom, 2.0**-goal.zoom
            part = (2.0**-zoom - here) / (there - here)
        return replace(self, x=self.x + across * part, y=self.y + (goal.y - self.y) * part, zoom=zoom)


@dataclass(frozen=True, slots=True)
class Margins:
    left: float
    top: float
    right: float
    bottom: float


def narrowest(x: Floats) -> tuple[float, float]:
    """The shortest stretch of longitudes that holds all places: its west end and its breadth."""
    ordered = np.sort(x % 1.0)
    gaps = np.diff(ordered, append=ordered[0] + 1.0)
    widest = int(np.argmax(gaps))
    return float(ordered[(widest + 1) % len(ordered)]), float(1.0 - gaps[widest])


def apart_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """How far two places are from each other, over the ground."""
    north, other_north = math.radians(lat), math.radians(other_lat)
    east = math.radians(other_lon - lon)
    half = math.sin((other_north - north) / 2) ** 2
    half += math.cos(north) * math.cos(other_north) * math.sin(east / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(half, 1.0)))

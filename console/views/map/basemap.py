"""The world's coasts and borders as painter paths, at the level of detail a zoom needs.

The arrays come from resources/basemap/basemap.npz (build.py there says what is in it). Positions are in a
level's own units: `Level.world` of them make one turn of the earth, x from ±180° eastwards, y from the top
of the square Mercator world downwards. Neighbouring lines are gathered in one path a kind and cell of a
grid, so that a view builds and paints only what it shows.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF
from shiboken6 import VoidPtr

Floats = NDArray[np.float64]
LEVELS: Final = 4
DEEPEST: Final = (2.6, 4.2, 6.0, 9.5)
"""The zoom each level is exact to."""
CELLS: Final = (4, 8, 16, 16)
"""Cells a side of each level's grid."""


@dataclass
class Group:
    """Lines or outlines that are painted together; `path` is built when first asked for."""

    bounds: QRectF
    members: list[Floats]
    _path: QPainterPath | None = field(default=None, repr=False)

    def path(self) -> QPainterPath:
        if self._path is None:
            self._path = painter_path(self.members)
            self.members = []
        return self._path


@dataclass(frozen=True)
class Level:
    """One level of detail. Threading: for one thread at a time, since painting a path changes its caches."""

    zoom: float
    world: int
    land: list[Group]
    lines: Mapping[str, list[Group]]


def painter_path(members: list[Floats]) -> QPainterPath:
    """One path of many polylines, filled by the even-odd rule."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for points in members:
        polygon = QPolygonF()
        polygon.resize(len(points))
        # copied as memory: point by point takes thirty times as long
        memory = cast(Any, VoidPtr)(polygon.data(), points.nbytes, True)  # the stubs know no size
        memoryview(memory)[:] = points.tobytes()
        path.addPolygon(polygon)
    return path


@cache
def level(number: int) -> Level:
    """A level of the bundled basemap, read once a process. May be called from any thread."""
    with (
        _READING,
        files("resources.basemap").joinpath("basemap.npz").open("rb") as file,
        np.load(file) as archive,
    ):
        prefix = f"{number}_"
        arrays = {name[len(prefix) :]: archive[name] for name in archive.files if name.startswith(prefix)}
        kinds = [str(kind) for kind in archive["kinds"]]
    return build_level(arrays, kinds, CELLS[number])


_READING = threading.Lock()


def level_for(zoom: float) -> int:
    """The coarsest level that is still exact to half a pixel at this zoom; beyond the finest, the finest."""
    return next((n for n, deepest in enumerate(DEEPEST) if zoom <= deepest + 1e-9), LEVELS - 1)


def build_level(arrays: Mapping[str, NDArray[Any]], kinds: list[str], cells: int) -> Level:
    world = int(arrays["world"])
    points = unpacked(arrays["points"])
    arcs = split(points, arrays["lengths"])
    corners = boxes(points, arrays["lengths"])
    lines = {}
    for index, kind in enumerate(kinds):
        chosen = np.flatnonzero(arrays["kinds"] == index)
        lines[kind] = grouped([[arcs[i]] for i in chosen], corners[chosen], world, cells)
    rings = split(arrays["rings"], arrays["ring_lengths"])
    outlines = [
        outline([arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring.tolist()], world) for ring in rings
    ]
    land: list[list[Floats]] = [[] for _ in range(int(arrays["polygons"][-1]) + 1)]
    for owner, ring in zip(arrays["polygons"].tolist(), outlines, strict=True):
        land[owner].append(ring)
    lengths = np.array([sum(map(len, rings)) for rings in land])
    corners = boxes(np.concatenate(outlines), lengths)
    return Level(float(arrays["zoom"]), world, grouped(land, corners, world, cells), lines)


def unpacked(packed: NDArray[np.uint8]) -> Floats:
    """(n, 2) positions from build.py's byte planes of zigzag differences."""
    folded = packed.transpose(0, 2, 1).copy().view("<u4")[:, :, 0].astype(np.int64)
    steps = (folded >> 1) ^ -(folded & 1)
    return np.cumsum(steps.T, axis=0).astype(np.float64)


def split(values: NDArray[Any], lengths: NDArray[Any]) -> list[NDArray[Any]]:
    ends = np.cumsum(lengths).tolist()
    return [values[end - length : end] for end, length in zip(ends, lengths.tolist(), strict=True)]


def boxes(points: Floats, lengths: NDArray[Any]) -> Floats:
    """(n, 4) west, north, east and south of each stretch of points."""
    starts = np.cumsum(lengths) - lengths
    return np.hstack((np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)))


def outline(arcs: list[Floats], world: int) -> Floats:
    """A ring's arcs as one closed line that never jumps across the antimeridian.

    A ring that winds round the south pole is closed along the bottom of the map.
    """
    parts = [arcs[0]]
    for arc in arcs[1:]:
        turns = round((parts[-1][-1, 0] - arc[0, 0]) / world)
        parts.append(arc[1:] + np.array((turns * world, 0.0)))
    ring = np.concatenate(parts) if len(parts) > 1 else parts[0]
    if abs(ring[-1, 0] - ring[0, 0]) > world / 2:
        corners = [[ring[-1, 0], world], [ring[0, 0], world], ring[0]]
        ring = np.concatenate((ring, np.array(corners)))
    return ring


def grouped(shapes: list[list[Floats]], corners: Floats, world: int, cells: int) -> list[Group]:
    """Shapes gathered by the cell of the grid that their middle lies in; `corners` are their boxes."""
    middles = ((corners[:, :2] + corners[:, 2:]) * (cells / 2 / world)).astype(int)
    gathered: dict[tuple[int, ...], list[int]] = {}
    for number, cell in enumerate(map(tuple, middles.tolist())):
        gathered.setdefault(cell, []).append(number)
    groups = []
    for members in gathered.values():
        west, north = corners[members, :2].min(axis=0).tolist()
        east, south = corners[members, 2:].max(axis=0).tolist()
        bounds = QRectF(west, north, east - west, south - north)
        groups.append(Group(bounds, [points for number in members for points in shapes[number]]))
    return groups

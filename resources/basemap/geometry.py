"""Pure geometry that turns Natural Earth's arcs into basemap levels: project, unwrap, simplify, label."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""(n, 2) positions; degrees as (lon, lat), or Web Mercator with the world one unit wide and y down."""

LATITUDE_LIMIT = 85.0511287798
"""Where the square Web Mercator world ends, degrees."""


def mercator(lonlat: Points) -> Points:
    """Degrees to Web Mercator, the world from 0 to 1; longitudes beyond ±180 leave that range unharmed."""
    lat = np.radians(np.clip(lonlat[:, 1], -LATITUDE_LIMIT, LATITUDE_LIMIT))
    return np.column_stack(
        (lonlat[:, 0] / 360.0 + 0.5, 0.5 - np.log(np.tan(math.pi / 4 + lat / 2)) / (2 * math.pi))
    )


def geographic(points: Points) -> Points:
    """The inverse of `mercator`."""
    lat = 2 * np.arctan(np.exp((0.5 - points[:, 1]) * 2 * math.pi)) - math.pi / 2
    return np.column_stack(((points[:, 0] - 0.5) * 360.0, np.degrees(lat)))


def unwrap(lonlat: Points) -> Points:
    """A line that never jumps: each step across ±180° goes on beyond it instead of back round the world."""
    turns = np.cumsum(np.round(np.diff(lonlat[:, 0]) / 360.0))
    unwrapped = lonlat.copy()
    unwrapped[1:, 0] -= 360.0 * turns
    return unwrapped


def simplify(line: Points, tolerance: float) -> Points:
    """Douglas-Peucker. End points stay; a closed line keeps at least a triangle."""
    count = len(line)
    if count <= 2:
        return line
    keep = np.zeros(count, dtype=bool)
    keep[[0, -1]] = True
    stack = [(0, count - 1)]
    if np.array_equal(line[0], line[-1]):
        far = int(np.argmax(np.hypot(*(line - line[0]).T)))
        side = int(np.argmax(_distances(line, line[0], line[far])))
        corners = sorted({0, far, side, count - 1})
        keep[corners] = True
        stack = list(pairwise(corners))
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        away = _distances(line[first + 1 : last], line[first], line[last])
        farthest = int(np.argmax(away))
        if away[farthest] > tolerance:
            middle = first + 1 + farthest
            keep[middle] = True
            stack += [(first, middle), (middle, last)]
    return line[keep]


def _distances(points: Points, a: Points, b: Points) -> Points:
    along = b - a
    length = math.hypot(*along)
    offset = points - a
    if length == 0.0:
        return np.hypot(offset[:, 0], offset[:, 1])
    position = np.clip(offset @ along / length**2, 0.0, 1.0)
    gap = offset - position[:, None] * along
    return np.hypot(gap[:, 0], gap[:, 1])


def clip_latitude(ring: Points, latitude: float, *, north: bool) -> Points:
    """The part of a ring on one side of a parallel (Sutherland-Hodgman), still one ring."""
    side = (ring[:, 1] - latitude) * (1 if north else -1)
    kept: list[Points] = []
    for i in range(len(ring)):
        a, b, at_a, at_b = ring[i - 1], ring[i], side[i - 1], side[i]
        if (at_a > 0) != (at_b > 0):
            kept.append(a + (b - a) * at_a / (at_a - at_b))
        if at_b > 0:
            kept.append(b)
    return np.array(kept).reshape(-1, 2)


def area(ring: Points) -> float:
    """Signed area by the shoelace rule."""
    x, y = ring[:, 0], ring[:, 1]
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)


def label_point(rings: Iterable[Points]) -> tuple[float, float, float]:
    """Where a name stands best: the point deepest inside the first ring and outside the others (its holes).

    Returns x, y and the distance to the nearest edge, in the rings' own units.
    """
    edges = [np.vstack((ring, ring[:1])) for ring in rings]
    starts = np.vstack([e[:-1] for e in edges])
    ends = np.vstack([e[1:] for e in edges])
    low, high = edges[0].min(axis=0), edges[0].max(axis=0)
    cell = float(min(high - low)) / 2
    precision = cell / 50

    def entry(x: float, y: float, half: float) -> tuple[float, float, float, float, float]:
        depth = _depth(starts, ends, x, y)
        return (-(depth + half * math.sqrt(2)), x, y, half, depth)

    middle = (low + high) / 2
    best = entry(float(middle[0]), float(middle[1]), 0.0)
    queue = [
        entry(x + cell / 2, y + cell / 2, cell / 2)
        for x in np.arange(low[0], high[0], cell).tolist()
        for y in np.arange(low[1], high[1], cell).tolist()
    ]
    heapq.heapify(queue)
    while queue:
        candidate = heapq.heappop(queue)
        if candidate[4] > best[4]:
            best = candidate
        if -candidate[0] - best[4] <= precision:
            break
        _, x, y, half, _ = candidate
        for dx in (-half / 2, half / 2):
            for dy in (-half / 2, half / 2):
                heapq.heappush(queue, entry(x + dx, y + dy, half / 2))
    return best[1], best[2], best[4]


def _depth(starts: Points, ends: Points, x: float, y: float) -> float:
    """Distance from a point to the nearest edge, negative outside."""
    point = np.array((x, y))
    along = ends - starts
    length = np.maximum(np.sum(along**2, axis=1), 1e-300)
    position = np.clip(np.sum((point - starts) * along, axis=1) / length, 0.0, 1.0)
    gap = starts + position[:, None] * along - point
    nearest = float(np.sqrt(np.min(np.sum(gap**2, axis=1))))
    crosses = (starts[:, 1] > y) != (ends[:, 1] > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at_x = starts[:, 0] + (y - starts[:, 1]) * along[:, 0] / along[:, 1]
    inside = int(np.count_nonzero(crosses & (x < at_x))) % 2 == 1
    return nearest if inside else -nearest

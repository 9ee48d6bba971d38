"""Which sites are drawn as one: pure arrays in, pure arrays out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from console.views.map.projection import TILE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RADIUS: Final = 52.0
"""Sites nearer than this to a greater one, in pixels at the step's zoom, join it."""
STEPS: Final = 2
"""Clusters are made anew at every half zoom level, and stay as they are in between and while panning."""
TOGETHER: Final = 1e-7
"""Places this near each other (4 m) no zoom can part."""


def step_zoom(zoom: float) -> float:
    """The zoom that clusters are computed for at this zoom."""
    return float(np.floor(zoom * STEPS + 1e-9) / STEPS)


def clustered(x: Floats, y: Floats, weight: Ints, zoom: float) -> Ints:
    """For each site the row of the site it is drawn at: the greatest within the radius, often itself.

    x and y are world coordinates. Greatest first, ties by row, so the same fleet always clusters alike. A
    cluster stands where its greatest site stands: at a middle of all, neighbours would drift into each other.
    """
    cells = max(1, int(TILE * 2.0**zoom / RADIUS))
    reach = (RADIUS / (TILE * 2.0**zoom)) ** 2
    columns = np.floor((x % 1.0) * cells).astype(np.int64).tolist()
    rows = np.floor(y * cells).astype(np.int64).tolist()
    waiting: dict[tuple[int, int], list[int]] = {}
    for site, cell in enumerate(zip(columns, rows, strict=True)):
        waiting.setdefault(cell, []).append(site)
    # plain lists: most neighbourhoods hold a handful, where arrays cost ten times as much
    at_x, at_y = (x % 1.0).tolist(), y.tolist()
    anchors = [-1] * len(at_x)
    for seed in np.argsort(-weight, kind="stable").tolist():
        if anchors[seed] >= 0:
            continue
        for cell in _around(columns[seed], rows[seed], cells):
            if cell not in waiting:
                continue
            left = []
            for site in waiting[cell]:
                across = abs(at_x[site] - at_x[seed])
                across = min(across, 1.0 - across)
                if across * across + (at_y[site] - at_y[seed]) ** 2 <= reach:
                    anchors[site] = seed
                else:
                    left.append(site)
            waiting[cell] = left
    return np.array(anchors, dtype=np.int64)


def _around(column: int, row: int, cells: int) -> Iterator[tuple[int, int]]:
    """A cell and its neighbours; columns go round the earth."""
    columns = {(column + step) % cells for step in (-1, 0, 1)}
    return ((c, row + step) for step in (-1, 0, 1) for c in columns)


def sums(anchors: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """The rows that are anchors, and for each the terminals of its cluster by status."""
    rows, place = np.unique(anchors, return_inverse=True)
    columns = [np.bincount(place, weights=column, minlength=len(rows)) for column in counts.T]
    return rows, np.array(columns, dtype=np.int64).reshape(counts.shape[1], len(rows)).T


def share_a_point(x: Floats, y: Floats) -> bool:
    """Whether no zoom can part these sites, so that they have to be fanned out instead."""
    return bool(np.ptp(x) < TOGETHER and np.ptp(y) < TOGETHER)


def shares(counts: Ints, parts: int) -> Ints:
    """Rings of so many parts, one a row of counts, divided as honestly as can be: nothing that exists
    vanishes, nothing that does not exist shows, the rest goes by largest remainders."""
    total = counts.sum(axis=1, keepdims=True)
    exact = counts * (parts / np.maximum(total, 1))
    given = np.where(counts > 0, np.maximum(np.floor(exact), 1), 0).astype(np.int64)
    missing = np.where(total[:, 0] > 0, parts - given.sum(axis=1), 0)
    remainder = np.where(counts > 0, exact - given, -np.inf)
    rank = np.argsort(np.argsort(-remainder, axis=1, kind="stable"), axis=1)
    given += rank < missing[:, None]
    # what the smallest got too much comes off the greatest, where it shows least
    given[np.arange(len(given)), np.argmax(given, axis=1)] += np.minimum(missing, 0)
    return given

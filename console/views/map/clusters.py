"""Which sites are drawn as one: pure arrays in, pure arrays out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from console.views.map.projection import TILE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

GAP: Final = 12.0
"""Pixels between two marks, at the step's zoom: room for their outer rings and a little air."""
GREATEST: Final = 26.0
STEPS: Final = 2
"""Clusters are made anew at every half zoom level, and stay as they are in between and while panning."""
TOGETHER: Final = 1e-7
"""Places this near each other (4 m) no zoom can part."""


def step_zoom(zoom: float) -> float:
    """The zoom that clusters are computed for at this zoom."""
    return float(np.floor(zoom * STEPS + 1e-9) / STEPS)


def radius_of(total: Ints) -> Floats:
    """Radii in pixels of the marks of so many terminals: twice as many, a little greater, up to a limit."""
    return np.minimum(np.round(9.6 + 1.95 * np.log2(total + 1.0)), GREATEST)


def clustered(x: Floats, y: Floats, totals: Ints, zoom: float) -> Ints:
    """For each site the row of the site it is drawn at, often itself: marks that would touch become one.

    x and y are world coordinates. The greatest take in first, ties by row, so the same fleet always clusters
    alike. A cluster stands where its greatest site stands: at a middle of all, neighbours would drift into
    each other. What has grown by taking in may touch others now, so it goes on until none do.
    """
    home = np.arange(len(x), dtype=np.int64)
    while True:
        rows, place = distinct(home)
        together = np.bincount(place, weights=totals, minlength=len(rows)).astype(np.int64)
        joined = _joined(x[rows] % 1.0, y[rows], together, zoom)
        if np.array_equal(joined, np.arange(len(rows))):
            return home
        home = rows[joined][place]


def _joined(x: Floats, y: Floats, totals: Ints, zoom: float) -> Ints:
    """One round: each mark's number, or that of the greatest mark it would touch."""
    world = TILE * 2.0**zoom
    radius = radius_of(totals)
    cells = max(1, int(world / (2 * GREATEST + GAP)))
    columns = np.floor(x * cells).astype(np.int64).tolist()
    rows = np.floor(y * cells).astype(np.int64).tolist()
    waiting: dict[tuple[int, int], list[int]] = {}
    for mark, cell in enumerate(zip(columns, rows, strict=True)):
        waiting.setdefault(cell, []).append(mark)
    # plain lists: most neighbourhoods hold a handful, where arrays cost ten times as much
    at_x, at_y, reach = x.tolist(), y.tolist(), (radius / world).tolist()
    gap = GAP / world
    homes = [-1] * len(at_x)
    for seed in np.argsort(-totals, kind="stable").tolist():
        if homes[seed] >= 0:
            continue
        homes[seed] = seed
        for cell in _around(columns[seed], rows[seed], cells):
            if cell not in waiting:
                continue
            left = []
            for mark in waiting[cell]:
                across = abs(at_x[mark] - at_x[seed])
                across = min(across, 1.0 - across)
                down = at_y[mark] - at_y[seed]
                if homes[mark] >= 0:
                    continue
                if across * across + down * down < (reach[seed] + reach[mark] + gap) ** 2:
                    homes[mark] = seed
                else:
                    left.append(mark)
            waiting[cell] = left
    return np.array(homes, dtype=np.int64)


def _around(column: int, row: int, cells: int) -> Iterator[tuple[int, int]]:
    """A cell and its neighbours; columns go round the earth."""
    columns = {(column + step) % cells for step in (-1, 0, 1)}
    return ((c, row + step) for step in (-1, 0, 1) for c in columns)


def sums(anchors: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """The rows that are anchors, and for each the terminals of its cluster by status."""
    rows, place = distinct(anchors)
    columns = [np.bincount(place, weights=column, minlength=len(rows)) for column in counts.T]
    return rows, np.array(columns, dtype=np.int64).reshape(counts.shape[1], len(rows)).T


def distinct(rows: Ints) -> tuple[Ints, Ints]:
    """Which rows (from 0) there are, ascending, and for each the place of its row among them. What np.unique
    does, without the half of numpy that it loads."""
    found = np.flatnonzero(np.bincount(rows))
    return found, np.searchsorted(found, rows)


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

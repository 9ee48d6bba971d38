"""The next site in a direction, for the arrow keys: pure arrays."""

from __future__ import annotations

from enum import Enum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from console.views.map.projection import View

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WANDER: Final = 2.0
"""How much worse a pixel aside is than a pixel ahead."""
SAME_POINT: Final = 1e-9


class Direction(Enum):
    LEFT = (-1.0, 0.0)
    RIGHT = (1.0, 0.0)
    UP = (0.0, -1.0)
    DOWN = (0.0, 1.0)


def next_site(x: Floats, y: Floats, current: int, direction: Direction) -> int | None:
    """The row reached from `current` (world coordinates), or None at the fleet's edge.

    Looks at a quarter of the sky; nearer ahead beats nearer aside. Sites that share a point are passed one
    by one in the order of their rows, forwards by right and down, so that the keyboard reaches all.
    """
    across = (x - x[current] + 0.5) % 1.0 - 0.5
    down = y - y[current]
    stacked = np.flatnonzero((np.abs(across) < SAME_POINT) & (np.abs(down) < SAME_POINT))
    forwards = direction in (Direction.RIGHT, Direction.DOWN)
    beyond = stacked[stacked > current] if forwards else stacked[stacked < current][::-1]
    if len(beyond):
        return int(beyond[0])
    ux, uy = direction.value
    ahead = across * ux + down * uy
    aside = np.abs(across * uy) + np.abs(down * ux)
    within = (ahead > SAME_POINT) & (aside <= ahead)
    if not within.any():
        within = ahead > SAME_POINT
    if not within.any():
        return None
    effort = np.where(within, ahead + WANDER * aside, np.inf)
    best = np.flatnonzero(effort == effort.min())
    return int(best[0] if forwards else best[-1])


def step(
    x: Floats, y: Floats, visible: Ints, current: int | None, direction: Direction, view: View
) -> int | None:
    """The row an arrow key leads to among the `visible` rows: from `current`, or where that is not visible,
    to the site nearest to the middle of the view. None where there is nothing further."""
    if len(visible) == 0:
        return None
    place = np.flatnonzero(visible == (-1 if current is None else current))
    if len(place) == 0:
        across, down = view.to_screen(x[visible], y[visible])
        return int(visible[np.argmin(np.hypot(across - view.width / 2, down - view.height / 2))])
    found = next_site(x[visible], y[visible], int(place[0]), direction)
    return None if found is None else int(visible[found])

"""Where names can stand without hiding a mark or each other: pure numbers, no Qt.

Boxes are (left, top, right, bottom) in pixels. Labels are placed in the order given, so the most important
come first; what finds no free place gets none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

GAP: Final = 5.0
"""Between a mark and its name."""
LEADERS: Final = (20.0, 36.0, 56.0)
"""How far from the mark a name may be led out where it is crowded."""
LEADER_ANGLES: Final = (-20, 20, -160, 160, -50, 50, -130, 130, -90, 90, 0, 180)
PADDING: Final = 2.0


@dataclass(frozen=True, slots=True)
class Request:
    """A name that wants a place at a mark: the mark's centre and reach, the name's size."""

    x: float
    y: float
    reach: float
    width: float
    height: float
    leader: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """The name's top left corner as seen from the mark's centre; a leader, if any, from mark to name."""

    dx: float
    dy: float
    leader: tuple[float, float, float, float] | None = None


class Crowd:
    """The boxes that are taken, and which belong to a mark of their own."""

    def __init__(self, boxes: Floats) -> None:
        self._boxes = np.empty((max(64, 2 * len(boxes)), 4))
        self._boxes[: len(boxes)] = boxes
        self._count = len(boxes)

    def take(self, box: Sequence[float]) -> None:
        if self._count == len(self._boxes):
            self._boxes = np.concatenate((self._boxes, np.empty_like(self._boxes)))
        self._boxes[self._count] = box
        self._count += 1

    def free(self, boxes: Floats, own: int = -1) -> NDArray[np.bool_]:
        """Which of (n, 4) boxes touch nothing taken; `own` is a taken box that does not count."""
        taken = self._boxes[: self._count]
        hits = (
            (boxes[:, None, 0] < taken[None, :, 2])
            & (boxes[:, None, 2] > taken[None, :, 0])
            & (boxes[:, None, 1] < taken[None, :, 3])
            & (boxes[:, None, 3] > taken[None, :, 1])
        )
        if own >= 0:
            hits[:, own] = False
        return np.logical_not(hits.any(axis=1))


def mark_boxes(x: Floats, y: Floats, reach: Floats) -> Floats:
    return np.column_stack((x - reach, y - reach, x + reach, y + reach))


def place(crowd: Crowd, marks: Sequence[int], requests: Sequence[Request]) -> list[Place | None]:
    """A place for each request, which is the name of the mark whose box in the crowd has that number."""
    places: list[Place | None] = []
    for own, request in zip(marks, requests, strict=True):
        spot = _beside(crowd, own, request)
        if spot is None and request.leader:
            spot = _led_out(crowd, own, request)
        places.append(spot)
        if spot is not None:
            left, top = request.x + spot.dx - PADDING, request.y + spot.dy
            crowd.take((left, top, left + request.width + 2 * PADDING, top + request.height))
    return places


def _beside(crowd: Crowd, own: int, request: Request) -> Place | None:
    """Right, left, below, above, then the four corners."""
    width, height, out = request.width, request.height, request.reach + GAP
    slant = request.reach * 0.72 + 7.0  # clear of the badges, which sit in the corners
    corners = np.array(
        [
            (out, -height / 2),
            (-out - width, -height / 2),
            (-width / 2, out - 3.0),
            (-width / 2, -out + 3.0 - height),
            (slant, slant - 7.0),
            (slant, -slant + 7.0 - height),
            (-slant - width, slant - 7.0),
            (-slant - width, -slant + 7.0 - height),
        ]
    )
    free = np.flatnonzero(crowd.free(_boxes_at(corners, request), own))
    if len(free) == 0:
        return None
    dx, dy = corners[free[0]].tolist()
    return Place(dx, dy)


def _led_out(crowd: Crowd, own: int, request: Request) -> Place | None:
    """Farther away, tied to the mark by a line that crosses nothing either."""
    corners, lines = [], []
    for distance in LEADERS:
        for angle in LEADER_ANGLES:
            ux, uy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            end = request.reach + distance
            x, y = ux * end, uy * end
            if abs(angle) == 90:
                corner = (x - request.width / 2, y if uy > 0 else y - request.height)
            else:
                corner = (x if ux > 0 else x - request.width, y - request.height / 2)
            corners.append(corner)
            start = request.reach + 1.5
            stop = end - (2.0 if abs(angle) == 90 else 3.0)
            lines.append((ux * start, uy * start, ux * stop, uy * stop))
    at = np.array(corners)
    free = crowd.free(_boxes_at(at, request), own)
    for number in np.flatnonzero(free).tolist():
        line = lines[number]
        if _clear(crowd, own, request, line):
            return Place(*corners[number], leader=line)
    return None


def _boxes_at(corners: Floats, request: Request) -> Floats:
    left = request.x + corners[:, 0] - PADDING
    top = request.y + corners[:, 1]
    return np.column_stack((left, top, left + request.width + 2 * PADDING, top + request.height))


def _clear(crowd: Crowd, own: int, request: Request, line: tuple[float, float, float, float]) -> bool:
    along = np.linspace(0.0, 1.0, max(3, int(math.hypot(line[2] - line[0], line[3] - line[1]) / 5)))
    x = request.x + line[0] + (line[2] - line[0]) * along
    y = request.y + line[1] + (line[3] - line[1]) * along
    return bool(crowd.free(np.column_stack((x - 1, y - 1, x + 1, y + 1)), own).all())

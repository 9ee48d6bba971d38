"""What lies under the pointer: a mark, a fanned-out site, or open country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from console.core.status import Status
from console.views.map.clusters import radius_of
from console.views.map.fan import fan
from console.views.map.lettering import Lettering
from console.views.map.projection import View
from console.views.map.scene import Name, Scene
from console.views.map.sites import Floats, Ints

SLACK: Final = 3.0
"""Pixels around a mark that still count as on it."""


@dataclass(frozen=True, eq=False)
class Fan:
    """The sites of a mark that share one point, spread around it: rows of the fleet, offsets in pixels, names
    where they find room; x and y of the point."""

    mark: int
    rows: Ints
    offsets: Floats
    names: Sequence[Name | None]
    x: float
    y: float

    @classmethod
    def of(cls, scene: Scene, number: int) -> Fan:
        rows = scene.markers.members(number)
        offsets = fan(len(rows))
        sites = [scene.fleet.sites[row] for row in rows.tolist()]
        reach = radius_of(scene.fleet.counts[rows].sum(axis=1))
        letterings = [Lettering(site.name, strong=site.worst is Status.OFFLINE) for site in sites]
        names = scene.named(offsets, reach, letterings)
        return cls(
            number, rows, offsets, names, float(scene.markers.x[number]), float(scene.markers.y[number])
        )

    def at(self, view: View) -> tuple[Floats, Floats]:
        """Where its sites stand on the screen."""
        x, y = view.to_screen(np.array([self.x]), np.array([self.y]))
        return x[0] + self.offsets[:, 0], y[0] + self.offsets[:, 1]


@dataclass(frozen=True, slots=True)
class Hit:
    """`rows`: the sites there, worst first; `mark`: its number, None for one site of a fan."""

    rows: tuple[int, ...]
    centre: QPointF
    reach: float
    mark: int | None


def pick(scene: Scene, view: View, opened: Fan | None, at: QPointF) -> Hit | None:
    """The nearest thing whose circle holds the point; an open fan is above everything."""
    if opened is not None:
        x, y = opened.at(view)
        reach = radius_of(scene.fleet.counts[opened.rows].sum(axis=1))
        nearest = _nearest(x, y, reach, at)
        if nearest is not None:
            return Hit(
                (int(opened.rows[nearest]),), QPointF(x[nearest], y[nearest]), float(reach[nearest]), None
            )
    markers = scene.markers
    if len(markers.rows) == 0:
        return None
    x, y = view.to_screen(markers.x, markers.y)
    near = np.flatnonzero((np.abs(x - at.x()) < 48) & (np.abs(y - at.y()) < 48))
    reach = np.array([mark.reach for mark in scene.looks(near.tolist())])
    found = _nearest(x[near], y[near], reach, at)
    if found is None:
        return None
    number = int(near[found])
    rows = tuple(markers.members(number).tolist())
    return Hit(rows, QPointF(x[number], y[number]), float(reach[found]), number)


def inside(scene: Scene, view: View, box: QRectF) -> list[int]:
    """The rows of visible sites in a rectangle of the screen."""
    x, y = view.to_screen(scene.fleet.x, scene.fleet.y)
    within = (x >= box.left()) & (x <= box.right()) & (y >= box.top()) & (y <= box.bottom())
    return np.flatnonzero(within & (scene.markers.home >= 0)).tolist()


def _nearest(x: Floats, y: Floats, reach: Floats, at: QPointF) -> int | None:
    if len(x) == 0:
        return None
    distance = np.hypot(x - at.x(), y - at.y())
    distance = np.where(distance <= reach + SLACK, distance, np.inf)
    nearest = int(np.argmin(distance))
    return nearest if np.isfinite(distance[nearest]) else None

"""Paints the scene over the base picture, from pictures that were made before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QRadialGradient

from console.core.status import STATUSES
from console.theme.tokens import Tokens
from console.views.map.allowance import Allowance
from console.views.map.lettering import HALO, Letterer, Lettering
from console.views.map.picking import Fan
from console.views.map.projection import View
from console.views.map.scene import Scene
from console.views.map.sprites import Mark, Sprites, marks

BEYOND: Final = 240.0
"""How far outside the viewport a mark may be for its name to reach in, pixels."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """What stands out now: numbers of marks, and the row of the site that is selected."""

    selected: int | None = None
    hovered: int | None = None
    marked: frozenset[int] = frozenset()
    row: int | None = None

    @classmethod
    def of(cls, scene: Scene, marked: Iterable[int], hovered: int | None) -> Emphasis:
        """As the scene stands now: `marked` are rows of the fleet, `hovered` the number of a mark."""
        numbers = map(scene.mark_of, marked)
        return cls(
            scene.mark_of(scene.selected),
            hovered,
            frozenset(number for number in numbers if number is not None),
            scene.selected,
        )


class ScenePainter:
    def __init__(self, tokens: Tokens) -> None:
        self.letterer = Letterer(tokens)
        self._tokens = tokens
        self._sprites = Sprites(tokens)
        self._allowance = Allowance(0.0)

    def paint(
        self,
        painter: QPainter,
        scene: Scene,
        view: View,
        dpr: float,
        emphasis: Emphasis,
        opened: Fan | None,
        allowance: Allowance,
    ) -> None:
        """Paints what is ready, and new pictures while the allowance lasts; then it is `refused`."""
        self._allowance = allowance
        x, y = view.to_screen(scene.markers.x, scene.markers.y)
        near = (x > -BEYOND) & (x < view.width + BEYOND) & (y > -BEYOND) & (y < view.height + BEYOND)
        seen = np.flatnonzero(near)
        if opened is not None:
            seen = seen[seen != opened.mark]
        # the worst are painted last, on top of what they may touch
        seen = seen[np.lexsort((scene.markers.totals[seen], -scene.markers.worst[seen]))]
        at = {
            number: QPointF(round(px * dpr) / dpr, round(py * dpr) / dpr)
            for number, px, py in zip(seen.tolist(), x[seen].tolist(), y[seen].tolist(), strict=True)
        }
        self._paint_countries(painter, scene, view, dpr)
        self._paint_leaders(painter, scene, at)
        self._paint_marks(painter, scene, at, dpr, emphasis)
        for number, point in at.items():
            if number in scene.names:
                name = scene.names[number]
                self._letter(
                    painter, name.lettering, point.x() + name.place.dx, point.y() + name.place.dy, dpr
                )
        if opened is not None:
            self._paint_fan(painter, scene, view, opened, dpr, emphasis)

    def _letter(self, painter: QPainter, lettering: Lettering, x: float, y: float, dpr: float) -> None:
        pixmap = self.letterer.get(lettering, dpr, self._allowance)
        if pixmap is not None:
            corner = QPointF(round((x - HALO) * dpr) / dpr, round((y - HALO) * dpr) / dpr)
            painter.drawPixmap(corner, pixmap)

    def _paint_countries(self, painter: QPainter, scene: Scene, view: View, dpr: float) -> None:
        names = scene.country_names
        x, y = view.to_screen(names.x, names.y)
        left, top = (x + names.dx).tolist(), (y + names.dy).tolist()
        for px, py, lettering in zip(left, top, names.letterings, strict=True):
            if -BEYOND < px < view.width and -BEYOND < py < view.height:
                self._letter(painter, lettering, px, py, dpr)

    def _paint_leaders(self, painter: QPainter, scene: Scene, at: Mapping[int, QPointF]) -> None:
        lines = []
        for number, point in at.items():
            name = scene.names.get(number)
            if name is not None and name.place.leader is not None:
                x1, y1, x2, y2 = name.place.leader
                lines.append(QLineF(point + QPointF(x1, y1), point + QPointF(x2, y2)))
        if lines:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for colour, width in ((self._tokens.halo, 3.0), (self._tokens.marker_ring, 1.0)):
                painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                painter.drawLines(lines)
            painter.restore()

    def _paint_marks(
        self, painter: QPainter, scene: Scene, at: Mapping[int, QPointF], dpr: float, emphasis: Emphasis
    ) -> None:
        top = [n for n in (emphasis.hovered, emphasis.selected) if n in at]
        order = [*(n for n in at if n not in top), *dict.fromkeys(top)]
        for number, mark in zip(order, scene.looks(order), strict=True):
            point = at[number]
            if number in emphasis.marked:
                self._ring(painter, point, mark.reach + 2.5, dashed=True)
            if number == emphasis.selected:
                self._glow(painter, point, mark.reach)
            elif number == emphasis.hovered:
                self._lift(painter, point, mark.reach)
            self._paint_mark(painter, mark, point, dpr, int(scene.markers.worst[number]))

    def _paint_mark(self, painter: QPainter, mark: Mark, at: QPointF, dpr: float, worst: int) -> None:
        pixmap = self._sprites.get(mark, dpr, self._allowance)
        if pixmap is None:
            pixmap = self._sprites.blank(mark, STATUSES[worst], dpr)
        painter.drawPixmap(_corner(at, pixmap, dpr), pixmap)

    def _glow(self, painter: QPainter, at: QPointF, reach: float) -> None:
        """The selected mark: a soft light and a clear ring."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent, clear = QColor(self._tokens.accent), QColor(self._tokens.accent)
        accent.setAlphaF(0.45)
        clear.setAlphaF(0.0)
        light = QRadialGradient(at, reach + 18.0)
        light.setColorAt(reach / (reach + 18.0), accent)
        light.setColorAt(1.0, clear)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(light)
        painter.drawEllipse(at, reach + 18.0, reach + 18.0)
        painter.restore()
        self._ring(painter, at, reach + 3.0)

    def _ring(self, painter: QPainter, at: QPointF, reach: float, *, dashed: bool = False) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._tokens.halo), 4.5))
        painter.drawEllipse(at, reach, reach)
        pen = QPen(QColor(self._tokens.accent), 2.5)
        if dashed:
            pen.setDashPattern([2.0, 1.6])
        painter.setPen(pen)
        painter.drawEllipse(at, reach, reach)
        painter.restore()

    def _lift(self, painter: QPainter, at: QPointF, reach: float) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QColor(self._tokens.text)
        ring.setAlphaF(0.28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ring)
        painter.drawEllipse(at, reach + 4.5, reach + 4.5)
        painter.restore()

    def _paint_fan(
        self, painter: QPainter, scene: Scene, view: View, opened: Fan, dpr: float, emphasis: Emphasis
    ) -> None:
        x, y = opened.at(view)
        centre = view.to_screen(np.array([opened.x]), np.array([opened.y]))
        middle = QPointF(centre[0][0], centre[1][0])
        self._paint_legs(painter, view, middle, [QPointF(*at) for at in zip(x, y, strict=True)])
        fleet = scene.fleet
        looks = marks(
            fleet.counts[opened.rows], fleet.worst[opened.rows], [False] * len(x), scene.phrases.short_number
        )
        for i, (row, mark) in enumerate(zip(opened.rows.tolist(), looks, strict=True)):
            at = QPointF(round(x[i] * dpr) / dpr, round(y[i] * dpr) / dpr)
            if row == emphasis.row:
                self._glow(painter, at, mark.reach)
            self._paint_mark(painter, mark, at, dpr, int(fleet.worst[row]))
            if (name := opened.names[i]) is not None:
                self._letter(painter, name.lettering, at.x() + name.place.dx, at.y() + name.place.dy, dpr)

    def _paint_legs(self, painter: QPainter, view: View, middle: QPointF, ends: list[QPointF]) -> None:
        """The rest of the map steps back; a line ties each site to the point they share."""
        veil = QColor(self._tokens.window)
        veil.setAlphaF(0.6)
        painter.fillRect(QRectF(0.0, 0.0, view.width, view.height), veil)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._tokens.marker_ring), 1.2))
        painter.drawLines([QLineF(middle, end) for end in ends])
        painter.setBrush(QColor(self._tokens.marker_ring))
        painter.drawEllipse(middle, 3.0, 3.0)
        painter.restore()


def _corner(at: QPointF, pixmap: QPixmap, dpr: float) -> QPointF:
    """Where to copy a picture so that its middle is there, on whole device pixels."""
    half_x, half_y = pixmap.width() / 2, pixmap.height() / 2
    return QPointF(round(at.x() * dpr - half_x) / dpr, round(at.y() * dpr - half_y) / dpr)

"""The marks that stand for sites: a ring of shares with the number of terminals in it, and its badges.

Each distinct mark is painted once a device pixel ratio and kept; what is alike on screen is one picture.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap

from console.theme.fonts import font
from console.theme.tokens import Tokens
from console.views.map.clusters import shares
from console.views.map.shapes import paint_status, status_colour
from console.views.map.sites import STATUSES, Ints, Status

PARTS: Final = 48
"""A ring is divided into so many parts: finer than the eye, few enough to share pictures."""
NEW_A_FRAME: Final = 20
"""Marks painted anew in one frame at most; the rest are dots until the next."""
KEPT: Final = 4000
GREATEST: Final = 26
MARGIN: Final = 9.0
BADGE: Final = 13.0
_BADGED: Final = (Status.OFFLINE, Status.DEGRADED, Status.UNSTABLE)


def radius_of(total: int) -> float:
    """The radius of a site's ring in logical pixels: with twice the terminals a little greater, up to a limit."""
    return min(round(9.6 + 1.95 * math.log2(max(total, 0) + 1)), GREATEST)


@dataclass(frozen=True, slots=True)
class Mark:
    """All that a mark looks like: parts of the ring by STATUSES, its number, and whether it is several sites."""

    parts: tuple[int, ...]
    text: str
    radius: float
    several: bool
    badges: tuple[Status, ...]

    @classmethod
    def of(cls, counts: Ints, worst: Status, text: str, several: bool) -> Mark:
        """`worst` may be worse than the counts say: a site's verdict is more than its terminals'."""
        present = {status for status, n in zip(STATUSES, counts.tolist(), strict=True) if n} | {worst}
        badges = tuple(status for status in _BADGED if status in present)[:2]
        return cls(shares(counts, PARTS), text, radius_of(int(counts.sum())), several, badges)

    @property
    def reach(self) -> float:
        """From the centre to the outermost line."""
        return self.radius + (4.5 if self.several else 0.5)


class Sprites:
    """The marks painted so far, for one theme."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._kept: dict[tuple[Mark, float], QPixmap] = {}
        self._allowance = NEW_A_FRAME

    def begin_frame(self) -> None:
        self._allowance = NEW_A_FRAME

    def get(self, mark: Mark, dpr: float) -> QPixmap | None:
        """The picture of a mark, centred; None when this frame has painted enough new ones."""
        key = (mark, dpr)
        kept = self._kept.get(key)
        if kept is None and self._allowance > 0:
            self._allowance -= 1
            if len(self._kept) >= KEPT:
                self._kept.clear()
            kept = self._kept[key] = _painted(mark, dpr, self._tokens)
        return kept


def _painted(mark: Mark, dpr: float, tokens: Tokens) -> QPixmap:
    half = mark.radius + MARGIN
    side = math.ceil(2 * half * dpr)
    pixmap = QPixmap(side, side)
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(side / 2 / dpr, side / 2 / dpr)
    _paint_ground(painter, mark, tokens)
    _paint_ring(painter, mark, tokens)
    _paint_number(painter, mark, tokens)
    _paint_badges(painter, mark, tokens)
    painter.end()
    return pixmap


def _thickness(mark: Mark) -> float:
    return 3.6 + 0.1 * mark.radius


def _paint_ground(painter: QPainter, mark: Mark, tokens: Tokens) -> None:
    """The disc under the ring, set off from the map by a halo; a thin outer ring says: several sites."""
    halo = QColor(tokens.halo)
    painter.setPen(Qt.PenStyle.NoPen)
    if mark.several:
        halo.setAlphaF(0.6)
        painter.setBrush(halo)
        painter.drawEllipse(QPointF(), mark.radius + 5.4, mark.radius + 5.4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.marker_ring), 1.2))
        painter.drawEllipse(QPointF(), mark.radius + 3.6, mark.radius + 3.6)
        painter.setPen(Qt.PenStyle.NoPen)
    halo.setAlphaF(0.85)
    painter.setBrush(halo)
    painter.drawEllipse(QPointF(), mark.radius + 1.6, mark.radius + 1.6)
    painter.setBrush(_ground_colour(mark, tokens))
    painter.drawEllipse(QPointF(), mark.radius - 0.6, mark.radius - 0.6)


def _ground_colour(mark: Mark, tokens: Tokens) -> QColor:
    """A site with nothing left online is tinted, so that it is found at a glance."""
    ground = QColor(tokens.marker)
    if mark.parts[STATUSES.index(Status.OFFLINE)] < PARTS:
        return ground
    colour = status_colour(tokens, Status.OFFLINE)
    mixed = [
        0.72 * a + 0.28 * b
        for a, b in zip(ground.getRgbF()[:3], colour.getRgbF()[:3], strict=True)  # type: ignore[index]
    ]
    return QColor.fromRgbF(*mixed)


def _paint_ring(painter: QPainter, mark: Mark, tokens: Tokens) -> None:
    """Clockwise from twelve, worst first. Unstable is striped, no data is broken: both read without colour."""
    thickness = _thickness(mark)
    reach = mark.radius - thickness / 2
    box = QRectF(-reach, -reach, 2 * reach, 2 * reach)
    turn = 360.0 / PARTS
    gap = 1.3 / reach * 180.0 / math.pi if sum(1 for n in mark.parts if n) > 1 else 0.0
    start = 0.0
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if not any(mark.parts):
        _paint_stripes(painter, box, 0.0, 360.0, status_colour(tokens, Status.NO_DATA), thickness)
    for status, parts in zip(STATUSES, mark.parts, strict=True):
        if not parts:
            continue
        span = parts * turn
        first, swept = start + gap / 2, max(span - gap, 1.0)
        colour = status_colour(tokens, status)
        if status is Status.UNSTABLE:
            faint = QColor(colour)
            faint.setAlphaF(0.35)
            _arc(painter, box, first, swept, faint, thickness)
            _paint_stripes(painter, box, first, swept, colour, thickness)
        elif status is Status.NO_DATA:
            _paint_stripes(painter, box, first, swept, colour, thickness * 0.6)
        else:
            _arc(painter, box, first, swept, colour, thickness)
        start += span


def _arc(painter: QPainter, box: QRectF, start: float, span: float, colour: QColor, width: float) -> None:
    """An arc clockwise from twelve o'clock; degrees."""
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawArc(box, round((90.0 - start) * 16), round(-span * 16))


def _paint_stripes(
    painter: QPainter, box: QRectF, start: float, span: float, colour: QColor, width: float
) -> None:
    """An arc in dashes about four pixels long, however great the ring."""
    dash = 4.0 / (box.width() / 2) * 180.0 / math.pi
    count = max(1, round(span / (1.75 * dash)))
    for number in range(count):
        _arc(painter, box, start + number * span / count, span / count / 1.75, colour, width)


def _paint_number(painter: QPainter, mark: Mark, tokens: Tokens) -> None:
    room = 2 * (mark.radius - _thickness(mark)) - 2.0
    size = min(0.92 * (mark.radius - _thickness(mark)) + 2.0, room / max(len(mark.text), 1) * 1.62, 17.0)
    painter.setFont(font(max(size, 8.0), QFont.Weight.Bold))
    painter.setPen(QColor(tokens.text))
    painter.drawText(QRectF(-30.0, -20.0, 60.0, 40.0), Qt.AlignmentFlag.AlignCenter, mark.text)


def _paint_badges(painter: QPainter, mark: Mark, tokens: Tokens) -> None:
    """Worst at one o'clock, the next at five, each on a ground of its own."""
    size = BADGE if mark.radius > 14 else BADGE - 2.0
    for badge, angle in zip(mark.badges, (-45.0, 45.0), strict=False):
        reach = mark.radius + (1.0 if mark.several else -0.5)
        x, y = reach * math.cos(math.radians(angle)), reach * math.sin(math.radians(angle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.marker))
        painter.drawEllipse(QPointF(x, y), size / 2 + 1.4, size / 2 + 1.4)
        paint_status(painter, QRectF(x - size / 2, y - size / 2 - 0.4, size, size), badge, tokens)

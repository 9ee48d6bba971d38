"""The marks that stand for sites: a ring of shares with the number of terminals in it, and its badges.

Each distinct mark is painted once a device pixel ratio and kept; what is alike on screen is one picture.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap

from console.core.status import STATUSES, Status
from console.theme.fonts import font
from console.theme.tokens import Tokens
from console.views.map.allowance import Allowance
from console.views.map.clusters import radius_of, shares
from console.views.map.shapes import paint_status, status_colour
from console.views.map.sites import Ints

PARTS: Final = 48
"""A ring is divided into so many parts: finer than the eye, few enough to share pictures."""
KEPT: Final = 4000
MARGIN: Final = 13.0
BADGE: Final = 13.0
_BADGED: Final = tuple(
    (status, STATUSES.index(status)) for status in (Status.OFFLINE, Status.UNSTABLE, Status.DEGRADED)
)


@dataclass(frozen=True, slots=True)
class Mark:
    """All that a mark looks like: parts of the ring by STATUSES, its number, whether it is several sites, and
    its badges, worst first."""

    parts: tuple[int, ...]
    text: str
    radius: float
    several: bool
    badges: tuple[Status, ...]

    @property
    def reach(self) -> float:
        """From the centre to the outermost line."""
        return self.radius + (4.5 if self.several else 0.5)


def marks(counts: Ints, worst: Ints, several: Sequence[bool], number: Callable[[int], str]) -> Iterator[Mark]:
    """The marks of these rows of counts. `worst`, by STATUSES, may be worse than the counts say: a site's
    verdict is more than its terminals'. `number` writes a number as the country does."""
    parts = shares(counts, PARTS).tolist()
    totals = counts.sum(axis=1)
    columns = (counts.tolist(), parts, totals.tolist(), radius_of(totals).tolist(), worst.tolist(), several)
    for row, ring, total, radius, code, many in zip(*columns, strict=True):
        badges = tuple(status for status, i in _BADGED if row[i] or code == i)[:2]
        yield Mark(tuple(ring), number(total), radius, many, badges)


class Sprites:
    """The marks painted so far, for one theme. A mark is put together from parts that are kept as well."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._kept: dict[tuple[Mark, float], QPixmap] = {}
        self._blanks: dict[tuple[float, bool, Status, bool, float], QPixmap] = {}
        self._badges: dict[tuple[Status, float, float], QPixmap] = {}

    def get(self, mark: Mark, dpr: float, allowance: Allowance) -> QPixmap | None:
        """The picture of a mark, centred; None when it is a new one and this frame's time is spent."""
        kept = self._kept.get((mark, dpr))
        if kept is None and allowance.left:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            kept = self._kept[mark, dpr] = self._painted(mark, dpr)
        return kept

    def blank(self, mark: Mark, worst: Status, dpr: float) -> QPixmap:
        """What stands in for a mark that is not painted yet: all of the worst colour, without number."""
        return self._ground(mark, worst, True, dpr)

    def _painted(self, mark: Mark, dpr: float) -> QPixmap:
        only = next((s for s, n in zip(STATUSES, mark.parts, strict=True) if n == PARTS), None)
        pixmap = self._ground(mark, only or Status.NO_DATA, only is not None, dpr).copy()
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = pixmap.width() / 2 / dpr
        painter.translate(half, half)
        if only is None:
            _paint_ring(painter, mark, self._tokens)
        _paint_number(painter, mark, self._tokens)
        for badge, angle in zip(mark.badges, (-45.0, 45.0), strict=False):
            self._paint_badge(painter, mark, badge, angle, dpr)
        painter.end()
        return pixmap

    def _ground(self, mark: Mark, status: Status, whole: bool, dpr: float) -> QPixmap:
        """The disc under a ring, with the ring itself where it is `whole`, of one status."""
        key = (mark.radius, mark.several, status, whole, dpr)
        if key not in self._blanks:
            pixmap, painter = _canvas(mark.radius + MARGIN, dpr)
            tinted = whole and status is Status.OFFLINE
            _paint_ground(painter, mark, _ground_colour(self._tokens, tinted), self._tokens)
            if whole:
                parts = tuple(PARTS if status is s else 0 for s in STATUSES)
                _paint_ring(painter, replace(mark, parts=parts), self._tokens)
            painter.end()
            self._blanks[key] = pixmap
        return self._blanks[key]

    def _paint_badge(self, painter: QPainter, mark: Mark, badge: Status, angle: float, dpr: float) -> None:
        """Worst at one o'clock, the next at five, each on a ground of its own and outside of the ring, which
        begins there with what is worst."""
        size = BADGE if mark.radius > 14 else BADGE - 2.0
        key = (badge, size, dpr)
        if key not in self._badges:
            pixmap, inner = _canvas(size / 2 + 2.0, dpr)
            inner.setPen(Qt.PenStyle.NoPen)
            inner.setBrush(QColor(self._tokens.marker))
            inner.drawEllipse(QPointF(), size / 2 + 1.4, size / 2 + 1.4)
            paint_status(inner, QRectF(-size / 2, -size / 2 - 0.4, size, size), badge, self._tokens)
            inner.end()
            self._badges[key] = pixmap
        pixmap = self._badges[key]
        reach = mark.radius + (4.0 if mark.several else 2.6)
        half = pixmap.width() / 2 / dpr
        x = round((reach * math.cos(math.radians(angle)) - half) * dpr) / dpr
        y = round((reach * math.sin(math.radians(angle)) - half) * dpr) / dpr
        painter.drawPixmap(QPointF(x, y), pixmap)


def _canvas(half: float, dpr: float) -> tuple[QPixmap, QPainter]:
    """An empty square picture and a painter whose origin is its middle."""
    side = 2 * math.ceil(half * dpr)
    pixmap = QPixmap(side, side)
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(side / 2 / dpr, side / 2 / dpr)
    return pixmap, painter


def _thickness(mark: Mark) -> float:
    return 3.6 + 0.1 * mark.radius


def _paint_ground(painter: QPainter, mark: Mark, ground: QColor, tokens: Tokens) -> None:
    """Set off from the map by a halo; a thin outer ring says: several sites."""
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
    painter.setBrush(ground)
    painter.drawEllipse(QPointF(), mark.radius - 0.6, mark.radius - 0.6)


def _ground_colour(tokens: Tokens, tinted: bool) -> QColor:
    """A site with nothing left online is tinted, so that it is found at a glance."""
    ground, red = QColor(tokens.marker), QColor(tokens.offline)
    if not tinted:
        return ground
    share = 0.28
    return QColor.fromRgbF(
        ground.redF() * (1 - share) + red.redF() * share,
        ground.greenF() * (1 - share) + red.greenF() * share,
        ground.blueF() * (1 - share) + red.blueF() * share,
    )


def _paint_ring(painter: QPainter, mark: Mark, tokens: Tokens) -> None:
    """Clockwise from twelve, worst first. Unstable is striped and no data is broken, to read in grey too."""
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

"""Paints a site as one row of a list: how it does and why, its terminals, its day, its time."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle

from console.core.records import moment
from console.core.session import Session
from console.core.status import Status
from console.models.sites import TROUBLE, Role, SiteRow
from console.theme.fonts import font
from console.theme.theme import Theme
from console.views.delegates.cell import PLAIN, STRONG, CellDelegate, Index, Ink, grown, line_height
from console.views.map.shapes import paint_status
from console.views.widgets.share_bar import paint_shares
from console.views.words import Words

PAD: Final = 16
SHAPE: Final = 16
GAP: Final = 12
DAY: Final = 72
SHARES: Final = 72
LONG_TIME: Final = datetime(2000, 1, 1, 20, 0, tzinfo=UTC)
LONG_MARK: Final = "UTC+10"
MANY: Final = 88
ROOM_FOR_DAY: Final = 440
ROOM_FOR_CLOCK: Final = 340


class SiteDelegate(CellDelegate):
    """For a list of SitesModel. In a narrow list the day goes first, then the local time."""

    def __init__(self, theme: Theme, words: Words, session: Session) -> None:
        super().__init__(theme)
        self._words = words
        self._session = session

    def narrowest(self) -> int:
        return grown(self.theme.tokens, 460)

    def height(self) -> int:
        sizes = self.theme.tokens.type
        return line_height(sizes.body) + line_height(sizes.label) + 22

    def paint_cell(self, ink: Ink, state: QStyle.StateFlag, index: Index) -> None:
        row: SiteRow = index.data(Role.ROW)
        self.surface(ink, state)
        t, box = ink.tokens, ink.cell
        shape = QRectF(box.left() + PAD, box.center().y() - SHAPE / 2, SHAPE, SHAPE)
        paint_status(ink.painter, ink.placed(shape), row.verdict.level, t)
        end = self._trailing(ink, row)
        left = shape.right() + GAP
        first, second = line_height(t.type.body), line_height(t.type.label)
        top = box.top() + (box.height() - first - second - 2) / 2
        room = end - left - GAP
        strong = STRONG if row.verdict.level in TROUBLE else PLAIN
        name = t.text_dim if row.blind else t.text
        ink.text(QRectF(left, top, room, first), row.name, font(t.type.body, strong), name, middle=True)
        why = QRectF(left, top + first + 2, room, second)
        ink.text(why, site_reason(self._words, row), font(t.type.label), t.text_dim)

    def _trailing(self, ink: Ink, row: SiteRow) -> float:
        """What stands at the end of the row; returns where it begins."""
        t, box = ink.tokens, ink.cell
        end = box.right() - PAD
        if box.width() >= grown(t, ROOM_FOR_CLOCK):
            wide = self._wide_as(self._words.clock(LONG_TIME), t.type.label)
            wide = max(wide, self._wide_as(LONG_MARK, t.type.caption))
            end -= wide
            self._clock(ink, row, QRectF(end, box.top(), wide, box.height()))
            end -= GAP
        wide = max(SHARES, self._wide_as(self._words.terminals(MANY), t.type.caption))
        end -= wide
        self._shares(ink, row, QRectF(end, box.top(), wide, box.height()))
        if box.width() >= grown(t, ROOM_FOR_DAY):
            end -= GAP + 4 + DAY
            paint_day(
                ink.painter,
                ink.placed(QRectF(end, box.center().y() - 11, DAY, 22)),
                row.hourly,
                t.no_data if row.blind else t.accent,
            )
        return end

    def _clock(self, ink: Ink, row: SiteRow, box: QRectF) -> None:
        """The time there, and under it which time that is where it is not the operator's."""
        if row.timezone is None:
            return
        t, now = ink.tokens, moment(self._session.now_us())
        clock, mark = self._words.wall_clock(row.timezone, now), self._words.zone_mark(row.timezone, now)
        if not mark:
            ink.text(box, clock, font(t.type.label), t.text_dim, trailing=True)
            return
        first, second = line_height(t.type.label), line_height(t.type.caption)
        top = box.top() + (box.height() - first - second) / 2
        upper = QRectF(box.left(), top, box.width(), first)
        ink.text(upper, clock, font(t.type.label), t.text_dim, trailing=True)
        lower = QRectF(box.left(), top + first, box.width(), second)
        ink.text(lower, mark, font(t.type.caption), t.text_dim, trailing=True)

    def _shares(self, ink: Ink, row: SiteRow, box: QRectF) -> None:
        t = ink.tokens
        words = line_height(t.type.caption)
        top = box.top() + (box.height() - 6 - 5 - words) / 2
        bar = ink.placed(QRectF(box.left(), top, box.width(), 6))
        paint_shares(ink.painter, bar, row.verdict.counts, t, mirrored=ink.mirrored)
        many = self._words.terminals(row.verdict.counts.total)
        below = QRectF(box.left(), top + 11, box.width(), words)
        ink.text(below, many, font(t.type.caption), t.text_dim)

    def _wide_as(self, sample: str, pixels: int) -> int:
        """A column's width: that of the widest text in it, so that all rows line up."""
        return ceil(QFontMetricsF(font(pixels)).horizontalAdvance(sample)) + 1


def site_reason(words: Words, row: SiteRow) -> str:
    """Why a site is as it is. That the edge is not heard is said once for all, not at every site."""
    if row.verdict.reason.code == "no_data" and row.blind:
        return words.status(Status.NO_DATA)
    return words.reason(row.verdict.reason)


def local_clock(words: Words, row: SiteRow, now_us: int) -> str:
    """The time on the site's wall; nothing where its time zone is not known."""
    return "" if row.timezone is None else words.local_time(row.timezone, moment(now_us))


def paint_day(painter: QPainter, box: QRectF, hourly: Sequence[int], colour: str) -> None:
    """Punches an hour as a small line, oldest left whatever the writing direction; flat where there were
    none."""
    if len(hourly) < 2:
        return
    painter.save()
    top = max(*hourly, 1)
    step = box.width() / (len(hourly) - 1)
    ground = box.bottom() - 2
    points = [
        QPointF(box.left() + step * hour, ground - (box.height() - 4) * n / top)
        for hour, n in enumerate(hourly)
    ]
    line = QPainterPath(points[0])
    for before, after in itertools.pairwise(points):
        middle = (before.x() + after.x()) / 2
        line.cubicTo(QPointF(middle, before.y()), QPointF(middle, after.y()), after)
    shade = QColor(colour)
    if any(hourly):
        area = QPainterPath(line)
        area.lineTo(points[-1].x(), box.bottom())
        area.lineTo(points[0].x(), box.bottom())
        area.closeSubpath()
        faint = QColor(shade)
        faint.setAlphaF(0.14)
        painter.fillPath(area, faint)
    else:
        shade.setAlphaF(0.35)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(shade, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPath(line)
    painter.restore()

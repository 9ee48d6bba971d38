"""How rows of a table of records are painted: a shape and a word, a smaller second line, a mark."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle

from console.models.records import RecordColumn, RecordModel, Role, Tone
from console.theme.fonts import font
from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.delegates.cell import Index, Ink, line_height
from console.views.delegates.row import RowDelegate
from console.views.widgets.tone_bar import paint_tones, tone_colour

PAD: Final = 10
SHAPE: Final = 12
BOX: Final = 16
BAR: Final = 6
MARK: Final = BOX + PAD
"""What a mark takes of the first column."""


class RecordDelegate(RowDelegate):
    """One cell each; `paint_ground` and `paint_ring` are for whole rows. `marking`: whether rows have a box
    to mark them by."""

    def __init__(self, theme: Theme, model: RecordModel[Any], *, marking: bool) -> None:
        super().__init__(theme)
        self._model = model
        self._tall = any(column.second is not None or column.shares is not None for column in model.columns)
        self.marking = marking
        self.first = 0
        """The section that stands first: it holds the mark."""
        self.aged = False
        """Nobody knows how things are now."""

    def height(self) -> int:
        t = self.theme.tokens.type
        return line_height(t.body) + (line_height(t.label) + 20 if self._tall else 18)

    def paint_cell(self, ink: Ink, state: QStyle.StateFlag, index: Index) -> None:
        record, column = index.data(Role.RECORD), self._model.columns[index.column()]
        box = ink.cell.adjusted(PAD, 0, -PAD, 0)
        if self.marking and index.column() == self.first:
            on = self._model.is_marked(index.data(Role.KEY))
            paint_box(ink.painter, ink.placed(box), on, ink.tokens, mirrored=ink.mirrored)
            box = box.adjusted(MARK, 0, 0, 0)
        self._lines(ink, box, record, column)

    def width_of(self, record: Any, column: RecordColumn[Any]) -> int:
        """How wide a column must be to show this record whole, without its mark."""
        t = self.theme.tokens.type
        wide = QFontMetricsF(font(t.body)).horizontalAdvance(column.text(record))
        if column.second is not None:
            wide = max(wide, QFontMetricsF(font(t.label)).horizontalAdvance(column.second(record)))
        if column.tone is not None and column.tone(record) is not Tone.NONE:
            wide += SHAPE + 7
        return round(wide) + 2 * PAD + 2

    def _lines(self, ink: Ink, box: QRectF, record: Any, column: RecordColumn[Any]) -> None:
        t = ink.tokens
        tone = column.tone(record) if column.tone is not None else Tone.NONE
        quiet = self.aged or tone is Tone.QUIET
        if tone is not Tone.NONE:
            place = QRectF(box.left(), box.center().y() - SHAPE / 2, SHAPE, SHAPE)
            second = column.second(record) if column.second is not None else ""
            if second:
                place.moveTop(self._two(box)[0].center().y() - SHAPE / 2)
            paint_tone(ink.painter, ink.placed(place), tone, t, quiet=self.aged)
            box = box.adjusted(SHAPE + 7, 0, 0, 0)
        words, colour = column.text(record), t.text_dim if quiet else t.text
        under = column.second(record) if column.second is not None else ""
        shares = column.shares(record) if column.shares is not None else ()
        upper, lower = self._two(box) if under or shares else (box, box)
        how = {"trailing": column.figures, "middle": column.code}
        ink.text(upper, words, font(t.type.body), colour, **how)
        if under:
            ink.text(lower, under, font(t.type.label), t.text_dim, trailing=column.figures)
        elif shares:
            bar = QRectF(lower.left(), lower.center().y() - BAR / 2, lower.width(), BAR)
            paint_tones(ink.painter, ink.placed(bar), shares, t, mirrored=ink.mirrored, quiet=self.aged)

    def _two(self, box: QRectF) -> tuple[QRectF, QRectF]:
        t = self.theme.tokens
        first, second = line_height(t.type.body), line_height(t.type.label)
        top = box.top() + (box.height() - first - second - 1) / 2
        upper = QRectF(box.left(), top, box.width(), first)
        return upper, QRectF(box.left(), top + first + 1, box.width(), second)


def paint_box(painter: QPainter, box: QRectF, on: bool, t: Tokens, *, mirrored: bool) -> None:
    """The box that shows whether a row is marked, at the leading edge of its first cell."""
    left = box.right() - BOX if mirrored else box.left()
    place = QRectF(left, round(box.center().y() - BOX / 2), BOX, BOX)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(t.accent if on else t.border_strong), 1.5))
    painter.setBrush(QColor(t.accent) if on else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
    if on:
        tick = icon_pixmap("check", 12, painter.device().devicePixelRatioF(), t.on_accent)
        painter.drawPixmap(QPointF(place.left() + 2, place.top() + 2), tick)


def paint_tone(painter: QPainter, box: QRectF, tone: Tone, t: Tokens, *, quiet: bool = False) -> None:
    """The shape of a tone: a dot is well, a ring waits, an arc is under way, a diamond wants care, a triangle
    is wrong, a line is of no concern. As statuses have them on the map."""
    colour = QColor(t.no_data if quiet else tone_colour(tone, t))
    inner = box.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    match tone:
        case Tone.GOOD:
            painter.drawEllipse(inner)
        case Tone.BAD:
            painter.drawPolygon(
                [QPointF(inner.center().x(), inner.top()), inner.bottomRight(), inner.bottomLeft()]
            )
        case Tone.CARE:
            middle = inner.center()
            painter.drawPolygon(
                [
                    QPointF(middle.x(), inner.top()),
                    QPointF(inner.right(), middle.y()),
                    QPointF(middle.x(), inner.bottom()),
                    QPointF(inner.left(), middle.y()),
                ]
            )
        case Tone.QUIET:
            painter.drawRect(QRectF(inner.left(), inner.center().y() - 1, inner.width(), 2))
        case Tone.BUSY | Tone.WAITING:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 2))
            if tone is Tone.WAITING:
                painter.drawEllipse(inner)
            else:
                painter.drawArc(inner, 90 * 16, -270 * 16)

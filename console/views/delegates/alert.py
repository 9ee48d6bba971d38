"""How the rows of the table of alerts are painted: two lines a cell, what is over struck out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen
from PySide6.QtWidgets import QStyle

from console.core.alerts import Severity
from console.models.alert_columns import COLUMNS, NUMBERS, AlertRow, Column
from console.models.alerts import Role
from console.theme.fonts import font
from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.alert_shapes import HIGH, paint_severity, paint_strip, strip_width
from console.views.alert_words import AlertWords
from console.views.delegates.cell import PLAIN, STRONG, Index, Ink, line_height
from console.views.delegates.row import RowDelegate

PAD: Final = 10
SHAPE: Final = 16
ICON: Final = 14
INDENT: Final = 22


def row_height(tokens: Tokens) -> int:
    """In logical pixels."""
    return line_height(tokens.type.body) + line_height(tokens.type.label) + 20


class AlertDelegate(RowDelegate):
    """One cell each; `paint_ground` and `paint_ring` are for whole rows."""

    def __init__(self, theme: Theme, words: AlertWords) -> None:
        super().__init__(theme)
        self._words = words
        self.aged = False
        """Nobody knows how things are now."""

    def height(self) -> int:
        return row_height(self.theme.tokens)

    def paint_cell(self, ink: Ink, state: QStyle.StateFlag, index: Index) -> None:
        row: AlertRow = index.data(Role.ROW)
        column = COLUMNS[index.column()]
        box = ink.cell.adjusted(PAD, 0, -PAD, 0)
        match column:
            case Column.SEVERITY:
                self._severity(ink, box, row)
            case Column.ALERT:
                self._alert(ink, box, row)
            case Column.STAGE:
                self._stage(ink, box, row)
            case _:
                self._lines(ink, box, row, column)

    # -- cells
    # ----------------------------------------------------------------------------------------------------

    def widest_severity(self) -> int:
        """How wide a column must be to name every severity whole, pixels."""
        face = QFontMetricsF(font(self.theme.tokens.type.body, STRONG))
        return (
            round(max(face.horizontalAdvance(self._words.severity(each)) for each in Severity))
            + SHAPE
            + 8
            + 2 * PAD
        )

    def _severity(self, ink: Ink, box: QRectF, row: AlertRow) -> None:
        t, severity = ink.tokens, row.alert.severity
        if row.depth:
            return
        shape = QRectF(box.left(), box.center().y() - SHAPE / 2, SHAPE, SHAPE)
        quiet = row.alert.over or self.aged
        paint_severity(ink.painter, ink.placed(shape), severity, t, quiet=quiet)
        face = font(t.type.body, STRONG if severity is Severity.CRITICAL and not row.alert.over else PLAIN)
        words = box.adjusted(SHAPE + 8, 0, 0, 0)
        ink.text(words, self._words.severity(severity), face, t.text_dim if quiet else t.text)

    def _alert(self, ink: Ink, box: QRectF, row: AlertRow) -> None:
        t, alert = ink.tokens, row.alert
        if row.depth:
            box = box.adjusted(INDENT, 0, 0, 0)
            shape = QRectF(box.left(), box.center().y() - ICON / 2, ICON, ICON)
            paint_severity(ink.painter, ink.placed(shape), alert.severity, t, quiet=alert.over or self.aged)
            box = box.adjusted(ICON + 8, 0, 0, 0)
        elif row.under:
            self._chevron(ink, box, row)
            box = box.adjusted(ICON + 6, 0, 0, 0)
        upper, lower = self._two(box)
        taken = 0.0
        if row.under:
            taken = self._chip(ink, upper, self._words.alerts(row.under))
        done = alert.over or alert.acknowledged
        face = font(t.type.body, PLAIN if done or row.depth else STRONG)
        if alert.over:
            face.setStrikeOut(True)
        colour = t.text_dim if alert.over else t.text
        ink.text(upper.adjusted(0, 0, -taken, 0), self._words.title(alert), face, colour)
        ink.text(lower, self._words.reason(alert), font(t.type.label), t.text_dim)

    def _chevron(self, ink: Ink, box: QRectF, row: AlertRow) -> None:
        folded = "chevron-left" if ink.mirrored else "chevron-right"
        place = ink.placed(QRectF(box.left(), box.center().y() - ICON / 2, ICON, ICON))
        dpr = ink.painter.device().devicePixelRatioF()
        name = folded if row.folded else "chevron-down"
        ink.painter.drawPixmap(place.topLeft(), icon_pixmap(name, ICON, dpr, ink.tokens.text_dim))

    def _chip(self, ink: Ink, box: QRectF, words: str) -> float:
        """How many alerts are under this one; returns how much room that takes."""
        t = ink.tokens
        face = font(t.type.caption, QFont.Weight.DemiBold)
        wide = QFontMetricsF(face).horizontalAdvance(words) + 14
        high = line_height(t.type.caption) + 3
        place = ink.placed(QRectF(box.right() - wide, box.center().y() - high / 2, wide, high))
        ink.painter.setPen(QPen(QColor(t.border), 1))
        ink.painter.setBrush(QColor(t.raised))
        ink.painter.drawRoundedRect(place, high / 2, high / 2)
        ink.painter.setFont(face)
        ink.painter.setPen(QColor(t.text_dim))
        ink.painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)
        return wide + 8

    def _lines(self, ink: Ink, box: QRectF, row: AlertRow, column: Column) -> None:
        t, trailing = ink.tokens, column in NUMBERS
        first, second = self._words.text(row, column), self._words.second(row, column)
        quiet = row.alert.over or row.depth
        colour = t.text_dim if quiet else t.text
        if not second:
            ink.text(box, first, font(t.type.body), colour, trailing=trailing)
            return
        upper, lower = self._two(box)
        ink.text(upper, first, font(t.type.body), colour, trailing=trailing)
        ink.text(lower, second, font(t.type.label), t.text_dim, trailing=trailing)

    def _stage(self, ink: Ink, box: QRectF, row: AlertRow) -> None:
        """How it stands, and under it how its terminal came and went."""
        cells = self._words.cells(row.alert)
        if not cells:
            self._lines(ink, box, row, Column.STAGE)
            return
        t = ink.tokens
        upper, lower = self._two(box)
        words = self._words.text(row, Column.STAGE)
        ink.text(upper, words, font(t.type.body), t.text_dim if row.alert.over or row.depth else t.text)
        wide = strip_width(len(cells))
        place = ink.placed(QRectF(lower.left(), lower.center().y() - HIGH / 2, wide, HIGH))
        ink.painter.setOpacity(0.45 if row.alert.over or self.aged else 1.0)
        paint_strip(ink.painter, QPointF(place.left(), round(place.top())), cells, ink.tokens)
        ink.painter.setOpacity(1.0)

    def _two(self, box: QRectF) -> tuple[QRectF, QRectF]:
        t = self.theme.tokens
        first, second = line_height(t.type.body), line_height(t.type.label)
        top = box.top() + (box.height() - first - second - 1) / 2
        upper = QRectF(box.left(), top, box.width(), first)
        return upper, QRectF(box.left(), top + first + 1, box.width(), second)

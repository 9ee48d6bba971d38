"""How the rows and headings of the table of terminals are painted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPen, QStaticText
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from console.core.status import Status
from console.models.device_columns import COLUMNS, NUMBERS, PLACE, Column, Terminal
from console.models.devices import DeviceModel, Gathering, Group, Row
from console.models.marks import Marks
from console.theme.fonts import font
from console.theme.icons import icon_pixmap
from console.theme.palette import mix
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.delegates.record import MARK, paint_box
from console.views.delegates.status import paint_shape, troubled
from console.views.device_words import DeviceWords
from console.views.widgets.share_bar import paint_shares

PAD: Final = 12
ICON: Final = 16
SHARES: Final = 64
RADIUS: Final = 6
KEPT_TEXTS: Final = 8_192
NAMES: Final = frozenset({Column.NAME, Column.SITE})
"""Often begin alike in one fleet; what tells them apart is at the end."""

Index = QModelIndex | QPersistentModelIndex


def row_height(tokens: Tokens) -> int:
    """In logical pixels."""
    return max(36, round(tokens.type.body * 2.8))


class DeviceDelegate(QStyledItemDelegate):
    """One cell each; `paint_ground` and `paint_heading` are for whole rows, before the cells."""

    def __init__(self, theme: Theme, model: DeviceModel, words: DeviceWords, marks: Marks) -> None:
        super().__init__(model)
        self._model = model
        self._marks = marks
        self.marking = False
        """Whether rows have a box that shows if they are marked."""
        self.first = PLACE[Column.STATUS]
        """The section that stands first: it holds the box."""
        self._words = words
        self._texts: dict[tuple[str, int, int], QStaticText] = {}
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._model.row(index.row())
        if isinstance(row, Group):
            return
        rect = option.rect  # pyright: ignore[reportAttributeAccessIssue]  # the binding hides its members
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft  # pyright: ignore[reportAttributeAccessIssue]
        column = COLUMNS[index.column()]
        box = QRectF(rect).adjusted(PAD, 0, -PAD, 0)
        if self.marking and index.column() == self.first:
            paint_box(painter, box, row.device.id in self._marks, self._tokens, mirrored=mirrored)
            box = _after(box, MARK, mirrored)
        text = self._words.text(row, column)
        if column is Column.STATUS:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = paint_shape(painter, box, row.status, self._tokens, mirrored=mirrored)
            face = self._strong if troubled(row.status) else self._body
            self._write(painter, box, text, face, self._text, mirrored)
            return
        plain = column is Column.NAME and row.status is not Status.NO_DATA
        colour = self._text if plain else self._dim
        cut = Qt.TextElideMode.ElideMiddle if column in NAMES else Qt.TextElideMode.ElideRight
        self._write(painter, box, text, self._body, colour, mirrored is not (column in NUMBERS), cut)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.width_of(self._model.row(index.row()), COLUMNS[index.column()]), self._height)

    def width_of(self, row: Row, column: Column) -> int:
        """Wide enough for the whole cell; of a heading nothing, because it has the whole row."""
        if isinstance(row, Group):
            return 0
        box = MARK if self.marking and PLACE[column] == self.first else 0
        return round(self._wanted(row, column)) + 2 * PAD + 2 + box

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The whole text where it is cut, and what there is to say beyond it."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        row, column = self._model.row(index.row()), COLUMNS[index.column()]
        room = option.rect.width() - 2 * PAD  # pyright: ignore[reportAttributeAccessIssue]
        whole = self._words.heading(row) if isinstance(row, Group) else self._words.text(row, column)
        cut = isinstance(row, Group) or self._wanted(row, column) > room
        tips = [whole if cut else "", self._words.tooltip(row, column)]
        QToolTip.showText(event.globalPos(), "\n".join(filter(None, tips)), view)
        return True

    # -- whole rows
    # ---------------------------------------------------------------------------------------------------

    def paint_ground(self, painter: QPainter, row: QRectF, *, selected: bool) -> None:
        """Behind the row that is selected or pointed at."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._selected if selected else self._hover)
        painter.drawRoundedRect(row, RADIUS, RADIUS)

    def paint_ring(self, painter: QPainter, row: QRectF) -> None:
        """Around the row where the keyboard is."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._focus, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), RADIUS - 1, RADIUS - 1)

    def paint_heading(self, painter: QPainter, row: QRectF, group: Group, *, pointed: bool) -> None:
        """A group across the whole row, whatever the columns: chevron, shape, name, why, how many."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._hover if pointed else self._raised)
        painter.drawRoundedRect(row.adjusted(0, 2, 0, -2), RADIUS, RADIUS)
        box = row.adjusted(PAD - 4, 0, -PAD, 0) if not mirrored else row.adjusted(PAD, 0, 4 - PAD, 0)
        box = self._chevron(painter, box, group, mirrored)
        status = Status.PENDING if group.of is Gathering.WAITING else None
        status = status if group.verdict is None else group.verdict.level
        if status is not None:
            box = paint_shape(painter, box, status, self._tokens, mirrored=mirrored)
        box = self._amount(painter, box, group, mirrored)
        used = self._write(painter, box, self._words.title(group), self._strong, self._text, mirrored)
        box = _after(box, used + PAD, mirrored)
        self._write(painter, box, self._words.why(group), self._label, self._dim, mirrored)

    def _chevron(self, painter: QPainter, box: QRectF, group: Group, mirrored: bool) -> QRectF:
        folded = "chevron-left" if mirrored else "chevron-right"
        left = box.right() - ICON if mirrored else box.left()
        picture = icon_pixmap(
            folded if group.folded else "chevron-down",
            ICON,
            painter.device().devicePixelRatioF(),
            self._dim.name(),
        )
        painter.drawPixmap(QPointF(left, round(box.center().y() - ICON / 2)), picture)
        return _after(box, ICON + 8, mirrored)

    def _amount(self, painter: QPainter, box: QRectF, group: Group, mirrored: bool) -> QRectF:
        """At the end of a heading; returns what is left of the row."""
        used = self._write(painter, box, self._words.many(group), self._label, self._dim, not mirrored)
        box = _after(box, used + PAD, not mirrored)
        if group.verdict is None or box.width() < 4 * SHARES:
            return box
        left = box.left() if mirrored else box.right() - SHARES
        bar = QRectF(left, round(box.center().y()) - 3, SHARES, 6)
        paint_shares(painter, bar, group.verdict.counts, self._tokens, mirrored=mirrored)
        return _after(box, SHARES + PAD, not mirrored)

    # -- texts
    # --------------------------------------------------------------------------------------------------------

    def _wanted(self, row: Terminal, column: Column) -> float:
        """How wide the text of a cell is, pixels."""
        text = self._words.text(row, column)
        if column is Column.STATUS:
            return QFontMetricsF(self._strong).horizontalAdvance(text) + 22
        return QFontMetricsF(self._body).horizontalAdvance(text)

    def _write(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        face: QFont,
        colour: QColor,
        right: bool,
        cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> float:
        """One line at the left or right edge of a box, shortened where it is too long. Returns how wide it
        became."""
        room = int(box.width())
        if not text or room <= 0:
            return 0.0
        laid = self._laid(text, room, face, cut)
        size = laid.size()
        left = box.right() - size.width() if right else box.left()
        painter.setFont(face)
        painter.setPen(colour)
        painter.drawStaticText(QPointF(left, box.top() + (box.height() - size.height()) / 2), laid)
        return size.width()

    def _laid(self, text: str, room: int, face: QFont, cut: Qt.TextElideMode) -> QStaticText:
        """The layout of a text in so much room."""
        which = (text, room, id(face))
        known = self._texts.get(which)
        if known is None:
            if len(self._texts) >= KEPT_TEXTS:
                self._texts.clear()
            known = QStaticText(QFontMetricsF(face).elidedText(text, cut, room))
            known.setTextFormat(Qt.TextFormat.PlainText)
            known.prepare(font=face)
            self._texts[which] = known
        return known

    def _wear(self, tokens: Tokens) -> None:
        self._texts.clear()
        self._tokens = tokens
        self._height = row_height(tokens)
        self._body = font(tokens.type.body)
        self._strong = font(tokens.type.body, QFont.Weight.DemiBold)
        self._label = font(tokens.type.label)
        self._text, self._dim = QColor(tokens.text), QColor(tokens.text_dim)
        self._focus, self._selected = QColor(tokens.focus), QColor(tokens.selected)
        self._hover = QColor(mix(tokens.hover, tokens.panel, 0.6))
        self._raised = QColor(tokens.raised)


def _after(box: QRectF, taken: float, mirrored: bool) -> QRectF:
    """A box without what its leading edge has already been used for."""
    return box.adjusted(0, 0, -taken, 0) if mirrored else box.adjusted(taken, 0, 0, 0)

"""The rows of the palette: what stands in them and how they are painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from console.commands.search import Entry
from console.commands.words import CommandWords
from console.theme.fonts import font
from console.theme.icons import icon_pixmap
from console.theme.tokens import Tokens, TypeScale
from console.views.direction import own_way

ROW: Final = 36
HEADING: Final = 32
"""Heights at the usual size of text."""
ICON: Final = 18
EDGE: Final = 20
"""From the panel's edge to what stands in a row."""
INSET: Final = 8
"""From the panel's edge to the ground of the chosen row."""
CAP_GAP: Final = 4
STROKE_GAP: Final = 8

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """A heading, or an entry with the places of its title that matched."""

    heading: str = ""
    entry: Entry | None = None
    emphasis: tuple[int, ...] = ()


class Rows(QAbstractListModel):
    """What the list shows now."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self._words = CommandWords(self)

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.rows[index.row()]
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if row.entry else Qt.ItemFlag(0)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.entry.title if row.entry else row.heading
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def _spoken(self, row: Row) -> str:
        if row.entry is None:
            return row.heading
        shortcut = self._words.shortcut(row.entry.shortcut) if row.entry.shortcut else ""
        return ", ".join(part for part in (row.entry.title, row.entry.subtitle, shortcut) if part)


class RowPainter(QStyledItemDelegate):
    """Icon, title with the matched letters emphasised, dim subtitle; at the trailing side the shortcut.

    `inset` is what the trailing side leaves free: less beside a scroll bar.
    """

    PADDING: Final = 6

    def __init__(self, tokens: Tokens, words: CommandWords, parent: QObject) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.inset = INSET
        self._words = words

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self.height(heading=_row(index).entry is None))

    def height(self, *, heading: bool = False) -> int:
        """Of a row, at the present size of text."""
        return round((HEADING if heading else ROW) * self.tokens.type.body / TypeScale().body)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = _row(index)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]  # missing in the stubs
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        direction: Qt.LayoutDirection = option.direction  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = RowPen(painter, rect, direction, self.tokens, self.inset)
        if row.entry is None:
            pen.heading(row.heading)
        else:
            pen.ground(
                chosen=bool(state & QStyle.StateFlag.State_Selected),
                hovered=bool(state & QStyle.StateFlag.State_MouseOver),
            )
            pen.entry(row.entry, row.emphasis, self._words)
        painter.restore()


def _row(index: Index) -> Row:
    model = index.model()
    assert isinstance(model, Rows)
    return model.rows[index.row()]


class RowPen:
    """Paints one row as if it were read from left to right; what it paints is mirrored where it is not."""

    def __init__(
        self, painter: QPainter, row: QRect, direction: Qt.LayoutDirection, tokens: Tokens, inset: int
    ) -> None:
        self._painter = painter
        self._row = row
        self._direction = direction
        self._tokens = tokens
        self._inset = inset
        self._leading = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft)

    def heading(self, text: str) -> None:
        self._painter.setFont(font(self._tokens.type.caption, QFont.Weight.DemiBold))
        self._painter.setPen(QColor(self._tokens.text_dim))
        box = self._at(EDGE, self._row.width() - 2 * EDGE).adjusted(0, 0, 0, -6)
        self._painter.drawText(box, self._leading | Qt.AlignmentFlag.AlignBottom, text)

    def ground(self, *, chosen: bool, hovered: bool) -> None:
        if chosen or hovered:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(QColor(self._tokens.selected if chosen else self._tokens.hover))
            box = self._at(INSET, self._row.width() - INSET - self._inset)
            self._painter.drawRoundedRect(box, 6, 6)

    def entry(self, entry: Entry, emphasis: tuple[int, ...], words: CommandWords) -> None:
        tokens, start = self._tokens, EDGE
        end = self._row.width() - self._inset - (EDGE - INSET)
        if entry.icon:
            dpr = self._painter.device().devicePixelRatioF()
            box = self._at(start, ICON)
            self._painter.drawPixmap(
                box.left(),
                box.center().y() - ICON // 2 + 1,
                icon_pixmap(entry.icon, ICON, dpr, tokens.text_dim),
            )
        start += ICON + 12
        if entry.shortcut:
            end = self._caps(words.caps(entry.shortcut), end) - 12
        start += self._title(entry.title, emphasis, start, end - start) + 10
        if entry.subtitle and end - start > 40:
            face = font(tokens.type.label)
            shown = QFontMetrics(face).elidedText(entry.subtitle, Qt.TextElideMode.ElideRight, end - start)
            self._painter.setFont(face)
            self._painter.setPen(QColor(tokens.text_dim))
            box = self._at(start, end - start)
            self._painter.drawText(box, self._leading | Qt.AlignmentFlag.AlignVCenter, own_way(shown))

    def _at(self, x: int, width: int) -> QRect:
        """So much of the row, from so far after its leading edge."""
        box = QRect(self._row.left() + x, self._row.top(), width, self._row.height())
        return QStyle.visualRect(self._direction, self._row, box)

    def _title(self, title: str, emphasis: tuple[int, ...], x: int, room: int) -> int:
        """Gives the width it took."""
        face = font(self._tokens.type.body)
        shown = QFontMetrics(face).elidedText(title, Qt.TextElideMode.ElideRight, room)
        layout = QTextLayout(shown, face)
        option = QTextOption()
        option.setTextDirection(self._direction)
        option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.setFormats(self._formats(shown, emphasis))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(room)
        layout.endLayout()
        width = min(room, int(line.naturalTextWidth()) + 1)
        box = self._at(x, width)
        self._painter.setPen(QColor(self._tokens.text))
        layout.draw(self._painter, QPointF(box.left(), box.top() + (box.height() - line.height()) / 2))
        return width

    def _formats(self, shown: str, emphasis: tuple[int, ...]) -> list[QTextLayout.FormatRange]:
        look = QTextCharFormat()
        look.setForeground(QColor(self._tokens.accent))
        if not shown or not shown.isascii():
            # another weight would part the letters of joined scripts
            look.setFontUnderline(True)
        else:
            look.setFontWeight(QFont.Weight.DemiBold)
        ranges = []
        for place in emphasis:
            if place < len(shown):
                one = QTextLayout.FormatRange()
                one.start, one.length, one.format = place, 1, look  # pyright: ignore[reportAttributeAccessIssue]
                ranges.append(one)
        return ranges

    def _caps(self, strokes: tuple[tuple[str, ...], ...], end: int) -> int:
        """Keys, from the trailing edge inwards; those of one stroke from left to right in any language.
        Gives where they begin."""
        face = font(self._tokens.type.caption)
        metrics = QFontMetrics(face)
        height = self._tokens.type.caption + 8
        self._painter.setFont(face)
        for stroke in reversed(strokes):
            widths = [max(20, metrics.horizontalAdvance(key) + 12) for key in stroke]
            together = sum(widths) + CAP_GAP * (len(widths) - 1)
            end -= together
            left = self._at(end, together).left()
            for key, width in zip(stroke, widths, strict=True):
                self._cap(QRect(left, self._row.center().y() - height // 2, width, height), key)
                left += width + CAP_GAP
            end -= STROKE_GAP
        return end + STROKE_GAP

    def _cap(self, box: QRect, key: str) -> None:
        self._painter.setPen(QPen(QColor(self._tokens.border), 1.0))
        self._painter.setBrush(QColor(self._tokens.raised))
        self._painter.drawRoundedRect(box, 4, 4)
        self._painter.setPen(QColor(self._tokens.text_dim))
        self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)

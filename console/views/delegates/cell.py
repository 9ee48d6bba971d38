"""What painted cells share: a surface that shows hover, selection and focus, and text that fits, mirrored
where one reads from right to left.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from console.theme.fonts import font
from console.theme.theme import Theme
from console.theme.tokens import Tokens, TypeScale
from console.views.direction import own_way

Index = QModelIndex | QPersistentModelIndex

STRONG: Final = QFont.Weight.DemiBold
PLAIN: Final = QFont.Weight.Normal


def grown(tokens: Tokens, pixels: int) -> int:
    """A width that holds text, grown with the size of text that the user chose."""
    return round(pixels * tokens.type.body / TypeScale().body)


def line_height(pixels: int) -> int:
    """Of one line of text of a size, whole pixels."""
    return round(QFontMetricsF(font(pixels)).height())


class Ink:
    """Paints in one cell. Boxes are given as for left-to-right; `mirrored` turns them over."""

    def __init__(self, painter: QPainter, cell: QRectF, tokens: Tokens, *, mirrored: bool) -> None:
        self.painter = painter
        self.cell = cell
        self.tokens = tokens
        self.mirrored = mirrored

    def placed(self, box: QRectF) -> QRectF:
        """Where a box really is."""
        if not self.mirrored:
            return box
        turned = QRectF(box)
        turned.moveRight(self.cell.left() + self.cell.right() - box.left())
        return turned

    def text(
        self,
        box: QRectF,
        words: str,
        face: QFont,
        colour: str,
        *,
        trailing: bool = False,
        middle: bool = False,
    ) -> float:
        """One line in the middle of the box's height, cut with … at its end, or in its `middle`, where it
        does not fit. Returns how wide it became."""
        metrics = QFontMetricsF(face)
        mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        shown = own_way(metrics.elidedText(words, mode, box.width()))
        right = trailing is not self.mirrored
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self.painter.setFont(face)
        self.painter.setPen(QColor(colour))
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        self.painter.drawText(self.placed(box), int(flags) | int(Qt.TextFlag.TextSingleLine), shown)
        return metrics.horizontalAdvance(shown)

    def focus_ring(self, box: QRectF, radius: float) -> None:
        width = float(self.tokens.space.focus_width)
        self.painter.setPen(QPen(QColor(self.tokens.focus), width))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = width / 2
        self.painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)

    def middle(self, box: QRectF, width: float, height: float) -> QRectF:
        """A smaller box in the middle of one."""
        centre: QPointF = box.center()
        return QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)


class CellDelegate(QStyledItemDelegate):
    """Paints cells of the size in `cell`, so many abreast as `columns`, which the list decides."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.cell = QSize(1, 1)
        self.columns = 1

    def narrowest(self) -> int:
        """How narrow a cell may be, pixels."""
        return 200

    def height(self) -> int:
        """Pixels."""
        return 40

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft  # pyright: ignore[reportAttributeAccessIssue]
        box = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        state = option.state  # pyright: ignore[reportAttributeAccessIssue]
        try:
            self.paint_cell(Ink(painter, box, self.theme.tokens, mirrored=mirrored), state, index)
        finally:
            painter.restore()

    def paint_cell(self, ink: Ink, state: QStyle.StateFlag, index: Index) -> None:
        """Paint what is at an index."""
        raise TypeError(f"{type(self).__name__} does not say what its cells look like")

    def surface(self, ink: Ink, state: QStyle.StateFlag) -> None:
        """The ground of a row: shows that it is selected, pointed at, where the keyboard is."""
        t = self.theme.tokens
        box = ink.cell.adjusted(4, 1, -4, -1)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            ink.painter.setPen(Qt.PenStyle.NoPen)
            ink.painter.setBrush(QColor(t.selected if selected else t.hover))
            ink.painter.drawRoundedRect(box, t.space.radius, t.space.radius)
        if has_keyboard(state):
            ink.focus_ring(box, t.space.radius)


def has_keyboard(state: QStyle.StateFlag) -> bool:
    """Whether the keyboard is at a cell, and in its list."""
    wanted = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Active
    return state & wanted == wanted

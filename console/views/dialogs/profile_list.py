"""The connections there are, to choose one: its colour, its name and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from console.core.profiles import Profile
from console.theme.fonts import font
from console.theme.theme import Theme
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label

ROW: Final = 52
STRIPE: Final = 4
_PROFILE: Final = Qt.ItemDataRole.UserRole


class ProfileList(QWidget):
    """Signals: `chosen(Profile | None)` when another one is current, None for a new one; `opened(Profile)`
    when one shall be connected to at once.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = QListWidget(self)
        self.rows.setItemDelegate(_ProfileRow(theme, self.rows))
        self.rows.setAccessibleName(self.tr("Connections"))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setMouseTracking(True)
        self.rows.currentItemChanged.connect(self._current_changed)
        self.rows.itemDoubleClicked.connect(lambda item: self.opened.emit(item.data(_PROFILE)))
        self.add = Button(self.tr("New connection"), self, kind="quiet", theme=theme, icon_name="plus")
        self.add.clicked.connect(lambda: self.choose(None))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 20, 12, 12)
        column.setSpacing(8)
        title = label(self.tr("Connections"), "section", self)
        title.setContentsMargins(8, 0, 8, 0)
        column.addWidget(title)
        column.addWidget(self.rows, 1)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)

    def show_profiles(self, profiles: Sequence[Profile]) -> None:
        """List them anew; none is current afterwards, and nothing is told."""
        self.rows.blockSignals(True)
        self.rows.clear()
        for profile in profiles:
            item = QListWidgetItem(profile.name, self.rows)
            item.setData(_PROFILE, profile)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{profile.name}, {host_of(profile.url)}")
            item.setToolTip(profile.url)
        self.rows.setCurrentRow(-1)
        self.rows.blockSignals(False)

    def choose(self, profile_id: str | None) -> None:
        """Make one current, or none: a new one is being made."""
        self.rows.setCurrentRow(self._row_of(profile_id))

    @property
    def current(self) -> Profile | None:
        item = self.rows.currentItem()
        return item.data(_PROFILE) if item is not None else None

    def _row_of(self, profile_id: str | None) -> int:
        for row in range(self.rows.count()):
            if self.rows.item(row).data(_PROFILE).id == profile_id:
                return row
        return -1

    def _current_changed(self, item: QListWidgetItem | None) -> None:
        if item is None:
            self.rows.clearSelection()
        self.chosen.emit(item.data(_PROFILE) if item is not None else None)


class _ProfileRow(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        sizes = self._theme.tokens.type
        return QSize(120, max(ROW, round((sizes.body + sizes.label) * 1.36) + 16))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        t = self._theme.tokens
        profile: Profile = index.data(_PROFILE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)  # pyright: ignore[reportAttributeAccessIssue]
        state = option.state  # pyright: ignore[reportAttributeAccessIssue]
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(t.selected))
            painter.drawRoundedRect(box, 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(t.hover))
            painter.drawRoundedRect(box, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.focus), t.space.focus_width))
            painter.drawRoundedRect(box, 6, 6)
        self._paint_words(painter, box, profile, option.direction)  # pyright: ignore[reportAttributeAccessIssue]
        painter.restore()

    def _paint_words(
        self, painter: QPainter, box: QRectF, profile: Profile, direction: Qt.LayoutDirection
    ) -> None:
        t = self._theme.tokens
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        mirrored = direction is Qt.LayoutDirection.RightToLeft
        stripe = QRectF(0, box.top() + 10, STRIPE, box.height() - 20)
        stripe.moveLeft(box.right() - 8 - STRIPE if mirrored else box.left() + 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(profile.colour or t.border))
        painter.drawRoundedRect(stripe, 2, 2)
        room = box.adjusted(8, 6, -20, -6) if mirrored else box.adjusted(20, 6, -8, -6)
        name, host = font(t.type.body), font(t.type.label)
        name.setWeight(name.Weight.DemiBold)
        align = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        align |= Qt.AlignmentFlag.AlignAbsolute
        upper = QRectF(room.left(), room.top(), room.width(), room.height() / 2)
        for line, face, colour, text in (
            (upper, name, t.text, profile.name),
            (upper.translated(0, room.height() / 2), host, t.text_dim, host_of(profile.url)),
        ):
            painter.setFont(face)
            painter.setPen(QColor(colour))
            shown = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, int(align | Qt.AlignmentFlag.AlignVCenter), shown)


def host_of(url: str) -> str:
    """An address as it is called: host and port."""
    return urlsplit(url).netloc

"""Boxes that open on a press: one of a list, a day. In our colours, with our chevron."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QDate, QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QListView, QWidget

from console.theme.icons import icon_pixmap
from console.theme.theme import Theme

CHEVRON = 14
BESIDE = 8


class Picker(QComboBox):
    """One of a list; the value behind each is its data."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setView(QListView(self))  # the plain list of a combo box takes no style
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(16)
        theme.changed.connect(self.update)

    def offer(self, options: Iterable[tuple[object, str]]) -> None:
        """These values under these names; what was chosen stays so if it is among them."""
        chosen = self.currentData()
        blocked = self.blockSignals(True)
        self.clear()
        for value, name in options:
            self.addItem(name, value)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(blocked)

    def choose(self, value: object) -> bool:
        """Show this one; whether there is such a one."""
        place = self.findData(value)
        if place >= 0:
            self.setCurrentIndex(place)
        return place >= 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_chevron(self, self._theme)


class DayEdit(QDateEdit):
    """A day, written or taken from a calendar."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(QDate.currentDate(), parent)
        self._theme = theme
        self.setCalendarPopup(True)
        self.setDisplayFormat(self.tr("d MMM yyyy"))
        self.setAccessibleName(name)
        self.setToolTip(name)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_chevron(self, self._theme)


def paint_chevron(widget: QWidget, theme: Theme) -> None:
    """At the trailing edge, over what the style has painted."""
    painter = QPainter(widget)
    left = (
        BESIDE
        if widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
        else (widget.width() - BESIDE - CHEVRON)
    )
    t = theme.tokens
    colour = t.text_dim if widget.isEnabled() else t.text_disabled
    pixmap = icon_pixmap("chevron-down", CHEVRON, widget.devicePixelRatioF(), colour)
    painter.drawPixmap(QPointF(left, (widget.height() - CHEVRON) / 2), pixmap)
    painter.end()

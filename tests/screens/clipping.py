"""Finds words that a window has no room for: what a picture shows, said in words."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from console.views.widgets.labels import WrappedLabel

SLACK = 1.5
CUT = "cut"
"""The property of a picture that tells what is cut in it."""


def clipped(window: QWidget) -> Iterator[str]:
    """What is in sight and cut, one line each."""
    for widget in (window, *window.findChildren(QWidget)):
        if widget.isVisibleTo(window) and not widget.visibleRegion().isEmpty():
            missing = _missing(widget)
            if missing:
                place = widget.mapTo(window, QPoint(0, 0)) if widget is not window else QPoint(0, 0)
                yield f"{type(widget).__name__} at {place.x()},{place.y()}: {missing}"


def _missing(widget: QWidget) -> str:
    match widget:
        case QLabel() if widget.text() and widget.pixmap().isNull():
            room = widget.contentsRect()
            if widget.wordWrap() or isinstance(widget, WrappedLabel):
                high = widget.heightForWidth(widget.width())
                return _said(widget.text(), high, widget.height(), "high") if high > 0 else ""
            if widget.textFormat() is Qt.TextFormat.RichText or "<" in widget.text():
                return _said(widget.text(), widget.sizeHint().width(), widget.width(), "wide")
            lines = widget.text().split("\n")
            wide = max(widget.fontMetrics().horizontalAdvance(line) for line in lines)
            return _said(widget.text(), wide, room.width(), "wide")
        case QAbstractButton() if widget.text():
            return _said(widget.text(), widget.sizeHint().width(), widget.width(), "wide")
        case QComboBox() if widget.currentText() and not widget.isEditable():
            return _said(widget.currentText(), widget.minimumSizeHint().width(), widget.width(), "wide")
        case QLineEdit() if widget.placeholderText() and not widget.text():
            wide = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
            return _said(widget.placeholderText(), wide, widget.width() - 16, "wide")
        case _:
            return ""


def _said(text: str, wanted: float, room: float, way: str) -> str:
    return "" if wanted <= room + SLACK else f"{text!r} is {wanted:.0f} {way}, has {room:.0f}"

"""Puts another style sheet on what is seen, and on the rest when it is shown.

Qt works a style sheet out for every widget anew, and nine out of ten of ours are on pages that nobody sees at
the moment: to dress them all would hold the window up for longer than a change of look may take.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

_POLISHED: Final = Qt.WidgetAttribute.WA_WState_Polished
_OWN_STYLE: Final = Qt.WidgetAttribute.WA_SetStyle


class Dresser(QObject):
    """Dresses an application. What was hidden then is told apart by not being polished any more."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self._application = application

    def dress(self, palette: QPalette, style_sheet: str) -> None:
        """What is hidden looks so from its next show on."""
        with self._only_what_is_seen():
            # Taken off before the other one is put on: to change one into the other, Qt works out every
            # widget again for each widget that it is in.
            self._application.setStyleSheet("")
            self._application.setPalette(palette)
            self._application.setStyleSheet(style_sheet)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget):
            watched.removeEventFilter(self)
            for widget in (watched, *watched.findChildren(QWidget)):
                if not widget.testAttribute(_POLISHED):
                    widget.setAttribute(_POLISHED, True)
                    widget.style().polish(widget)
                    QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        return False

    @contextmanager
    def _only_what_is_seen(self) -> Iterator[None]:
        """Of what is hidden, Qt thinks meanwhile that it is not polished yet and has a style of its own."""
        hidden = [widget for widget in self._application.allWidgets() if not widget.isVisible()]
        for widget in hidden:
            widget.setAttribute(_POLISHED, False)
            widget.setAttribute(_OWN_STYLE, True)
        try:
            yield
        finally:
            for widget in hidden:
                widget.setAttribute(_OWN_STYLE, False)
                parent = widget.parentWidget()
                if widget.isWindow() or parent is None or parent.isVisible():
                    widget.installEventFilter(self)

"""Secrets in the clipboard do not stay there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

CLEARED_MS: Final = 30_000
HINTS: Final = {
    "x-kde-passwordManagerHint": b"secret",
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": b"\x00\x00\x00\x00",
    "application/x-nspasteboard-concealed-type": b"1",
}
"""Ask the clipboard histories of KDE, Windows and macOS to look away."""


class _Forgetter(QObject):
    """Clears what was copied last, if it is still there. Lives as long as the application."""

    def __init__(self, application: QObject) -> None:
        super().__init__(application)
        self._text = ""
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self.clear)

    def copied(self, text: str, after_ms: int) -> None:
        self._text = text
        self._due.start(after_ms)

    def clear(self) -> None:
        self._due.stop()
        clipboard = QGuiApplication.clipboard()
        if self._text and clipboard.text() == self._text:
            clipboard.clear(QClipboard.Mode.Clipboard)
        self._text = ""


def copy_secret(text: str, after_ms: int = CLEARED_MS) -> None:
    """Copy a key or a password; half a minute later it is gone, unless something else was copied since."""
    mime = QMimeData()
    mime.setText(text)
    for name, hint in HINTS.items():
        mime.setData(name, hint)
    QGuiApplication.clipboard().setMimeData(mime)
    _forgetter().copied(text, after_ms)


def clear_secret() -> None:
    """The same now: the console locks or ends."""
    _forgetter().clear()


def _forgetter() -> _Forgetter:
    application = QGuiApplication.instance()
    assert application is not None, "there is no clipboard without an application"
    known = application.findChild(_Forgetter)
    return known if known is not None else _Forgetter(application)

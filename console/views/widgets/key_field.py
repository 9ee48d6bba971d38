"""A field that takes keys as they are pressed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console.commands.keys import WINDOW_S, Stroke
from console.commands.words import CommandWords
from console.theme.palette import mix
from console.theme.theme import Theme
from console.views.keys import BARE, stroke_of
from console.views.widgets.labels import label

HEIGHT: Final = 40


def key_caps(keys: tuple[str, ...], parent: QWidget | None = None) -> QWidget:
    """The keys of one stroke, from left to right in any language."""
    box = QWidget(parent)
    box.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for key in keys:
        cap = label(key, "key", box)
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
        cap.setMinimumWidth(22)
        row.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
    return box


class KeyField(QFrame):
    """Shows the keys of a command. Pressed, or asked to `record`, it waits for new ones: one stroke, or a
    character and a second stroke soon after. Esc and Tab leave everything as it was.

    Signals: `pressed(keys)` as shortcuts are written, `recording_changed(bool)`.
    """

    pressed = Signal(str)
    recording_changed = Signal(bool)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._words = CommandWords(self)
        self._keys = ""
        self._first: Stroke | None = None
        self._recording = False
        self.setMinimumHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 12, 4)
        self._row.setSpacing(6)
        self._patience = QTimer(self, singleShot=True, interval=round(WINDOW_S * 1000))
        self._patience.timeout.connect(self._enough)
        self._show()
        theme.changed.connect(self.update)

    @property
    def recording(self) -> bool:
        return self._recording

    def set_keys(self, keys: str) -> None:
        """Show these; "" for none. What was being pressed is dropped."""
        self._keys = keys
        self._record(False)

    def record(self) -> None:
        """Wait for keys."""
        self.setFocus()
        self._record(True)

    # -- what is pressed

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._recording:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._take(event):
            return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> bool:
        """Whether the key was for us."""
        pressed = stroke_of(event, QGuiApplication.platformName())
        if not self._recording:
            if pressed is not None and str(pressed) in ("Enter", "Space"):
                self._record(True)
                return True
            return False
        if event.key() in BARE or event.isAutoRepeat() or pressed is None:
            return True
        if pressed.key in ("Esc", "Tab") and not (pressed.ctrl or pressed.alt or pressed.meta):
            self._record(False)
            return pressed.key == "Esc"
        if self._first is not None:
            self._done(f"{self._first} {pressed}")
        elif pressed.is_character:
            self._first = pressed
            self._patience.start()
            self._show()
        else:
            self._done(str(pressed))
        return True

    def _enough(self) -> None:
        if self._first is not None:
            self._done(str(self._first))

    def _done(self, keys: str) -> None:
        self._record(False)
        self.pressed.emit(keys)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.record()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._record(False)

    # -- what is shown

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self._recording or self.hasFocus()
        width = float(t.space.focus_width) if lit else 1.0
        painter.setPen(QPen(QColor(t.accent if self._recording else t.focus if lit else t.border), width))
        painter.setBrush(QColor(mix(t.accent, t.raised, 0.08) if self._recording else t.raised))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        painter.end()

    def _record(self, recording: bool) -> None:
        turned = recording is not self._recording
        self._recording, self._first = recording, None
        self._patience.stop()
        self._show()
        self.update()
        if turned:
            self.recording_changed.emit(recording)

    def _show(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        keys = str(self._first) if self._first is not None else "" if self._recording else self._keys
        if keys:
            for place, stroke in enumerate(self._words.caps(keys)):
                if place:
                    self._row.addWidget(label(self.tr("then", "keys"), "caption", self))
                self._row.addWidget(key_caps(stroke, self))
        said = self._said()
        self._row.addWidget(label(said, "dim", self), 1)
        spoken = self._words.shortcut(keys) if keys else ""
        self.setAccessibleName(f"{self._name}: {spoken or said}")

    def _said(self) -> str:
        if self._first is not None:
            return self.tr("then another key, or wait")
        if self._recording:
            return self.tr("Press the new keys. Esc leaves it as it is.")
        return "" if self._keys else self.tr("No keys")

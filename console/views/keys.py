"""Runs commands by their shortcuts in a window.

Whoever has the keyboard keeps the keys it needs, by Qt's own rule: it accepts their ShortcutOverride. Text
fields keep every character besides. Dialogs and open menus keep everything.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from console.commands.keys import WINDOW_S, KeySequence, Stroke, latin_character, stroke
from console.commands.registry import Registry

NAMES: Final = {
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Tab",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Delete: "Del",
    Qt.Key.Key_Insert: "Ins",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_PageUp: "PageUp",
    Qt.Key.Key_PageDown: "PageDown",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    **{Qt.Key(Qt.Key.Key_F1.value + i): f"F{i + 1}" for i in range(12)},
}
BARE: Final = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_Mode_switch,
)
"""Keys that are only held beside others: they neither run anything nor end a sequence."""


EDITING: Final = frozenset("ACVXYZ")
"""What Ctrl makes of these letters is the text's own wherever one writes."""


def stroke_of(event: QKeyEvent, platform: str) -> Stroke | None:
    """The stroke that a press of a key is; None for a key that none can be told of."""
    held = event.modifiers()
    ctrl = bool(held & Qt.KeyboardModifier.ControlModifier)
    alt = bool(held & Qt.KeyboardModifier.AltModifier)
    shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
    meta = bool(held & Qt.KeyboardModifier.MetaModifier)
    name = NAMES.get(Qt.Key(event.key()))
    if name is not None:
        return stroke(name, ctrl=ctrl, alt=alt, shift=shift, meta=meta)
    text = event.text()
    if ctrl and alt and text.isprintable() and text:
        ctrl = alt = False  # Windows tells AltGr as these two
    character = latin_character(text, event.key(), event.nativeVirtualKey(), event.nativeScanCode(), platform)
    if character is None:
        return None
    return stroke(character, ctrl=ctrl, alt=alt, shift=shift, meta=meta)


def keeps(widget: QWidget, event: QKeyEvent, pressed: Stroke) -> bool:
    """Whether the widget that has the keyboard needs a key for itself."""
    if pressed.is_character and _writes(widget):
        return True
    plain = _writes(widget) and not widget.property("keysOfItsOwn")
    if plain and pressed.ctrl and not pressed.alt and len(pressed.key) == 1:
        return pressed.key in EDITING  # some systems edit by Ctrl+E and Ctrl+K too: here these are ours
    if isinstance(widget, QAbstractButton) and pressed.key in ("Space", "Enter"):
        return True
    if isinstance(widget, QComboBox | QAbstractSlider | QTabBar) and len(pressed.key) > 1:
        return not (pressed.modifiers or pressed.key == "Esc" or pressed.key.startswith("F"))
    question = QKeyEvent(
        QEvent.Type.ShortcutOverride, event.key(), event.modifiers(), event.text(), event.isAutoRepeat()
    )
    question.ignore()
    QCoreApplication.sendEvent(widget, question)
    return question.isAccepted()


def _writes(widget: QWidget) -> bool:
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox):
        return not widget.isReadOnly()
    return False


class CommandKeys(QObject):
    """The shortcuts of one window.

    Signals: `waiting` with the stroke that waits for a second one ("G"), and "" when it does not any more.
    """

    waiting = Signal(str)

    def __init__(
        self, window: QWidget, registry: Registry, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(window)
        self._registry = registry
        self._window = window
        self._clock = clock
        self._sequence = KeySequence()
        self._hint = ""
        self._repeating = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(round(WINDOW_S * 1000))
        self._patience.timeout.connect(self._give_up)
        self._door: QWindow | None = None
        window.installEventFilter(self)
        self._find_door()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() in (QEvent.Type.Show, QEvent.Type.WinIdChange):
                self._find_door()
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
            self._give_up()
            return False
        return self._press(event)

    def _find_door(self) -> None:
        """Stand where the system hands keys in, before any widget sees them."""
        door = self._window.windowHandle()
        if door is not self._door:
            self._door = door
            if door is not None:
                door.installEventFilter(self)

    def _press(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            return self._repeating
        if event.key() in BARE:
            return False
        focused = self._window.focusWidget() or self._window
        pressed = stroke_of(event, QGuiApplication.platformName())
        if pressed is None or keeps(focused, event, pressed):
            self._repeating = False
            self._give_up()
            return False
        outcome = self._sequence.press(pressed, self._clock(), self._registry.shortcuts.keys())
        self._repeating = outcome.taken
        self._tell_waiting()
        if outcome.shortcut is not None:
            self._repeating = self._registry.run(self._registry.shortcuts[outcome.shortcut].id)
        return self._repeating

    def _give_up(self) -> None:
        self._sequence.forget()
        self._tell_waiting()

    def _tell_waiting(self) -> None:
        first = self._sequence.waiting(self._clock())
        hint = "" if first is None else str(first)
        if hint:
            self._patience.start()
        if hint != self._hint:
            self._hint = hint
            self.waiting.emit(hint)

"""Keys pressed in a window run its commands, unless somebody in it needs them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from console.commands.keys import WINDOW_S, stroke
from console.commands.registry import Command, Group, Registry
from console.views.keys import CommandKeys, stroke_of

SHORTCUTS = ("Ctrl+K", "G M", "/", "?", "F5", "End", "Esc", "X", "Shift+X", "Space", "Ctrl+A")
KEYS = Qt.Key
NONE, SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Desk:
    """A window with one widget in it, and what its commands were asked to do."""

    def __init__(self, qtbot: QtBot, widget: QWidget) -> None:
        self.ran: list[str] = []
        self.possible = True
        self.now = 0.0
        self.hints: list[str] = []
        self.registry = Registry()
        for written in SHORTCUTS:
            self.registry.add(self._command(written))
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        centre = QWidget()
        QVBoxLayout(centre).addWidget(widget)
        self.window.setCentralWidget(centre)
        self.keys = CommandKeys(self.window, self.registry, lambda: self.now)
        self.keys.waiting.connect(self.hints.append)
        self.window.show()
        widget.setFocus()
        assert self.window.focusWidget() is widget

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """As the system does it: to the window, not to a widget."""
        QTest.keyClick(self.window.windowHandle(), key, held)

    def _command(self, written: str) -> Command:
        return Command(
            written,
            written,
            Group.GO,
            run=lambda: self.ran.append(written),
            shortcut=written,
            enabled=lambda: self.possible,
        )


def press_everything(desk: Desk) -> None:
    desk.press(KEYS.Key_K, CONTROL)
    desk.press(KEYS.Key_G)
    desk.press(KEYS.Key_M)
    desk.press(KEYS.Key_Slash)
    desk.press(KEYS.Key_Question, SHIFT)
    for key in (KEYS.Key_F5, KEYS.Key_End, KEYS.Key_Escape, KEYS.Key_X):
        desk.press(key)
    desk.press(KEYS.Key_X, SHIFT)
    desk.press(KEYS.Key_Space)
    desk.press(KEYS.Key_A, CONTROL)


def table(rows: int, columns: int) -> QTableWidget:
    """As the console has them: nothing is typed into its cells."""
    made = QTableWidget(rows, columns)
    made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    return made


def editable_box() -> QComboBox:
    box = QComboBox()
    box.setEditable(True)
    return box


def test_every_shortcut_works_while_a_table_has_the_keyboard(qtbot: QtBot) -> None:
    desk = Desk(qtbot, table(3, 3))
    press_everything(desk)
    assert desk.ran == list(SHORTCUTS)


@pytest.mark.parametrize("field", [QLineEdit, QPlainTextEdit, QTextEdit, editable_box, QSpinBox])
def test_a_text_field_keeps_characters_and_editing_keys(qtbot: QtBot, field: Callable[[], QWidget]) -> None:
    desk = Desk(qtbot, field())
    press_everything(desk)
    assert desk.ran == ["Ctrl+K", "F5", "Esc"]


def test_a_text_field_writes_what_it_keeps(qtbot: QtBot) -> None:
    field = QLineEdit()
    desk = Desk(qtbot, field)
    for key in (KEYS.Key_G, KEYS.Key_M, KEYS.Key_Slash, KEYS.Key_Space, KEYS.Key_X):
        desk.press(key)
    assert field.text() == "gm/ x"


def test_a_field_that_is_only_read_does_not_keep_letters(qtbot: QtBot) -> None:
    field = QPlainTextEdit("a log")
    field.setReadOnly(True)
    desk = Desk(qtbot, field)
    desk.press(KEYS.Key_G)
    desk.press(KEYS.Key_M)
    assert desk.ran == ["G M"]


def test_space_presses_a_button_that_has_the_keyboard(qtbot: QtBot) -> None:
    button = QPushButton("Go")
    desk = Desk(qtbot, button)
    with qtbot.waitSignal(button.clicked):
        desk.press(KEYS.Key_Space)
    assert desk.ran == []


def test_a_list_of_choices_keeps_the_keys_that_move_in_it(qtbot: QtBot) -> None:
    box = QComboBox()
    box.addItems(["one", "two", "three"])
    desk = Desk(qtbot, box)
    desk.press(KEYS.Key_End)
    desk.press(KEYS.Key_F5)
    assert box.currentText() == "three"
    assert desk.ran == ["F5"]


def test_a_widget_keeps_what_it_says_it_needs(qtbot: QtBot) -> None:
    class Layered(QWidget):
        def event(self, event: QEvent) -> bool:
            if (
                event.type() == QEvent.Type.ShortcutOverride
                and isinstance(event, QKeyEvent)
                and event.key() == KEYS.Key_Escape
            ):
                event.accept()
                return True
            return super().event(event)

    layered = Layered()
    layered.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    desk = Desk(qtbot, layered)
    desk.press(KEYS.Key_Escape)
    desk.press(KEYS.Key_X)
    assert desk.ran == ["X"]


def test_a_dialog_over_the_window_keeps_everything(qtbot: QtBot) -> None:
    desk = Desk(qtbot, table(1, 1))
    dialog = QDialog(desk.window)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    press_everything(desk)
    QTest.keyClick(dialog.windowHandle(), KEYS.Key_K, CONTROL)
    assert desk.ran == []
    dialog.close()
    desk.press(KEYS.Key_K, CONTROL)
    assert desk.ran == ["Ctrl+K"]


def test_the_second_key_of_a_sequence_is_awaited_for_a_moment(qtbot: QtBot) -> None:
    desk = Desk(qtbot, table(1, 1))
    desk.press(KEYS.Key_G)
    assert desk.hints == ["G"]
    desk.now = WINDOW_S + 0.1
    desk.press(KEYS.Key_M)
    assert desk.ran == []
    assert desk.hints == ["G", ""]
    desk.press(KEYS.Key_G)
    desk.now += WINDOW_S - 0.1
    desk.press(KEYS.Key_M)
    assert desk.ran == ["G M"]


def test_the_hint_goes_by_itself(qtbot: QtBot) -> None:
    desk = Desk(qtbot, table(1, 1))
    desk.press(KEYS.Key_G)
    with qtbot.waitSignal(desk.keys.waiting, timeout=3000) as told:
        desk.now = WINDOW_S + 0.1
    assert told.args == [""]


def test_a_key_held_down_runs_its_command_once(qtbot: QtBot) -> None:
    desk = Desk(qtbot, table(1, 1))
    desk.press(KEYS.Key_F5)
    again = QKeyEvent(QEvent.Type.KeyPress, KEYS.Key_F5, NONE, "", True)
    QCoreApplication.sendEvent(desk.window.windowHandle(), again)
    assert desk.ran == ["F5"]


def test_keys_of_what_cannot_be_done_stay_with_the_widget(qtbot: QtBot) -> None:
    cells = table(1, 4)
    desk = Desk(qtbot, cells)
    cells.setCurrentCell(0, 0)
    desk.possible = False
    desk.press(KEYS.Key_End)
    assert desk.ran == []
    assert cells.currentColumn() == 3


def test_commands_that_come_later_have_their_keys(qtbot: QtBot) -> None:
    desk = Desk(qtbot, table(1, 1))
    late = Command("late", "Late", Group.GO, run=lambda: desk.ran.append("late"), shortcut="L")
    desk.registry.add(late)
    desk.press(KEYS.Key_L)
    desk.registry.remove(late)
    desk.press(KEYS.Key_L)
    assert desk.ran == ["late"]


def arabic(key: int, text: str, held: Qt.KeyboardModifier, scan: int, virtual: int) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, held, scan, virtual, 0, text)


def test_shortcuts_work_with_an_arabic_layout_on() -> None:
    noon = arabic(0x646, "ن", NONE, 45, 0x5E6)
    assert stroke_of(noon, "xcb") == stroke("K")
    assert stroke_of(arabic(0x646, "", CONTROL, 37, ord("K")), "windows") == stroke("K", ctrl=True)
    assert stroke_of(arabic(KEYS.Key_K.value, "\x0b", CONTROL, 45, 0x5E6), "xcb") == stroke("K", ctrl=True)


def test_a_character_made_with_altgr_is_that_character() -> None:
    held = CONTROL | ALT
    assert stroke_of(QKeyEvent(QEvent.Type.KeyPress, KEYS.Key_Slash, held, "/"), "windows") == stroke("/")
    assert stroke_of(QKeyEvent(QEvent.Type.KeyPress, KEYS.Key_K, held, "\x0b"), "xcb") == stroke(
        "K", ctrl=True, alt=True
    )


def test_a_bare_modifier_does_not_end_a_sequence(qtbot: QtBot) -> None:
    desk = Desk(qtbot, table(1, 1))
    desk.press(KEYS.Key_G)
    desk.press(KEYS.Key_Shift)
    desk.press(KEYS.Key_M)
    assert desk.ran == ["G M"]

"""Changing keys: find a command, press others, be warned of what they would take, go back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from console.commands.keymap import Bound
from console.commands.registry import Command, Group, Registry
from console.theme.theme import Look, Theme
from console.views.dialogs.keys_editor import KeysEditor
from console.views.menus import MenuBar

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def command(id: str, title: str, shortcut: str | None, group: str = Group.GO) -> Command:
    return Command(id, title, group, run=lambda: None, shortcut=shortcut)


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Look.DARK)


@pytest.fixture
def registry() -> Registry:
    registry = Registry()
    registry.add(
        command("go.map", "Map", "G M"),
        command("go.devices", "Devices", "G D"),
        command("help.palette", "Find anything", "Ctrl+K", Group.HELP),
        command("help.about", "About", None, Group.HELP),
    )
    return registry


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def editor(window: QMainWindow, theme: Theme, registry: Registry) -> KeysEditor:
    bound = [*(Bound("", it) for it in registry.all()), Bound("alerts", command("alerts.mark", "Mark", "X"))]
    made = KeysEditor(theme, registry, bound, {"alerts": "Alerts"}, window)
    made.open()
    made.activateWindow()
    return made


def find(editor: KeysEditor, typed: str) -> None:
    editor.search.setFocus()
    editor.search.setText(typed)
    QTest.keyClick(editor.search, KEYS.Key_Return)
    assert editor.field.recording


def press(editor: KeysEditor, key: KEYS, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(editor.field, key, held)


def titles(editor: KeysEditor) -> list[str]:
    return [row.entry.title for row in editor.rows.rows if row.entry is not None]


def test_all_commands_are_there_those_of_pages_under_their_name(editor: KeysEditor) -> None:
    assert titles(editor) == ["Map", "Devices", "Find anything", "About", "Mark"]
    assert [row.heading for row in editor.rows.rows if row.heading] == ["Go", "Help", "On the page Alerts"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("devi", ["Devices"]), ("ctrl+k", ["Find anything"]), ("alerts", ["Mark"]), ("g m", ["Map"])],
)
def test_commands_are_found_by_name_page_and_key(editor: KeysEditor, typed: str, found: list[str]) -> None:
    editor.search.setText(typed)
    assert titles(editor) == found


def test_the_keys_pressed_are_the_new_ones_at_once(editor: KeysEditor, registry: Registry) -> None:
    find(editor, "map")
    press(editor, KEYS.Key_1, CONTROL)
    assert registry.get("go.map").shortcut == "Ctrl+1"
    assert not editor.field.recording
    assert "Ctrl+1" in editor.notice.title


def test_two_keys_after_each_other_are_one_shortcut(editor: KeysEditor, registry: Registry) -> None:
    find(editor, "about")
    press(editor, KEYS.Key_G)
    press(editor, KEYS.Key_B)
    assert registry.get("help.about").shortcut == "G B"


def test_a_single_letter_counts_when_no_second_comes(
    editor: KeysEditor, registry: Registry, qtbot: QtBot
) -> None:
    find(editor, "about")
    press(editor, KEYS.Key_B)
    assert registry.get("help.about").shortcut is None
    qtbot.waitUntil(lambda: registry.get("help.about").shortcut == "B", timeout=30_000)


def test_esc_and_tab_leave_the_keys_as_they_are(editor: KeysEditor, registry: Registry) -> None:
    for key in (KEYS.Key_Escape, KEYS.Key_Tab):
        find(editor, "map")
        press(editor, key)
        assert registry.get("go.map").shortcut == "G M"
        assert not editor.field.recording
        assert editor.isVisible()


def test_keys_that_are_used_name_who_uses_them_and_are_not_taken_unasked(
    editor: KeysEditor, registry: Registry
) -> None:
    find(editor, "about")
    press(editor, KEYS.Key_K, CONTROL)
    assert "Find anything" in editor.notice.words
    assert registry.get("help.about").shortcut is None
    editor.first.click()
    assert registry.get("help.about").shortcut == "Ctrl+K"
    assert registry.get("help.palette").shortcut is None


def test_keys_of_a_page_that_is_not_in_front_are_guarded_too(
    editor: KeysEditor, registry: Registry, qtbot: QtBot
) -> None:
    find(editor, "about")
    press(editor, KEYS.Key_X)
    qtbot.waitUntil(editor.notice.isVisible, timeout=30_000)
    assert "“Mark” on the page Alerts" in editor.notice.words
    editor.second.click()
    assert editor.field.recording


def test_keys_that_move_about_are_refused(editor: KeysEditor, registry: Registry) -> None:
    find(editor, "map")
    press(editor, KEYS.Key_Down)
    assert "cannot be used" in editor.notice.title
    assert registry.get("go.map").shortcut == "G M"


def test_one_goes_back_to_what_it_came_with_and_so_do_all(editor: KeysEditor, registry: Registry) -> None:
    find(editor, "map")
    press(editor, KEYS.Key_F9)
    find(editor, "devi")
    press(editor, KEYS.Key_F8)
    editor.reset.click()
    assert registry.get("go.devices").shortcut == "G D"
    editor.reset_all.click()
    assert registry.get("go.map").shortcut == "G M"
    assert not editor.reset_all.isEnabled()
    editor.first.click()
    assert registry.get("go.map").shortcut == "F9", "undone"


def test_a_command_can_have_no_keys(editor: KeysEditor, registry: Registry) -> None:
    find(editor, "map")
    press(editor, KEYS.Key_Escape)
    editor.remove.click()
    assert registry.get("go.map").shortcut is None
    assert not editor.remove.isEnabled()


async def test_menus_show_the_changed_keys(
    editor: KeysEditor, registry: Registry, theme: Theme, window: QMainWindow
) -> None:
    bar = MenuBar(registry, theme, window)
    find(editor, "map")
    press(editor, KEYS.Key_F9)
    bar.refresh()
    assert next(action.text() for action in bar.menu(Group.GO).actions()) == "Map\tF9"

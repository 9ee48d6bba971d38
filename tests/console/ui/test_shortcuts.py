"""The sheet of shortcuts says what the registry has."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from console.commands.registry import Command, Group, Registry
from console.theme.theme import Look, Theme
from console.views.dialogs.shortcuts import ShortcutSheet


def command(id: str, title: str, group: str, shortcut: str | None, *keywords: str) -> Command:
    return Command(id, title, group, run=lambda: None, shortcut=shortcut, keywords=keywords)


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    """One for all: dressing the application anew costs more than any of these tests."""
    return Theme(qapp, Look.DARK)


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def sheet(window: QMainWindow, theme: Theme) -> ShortcutSheet:
    registry = Registry()
    registry.add(
        command("page.map", "Map", Group.GO, "G M", "atlas"),
        command("page.devices", "Devices", Group.GO, "G D"),
        command("help.palette", "Find anything", Group.HELP, "Ctrl+K"),
        command("help.about", "About", Group.HELP, None),
        command("file.new", "New window", Group.FILE, None),
    )
    made = ShortcutSheet(theme, registry, window)
    made.open()
    return made


def words(sheet: QWidget) -> list[str]:
    """What can be read, but for headings."""
    labels = sheet.findChildren(QLabel)
    return [
        label.text()
        for label in labels
        if label.isVisible() and label.property("role") in ("", None) and label.text()
    ]


def caps(sheet: QWidget) -> list[str]:
    return [
        label.text()
        for label in sheet.findChildren(QLabel)
        if label.isVisible() and label.property("role") == "key"
    ]


def headings(sheet: QWidget) -> set[str]:
    labels = sheet.findChildren(QLabel)
    return {label.text() for label in labels if label.isVisible() and label.property("role") == "section"}


def test_every_command_that_has_a_shortcut_is_there_by_group(sheet: ShortcutSheet) -> None:
    assert sorted(words(sheet)) == ["Devices", "Find anything", "Map"]
    assert headings(sheet) == {"Go", "Help"}


def test_keys_are_written_as_they_stand_on_the_keyboard(sheet: ShortcutSheet) -> None:
    assert sorted(caps(sheet)) == sorted(["G", "M", "G", "D", "Ctrl", "K"])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("map", ["Map"]),
        ("atlas", ["Map"]),
        ("ctrl", ["Find anything"]),
        ("ctrl+k", ["Find anything"]),
        ("g d", ["Devices"]),
        ("go", ["Devices", "Map"]),
        ("", ["Devices", "Find anything", "Map"]),
    ],
)
def test_it_is_searched_by_name_by_group_and_by_key(
    sheet: ShortcutSheet, typed: str, found: list[str]
) -> None:
    QTest.keyClicks(sheet.search, typed)
    assert sorted(words(sheet)) == found


def test_groups_without_an_answer_are_hidden_and_nothing_at_all_is_said(sheet: ShortcutSheet) -> None:
    QTest.keyClicks(sheet.search, "map")
    assert headings(sheet) == {"Go"}
    sheet.search.setText("qqq")
    assert headings(sheet) == set()
    said = [label.text() for label in sheet.findChildren(QLabel) if label.isVisible()]
    assert any("“qqq”" in text for text in said)


def test_esc_closes_it_and_it_is_gone(qtbot: QtBot, sheet: ShortcutSheet) -> None:
    with qtbot.waitSignal(sheet.destroyed):
        QTest.keyClick(sheet.search, Qt.Key.Key_Escape)


def test_each_row_is_read_out_as_one(sheet: ShortcutSheet) -> None:
    names = {widget.accessibleName() for widget in sheet.findChildren(QWidget)}
    assert {"Map: G then M", "Find anything: Ctrl+K"} <= names
    assert sheet.search.accessibleName()


def test_a_long_sheet_is_scrolled_by_the_keys_of_the_search_field(qtbot: QtBot, theme: Theme) -> None:
    registry = Registry()
    registry.add(
        *(command(f"c{n}", f"Command {n}", f"Group {n % 3}", f"Ctrl+{chr(192 + n)}") for n in range(21))
    )
    sheet = ShortcutSheet(theme, registry)
    qtbot.addWidget(sheet)
    sheet.resize(sheet.width(), 200)
    sheet.show()
    [scroll] = sheet.findChildren(QScrollArea)
    bar = scroll.verticalScrollBar()
    QTest.keyClick(sheet.search, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(sheet.search, Qt.Key.Key_PageUp)
    assert bar.value() == 0

"""The palette as it is used: by keys, by mouse, by ear."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from console.commands.registry import Command, Group, Registry
from console.commands.search import Entry, ranked
from console.theme.theme import Look, Theme
from console.views.keys import CommandKeys
from console.views.palette import SHORTCUT, Palette

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
CITIES = ("Casablanca - Gate A", "Tanger - Warehouse", "Rabat - Main Entrance", "Fès - Parking")


class Desk:
    """A window with a palette over it, and what was done from it."""

    def __init__(self, qtbot: QtBot, theme: Theme, commands: int = 0) -> None:
        self.ran: list[str] = []
        self.registry = Registry()
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.field = QLineEdit()
        self.window.setCentralWidget(self.field)
        self.window.resize(1200, 800)
        self.theme = theme
        self.palette = Palette(self.theme, self.registry, self.window)
        self.registry.add(
            self.command("help.palette", "Find anything", Group.HELP, SHORTCUT, self.palette.open_palette),
            self.command("page.map", "Map", Group.GO, "G M"),
            self.command("page.overview", "Overview", Group.GO, "G O"),
            self.command("view.refresh", "Refresh", Group.VIEW, "F5"),
            replace(self.command("file.quit", "Quit", Group.FILE, "Ctrl+Q"), grave=True),
            Command("feed.end", "Mark all", Group.FEED, run=self.refuse, enabled=lambda: False),
            *(self.command(f"more.{n}", f"More {n}", Group.SITE, None) for n in range(commands)),
        )
        self.keys = CommandKeys(self.window, self.registry)
        self.window.show()
        self.field.setFocus()

    def command(
        self,
        id: str,
        title: str,
        group: str,
        shortcut: str | None,
        run: Callable[[], object] | None = None,
    ) -> Command:
        done = run or (lambda: self.ran.append(id))
        return Command(id, title, group, run=done, shortcut=shortcut, icon="map", keywords=("atlas",))

    def refuse(self) -> None:
        raise AssertionError("what cannot be done was done")

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window.windowHandle(), key, held)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.palette.input, text)

    def shown(self) -> list[str]:
        return [row.entry.title if row.entry else f"[{row.heading}]" for row in self.palette.rows.rows]

    def current(self) -> str:
        return str(self.palette.list.currentIndex().data())

    def spot(self, title: str) -> QPoint:
        index = self.palette.rows.index(self.shown().index(title))
        return self.palette.list.visualRect(index).center()


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    """One for all: dressing the application anew costs more than any of these tests."""
    return Theme(qapp, Look.DARK)


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme) -> Desk:
    return Desk(qtbot, theme)


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.press(KEYS.Key_K, CONTROL)
    assert desk.palette.isVisible()
    return desk


def test_its_shortcut_opens_it_with_the_keyboard_in_it_and_closes_it_again(opened: Desk) -> None:
    assert opened.window.focusWidget() is opened.palette.input
    opened.press(KEYS.Key_K, CONTROL)
    assert not opened.palette.isVisible()
    assert opened.window.focusWidget() is opened.field


def test_nothing_typed_shows_everything_that_can_be_done_by_group(opened: Desk) -> None:
    assert opened.shown() == [
        "[Go]", "Map", "Overview", "[View]", "Refresh", "[Help]", "Find anything", "[File]", "Quit",
    ]  # fmt: skip
    assert opened.current() == "Map"


def test_what_ends_things_is_neither_first_nor_what_enter_does(opened: Desk) -> None:
    opened.type("quit")
    assert opened.current() == "Quit", "who types it wants it"
    opened.press(KEYS.Key_Return)
    assert opened.ran == ["file.quit"]
    opened.palette.open_palette()
    assert opened.shown()[0] == "[Go]", "it was used last, and is not offered for that"
    opened.palette.dismiss()
    opened.registry.remove(*(one for one in opened.registry.all() if one.id != "file.quit"))
    opened.palette.open_palette()
    assert opened.shown() == ["[File]", "Quit"]
    opened.press(KEYS.Key_Return)
    assert opened.ran == ["file.quit"], "nothing was chosen yet"
    opened.press(KEYS.Key_Down)
    assert opened.current() == "Quit"


def test_what_was_used_last_comes_first(opened: Desk) -> None:
    for letters in ("over", "map"):
        opened.type(letters)
        opened.press(KEYS.Key_Return)
        opened.palette.open_palette()
    assert opened.shown()[:4] == ["[Used last]", "Map", "Overview", "[View]"]
    assert opened.palette.recent == ["page.map", "page.overview"]


def test_what_was_used_last_outlives_the_window(desk: Desk) -> None:
    desk.palette.set_recent(["page.overview", "gone.since"])
    desk.palette.open_palette()
    assert desk.shown()[:2] == ["[Used last]", "Overview"]


def test_typing_finds_and_enter_runs(opened: Desk) -> None:
    opened.type("ma")
    assert opened.shown() == ["Map"]
    opened.press(KEYS.Key_Return)
    assert opened.ran == ["page.map"]
    assert not opened.palette.isVisible()
    assert opened.window.focusWidget() is opened.field


def test_groups_and_keywords_are_found_as_well(opened: Desk) -> None:
    opened.type("go")
    assert opened.shown() == ["Map", "Overview"]
    opened.palette.input.clear()
    opened.type("atlas")
    assert "Refresh" in opened.shown()


def test_what_cannot_be_done_now_is_left_out(opened: Desk) -> None:
    opened.type("mark all")
    assert opened.shown() == []
    opened.press(KEYS.Key_Return)
    assert opened.palette.isVisible()


def test_sites_and_terminals_are_found_by_name(desk: Desk) -> None:
    gates = [Entry(city, lambda city=city: desk.ran.append(city), subtitle="DGD92") for city in CITIES]
    desk.palette.add_provider(lambda typed: ranked(typed, gates))
    desk.palette.open_palette()
    assert not set(CITIES) & set(desk.shown())
    desk.type("fes")
    assert desk.shown() == ["Fès - Parking", "Refresh"]
    desk.press(KEYS.Key_Enter)
    assert desk.ran == ["Fès - Parking"]
    assert desk.palette.recent == []


def test_arrows_go_round_and_pass_over_headings(opened: Desk) -> None:
    seen = []
    for _ in range(6):
        seen.append(opened.current())
        opened.press(KEYS.Key_Down)
    assert seen == ["Map", "Overview", "Refresh", "Find anything", "Quit", "Map"]
    opened.press(KEYS.Key_Up)
    opened.press(KEYS.Key_Up)
    assert opened.current() == "Quit"


def test_tab_moves_in_the_list_and_never_out_of_it(opened: Desk) -> None:
    opened.press(KEYS.Key_Tab)
    assert opened.current() == "Overview"
    assert opened.window.focusWidget() is opened.palette.input


def test_pages_go_far_but_not_round(qtbot: QtBot, theme: Theme) -> None:
    desk = Desk(qtbot, theme, commands=40)
    desk.palette.open_palette()
    desk.press(KEYS.Key_PageUp)
    assert desk.current() == "Map"
    for _ in range(9):
        desk.press(KEYS.Key_PageDown)
    assert desk.current() == "Quit"


def test_esc_closes_it_and_does_nothing_else(opened: Desk) -> None:
    back = opened.command("view.back", "Back", Group.VIEW, "Esc")
    opened.registry.add(back)
    opened.press(KEYS.Key_Escape)
    assert not opened.palette.isVisible()
    assert opened.ran == []
    opened.press(KEYS.Key_Escape)
    assert opened.ran == ["view.back"]


def test_while_it_is_open_keys_belong_to_it(opened: Desk) -> None:
    opened.press(KEYS.Key_F5)
    opened.press(KEYS.Key_G)
    opened.press(KEYS.Key_M)
    assert opened.ran == []
    assert opened.palette.input.text() == "gm"


def test_a_click_runs_and_a_click_beside_closes(qtbot: QtBot, opened: Desk) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(opened.palette.list.viewport(), left, pos=opened.spot("[Go]"))
    assert opened.palette.isVisible()
    qtbot.mouseClick(opened.palette.list.viewport(), left, pos=opened.spot("Overview"))
    assert opened.ran == ["page.overview"]
    opened.palette.open_palette()
    qtbot.mouseClick(opened.palette.panel, left, pos=QPoint(20, 20))
    assert opened.palette.isVisible()
    qtbot.mouseClick(opened.palette, left, pos=QPoint(5, 5))
    assert not opened.palette.isVisible()


def test_commands_that_come_while_it_is_open_appear(opened: Desk) -> None:
    opened.registry.add(opened.command("late", "Late", Group.GO, None))
    assert "Late" in opened.shown()


def test_it_covers_the_window_whatever_its_size(qtbot: QtBot, opened: Desk) -> None:
    opened.window.resize(500, 400)
    qtbot.waitUntil(lambda: opened.palette.size() == opened.window.size())
    assert opened.palette.rect().contains(opened.palette.panel.geometry())


def test_nothing_found_says_so(opened: Desk) -> None:
    opened.type("qqq")
    assert opened.shown() == []
    said = opened.palette.panel.findChildren(QLabel)
    assert any("“qqq”" in label.text() and label.isVisible() for label in said)


def test_it_is_read_out(opened: Desk) -> None:
    def name(widget: QWidget) -> str:
        return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)

    assert all(name(one) for one in (opened.palette, opened.palette.input, opened.palette.list))
    opened.type("map")
    assert opened.palette.input.accessibleDescription() == "Map, Go, G then M"


def test_both_looks_and_both_directions_are_painted(opened: Desk) -> None:
    opened.type("map")

    def picture() -> bytes:
        return bytes(opened.palette.panel.grab().toImage().constBits())

    dark = picture()
    opened.theme.set_look(Look.LIGHT)
    light = picture()
    opened.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    mirrored = picture()
    opened.theme.set_look(Look.DARK)
    assert len({dark, light, mirrored}) == 3


def test_it_opens_and_finds_at_once_among_five_thousand_terminals(qtbot: QtBot, theme: Theme) -> None:
    desk = Desk(qtbot, theme, commands=56)
    terminals = [
        Entry(f"{CITIES[n % 4]} {n}", lambda: None, subtitle=f"DGD92{n:05d}", icon="devices")
        for n in range(5_000)
    ]
    desk.palette.add_provider(lambda typed: ranked(typed, terminals))
    opening, typing = [], []
    for _ in range(3):
        began = time.thread_time()
        desk.palette.open_palette()
        desk.palette.grab()
        opening.append(time.thread_time() - began)
        for letter in "ma":
            began = time.thread_time()
            desk.type(letter)
            desk.palette.grab()
            typing.append(time.thread_time() - began)
        assert "Rabat - Main Entrance 2" in desk.shown()
        desk.palette.dismiss()
    print(f"palette: opens in {min(opening) * 1e3:.1f} ms, finds in {min(typing) * 1e3:.1f} ms of CPU")
    assert min(opening) < 0.05
    assert min(typing) < 0.05

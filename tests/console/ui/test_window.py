"""The window around the pages: names for everything, found as it was left, every command reachable."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from console.app import Console
from console.commands.registry import Registry
from console.core import window_memory
from console.core.profiles import Profile
from console.core.window_memory import WindowMemory
from console.models.selection import Kind
from console.theme.theme import Look
from console.views.shell.window import PAGES
from tests.console.ui.conftest import Opened

Until = Callable[..., Awaitable[Any]]


async def shown(console: Console, until: Until) -> None:
    """The window on a session that reaches no edge: what is tested here needs none."""
    console.window.show()
    await console.open(Profile("profile_x", "Test", "http://127.0.0.1:1"), "key", remember=False)
    await until(lambda: set(console.window.pages) == set(PAGES), 10)


async def press(
    console: Console, key: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """One key, and what it sets off: nobody presses two at once."""
    QTest.keyClick(console.window.windowHandle(), key, held)
    await asyncio.sleep(0)


def nameless(parent: QWidget) -> list[str]:
    """What takes the keyboard and cannot say what it is."""
    found = []
    for widget in parent.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if widget.focusProxy() is not None:
            continue
        if widget.parent() is not None and widget.objectName() == "qt_scrollarea_viewport":
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if spoken is None or not spoken.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    return found


async def test_whatever_takes_the_keyboard_says_what_it_is(opened: Opened, until: Until) -> None:
    async with opened() as console:
        await shown(console, until)
        for page_id in PAGES:
            console.window.go(page_id)
            await until(console.window.page.isVisible)
            assert not nameless(console.window)


async def test_every_page_has_its_keys(opened: Opened, until: Until) -> None:
    async with opened() as console:
        await shown(console, until)
        for letter, page_id in (
            ("m", "map"),
            ("d", "devices"),
            ("l", "feed"),
            ("s", "settings"),
            ("o", "overview"),
        ):
            await press(console, Qt.Key.Key_G)
            await press(console, letter)
            await until(lambda page_id=page_id: console.window.page is console.window.pages[page_id])
            await until(console.window.page.isVisible)


async def test_the_palette_finds_a_command_and_does_it(opened: Opened, until: Until) -> None:
    async with opened() as console:
        await shown(console, until)
        await press(console, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        await until(console.window.palette_box.isVisible)
        for letter in "narrow rail":
            await press(console, letter)
        await press(console, Qt.Key.Key_Return)
        await until(lambda: console.window.rail.narrow)


async def test_the_menus_hold_every_command(opened: Opened, until: Until) -> None:
    async with opened() as console:
        await shown(console, until)
        registry: Registry = console.window.registry
        bar = console.window.menuBar()
        await until(
            lambda: (
                {action.data() for menu in bar.actions() for action in menu.menu().actions()}
                == {command.id for command in registry.all()}
            )
        )


async def test_the_window_is_found_as_it_was_left(opened: Opened, until: Until, tmp_path: Path) -> None:
    async with opened() as console:
        await shown(console, until)
        console.window.go("devices")
        console.window.rail.set_narrow(True)
        console.window.show_inspector(False)
    async with opened() as console:
        await shown(console, until)
        assert console.window.page is console.window.pages["devices"]
        assert console.window.rail.narrow
        assert not console.window.inspector_shown


async def test_the_inspector_stands_aside_where_there_is_nothing_to_inspect(
    opened: Opened, until: Until
) -> None:
    async with opened() as console:
        await shown(console, until)
        console.window.go("map")
        assert console.window.inspector is not None
        assert console.window.inspector.isVisible()
        console.window.go("settings")
        assert not console.window.inspector.isVisible()
        console.window.go("map")
        assert console.window.inspector.isVisible()


async def test_a_narrow_window_keeps_its_room_for_what_there_is_to_see(opened: Opened, until: Until) -> None:
    async with opened() as console:
        await shown(console, until)
        window = console.window
        window.go("devices")
        assert window.inspector is not None
        window.resize(960, 600)
        await until(lambda: not window.inspector.isVisible())
        window.selection.select(Kind.SITE, "rabat")
        assert window.inspector.isVisible()
        window.selection.clear()
        assert not window.inspector.isVisible()
        window.resize(1440, 900)
        await until(window.inspector.isVisible)


async def test_closing_asks_the_program_to_end(opened: Opened, until: Until) -> None:
    async with opened() as console:
        await shown(console, until)
        console.window.close()
        await until(console.leave.is_set)
        assert console.window.isVisible(), "until everything has ended"


def test_a_place_on_a_screen_that_is_gone_is_not_gone_to(qapp: QApplication, tmp_path: Path) -> None:
    from console.theme.theme import Theme
    from console.views.shell.window import Window

    window = Window(Theme(qapp, Look.DARK), WindowMemory(place=(90_000, 90_000, 1200, 800)))
    room = qapp.primaryScreen().availableGeometry()
    assert room.intersects(window.geometry())
    window.let_go()
    window.deleteLater()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"version": 99}',
        '{"version": 1, "page": 7}',
        '{"version": 1, "place": ["a", 1, 2, 3]}',
    ],
)
def test_a_memory_that_makes_no_sense_is_passed_over(text: str, tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_text(text)
    assert window_memory.load(path) == WindowMemory()


def test_what_is_remembered_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "settings" / "window.json"
    memory = WindowMemory(
        (1, 2, 1200, 800), True, "map", True, False, 400, "dark", 1.25, True, ("a",), {"map": {"x": 1}}
    )
    window_memory.save(path, memory)
    assert window_memory.load(path) == memory
    assert json.loads(path.read_text())["version"] == window_memory.VERSION

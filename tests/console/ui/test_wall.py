"""The window on a wall: whole screen, pages in turn, what is wrong under them; any key ends it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.app import Console
from console.core.lock import Attempts, PinStore
from console.core.profiles import Profile
from console.core.tasks import Tasks
from console.core.window_memory import WindowMemory
from console.theme.theme import Look, Theme
from console.views.pages.map import MapPage
from console.views.shell.lock_screen import LockScreen
from console.views.shell.ticker import TURN_S, Ticker
from console.views.shell.window import Window
from console.views.words import Words
from tests.console.alerts import alert, outage
from tests.console.conftest import Until
from tests.console.fleets import Told, three_sites
from tests.console.ui.conftest import Opened


async def shown(console: Console, until: Until) -> Window:
    """On a session that reaches no edge."""
    console.window.show()
    await console.open(Profile("profile_x", "Test", "http://127.0.0.1:1"), "key", remember=False)
    await until(lambda: {"overview", "map", "devices", "alerts"} <= set(console.window.pages), 30)
    return console.window


async def press(window: Window, key: Qt.Key) -> None:
    QTest.keyClick(window.windowHandle(), key)
    await asyncio.sleep(0)


async def test_f11_shows_nothing_but_the_page_and_the_ticker(opened: Opened, until: Until) -> None:
    async with opened() as console:
        window = await shown(console, until)
        window.go("devices")
        await until(lambda: window.page is not None and window.page.isVisible(), 30)
        await press(window, Qt.Key.Key_F11)
        assert window.isFullScreen()
        assert window.wall.ticker is not None
        assert window.wall.ticker.isVisible()
        await until(lambda: window.page_id == "overview", 30)  # the terminals are not for a wall
        assert window.inspector is not None
        for part in (window.rail, window.strip, window.menuBar(), window.inspector):
            assert not part.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_F11, Qt.Key.Key_Escape, Qt.Key.Key_A])
async def test_any_key_brings_everything_back(opened: Opened, until: Until, key: Qt.Key) -> None:
    async with opened() as console:
        window = await shown(console, until)
        window.go("devices")
        await asyncio.sleep(0.05)
        window.wall.enter()
        await until(window.wall._tick.isActive, 30)
        await press(window, Qt.Key.Key_Shift)
        assert window.wall.on, "which is only held beside others"
        await press(window, key)
        assert not window.wall.on
        assert not window.isFullScreen()
        await until(lambda: window.page_id == "devices", 30)
        for part in (window.rail, window.strip, window.menuBar()):
            assert part.isVisible()


async def test_pages_come_in_turn_and_a_click_holds_one(opened: Opened, until: Until) -> None:
    async with opened() as console:
        window = await shown(console, until)
        window.choices.choose(wall_s=1)
        window.wall.enter()
        await until(window.wall._tick.isActive, 30)
        window.wall._tick.stop()
        seen = [window.page_id]
        for _ in range(12):
            window.wall._pass()
            await asyncio.sleep(0)
            if window.page_id != seen[-1]:
                seen.append(window.page_id)
        assert seen == ["overview", "map", "alerts", "overview"]
        QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)
        for _ in range(8):
            window.wall._pass()
        assert window.page_id == "overview"


async def test_a_locked_console_is_no_wall_and_keeps_the_keyboard(
    opened: Opened, until: Until, tmp_path: Path
) -> None:
    async with opened() as console:
        window, tasks = await shown(console, until), Tasks()
        window.go("devices")
        await asyncio.sleep(0.05)
        window.wall.enter()
        await until(window.wall._tick.isActive, 30)
        screen = LockScreen(window.theme, window, PinStore(tmp_path / "pin"), tasks, Attempts())
        screen.pin.setFocus()
        await until(lambda: not window.wall.on, 30)
        await asyncio.sleep(0.05)
        assert window.focusWidget() is screen.pin
        screen.uncover()
        await tasks.close()


async def test_the_map_has_the_whole_width(opened: Opened, until: Until) -> None:
    async with opened() as console:
        window = await shown(console, until)
        window.wall.enter()
        await until(window.wall._tick.isActive, 30)
        window.wall._go("map")
        page = window.page
        assert isinstance(page, MapPage)
        assert not page.list.isVisible()
        await asyncio.sleep(0.05)
        window.wall.leave()
        await asyncio.sleep(0.05)
        window.go("map")
        assert page.list.isVisible()


async def test_with_the_session_it_ends(qapp: QApplication, until: Until) -> None:
    window, tasks, told = Window(Theme(qapp, Look.DARK), WindowMemory()), Tasks(), three_sites().live()
    window.show()
    await window.show_session(told.session, tasks)
    window.wall.enter()
    window.show_welcome()
    assert not window.wall.on
    assert window.rail.isVisible()
    await tasks.close()
    await told.session.close()
    window.let_go()
    window.deleteLater()


@pytest.fixture
def told() -> Told:
    return three_sites().live()


@pytest.fixture
def ticker(qtbot: QtBot, qapp: QApplication, told: Told) -> Iterator[Ticker]:
    made = Ticker(Theme(qapp, Look.DARK), told.session, Words(QLocale("en_GB")))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close_ticker()


def test_where_nothing_is_wrong_the_ticker_says_how_the_fleet_does(ticker: Ticker, told: Told) -> None:
    assert ticker.said == Words(QLocale("en_GB")).reason(told.session.verdicts.fleet[1])


def test_what_is_wrong_comes_one_after_the_other(ticker: Ticker, told: Told) -> None:
    told.session.alerts.book.put(outage("a", "Rabat", "rabat1"), alert("b"))
    said = set()
    for _ in range(2 * TURN_S):
        ticker._turn()
        said.add(ticker.said)
    assert len(said) == 2
    assert any("Title of a" in each for each in said)
    assert all("for 10 min" in each for each in said)


def test_without_the_edge_it_claims_nothing(ticker: Ticker, told: Told) -> None:
    told.silence()
    assert "not heard" in ticker.said


def test_the_newest_punch_comes_first(ticker: Ticker, told: Told) -> None:
    told.punch("agadir1")
    told.punch("rabat2")
    first, second = ticker.newest.split("      ")
    assert "Gate 2, 7, Check in" in first
    assert "Gate 1, 7, Check in" in second

"""Inspector and live feed in windows of their own: they follow the selection, are kept, and go with the
session."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from console.app import Console
from console.core.profiles import Profile
from console.models.selection import Kind
from console.views.inspector.panel import Inspector
from console.views.pages.feed import FeedPage
from console.views.shell.torn import FEED, INSPECTOR
from console.views.shell.window import Window
from tests.console.ui.conftest import Opened

Until = Callable[..., Awaitable[Any]]


async def shown(console: Console, until: Until) -> Window:
    """On a session that reaches no edge."""
    console.window.show()
    await console.open(Profile("profile_x", "Test", "http://127.0.0.1:1"), "key", remember=False)
    await until(lambda: {"map", "feed"} <= set(console.window.pages), 30)
    return console.window


def tear_button(widget: QWidget) -> QAbstractButton:
    buttons = widget.findChildren(QAbstractButton)
    return next(it for it in buttons if it.accessibleName() == "In a window of its own")


async def test_the_inspector_moves_to_a_window_of_its_own_and_back(opened: Opened, until: Until) -> None:
    async with opened() as console:
        window = await shown(console, until)
        window.go("map")
        await asyncio.sleep(0.05)
        assert window.inspector is not None
        tear_button(window.inspector).click()
        torn = window.torn.open[INSPECTOR]
        assert torn.isVisible()
        assert isinstance(torn.part, Inspector)
        assert not window.inspector.isVisible()
        assert not tear_button(torn).isVisible()
        window.registry.run("view.tear_inspector")
        assert not torn.isVisible()
        assert not window.torn.open
        assert window.inspector.isVisible()


async def test_the_torn_feed_has_its_own_keys_and_filter(opened: Opened, until: Until) -> None:
    async with opened() as console:
        window = await shown(console, until)
        window.go("feed")
        await asyncio.sleep(0.05)
        assert window.page is not None
        tear_button(window.page).click()
        torn = window.torn.open[FEED]
        await until(torn.isVisible)
        await asyncio.sleep(0.05)
        assert isinstance(torn.part, FeedPage)
        assert torn.part is not window.page
        torn.part.setFocus()
        QTest.keyClick(torn.windowHandle(), "/")
        assert torn.part.filter.isAncestorOf(torn.focusWidget())
        await asyncio.sleep(0.05)
        torn.part.filter.set_text("site:rabat")
        assert window.pages["feed"].filter.text == ""
        QTest.keyClick(torn.windowHandle(), Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
        assert FEED not in window.torn.open


async def test_selection_is_one_for_all_windows(opened: Opened, until: Until) -> None:
    async with opened() as console:
        window = await shown(console, until)
        window.torn.tear(INSPECTOR)
        inspector = window.torn.open[INSPECTOR].part
        assert isinstance(inspector, Inspector)
        window.selection.select(Kind.SITE, "nowhere")
        assert inspector.title == ""
        window.selection.clear()


async def test_they_are_found_as_they_were_left_and_go_with_the_session(opened: Opened, until: Until) -> None:
    async with opened() as console:
        window = await shown(console, until)
        window.torn.tear(FEED)
        torn = window.torn.open[FEED]
        torn.setGeometry(40, 50, 500, 420)
        window.show_welcome()
        assert not torn.isVisible()
        assert not window.torn.open
        assert window.choices.now.torn == {FEED: (40, 50, 500, 420)}
    async with opened() as console:
        window = await shown(console, until)
        await until(lambda: FEED in window.torn.open, 30)
        assert window.torn.open[FEED].geometry().getRect() == (40, 50, 500, 420)
        window.torn.open[FEED].close()
        assert not window.choices.now.torn

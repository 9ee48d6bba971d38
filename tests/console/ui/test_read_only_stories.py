"""Who may only look finds nothing that changes anything; who wants to be asked is asked first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from console.app import Console
from console.core.profiles import Profile, SafeMode
from console.core.session import Session
from console.core.states import Live
from console.models.selection import Kind
from console.views.menus import MenuBar
from console.views.shell.window_places import PAGES
from tests.console.conftest import Until
from tests.console.ui.conftest import Fleet, Opened, page_shown

WRITES: Final = frozenset(
    f"{page}.{word}"
    for page, words in {
        "terminal": ("add", "replace"),
        "devices.send": ("send", "restart", "sync_time"),
        "alerts": ("acknowledge", "snooze", "assign", "silence", "silence_filter", "comment", "resolve"),
        "commands": ("send", "cancel", "retry"),
        "employees": ("new", "import", "enrol", "push", "edit", "delete"),
        "sites": ("new", "edit", "retime", "delete"),
        "dead_lines": ("reparse", "discard"),
    }.items()
    for word in words
)
"""The commands that change something at the edge."""


@dataclass
class Seen:
    """All that a walk over the pages came by."""

    commands: dict[str, str] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)

    def note(self, *titles: str) -> None:
        self.titles |= {plain(title) for title in titles if title.strip()}


def plain(title: str) -> str:
    return title.partition("\t")[0].replace("&", "").replace("…", "").strip()


@pytest.fixture(scope="module")
def viewer(fleet: Fleet) -> Iterator[str]:
    """A key that may only look."""
    headers = {"Authorization": f"Bearer {fleet.edge.admin_key}"}
    with httpx.Client(base_url=fleet.edge.url, headers=headers) as api:
        yield api.post("/v1/keys", json={"name": "desk", "role": "viewer"}).raise_for_status().json()["key"]


async def connected(
    console: Console, fleet: Fleet, key: str, until: Until, safe_mode: SafeMode = SafeMode.OPEN
) -> Session:
    console.window.show()
    await console.open(replace(Profile.new("Test", fleet.edge.url), safe_mode=safe_mode), key)
    session = console.session
    assert session is not None
    await until(lambda: isinstance(session.state, Live) and session.connection.me is not None, 30)
    await until(lambda: len(session.fleet.devices) == 9, 30)
    return session


async def walked(console: Console, session: Session, until: Until) -> Seen:
    """Over every page there is for this key: menus, palette, context menu, inspector, whatever can be
    pressed."""
    window, seen = console.window, Seen()
    bar = window.menuBar()
    assert isinstance(bar, MenuBar)
    for page_id in PAGES:
        await until(lambda page_id=page_id: page_id in window.pages, 60)
        if not window.may_go(page_id):
            continue
        page = await page_shown(console, page_id, until)
        await until(lambda page=page: page.isVisible())
        device = next(iter(session.fleet.devices.values()))
        kind, id = (Kind.SITE, device.site_id) if page_id == "map" else (Kind.DEVICE, device.id)
        window.selection.select(kind, id)
        commands = window.registry.all()
        seen.commands |= {command.id: plain(command.title) for command in commands}
        bar.refresh()
        for group in window.registry.groups():
            seen.note(*(action.text() for action in bar.menu(group).actions()))
        window.open_palette()
        await until(window.palette_box.isVisible)
        seen.note(*(row.entry.title for row in window.palette_box.rows.rows if row.entry is not None))
        window.palette_box.dismiss()
        await look_into_menu(commands, seen, until)
        buttons = [it for it in window.findChildren(QAbstractButton) if it.isVisible()]
        seen.note(*(it.text() for it in buttons))
    return seen


async def look_into_menu(commands: Any, seen: Seen, until: Until) -> None:
    """The one that "." opens, where there is something to open it for."""
    opens = next((it for it in commands if it.shortcut == "." and it.enabled()), None)
    if opens is None:
        return
    opens.run()
    menu = await until(lambda: QApplication.activePopupWidget(), 5)
    assert isinstance(menu, QMenu)
    seen.note(*(action.text() for action in menu.actions()))
    menu.close()
    await until(lambda: QApplication.activePopupWidget() is None)


async def test_who_may_write_finds_all_of_it(opened: Opened, fleet: Fleet, until: Until) -> None:
    async with opened() as console:
        session = await connected(console, fleet, fleet.edge.admin_key, until)
        seen = await walked(console, session, until)
        assert set(seen.commands) >= WRITES, "or the list above has grown old"


async def test_read_only_shows_nothing_that_writes(opened: Opened, fleet: Fleet, until: Until) -> None:
    async with opened() as console:
        session = await connected(console, fleet, fleet.edge.admin_key, until)
        titles = {
            title for id, title in (await walked(console, session, until)).commands.items() if id in WRITES
        }
        session = await connected(console, fleet, fleet.edge.admin_key, until, SafeMode.READ_ONLY)
        seen = await walked(console, session, until)
        assert not WRITES & set(seen.commands)
        assert not titles & seen.titles


async def test_a_key_for_looking_finds_nothing_that_writes(
    opened: Opened, fleet: Fleet, viewer: str, until: Until
) -> None:
    async with opened() as console:
        session = await connected(console, fleet, viewer, until)
        seen = await walked(console, session, until)
        assert not WRITES & set(seen.commands)
        assert not {"Restart", "Take on", "New employee", "New site", "Add a terminal"} & seen.titles


async def test_who_confirms_writes_is_asked_before_the_edge_is(
    opened: Opened, fleet: Fleet, until: Until
) -> None:
    async with opened() as console:
        session = await connected(console, fleet, fleet.edge.admin_key, until, SafeMode.CONFIRM)
        page = await page_shown(console, "devices", until)
        device = next(iter(session.fleet.devices.values()))
        console.window.selection.select(Kind.DEVICE, device.id)
        assert page is not None
        console.window.registry.run("devices.send.sync_time")
        dialog = await until(QApplication.activeModalWidget, 30)
        jobs = await session.connection.client.get("/v1/jobs")
        assert not jobs["data"], "nothing was asked of the edge"
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        await until(lambda: QApplication.activeModalWidget() is None)
        jobs = await session.connection.client.get("/v1/jobs")
        assert not jobs["data"]

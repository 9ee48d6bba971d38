"""A new version, as an operator meets it: a quiet line, what is new, later; and what the settings say."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from console.app import Console
from console.core.profiles import Profile
from console.core.states import Offline
from console.core.update_handover import Installed
from console.core.update_policy import Mode, Policy
from console.core.updates import Ready, Setting
from console.platform.paths import Paths
from console.views.dialogs.update import UpdateDialog
from console.views.update_desk import UpdateDesk
from console.views.widgets.update_choice import UpdateChoice
from tests.console.conftest import Until
from tests.console.servers import web_server
from tests.console.ui.conftest import Fleet, Opened, page_shown
from tests.kit.file_servers import FileServer, serving
from tests.kit.releases import Signer, put

SIGNER = Signer()
CONTENT = os.urandom(100_000)
NOTES = {"en": "- Doors on the map.", "fr": "- Des portes.", "ar": "- أبواب."}


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[FileServer]:
    now = datetime.now(UTC)
    folder = tmp_path / "published"
    put(
        folder,
        SIGNER,
        {"linux-x86_64": ("punchdeck-0.2.0-linux-x86_64.tar.xz", CONTENT)},
        released_at=now - timedelta(days=1),
        expires_at=now + timedelta(days=9),
        notes=NOTES,
    )
    async with serving(folder) as served:
        yield served


@pytest.fixture
def folders(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    return opened


def use(console: Console, url: str, policy: Policy | None = None, **changes: Any) -> None:
    """Have the console believe our key, and ask there."""
    paths = Paths.under(console.paths.cache.parent)
    console.updating._setting = Setting(
        *(paths.updates, paths.update_memory, policy or Policy(), "linux-x86_64", Installed.BY_USER, "linux"),
        **{"keys": (SIGNER.public,), "url": url, **changes},
    )


@asynccontextmanager
async def told(
    opened: Opened, server: FileServer, **changes: Any
) -> AsyncIterator[tuple[Console, UpdateDesk]]:
    async with opened() as console:
        console.window.show()
        use(console, server.url, **changes)
        yield console, await console.updating.desk()


def words(dialog: UpdateDialog) -> str:
    return " ".join(part.text() for part in dialog.findChildren(QLabel) if part.isVisible())


async def test_a_new_version_is_told_of_downloaded_and_shown(
    opened: Opened, server: FileServer, until: Until, folders: list[str]
) -> None:
    async with told(opened, server) as (console, desk):
        await desk.updates.look(asked=False)
        assert desk.bar.isVisible()
        assert desk.bar.words.startswith("Version \u20660.2.0\u2069 is there. 100.0 kB to download.")
        assert desk.bar.action.text() == "Download"
        desk.bar.action.click()
        await until(lambda: isinstance(desk.updates.state, Ready))
        assert "is ready. Install it as you installed this one. The file is" in desk.bar.words
        desk.bar.action.click()
        await until(lambda: bool(folders))
        assert folders == [str(console.paths.updates)]
        assert not console.leave.is_set()


async def test_what_is_new_is_shown_in_a_window_of_its_own(
    opened: Opened, server: FileServer, until: Until
) -> None:
    async with told(opened, server) as (_, desk):
        await desk.updates.look(asked=False)
        desk.bar.notes.click()
        dialog = await until(lambda: desk.dialog)
        await until(dialog.isVisible)
        assert "Doors on the map." in dialog.notes.toPlainText()
        assert dialog.action.text() == "Download"
        dialog.action.click()
        await until(lambda: "is ready" in words(dialog))
        dialog.close_button.click()
        await until(lambda: desk.dialog is None)


async def test_later_is_another_day(opened: Opened, server: FileServer, until: Until) -> None:
    async with told(opened, server) as (_, desk):
        await desk.updates.look(asked=False)
        desk.bar.later.click()
        await until(lambda: not desk.bar.isVisible())
        await desk.updates.look(asked=False)
        assert not desk.bar.isVisible()


async def test_the_menu_looks_at_once_and_says_what_came_of_it(
    opened: Opened, server: FileServer, until: Until
) -> None:
    (server.folder / "latest.json.sig").write_bytes(
        Signer().sign((server.folder / "latest.json").read_bytes())
    )
    async with told(opened, server) as (console, desk):
        assert "help.updates" in {it.id for it in console.window.registry.by_group("Help")}
        console.window.registry.run("help.updates")
        dialog = await until(lambda: desk.dialog)
        await until(lambda: "not signed by anybody" in words(dialog))
        assert "is signed by" in dialog.detail.toPlainText()
        assert not desk.bar.isVisible(), "what is not believed is not advertised"
        dialog.reject()
        await until(lambda: desk.dialog is None)


async def test_a_copy_without_a_key_says_so(opened: Opened, server: FileServer) -> None:
    async with told(opened, server, keys=()) as (_, desk):
        await desk.updates.look(asked=True)
        assert desk.says.told(desk.updates).title == "This copy cannot update itself"


async def test_everything_has_a_name_and_is_reached_by_the_keyboard(
    opened: Opened, server: FileServer, until: Until, qtbot: QtBot
) -> None:
    async with told(opened, server) as (_, desk):
        await desk.updates.look(asked=False)
        for button in (desk.bar.action, desk.bar.notes, desk.bar.later):
            assert button.text()
            button.setFocus()
            assert QApplication.focusWidget() is button


async def test_the_settings_say_how_it_stands_and_take_a_choice(
    opened: Opened, server: FileServer, fleet: Fleet, until: Until
) -> None:
    async with opened() as console:
        use(console, server.url)
        console.window.show()
        await console.open(Profile.new("Test", fleet.edge.url), fleet.edge.admin_key)
        page = await page_shown(console, "settings", until)
        choice: UpdateChoice = await until(lambda: page.findChild(UpdateChoice))
        said = " ".join(part.text() for part in choice.findChildren(QLabel))
        assert "0.1.0" in said
        assert "Nothing was looked for yet" in said
        choice.modes.chosen.emit(Mode.AUTO)
        desk = await console.updating.desk()
        assert desk.updates.mode is Mode.AUTO
        assert console.book.now.updates == "auto"
        await desk.updates.look(asked=False)
        said = " ".join(part.text() for part in choice.findChildren(QLabel))
        assert "is ready" in said


async def test_where_an_administrator_decides_nothing_can_be_chosen(
    opened: Opened, server: FileServer, qtbot: QtBot
) -> None:
    async with told(opened, server, policy=Policy(mode=Mode.OFF)) as (console, desk):
        choice = desk.choice(console.window)
        assert not choice.modes.isEnabled()
        assert not choice.look.isEnabled()
        assert choice.managed.text() == "Your administrator decides this for this computer."
        assert desk.says.told(desk.updates).title == "Updates are turned off on this computer"


async def test_a_console_that_is_too_old_is_led_to_its_update(
    opened: Opened, server: FileServer, until: Until
) -> None:
    me = {"object": "me", "server_version": "9.0.0", "min_console": "8.0.0"}
    async with web_server(lambda request: web.json_response(me)) as url, opened() as console:
        use(console, server.url)
        console.window.show()
        await console.open(Profile.new("Test", url), "pd_live_any")
        session = console.session
        assert session is not None
        await until(lambda: isinstance(session.state, Offline), 20)
        assert "This console is too old for" in console.window.banner.accessibleName()
        desk = await console.updating.desk()
        dialog = await until(lambda: desk.dialog, 20)
        dialog.reject()
        await until(lambda: desk.dialog is None)


async def test_an_edge_that_is_too_old_is_named_and_asked_again_by_itself(
    opened: Opened, until: Until
) -> None:
    me = {"object": "me", "server_version": "0.0.9"}
    async with web_server(lambda request: web.json_response(me)) as url, opened() as console:
        console.window.show()
        await console.open(Profile.new("Test", url), "pd_live_any")
        session = console.session
        assert session is not None
        await until(lambda: isinstance(session.state, Offline), 20)
        assert "is too old for this console" in console.window.banner.accessibleName()
        state = session.state
        assert isinstance(state, Offline)
        assert state.retry_in is not None

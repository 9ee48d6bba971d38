"""What is wanted while the edge is away: put off, looked at, and made when it is back, once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from common.client import EdgeClient
from console.app import Console
from console.core.profiles import Profile
from console.core.session import Session
from console.core.states import Live
from console.views.acting import Acting
from console.views.dialogs.ask import AskDialog, ConfirmDialog
from console.views.dialogs.outbox import OutboxDialog
from tests.console.ui.conftest import Opened
from tests.kit.edge_process import EdgeProcess

Until = Callable[..., Awaitable[Any]]


@pytest.fixture
async def edge(tmp_path: Path) -> AsyncIterator[EdgeProcess]:
    """An edge that the test may stop, with one site."""
    made = EdgeProcess(tmp_path / "edge", "--dev")
    await asyncio.to_thread(made.start)
    async with EdgeClient(made.url, made.admin_key) as client:
        await client.create_site("Rabat")
    yield made
    await asyncio.to_thread(made.kill9)


async def connected(console: Console, edge: EdgeProcess, until: Until, profile: Profile) -> Session:
    console.window.show()
    await console.open(profile, edge.admin_key)
    session = console.session
    assert session is not None
    await until(lambda: isinstance(session.state, Live), 30)
    return session


async def dialog(until: Until, kind: type[AskDialog[Any]]) -> Any:
    await until(lambda: isinstance(QApplication.activeModalWidget(), kind), 20)
    return QApplication.activeModalWidget()


async def sites(edge: EdgeProcess) -> list[str]:
    async with EdgeClient(edge.url, edge.admin_key) as client:
        return sorted(str(site["name"]) for site in await client.sites())


def wanted(console: Console, session: Session, path: str, name: str, *, new: bool) -> None:
    """What a page does where somebody makes or renames a site."""
    window, client = console.window, session.connection.client
    assert window.shown is not None
    acting = Acting(window.shown.around, window)

    async def do() -> None:
        await (client.post(path, {"name": name}) if new else client.patch(path, {"name": name}))

    acting.confirm(f"Name a site {name}?", "", "Name it", do, "Site named", name)


async def agreed(until: Until) -> Any:
    """The question is answered, and what the dead edge leads to."""
    question = await dialog(until, ConfirmDialog)
    QTest.keyClick(question, Qt.Key.Key_Return)
    await until(lambda: QApplication.activeModalWidget() is not question, 10)
    return await dialog(until, ConfirmDialog)


async def test_what_is_put_off_is_made_once_when_the_edge_is_back(
    opened: Opened, edge: EdgeProcess, until: Until
) -> None:
    profile = Profile.new("Test", edge.url)
    async with opened() as console:
        session = await connected(console, edge, until, profile)
        window = console.window
        site_id = next(iter(session.fleet.sites))
        await asyncio.to_thread(edge.kill9)
        await until(lambda: not isinstance(session.state, Live), 30)
        # leave it: nothing waits
        wanted(console, session, "/v1/sites", "Never", new=True)
        question = await agreed(until)
        assert (question.do.text(), question.leave.text()) == (
            "Do it when the edge is back",
            "Leave it",
        )
        question.leave.click()
        await until(lambda: QApplication.activeModalWidget() is None, 10)
        assert session.outbox.changes == ()
        assert not window.strip.waits.isVisible()
        # three that wait, of which one is dropped
        for name in ("Fès", "Dropped"):
            wanted(console, session, "/v1/sites", name, new=True)
            (await agreed(until)).do.click()
            await until(lambda name=name: any(it.about == name for it in session.outbox.waiting), 10)
        wanted(console, session, f"/v1/sites/{site_id}", "Rabat Agdal", new=False)
        (await agreed(until)).do.click()
        await until(lambda: len(session.outbox.waiting) == 3, 10)
        assert window.strip.waits.text() == "3 changes wait"
        window.strip.waits.click()
        shown = await dialog(until, OutboxDialog)
        assert len(shown.drops) == 3
        shown.drops[1].click()
        await until(lambda: window.strip.waits.text() == "2 changes wait", 10)
        QTest.keyClick(shown, Qt.Key.Key_Escape)
        await until(lambda: QApplication.activeModalWidget() is None, 10)
        # the edge is back
        await asyncio.to_thread(edge.start)
        session.connection.retry()
        await until(lambda: session.outbox.changes == (), 40)
        assert await sites(edge) == ["Fès", "Rabat Agdal"]
        await until(lambda: not window.strip.waits.isVisible(), 5)
        await until(lambda: "2 changes that waited were made" in window.toast.accessibleName(), 10)
        await until(lambda: session.fleet.sites[site_id].name == "Rabat Agdal", 10)


async def test_it_survives_a_restart_and_a_refusal_is_shown_with_its_reason(
    opened: Opened, edge: EdgeProcess, until: Until
) -> None:
    profile = Profile.new("Test", edge.url)
    key = edge.admin_key
    async with opened() as console:
        session = await connected(console, edge, until, profile)
        await asyncio.to_thread(edge.kill9)
        first = session
        await until(lambda: not isinstance(first.state, Live), 30)
        for path, name in (("/v1/sites/site_gone", "Gone"), ("/v1/sites", "Fès")):
            wanted(console, session, path, name, new=name == "Fès")
            (await agreed(until)).do.click()
            await until(lambda name=name: any(it.about == name for it in first.outbox.waiting), 10)
    async with opened() as console:
        console.window.show()
        await console.open(profile, key)
        session = console.session
        assert session is not None
        connection, outbox = session.connection, session.outbox
        assert console.window.strip.waits.text() == "2 changes wait"
        await asyncio.to_thread(edge.start)
        connection.retry()
        await until(lambda: outbox.waiting == (), 40)
        assert await sites(edge) == ["Fès", "Rabat"], "there is no site to be renamed"
        (refused,) = outbox.unmade
        assert console.window.strip.waits.text().startswith("⚠ 1 ")
        await until(lambda: refused.reason in console.window.toast.accessibleName(), 10)
        console.window.toast.show_it.click()
        shown = await dialog(until, OutboxDialog)
        shown.drops[0].click()
        await until(lambda: QApplication.activeModalWidget() is None, 10)
        assert not console.window.strip.waits.isVisible()

"""The first start as somebody lives it who has an address and a key, or only wants to look around."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from aiohttp import web
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from console.app import Console
from console.core.profiles import Profile, SafeMode
from console.core.states import Live, Offline
from console.core.trust import read_certificate
from console.views.dialogs.add_terminal import AddTerminalDialog
from console.views.dialogs.ask import ConfirmDialog
from console.views.dialogs.connect import ConnectDialog
from console.views.dialogs.first_run import ADDRESS, KEY, NAME, FirstRunDialog
from console.views.dialogs.trust import Fingerprint, TrustDialog
from tests.console.conftest import Until
from tests.console.servers import tls_front, web_server
from tests.console.ui.conftest import Opened
from tests.kit.certificates import self_signed
from tests.kit.edge_process import EdgeProcess, free_port


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EdgeProcess]:
    """One that nobody has connected a terminal to."""
    with EdgeProcess(tmp_path_factory.mktemp("edge") / "data", "--dev") as running:
        yield running


@pytest.fixture(scope="module")
def viewer(edge: EdgeProcess) -> str:
    """A key that may only look."""
    with httpx.Client(base_url=edge.url, headers={"Authorization": f"Bearer {edge.admin_key}"}) as api:
        made = api.post("/v1/keys", json={"name": "desk", "role": "viewer"}).raise_for_status()
    return str(made.json()["key"])


def shown(kind: type[Any]) -> Any:
    return next(
        (it for it in QApplication.topLevelWidgets() if isinstance(it, kind) and it.isVisible()), None
    )


async def begun(console: Console, until: Until) -> FirstRunDialog:
    """The program was started for the first time."""
    console.window.show()
    console.connecting.begin()
    wizard = await until(lambda: shown(FirstRunDialog), 30)
    assert isinstance(wizard, FirstRunDialog)
    await until(lambda: wizard.focusWidget() is not None)
    return wizard


def keyboard(wizard: QWidget) -> QWidget:
    """What has the keyboard in it."""
    return wizard.focusWidget() or wizard


async def typed(wizard: QWidget, text: str) -> None:
    """Nobody types faster than the loop turns."""
    for letter in text:
        QTest.keyClicks(keyboard(wizard), letter)
        await asyncio.sleep(0)


def enter(wizard: QWidget) -> None:
    QTest.keyClick(keyboard(wizard), Qt.Key.Key_Return)


def tab_to(wizard: QWidget, wanted: QWidget) -> None:
    for _ in range(20):
        if keyboard(wizard) is wanted:
            return
        QTest.keyClick(keyboard(wizard), Qt.Key.Key_Tab)
    raise AssertionError("Tab does not lead there")


async def at_address(console: Console, until: Until, text: str) -> FirstRunDialog:
    """Somebody has an edge, and has typed where it is."""
    wizard = await begun(console, until)
    enter(wizard)
    await until(lambda: wizard.at == ADDRESS)
    await typed(wizard, text)
    return wizard


async def live(console: Console, until: Until) -> None:
    await until(lambda: console.session is not None and isinstance(console.session.state, Live), 30)


async def test_from_nothing_to_the_first_terminal_by_keyboard_alone(
    opened: Opened, edge: EdgeProcess, until: Until
) -> None:
    async with opened() as console:
        wizard = await at_address(console, until, f"localhost:{edge.port}")
        await until(lambda: "An edge answers" in wizard.where.notice.title, 30)
        enter(wizard)
        assert wizard.at == KEY
        await typed(wizard, edge.admin_key)
        assert wizard.on.text() == "Check the key"
        enter(wizard)
        await until(lambda: wizard.on.text() == "Next" and not wizard.trying, 30)
        assert "Role administrator" in wizard.key.outcome.notice.words
        assert wizard.key.rights.isVisible()
        enter(wizard)
        assert wizard.at == NAME
        assert wizard.form.name.text() == "default", "the account's, until somebody says better"
        await typed(wizard, "Factory")
        tab_to(wizard, wizard.form.safe_mode.button(SafeMode.OPEN))
        QTest.keyClick(keyboard(wizard), Qt.Key.Key_Right)
        enter(wizard)
        await live(console, until)
        kept = console.profiles.current
        assert kept is not None
        assert (kept.name, kept.url) == ("Factory", f"http://localhost:{edge.port}")
        assert kept.safe_mode is SafeMode.CONFIRM
        assert await console.keys.get(kept.id) == edge.admin_key
        offer = await until(lambda: shown(ConfirmDialog), 30)
        enter(offer)
        await until(lambda: shown(AddTerminalDialog), 30)
        shown(AddTerminalDialog).reject()
        await until(lambda: shown(AddTerminalDialog) is None)
        assert console.window.windowTitle() == "Overview · Factory – Punchdeck"


async def test_who_may_only_look_is_told_so_and_is_offered_no_terminal(
    opened: Opened, edge: EdgeProcess, viewer: str, until: Until
) -> None:
    async with opened() as console:
        wizard = await at_address(console, until, edge.url)
        enter(wizard)
        await until(lambda: wizard.at == KEY, 30)
        await typed(wizard, viewer)
        enter(wizard)
        await until(lambda: wizard.key.rights.isVisible(), 30)
        assert "It may read only." in wizard.key.outcome.notice.words
        enter(wizard)
        enter(wizard)
        await live(console, until)
        assert shown(ConfirmDialog) is None


async def test_the_demo_is_one_arrow_away(
    opened: Opened, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as console:
        started: list[object] = []
        monkeypatch.setattr(console, "start_demo", started.append)
        wizard = await begun(console, until)
        QTest.keyClick(keyboard(wizard), Qt.Key.Key_Down)
        assert wizard.on.text() == "Start the demo"
        enter(wizard)
        await until(lambda: shown(FirstRunDialog) is None)
        assert len(started) == 1
        assert not console.profiles.all


async def test_a_wrong_address_says_what_to_do_next(opened: Opened, edge: EdgeProcess, until: Until) -> None:
    async with opened() as console:
        wizard = await at_address(console, until, "ftp://edge")
        enter(wizard)
        assert "begins with https://" in wizard.form.address_field.wrong
        assert wizard.at == ADDRESS
        wizard.form.address.selectAll()
        await typed(wizard, f"127.0.0.1:{free_port()}")
        await until(wizard.where.problem.isVisible, 30)
        assert "cannot be reached" in wizard.where.problem.title
        assert "Check the address" in wizard.where.problem.words
        async with web_server(lambda _: web.Response(text="<h1>Intranet</h1>")) as other:
            wizard.form.address.selectAll()
            await typed(wizard, other)
            await until(lambda: "does not answer like an edge" in wizard.where.problem.title, 30)
            tab_to(wizard, wizard.where.problem.action)
            enter(wizard)
            assert wizard.form.address.hasFocus()
            assert wizard.form.address.selectedText() == other, "what is wrong is typed over"
        await typed(wizard, edge.url)
        enter(wizard)
        await until(lambda: wizard.at == KEY, 30)
        wizard.reject()


async def test_a_wrong_key_leads_back_to_the_key(opened: Opened, edge: EdgeProcess, until: Until) -> None:
    async with opened() as console:
        wizard = await at_address(console, until, edge.url)
        enter(wizard)
        await until(lambda: wizard.at == KEY, 30)
        enter(wizard)
        assert wizard.form.key_field.wrong
        await typed(wizard, "pd_live_wrong")
        enter(wizard)
        panel = wizard.key.outcome.problem
        await until(panel.isVisible, 30)
        assert "does not accept the key" in panel.title
        await until(panel.action.hasFocus)
        enter(wizard)
        assert wizard.form.key.line.selectedText(), "what is wrong is typed over"
        await typed(wizard, edge.admin_key)
        enter(wizard)
        await until(lambda: wizard.on.text() == "Next" and not wizard.trying, 30)
        wizard.reject()
        await until(lambda: shown(FirstRunDialog) is None)
        assert not console.profiles.all, "nothing is kept before the end"


async def test_https_is_found_and_its_certificate_compared(
    opened: Opened, edge: EdgeProcess, tmp_path: Any, until: Until
) -> None:
    identity = self_signed(tmp_path, "edge")
    async with opened() as console, tls_front(identity, edge.port) as url:
        wizard = await at_address(console, until, url.removeprefix("https://"))
        await until(wizard.where.offer.isVisible, 30)
        fingerprint = wizard.where.offer.fingerprint
        assert fingerprint is not None
        expected = read_certificate(identity.pem).fingerprint
        assert fingerprint.accessibleDescription() == expected.replace(":", " ")
        enter(wizard)
        await until(lambda: not wizard.where.looking, 30)
        assert wizard.at == ADDRESS, "Enter trusts nobody"
        tab_to(wizard, wizard.where.offer.trust)
        enter(wizard)
        await until(lambda: "that you trust" in wizard.where.notice.words, 30)
        enter(wizard)
        assert wizard.at == KEY
        await typed(wizard, edge.admin_key)
        enter(wizard)
        await until(lambda: wizard.on.text() == "Next" and not wizard.trying, 30)
        enter(wizard)
        enter(wizard)
        await live(console, until)
        kept = console.profiles.all[0]
        assert (kept.url, kept.certificate) == (url, identity.pem)


async def test_a_certificate_that_changes_under_an_open_connection_is_asked_about(
    opened: Opened, edge: EdgeProcess, tmp_path: Any, until: Until
) -> None:
    old, new = self_signed(tmp_path, "old"), self_signed(tmp_path, "new")
    port = free_port()
    async with opened() as console:
        async with tls_front(old, edge.port, port) as url:
            profile = Profile.new("Ours", url, certificate=old.pem)
            console.profiles.keep(profile)
            await console.keys.put(profile.id, edge.admin_key)
            console.window.show()
            await console.open(profile, edge.admin_key)
            await live(console, until)
        async with tls_front(new, edge.port, port):
            dialog = await until(lambda: shown(TrustDialog), 60)
            seen = [each.accessibleDescription() for each in dialog.findChildren(Fingerprint)]
            assert seen == [read_certificate(it.pem).fingerprint.replace(":", " ") for it in (old, new)]
            enter(dialog)
            await until(lambda: not console.window.findChildren(TrustDialog))
            session = console.session
            assert session is not None
            assert isinstance(session.state, Offline), "who refuses stays offline"
            await until(console.window.banner.isVisible)
            await asyncio.sleep(0)
            console.window.banner.acted.emit()
            dialog = await until(lambda: shown(TrustDialog), 30)
            QTest.mouseClick(dialog.trust, Qt.MouseButton.LeftButton)
            await until(lambda: console.session is not session, 30)
            await live(console, until)
            assert console.profiles.all[0].certificate == new.pem


async def test_whoever_has_a_connection_is_asked_no_more(
    opened: Opened, edge: EdgeProcess, until: Until
) -> None:
    async with opened() as console:
        console.profiles.keep(Profile.new("Ours", edge.url))
        console.window.show()
        console.connecting.begin()
        await asyncio.sleep(0)
        assert shown(FirstRunDialog) is None
        console.connecting.choose()
        await until(lambda: shown(ConnectDialog), 30)
        shown(ConnectDialog).reject()
        await until(lambda: shown(ConnectDialog) is None)

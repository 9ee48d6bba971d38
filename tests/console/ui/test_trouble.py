"""What stands between an operator and the edge, as the window says it: what happened, and what to do next."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import QDialog, QLabel

from console.app import Console
from console.core.profiles import Profile
from console.core.session import Session
from console.core.states import Live, Offline
from console.views.dialogs.connect import ConnectDialog
from console.views.dialogs.trust import TrustDialog
from tests.console.servers import tls_front
from tests.console.ui.conftest import Fleet, Opened
from tests.kit.certificates import self_signed
from tests.kit.edge_process import EdgeProcess, free_port

Until = Callable[..., Awaitable[Any]]
D = TypeVar("D", bound=QDialog)


async def offline(console: Console, profile: Profile, key: str, until: Until) -> Session:
    """The window on an edge that it cannot work with."""
    console.window.show()
    await console.open(profile, key)
    session = console.session
    assert session is not None
    await until(lambda: isinstance(session.state, Offline), 20)
    await until(console.window.banner.isVisible)
    return session


def shown(console: Console, kind: type[D]) -> D | None:
    """The open dialog of a kind."""
    return next((dialog for dialog in console.window.findChildren(kind) if dialog.isVisible()), None)


def words(widget: Any) -> str:
    return " ".join(part.text() for part in widget.findChildren(QLabel) if part.isVisible())


async def test_a_wrong_key_is_said_and_asked_for_again(opened: Opened, fleet: Fleet, until: Until) -> None:
    async with opened() as console:
        profile = Profile.new("Test", fleet.edge.url)
        console.profiles.keep(profile)
        await offline(console, profile, "pd_live_wrong", until)
        assert "key" in console.window.banner.accessibleName()
        dialog = await until(lambda: shown(console, ConnectDialog))
        dialog.form.key.line.setText(fleet.edge.admin_key)
        dialog.connect_button.click()
        await until(lambda: console.session is not None and isinstance(console.session.state, Live), 20)
        assert not console.window.banner.isVisible()


async def test_an_edge_that_is_away_is_tried_again_and_what_was_known_stays(
    opened: Opened, tmp_path: Path, until: Until
) -> None:
    port = free_port()
    async with opened() as console:
        profile = Profile.new("Test", f"http://127.0.0.1:{port}")
        session = await offline(console, profile, "pd_live_any", until)
        assert str(port) in console.window.banner.accessibleName()
        assert console.window.strip.text.startswith("Offline")
        assert not console.window.findChildren(ConnectDialog), "it may come back by itself: nothing is asked"
        edge = EdgeProcess(tmp_path / "edge", port=port)
        await asyncio.to_thread(edge.start)
        try:
            session.connection.retry()
            await until(lambda: isinstance(session.state, Offline) and session.state.problem.lasting, 20)
            assert "key" in console.window.banner.accessibleName()
        finally:
            await asyncio.to_thread(edge.terminate)


async def test_an_unknown_certificate_is_shown_to_be_compared_and_pinned(
    opened: Opened, fleet: Fleet, tmp_path: Path, until: Until
) -> None:
    identity = self_signed(tmp_path, "localhost")
    async with tls_front(identity, fleet.edge.port) as url, opened() as console:
        profile = Profile.new("Test", url)
        console.profiles.keep(profile)
        await console.keys.put(profile.id, fleet.edge.admin_key)
        await offline(console, profile, fleet.edge.admin_key, until)
        dialog = await until(lambda: shown(console, TrustDialog))
        assert "ompare" in words(dialog)
        dialog.trust.click()
        await until(lambda: console.session is not None and isinstance(console.session.state, Live), 20)
        kept = console.profiles.get(profile.id)
        assert kept is not None
        assert kept.certificate is not None


async def test_who_does_not_trust_stays_disconnected(
    opened: Opened, fleet: Fleet, tmp_path: Path, until: Until
) -> None:
    identity = self_signed(tmp_path, "localhost")
    async with tls_front(identity, fleet.edge.port) as url, opened() as console:
        profile = Profile.new("Test", url)
        session = await offline(console, profile, fleet.edge.admin_key, until)
        dialog = await until(lambda: shown(console, TrustDialog))
        dialog.reject()
        await until(lambda: not console.window.findChildren(TrustDialog))
        assert isinstance(session.state, Offline)
        assert session.profile.certificate is None

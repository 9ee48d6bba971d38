"""What is wanted while the edge is away; sites without a place; an edge without terminals."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.screens.subjects import NETWORK, opened_by, settled, shot, subject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from console.app import Console
    from console.core.session import Session

WAITING = (
    ("POST", "/v1/alerts/alr_1/acknowledge", "Take on Gate A is offline", "Taken on", "Gate A is offline"),
    ("PATCH", "/v1/sites/site_1", "Change Warehouse", "Site changed", "Warehouse"),
    ("POST", "/v1/devices/dev_1/commands", "HQ - Parking: Set the clock?", "Set the clock: queued", ""),
)


async def away(console: Console) -> Session:
    """The edge is not reached any more."""
    from console.core.states import Offline

    session = console.session
    assert session is not None
    console.window.selection.clear()
    NETWORK[-1].refusing = True
    NETWORK[-1].reset()
    async with asyncio.timeout(60):
        while not isinstance(session.state, Offline):
            await asyncio.sleep(0.2)
    return session


def put(session: Session, count: int) -> None:
    from common.client import Unanswered

    have = len(session.outbox.changes)
    for method, path, what, done, about in WAITING[have:count]:
        body = {"command": "sync_time"} if "commands" in path else {}
        asked = Unanswered(method, path, body, {})
        session.outbox.put([asked], what=what, done=done, about=about, by="Amina Alaoui")


@subject("offline-question")
async def question(console: Console) -> QWidget:
    """Something was to be done: shall it wait?"""
    from console.views.acting import Acting

    session = await away(console)
    console.window.go("overview")
    shown = console.window.shown
    assert shown is not None
    acting, client = Acting(shown.around, console.window), session.connection.client

    async def do() -> None:
        await client.post("/v1/sites", {"name": "Fès"})

    return await opened_by(
        console, lambda: acting.do(do, "Site made", "Rabat Agdal", asks="Take on Gate A is offline")
    )


@subject("offline-waiting")
async def waiting(console: Console) -> QWidget:
    """Three changes wait, as the window says it."""
    session = await away(console)
    console.window.go("overview")
    put(session, 3)
    await settled(console.window, 1.2)
    picture = shot(console.window)
    session.outbox.remember([])
    return picture


@subject("offline-outbox")
async def outbox(console: Console) -> QWidget:
    """They are looked at; one of them was refused."""
    from dataclasses import replace

    from console.core.outbox import Standing

    session = await away(console)
    put(session, 3)
    changes = list(session.outbox.changes)
    changes[0] = replace(changes[0], standing=Standing.REFUSED, reason="The alert is over already.")
    session.outbox.remember(changes)
    picture = shot(await opened_by(console, lambda: console.window.strip.waits.click()))
    session.outbox.remember([])
    return picture


@subject("map-unplaced")
async def unplaced(console: Console) -> QWidget:
    """A site is carried from its chip onto the map."""
    from PySide6.QtCore import QPointF

    from console.views.map.sites import MapSite
    from console.views.pages.map import MapPage

    console.window.go("map")
    page = console.window.page
    assert isinstance(page, MapPage)
    await settled(page, 0.8)
    known = tuple(page.map.scene.fleet.sites)
    page.map.take_sites((*known, *(MapSite(f"new{n}", f"Depot {n}", None, None) for n in (1, 2, 3))))
    page.map.unplaced.lifted.emit("new1")
    page.map.unplaced.carried.emit(QPointF(page.map.width() * 0.45, page.map.height() * 0.5))
    return await settled(console.window)


@subject("overview-empty", alone=True)
async def empty(console: Console) -> QWidget:
    return await on_empty_edge(console)


@subject("overview-empty-small", alone=True)
async def empty_small(console: Console) -> QWidget:
    window = console.window
    before = window.size()
    window.resize(960, 600)
    try:
        return await on_empty_edge(console)
    finally:
        window.resize(before)


async def on_empty_edge(console: Console) -> QWidget:
    """An edge on its first day."""
    from console.core.profiles import Profile
    from console.core.states import Live
    from tests.kit.edge_process import EdgeProcess

    with tempfile.TemporaryDirectory() as folder:
        edge = EdgeProcess(Path(folder) / "edge")
        await asyncio.to_thread(edge.start)
        try:
            await console.open(Profile("empty", "New edge", edge.url), edge.admin_key, remember=False)
            session = console.session
            assert session is not None
            async with asyncio.timeout(60):
                while not isinstance(session.state, Live):
                    await asyncio.sleep(0.1)
            console.window.go("overview")
            return shot(await settled(console.window, 1.0))
        finally:
            await console.close_session()
            await asyncio.to_thread(edge.kill9)

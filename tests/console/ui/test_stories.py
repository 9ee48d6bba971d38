"""What an operator does on the first day, in the real window, with a real edge and a fleet that calls it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from PySide6.QtCore import Qt

from common.client import EdgeClient
from console.app import Console
from console.core.profiles import Profile
from console.core.records import Gap, Punch
from console.core.session import Session
from console.core.states import Live
from console.core.status import Status
from console.models.selection import Kind, Selected
from console.views.pages.feed import FeedPage
from console.views.pages.map import MapPage
from tests.console.ui.conftest import OFFLINE_AFTER_S, Fleet, Opened

Until = Callable[..., Awaitable[Any]]

PUNCHES = 20


async def connected(console: Console, fleet: Fleet, until: Until) -> Session:
    """The window on the fleet, live, with some punches."""
    console.window.show()
    profile = Profile.new("Test", fleet.edge.url)
    await console.open(profile, fleet.edge.admin_key)
    session = console.session
    assert session is not None
    await until(lambda: isinstance(session.state, Live) and len(session.feed) >= PUNCHES, 30)
    return session


def punches(session: Session) -> list[Punch]:
    return [line for line in session.feed.lines() if isinstance(line, Punch)]


async def test_the_window_shows_the_fleet_and_what_happens_there(
    opened: Opened, fleet: Fleet, until: Until
) -> None:
    async with opened() as console:
        session = await connected(console, fleet, until)
        window = console.window
        assert (len(session.fleet.sites), len(session.fleet.devices)) == (3, 9)
        assert window.strip.text.startswith("Live")
        before = len(session.feed)
        await until(lambda: len(session.feed) > before, 15)
        for page_id in ("map", "devices", "feed", "settings", "overview"):
            window.go(page_id)
            await until(lambda page_id=page_id: window.pages[page_id].isVisible())


async def test_what_is_selected_on_the_map_is_selected_everywhere(
    opened: Opened, fleet: Fleet, until: Until
) -> None:
    async with opened() as console:
        session = await connected(console, fleet, until)
        window = console.window
        window.go("map")
        page = window.pages["map"]
        assert isinstance(page, MapPage)
        await until(lambda: len(page.map.scene.fleet.sites) == 3)
        page.map.setFocus(Qt.FocusReason.ShortcutFocusReason)
        site_id = page.map.scene.fleet.sites[0].id
        page.map.site_selected.emit(site_id)
        assert window.selection.current == Selected(Kind.SITE, site_id)
        assert (
            page.list.view.currentIndex().data(Qt.ItemDataRole.DisplayRole)
            == session.fleet.sites[site_id].name
        )
        assert window.inspector is not None
        assert window.inspector.title == session.fleet.sites[site_id].name
        other = next(site for site in session.fleet.sites if site != site_id)
        page.list.chosen.emit(other)
        assert page.map.selected == other
        assert window.inspector.title == session.fleet.sites[other].name
        device = session.fleet.devices_at(site_id)[0]
        window.selection.select(Kind.DEVICE, device.id)
        assert page.map.selected == site_id, "a terminal stands where its site does"
        assert window.inspector.title == device.name
        window.step_back()
        window.selection.clear()
        assert page.map.selected is None


async def test_a_site_that_goes_dark_turns_red_and_comes_back(
    opened: Opened, fleet: Fleet, until: Until
) -> None:
    async with opened() as console:
        session = await connected(console, fleet, until)
        site_id = next(iter(session.fleet.sites))
        await until(lambda: verdict(session, site_id).level is Status.ONLINE, 30)
        fleet.terminals.cut(site_id)
        await until(lambda: verdict(session, site_id).dark, OFFLINE_AFTER_S + 30)
        console.window.go("map")
        page = console.window.pages["map"]
        assert isinstance(page, MapPage)
        shown = {site.id: site.worst for site in page.map.scene.fleet.sites}
        assert shown[site_id] is Status.OFFLINE
        fleet.terminals.restore(site_id)
        await until(lambda: verdict(session, site_id).level is Status.ONLINE, 40)


def verdict(session: Session, site_id: str) -> Any:
    found = session.verdicts.of(site_id)
    assert found is not None
    return found


async def test_the_inspector_says_why_a_terminal_is_what_it_is(
    opened: Opened, fleet: Fleet, until: Until
) -> None:
    async with opened() as console:
        session = await connected(console, fleet, until)
        device = next(iter(session.fleet.devices.values()))
        console.window.selection.select(Kind.DEVICE, device.id)
        inspector = console.window.inspector
        assert inspector is not None
        await until(lambda: "getrequest" in inspector.words, 15)
        assert "counts as offline after" in inspector.words


async def test_the_feed_is_filtered_frozen_and_resumed(opened: Opened, fleet: Fleet, until: Until) -> None:
    async with opened() as console:
        session = await connected(console, fleet, until)
        window = console.window
        window.go("feed")
        page = window.pages["feed"]
        assert isinstance(page, FeedPage)
        await until(lambda: page.model.rowCount() >= PUNCHES)
        site = punches(session)[-1].site
        page.filter.set_text(f'site="{site}"')
        await until(lambda: page.model.rowCount() < len(session.feed))
        page.filter.set_text("")
        page.toggle_pause()
        held = page.model.rowCount()
        before = len(session.feed)
        await until(lambda: len(session.feed) > before + 3, 20)
        assert page.model.rowCount() == held
        page.resume()
        await until(lambda: page.model.rowCount() >= len(session.feed) - 1)


async def test_an_edge_that_is_restarted_under_the_window_costs_no_punch(
    opened: Opened, fleet: Fleet, until: Until
) -> None:
    async with opened() as console:
        session = await connected(console, fleet, until)
        await asyncio.to_thread(fleet.edge.kill9)
        await until(lambda: not isinstance(session.state, Live), 15)
        assert console.window.pages["overview"].isVisible(), "what was known stays on the screen"
        await asyncio.to_thread(fleet.edge.start)
        await until(lambda: isinstance(session.state, Live), 30)
        seen = len(session.feed)
        await until(lambda: len(session.feed) >= seen + PUNCHES, 90)
        shown = punches(session)
        newest = max(punch.received_us for punch in shown)
        async with EdgeClient(fleet.edge.url, fleet.edge.admin_key) as client:
            stored = {body["id"]: body async for body in client.attendance(order="received_at", limit=1000)}
        ids = [punch.id for punch in shown]
        assert len(ids) == len(set(ids)), "none twice"
        older = {punch_id for punch_id, body in stored.items() if _us(body["received_at"]) <= newest}
        assert older <= set(ids), "none missing"
        assert not [line for line in session.feed.lines() if isinstance(line, Gap)]


def _us(text: str) -> int:
    from common.instants import parse_instant

    return parse_instant(text)

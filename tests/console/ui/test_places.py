"""Where one can go: what the key may read, at the smallest size, by keys of one's own, by links."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest
from PySide6.QtWidgets import QApplication

from console.commands.registry import Group
from console.core.links import Link
from console.core.profiles import SafeMode
from console.core.states import Live
from console.core.tasks import Tasks
from console.core.window_memory import WindowMemory
from console.models.selection import Kind
from console.theme.theme import Look, Theme
from console.views.shell.window import Window
from console.views.shell.window_places import LISTED_ON, PAGES, SELECTED_ON, WindowPlaces
from console.views.widgets.labels import label
from console.views.widgets.rail import Place, Rail, RailButton
from tests.console.conftest import Until
from tests.console.fleets import Told, three_sites
from tests.kit.watchdog import watchdog

VIEWER = ["alerts:read", "attendance:read", "commands:read", "employees:read", "sites:read"]


@dataclass
class Opened:
    window: Window
    told: Told

    def say_who(self, *scopes: str) -> None:
        """As the edge answers when it is connected to."""
        self.told.session.connection.me = {"id": "key_me", "scopes": list(scopes)}
        self.told.stand(Live())


@asynccontextmanager
async def opened(qapp: QApplication, until: Until) -> AsyncIterator[Opened]:
    """A window on a fleet that nobody connects to, with the first pages made."""
    window, tasks, told = Window(Theme(qapp, Look.DARK), WindowMemory()), Tasks(), three_sites().live()
    window.show()
    await window.show_session(told.session, tasks)
    await until(lambda: {"map", "devices", "feed", "alerts"} <= set(window.pages), 30)
    try:
        yield Opened(window, told)
    finally:
        watchdog.stop()
        window.show_welcome()
        await tasks.close()
        await told.session.close()
        window.let_go()
        window.deleteLater()


def test_every_place_leads_to_a_page_by_keys_of_its_own() -> None:
    places = WindowPlaces().all
    assert {place.id for place in places} == set(PAGES)
    assert len({place.hint for place in places}) == len(places)
    assert {*SELECTED_ON} == {*Kind}
    assert {*SELECTED_ON.values(), *LISTED_ON.values()} & set(PAGES)


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_fourteen_places_fit_the_smallest_window(qapp: QApplication, scale: float) -> None:
    theme = Theme(qapp, Look.DARK, scale)
    places = [Place(f"p{n}", "map", f"Place {n}") for n in range(13)]
    rail = Rail(theme, places, [Place("last", "settings", "Last")], label("", "", None))
    rail.resize(200, 600 - 40 - 30)
    rail.show()
    QApplication.processEvents()
    boxes = [button.geometry() for button in rail.findChildren(RailButton)]
    assert len(boxes) == 14
    assert all(box.height() >= 27 and rail.rect().contains(box) for box in boxes)
    assert not any(one.intersects(other) for one in boxes for other in boxes if one is not other)
    rail.deleteLater()
    qapp.setStyleSheet("")


async def test_what_the_key_may_not_read_is_not_offered(qapp: QApplication, until: Until) -> None:
    async with opened(qapp, until) as desk:
        window = desk.window
        desk.say_who(*VIEWER)
        if "webhooks" in PAGES:
            assert not window.rail.is_offered("webhooks")
            assert window.registry.run("go.webhooks") is False
        desk.say_who("devices:read")
        assert not window.rail.is_offered("alerts")
        assert window.rail.is_offered("devices")
        desk.say_who(*VIEWER, "webhooks:read", "keys:read")
        assert all(window.rail.is_offered(page_id) for page_id in PAGES)


async def test_what_may_be_done_is_decided_by_key_and_safe_mode(qapp: QApplication, until: Until) -> None:
    async with opened(qapp, until) as desk:
        assert desk.window.shown is not None
        around, session = desk.window.shown.around, desk.told.session
        assert not around.may("sites:write"), "nobody knows yet who we are"
        desk.say_who("sites:read", "sites:write")
        assert around.may("sites:write")
        assert not around.may("keys:write")
        session.profile = replace(session.profile, safe_mode=SafeMode.READ_ONLY)
        assert not around.may("sites:write")
        assert around.may("sites:read")


async def test_links_lead_to_what_is_selected_and_to_what_is_only_listed(
    qapp: QApplication, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(qapp, until) as desk:
        window, edge = desk.window, desk.told.session.profile.url
        assert window.open_link(Link("site", "rabat", edge))
        await until(lambda: window.page is not None and window.page.isVisible())
        assert (window.page_id, window.selection.current) == ("map", (Kind.SITE, "rabat"))
        assert not window.open_link(Link("site", "rabat", "https://elsewhere"))
        assert not window.open_link(Link("moon", "x", edge))
        brought: list[str] = []
        monkeypatch.setitem(LISTED_ON, "thing", "devices")
        monkeypatch.setattr(
            "console.views.pages.page.Page.bring", lambda page, id: brought.append(page.id + id)
        )
        assert window.open_link(Link("thing", "_1", edge))
        assert brought == ["devices_1"]


async def test_changed_keys_are_said_on_hover_and_lead_there(qapp: QApplication, until: Until) -> None:
    async with opened(qapp, until) as desk:
        window = desk.window
        window.registry.change_keys({"go.map": "Ctrl+2"})
        button = window.rail.findChild(RailButton, "map")
        assert button is not None
        assert button.toolTip() == "Map  Ctrl+2"
        assert window.memory().keys == {"go.map": "Ctrl+2"}
        assert {it.command.id for it in window.bound_commands()} >= {
            "go.map",
            "overview.find",
            "help.palette",
        }
        places = {it.place for it in window.bound_commands() if it.command.group == Group.GO}
        assert places == {""}

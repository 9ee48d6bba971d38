"""What there is to be seen, and how each is brought about in a window that is connected to a fleet."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from console.app import Console

Show = Callable[["Console"], Awaitable["QWidget"]]


@dataclass(frozen=True, slots=True)
class Subject:
    """`show` brings it about and gives the widget to be rendered. `alone`: it needs no connection."""

    name: str
    show: Show
    alone: bool = False


SUBJECTS: dict[str, Subject] = {}


def subject(name: str, *, alone: bool = False) -> Callable[[Show], Show]:
    def add(show: Show) -> Show:
        SUBJECTS[name] = Subject(name, show, alone)
        return show

    return add


async def settled(widget: QWidget, seconds: float = 0.4) -> QWidget:
    """After everything that comes a little later has come: the map's base layer, timers of a tenth."""
    await asyncio.sleep(seconds)
    return widget


def on_page(page_id: str, *, select: str = "") -> Show:
    async def show(console: Console) -> QWidget:
        from console.models.selection import Kind

        window, session = console.window, console.session
        assert session is not None
        window.go(page_id)
        window.selection.clear()
        if select == "site":
            window.selection.select(Kind.SITE, session.verdicts.worst_first()[0].site_id)
        elif select == "device":
            site = session.verdicts.worst_first()[0].site_id
            window.selection.select(Kind.DEVICE, session.fleet.devices_at(site)[0].id)
        elif select == "punch":
            window.selection.select(Kind.PUNCH, session.feed.lines()[-4].id)
        return await settled(window, 1.2)

    return show


for page in ("overview", "map", "devices", "feed", "settings"):
    subject(page)(on_page(page))
subject("overview-site")(on_page("overview", select="site"))
subject("map-site")(on_page("map", select="site"))
subject("devices-device")(on_page("devices", select="device"))
subject("feed-punch")(on_page("feed", select="punch"))


@subject("palette")
async def palette(console: Console) -> QWidget:
    console.window.go("overview")
    console.window.selection.clear()
    console.window.open_palette()
    return await settled(console.window)


@subject("shortcuts")
async def shortcuts(console: Console) -> QWidget:
    from console.views.dialogs.shortcuts import ShortcutSheet

    console.window.palette_box.dismiss()
    sheet = ShortcutSheet(console.theme, console.window.registry, console.window)
    sheet.open()
    await settled(sheet)
    return sheet


@subject("welcome", alone=True)
async def welcome(console: Console) -> QWidget:
    console.window.show_welcome()
    return await settled(console.window)

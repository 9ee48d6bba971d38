"""Finds sites and terminals by name for the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from console.commands.search import Entry, ranked
from console.core.session import Session
from console.models.selection import Kind, Selection

MOST: Final = 30


class Finder:
    """Entries for everything in a fleet, made anew when the fleet has another structure. `go(page_id)` shows
    a page."""

    def __init__(self, session: Session, selection: Selection, go: Callable[[str], object]) -> None:
        self._session = session
        self._selection = selection
        self._go = go
        self._entries: list[Entry] = []
        self._made_of: tuple[object, int] | None = None

    def __call__(self, typed: str) -> list[Entry]:
        fleet = self._session.fleet
        made_of = (fleet, fleet.structure_version)
        if made_of != self._made_of:
            self._entries, self._made_of = self._made(), made_of
        return ranked(typed, self._entries, MOST)

    def _made(self) -> list[Entry]:
        fleet = self._session.fleet
        sites = [
            Entry(
                site.name,
                partial(self._show, Kind.SITE, site.id),
                subtitle=site.address or "",
                icon="place",
                keywords=(site.slug, *site.tags),
            )
            for site in fleet.sites.values()
        ]
        devices = [
            Entry(
                device.name,
                partial(self._show, Kind.DEVICE, device.id),
                subtitle=device.site,
                icon="devices",
                keywords=(device.serial, device.ip or ""),
            )
            for device in fleet.devices.values()
        ]
        return sites + devices

    def _show(self, kind: Kind, id: str) -> None:
        self._go("map" if kind is Kind.SITE else "devices")
        self._selection.select(kind, id)

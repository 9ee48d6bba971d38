"""Asks on the map where a site stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QWidget

from console.core.records import Site
from console.views.dialogs.ask import AskDialog
from console.views.map.sites import Counts, MapSite
from console.views.map.widget import MapView
from console.views.pages.page import Surroundings
from console.views.widgets.labels import label
from console.views.words import isolated

WIDTH: Final = 760
HEIGHT: Final = 340
NEW: Final = ""


class PlaceDialog(AskDialog[tuple[float, float]]):
    """Answers with latitude and longitude, degrees. Who does without a mouse writes the numbers instead."""

    def __init__(
        self, around: Surroundings, site: Site | None, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            around.theme,
            self.tr("Where is {0}?").format(name),
            self.tr("Click the place. Click again to correct it; the wheel comes closer."),
            self.tr("Take this place"),
            parent,
            width=WIDTH,
        )
        self._id = NEW if site is None else site.id
        self.found: tuple[float, float] | None = None
        self.map = MapView(around.theme.tokens, self)
        self.map.setFixedHeight(HEIGHT)
        self.map.set_worldview(around.session.profile.worldview.value)
        self.map.set_night(False)
        session = around.session
        self._sites = {
            it.id: MapSite(
                *(it.id, it.name, it.lat, it.lon),
                Counts(*session.fleet.counts_at(it.id)[:5]),
                session.fleet.counts_at(it.id).worst,
                it.timezone or "UTC",
            )
            for it in session.fleet.sites.values()
        }
        if site is None:
            self._sites[NEW] = MapSite(NEW, name, None, None)
        self.map.legend.hide()
        self.map.set_sites(tuple(self._sites.values()))
        self.map.site_placed.connect(self._placed)
        self.map.start_placing(self._id)
        self.said = label(self.tr("No place is chosen yet."), "dim", self)
        self.asked.addWidget(self.map)
        self.asked.addWidget(self.said)
        self.do.setEnabled(False)

    def finish(self) -> None:
        if self.found is not None:
            self.answer(self.found)

    def _placed(self, _site_id: str, lat: float, lon: float) -> None:
        self.found = (lat, lon)
        self._sites[self._id] = replace(self._sites[self._id], lat=lat, lon=lon)
        self.map.set_sites(tuple(self._sites.values()))
        self.map.start_placing(self._id)
        self.said.setText(isolated(f"{lat:.5f}, {lon:.5f}"))
        self.do.setEnabled(True)

"""The map page: all sites where they stand, and the same sites as a list beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QWidget

from console.commands.registry import Command, Group
from console.core.fleet import Change
from console.core.profiles import Worldview
from console.core.records import NO_SITE, moment
from console.core.states import Live
from console.core.states import State as ConnectionState
from console.core.verdicts import SiteVerdict
from console.models.selection import Kind, Selected, site_of
from console.theme.tokens import Tokens
from console.views.acting import Acting
from console.views.command_actions import CommandActions
from console.views.map.projection import apart_km
from console.views.map.sites import Counts, MapSite
from console.views.map.widget import MapView
from console.views.pages.page import Page, State, Surroundings
from console.views.site_list import SiteList
from console.views.words import isolated

LIST_WIDTH: Final = 300


class MapPage(Page):
    """Selection is shared: what is selected here, in the list or anywhere else is one thing."""

    id = "map"

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self.sending = CommandActions(around, self)
        self._acting = Acting(around, self)
        self._known: dict[str, MapSite] = {}
        self._stale: set[str] | None = None
        """Sites to look at anew; None stands for all of them."""
        self.map = MapView(self.theme.tokens, self)
        self.list = SiteList(around, self)
        self.list.setMinimumWidth(240)
        self._panes = QSplitter(Qt.Orientation.Horizontal, self)
        self._panes.setChildrenCollapsible(False)
        self._panes.addWidget(self.map)
        self._panes.addWidget(self.list)
        self._panes.setStretchFactor(0, 1)
        self._list_width = LIST_WIDTH
        self._panes.splitterMoved.connect(self._drawn)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._panes)
        self.map.set_clock(lambda: moment(self.session.now_us()))
        self.map.set_worldview(self.session.profile.worldview.value)
        self.map.site_selected.connect(self._picked)
        self.map.site_opened.connect(self._opened)
        self.map.site_placed.connect(self._placed)
        self.map.context_requested.connect(self._offer)
        self.list.chosen.connect(self._picked)
        self.theme.changed.connect(self._wear)
        self.selection.changed.connect(self._selected)
        self.listen(self.session.changed, self._changed)
        self.listen(self.session.connection.states, self._moved)
        self._selected(self.selection.current)

    def close_page(self) -> None:
        super().close_page()
        self.list.close_list()

    def commands(self) -> Sequence[Command]:
        group = self.tr("Map")
        return (
            Command(
                "map.fit", self.tr("Show the whole fleet"), group,
                run=self.map.fit_to_fleet, shortcut="0", icon="fit",
            ),
            Command(
                "map.night", self.tr("Day and night"), group,
                run=lambda: self.map.set_night(not self.map.night),
                checked=lambda: self.map.night, shortcut="N", icon="moon",
            ),
            Command(
                "map.find", self.tr("Find a site"), Group.SITE,
                run=self.list.focus_filter, shortcut="/", icon="search",
            ),
        )  # fmt: skip

    def save_state(self) -> State:
        return {
            "view": self.map.view_state(),
            "list": self._list_width,
            "night": self.map.night,
        }

    def restore_state(self, state: State) -> None:
        self.map.restore_view_state(state.get("view") or {})
        self.map.set_night(bool(state.get("night", True)))
        width = state.get("list")
        if isinstance(width, int) and 0 < width < 2_000:
            self._list_width = width
            self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """The list as wide as it was drawn, wherever there is room for that again."""
        self._panes.setSizes([max(self._panes.width() - self._list_width, 1), self._list_width])

    def _drawn(self) -> None:
        self._list_width = self._panes.sizes()[1]

    def focus_first(self) -> None:
        self.map.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step_back(self) -> bool:
        if self.list.filter.hasFocus():
            self.list.filter.clear()
            self.map.setFocus()
            return True
        return self.map.step_back()

    def set_worldview(self, worldview: Worldview) -> None:
        self.map.set_worldview(worldview.value)

    def set_reduced_motion(self, reduced: bool) -> None:
        self.map.set_reduced_motion(reduced)

    def set_on_wall(self, on: bool) -> None:
        self.list.setVisible(not on)
        self.map.controls.setVisible(not on)

    def catch_up(self) -> None:
        stale, self._stale = self._stale, set()
        verdicts, fleet = self.session.verdicts, self.session.fleet
        wanted = list(fleet.sites) if stale is None else stale
        if stale is None:
            self._known.clear()
        for site_id in wanted:
            verdict = verdicts.of(site_id)
            if verdict is not None and site_id != NO_SITE:
                self._known[site_id] = self._site(verdict)
        if stale is None or wanted:
            self.map.set_sites(tuple(self._known.values()))
        self.map.set_may_place(self.around.may("sites:write"))
        heard_us = None if isinstance(self.session.state, Live) else self.session.connection.heard_us
        self.map.set_updated_at(None if heard_us is None else moment(heard_us))

    # -- what core tells
    # ------------------------------------------------------------------------------------------------

    def _changed(self, change: Change) -> None:
        if change.structure:
            self._stale = None
        elif self._stale is not None:
            self._stale |= change.sites & self._known.keys()
        if self.isVisible():
            self.catch_up()

    def _moved(self, _state: ConnectionState) -> None:
        if self.isVisible():
            self.catch_up()

    def _site(self, verdict: SiteVerdict) -> MapSite:
        fleet = self.session.fleet
        site = fleet.sites[verdict.site_id]
        punch = fleet.last_punch_at(site.id)
        return MapSite(
            site.id,
            site.name,
            site.lat,
            site.lon,
            Counts(*verdict.counts[:5]),
            verdict.level,
            site.timezone or "UTC",
            None if punch is None else moment(punch.punched_us),
            self.words.reason(verdict.reason),
            fleet.hourly(site.id, self.session.now_us()),
        )

    # -- what is selected
    # -----------------------------------------------------------------------------------------------

    def _selected(self, selected: Selected | None) -> None:
        site_id = site_of(selected, self.session)
        shown = site_id if site_id in self.session.fleet.sites else None
        self.map.set_selected(shown)
        self.list.set_selected(site_id)

    def _picked(self, site_id: str) -> None:
        if site_id:
            self.selection.select(Kind.SITE, site_id)
        else:
            self.selection.clear()

    def _opened(self, site_id: str) -> None:
        self.selection.select(Kind.SITE, site_id)
        self.around.open_page("devices")

    def _offer(self, site_ids: list[str], at: QPoint) -> None:
        """What can be done with the sites under a right click."""
        if not site_ids:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for site_id in site_ids[:12]:
            site = self.session.fleet.sites[site_id]
            menu.addAction(self.tr("Select {0}").format(site.name)).triggered.connect(
                lambda _=False, site_id=site_id: self._picked(site_id)
            )
        if len(site_ids) == 1:
            menu.addAction(self.tr("Its terminals")).triggered.connect(lambda: self._opened(site_ids[0]))
            if self.around.may("sites:write"):
                menu.addAction(self.tr("Place it elsewhere")).triggered.connect(
                    lambda: self.map.start_placing(site_ids[0])
                )
            self.sending.fill_site(menu, site_ids[0])
        menu.addSeparator()
        menu.addAction(self.tr("Show the whole fleet")).triggered.connect(self.map.fit_to_fleet)
        menu.popup(at)

    def _placed(self, site_id: str, lat: float, lon: float) -> None:
        """One that had no place is put there at once; one that had is moved only once that was confirmed."""
        site = self.session.fleet.sites.get(site_id)
        if site is None:
            return
        do = partial(self.session.place_site, site_id, lat, lon)
        done = self.tr("{0} stands there now").format(site.name)
        if site.lat is None or site.lon is None:
            asks = self.tr("Place {0} on the map").format(site.name)
            self._acting.do(do, done, isolated(f"{lat:.4f}, {lon:.4f}"), asks=asks)
        else:
            km = self.words.number(max(1, round(apart_km(site.lat, site.lon, lat, lon))))
            self._acting.confirm(
                self.tr("Move {0}?").format(site.name),
                self.tr("It stands about {0} km from here on the map so far.").format(km),
                self.tr("Move it here"), do, done,
            )  # fmt: skip

    def _wear(self, tokens: Tokens) -> None:
        self.map.set_tokens(tokens)

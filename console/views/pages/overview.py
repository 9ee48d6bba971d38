"""The first page an operator sees: how the fleet does at one glance, and what wants somebody to look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QDate, QModelIndex, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from console.commands.registry import Command, Group
from console.core.changes import Changes, Turn
from console.core.fleet import NOTHING, Change
from console.core.records import moment
from console.core.sheets import Sheet
from console.core.states import Connecting
from console.core.status import Status
from console.core.tallies import HOUR_US
from console.models.selection import Kind, Selected, site_of
from console.models.sites import SiteRow, SitesModel
from console.views.alert_shortlist import AlertShortlist
from console.views.delegates.site import SiteDelegate, site_reason
from console.views.delegates.site_card import SiteCardDelegate
from console.views.fleet_sheets import FleetSheets
from console.views.pages.page import Page, State, Surroundings
from console.views.widgets.fleet_figures import FleetFigures
from console.views.widgets.flow_list import FlowList
from console.views.widgets.labels import label
from console.views.widgets.no_fleet import NoFleet
from console.views.widgets.recent_changes import RecentChanges
from console.views.widgets.section import Section
from console.views.widgets.verdict_line import VerdictLine

REST_MS: Final = 100
"""Between two updates: ten a second at most."""
TICK_MS: Final = 10_000
"""How often what depends on the time alone is said anew."""
EDGE: Final = 24
_ARROWS: Final = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right)
WIDEST: Final = 1720
SIDE: Final = 380
ROOM_FOR_SIDE: Final = 1180
DAY_US: Final = 24 * HOUR_US


class OverviewPage(Page):
    """Verdict, figures, the sites in trouble, what changed lately, all sites. Selection is shared."""

    id = "overview"

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self.nothing: NoFleet | None = None
        self._fleet = self.session.fleet
        self._news = NOTHING
        self.changes = Changes()
        self.changes.follow(self._fleet, Change(structure=True), self.session.now_us())
        nameless = self.words.site_name("")
        self.trouble = SitesModel(self.session, nameless, self._spoken, only_trouble=True, parent=self)
        self.sites = SitesModel(self.session, nameless, self._spoken, parent=self)
        self._frame()
        self.verdict = VerdictLine(self.theme, self.well)
        self.figures = FleetFigures(self.theme, self.session, self.words, self.well)
        self.figures.approval_wanted.connect(lambda: self.around.open_page("devices"))
        self._build_cards()
        self._build_rows()
        self.recent = RecentChanges(self.theme, self.words, self._site_name, self.session.now_us, self.well)
        self.recent.chosen.connect(self._choose_turn)
        self.needs_you = AlertShortlist(self.theme, self.session, self.words, self.well)
        self.needs_you.chosen.connect(self._choose_alert)
        self.needs_you.all_wanted.connect(lambda: self.around.open_page("alerts"))
        self._sections()
        self._lay_out()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(REST_MS)
        self._due.timeout.connect(self._refresh)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.catch_up)
        self.theme.changed.connect(self._wear)
        self.selection.changed.connect(self._show_selected)
        self.listen(self.session.changed, self._heard)
        self.listen(self.session.alerts.changed, self._moved)
        self.listen(self.session.connection.states, self._moved)

    # -- what it is made of
    # -----------------------------------------------------------------------------------------

    def _frame(self) -> None:
        """What all the rest stands in, made first: each move of a widget to another parent styles it anew."""
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.addWidget(self._scroll)
        flow = self._flow = QWidget(self._scroll.viewport())
        flow.setProperty("role", "flow")
        self._column = QVBoxLayout(flow)
        self._column.setSpacing(16)
        self.well = QWidget(flow)
        self._column.addWidget(self.well, 1)
        self._column.addStretch(0)
        self._scroll.setWidget(flow)

    def _build_cards(self) -> None:
        delegate = SiteCardDelegate(self.theme, self.words, self.session)
        delegate.map_wanted.connect(self._show_on_map)
        self.cards = self._list(FlowList(delegate, delegate, self.well), self.trouble)
        self.cards.setAccessibleName(self.tr("Sites that need attention"))

    def _build_rows(self) -> None:
        delegate = SiteDelegate(self.theme, self.words, self.session)
        self.rows = self._list(FlowList(delegate, delegate, self.well), self.sites)
        self.rows.setAccessibleName(self.tr("All sites"))
        self.filter = QLineEdit(self.well)
        self.filter.setPlaceholderText(self.tr("Filter by name"))
        self.filter.setAccessibleName(self.tr("Filter sites by name"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(220)
        self.filter.textChanged.connect(self._filtered)
        self.filter.returnPressed.connect(lambda: self._step_into(self.rows))

    def _list(self, made: FlowList, model: SitesModel) -> FlowList:
        made.setModel(model)
        made.chosen.connect(self._choose_site)
        made.opened.connect(self._show_on_map)
        made.reached.connect(lambda place: self._reveal(made, place))
        return made

    def _sections(self) -> None:
        self.attention = Section(
            self.theme, self.tr("Needs attention"), self.cards, self.well, foldable=False
        )
        card = QFrame(self.well)
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 4, 0, 4)
        self._no_match = label(self.tr("No site has a name like that."), "dim", card)
        self._no_match.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self._no_match)
        column.addWidget(self.rows)
        self.all = Section(self.theme, self.tr("All sites"), card, self.well, beside=self.filter)
        self.lately = Section(self.theme, self.tr("Recent changes"), self.recent, self.well)
        self.urgent = Section(self.theme, self.tr("Needs you"), self.needs_you, self.well, foldable=False)

    def _lay_out(self) -> None:
        self._main = QVBoxLayout()
        self._main.setSpacing(24)
        for part in (self.attention, self.all):
            self._main.addWidget(part)
        self._main.addStretch(1)
        self._side = QVBoxLayout()
        self._side.setSpacing(24)
        self._side.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addLayout(self._main, 1)
        body.addLayout(self._side)
        self._wide: bool | None = None
        inside = QVBoxLayout(self.well)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.verdict)
        inside.addWidget(self.figures)
        inside.addSpacing(12)
        inside.addLayout(body, 1)
        self._fit()

    def _fit(self) -> None:
        spare = max(0, self.width() - WIDEST) // 2
        self._column.setContentsMargins(EDGE + spare, EDGE, EDGE + spare, EDGE)
        wide = self.width() >= ROOM_FOR_SIDE
        if wide is self._wide:
            return
        self._wide = wide
        for part in (self.urgent, self.lately):
            part.setMinimumWidth(SIDE if wide else 0)
            part.setMaximumWidth(SIDE if wide else WIDEST)
        if wide:
            self._side.insertWidget(0, self.urgent)
            self._side.insertWidget(1, self.lately)
        else:
            self._main.insertWidget(0, self.urgent)
            self._main.insertWidget(2, self.lately)

    # -- what it knows
    # ----------------------------------------------------------------------------------------------

    def catch_up(self) -> None:
        self._news = Change(structure=True)
        self._refresh()

    def close_page(self) -> None:
        super().close_page()
        self._due.stop()
        self._tick.stop()

    def _heard(self, change: Change) -> None:
        if self.session.fleet is not self._fleet:
            self._fleet, self.changes = (
                self.session.fleet,
                Changes(),
            )  # another tenant's: nothing of it is true
        self.changes.follow(self._fleet, change, self.session.now_us())
        self._news |= change
        self._wake()

    def _moved(self, _state: object) -> None:
        self._wake()

    def _wake(self) -> None:
        if self.isVisible() and not self._due.isActive():
            self._due.start()

    def _refresh(self) -> None:
        news, self._news = self._news, NOTHING
        fleet = self.session.fleet
        self.trouble.follow(news)
        self.sites.follow(news)
        known = bool(fleet.devices)
        self.well.setVisible(known)
        if self.nothing is not None:
            self.nothing.setVisible(not known)
        if known:
            self._say_verdict()
            self.figures.refresh()
            self._say_sections()
        else:
            self._say_nothing()
        self._show_selected(self.selection.current)

    def _say_verdict(self) -> None:
        level, reason = self.session.verdicts.fleet
        if self.session.fleet.blind:
            self.verdict.say(Status.NO_DATA, self._no_data(), self._aged())
            return
        said = self.words.reason(reason)
        if level is Status.ONLINE:
            many = self.words.sites(len(self.session.fleet.sites))
            said = self.tr("{0} · {1}").format(said, many)
        self.verdict.say(level, said)

    def _no_data(self) -> str:
        heard_us = self.session.connection.heard_us
        if heard_us is None:
            return self.tr("No data")
        then = moment(heard_us).astimezone()
        clock = self.words.own_clock(then, self._fleet.zones)
        if self.session.now_us() - heard_us >= DAY_US:
            day = self.words.locale.toString(QDate(then.year, then.month, then.day), "d MMMM")
            return self.tr("No data since {0}, {1}").format(day, clock)
        return self.tr("No data since {0}").format(clock)

    def _aged(self) -> str:
        if isinstance(self.session.state, Connecting):
            return self.tr("Connecting to the edge. Until then this is the fleet as it was.")
        return self.tr("The edge is not heard. This is the fleet as it was; nobody knows how it is now.")

    def _say_sections(self) -> None:
        urgent = self.needs_you.refresh()
        self.urgent.setVisible(urgent > 0)
        self.urgent.set_count(self.words.number(urgent))
        troubled = self.trouble.rowCount()
        self.attention.setVisible(troubled > 0)
        self.attention.set_count(self.words.number(troubled))
        shown, there = self.sites.rowCount(), len(self.session.verdicts.worst_first())
        self.all.set_count(
            self.words.number(there)
            if shown == there
            else self.tr("{0} of {1}").format(self.words.number(shown), self.words.number(there))
        )
        self._no_match.setVisible(shown == 0)
        self.rows.setVisible(shown > 0)
        fleet, now = self.session.fleet, moment(self.session.now_us())
        self.recent.show_changes(self.changes, aged=fleet.blind, zones=fleet.zones)
        both = any(self.words.zone_mark(zone, now) for zone in fleet.zones)
        self.lately.set_count(self.tr("in your time") if both and self.changes.turns else "")

    def _say_nothing(self) -> None:
        if self.nothing is None:
            self.nothing = NoFleet(self.theme, self.session, self._flow)
            self.nothing.approval_wanted.connect(lambda: self.around.open_page("devices"))
            self.nothing.add_wanted.connect(lambda: self.command_wanted.emit("terminal.add"))
            self._column.insertWidget(1, self.nothing, 1)
        self.nothing.refresh(may_add=self.around.command("terminal.add") is not None)

    def _spoken(self, row: SiteRow) -> str:
        """A site in one breath, for a screen reader."""
        many = self.words.terminals(row.verdict.counts.total)
        return self.tr("{0}, {1}, {2}").format(row.name, many, site_reason(self.words, row))

    def _site_name(self, site_id: str) -> str:
        site = self.session.fleet.sites.get(site_id)
        return self.words.site_name("" if site is None else site.name)

    # -- what one does with it
    # ---------------------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        return (
            Command(
                "overview.find", self.tr("Find a site"), Group.SITE,
                run=self._find, shortcut="/", icon="search",
            ),
            Command(
                "overview.map", self.tr("Show on map"), Group.SITE,
                run=lambda: self.around.open_page("map"), enabled=self._placed, icon="place",
            ),
        )  # fmt: skip

    def sheet(self) -> Sheet | None:
        verdicts = self.session.verdicts.worst_first()
        return FleetSheets(self.words, self.session).sites(verdicts, "")

    def focus_first(self) -> None:
        """To the page itself: nothing is pointed at before somebody presses an arrow."""
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.hasFocus() and event.key() in _ARROWS:
            for made in (self.cards, self.rows):
                if made.isVisible():
                    self._step_into(made)
                    return
        super().keyPressEvent(event)

    def step_back(self) -> bool:
        if self.filter.text():
            self.filter.clear()
        elif self.selection.current is not None:
            self.selection.clear()
        else:
            return False
        return True

    def save_state(self) -> State:
        return {"sites": self.all.open, "changes": self.lately.open, "filter": self.filter.text()}

    def restore_state(self, state: State) -> None:
        self.all.set_open(state.get("sites") is not False)
        self.lately.set_open(state.get("changes") is not False)
        text = state.get("filter")
        self.filter.setText(text if isinstance(text, str) else "")

    def _find(self) -> None:
        self.all.set_open(True)
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()
        self._scroll.ensureWidgetVisible(self.filter)

    def _step_into(self, made: FlowList) -> None:
        if not made.currentIndex().isValid() and made.model().rowCount():
            made.setCurrentIndex(made.model().index(0, 0))
        made.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _filtered(self, text: str) -> None:
        self.sites.set_text(text)
        self._say_sections()
        self._show_selected(self.selection.current)

    def _placed(self) -> bool:
        site = self.session.fleet.sites.get(site_of(self.selection.current, self.session) or "")
        return site is not None and site.lat is not None

    def _choose_site(self, index: QModelIndex) -> None:
        self.selection.select(Kind.SITE, self._row(index).id)

    def _choose_alert(self, alert_id: str) -> None:
        self.around.open_page("alerts")
        self.selection.select(Kind.ALERT, alert_id)

    def _choose_turn(self, turn: Turn) -> None:
        if len(turn.devices) == 1:
            self.selection.select(Kind.DEVICE, turn.devices[0])
        else:
            self.selection.select(Kind.SITE, turn.site_id)

    def _show_on_map(self, index: QModelIndex) -> None:
        row = self._row(index)
        self.selection.select(Kind.SITE, row.id)
        if row.placed:
            self.around.open_page("map")

    def _row(self, index: QModelIndex) -> SiteRow:
        model = self.trouble if index.model() is self.trouble else self.sites
        return model.row_at(index)

    def _show_selected(self, selected: Selected | None) -> None:
        if not self.isVisible():
            return
        site_id = site_of(selected, self.session)
        for made, model in ((self.cards, self.trouble), (self.rows, self.sites)):
            made.select(QModelIndex() if site_id is None else model.index_of(site_id))

    def _reveal(self, made: FlowList, place: QRect) -> None:
        middle = made.viewport().mapTo(self._flow, QPoint(0, place.center().y()))
        self._scroll.ensureVisible(middle.x(), middle.y(), 0, place.height())

    # -- how it looks
    # ------------------------------------------------------------------------------------------------

    def _wear(self, _tokens: object) -> None:
        for made in (self.cards, self.rows):
            made.refit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
        self._due.stop()

"""The sites: how each does, what depends on it, and thirty days of the one that is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from common.client import EdgeError
from common.filters import Value
from console.commands.registry import Command
from console.core.fleet import Change
from console.core.records import moment
from console.core.sites import SiteHealth, fetch_health
from console.core.states import knows_now
from console.models.records import RecordColumn
from console.models.site_places import TONES, SitePlace, shares, site_places
from console.views.detail import Detail
from console.views.pages.page import Surroundings
from console.views.pages.records import Listing, RecordsPage
from console.views.site_actions import SiteActions
from console.views.site_detail import SiteDetail
from console.views.site_words import SiteWords
from console.views.verbs import Verb
from console.views.widgets.buttons import Button

SOON_MS: Final = 400
"""News of many terminals come in a burst; rows are made anew once they have."""
OLD_US: Final = 60_000_000
"""What the edge said of a site in sight is asked for again when it is this old."""
AT_ONCE: Final = 6
"""Sites that are asked for between two looks at the list."""
DETAIL: Final = 480


class SitesPage(RecordsPage[SitePlace]):
    """Rows are what the session knows; punches of today are asked of the edge for the rows in sight."""

    id = "sites"
    icon = "sites"

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        self.says = SiteWords(around.words)
        self.healths: dict[str, SiteHealth] = {}
        self._asked_us: dict[str, int] = {}
        self._asking = False
        super().__init__(around, parent)
        self.says.setParent(self)
        self.actions_on = SiteActions(around, self.acting, self.says, self)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._renew)
        self.listen(self.session.changed, self._changed)
        self.listen(self.session.alerts.changed, lambda _: self._wake())

    # -- what a list says of itself
    # ---------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Sites")

    def key_of(self, record: SitePlace) -> str:
        return record.site.id

    def columns(self) -> Sequence[RecordColumn[SitePlace]]:
        words = self.around.words
        return (
            RecordColumn(
                id="name", title=self.tr("Site"), text=lambda it: it.site.name, least=190, share=3,
                second=lambda it: words.reason(it.verdict.reason), tone=lambda it: TONES[it.verdict.level],
                order=lambda it: it.site.name.casefold(), tip=lambda it: ", ".join(it.row.troubled),
            ),
            RecordColumn(
                id="status", title=self.tr("Status"), text=lambda it: words.status(it.verdict.level),
                order=lambda it: it.verdict.rank, least=76, rank=3, shown=False,
            ),
            RecordColumn(
                id="online", title=self.tr("Online"), least=104, share=1, rank=6,
                text=lambda it: self.tr("{0} of {1}").format(
                    words.number(it.counts.online), words.number(it.terminals)),
                shares=lambda it: shares(it.counts), order=self._online,
            ),
            RecordColumn(
                id="today", title=self.tr("Punches today"), figures=True, least=112, rank=5, text=self._today,
                second=self._last, order=lambda it: None if it.health is None else it.health.punches_today,
            ),
            RecordColumn(
                id="stake", title=self.tr("Punches at stake"), figures=True, least=124, rank=4,
                text=lambda it: words.number(it.stake) if it.stake else "–", order=lambda it: it.stake,
                tip=lambda it: self.tr("Expected in the two hours after its alerts opened"),
            ),
            RecordColumn(
                id="uptime", title=self.tr("30 days"), figures=True, least=76, rank=2,
                text=lambda it: "–" if it.health is None or it.health.uptime is None
                else self.says.percent(it.health.uptime / 100),
                order=lambda it: None if it.health is None else it.health.uptime,
            ),
            RecordColumn(
                id="time", title=self.tr("Local time"), least=96, rank=1,
                text=lambda it: words.local_time(it.timezone, moment(self.session.now_us())),
                order=lambda it: it.timezone,
            ),
            RecordColumn(
                id="tags", title=self.tr("Tags"), least=96, shown=False,
                text=lambda it: ", ".join(it.site.tags),
            ),
            RecordColumn(
                id="address", title=self.tr("Address"), least=140, shown=False,
                text=lambda it: it.site.address or "",
            ),
        )  # fmt: skip

    def fields(self) -> Mapping[str, Callable[[SitePlace], Value]]:
        return {
            "name": lambda it: it.site.name,
            "status": lambda it: it.verdict.level.value,
            "terminals": lambda it: it.terminals,
            "offline": lambda it: it.counts.offline,
            "tag": lambda it: it.site.tags,
            "timezone": lambda it: it.timezone,
            "critical": lambda it: it.verdict.business_critical,
            "placed": lambda it: it.row.placed,
            "stake": lambda it: it.stake or 0,
        }

    def hint(self) -> str:
        return "casa status:offline tag:retail"

    def head_buttons(self) -> Sequence[QWidget]:
        self._new = Button(self.tr("New site…"), self, kind="primary")
        self._new.clicked.connect(lambda: self.actions_on.make())
        return (self._new,)

    def verbs(self) -> Sequence[Verb[SitePlace]]:
        may = lambda: self.around.may("sites:write")  # noqa: E731
        return (
            Verb(
                id="sites.compare", title=self.tr("Compare"), icon="reports", shortcut="C",
                run=lambda picked: self.actions_on.compare(picked),
                can=lambda picked: self.actions_on.can_compare(picked),
            ),
            Verb(
                id="sites.edit", title=self.tr("Edit…"), shortcut="E", allowed=may, single=True,
                run=lambda picked: self.actions_on.edit(picked[0]),
            ),
            Verb(
                id="sites.retime", title=self.tr("Read its punches anew…"), allowed=may, single=True,
                run=lambda picked: self.actions_on.retime(picked[0]), brief=False,
                can=lambda picked: picked[0].terminals > 0,
            ),
            Verb(
                id="sites.delete", title=self.tr("Delete…"), icon="trash", allowed=may, grave=True,
                run=lambda picked: self.actions_on.delete(picked), brief=False,
            ),
        )  # fmt: skip

    def more_commands(self) -> Sequence[Command]:
        if not self.around.may("sites:write"):
            return ()
        new = self.tr("New site…")
        return (Command("sites.new", new, self.group(), run=self.actions_on.make, shortcut="N", icon="plus"),)

    def detail_title(self) -> str:
        return self.tr("Site")

    def make_detail(self) -> Detail:
        return SiteDetail(self.around, self.says, self.actions_on)

    def nothing(self) -> tuple[str, str]:
        if not self.session.fleet.loaded:
            return self.tr("No data yet"), self.tr("The edge has not told of its sites so far.")
        return self.tr("No sites yet"), self.tr("A site is where terminals stand. Make the first one.")

    # -- where rows come from
    # --------------------------------------------------------------------------------------------

    async def fetch(self, after: str | None) -> Listing[SitePlace]:
        return Listing(site_places(self.session, self.healths))

    def _changed(self, change: Change) -> None:
        if change.structure or change.sites or change.devices:
            self._wake()

    def _wake(self) -> None:
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _renew(self) -> None:
        """As things are now, where it is looked at; whatever is the same stays in its place."""
        if not self.isVisible():
            return
        places = site_places(self.session, self.healths)
        if places != list(self.model.all()):
            self.model.replace(places)
            self._show_rows()

    def catch_up(self) -> None:
        super().catch_up()
        self._new.setVisible(self.around.may("sites:write"))
        self._renew()
        self._ask()

    def _tick(self) -> None:
        super()._tick()
        self._ask()

    # -- what the edge says of those in sight
    # ------------------------------------------------------------------------------

    def _ask(self) -> None:
        if not self._asking and self.isVisible() and knows_now(self.session.state):
            wanted = self._stale()
            if wanted:
                self._asking = True
                self.around.tasks.spawn("site health", self._fetch_healths(wanted[:AT_ONCE]))

    def _stale(self) -> list[str]:
        """Sites in sight of which the edge has said nothing lately."""
        view = self.table.viewport()
        first, last = self.table.rowAt(0), self.table.rowAt(view.height() - 1)
        if first < 0:
            return []
        rows = self.model.rows()[first : len(self.model.rows()) if last < 0 else last + 1]
        before = self.session.now_us() - OLD_US * (2 if self.session.sparing else 1)
        ids = [it.site.id for it in rows]
        if self._shown_key is not None and self._shown_key not in ids:
            ids.insert(0, self._shown_key)
        return [site_id for site_id in ids if self._asked_us.get(site_id, 0) < before]

    async def _fetch_healths(self, site_ids: Sequence[str]) -> None:
        try:
            for site_id in site_ids:
                self._asked_us[site_id] = self.session.now_us()
                self.healths[site_id] = await fetch_health(self.session.connection.client, site_id)
        except EdgeError:
            return  # the connection says so itself; what was known stays
        finally:
            self._asking = False
        self._renew()

    def _show_detail(self) -> None:
        fresh = self.pane is None
        super()._show_detail()
        if fresh and self.pane is not None:
            self.panes.setSizes([self.panes.width() - DETAIL, DETAIL])

    # -- words
    # ----------------------------------------------------------------------------------------------------

    def _online(self, place: SitePlace) -> float:
        return place.counts.online / place.terminals if place.terminals else 2.0

    def _today(self, place: SitePlace) -> str:
        return "…" if place.health is None else self.around.words.number(place.health.punches_today)

    def _last(self, place: SitePlace) -> str:
        last = place.row.last_punch_us
        if last is None and place.health is not None:
            last = place.health.last_punch_us
        return "" if last is None else self.around.words.ago_us(last, self.session.now_us())

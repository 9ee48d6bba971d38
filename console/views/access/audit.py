"""The audit log as a list: who did what, when, from where; and whether the log itself is whole."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Any, ClassVar, Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from common.client import EdgeError
from common.filters import Value
from console.core.access import Entry, Key, Verification
from console.core.records import Json
from console.core.sheets import Sheet, SheetColumn
from console.models.records import RecordColumn, Tone
from console.theme.theme import Theme
from console.views.access.audit_detail import EntryDetail
from console.views.access.keys import ALL_AT_ONCE
from console.views.access.names import Names
from console.views.access.words import AccessWords
from console.views.detail import Detail
from console.views.pages.lists import ListsPage, PartList
from console.views.pages.page import State, Surroundings
from console.views.pages.records import Listing
from console.views.widgets.buttons import IconButton
from console.views.widgets.labels import label
from console.views.widgets.picker import Picker
from console.views.widgets.tone_line import ToneLine
from console.views.words import isolated

PAGE: Final = 100
SEARCHED: Final = 1_000
"""So many are looked through at once where only some are wanted,"""
PAGES: Final = 10
"""and in so many steps before what was found is shown."""
DAY_US: Final = 86_400 * 1_000_000


class AuditList(PartList[Entry]):
    """The edge gives all of it, newest first; who, what and when are chosen here."""

    id = "audit"
    icon = "reports"
    marks: ClassVar[bool] = False

    def __init__(self, around: Surroundings, of: ListsPage, names: Names) -> None:
        self.says = AccessWords(around.words)
        self.names = names
        self._checked_us: int | None = None
        self._verdict: Verification | None = None
        super().__init__(around, of)
        self.says.setParent(self)

    def title(self) -> str:
        return self.tr("Audit log")

    def detail_title(self) -> str:
        return self.tr("What was done")

    def hint(self) -> str:
        return "action:key.create"

    def key_of(self, record: Entry) -> str:
        return record.id

    # -- which of them
    # ---------------------------------------------------------------------------------------------

    def controls(self) -> Sequence[QWidget]:
        self.who = Picker(self.theme, self.tr("Who"), self)
        self.who.offer([(None, self.tr("Everybody"))])
        self.what = Picker(self.theme, self.tr("What"), self)
        self.what.offer(
            (
                (None, self.tr("Everything")),
                ("key", self.tr("Keys")),
                ("person", self.tr("People")),
                ("webhook", self.tr("Webhooks")),
                ("device", self.tr("Terminals")),
                ("command", self.tr("Commands")),
                ("employee", self.tr("Employees")),
                ("site", self.tr("Sites")),
                ("alert", self.tr("Alerts")),
                ("silence", self.tr("Silences")),
                ("job", self.tr("Jobs")),
            )
        )
        self.period = Picker(self.theme, self.tr("Period"), self)
        self.period.offer(
            (
                (None, self.tr("Any time")),
                (1, self.tr("Last 24 hours")),
                (7, self.tr("Last 7 days")),
                (30, self.tr("Last 30 days")),
                (90, self.tr("Last 90 days")),
            )
        )
        for picker in (self.who, self.what, self.period):
            picker.currentIndexChanged.connect(lambda _: self.reload())
        self.proof = ProofLine(self.theme, self._verify, self)
        return (self.who, self.what, self.period, self.proof)

    def view_state(self) -> State:
        return {"who": self.who.currentData(), "what": self.what.currentData(),
                "days": self.period.currentData()}  # fmt: skip

    def show_view_state(self, state: State) -> None:
        for name, picker in (("who", self.who), ("what", self.what), ("days", self.period)):
            blocked = picker.blockSignals(True)
            picker.choose(state.get(name))
            picker.blockSignals(blocked)
        if self.isVisible():
            self.reload()

    async def fetch(self, after: str | None) -> Listing[Entry]:
        await self._learn_names()
        if self._checked_us is None:
            self._verify()
        found: list[Entry] = []
        for _ in range(PAGES):
            page, after = await self._page(after, SEARCHED if self._narrowed else PAGE)
            found += page
            if after is None or not self._narrowed or len(found) >= PAGE:
                break
        return Listing(found, after)

    async def _page(self, after: str | None, limit: int) -> tuple[list[Entry], str | None]:
        """The next ones that are wanted, and what leads on; None at the end of them."""
        asked = {"limit": limit, "cursor": after}
        answer = await self.session.connection.client.get("/v1/audit", asked)
        entries = [Entry.of(body) for body in answer["data"]]
        since = self._since()
        wanted = [it for it in entries if it.at_us >= since and self._is_wanted(it)]
        ended = bool(entries) and entries[-1].at_us < since
        return wanted, None if ended else answer.get("next_cursor")

    @property
    def _narrowed(self) -> bool:
        return any(picker.currentData() is not None for picker in (self.who, self.what))

    def _since(self) -> int:
        days = self.period.currentData()
        return 0 if days is None else self.session.now_us() - days * DAY_US

    def _is_wanted(self, entry: Entry) -> bool:
        who, what = self.who.currentData(), self.what.currentData()
        if who is not None and entry.actor != who:
            return False
        return what is None or entry.action.partition(".")[0] == what

    async def _learn_names(self) -> None:
        """Of keys, so that the log says names; whoever may read it may not see keys."""
        if not self.names.keys and self.around.may("keys:read"):
            client = self.session.connection.client
            keys = [Key.of(body) async for body in client.pages("/v1/keys", ALL_AT_ONCE)]
            self.names.keys = {key.id: key for key in keys}
        keys_now = self.names.keys.values()
        named = sorted(((key.id, key.name) for key in keys_now), key=lambda it: it[1].casefold())
        self.who.offer([(None, self.tr("Everybody")), *named])

    # -- whether it is whole
    # ------------------------------------------------------------------------------------------

    def _verify(self) -> None:
        self._checked_us = self.session.now_us()
        self.proof.say(Tone.BUSY, self.tr("Looking it through…"), "")
        self.around.tasks.spawn("audit.verify", self._look_through())

    async def _look_through(self) -> None:
        try:
            answer: Json = await self.session.connection.client.get("/v1/audit/verification")
            verdict = Verification.of(answer)
        except EdgeError as error:
            self.proof.say(Tone.CARE, self.tr("Could not be looked through"), str(error))
            return
        number = self.around.words.number
        if verdict.whole:
            first = 0 if verdict.first is None else verdict.first
            more = self.tr("%Ln entries from no. {0} on", "", verdict.entries).format(number(first))
            self.proof.say(Tone.GOOD, self.tr("Unbroken"), more)
        else:
            broken = self.tr("Broken at no. {0}").format(number(verdict.broken_at or 0))
            self.proof.say(Tone.BAD, broken, verdict.reason)

    # -- what is said of them
    # -----------------------------------------------------------------------------------------

    def columns(self) -> Sequence[RecordColumn[Entry]]:
        says = self.says
        return (
            RecordColumn(
                id="time", title=self.tr("When"), least=110, rank=9, text=lambda it: says.clock(it.at_us),
                second=lambda it: says.day(it.at_us),
            ),
            RecordColumn(
                id="action", title=self.tr("What"), least=190, share=2, rank=8,
                text=lambda it: says.action(it.action), second=lambda it: isolated(it.action),
            ),
            RecordColumn(
                id="who", title=self.tr("Who"), least=130, share=1, rank=7,
                text=lambda it: self.names.actor(it.actor), second=lambda it: self.names.behind(it.actor),
            ),
            RecordColumn(
                id="target", title=self.tr("Of what"), least=140, share=1, code=True, rank=6,
                text=self._target, tip=lambda it: it.target,
            ),
            RecordColumn(
                id="from", title=self.tr("From"), least=110, rank=5, text=lambda it: isolated(it.address),
            ),
            RecordColumn(
                id="position", title=self.tr("No."), least=64, figures=True, shown=False,
                text=lambda it: self.around.words.number(it.position),
            ),
        )  # fmt: skip

    def _target(self, entry: Entry) -> str:
        """By its name, where that is known here."""
        fleet, id = self.session.fleet, entry.target
        named = fleet.devices.get(id) or fleet.sites.get(id) or self.names.keys.get(id)
        return isolated(id) if named is None else named.name

    def fields(self) -> Mapping[str, Callable[[Entry], Value]]:
        return {
            "action": lambda it: it.action,
            "who": lambda it: (self.names.actor(it.actor), it.actor),
            "target": lambda it: (self._target(it), it.target),
            "from": lambda it: it.address,
        }

    def export_columns(self) -> Sequence[tuple[SheetColumn, Callable[[Entry], Any]]]:
        return (
            (SheetColumn(self.tr("No."), "number"), lambda it: it.position),
            (SheetColumn(self.tr("When")), lambda it: self.says.instant(it.at_us)),
            (SheetColumn(self.tr("Who")), lambda it: self.names.actor(it.actor)),
            (SheetColumn(self.tr("Id of who")), lambda it: it.actor),
            (SheetColumn(self.tr("What")), lambda it: it.action),
            (SheetColumn(self.tr("Of what")), lambda it: it.target),
            (SheetColumn(self.tr("From")), lambda it: it.address),
            (SheetColumn(self.tr("Hash")), lambda it: it.hash),
        )

    async def whole_sheet(self) -> Sheet | None:
        entries = [entry async for entry in self._all()]
        wanted = self.export_columns()
        rows = ([value(entry) for _, value in wanted] for entry in entries)
        return Sheet(self.title(), [column for column, _ in wanted], rows, [], len(entries))

    async def _all(self) -> AsyncIterator[Entry]:
        after: str | None = None
        while True:
            page, after = await self._page(after, SEARCHED)
            for entry in page:
                yield entry
            if after is None:
                return

    def nothing(self) -> tuple[str, str]:
        return self.tr("Nothing was done"), self.tr(
            "Whatever is changed at the edge stands here from then on."
        )

    def make_detail(self) -> Detail:
        return EntryDetail(self.around, self.says, self.names)


class ProofLine(QWidget):
    """Whether the log is whole, and a button to look again."""

    def __init__(self, theme: Theme, again: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = ToneLine(theme, self)
        self.more = label("", "dim", self)
        button = IconButton(theme, "refresh", self.tr("Look it through again"), self, small=True)
        button.clicked.connect(again)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(6)
        for part in (self.line, self.more, button):
            row.addWidget(part)

    def say(self, tone: Tone, word: str, more: str) -> None:
        self.line.say(tone, word)
        self.more.setText(more)
        self.updateGeometry()

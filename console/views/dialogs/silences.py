"""The silences there are: who asked for them and why, what each hides now, and until when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from common.client import EdgeClient
from common.filters import Value
from common.instants import rfc3339
from console.core.alerts import Alert
from console.core.silences import (
    WARN_US,
    Drawn,
    Silence,
    affected,
    fetch_lately,
    fetch_silences,
    idle,
)
from console.models.records import RecordColumn, Tone
from console.views.detail import Detail
from console.views.dialogs.silences_new import Asked, ExtendDialog, NewSilenceDialog
from console.views.inspector.parts import Fact, Facts, LeadRow, Section
from console.views.pages.page import Surroundings
from console.views.pages.records import Listing, RecordsPage
from console.views.silence_words import SilenceWords
from console.views.verbs import Verb
from console.views.widgets.buttons import Button
from console.views.widgets.flow import Flow
from console.views.widgets.form import Choice, Option
from console.views.widgets.labels import WrappedLabel, label

SCOPE: Final = "alerts:write"
NOW, ALL = "now", "all"
LISTED: Final = 20
SECOND_US: Final = 1_000_000


class SilencesList(RecordsPage[Silence]):
    """Those that hold, or also those that are over. `show_alert` leads to one that is hidden."""

    id = "silences"
    icon = "bell-off"
    renewed_s = 20

    def __init__(
        self, around: Surroundings, show_alert: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        self.says = SilenceWords(around.words, around.session)
        self._show_alert = show_alert
        self._idle: frozenset[str] = frozenset()
        super().__init__(around, parent)
        self.says.setParent(self)

    def title(self) -> str:
        return self.tr("Silences")

    def key_of(self, record: Silence) -> str:
        return record.id

    def columns(self) -> Sequence[RecordColumn[Silence]]:
        says = self.says
        return (
            RecordColumn(
                id="what", title=self.tr("What"), text=lambda it: says.matcher(it.matcher), share=3,
                least=180, second=lambda it: it.reason, tone=self._tone,
            ),
            RecordColumn(
                id="hides", title=self.tr("Hides now"), text=says.hides, second=self._hint, least=112,
                order=lambda it: it.hides, rank=4, share=1,
            ),
            RecordColumn(
                id="who", title=self.tr("Who"), text=lambda it: says.alerts.who(it.created_by), least=104,
                second=lambda it: self.words.ago_us(it.starts_us, self.session.now_us()), rank=2, share=1,
                order=lambda it: it.starts_us,
            ),
            RecordColumn(
                id="ends", title=self.tr("Ends"), text=lambda it: says.left(it, self.session.now_us()),
                second=lambda it: says.alerts.clock(it.ends_us), order=lambda it: it.ends_us, least=104,
                rank=5,
            ),
        )  # fmt: skip

    def fields(self) -> Mapping[str, Callable[[Silence], Value]]:
        return {
            "who": lambda it: self.says.alerts.who(it.created_by),
            "why": lambda it: it.reason,
            "hides": lambda it: it.hides,
            "left": lambda it: it.left_us(self.session.now_us()) / 1e6,
        }

    def controls(self) -> Sequence[QWidget]:
        options = (Option(NOW, self.tr("Those that hold")), Option(ALL, self.tr("Also those that are over")))
        self.which = Choice(self.tr("Which"), options, self)
        self.which.chosen.connect(lambda _: self.reload())
        return (self.which,)

    def head_buttons(self) -> Sequence[QWidget]:
        self._new = Button(self.tr("New silence…"), self, kind="primary")
        self._new.clicked.connect(lambda: self.make())
        self._new.setVisible(self.may)
        return (self._new,)

    def verbs(self) -> Sequence[Verb[Silence]]:
        allowed = lambda: self.may  # noqa: E731
        live = lambda picked: any(not it.over(self.session.now_us()) for it in picked)  # noqa: E731
        return (
            Verb(
                id="silences.extend", title=self.tr("Until later…"), icon="clock", allowed=allowed, can=live,
                run=lambda picked: self.extend(picked),
            ),
            Verb(
                id="silences.end", title=self.tr("End now"), icon="bell", allowed=allowed, can=live,
                run=lambda picked: self.end(picked),
            ),
        )  # fmt: skip

    def make_detail(self) -> Detail:
        return SilenceDetail(self)

    def detail_title(self) -> str:
        return self.tr("Silence")

    def nothing(self) -> tuple[str, str]:
        return (
            self.tr("Everything is told"),
            self.tr("No silence holds. Make one for what is known and being seen to."),
        )

    async def fetch(self, after: str | None) -> Listing[Silence]:
        found = await fetch_silences(self._client, active=True if self.which.value == NOW else None)
        now = self.session.now_us()
        if any(not it.hides and not it.over(now) for it in found):
            lately = await fetch_lately(self._client, now)
            self._idle = frozenset(it.id for it in found if idle(it, lately, self.session.fleet, now))
        return Listing(found)

    # -- what is done
    # --------------------------------------------------------------------------------------------------

    @property
    def may(self) -> bool:
        """Whether silences can be made and ended from here."""
        return self.around.may(SCOPE)

    def make(self, drawn: Drawn | None = None) -> None:
        """Ask for a new one."""

        async def do(asked: Asked) -> None:
            await self.session.alerts.silence(asked.matcher, self._in(asked.seconds), asked.reason)
            self.reload()

        if self.may:
            self.acting.ask(
                lambda: NewSilenceDialog(self.around, self.says, drawn, self.window()),
                do,
                self.tr("Silenced"),
            )

    def extend(self, silences: Sequence[Silence]) -> None:
        async def do(seconds: int) -> None:
            for silence in silences:
                self._put(await self._client.patch(self._at(silence), {"ends_at": self._in(seconds)}))

        self.acting.ask(
            lambda: ExtendDialog(self.around, self.says, self._named(silences), self.window()), do,
            self.tr("It holds until later"), self._named(silences),
        )  # fmt: skip

    def end(self, silences: Sequence[Silence]) -> None:
        """What it hid and is still bad is told soon."""
        hidden = sum(it.hides for it in silences)

        async def do() -> None:
            for silence in silences:
                if not silence.over(self.session.now_us()):
                    self._put(await self._client.post(f"{self._at(silence)}/end", {}))
            self.reload()

        facts = (
            [self.tr("%n alerts that it hides are told, if they are still so.", "", hidden)] if hidden else []
        )
        many = self.tr("End %n silences?", "", len(silences))
        self.acting.confirm(
            self.tr("End this silence?") if len(silences) == 1 else many,
            self._named(silences), self.tr("End now"), do, self.tr("Ended"), self._named(silences),
            facts=facts,
        )  # fmt: skip

    def hidden(self, silence: Silence) -> list[Alert]:
        """The alerts that it hides, as far as they are known here."""
        book = self.session.alerts.book
        known = [alert for it in silence.hidden if (alert := book.get(it)) is not None]
        return known or (affected(silence.matcher, book, self.session.fleet) if silence.hides else [])

    def lead(self, alert_id: str) -> None:
        self._show_alert(alert_id)

    # -- how
    # ---------------------------------------------------------------------------------------------------

    def _put(self, body: Mapping[str, object]) -> None:
        self.put(Silence.of(body))

    def _at(self, silence: Silence) -> str:
        return f"/v1/silences/{silence.id}"

    def _in(self, seconds: int) -> str:
        """So long after now, by the edge's clock."""
        ahead_us = round((self.session.connection.clock_ahead_s or 0.0) * 1e6)
        return rfc3339(self.session.now_us() - ahead_us + seconds * SECOND_US)

    def _named(self, silences: Sequence[Silence]) -> str:
        if len(silences) == 1:
            return self.says.matcher(silences[0].matcher)
        return self.tr("%n silences", "", len(silences))

    def _tone(self, silence: Silence) -> Tone:
        now = self.session.now_us()
        if silence.over(now):
            return Tone.QUIET
        if silence.left_us(now) <= WARN_US:
            return Tone.CARE
        return Tone.BUSY if silence.hides else Tone.WAITING

    def _hint(self, silence: Silence) -> str:
        return self.tr("for 7 days: still needed?") if silence.id in self._idle else ""

    @property
    def _client(self) -> EdgeClient:
        return self.session.connection.client


class SilenceDetail(Detail):
    """One of them: its facts, and what it hides."""

    def __init__(self, of: SilencesList) -> None:
        super().__init__()
        self._of = of
        self._shown: Silence | None = None
        theme = of.around.theme
        self._what = WrappedLabel("", "title", self)
        self._why = WrappedLabel("", "", self)
        self._extend = Button(self.tr("Until later…"), self, theme=theme, icon_name="clock")
        self._extend.clicked.connect(lambda: self._shown and of.extend([self._shown]))
        self._end = Button(self.tr("End now"), self, theme=theme, icon_name="bell")
        self._end.clicked.connect(lambda: self._shown and of.end([self._shown]))
        self._buttons = QWidget(self)
        row = Flow(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._extend)
        row.addWidget(self._end)
        self._facts = Facts(theme, self)
        self._hidden = Section("", self)
        self._hidden.column.setSpacing(0)
        self._rows: list[LeadRow] = []
        self._rest = label("", "label", self)
        for part in (self._what, self._why, self._buttons, self._facts, self._hidden, self._rest):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_record(self, record: Silence) -> None:
        self._shown = record
        says = self._of.says
        self._what.setText(says.matcher(record.matcher))
        self._why.setText(record.reason)
        hidden = self._of.hidden(record)
        self._hidden.set_title(
            self.tr("Hides %n alerts now", "", record.hides) if record.hides else self.tr("Hides nothing now")
        )
        while len(self._rows) < min(len(hidden), LISTED):
            row = LeadRow(self._of.theme, self)
            row.clicked.connect(self._lead)
            self._hidden.column.addWidget(row)
            self._rows.append(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(hidden))
            if number < len(hidden):
                alert = hidden[number]
                row.setObjectName(alert.id)
                row.say(says.alerts.title(alert), says.alerts.severity(alert.severity))
        over = record.hides - min(len(hidden), LISTED)
        self._rest.setVisible(over > 0)
        self._rest.setText(self.tr("and %n more", "", over) if over > 0 else "")
        self.tick()

    def tick(self) -> None:
        it = self._shown
        if it is None:
            return
        now, says, words = self._of.session.now_us(), self._of.says, self._of.words
        self._buttons.setVisible(self._of.may and not it.over(now))
        self._facts.show_facts(
            [
                Fact(self.tr("Who"), says.alerts.who(it.created_by)),
                Fact(self.tr("Since"), words.ago_us(it.starts_us, now)),
                Fact(self.tr("Until"), says.alerts.clock(it.ends_us)),
                Fact(self.tr("Left"), says.left(it, now)),
            ]
        )

    def _lead(self) -> None:
        self._of.lead(self.sender().objectName())

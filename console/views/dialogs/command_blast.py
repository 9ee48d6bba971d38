"""What would happen, before it does: who is reached, who is not, what is lost, and in which steps it goes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from console.core.blast import Blast, Reach, Target, blast_of
from console.core.orders import CANARY, MOST, Kind, Order, Rollout, typed_wanted, usual_rollout
from console.core.records import Json
from console.models.records import RecordColumn, RecordModel
from console.views.order_words import OrderWords
from console.views.pages.page import Surroundings
from console.views.record_table import RecordTable
from console.views.widgets.form import Choice, Field, Option
from console.views.widgets.labels import WrappedLabel, label
from console.views.widgets.notice import Notice, Tone

SIDE: Final = 320
"""Logical pixels for what is decided, at the usual size of text."""


class BlastPane(QWidget):
    """Signals: `changed` when what is to be sent, or whether it may be, is different; `done` on Enter among
    the terminals.
    """

    changed = Signal()
    done = Signal()

    def __init__(self, around: Surroundings, words: OrderWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._words = words
        self._kind: Kind | None = None
        self._params: Json = {}
        self._reason = ""
        self._blast: Blast | None = None
        self.reach = label("", "lead", self, wrap=True)
        self.facts = label("", "", self, wrap=True)
        self.lost = Notice(around.theme, self, Tone.BAD)
        self.undo = label("", "dim", self, wrap=True)
        offline = (
            Option(True, self.tr("Wait for them"), self.tr("They fetch it when they are back.")),
            Option(False, self.tr("Leave them out"), self.tr("Only those that poll now get it.")),
        )
        self.offline = Choice(self.tr("Those that are offline"), offline, self)
        self._offline = Field(self.tr("Those that are offline"), self.offline, self)
        steps = (Option(False, self.tr("All at once")), Option(True, self.tr("A few first")))
        self.rollout = Choice(self.tr("How it goes out"), steps, self)
        self._rollout = Field(self.tr("How it goes out"), self.rollout, self)
        self.tolerate = QLineEdit("0", self)
        self.tolerate.setMaxLength(3)
        self._tolerate = Field(self.tr("Stop when more than so many percent fail"), self.tolerate, self)
        self.typed = QLineEdit(self)
        self._typed = Field("", self.typed, self)
        self.sent = WrappedLabel("", "code", self)
        self.model: RecordModel[Target] = RecordModel(self._columns(), lambda it: it.device.id, {}, self)
        self._lay(self._table())
        self.table.opened.connect(lambda _key: self.done.emit())
        self.offline.chosen.connect(self._decided)
        self.rollout.chosen.connect(self._decided)
        self.tolerate.textChanged.connect(self._decided)
        self.typed.textChanged.connect(lambda _text: self.changed.emit())

    # -- what is shown
    # ----------------------------------------------------------------------------------------------

    def show_order(self, kind: Kind, params: Json, reason: str, device_ids: Sequence[str]) -> None:
        """What this would do to these terminals."""
        session = self._around.session
        again = kind is self._kind and self._blast is not None
        self._kind, self._params, self._reason = kind, params, reason
        self._blast = blast_of(session.fleet, kind, params, device_ids, session.now_us())
        self.model.replace(self._blast.targets)
        if not again:
            self.typed.clear()
            self.offline.set_value(not kind.grave)
        self.rollout.set_value(usual_rollout(kind, len(self.ids)) is not None)
        self._decided()

    @property
    def ids(self) -> tuple[str, ...]:
        """Those it goes to, as it is decided now."""
        return () if self._blast is None else self._blast.ids(offline=self._waits)

    @property
    def _waits(self) -> bool:
        """Whether those that are offline get it when they are back."""
        return self.offline.value is True

    @property
    def typed_number(self) -> str:
        """What must be written out before it is sent; "" where a press is enough."""
        if self._kind is None or not self.ids or not typed_wanted(self._kind, len(self.ids)):
            return ""
        return str(len(self.ids))

    @property
    def ready(self) -> bool:
        """Whether it may be sent."""
        return 0 < len(self.ids) <= MOST and self.typed.text().strip() == self.typed_number

    def order(self) -> Order:
        """What is sent."""
        assert self._kind is not None
        return Order(self._kind.word, self.ids, self._params, self._reason, self._steps())

    def focus_first(self) -> None:
        where = self.typed if self.typed_number else self.table
        where.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- how it is laid
    # ---------------------------------------------------------------------------------------------

    def _table(self) -> QFrame:
        frame = QFrame(self)
        frame.setProperty("role", "card")
        self.table = RecordTable(
            self._around.theme, self.model, self.tr("Terminals that are meant"), frame, marking=False
        )
        self.table.header.hide()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(6, 6, 6, 6)
        inside.addWidget(self.table)
        return frame

    def _lay(self, table: QFrame) -> None:
        side = QWidget()
        side.setProperty("role", "flow")
        decided = QVBoxLayout(side)
        decided.setContentsMargins(0, 0, 12, 0)
        decided.setSpacing(12)
        parts = (
            self.reach, self.facts, self.lost, self._offline, self._rollout, self._tolerate, self.undo,
            label(self.tr("Exactly this is sent"), "section", side), self.sent,
        )  # fmt: skip
        for part in parts:
            decided.addWidget(part)
        decided.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(side)
        area.setFixedWidth(round(SIDE * self._around.theme.tokens.type.body / 13))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(area)
        row.addWidget(table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row, 1)
        column.addWidget(self._typed)

    def _columns(self) -> Sequence[RecordColumn[Target]]:
        words = self._words
        return (
            RecordColumn(
                id="terminal", title=self.tr("Terminal"), least=120, share=2, rank=2,
                text=lambda it: it.device.name,
                second=lambda it: self._around.words.site_name(it.device.site), tone=words.tone,
            ),
            RecordColumn(
                id="what", title=self.tr("What becomes of it"), least=180, share=4, rank=1,
                text=lambda it: words.target(it, self._waits), second=words.standing,
                tip=words.standing,
            ),
        )  # fmt: skip

    # -- what follows
    # ------------------------------------------------------------------------------------------------

    def _decided(self, _value: object = None) -> None:
        blast, kind = self._blast, self._kind
        if blast is None or kind is None:
            return
        words, order = self._around.words, self.order()
        count, reached_ids = len(order.devices), frozenset(order.devices)
        sites = len({it.device.site_id for it in blast.targets if it.device.id in reached_ids})
        reached = self.tr("{0} at {1}").format(words.terminals(count), words.sites(sites))
        self.reach.setText(self.tr("{0}: {1}").format(self._words.title(kind.word), reached))
        self.facts.setText("\n".join(self._found(blast, kind)))
        self._say_lost(blast, kind)
        self.undo.setText(self._words.undo(kind.word, can=order.undone() is not None))
        self._offline.setVisible(bool(blast.count(Reach.LATER)))
        self._rollout.setVisible(count > 1)
        careful = self.rollout.value is True and count > 1
        self._tolerate.setVisible(careful)
        self._rollout_said(careful, count)
        self.sent.setText(self._exactly(order))
        typed = self.typed_number
        self._typed.setVisible(bool(typed))
        if typed:
            name = self.tr("Write {0}, the number of terminals, to go on").format(typed)
            self._typed.set_name(name)
        self.model.refresh()
        self.changed.emit()

    def _found(self, blast: Blast, kind: Kind) -> list[str]:
        now, later, never = (blast.count(reach) for reach in (Reach.NOW, Reach.LATER, Reach.NEVER))
        lines = [self.tr("%n fetch it within seconds.", "", now)] if now else []
        if later:
            lines.append(
                self.tr("%n are offline, and wait until they are back.", "", later)
                if self._waits
                else self.tr("%n are offline, and are left out.", "", later)
            )
        if never:
            lines.append(self.tr("%n cannot do it, and are left out.", "", never))
        busy = blast.busy(offline=self._waits)
        if busy and (kind.away_s or kind.grave):
            lines.append(self.tr("People punched at %n of them in the last five minutes.", "", busy))
        wrong = blast.wrong_clocks(offline=self._waits)
        if kind.word == "sync_time" and wrong:
            said = self.tr("%n clocks are off by more than a minute.", "", wrong)
            kept = self.tr("Punches made before keep the time they were given.")
            lines.append(self.tr("{0} {1}").format(said, kept))
        if not self.ids:
            lines.append(self.tr("So it would go to nobody."))
        if kind.away_s and self.ids:
            away = self._around.words.duration(kind.away_s)
            lines.append(self.tr("Each is away for about {0}: nobody can punch there.").format(away))
        return lines

    def _say_lost(self, blast: Blast, kind: Kind) -> None:
        words = self._words.lost(kind.word) if self.ids else ""
        self.lost.setVisible(bool(words))
        if not words:
            return
        there = blast.held(offline=self._waits)
        title = self.tr("This cannot be taken back")
        held = [self._around.words.punches(there.punches)] if "punches" in kind.loses else []
        if "people" in kind.loses:
            held.insert(0, self.tr("%n people", "", there.people))
        if held:
            title = self.tr("Lost there: {0}").format(self.tr(" and ").join(held))
        if "punches" in kind.loses and there.untold:
            untold = self.tr("%n have not said how many they hold.", "", there.untold)
            words = self.tr("{0} {1}").format(words, untold)
        self.lost.say(Tone.BAD, title, words)

    def _rollout_said(self, careful: bool, count: int) -> None:
        sizes = CANARY.sizes(count) if careful else (count,)
        hint = self._words.steps(sizes)
        if careful:
            hint = self.tr("{0}; each step waits for the one before.").format(hint)
        self._rollout.set_hint(hint)

    def _steps(self) -> Rollout | None:
        count = len(self.ids)
        if self.rollout.value is not True or count < 2:
            return None
        text = self.tolerate.text().strip()
        percent = min(int(text), 100) if text.isdecimal() else 0
        return Rollout(CANARY.steps, count * percent // 100)

    def _exactly(self, order: Order) -> str:
        """The request but for the names of the terminals, which stand beside it."""
        body = {name: value for name, value in order.body().items() if name != "selector"}
        return json.dumps(body, ensure_ascii=False)

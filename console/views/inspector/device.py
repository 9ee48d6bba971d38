"""A terminal in full, and above all why it counts as what it does."""

from __future__ import annotations

import asyncio
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from common.client import EdgeError
from console.core.evidence import Evidence, Exchange, Turn
from console.core.records import NO_SITE, Device, Punch, moment
from console.core.status import Status
from console.models.selection import Kind
from console.views.command_actions import CommandActions
from console.views.device_words import DRIFT_S
from console.views.inspector.parts import Fact, Facts, LeadRow, Section, StatusLine
from console.views.pages.page import Surroundings
from console.views.widgets.buttons import Button
from console.views.widgets.flow import Flow
from console.views.widgets.labels import label
from console.views.words import isolated

LOOK_AGAIN_US: Final = 5_000_000
EXCHANGES: Final = 5


class DeviceSheet(QWidget):
    """Everything about the terminal of an id. The evidence is asked of the edge, and again while it is
    looked at."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._id = ""
        self._evidence: Evidence | None = None
        self._trouble = ""
        self._asked_us = 0
        self._asking: asyncio.Task[None] | None = None
        self._ways: dict[str, Button] = {}
        theme = around.theme
        self._name = label("", "title", self, wrap=True)
        self._status = StatusLine(theme, self)
        self._site = LeadRow(theme, self)
        self._site.clicked.connect(self._lead_to_site)
        self._why = Section(self.tr("Why this status"), self)
        self._because = label("", "", self, wrap=True)
        self._why.column.addWidget(self._because)
        self._results = Section(self.tr("Last requests and our answers"), self)
        self._exchanges = Facts(theme, self)
        self._no_results = label("", "dim", self, wrap=True)
        self._results.column.addWidget(self._exchanges)
        self._results.column.addWidget(self._no_results)
        self._turns = Section(self.tr("Came and went"), self)
        self._turn_facts = Facts(theme, self)
        self._turns.column.addWidget(self._turn_facts)
        self._details = Section(self.tr("Terminal"), self)
        self._facts = Facts(theme, self)
        self._details.column.addWidget(self._facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(12)
        for part in (self._name, self._status, self._site):
            column.addWidget(part)
        column.addLayout(self._actions())
        for part in (self._why, self._results, self._turns, self._details):
            column.addWidget(part)
        column.addStretch(1)

    def _actions(self) -> Flow:
        row = Flow()
        for text, icon_name, page_id in (
            (self.tr("In devices"), "devices", "devices"),
            (self.tr("On map"), "map", "map"),
        ):
            button = Button(text, self, theme=self._around.theme, icon_name=icon_name)
            button.clicked.connect(lambda _=False, page_id=page_id: self._around.open_page(page_id))
            row.addWidget(button)
            self._ways[page_id] = button
        self.sending = CommandActions(self._around, self)
        self.command = Button(self.tr("Command"), self, theme=self._around.theme, icon_name="commands")
        self.command.clicked.connect(self._offer)
        row.addWidget(self.command)
        return row

    def _offer(self) -> None:
        """What the terminal can be told to do."""
        menu = QMenu(self)
        self.sending.fill(menu, [self._id])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.command.mapToGlobal(QPoint(0, self.command.height() + 2)))

    @property
    def title(self) -> str:
        return self._name.text()

    def show_id(self, id: str) -> bool:
        """Show it; whether there is such a terminal."""
        if id != self._id:
            self._id, self._evidence, self._trouble, self._asked_us = id, None, "", 0
        return self.refresh()

    def refresh(self) -> bool:
        fleet = self._around.session.fleet
        waiting = {device.id: device for device in fleet.waiting}
        device = fleet.devices.get(self._id) or waiting.get(self._id)
        if device is None:
            return False
        self._ask()
        words = self._around.words
        now_us = self._around.session.now_us()
        status = fleet.status(device)
        for page_id, button in self._ways.items():
            button.setVisible(self._around.page_shown() != page_id)
        self.command.setVisible(self.sending.can([self._id]))
        self._name.setText(device.name)
        self._status.say(status, words.status(status), self._seen(device, now_us))
        self._site.setVisible(self._id in fleet.devices)
        site_id = fleet.site_of(device)
        verdict = self._around.session.verdicts.of(site_id)
        if verdict is not None:
            self._site.say(words.site_name(verdict.name), "", verdict.level, words.status(verdict.level))
        self._because.setText("\n".join(self._reasons(device, status, now_us)))
        self._show_exchanges(now_us)
        self._show_turns(now_us)
        self._facts.show_facts(self._particulars(device, now_us))
        return True

    # -- why
    # -----------------------------------------------------------------------------------------------------

    def _seen(self, device: Device, now_us: int) -> str:
        if device.last_seen_us is None:
            return ""
        return self.tr("heard {0}").format(self._around.words.ago_us(device.last_seen_us, now_us))

    def _reasons(self, device: Device, status: Status, now_us: int) -> list[str]:
        words = self._around.words
        evidence = self._evidence
        limit = (evidence.offline_after_s if evidence else None) or device.offline_after_s
        bound = "" if limit is None else words.duration(limit)
        silence = self._silence(device, now_us)
        lines: list[str] = []
        if status is Status.NO_DATA:
            lines.append(self.tr("We do not hear the edge, so what it last said may not be true any more."))
        elif status is Status.OFFLINE:
            said = self.tr("Silent for {0}; it counts as offline after {1}.")
            lines.append(said.format(silence, bound) if bound else self.tr("Silent for {0}.").format(silence))
        elif status is Status.PENDING:
            lines.append(self.tr("It has called, and nobody has approved it yet. It keeps its records."))
        elif status is Status.NEW:
            lines.append(self.tr("It has never called. Enter this server's address in its network settings."))
        elif status is Status.SUSPENDED:
            lines.append(self.tr("Somebody has suspended it: nothing of it is taken until it is resumed."))
        else:
            said = self.tr("Heard {0} ago; it counts as offline after {1} of silence.")
            lines.append(said.format(silence, bound) if bound else self.tr("Heard {0} ago.").format(silence))
        lines += map(self._trouble_with, device.health_reasons)
        if device.clock_drift_s is not None and abs(device.clock_drift_s) >= DRIFT_S:
            lines.append(self.tr("{0}.").format(words.clock_off(device.clock_drift_s)))
        if evidence is not None and evidence.poll_interval_s is not None:
            every = words.duration(evidence.poll_interval_s)
            lines.append(self.tr("It usually calls every {0}.").format(every))
        punch = self._around.session.fleet.last_punch(device.id)
        lines.append(self._punch_line(punch, now_us))
        return lines

    def _trouble_with(self, reason: str) -> str:
        """One of its `health_reasons`, and what to do about it."""
        if reason == "identity_conflict":
            return self.tr(
                "Two terminals call under this serial number, so its punches may come from either. Find the "
                "one that does not belong here and disconnect it."
            )
        return self.tr("Health: {0}.").format(self._around.words.cause(reason))

    def _silence(self, device: Device, now_us: int) -> str:
        if device.last_seen_us is None:
            return self.tr("ever")
        return self._around.words.silence(device.last_seen_us, now_us)

    def _punch_line(self, punch: Punch | None, now_us: int) -> str:
        words = self._around.words
        if punch is not None:
            when, who = words.ago_us(punch.punched_us, now_us), isolated(punch.employee)
            if punch.undefined:
                return self.tr("Last punch {0}: {1}.").format(when, who)
            said = self.tr("Last punch {0}: {1}, {2}.")
            return said.format(when, who, words.punch_type(punch.punch_type).lower())
        if self._evidence is not None and self._evidence.last_punch_us is not None:
            return self.tr("Last punch {0}.").format(words.ago_us(self._evidence.last_punch_us, now_us))
        return self.tr("No punch of it is known.")

    def _show_exchanges(self, now_us: int) -> None:
        words = self._around.words
        found = () if self._evidence is None else self._evidence.exchanges[:EXCHANGES]
        self._exchanges.setVisible(bool(found))
        self._exchanges.show_facts(
            [
                Fact(words.ago_us(each.at_us, now_us), self._exchange(each), hint=self._measured(each))
                for each in found
            ]
        )
        self._no_results.setVisible(not found)
        if self._trouble:
            self._no_results.setText(self._trouble)
        elif self._evidence is None:
            self._no_results.setText(self.tr("Asking the edge…"))
        else:
            self._no_results.setText(self.tr("None since the edge was started."))

    def _exchange(self, exchange: Exchange) -> str:
        word = self.tr("OK") if exchange.status < 400 else self.tr("refused")
        arrow = "←" if self.isRightToLeft() else "→"
        return f"{isolated(exchange.request)} {arrow} {exchange.status} {word}"

    def _measured(self, exchange: Exchange) -> str:
        size = self._around.words.locale.formattedDataSize(exchange.size)
        return self.tr("{0} received, answered in {1} ms").format(size, f"{exchange.took_ms:.1f}")

    def _show_turns(self, now_us: int) -> None:
        words = self._around.words
        turns = () if self._evidence is None else self._evidence.turns
        self._turns.setVisible(bool(turns))
        self._turn_facts.show_facts(
            [Fact(words.ago_us(turn.at_us, now_us), self._turned(turn)) for turn in turns]
        )

    def _turned(self, turn: Turn) -> str:
        if turn.drift_s:
            return self._around.words.clock_off(turn.drift_s).lower()
        known = {
            "device.online": self.tr("came online"),
            "device.offline": self.tr("went offline"),
            "device.unstable": self.tr("comes and goes"),
            "device.registered": self.tr("registered"),
            "device.clock_drift": self.tr("clock is right again"),
            "device.identity_changed": self.tr("another device appeared"),
        }
        return known.get(turn.event, turn.event.partition(".")[2].replace("_", " "))

    # -- what it is
    # -----------------------------------------------------------------------------------------------

    def _particulars(self, device: Device, now_us: int) -> list[Fact]:
        words = self._around.words
        source = {
            "device": self.tr("its own"),
            "site": self.tr("of its site"),
            "tenant": self.tr("of the account"),
            "assumed": self.tr("a guess"),
        }
        facts = [
            Fact(self.tr("Serial number"), isolated(device.serial), copy=device.serial),
            Fact(self.tr("Model"), device.model or ""),
            Fact(self.tr("Firmware"), device.firmware or ""),
            Fact(self.tr("Push protocol"), device.push_version or ""),
            Fact(self.tr("Address"), isolated(device.ip) if device.ip else "", copy=device.ip or ""),
            Fact(
                self.tr("Time zone"),
                self.tr("{0} ({1})").format(
                    device.timezone, source.get(device.timezone_source, device.timezone_source)
                ),
                hint=words.local_time(device.timezone, moment(now_us)),
            ),
            *(
                Fact(what, words.number(count))
                for what, count in (
                    (self.tr("People"), device.users),
                    (self.tr("Fingerprints"), device.fingerprints),
                    (self.tr("Faces"), device.faces),
                    (self.tr("Punches held"), device.punches),
                )
                if count is not None
            ),
            Fact(
                self.tr("Commands waiting"),
                words.number(device.pending_commands) if device.pending_commands else "",
            ),
            Fact(self.tr("Tags"), ", ".join(device.tags)),
        ]
        return [fact for fact in facts if fact.value]

    def _lead_to_site(self) -> None:
        fleet = self._around.session.fleet
        device = fleet.devices.get(self._id)
        self._around.selection.select(Kind.SITE, NO_SITE if device is None else fleet.site_of(device))

    # -- asking
    # ---------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        session = self._around.session
        now_us = session.now_us()
        busy = self._asking is not None and not self._asking.done()
        if busy or self._id not in session.fleet.devices or session.fleet.blind:
            return
        if now_us - self._asked_us >= LOOK_AGAIN_US:
            self._asked_us = now_us
            self._asking = self._around.tasks.spawn("evidence", self._look(self._id))

    async def _look(self, device_id: str) -> None:
        evidence, trouble = None, ""
        try:
            evidence = await self._around.session.evidence(device_id)
        except EdgeError as error:
            trouble = self.tr("The edge could not be asked: {0}").format(error)
        if device_id == self._id:
            self._evidence, self._trouble = evidence or self._evidence, trouble
            self.refresh()

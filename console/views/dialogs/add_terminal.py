"""Adding a terminal: which one, what to enter on its menu, and a green tick when it calls."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from common.client import EdgeError
from console.core.arrivals import Arrival, Arrived, arrival, newcomers
from console.core.records import Device
from console.theme.icons import icon_pixmap
from console.views.dialogs.wizard import Step, Wizard
from console.views.pages.page import Surroundings
from console.views.widgets.busy import BusyBar
from console.views.widgets.form import Choice, Field, Option
from console.views.widgets.labels import label
from console.views.widgets.menu_entries import MenuEntries
from console.views.widgets.notice import Notice, Tone
from console.views.widgets.picker import Picker
from console.views.words import isolated

TICK: Final = 44
LOOK_MS: Final = 500
ASKED_EVERY: Final = 3
"""So many looks."""
ALL, NONE = "all", "none"
WHICH, MENU, CALLS = range(3)
SLACK_US: Final = 2_000_000
"""The edge's clock is known to a second or so: a terminal that calls at once must not have called before."""


class AddTerminalDialog(Wizard[str]):
    """The answer is the id of the terminal. It is registered when one goes on from the first step, so that
    it is served from its first call on; who leaves the serial number empty takes one that waits."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("AddTerminalDialog", "Add a terminal")
        super().__init__(around.theme, title, "", parent)
        self._around = around
        self._since_us = self._edge_now_us() - SLACK_US
        self._known = {device.serial for device in around.session.fleet.waiting}
        self._serial = ""
        self._registered: Device | None = None
        self._looks = 0
        self._asking = False
        self.begin(
            [
                Step(self.tr("Which one"), self._which()),
                Step(self.tr("On its menu"), self._menu()),
                Step(self.tr("It calls"), self._calls()),
            ]
        )
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._watch)
        self.finished.connect(self._look.stop)

    # -- its steps
    # ------------------------------------------------------------------------------------------------------

    def _which(self) -> QWidget:
        page = QWidget(self)
        fleet = self._around.session.fleet
        self.serial = QLineEdit(page)
        self.serial.setMaxLength(32)
        self.serial.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.serial_field = Field(
            self.tr("Serial number"), self.serial, page,
            hint=self.tr("On a label at its back, and in its menu under System Info. Leave it empty to take "
                         "the next one that calls."),
        )  # fmt: skip
        self.serial.textChanged.connect(lambda: self.serial_field.set_wrong(""))
        self.name = QLineEdit(page)
        self.name.setMaxLength(60)
        self.name_field = Field(
            self.tr("Name"), self.name, page, hint=self.tr("What people call it: Main gate, Canteen…")
        )
        self.site = Picker(self.theme, self.tr("Site"), page)
        sites = sorted(fleet.sites.values(), key=lambda site: site.name.casefold())
        self.site.offer([("", self.tr("No site yet")), *((site.id, site.name) for site in sites)])
        if len(sites) == 1:
            self.site.choose(sites[0].id)
        self.problem = Notice(self.theme, page, Tone.BAD)
        self.problem.hide()
        in_column(
            page, self.serial_field, self.name_field, Field(self.tr("Site"), self.site, page), self.problem
        )
        return page

    def _menu(self) -> QWidget:
        page = QWidget(self)
        where = label(
            self.tr(
                "On the terminal, press and hold its menu key and sign in as administrator. Open "
                "Communication (COMM.), then Cloud Server Setting; on older ones it is called ADMS or "
                "Webserver Setting. Enter:"
            ),
            "", page, wrap=True,
        )  # fmt: skip
        after = label(
            self.tr(
                "Leave the menu with Esc until the clock is shown; some restart now. Where a name is not "
                "taken, enter the address in figures and switch “Enable Domain Name” off."
            ),
            "dim", page, wrap=True,
        )  # fmt: skip
        in_column(page, where, MenuEntries(self.theme, self._around.session.profile.url, page), after)
        return page

    def _calls(self) -> QWidget:
        page = QWidget(self)
        self.tick = QLabel(page)
        self.tick.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said = label("", "lead", page, wrap=True)
        self.more = label("", "dim", page, wrap=True)
        for part in (self.said, self.more):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.busy = BusyBar(self.theme, page)
        self.history = Choice(
            self.tr("Punches that it kept"),
            [
                Option(ALL, self.tr("Take all of them")),
                Option(NONE, self.tr("Only those from now on")),
            ],
            page,
        )
        self.history.set_value(ALL)
        self.history_field = Field(self.tr("Punches that it kept"), self.history, page)
        self.heard = QCheckBox(self.tr("Show it when this is closed"), page)
        self.heard.setChecked(True)
        in_column(page, self.tick, self.said, self.more, self.busy, self.history_field, self.heard)
        return page

    # -- going on
    # ------------------------------------------------------------------------------------------------------

    def entered(self, at: int) -> None:
        self.on.setText({WHICH: self.tr("Next"), MENU: self.tr("It is entered")}.get(at, self.tr("Finish")))
        if at == WHICH:
            self.on.setEnabled(True)
            self.serial.setFocus()
        elif at == MENU:
            self.on.setFocus()
        if at == CALLS:
            self._look.start()
            self._watch()
        elif hasattr(self, "_look"):
            self._look.stop()

    def leave_step(self, at: int) -> bool:
        if at == WHICH:
            self._serial = self.serial.text().strip()
            self.problem.hide()
            if self._serial and self._registered is None and not self._waits():
                self.on.setEnabled(False)
                self.tasks.spawn("register", self._register())
                return False
        return True

    def finish(self) -> None:
        arrived = self._arrived()
        if arrived.stage is Arrival.WAITING:
            self.on.setEnabled(False)
            self.tasks.spawn("approve", self._approve(arrived))
        elif arrived.device is not None:
            self.answer(arrived.device.id if self.heard.isChecked() else "")

    async def _register(self) -> None:
        body = {
            "serial_number": self._serial,
            "name": self.name.text().strip() or None,
            "site": self.site.currentData() or None,
        }
        given = {member: value for member, value in body.items() if value is not None}
        try:
            made = await self._around.session.connection.client.post("/v1/devices", given)
        except EdgeError as error:
            self.problem.say(Tone.BAD, self.tr("It could not be registered"), str(error))
            self.problem.show()
            self.on.setEnabled(True)
            self.serial.setFocus()
            return
        self._registered = Device.of(made)
        self._around.session.connection.refresh()
        self.on.setEnabled(True)
        self.go(MENU)

    async def _approve(self, arrived: Arrived) -> None:
        assert arrived.device is not None, "somebody who waits is known"
        body = {
            "site": self.site.currentData() or None,
            "name": self.name.text().strip() or None,
            "history": self.history.value,
        }
        given = {member: value for member, value in body.items() if value is not None}
        client = self._around.session.connection.client
        try:
            made = await client.post(f"/v1/devices/{arrived.device.serial}/approve", given)
        except EdgeError as error:
            self._say(self.tr("It could not be let in"), str(error))
        else:
            self._serial = arrived.device.serial
            self._registered = Device.of(made)
            self._around.session.connection.refresh()
        self.on.setEnabled(True)
        self._watch()

    # -- what the edge tells
    # ---------------------------------------------------------------------------------------------------

    def _edge_now_us(self) -> int:
        session = self._around.session
        return session.now_us() - round((session.connection.clock_ahead_s or 0.0) * 1e6)

    def _waits(self) -> bool:
        return arrival(self._around.session.fleet, self._serial, self._since_us).stage is Arrival.WAITING

    def _arrived(self) -> Arrived:
        fleet = self._around.session.fleet
        if self._serial:
            found = arrival(fleet, self._serial, self._since_us)
            if found.stage is Arrival.HERE or self._registered is None:
                return found
            heard_us = self._registered.last_seen_us
            called = heard_us is not None and heard_us >= self._since_us
            return Arrived(Arrival.HERE if called else Arrival.LET_IN, self._registered)
        fresh = newcomers(fleet, self._known) or list(fleet.waiting)
        return Arrived(Arrival.WAITING, fresh[0]) if fresh else Arrived(Arrival.ABSENT)

    def _ask_for_it(self) -> None:
        """That it called is no event where it was online before; so it is asked for by name."""
        if self._registered is not None and not self._asking and self._arrived().stage is Arrival.LET_IN:
            self._asking = True
            self.tasks.spawn("has it called", self._has_it_called(self._registered.id))

    async def _has_it_called(self, device_id: str) -> None:
        try:
            self._registered = Device.of(await self._around.session.connection.client.device(device_id))
        except EdgeError as error:
            self._say(self.tr("Whether it has called cannot be seen now"), str(error))
        finally:
            self._asking = False

    def _watch(self) -> None:
        """Say how far it is."""
        self._looks += 1
        if self._looks % ASKED_EVERY == 0:
            self._ask_for_it()
        arrived = self._arrived()
        stage, device = arrived.stage, arrived.device
        here = stage is Arrival.HERE
        self.busy.setVisible(not here and stage is not Arrival.WAITING)
        self.history_field.setVisible(stage is Arrival.WAITING)
        self.heard.setVisible(here)
        self.back.setVisible(not here)
        self.on.setEnabled(here or stage is Arrival.WAITING)
        self.on.setText(self.tr("Let it in") if stage is Arrival.WAITING else self.tr("Finish"))
        t = self.theme.tokens
        name, colour = {
            Arrival.HERE: ("check", t.online),
            Arrival.WAITING: ("bell", t.accent),
        }.get(stage, ("clock", t.text_dim))
        self.tick.setPixmap(icon_pixmap(name, TICK, self.devicePixelRatioF(), colour))
        serial = isolated(device.serial if device is not None else self._serial)
        if here and device is not None:
            self._say(
                self.tr("{0} is here").format(device.name),
                self.tr("It called, and is served. Punch once: it is on the live page within a second."),
            )
        elif stage is Arrival.WAITING:
            said = self.tr("{0} calls, and waits to be let in").format(serial)
            self._say(said, self.tr("Let it in if that is the number on its label."))
        elif self._serial:
            self._say(
                self.tr("Waiting for {0} to call").format(serial),
                self.tr(
                    "It calls within a minute of being set up. If it does not, look at its network (an "
                    "address, a gateway), at the server address that was entered, and at the firewall "
                    "before the edge."
                ),
            )
        else:
            self._say(
                self.tr("Waiting for a terminal to call"),
                self.tr(
                    "It calls within a minute of being set up, and is shown here with its serial number."
                ),
            )

    def _say(self, title: str, words: str) -> None:
        if title != self.said.text() or words != self.more.text():
            self.said.setText(title)
            self.more.setText(words)


def in_column(page: QWidget, *parts: QWidget) -> None:
    """One under the other, from the top."""
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)

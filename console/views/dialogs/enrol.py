"""Whom to enrol on which terminals, and how far that is: by name and card, or a finger, face, palm, card."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from common.client import EdgeError
from console.core.employees import Employee, placed_on
from console.core.enrolling import Progress, Putting, Taking, Work
from console.core.status import Status
from console.views.dialogs.ask import AskDialog
from console.views.dialogs.enrol_progress import ProgressRow
from console.views.pages.page import Surroundings
from console.views.place_list import PlaceList
from console.views.widgets.buttons import Button
from console.views.widgets.form import Choice, Field, Option
from console.views.widgets.notice import Notice, Tone
from console.views.widgets.picker import Picker

WIDTH: Final = 620
RECORD: Final = "record"
MOST_ROWS: Final = 200
MOST_HIGH: Final = 300
MOST_TAKEN: Final = 500
"""So many commands for people to stand before terminals are given at once, at most."""
LOOK_S: Final = 1.0
REASONS: Final = 3


class EnrolDialog(AskDialog[bool]):
    """Asks first, then shows how far it is; what still waits when it is closed goes on at the edge."""

    def __init__(self, around: Surroundings, people: Sequence[Employee], parent: QWidget | None) -> None:
        super().__init__(
            around.theme, self.tr("Enrol %Ln people", "", len(people)), "", self.tr("Enrol"), parent,
            width=WIDTH,
        )  # fmt: skip
        self._around = around
        self.people = [employee for employee in people if employee.active]
        self._idle = len(people) - len(self.people)
        self.work: Work | None = None
        self.progress: list[Progress] = []
        self.rows: dict[str, ProgressRow] = {}
        self.what = Choice(self.tr("What"), self._kinds(), self)
        self.what.chosen.connect(self._judge)
        self.finger = Picker(around.theme, self.tr("Finger"), self)
        self.finger.offer(enumerate(self._fingers()))
        self.finger.choose(6)
        self.places = PlaceList(
            around.theme, around.session.fleet, around.words, self.tr("On which terminals"), self
        )
        self.places.changed.connect(self._judge)
        self._finger = Field(self.tr("Finger"), self.finger, self)
        self._fields = (Field(self.tr("What"), self.what, self), self._finger,
                        Field(self.tr("On which terminals"), self.places, self))  # fmt: skip
        for field in self._fields:
            self.asked.addWidget(field)
        self.notice = Notice(around.theme, self)
        self.asked.addWidget(self.notice)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.hide()
        self.asked.addWidget(self._scroll, 1)
        self.again = Button(self.tr("Try the failed ones again"), self)
        self.again.clicked.connect(self._retry)
        self.again.hide()
        self.asked.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeading)
        self.places.setFocus()
        self._judge()

    # -- asked
    # ----------------------------------------------------------------------------------------------------

    def _kinds(self) -> Sequence[Option]:
        stand = self.tr("Each person stands before each of these terminals while it asks for it.")
        return (
            Option(RECORD, self.tr("Name and card"),
                   self.tr("Terminals hold the person; what was enrolled elsewhere is shared with them.")),
            Option("finger", self.tr("Finger"), stand),
            Option("face", self.tr("Face"), stand),
            Option("palm", self.tr("Palm"), stand),
            Option("card", self.tr("Card at the reader"), stand),
        )  # fmt: skip

    def _fingers(self) -> Sequence[str]:
        return (
            self.tr("Left little finger"), self.tr("Left ring finger"), self.tr("Left middle finger"),
            self.tr("Left forefinger"), self.tr("Left thumb"), self.tr("Right thumb"),
            self.tr("Right forefinger"), self.tr("Right middle finger"), self.tr("Right ring finger"),
            self.tr("Right little finger"),
        )  # fmt: skip

    def chosen_terminals(self) -> list[str]:
        """Ids of all that are meant, those of the sites among them, each once."""
        fleet = self._around.session.fleet
        of_sites = [device.id for site in self.places.sites for device in fleet.devices_at(site)]
        return list(dict.fromkeys((*of_sites, *self.places.devices)))

    def _judge(self) -> None:
        """What is about to happen, before it is asked for."""
        kind, terminals = self.what.value, self.chosen_terminals()
        self._finger.setVisible(kind == "finger")
        too_many = kind != RECORD and len(terminals) * len(self.people) > MOST_TAKEN
        self.do.setEnabled(bool(terminals and self.people) and not too_many)
        away = sum(1 for it in terminals if not self._heard(it))
        title = self.tr("{0} on {1}").format(
            self.tr("%Ln people", "", len(self.people)), self._around.words.terminals(len(terminals))
        )
        said = []
        if too_many:
            said.append(self.tr("That is too many at once: choose fewer people or terminals."))
        if away:
            said.append(self.tr("%Ln of them are offline and are told when they call.", "", away))
        if self._idle:
            said.append(self.tr("%Ln people are not active and are left out.", "", self._idle))
        if not terminals:
            title = self.tr("Choose sites or terminals")
        self.notice.say(Tone.CARE if away or too_many else Tone.PLAIN, title, " ".join(said))

    def _heard(self, device_id: str) -> bool:
        fleet = self._around.session.fleet
        device = fleet.devices.get(device_id)
        offline = (Status.OFFLINE, Status.NEW, Status.SUSPENDED, Status.NO_DATA)
        return device is not None and fleet.status(device) not in offline

    # -- done
    # -----------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        if self.work is not None:
            self.answer(True)
        elif self.do.isEnabled():
            self.work = self._wanted()
            self.do.setEnabled(False)
            self.tasks.spawn("enrol", self._run(self.work))

    def _wanted(self) -> Work:
        client, terminals = self._around.session.connection.client, self.chosen_terminals()
        kind = str(self.what.value)
        fleet = self._around.session.fleet
        site_of = {device.id: device.site_id for device in fleet.devices.values()}
        items = placed_on(self.people, self.places.sites, self.places.devices, site_of)
        if kind == RECORD:
            return Putting(client, self.people, terminals, items)
        return Taking(client, self.people, terminals, items, kind, int(self.finger.currentData()))

    async def _run(self, work: Work) -> None:
        await self._show_terminals()
        try:
            await work.begin()
        except EdgeError as error:
            self.notice.say(Tone.BAD, self.tr("That was not done"), str(error))
            self.leave.setText(self.tr("Close"))
            return
        self.do.setText(self.tr("Close"))
        self.leave.hide()
        self.do.setEnabled(True)
        self.do.setFocus()
        while self.isVisible():
            try:
                self._show_progress(await work.look())
            except EdgeError as error:
                self.notice.say(Tone.CARE, self.tr("How far it is cannot be asked now"), str(error))
            await asyncio.sleep(LOOK_S)

    async def _show_terminals(self) -> None:
        """In steps: there may be hundreds."""
        for field in self._fields:
            field.hide()
        holder = QWidget(self._scroll)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._scroll.setWidget(holder)
        self._scroll.show()
        fleet = self._around.session.fleet
        for device_id in self.chosen_terminals()[:MOST_ROWS]:
            device = fleet.devices.get(device_id)
            row = ProgressRow(self._around.theme, holder)
            row.say(device.name if device is not None else device_id, "", len(self.people), 0, 0)
            self.rows[device_id] = row
            column.addWidget(row)
            await asyncio.sleep(0)
        column.addStretch(1)
        self._scroll.setMinimumHeight(min(MOST_HIGH, holder.sizeHint().height() + 8))
        QTimer.singleShot(0, self, self.adjustSize)

    def _show_progress(self, progress: Sequence[Progress]) -> None:
        self.progress = list(progress)
        for each in progress:
            row = self.rows.get(each.device_id)
            if row is not None:
                row.say(row.name, self._how_far(each), each.total, each.done, len(each.failed))
                row.setToolTip("\n".join(f"{it.employee.name}: {it.error}" for it in each.failed[:12]))
        total, done = sum(it.total for it in progress), sum(it.done for it in progress)
        failed, waiting = sum(len(it.failed) for it in progress), sum(it.waiting for it in progress)
        number = self._around.words.number
        title = self.tr("{0} of {1} are there").format(number(done), number(total))
        if failed:
            why = dict.fromkeys(it.error for one in progress for it in one.failed)
            said = [self.tr("%Ln failed", "", failed), *list(why)[:REASONS]]
            self.notice.say(Tone.BAD, title, "\n".join(said))
        elif waiting:
            self.notice.say(Tone.PLAIN, title, self.tr("You may close this: it goes on at the edge."))
        else:
            self.notice.say(Tone.GOOD, title)
        self.again.setVisible(bool(failed))

    def _how_far(self, progress: Progress) -> str:
        number = self._around.words.number
        said = [self.tr("{0} of {1}").format(number(progress.done), number(progress.total))]
        if progress.failed:
            said.append(self.tr("%Ln failed", "", len(progress.failed)))
        if progress.waiting:
            words = self.tr("%Ln waiting", "", progress.waiting)
            if not self._heard(progress.device_id):
                words = self.tr("%Ln waiting until it calls", "", progress.waiting)
            said.append(words)
        return " · ".join(said)

    def _retry(self) -> None:
        if self.work is not None:
            self.again.setEnabled(False)
            self.tasks.spawn("retry", self._tried(self.work))

    async def _tried(self, work: Work) -> None:
        try:
            await work.retry([it for it in self.progress if it.failed])
        except EdgeError as error:
            self.notice.say(Tone.BAD, self.tr("That was not done"), str(error))
        finally:
            self.again.setEnabled(True)

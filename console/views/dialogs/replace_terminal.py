"""Replacing a terminal by another box: what stays, what is lost, and a tick when the new one is whole."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from common.client import EdgeError
from console.core.records import Device, Json
from console.theme.icons import icon_pixmap
from console.views.dialogs.add_terminal import in_column
from console.views.dialogs.wizard import Step, Wizard
from console.views.pages.page import Surroundings
from console.views.widgets.busy import BusyBar
from console.views.widgets.form import Field
from console.views.widgets.labels import label
from console.views.widgets.menu_entries import MenuEntries
from console.views.widgets.notice import Notice, Tone
from console.views.words import isolated

TICK: Final = 44
ASK_MS: Final = 1_500
BOX, PEOPLE = "box", "people"
NUMBER, AGREE, COMES = range(3)


class ReplaceTerminalDialog(Wizard[str]):
    """The answer is the id of the device, which it keeps."""

    def __init__(self, around: Surroundings, device: Device, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("ReplaceTerminalDialog", "Replace {0}").format(device.name)
        super().__init__(around.theme, title, "", parent)
        self._around = around
        self._device = device
        self._job: str | None = None
        self._serial = ""
        self._asking = False
        self.begin(
            [
                Step(self.tr("The new one"), self._number()),
                Step(self.tr("What happens"), self._agree()),
                Step(self.tr("It calls"), self._comes()),
            ]
        )
        self._again = QTimer(self, interval=ASK_MS)
        self._again.timeout.connect(self._ask_how_far)
        self.finished.connect(self._again.stop)

    # -- its steps
    # ------------------------------------------------------------------------------------------------------

    def _number(self) -> QWidget:
        page = QWidget(self)
        self.serial = QLineEdit(page)
        self.serial.setMaxLength(32)
        self.serial.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.serial_field = Field(
            self.tr("Serial number of the new terminal"), self.serial, page,
            hint=self.tr("On a label at its back, and in its menu under System Info."),
        )  # fmt: skip
        self.serial.textChanged.connect(lambda: self.serial_field.set_wrong(""))
        old = self.tr("In the place of {0}, serial number {1}.").format(
            self._device.name, isolated(self._device.serial)
        )
        in_column(page, label(old, "dim", page, wrap=True), self.serial_field)
        return page

    def _agree(self) -> QWidget:
        page = QWidget(self)
        self.stays = Notice(self.theme, page, Tone.GOOD)
        self.lost = Notice(self.theme, page, Tone.CARE)
        self.problem = Notice(self.theme, page, Tone.BAD)
        self.problem.hide()
        in_column(page, self.stays, self.lost, self.problem)
        return page

    def _comes(self) -> QWidget:
        page = QWidget(self)
        self.tick = QLabel(page)
        self.said = label("", "lead", page, wrap=True)
        self.more = label("", "dim", page, wrap=True)
        for part in (self.tick, self.said, self.more):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.busy = BusyBar(self.theme, page)
        self.entries = MenuEntries(self.theme, self._around.session.profile.url, page)
        in_column(page, self.tick, self.said, self.more, self.busy, self.entries)
        return page

    # -- going on
    # ------------------------------------------------------------------------------------------------------

    def entered(self, at: int) -> None:
        self.on.setEnabled(True)
        if at == NUMBER:
            self.on.setText(self.tr("Next"))
            self.serial.setFocus()
        elif at == AGREE:
            self.on.setText(self.tr("Replace it"))
            self._say_what_happens()
            self.on.setFocus()
        else:
            self.on.setText(self.tr("Finish"))
            self.back.hide()
            self.cancel.hide()
            self._show({})
            self._again.start()
            self._ask_how_far()

    def leave_step(self, at: int) -> bool:
        if at == NUMBER:
            self._serial = self.serial.text().strip()
            if not self._serial:
                self.serial_field.set_wrong(self.tr("Enter the number of the new terminal."))
            elif self._serial == self._device.serial:
                self.serial_field.set_wrong(self.tr("That is the number of the old one."))
            return not self.serial_field.wrong
        if at == AGREE and self._job is None:
            self.on.setEnabled(False)
            self.tasks.spawn("replace", self._replace())
            return False
        return True

    def finish(self) -> None:
        self.answer(self._device.id)

    async def _replace(self) -> None:
        path = f"/v1/devices/{self._device.id}/replace"
        try:
            job = await self._around.session.connection.client.post(path, {"serial_number": self._serial})
        except EdgeError as error:
            self.problem.say(Tone.BAD, self.tr("It could not be replaced"), str(error))
            self.problem.show()
            self.on.setEnabled(True)
            return
        self._job = job["id"]
        self._around.session.connection.refresh()
        self.go(COMES)

    def _say_what_happens(self) -> None:
        device, words = self._device, self._around.words
        people = words.number(device.users or 0)
        self.stays.say(
            Tone.GOOD,
            self.tr("What stays"),
            self.tr(
                "Its name, site, tags, history and all punches. Its people ({0} on the old one) are sent to "
                "the new one as soon as that calls, with the templates that the edge keeps."
            ).format(people),
        )
        self.lost.say(
            Tone.CARE,
            self.tr("What is lost"),
            self.tr(
                "The old terminal is served no more: punches that it has not sent yet stay on it. Commands "
                "that it had fetched fail. The old one can be put back the same way."
            ),
        )

    # -- how far it is
    # --------------------------------------------------------------------------------------------------

    def _ask_how_far(self) -> None:
        if not self._asking and self._job is not None:
            self._asking = True
            self.tasks.spawn("how far", self._how_far(self._job))

    async def _how_far(self, job: str) -> None:
        try:
            answer = await self._around.session.connection.client.get(f"/v1/jobs/{job}/items")
            self._show({item["ref"]: item for item in answer["data"]})
        except EdgeError as error:
            self._say("clock", self.tr("How far it is cannot be seen now"), str(error))
        finally:
            self._asking = False

    def _show(self, items: dict[str, Json]) -> None:
        """The job has two parts: the box was seen, and it holds its people."""
        done = {ref for ref, item in items.items() if item["status"] == "succeeded"}
        seen, whole = BOX in done, {BOX, PEOPLE} <= done
        self.busy.setVisible(not whole)
        self.entries.setVisible(not seen)
        self.on.setEnabled(True)
        if whole:
            self._again.stop()
            words = self.tr("It called, and holds the people that it should.")
            self._say("check", self.tr("{0} is replaced").format(self._device.name), words)
        elif seen:
            words = self.tr("Its people are being sent to it. You can finish here; it goes on by itself.")
            self._say("person", self.tr("The new terminal is here"), words)
        else:
            words = self.tr("On its menu, under Communication, then Cloud Server Setting (ADMS), enter:")
            self._say("clock", self.tr("Waiting for {0} to call").format(isolated(self._serial)), words)

    def _say(self, picture: str, title: str, words: str) -> None:
        t = self.theme.tokens
        colour = t.online if picture == "check" else t.accent
        self.tick.setPixmap(icon_pixmap(picture, TICK, self.devicePixelRatioF(), colour))
        self.said.setText(title)
        self.more.setText(words)

"""Asks from when on the punches of a site are to be read anew, and says before what that would change."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtWidgets import QWidget

from common.client import EdgeError
from common.instants import rfc3339
from console.core.sites import Retiming, foresee_retiming
from console.views.dialogs.ask import AskDialog
from console.views.pages.page import Surroundings
from console.views.widgets.form import Choice, Field, Option
from console.views.widgets.labels import label
from console.views.words import isolated

DAY_US: Final = 86_400_000_000


class RetimeDialog(AskDialog[int]):
    """Answers with an instant, microseconds."""

    def __init__(
        self, around: Surroundings, site_id: str, name: str, zone: str, parent: QWidget | None = None
    ) -> None:
        title = self.tr("Read the punches of {0} anew").format(name)
        super().__init__(around.theme, title, "", self.tr("Read anew"), parent)
        self._around, self._site_id, self._zone = around, site_id, zone
        said = self.tr(
            "Terminals send the time on their wall. Punches that were read in another zone get the instant "
            "it means in {0}. The time on the wall stays, and so does what terminals sent with an offset."
        )
        self.about.setText(said.format(isolated(zone)))
        self.about.show()
        self.since = Choice(
            self.tr("Punches of"),
            [
                Option(1, self.tr("1 day")),
                Option(7, self.tr("7 days")),
                Option(30, self.tr("30 days")),
                Option(366, self.tr("1 year")),
            ],
            self,
        )
        self.since.set_value(30)
        self.since.chosen.connect(lambda _: self._foresee())
        self.effect = label("", "strong", self, wrap=True)
        self.more = label("", "dim", self, wrap=True)
        self.asked.addWidget(Field(self.tr("Punches of the last"), self.since, self))
        self.asked.addWidget(self.effect)
        self.asked.addWidget(self.more)
        self.since.button(30).setFocus()
        self.foreseen: Retiming | None = None
        self._foresee()

    @property
    def _since_us(self) -> int:
        return self._around.session.now_us() - cast(int, self.since.value) * DAY_US

    def finish(self) -> None:
        if self.do.isEnabled():
            self.answer(self._since_us)

    def _foresee(self) -> None:
        self.foreseen = None
        self.do.setEnabled(False)
        self.effect.setText(self.tr("Looking at its punches…"))
        self.more.hide()
        self.tasks.spawn("retiming", self._look(self._since_us))

    async def _look(self, since_us: int) -> None:
        days = self.since.value
        client = self._around.session.connection.client
        try:
            found = await foresee_retiming(client, self._site_id, rfc3339(since_us), self._zone)
        except EdgeError as error:
            self.effect.setText(str(error))
            return
        if days == self.since.value:
            self.foreseen = found
            self._say(found)

    def _say(self, found: Retiming) -> None:
        words = self._around.words
        self.do.setEnabled(found.changing > 0 or found.looked < found.punches)
        if not found.punches:
            self.effect.setText(self.tr("There are no punches of that time."))
        elif found.looked == found.punches:
            said = self.tr("{0} of {1} would change.")
            self.effect.setText(said.format(words.number(found.changing), words.punches(found.punches)))
        else:
            said = self.tr("{0}; of the newest {1}, {2} would change.")
            self.effect.setText(
                said.format(
                    words.punches(found.punches), words.number(found.looked), words.number(found.changing)
                )
            )
        others = [isolated(zone) for zone in found.zones if zone != self._zone]
        self.more.setVisible(bool(others))
        if others:
            said = self.tr("Read before in {0}. Each that changes is told to webhooks again.")
            self.more.setText(said.format(self.tr(", ").join(others)))
        self.grow()

"""What is asked before a webhook is made, changed, given a new secret, or told again what it missed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from common.client import EdgeError
from common.events import EVENTS, EVERY
from console.core.webhooks import Draft, Endpoint, event_families, headers_of
from console.theme.theme import Theme
from console.views.dialogs.ask import AskDialog, line_of, text_of
from console.views.dialogs.two_columns import TwoColumns
from console.views.webhooks.words import WebhookWords
from console.views.widgets.form import Choice, Field, Option
from console.views.widgets.labels import label
from console.views.widgets.notice import Notice, Tone
from console.views.widgets.picker import Picker
from console.views.widgets.tick_choice import Tick, TickChoice
from console.views.words import isolated

WIDTH: Final = 760
DAY_H: Final = 24
HOUR_S: Final = 3_600
DAY_S: Final = 24 * HOUR_S
PER_SECOND: Final = 50
DEAD: Final = "dead"
ANY: Final = "any"


class EndpointDialog(AskDialog[Draft]):
    """A new endpoint, or how one is changed."""

    def __init__(
        self, theme: Theme, says: WebhookWords, before: Endpoint | None = None, parent: QWidget | None = None
    ) -> None:
        new = before is None
        title = (
            QCoreApplication.translate("EndpointDialog", "New webhook")
            if new
            else QCoreApplication.translate("EndpointDialog", "Edit webhook")
        )
        verb = (
            QCoreApplication.translate("EndpointDialog", "Create")
            if new
            else QCoreApplication.translate("EndpointDialog", "Save")
        )
        words = (
            QCoreApplication.translate(
                "EndpointDialog",
                "It is told of everything from now on. Its secret is shown once it is made.",
            )
            if new
            else QCoreApplication.translate(
                "EndpointDialog", "What waits already is sent to the new address too."
            )
        )
        super().__init__(theme, title, words, verb, parent, width=WIDTH)
        self._before = before
        self.url = self.line_field(self.tr("Address"), self.tr("Like https://hr.example.com/in"))
        self.description = self.line_field(self.tr("Name"), self.tr("For people; may be empty."))
        self.ordering = Picker(theme, self.tr("Order"), self)
        self.ordering.offer((it, says.ordering(it)) for it in ("device", "endpoint", "none"))
        self.age = Picker(theme, self.tr("Kept while it takes nothing"), self)
        self.signature = Picker(theme, self.tr("Signed with"), self)
        self.signature.offer((it, says.signature(it)) for it in ("hmac", "ed25519"))
        hint = (
            self.tr("One a line, like Authorization: Bearer …")
            if before is None or not before.header_names
            else self.tr("Sent now: {0}. Leave this empty to keep them.").format(
                isolated(", ".join(before.header_names))
            )
        )
        self.headers = self.text_field(self.tr("Headers of your own"), hint, lines=2)
        self.events = TickChoice(
            self.tr("Events"),
            Option(None, self.tr("All"), self.tr("Also those that later versions add.")),
            Option(None, self.tr("Only these"), self.tr("What is ticked below.")),
            [
                (says.family(family), [Tick(event, event, says.tells(event)) for event in events])
                for family, events in event_families(list(EVENTS)).items()
            ],
            self,
        )
        self._lay()
        self._show(before)
        line_of(self.url).setFocus()

    def finish(self) -> None:
        url = line_of(self.url).text().strip()
        if not _is_address(url):
            self.url.set_wrong(self.tr("Write a whole address like https://hr.example.com/in"))
            line_of(self.url).setFocus()
            return
        events = (EVERY,) if self.events.value is None else self.events.value
        if not events:
            self.events.set_wrong(self.tr("Choose at least one event."))
            return
        try:
            headers = headers_of(text_of(self.headers).toPlainText())
        except ValueError as error:
            self.headers.set_wrong(self.tr("This is no header: {0}").format(isolated(str(error))))
            text_of(self.headers).setFocus()
            return
        self.answer(
            Draft(
                url,
                events,
                line_of(self.description).text().strip(),
                self.ordering.currentData(),
                self.age.currentData(),
                self.signature.currentData(),
                headers if headers or self._before is None else None,
            )
        )

    def _lay(self) -> None:
        columns = TwoColumns(self)
        left, right = columns.left, columns.right
        left.addWidget(self.url)
        left.addWidget(self.description)
        for picker in (self.ordering, self.age, self.signature):
            left.addWidget(Field(picker.accessibleName(), picker, self))
        left.addStretch(1)
        right.addWidget(self.events, 1)
        right.addWidget(self.headers)
        right.addStretch(0)
        self.asked.addWidget(columns)

    def _show(self, before: Endpoint | None) -> None:
        days = [DAY_H, 3 * DAY_H, 7 * DAY_H, 14 * DAY_H]
        if before is not None and before.max_age_hours not in days:
            days.append(before.max_age_hours)
        self.age.offer((hours, self._age(hours)) for hours in sorted(days))
        if before is None:
            self.age.choose(3 * DAY_H)
            return
        line_of(self.url).setText(before.url)
        line_of(self.description).setText(before.description)
        self.ordering.choose(before.ordering)
        self.signature.choose(before.signature)
        self.age.choose(before.max_age_hours)
        self.events.set_value(None if before.hears_all else before.events)

    def _age(self, hours: int) -> str:
        if hours % DAY_H:
            return self.tr("%n hours", "", hours)
        return self.tr("%n days", "", hours // DAY_H)


@dataclass(frozen=True, slots=True)
class Rotation:
    """For how many hours the old secret signs too, and which of the two signs the body alone meanwhile."""

    overlap_hours: int
    legacy: str


class RotateDialog(AskDialog[Rotation]):
    """A new secret for an endpoint."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("RotateDialog", "New secret for {0}").format(isolated(name))
        words = QCoreApplication.translate(
            "RotateDialog",
            "For a while both secrets sign, so that a receiver that knows either accepts every delivery.",
        )
        verb = QCoreApplication.translate("RotateDialog", "Make a new secret")
        super().__init__(theme, title, words, verb, parent)
        overlap = self.tr("The old one goes on signing for")
        legacy = self.tr("X-PunchConnect-Signature is made with")
        self.overlap = Choice(
            overlap,
            [
                Option(
                    0, self.tr("No longer"), self.tr("Deliveries fail until the receiver has the new one.")
                ),
                Option(1, self.tr("1 hour")),
                Option(DAY_H, self.tr("1 day")),
                Option(7 * DAY_H, self.tr("7 days")),
            ],
            self,
        )
        self.overlap.set_value(DAY_H)
        self.legacy = Choice(
            legacy,
            [
                Option(
                    "old", self.tr("The old one"), self.tr("It has room for one: until that one retires.")
                ),
                Option("new", self.tr("The new one"), self.tr("From now on.")),
            ],
            self,
        )
        self.asked.addWidget(Field(overlap, self.overlap, self))
        self.asked.addWidget(Field(legacy, self.legacy, self))
        self.overlap.button(DAY_H).setFocus()

    def finish(self) -> None:
        self.answer(Rotation(int(str(self.overlap.value)), str(self.legacy.value)))


@dataclass(frozen=True, slots=True)
class Again:
    """What is to be delivered again: told in the last `seconds`; `status` is "dead" for what was given up,
    "any" for all."""

    seconds: int
    status: str


@dataclass(frozen=True, slots=True)
class Amount:
    """How many that would be; `more` where they were not counted to the end."""

    number: int
    more: bool = False


Count = Callable[[Again], Awaitable[Amount]]


class ReplayDialog(AskDialog[Again]):
    """What is delivered again. `count` says how many that are, while it is being chosen. Raises EdgeError."""

    def __init__(self, theme: Theme, endpoint: Endpoint, count: Count, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("ReplayDialog", "Deliver again to {0}").format(
            isolated(endpoint.name)
        )
        words = QCoreApplication.translate(
            "ReplayDialog",
            "Each event goes out as a new delivery with the webhook-id that it always had, in order.",
        )
        verb = QCoreApplication.translate("ReplayDialog", "Deliver again")
        super().__init__(theme, title, words, verb, parent)
        self._count = count
        self._round = 0
        what, since = self.tr("What"), self.tr("Told in the last")
        self.what = Choice(
            what,
            [
                Option(DEAD, self.tr("What failed"), self.tr("Only what was given up.")),
                Option(
                    ANY, self.tr("Everything"), self.tr("Also what was taken: the receiver gets it twice.")
                ),
            ],
            self,
        )
        self.since = Choice(
            since,
            [
                Option(HOUR_S, self.tr("Hour")),
                Option(DAY_S, self.tr("Day")),
                Option(3 * DAY_S, self.tr("3 days")),
                Option(7 * DAY_S, self.tr("7 days")),
                Option(29 * DAY_S, self.tr("29 days")),
            ],
            self,
        )
        self.since.set_value(DAY_S)
        self.preview = Notice(theme, self)
        self.asked.addWidget(Field(what, self.what, self))
        self.asked.addWidget(Field(since, self.since, self))
        self.asked.addWidget(self.preview)
        if endpoint.pending:
            waits = self.tr("%n wait still: those are sent by themselves.", "", endpoint.pending)
            self.asked.addWidget(label(waits, "label", self, wrap=True))
        self.what.chosen.connect(self._look)
        self.since.chosen.connect(self._look)
        self.since.button(DAY_S).setFocus()
        self._look()

    @property
    def wanted(self) -> Again:
        return Again(int(str(self.since.value)), str(self.what.value))

    def finish(self) -> None:
        if self.do.isEnabled():
            self.answer(self.wanted)

    def _look(self) -> None:
        self._round += 1
        self.do.setEnabled(False)
        self.preview.say(Tone.PLAIN, self.tr("Counting…"), self.tr("One moment"))
        self.tasks.spawn("count", self._show(self.wanted, self._round))

    async def _show(self, wanted: Again, asked: int) -> None:
        try:
            amount = await self._count(wanted)
        except EdgeError as error:
            if asked == self._round:
                self.preview.say(Tone.CARE, self.tr("That could not be counted"), str(error))
                self.do.setEnabled(True)
            return
        if asked != self._round:
            return
        self.do.setEnabled(bool(amount.number))
        if not amount.number:
            self.preview.say(Tone.GOOD, self.tr("There is nothing to deliver again"), "")
            return
        said = self.tr("%n deliveries", "", amount.number)
        if amount.more:
            said = self.tr("More than {0}").format(said)
        pace = self.tr("At most %n a second, behind what waits already.", "", PER_SECOND)
        self.preview.say(Tone.PLAIN, said, pace)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text

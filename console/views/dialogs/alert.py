"""What is asked before something is done about alerts: until when, by whom, why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar, cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from console.theme.theme import Theme
from console.views.dialogs.ask import AskDialog, line_of
from console.views.widgets.form import Choice, Field, Option
from console.views.widgets.labels import label

WIDTH: Final = 480
HOUR_S: Final = 3600
DAY_S: Final = 24 * HOUR_S
MOST_PEOPLE: Final = 8
NOBODY: Final = ""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Held:
    """For how long, in seconds, None for until it is over; and what is said about it."""

    seconds: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Matcher:
    """What a silence may be of: as the API has it, what it is called, and what that means."""

    matcher: Mapping[str, Sequence[str]]
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Silence:
    """What is not to be told of, for how many seconds, and why."""

    matcher: Mapping[str, Sequence[str]]
    seconds: int
    reason: str


class HoldDialog(AskDialog[Held]):
    """For how long to take alerts on, or to be silent about them."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        words: str,
        verb: str,
        *,
        endless: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, title, words, verb, parent)
        options = [
            Option(HOUR_S, self.tr("1 hour")),
            Option(4 * HOUR_S, self.tr("4 hours")),
            Option(8 * HOUR_S, self.tr("8 hours")),
            Option(DAY_S, self.tr("1 day")),
        ]
        if endless:
            options.append(Option(None, self.tr("Until it is over")))
        name = self.tr("For how long")
        self.time = Choice(name, options, self)
        self.time.set_value(8 * HOUR_S if endless else HOUR_S)
        self.note = self.line_field(self.tr("Note"), "")
        self.asked.addWidget(Field(name, self.time, self))
        self.asked.addWidget(self.note)
        self.time.button(self.time.value).setFocus()

    def finish(self) -> None:
        seconds, note = cast("int | None", self.time.value), line_of(self.note).text().strip()
        if seconds is None and not note:
            self.note.set_wrong(self.tr("Say why nobody is to be told of it again."))
            line_of(self.note).setFocus()
            return
        self.answer(Held(seconds, note))


class NoteDialog(AskDialog[str]):
    """Words that somebody has to find."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        words: str,
        verb: str,
        missing: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, title, words, verb, parent)
        self._missing = missing
        self.note = self.line_field(self.tr("Note"), "")
        self.asked.addWidget(self.note)
        line_of(self.note).setFocus()

    def finish(self) -> None:
        note = line_of(self.note).text().strip()
        if not note:
            self.note.set_wrong(self._missing)
            return
        self.answer(note)


class AssignDialog(AskDialog[str]):
    """Who sees to it: answers with the id of a person, or NOBODY. `people`: names by id."""

    def __init__(
        self,
        theme: Theme,
        words: str,
        people: Mapping[str, str],
        current: str | None,
        parent: QWidget | None = None,
    ) -> None:
        made = QCoreApplication.translate("AssignDialog", "Assign to")
        verb = QCoreApplication.translate("AssignDialog", "Assign")
        super().__init__(theme, made, words, verb, parent)
        self.people = QListWidget(self)
        self.people.setProperty("framed", "yes")
        self.people.setAccessibleName(made)
        for id, name in ((NOBODY, self.tr("Nobody")), *sorted(people.items(), key=lambda it: it[1])):
            entry = QListWidgetItem(name, self.people)
            entry.setData(Qt.ItemDataRole.UserRole, id)
            if id == (current or NOBODY):
                self.people.setCurrentItem(entry)
        row = max(28, self.people.sizeHintForRow(0))
        self.people.setFixedHeight(min(self.people.count(), MOST_PEOPLE) * row + 14)
        self.people.itemDoubleClicked.connect(self.finish)
        self.asked.addWidget(self.people)
        if not people:
            none = self.tr("There is nobody to give it to yet. People are added in the API: POST /v1/people.")
            self.asked.addWidget(label(none, "label", self, wrap=True))
        self.people.setFocus()

    def finish(self) -> None:
        entry = self.people.currentItem()
        self.answer(NOBODY if entry is None else str(entry.data(Qt.ItemDataRole.UserRole)))


class SilenceDialog(AskDialog[Silence]):
    """What nobody is to be told of for a while: just this, or all of its terminal, its site or its kind.

    `matchers` are what can be chosen, each with its name: what to match, and a line on what that means.
    """

    def __init__(
        self, theme: Theme, words: str, matchers: Sequence[Matcher], parent: QWidget | None = None
    ) -> None:
        title = QCoreApplication.translate("SilenceDialog", "Silence")
        super().__init__(theme, title, words, title, parent)
        what, name = self.tr("What"), self.tr("For how long")
        self.what = Choice(
            what, [Option(number, it.name, it.words) for number, it in enumerate(matchers)], self
        )
        self.time = Choice(
            name,
            [
                Option(HOUR_S, self.tr("1 hour")),
                Option(4 * HOUR_S, self.tr("4 hours")),
                Option(8 * HOUR_S, self.tr("8 hours")),
                Option(DAY_S, self.tr("1 day")),
                Option(7 * DAY_S, self.tr("1 week")),
            ],
            self,
        )
        self.time.set_value(4 * HOUR_S)
        self.note = self.line_field(self.tr("Why"), "")
        self._matchers = tuple(matchers)
        self.asked.addWidget(Field(what, self.what, self))
        self.asked.addWidget(Field(name, self.time, self))
        self.asked.addWidget(self.note)
        self.what.button(0).setFocus()

    def finish(self) -> None:
        reason = line_of(self.note).text().strip()
        if not reason:
            self.note.set_wrong(self.tr("Say why, for whoever misses the message."))
            line_of(self.note).setFocus()
            return
        matcher = self._matchers[cast(int, self.what.value)].matcher
        self.answer(Silence(matcher, cast(int, self.time.value), reason))

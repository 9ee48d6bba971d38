"""To whom a command goes: terminals by hand, sites, tags, models, the whole fleet. All by keyboard too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from common.filters import Filter, Term, fold
from console.core.records import Device
from console.core.status import Status
from console.models.records import RecordColumn, RecordModel, Tone
from console.views.order_words import OrderWords
from console.views.pages.page import Surroundings
from console.views.record_table import RecordTable
from console.views.widgets.form import Choice, Option
from console.views.widgets.labels import label


class Scope(StrEnum):
    """By what terminals are chosen."""

    GIVEN = "given"
    TERMINALS = "terminals"
    SITE = "site"
    TAG = "tag"
    MODEL = "model"
    FLEET = "fleet"


@dataclass(frozen=True, slots=True)
class Group:
    """Something to be chosen: a terminal, or several under one name."""

    key: str
    name: str
    more: str
    devices: tuple[str, ...]
    tone: Tone = Tone.NONE


class PickTable(RecordTable):
    """Space and X mark the row that the keyboard is at.

    Signals: `left` on Up from the first row.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_X) and self.current is not None:
            self.mark_current(to_here=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindLine(QLineEdit):
    """Enter and Down lead to what was found.

    Signals: `entered`.
    """

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class ScopePane(QWidget):
    """Signals: `changed` when others are chosen, `done` on Enter."""

    changed = Signal()
    done = Signal()

    def __init__(
        self,
        around: Surroundings,
        words: OrderWords,
        given: Sequence[str],
        site_id: str | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._words = words
        self._given = tuple(given)
        options = [
            Option(Scope.TERMINALS, self.tr("By hand")),
            Option(Scope.SITE, self.tr("Sites")),
            Option(Scope.TAG, self.tr("Tags")),
            Option(Scope.MODEL, self.tr("Models")),
            Option(Scope.FLEET, self.tr("Whole fleet")),
        ]
        if self._given:
            options.insert(0, Option(Scope.GIVEN, self.tr("%n chosen", "", len(self._given))))
        self.scope = Choice(self.tr("To whom"), options, self)
        self.search = FindLine(self)
        self.search.setPlaceholderText(self.tr("Find"))
        self.search.setAccessibleName(self.tr("Find what to choose"))
        self.search.setClearButtonEnabled(True)
        self.model: RecordModel[Group] = RecordModel(self._columns(), lambda it: it.key, {}, self)
        frame = QFrame(self)
        frame.setProperty("role", "card")
        self.table = PickTable(around.theme, self.model, self.tr("What to choose"), frame)
        self.table.header.hide()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(6, 6, 6, 6)
        inside.addWidget(self.table)
        self._frame = frame
        self.said = label("", "dim", self, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.scope)
        column.addWidget(self.search)
        column.addWidget(frame, 1)
        column.addWidget(self.said)
        self.scope.chosen.connect(self._choose)
        self.search.textChanged.connect(self._find)
        self.search.entered.connect(self._into_table)
        self.table.left.connect(lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.table.opened.connect(lambda _key: self.done.emit())
        self.table.chosen.connect(lambda _key: self._say())
        self.model.marks_changed.connect(self._say)
        if site_id is not None:
            self.scope.set_value(Scope.SITE)
        self._fill()
        if site_id is not None and self.model.place_of(site_id) is not None:
            self.table.show_current(site_id)
            self.model.mark([site_id], True)

    @property
    def value(self) -> Scope:
        value = self.scope.value
        assert isinstance(value, Scope)
        return value

    def devices(self) -> tuple[str, ...]:
        """The terminals that are meant, each once."""
        if self.value is Scope.GIVEN:
            return self._given
        if self.value is Scope.FLEET:
            return tuple(self._around.session.fleet.devices)
        picked = self.model.marked
        if not picked and self.table.current is not None:
            record = self.model.record(self.table.current)
            picked = [] if record is None else [record]
        return tuple(dict.fromkeys(id for group in picked for id in group.devices))

    def focus_first(self) -> None:
        """Where one begins."""
        where = self.search if self.search.isVisibleTo(self) else self.scope.button(self.value)
        where.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- filling
    # ----------------------------------------------------------------------------------------------------

    def _choose(self, _scope: object) -> None:
        self.search.clear()
        self._fill()
        self.focus_first()

    def _fill(self) -> None:
        listed = self.value not in (Scope.GIVEN, Scope.FLEET)
        self.search.setVisible(listed)
        self._frame.setVisible(listed)
        self.model.unmark()
        self.model.replace(self._groups() if listed else ())
        self._say()

    def _groups(self) -> list[Group]:
        fleet = self._around.session.fleet
        devices = list(fleet.devices.values())
        match self.value:
            case Scope.TERMINALS:
                made = [self._terminal(device) for device in devices]
            case Scope.SITE:
                names = {site.id: site.name for site in fleet.sites.values()}
                made = self._gathered([(fleet.site_of(it), it) for it in devices], names)
            case Scope.TAG:
                made = self._gathered([(tag, it) for it in devices for tag in it.tags], {})
            case _:
                made = self._gathered([(it.model, it) for it in devices if it.model], {})
        return sorted(made, key=lambda group: fold(group.name))

    def _terminal(self, device: Device) -> Group:
        status = self._around.session.fleet.status(device)
        tone = {Status.ONLINE: Tone.GOOD, Status.OFFLINE: Tone.BAD}.get(status, Tone.QUIET)
        where = self._around.words.site_name(device.site)
        return Group(device.id, device.name, where, (device.id,), tone)

    def _gathered(self, of: Sequence[tuple[str, Device]], names: dict[str, str]) -> list[Group]:
        found: dict[str, list[Device]] = defaultdict(list)
        for key, device in of:
            found[key].append(device)
        words, fleet = self._around.words, self._around.session.fleet
        made = []
        for key, devices in found.items():
            online = sum(1 for device in devices if fleet.status(device) is not Status.OFFLINE)
            more = words.terminals(len(devices))
            if online < len(devices):
                off = words.so_many(Status.OFFLINE, len(devices) - online)
                more = self.tr("{0}, {1}").format(more, off)
            tone = Tone.GOOD if online == len(devices) else Tone.CARE if online else Tone.BAD
            name = words.site_name(names.get(key, "")) if self.value is Scope.SITE else key
            made.append(Group(key, name, more, tuple(device.id for device in devices), tone))
        return made

    def _columns(self) -> Sequence[RecordColumn[Group]]:
        return (
            RecordColumn(
                id="name", title=self.tr("Name"), text=lambda it: it.name, tone=lambda it: it.tone, least=180,
                share=3,
            ),
            RecordColumn(id="more", title=self.tr("What it is"), text=lambda it: it.more, least=160, share=2),
        )  # fmt: skip

    # -- finding
    # ---------------------------------------------------------------------------------------------------

    def _find(self, text: str) -> None:
        words = tuple(Term(None, ":", (fold(word),)) for word in text.split())
        self.model.set_filter(Filter(words))
        self._say()

    def _into_table(self) -> None:
        if self.model.shown:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.table.show_current(self.model.key(self.model.row(0)))

    def _say(self) -> None:
        devices = self.devices()
        if devices:
            said = self._around.words.terminals(len(devices))
            if self.value not in (Scope.GIVEN, Scope.FLEET):
                hint = self.tr("Space marks further ones, Ctrl+A all that are shown.")
                said = self.tr("{0}. {1}").format(said, hint)
        else:
            said = self.tr("Choose at least one.")
        self.said.setText(said)
        self.changed.emit()

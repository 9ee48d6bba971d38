"""One thing that was done, in full: what was before, what is now, and the proof of it."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from console.core.access import Entry, said
from console.views.access.names import Names
from console.views.access.words import AccessWords
from console.views.detail import Detail
from console.views.inspector.parts import Fact, Facts, Section
from console.views.pages.page import Surroundings
from console.views.widgets.labels import WrappedLabel, label
from console.views.words import isolated


class EntryDetail(Detail):
    """Of one entry."""

    def __init__(self, around: Surroundings, says: AccessWords, names: Names) -> None:
        super().__init__()
        self._says = says
        self._names = names
        self._title = WrappedLabel("", "title", self)
        self._facts = Facts(around.theme, self)
        self._changed = Section(self.tr("What changed"), self)
        self.diff = Diff(self)
        self._changed.column.addWidget(self.diff)
        self._proof = Section(self.tr("Proof"), self)
        self._hashes = Facts(around.theme, self)
        self._proof.column.addWidget(self._hashes)
        for part in (self._title, self._facts, self._changed, self._proof):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_record(self, record: Entry) -> None:
        says = self._says
        self._title.setText(says.action(record.action))
        behind = self._names.behind(record.actor)
        who = self._names.actor(record.actor)
        facts = [
            Fact(self.tr("When"), says.instant(record.at_us)),
            Fact(self.tr("Who"), self.tr("{0} ({1})").format(who, behind) if behind else who),
            Fact(self.tr("What"), isolated(record.action)),
        ]
        if record.target:
            facts.append(Fact(self.tr("Of what"), isolated(record.target), copy=record.target))
        if record.address:
            facts.append(Fact(self.tr("From"), isolated(record.address)))
        if record.program:
            facts.append(Fact(self.tr("Program"), isolated(record.program)))
        if record.request_id:
            facts.append(Fact(self.tr("Request"), isolated(record.request_id), copy=record.request_id))
        self._facts.show_facts(facts)
        self._changed.setVisible(bool(record.diff))
        self.diff.show_entry(record)
        self._hashes.show_facts(
            [
                Fact(self.tr("No."), says.words.number(record.position)),
                Fact(self.tr("Hash"), isolated(record.hash), copy=record.hash),
                Fact(self.tr("The one before"), isolated(record.previous_hash), copy=record.previous_hash),
            ]
        )


class Diff(QWidget):
    """Members that changed: what was, after a minus; what is, after a plus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._shown: list[QWidget] = []
        self.lines: list[str] = []

    def show_entry(self, entry: Entry) -> None:
        for widget in self._shown:
            self._grid.removeWidget(widget)
            widget.deleteLater()
        self._shown, self.lines = [], []
        row = 0
        for name, (before, after) in entry.diff.items():
            self._put(label(name.replace("_", " "), "label", self), row, 0, 2)
            row += 1
            for sign, value, role in (("−", before, "dim"), ("+", after, "")):
                if value is not None:
                    self._put(label(sign, "strong", self), row, 0)
                    self._put(WrappedLabel(isolated(said(value)), role, self), row, 1)
                    self.lines.append(f"{name} {sign} {said(value)}")
                    row += 1

    def _put(self, widget: QWidget, row: int, column: int, span: int = 1) -> None:
        self._grid.addWidget(widget, row, column, 1, span)
        self._shown.append(widget)
        widget.show()

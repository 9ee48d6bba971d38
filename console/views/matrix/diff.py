"""What differs in the part of the matrix that is marked, and what can be done about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from console.core.matrix import WRONG, Cell, Stands
from console.views.employee_words import EmployeeWords
from console.views.matrix.actions import Found, extra, pushed, taken
from console.views.pages.page import Surroundings
from console.views.widgets.buttons import Button
from console.views.widgets.labels import WrappedLabel, label

LINES: Final = 200


class DiffPane(QFrame):
    """Signals: `push_wanted`, `take_wanted`, `remove_wanted`, `enrol_wanted`: about what it shows."""

    push_wanted = Signal()
    take_wanted = Signal()
    remove_wanted = Signal()
    enrol_wanted = Signal()

    def __init__(
        self,
        around: Surroundings,
        said: EmployeeWords,
        device_name: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setMinimumWidth(250)
        self._around, self._said, self._device_name = around, said, device_name
        self._title = WrappedLabel("", "lead", self)
        self._words = WrappedLabel("", "dim", self)
        self._lines = QStringListModel(self)
        self.view = QListView(self)
        self.view.setModel(self._lines)
        self.view.setWordWrap(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setSpacing(3)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(self.tr("What differs"))
        theme = around.theme
        self.push = Button(self.tr("Push differences"), self, kind="primary", theme=theme)
        self.push.setToolTip(self.tr("Write the edge's records to the terminals; nobody is removed"))
        self.take = Button(self.tr("Read from the terminal"), self)
        self.take.setToolTip(self.tr("Make the edge hold what the terminals hold"))
        self.enrol = Button(self.tr("Enrol…"), self, theme=theme, icon_name="finger")
        self.remove = Button(self.tr("Remove extras…"), self, theme=theme, icon_name="trash")
        self.remove.setToolTip(self.tr("Delete from the terminals whom the edge does not know"))
        for button, wanted in (
            (self.push, self.push_wanted), (self.take, self.take_wanted),
            (self.enrol, self.enrol_wanted), (self.remove, self.remove_wanted),
        ):  # fmt: skip
            button.clicked.connect(wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Differences"), "section", self))
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addWidget(self.view, 1)
        for button in (self.push, self.take, self.enrol, self.remove):
            column.addWidget(button)

    @property
    def lines(self) -> list[str]:
        return self._lines.stringList()

    def focus_first(self) -> None:
        """The keyboard goes to the safest of what can be done, else to what is said."""
        shown = [it for it in (self.push, self.take, self.enrol) if it.isVisible()]
        (shown[0] if shown else self.view).setFocus()

    def show_found(self, title: str, found: Found, people: int) -> None:
        """These cells, of so many people whom the edge knows."""
        wrong = [(cell, stands) for cell, stands in found if stands in WRONG]
        self._title.setText(title)
        number = self._around.words.number
        so_many = Counter(stands for _, stands in found)
        counts = [
            f"{self._said.stands(kind)}: {number(so_many[kind])}"
            for kind in Stands
            if so_many[kind] and kind is not Stands.NOT_MEANT
        ]
        self._words.setText("  ·  ".join(counts) or self.tr("Nobody is on it, nor shall be."))
        self._lines.setStringList(self._said_of(wrong, found))
        push, take, remove = pushed(wrong), taken(wrong), extra(wrong)
        may = self._around.may("employees:write")
        remove_may = may and self._around.may("commands:execute")
        self._offer(self.push, may, len(push), self.tr("Push %Ln differences", "", len(push)))
        self._offer(self.take, may, len(take), self.tr("Read %Ln from terminals…", "", len(take)))
        self._offer(self.remove, remove_may, len(remove), self.tr("Remove %Ln extras…", "", len(remove)))
        self._offer(self.enrol, may, people, self.tr("Enrol %Ln people…", "", people))

    def _offer(self, button: Button, may: bool, count: int, said: str) -> None:
        button.setVisible(may and bool(count))
        button.setText(f" {said}" if button in (self.enrol, self.remove) else said)
        button.setAccessibleName(said)

    def _said_of(self, wrong: Found, found: Found) -> list[str]:
        now_us = self._around.session.now_us()
        if not wrong and len(found) == 1:
            return [self._said.cell(*found[0], now_us)]
        lines = [self._line(cell, stands, now_us) for cell, stands in wrong[:LINES]]
        if len(wrong) > LINES:
            lines.append(self.tr("and %Ln more", "", len(wrong) - LINES))
        return lines

    def _line(self, cell: Cell, stands: Stands, now_us: int) -> str:
        who = cell.name or cell.pin
        head = self.tr("{0} on {1}").format(who, self._device_name(cell.device_id))
        return f"{head}\n{self._said.cell(cell, stands, now_us)}"

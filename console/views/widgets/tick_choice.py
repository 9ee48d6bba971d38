"""All of something, or those that are ticked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from console.views.widgets.form import Choice, Field, Option
from console.views.widgets.labels import label

LEAST_HEIGHT: Final = 132


class Tick(NamedTuple):
    """What can be ticked: its value, its name, and a line on what it means."""

    value: str
    name: str
    words: str = ""


class TickChoice(QWidget):
    """`every` and `some` are the two buttons; ticks stand in `groups`, each under a title ("" for none)."""

    def __init__(
        self,
        name: str,
        every: Option,
        some: Option,
        groups: Sequence[tuple[str, Sequence[Tick]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.which = Choice(name, [every._replace(value=True), some._replace(value=False)], self)
        self.boxes: dict[str, QCheckBox] = {}
        """By value; made when the list is first shown."""
        self._groups = tuple(groups)
        self._titles: list[tuple[QWidget, list[str]]] = []
        self._offered: Collection[str] | None = None
        self._list = QScrollArea(self)
        self._list.setWidgetResizable(True)
        self._list.setMinimumHeight(LEAST_HEIGHT)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setAccessibleName(name)
        self._field = Field(name, self.which, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._field)
        column.addWidget(self._list, 1)
        column.addStretch(0)
        self.which.chosen.connect(self._show_list)
        self._list.hide()

    @property
    def value(self) -> tuple[str, ...] | None:
        """What is ticked; None for all."""
        if self.which.value:
            return None
        there = self.boxes.items()
        return tuple(value for value, box in there if box.isChecked() and not box.isHidden())

    def set_value(self, ticked: Collection[str] | None) -> None:
        self.which.set_value(ticked is None)
        self._show_list(ticked is None)
        for value, box in self.boxes.items():
            box.setChecked(ticked is not None and value in ticked)

    def offer(self, values: Collection[str]) -> None:
        """Of all that can be ticked, only these are there now."""
        self._offered = values
        for value, box in self.boxes.items():
            box.setVisible(value in values)
        for head, under in self._titles:
            head.setVisible(any(value in values for value in under))

    def set_wrong(self, wrong: str) -> None:
        self._field.set_wrong(wrong)

    def _show_list(self, every: bool) -> None:
        if not every and not self.boxes:
            self._list.setWidget(self._made_list())
            if self._offered is not None:
                self.offer(self._offered)
        self._list.setVisible(not every)

    def _made_list(self) -> QWidget:
        inner = QWidget()
        inner.setProperty("role", "flow")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 4, 8, 4)
        rows.setSpacing(2)
        for title, ticks in self._groups:
            head = label(title, "section", inner)
            head.setVisible(bool(title))
            rows.addWidget(head)
            self._titles.append((head, [tick.value for tick in ticks] if title else []))
            for tick in ticks:
                box = QCheckBox(tick.name, inner)
                box.setToolTip(tick.words)
                box.setAccessibleDescription(tick.words)
                box.toggled.connect(lambda _: self.set_wrong(""))
                self.boxes[tick.value] = box
                rows.addWidget(box)
        rows.addStretch(1)
        return inner

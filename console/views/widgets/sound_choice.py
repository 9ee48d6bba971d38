"""Whether alerts are heard, and how soon again while nobody takes them on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from console.views.widgets.buttons import Button

USUAL_MIN: Final = 5
LONGEST_MIN: Final = 120


class SoundChoice(QWidget):
    """Signals: `chosen(bool, int)`: whether there are sounds, and the minutes until one comes again, 0 for
    never; `tried` when one shall be heard now.
    """

    chosen = Signal(bool, int)
    tried = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.on = QCheckBox(self.tr("A sound for new alerts, by severity"), self)
        self.listen = Button(self.tr("Listen"), self, kind="quiet")
        self.listen.clicked.connect(self.tried)
        self.again = QCheckBox(self.tr("Again while nobody takes them on, after"), self)
        self.minutes = QSpinBox(self)
        self.minutes.setRange(1, LONGEST_MIN)
        self.minutes.setValue(USUAL_MIN)
        self.minutes.setSuffix(self.tr(" min"))
        self.minutes.lineEdit().setTextMargins(8, 0, 8, 0)  # style sheets pass it over
        self.minutes.setAccessibleName(self.tr("Minutes until an alert is heard again"))
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, parts in ((first, (self.on, self.listen)), (second, (self.again, self.minutes))):
            row.setSpacing(8)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(second)
        self.on.toggled.connect(self._tell)
        self.again.toggled.connect(self._tell)
        self.minutes.valueChanged.connect(self._tell)
        self._show()

    def set_value(self, on: bool, repeat_min: int) -> None:
        self.blockSignals(True)
        self.on.setChecked(on)
        self.again.setChecked(repeat_min > 0)
        if repeat_min:
            self.minutes.setValue(repeat_min)
        self.blockSignals(False)
        self._show()

    def _tell(self) -> None:
        self._show()
        self.chosen.emit(self.on.isChecked(), self.minutes.value() if self.again.isChecked() else 0)

    def _show(self) -> None:
        self.again.setEnabled(self.on.isChecked())
        self.minutes.setEnabled(self.on.isChecked() and self.again.isChecked())

"""Whether the console locks itself, and the PIN that unlocks it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from console.views.widgets.buttons import Button
from console.views.widgets.labels import label

USUAL_MIN: Final = 10
LONGEST_MIN: Final = 240


class LockChoice(QWidget):
    """Signals: `pin_wanted` when one is to be chosen or changed, `pin_unwanted` when it is to go,
    `lock_wanted` for now, `idle_chosen(int)` minutes, 0 for never.
    """

    pin_wanted = Signal()
    pin_unwanted = Signal()
    lock_wanted = Signal()
    idle_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.idle = QCheckBox(self.tr("Lock when nobody has used the console for"), self)
        self.minutes = QSpinBox(self)
        self.minutes.setRange(1, LONGEST_MIN)
        self.minutes.setValue(USUAL_MIN)
        self.minutes.setSuffix(self.tr(" min"))
        self.minutes.lineEdit().setTextMargins(8, 0, 8, 0)  # style sheets pass it over
        self.minutes.setAccessibleName(self.tr("Minutes until the console locks itself"))
        self.change = Button("", self)
        self.change.clicked.connect(self.pin_wanted)
        self.remove = Button(self.tr("Remove the PIN"), self, kind="quiet")
        self.remove.clicked.connect(self.pin_unwanted)
        self.now = Button(self.tr("Lock now"), self, kind="quiet")
        self.now.setToolTip("Ctrl+Alt+L")
        self.now.clicked.connect(self.lock_wanted)
        self._words = label("", "label", self, wrap=True)
        when = QHBoxLayout()
        when.setSpacing(8)
        when.addWidget(self.idle)
        when.addWidget(self.minutes)
        when.addStretch(1)
        pin = QHBoxLayout()
        pin.setSpacing(8)
        for part in (self.change, self.now, self.remove):
            pin.addWidget(part)
        pin.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(pin)
        column.addLayout(when)
        column.addWidget(self._words)
        self.idle.toggled.connect(self._tell)
        self.minutes.valueChanged.connect(self._tell)
        self.set_pin(False)

    def set_pin(self, there: bool) -> None:
        """Whether a PIN was chosen: without one nothing can be locked."""
        self.change.setText(self.tr("Change the PIN…") if there else self.tr("Choose a PIN…"))
        self.remove.setVisible(there)
        self.now.setVisible(there)
        self.idle.setEnabled(there)
        self.minutes.setEnabled(there and self.idle.isChecked())
        self._words.setText(
            self.tr("The console also locks when it starts.")
            if there
            else self.tr("With a PIN the console can be locked while you are away.")
        )

    def set_idle(self, minutes: int) -> None:
        self.blockSignals(True)
        self.idle.setChecked(minutes > 0)
        if minutes:
            self.minutes.setValue(minutes)
        self.blockSignals(False)
        self.minutes.setEnabled(self.idle.isEnabled() and minutes > 0)

    def _tell(self) -> None:
        self.minutes.setEnabled(self.idle.isEnabled() and self.idle.isChecked())
        self.idle_chosen.emit(self.minutes.value() if self.idle.isChecked() else 0)

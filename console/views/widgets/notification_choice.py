"""Whether the system's own messages tell of alerts, and when they only tell of what is critical."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from console.core.alert_news import QuietHours
from console.views.widgets.labels import label

NO_BUTTONS: Final = "QTimeEdit::up-button, QTimeEdit::down-button { subcontrol-position: left; }"
"""A style sheet takes the place of buttons from the text even where there are none: all of it where they
would stand after it."""


class NotificationChoice(QWidget):
    """Signals: `chosen(notify, quiet)`: `quiet` as QuietHours writes it, "" for none."""

    chosen = Signal(bool, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notify = QCheckBox(self.tr("Tell me of new alerts while I use something else"), self)
        self.quiet = QCheckBox(self.tr("Only of critical ones from"), self)
        self.begin, self.end = QTimeEdit(QTime(22, 0), self), QTimeEdit(QTime(6, 0), self)
        self.begin.setAccessibleName(self.tr("Quiet from"))
        self.end.setAccessibleName(self.tr("Quiet until"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.quiet, self.begin, label(self.tr("to"), "dim", self), self.end):
            row.addWidget(part)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.notify)
        column.addLayout(row)
        for each in (self.notify, self.quiet):
            each.toggled.connect(self._tell)
        for each in (self.begin, self.end):
            each.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # before: else the minutes stand first
            each.setDisplayFormat("HH:mm")
            each.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
            each.setStyleSheet(NO_BUTTONS)
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
            each.timeChanged.connect(self._tell)

    def set_value(self, notify: bool, quiet: str) -> None:
        hours = QuietHours.of(quiet)
        self.blockSignals(True)
        self.notify.setChecked(notify)
        self.quiet.setChecked(hours is not None)
        if hours is not None:
            self.begin.setTime(QTime(hours.begin.hour, hours.begin.minute))
            self.end.setTime(QTime(hours.end.hour, hours.end.minute))
        self.blockSignals(False)
        self._show()

    def _tell(self) -> None:
        self._show()
        hours = f"{self.begin.time().toString('HH:mm')}-{self.end.time().toString('HH:mm')}"
        self.chosen.emit(self.notify.isChecked(), hours if self.quiet.isChecked() else "")

    def _show(self) -> None:
        self.quiet.setEnabled(self.notify.isChecked())
        for each in (self.begin, self.end):
            each.setEnabled(self.notify.isChecked() and self.quiet.isChecked())

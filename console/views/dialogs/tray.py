"""Asks once what closing the window means."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.theme.theme import Theme
from console.views.dialogs.dialog import Dialog
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label

WIDTH = 420


class TrayDialog(Dialog[bool]):
    """True to stay in the tray, False to quit; neither leaves the window open."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(self.tr("Close the window"))
        words = self.tr(
            "Without its window Punchdeck can stay in the tray: it keeps the connection and tells you of "
            "alerts. You can change this in the settings."
        )
        self.stay = Button(self.tr("Stay in the tray"), self, kind="primary")
        self.stay.setDefault(True)
        self.stay.clicked.connect(lambda: self.answer(True))
        self.quit = Button(self.tr("Quit"), self)
        self.quit.clicked.connect(lambda: self.answer(False))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.quit)
        row.addWidget(self.stay)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Shall Punchdeck go on?"), "title", self, wrap=True))
        column.addWidget(label(words, "dim", self, wrap=True))
        column.addSpacing(8)
        column.addLayout(row)
        self.setFixedWidth(WIDTH)

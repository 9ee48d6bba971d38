"""What can be done with several rows of the feed, in sight as soon as more than one is selected."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console.theme.theme import Theme
from console.views.widgets.buttons import Button, IconButton
from console.views.widgets.labels import label


class FeedBar(QFrame):
    """Signals: `copy_wanted`, `export_wanted`, and `cleared` when only one is to be selected again."""

    copy_wanted = Signal()
    export_wanted = Signal()
    cleared = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "well")
        self._count = label("", "strong", self)
        self.copy = Button(self.tr("Copy"), self, theme=theme, icon_name="copy")
        self.copy.clicked.connect(self.copy_wanted)
        self.export = Button(self.tr("Export…"), self, theme=theme, icon_name="export")
        self.export.clicked.connect(self.export_wanted)
        clear = IconButton(theme, "close", self.tr("Select only one again"), self, shortcut="Esc")
        clear.clicked.connect(self.cleared)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._count)
        for part in (self.copy, self.export, clear):
            row.addWidget(part)
        row.addStretch(1)
        self.hide()

    def show_count(self, count: int) -> None:
        """So many are selected now."""
        self._count.setText(self.tr("%Ln selected", "", count))
        self.setVisible(count > 1)

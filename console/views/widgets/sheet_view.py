"""A small table inside a page, as high as its rows: it does not scroll, the page does."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView, QWidget

from console.core.sheets import Sheet
from console.models.sheet_rows import Say, SheetRows
from console.theme.theme import Theme

PAD: Final = 14
LEAST: Final = 64
HEAD: Final = 32


class SheetView(QTableView):
    """The first rows of a sheet. The first column takes the room that is left."""

    def __init__(self, theme: Theme, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows = SheetRows(say, self)
        self.setModel(self.rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(LEAST)
        self.setStyleSheet("QTableView::item { padding: 0 9px; }")
        theme.changed.connect(self._wear)
        self._wear()

    def show_sheet(self, sheet: Sheet, most: int) -> None:
        """Show so many rows of it."""
        self.rows.show_sheet(sheet, most)
        self.setAccessibleName(sheet.title)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        rows = self.rows.rowCount() * self.verticalHeader().defaultSectionSize()
        return QSize(320, max(HEAD, self.horizontalHeader().sizeHint().height()) + rows + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it is for the page

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Columns as wide as what they hold; where that is too much, the texts share what the figures
        leave."""
        count = self.rows.columnCount()
        if not count:
            return
        room = self.viewport().width()
        header = self.horizontalHeader()
        wanted = [
            max(self.sizeHintForColumn(at) + 2 * PAD, header.sectionSizeHint(at)) for at in range(count)
        ]
        spare = room - sum(wanted)
        wanted[0] = max(wanted[0] + spare, LEAST)
        over = sum(wanted) - room
        for at in sorted(range(count), key=lambda place: -wanted[place]):
            if over <= 0:
                break
            cut = min(over, wanted[at] - LEAST)
            wanted[at] -= cut
            over -= cut
        for at, width in enumerate(wanted):
            self.setColumnWidth(at, width)

    def _wear(self, _tokens: object = None) -> None:
        self.verticalHeader().setDefaultSectionSize(round(self._theme.tokens.type.body * 2.4))
        self.updateGeometry()

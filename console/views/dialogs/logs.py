"""What the program said of itself, and what crashes left: to be read, and copied for others."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from console.core.diagnostics import read_tail
from console.core.redaction import shareable
from console.theme.theme import Theme
from console.views.dialogs.dialog import Dialog
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label
from console.views.widgets.picker import Picker

SIZE: Final = (860, 560)


@dataclass(frozen=True, slots=True)
class LogSource:
    """A file that can be read: what it is called, and where it is."""

    title: str
    path: Path


class LogsDialog(Dialog[None]):
    """`known` are the names that a copy is without."""

    def __init__(
        self, theme: Theme, parent: QWidget | None, sources: Sequence[LogSource], known: Iterable[str]
    ) -> None:
        super().__init__(theme, parent)
        self._sources, self._known = list(sources), list(known)
        self._reading: asyncio.Task[None] | None = None
        self.setWindowTitle(self.tr("Logs"))
        self.which = Picker(theme, self.tr("Which log"), self)
        self.which.offer((source.path, source.title) for source in sources)
        self.which.currentIndexChanged.connect(self._turn)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(self.tr("The log"))
        self.said = label("", "label", self)
        self.copy = Button(self.tr("Copy without names"), self, theme=theme, icon_name="copy")
        self.copy.setToolTip(self.tr("Keys, names, numbers and addresses are left out of the copy."))
        self.copy.clicked.connect(lambda: self.tasks.spawn("copy the log", self._copy()))
        folder = Button(self.tr("Open the folder"), self)
        folder.clicked.connect(self._open_folder)
        close = Button(self.tr("Close"), self, kind="primary")
        close.clicked.connect(self.reject)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(self.tr("Logs"), "title", self))
        head.addStretch(1)
        head.addWidget(self.which)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.copy)
        row.addWidget(folder)
        row.addWidget(self.said, 1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        self.resize(*SIZE)
        self._turn(0)

    def _turn(self, number: int) -> None:
        if self._reading is not None:
            self._reading.cancel()  # else the slower of two files would be shown, whichever is wanted
        if self._sources:
            self._reading = self.tasks.spawn("read the log", self._show(self._sources[number].path))

    async def _show(self, path: Path) -> None:
        text = await asyncio.to_thread(read_tail, path)
        self.said.clear()
        self.text.setPlainText(text or self.tr("There is nothing in it."))
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.text.moveCursor(QTextCursor.MoveOperation.StartOfLine)
        self.copy.setEnabled(bool(text))

    async def _copy(self) -> None:
        QGuiApplication.clipboard().setText(
            await asyncio.to_thread(shareable, self.text.toPlainText(), self._known)
        )
        self.said.setText(self.tr("Copied, without names"))

    def _open_folder(self) -> None:
        path = self._sources[self.which.currentIndex()].path
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

"""Shows what a bundle of diagnostics holds, file by file, before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.core.diagnostics import Piece
from console.theme.theme import Theme
from console.views.dialogs.dialog import Dialog
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label

SIZE: Final = (900, 600)
LIST: Final = 230


class DiagnosticsDialog(Dialog[tuple[Piece, ...]]):
    """Answers with what is to be written. `picture` of the window goes with it only where the user wants it:
    names can be seen in it."""

    def __init__(self, theme: Theme, parent: QWidget | None, pieces: Sequence[Piece], picture: Piece) -> None:
        super().__init__(theme, parent)
        self._pieces, self._picture = list(pieces), picture
        self.setWindowTitle(self.tr("Diagnostics"))
        words = label(
            self.tr(
                "One file for whoever helps you. It holds no keys, PINs or names; look at each part before "
                "you save it. Nothing is sent."
            ),
            "dim",
            self,
            wrap=True,
        )
        self.files = QListWidget(self)
        self.files.setFixedWidth(LIST)
        self.files.setProperty("framed", "yes")
        self.files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.files.setAccessibleName(self.tr("Files"))
        self.files.currentRowChanged.connect(self._turn)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(self.tr("What the file holds"))
        self._image = QLabel(self)
        self._image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown = QStackedWidget(self)
        self._shown.addWidget(self.text)
        self._shown.addWidget(self._image)
        self.with_picture = QCheckBox(self.tr("With a picture of the window. Names can be seen in it."), self)
        self.with_picture.toggled.connect(self._fill)
        self.save = Button(self.tr("Save…"), self, kind="primary")
        self.save.clicked.connect(lambda: self.answer(tuple(self._chosen())))
        cancel = Button(self.tr("Cancel"), self)
        cancel.clicked.connect(self.reject)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.files)
        middle.addWidget(self._shown, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.with_picture, 1)
        row.addWidget(cancel)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(label(self.tr("Diagnostics"), "title", self))
        column.addWidget(words)
        column.addLayout(middle, 1)
        column.addLayout(row)
        self.resize(*SIZE)
        self._fill()

    def _chosen(self) -> list[Piece]:
        return [*self._pieces, *([self._picture] if self.with_picture.isChecked() else [])]

    def _fill(self) -> None:
        at = max(0, self.files.currentRow())
        self.files.clear()
        self.files.addItems([each.name for each in self._chosen()])
        self.files.setCurrentRow(min(at, self.files.count() - 1))
        if self.with_picture.isChecked():
            self.files.setCurrentRow(self.files.count() - 1)

    def _turn(self, row: int) -> None:
        chosen = self._chosen()
        if not 0 <= row < len(chosen):
            return
        text = chosen[row].text
        self._shown.setCurrentWidget(self._image if text is None else self.text)
        if text is not None:
            self.text.setPlainText(text)
            return
        picture = QPixmap()
        picture.loadFromData(chosen[row].content)
        self._image.setPixmap(
            picture.scaled(
                self._shown.size(),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )

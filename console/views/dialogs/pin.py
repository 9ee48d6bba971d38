"""Asks for a new PIN, twice, and for the old one where there is one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.core.lock import SHORTEST
from console.theme.theme import Theme
from console.views.dialogs.dialog import Dialog
from console.views.widgets.buttons import Button
from console.views.widgets.form import Field
from console.views.widgets.labels import label

WIDTH = 380


class PinDialog(Dialog[str]):
    """`fits` says whether an old PIN is right; None where there is none yet."""

    def __init__(
        self, theme: Theme, parent: QWidget | None, fits: Callable[[str], Awaitable[bool]] | None
    ) -> None:
        super().__init__(theme, parent)
        self._fits = fits
        self.setWindowTitle(self.tr("PIN"))
        title = self.tr("Change the PIN") if fits is not None else self.tr("Choose a PIN")
        words = label(
            self.tr(
                "It hides the console on this computer while you are away. It does not protect the files of "
                "your account: lock the computer for that."
            ),
            "dim",
            self,
            wrap=True,
        )
        self.old, self._old_field = self._line(self.tr("The PIN until now"))
        self._old_field.setVisible(fits is not None)
        self.new, self._new_field = self._line(self.tr("New PIN"), self.tr("At least four characters."))
        self.again, self._again_field = self._line(self.tr("Once more"))
        self.keep = Button(self.tr("Keep it"), self, kind="primary")
        self.keep.setDefault(True)
        self.keep.clicked.connect(self._submit)
        cancel = Button(self.tr("Cancel"), self, kind="quiet")
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(label(title, "title", self))
        column.addWidget(words)
        for field in (self._old_field, self._new_field, self._again_field):
            column.addWidget(field)
        column.addSpacing(4)
        column.addLayout(row)
        self.setMinimumWidth(WIDTH)

    def _line(self, name: str, hint: str = "") -> tuple[QLineEdit, Field]:
        line = QLineEdit(self)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.returnPressed.connect(self._submit)
        return line, Field(name, line, self, hint=hint)

    def _submit(self) -> None:
        short, differ = len(self.new.text()) < SHORTEST, self.new.text() != self.again.text()
        self._new_field.set_wrong(self.tr("A PIN has at least four characters.") if short else "")
        self._again_field.set_wrong(self.tr("These are not the same.") if differ and not short else "")
        if not short and not differ and self.keep.isEnabled():
            self.keep.setEnabled(False)
            self.tasks.spawn("compare the PIN", self._check())

    async def _check(self) -> None:
        if self._fits is not None and not await self._fits(self.old.text()):
            self._old_field.set_wrong(self.tr("This is not the PIN."))
            self.keep.setEnabled(True)
            self.old.setFocus()
            return
        self.answer(self.new.text())

"""A secret that is shown this once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from console.platform.clipboard import CLEARED_MS, copy_secret
from console.theme.theme import Theme
from console.views.dialogs.ask import AskDialog
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label
from console.views.widgets.notice import Notice, Tone


class SecretDialog(AskDialog[bool]):
    """Shows `secrets`, each under its name. Who leaves by Esc before anything was copied is asked to think
    again; the button always leaves."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        words: str,
        secrets: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        warnings: Sequence[str] = (),
        once: bool = True,
    ) -> None:
        super().__init__(theme, title, words, "", parent, width=560)
        self.do.setText(self.tr("I have kept it") if once else self.tr("Close"))
        self.leave.hide()
        self._once = once
        self._copied = False
        self.lines: list[QLineEdit] = []
        self.copies: list[Button] = []
        for name, secret in secrets:
            self._add(name, secret)
        for warning in warnings:
            notice = Notice(theme, self)
            notice.say(Tone.CARE, self.tr("Take care"), warning)
            self.asked.addWidget(notice)
        self.said = label("", "label", self, wrap=True)
        self.said.hide()
        self.asked.addWidget(self.said)
        self.copies[0].setFocus()

    def finish(self) -> None:
        self.answer(True)

    def reject(self) -> None:
        if self._once and not self._copied:
            self._copied = True
            self._say(self.tr("It is not shown again. Copy it first, or press Esc once more."))
            return
        super().reject()

    def _add(self, name: str, secret: str) -> None:
        line = QLineEdit(secret, self)
        line.setReadOnly(True)
        line.setAccessibleName(name)
        line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        line.setCursorPosition(0)
        copy = Button(self.tr("Copy"), self, theme=self.theme, icon_name="copy")
        copy.setAccessibleName(self.tr("Copy {0}").format(name))
        copy.clicked.connect(lambda: self._copy(secret))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(line, 1)
        row.addWidget(copy)
        if name:
            self.asked.addWidget(label(name, "label", self))
        self.asked.addLayout(row)
        self.lines.append(line)
        self.copies.append(copy)

    def _copy(self, secret: str) -> None:
        copy_secret(secret)
        self._copied = True
        self._say(self.tr("Copied. It leaves the clipboard in %n s.", "", CLEARED_MS // 1000))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()

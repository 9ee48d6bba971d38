"""All that is known of a new version: how it stands with it, what is new in it, what can be done."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTextBrowser, QVBoxLayout, QWidget

from common.updates import Manifest
from console.core.updates import Fetching, Found, Looking, Ready, Updates
from console.i18n.translations import spoken_now
from console.theme.theme import Theme
from console.views.dialogs.dialog import Dialog
from console.views.update_words import Action, UpdateWords
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label
from console.views.widgets.notice import Notice
from console.views.words import isolated

WIDTH: Final = 560
NOTES: Final = 220
DETAIL_LINES: Final = 3


class UpdateDialog(Dialog[Action]):
    """Follows what becomes of it while it is open. It answers only with INSTALL.

    Signals: `look_wanted`, `fetch_wanted`.
    """

    look_wanted = Signal()
    fetch_wanted = Signal()

    def __init__(
        self, theme: Theme, updates: Updates, says: UpdateWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._updates, self._says = updates, says
        self._action = Action.NONE
        self.setWindowTitle(self.tr("Updates"))
        self.setFixedWidth(WIDTH)
        version = self.tr("This is Punchdeck {0}").format(isolated(updates.setting.version))
        self.notice = Notice(theme, self)
        self.notes_title = label(self.tr("What is new"), "strong", self)
        self.notes = QTextBrowser(self)
        self.notes.setOpenLinks(False)
        self.notes.setAccessibleName(self.tr("What is new"))
        self.notes.setFixedHeight(NOTES)
        self.detail = QPlainTextEdit(self)
        self.detail.setReadOnly(True)
        self.detail.setTabChangesFocus(True)
        self.detail.setAccessibleName(self.tr("Details"))
        self.detail.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.detail.setFixedHeight(self.fontMetrics().lineSpacing() * DETAIL_LINES + 20)
        self.action = Button("", self, kind="primary")
        self.action.clicked.connect(self._act)
        self.close_button = Button(self.tr("Close"), self)
        self.close_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.action)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(version, "title", self, wrap=True))
        for part in (self.notice, self.detail, self.notes_title, self.notes):
            column.addWidget(part)
        column.addSpacing(4)
        column.addLayout(row)
        self._end = updates.changed.add(self._show)
        self.finished.connect(lambda _: self._end())
        self._show(updates.state)
        (self.action if self._action is not Action.NONE else self.close_button).setFocus()

    def _show(self, state: object) -> None:
        told = self._says.told(self._updates)
        self.notice.say(told.tone, told.title, told.words)
        self.detail.setPlainText(told.detail)
        self.detail.setVisible(bool(told.detail))
        self._action = told.action
        self.action.setText(told.word)
        self.action.setVisible(told.action is not Action.NONE)
        self.close_button.setEnabled(True)
        self._show_notes(state.update.manifest if isinstance(state, Found | Fetching | Ready) else None)
        self.setCursor(
            Qt.CursorShape.BusyCursor if isinstance(state, Looking) else Qt.CursorShape.ArrowCursor
        )
        self.adjustSize()

    def _show_notes(self, manifest: Manifest | None) -> None:
        notes = "" if manifest is None else getattr(manifest.notes, spoken_now(), manifest.notes.en)
        if notes != self.notes.property("shown"):
            self.notes.setProperty("shown", notes)
            self.notes.setMarkdown(notes)
        for part in (self.notes_title, self.notes):
            part.setVisible(bool(notes))

    def _act(self) -> None:
        match self._action:
            case Action.LOOK:
                self.look_wanted.emit()
            case Action.FETCH:
                self.fetch_wanted.emit()
            case Action.INSTALL:
                self.answer(Action.INSTALL)
            case Action.NONE:
                pass

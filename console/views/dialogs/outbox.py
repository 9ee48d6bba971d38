"""Shows what waits for the edge, and what will not be made, and lets it be dropped."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from console.core.outbox import Change, Standing
from console.core.records import moment
from console.views.dialogs.ask import AskDialog
from console.views.pages.page import Surroundings
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label
from console.views.words import Words

WIDTH: Final = 560
HIGHEST: Final = 360


class OutboxWords(QObject):
    """Changes in words."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def made(self, change: Change) -> str:
        said = change.done or change.what
        return self.tr("{0}: {1}").format(said, change.about) if change.about else said

    def fate(self, change: Change) -> str:
        """Why it was not made."""
        match change.standing:
            case Standing.REFUSED:
                why = self.tr("the edge refused it. {0}").format(change.reason)
            case Standing.ELSEWHERE:
                why = self.tr("the key belongs to another tenant now.")
            case _:
                why = self.tr("it waited for more than 24 hours.")
        return self.tr("{0}: {1}").format(change.what, why)

    def standing(self, change: Change) -> str:
        """What comes of it."""
        match change.standing:
            case Standing.WAITING:
                return self.tr("Waits for the edge.")
            case Standing.REFUSED:
                return self.tr("⚠ The edge refused it: {0}").format(change.reason)
            case Standing.EXPIRED:
                return self.tr("⚠ Not made: it waited for more than 24 hours.")
            case Standing.ELSEWHERE:
                return self.tr("⚠ Not made: the key belongs to another tenant now.")

    def asked(self, change: Change) -> str:
        """When it was asked for, and by whom."""
        at = self._words.own_clock(moment(change.asked_us), ())
        return self.tr("Asked for at {0} by {1}").format(at, change.by) if change.by else at


class OutboxDialog(AskDialog[bool]):
    """Closes by itself once nothing is left to look at."""

    def __init__(self, around: Surroundings, says: OutboxWords, parent: QWidget | None = None) -> None:
        super().__init__(
            around.theme,
            QCoreApplication.translate("OutboxDialog", "Changes that wait for the edge"),
            "",
            "",
            parent,
            width=WIDTH,
        )
        self._outbox, self._says = around.session.outbox, says
        self.do.hide()
        self.leave.setText(self.tr("Close"))
        self.about.setText(self.tr("They are made in this order as soon as the edge is back."))
        self.about.show()
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(self.windowTitle())
        self.asked.addWidget(self._area)
        self.drops: list[Button] = []
        self._end = self._outbox.changed.add(lambda _: self._fill())
        self.finished.connect(lambda _: self._end())
        self._fill()
        self.leave.setFocus()

    def finish(self) -> None:
        self.reject()

    def _fill(self) -> None:
        changes = self._outbox.changes
        if not changes:
            self.reject()
            return
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.drops = []
        for change in changes:
            column.addWidget(self._row(change, inner))
        column.addStretch(1)
        self._area.setWidget(inner)
        room = self.width_wanted - 48
        self._area.setFixedHeight(min(column.totalHeightForWidth(room) + 2, HIGHEST))
        self.grow()

    def _row(self, change: Change, parent: QWidget) -> QWidget:
        row = QFrame(parent)
        row.setProperty("role", "well")
        row.setAccessibleName(change.what)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(change.what, "strong", row, wrap=True))
        if change.about and change.about not in change.what:
            words.addWidget(label(change.about, "", row, wrap=True))
        words.addWidget(label(self._says.standing(change), "", row, wrap=True))
        words.addWidget(label(self._says.asked(change), "dim", row, wrap=True))
        drop = Button(self.tr("Drop"), row)
        drop.setAccessibleName(self.tr("Drop: {0}").format(change.what))
        drop.clicked.connect(partial(self._drop, change.id))
        self.drops.append(drop)
        across = QHBoxLayout(row)
        across.setContentsMargins(12, 10, 12, 10)
        across.setSpacing(12)
        across.addLayout(words, 1)
        across.addWidget(drop, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _drop(self, id: str, _checked: bool = False) -> None:
        self._outbox.drop(id)

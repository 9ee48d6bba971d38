"""A card in the corner of the window for one piece of work: how far it is, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.theme.palette import mix
from console.theme.theme import Theme
from console.views.widgets.busy import BusyBar
from console.views.widgets.buttons import Button, IconButton
from console.views.widgets.corner import Corner
from console.views.widgets.labels import WrappedLabel, label

WIDTH: Final = 360
BAR: Final = 4


class Step(NamedTuple):
    """Something that can be done now; `id` is what `acted` tells."""

    id: str
    words: str


class ProgressNotice(QFrame):
    """Signals: `acted(id)` when one of the offered steps is taken, `dismissed` when it is closed."""

    acted = Signal(str)
    dismissed = Signal()

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("role", "toast")
        self.setFixedWidth(WIDTH)
        self._title = label("", "strong", self, wrap=True)
        self._words = WrappedLabel("", "label", self)
        self._bar = _Bar(theme, self)
        self._busy = BusyBar(theme, self)
        self._close = IconButton(theme, "close", self.tr("Dismiss"), self)
        self._close.clicked.connect(self.hide)
        self._close.clicked.connect(self.dismissed)
        self.buttons: dict[str, Button] = {}
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        self._row.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(6)
        for part in (self._title, self._words, self._bar, self._busy):
            words.addWidget(part)
        words.addLayout(self._row)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(14, 12, 8, 10)
        outer.addLayout(words, 1)
        outer.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        self._corner = over.findChild(Corner) or Corner(over)
        self._corner.add(self)

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def words(self) -> str:
        return self._words.text()

    def work(self, title: str, words: str, share: float | None, steps: Sequence[Step] = ()) -> None:
        """It is under way; `share` from 0 to 1 is done, None where nobody knows."""
        self._bar.setVisible(share is not None)
        self._busy.setVisible(share is None)
        self._bar.set_share(share or 0.0)
        self._close.hide()
        self._say(title, words, steps)

    def end(self, title: str, words: str, steps: Sequence[Step] = ()) -> None:
        """What became of it. It stays until it is closed."""
        self._bar.hide()
        self._busy.hide()
        self._close.show()
        self._say(title, words, steps)

    def _say(self, title: str, words: str, steps: Sequence[Step]) -> None:
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.setAccessibleName(f"{title}. {words}" if words else title)
        if [step.id for step in steps] != list(self.buttons):
            self._offer(steps)
        if self.isHidden():
            self.show()
            self.raise_()
        self._corner.place()

    def _offer(self, steps: Sequence[Step]) -> None:
        for button in self.buttons.values():
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for place, step in enumerate(steps):
            button = Button(step.words, self, kind="link")
            button.clicked.connect(lambda _=False, id=step.id: self.acted.emit(id))
            self._row.insertWidget(place, button)
            self.buttons[step.id] = button


class _Bar(QWidget):
    """So much of it is done."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(120, BAR)

    def set_share(self, share: float) -> None:
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mix(t.accent, t.panel, 0.25)))
        whole = QRectF(self.rect())
        painter.drawRoundedRect(whole, BAR / 2, BAR / 2)
        done = QRectF(0, 0, whole.width() * self._share, whole.height())
        if self.isRightToLeft():
            done.moveRight(whole.right())
        painter.setBrush(QColor(t.accent))
        painter.drawRoundedRect(done, BAR / 2, BAR / 2)
        painter.end()

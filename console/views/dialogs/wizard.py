"""Questions one after the other: where one is, back, on, and the last step says what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from console.theme.fonts import font
from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.theme.tokens import TypeScale
from console.views.dialogs.dialog import Dialog
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label

WIDTH: Final = 620
DISC: Final = 22

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """`title` stands in the line of steps; `page` is what is asked."""

    title: str
    page: QWidget


class StepLine(QWidget):
    """Where one is: a disc for each step, ticked when it is done."""

    def __init__(self, theme: Theme, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._titles = tuple(titles)
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.go(0)

    def go(self, at: int) -> None:
        """This one now; past the last all are done."""
        self._at = at
        here = self._titles[min(at, len(self._titles) - 1)]
        self.setAccessibleName(self.tr("Step {0} of {1}: {2}").format(at + 1, len(self._titles), here))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, DISC + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, mirrored = self._theme.tokens, self.isRightToLeft()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = self.width() / len(self._titles)
        for place, title in enumerate(self._titles):
            left = self.width() - (place + 1) * wide if mirrored else place * wide
            done, here = place < self._at, place == self._at
            disc = QRectF(left + wide - DISC - 1 if mirrored else left + 1, 4, DISC, DISC)
            painter.setPen(QPen(QColor(t.accent if done or here else t.border_strong), 1.5))
            painter.setBrush(QColor(t.accent) if done else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc)
            if done:
                pixmap = icon_pixmap("check", 14, self.devicePixelRatioF(), t.on_accent)
                painter.drawPixmap(round(disc.left() + 4), round(disc.top() + 4), pixmap)
            else:
                painter.setPen(QColor(t.text if here else t.text_dim))
                painter.setFont(font(t.type.caption, QFont.Weight.DemiBold))
                painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), self.locale().toString(place + 1))
            room = QRectF(left + (0 if mirrored else DISC + 8), 4, wide - DISC - 14, DISC)
            weight = QFont.Weight.DemiBold if here else QFont.Weight.Normal
            painter.setFont(font(t.type.label, weight))
            painter.setPen(QColor(t.text if here else t.text_dim))
            side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
            flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, int(flags), shown)
        painter.end()


class Wizard(Dialog[T]):
    """Derive from it: `begin(steps)` once they are made; `leave_step` decides whether one may go on."""

    def __init__(self, theme: Theme, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(title)
        self.setFixedWidth(round(WIDTH * theme.tokens.type.body / TypeScale().body))
        self.stack = QStackedWidget(self)
        self.back = Button(self.tr("Back"), self)
        self.back.clicked.connect(lambda: self.go(self.at - 1))
        self.on = Button(self.tr("Next"), self, kind="primary")
        self.on.clicked.connect(self._on)
        self.cancel = Button(self.tr("Cancel"), self, kind="quiet")
        self.cancel.clicked.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(28, 22, 28, 22)
        self.column.setSpacing(14)
        self.column.addWidget(label(title, "title", self, wrap=True))
        about = label(words, "dim", self, wrap=True)
        about.setVisible(bool(words))
        self.column.addWidget(about)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.cancel)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.back)
        self._buttons.addWidget(self.on)
        self.steps: tuple[Step, ...] = ()

    @property
    def at(self) -> int:
        """Which step is shown."""
        return self.stack.currentIndex()

    def begin(self, steps: Sequence[Step]) -> None:
        """Show the first one."""
        self.steps = tuple(steps)
        self.line = StepLine(self.theme, [step.title for step in steps], self)
        self.column.addWidget(self.line)
        self.column.addSpacing(4)
        self.column.addWidget(self.stack, 1)
        self.column.addLayout(self._buttons)
        for step in steps:
            self.stack.addWidget(step.page)
        self.go(0)

    def go(self, at: int) -> None:
        """To a step."""
        self.stack.setCurrentIndex(at)
        self.line.go(at)
        self.back.setVisible(at > 0)
        self.entered(at)

    def entered(self, at: int) -> None:
        """A step is shown: say what its button does, and put the keyboard where one begins."""

    def leave_step(self, at: int) -> bool:
        """Whether one may go on from here: what is missing is said then."""
        return True

    def finish(self) -> None:
        """After the last step."""
        raise TypeError(f"{type(self).__name__} does not say what its answer is")

    def _on(self) -> None:
        if not self.on.isEnabled() or not self.leave_step(self.at):
            return
        if self.at + 1 < len(self.steps):
            self.go(self.at + 1)
        else:
            self.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, Button) and focus is not self.on and not focus.isCheckable():
                focus.click()
            else:
                self._on()
        else:
            super().keyPressEvent(event)

"""What the window shows while it is connected to nothing: two ways to begin, or what is being done."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label

PICTURE: Final = 56
WIDTH: Final = 440


class Welcome(QWidget):
    """Signals: `connect_wanted`, `demo_wanted`."""

    connect_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel(self)
        self._title = label("", "headline", self, wrap=True)
        self._words = label("", "dim", self, wrap=True)
        self._busy = QProgressBar(self)
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedSize(220, 4)
        self._connect = Button(self.tr("Connect to an edge…"), self, kind="primary")
        self._connect.clicked.connect(self.connect_wanted)
        self._demo = Button(self.tr("Start the demo"), self)
        self._demo.clicked.connect(self.demo_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._connect)
        buttons.addWidget(self._demo)
        buttons.addStretch(1)
        # Of a fixed width, so that wrapped text knows how high it becomes.
        middle = QWidget(self)
        middle.setFixedWidth(WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addStretch(2)
        for part in (self._picture, self._title, self._words):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(self._busy, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(buttons)
        column.addStretch(3)
        whole = QHBoxLayout(self)
        whole.addStretch(1)
        whole.addWidget(middle)
        whole.addStretch(1)
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)
        self.say()

    def say(self, title: str = "", words: str = "", *, busy: bool = False) -> None:
        """What is being done, or by default what one can do."""
        self._title.setText(title or self.tr("Watch over your terminals"))
        self._words.setText(
            words
            or self.tr(
                "Connect to the edge that your terminals report to, or look around in a demo fleet that runs "
                "on this computer."
            )
        )
        self._busy.setVisible(busy)
        self._connect.setVisible(not busy)
        self._demo.setVisible(not busy)

    def _wear(self, tokens: Tokens) -> None:
        self._picture.setPixmap(icon_pixmap("finger", PICTURE, self.devicePixelRatioF(), tokens.accent))

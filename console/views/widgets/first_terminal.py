"""What to do when there is no terminal yet: what to enter on one, and how to see the console without one."""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.widgets.buttons import IconButton
from console.views.widgets.labels import label
from console.views.words import isolated

PICTURE: Final = 40
WIDTH: Final = 620
_PORTS: Final = {"http": 80, "https": 443}


def to_enter(url: str) -> tuple[str, int, bool]:
    """Host, port and whether it is encrypted, of an edge's address: what a terminal asks for."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or _PORTS[parts.scheme], parts.scheme == "https"


def is_this_computer(host: str) -> bool:
    """Whether only this computer is called so, and no terminal would find it."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class FirstTerminal(QFrame):
    """A card of three steps, with the address and port of the edge at `url` to copy."""

    def __init__(self, theme: Theme, url: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "card")
        self.setMaximumWidth(WIDTH)
        host, port, encrypted = to_enter(url)
        self._picture = QLabel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(12)
        column.addWidget(self._picture)
        column.addWidget(label(self.tr("Connect the first terminal"), "headline", self, wrap=True))
        column.addSpacing(4)
        where = self.tr(
            "On the terminal, open its menu for communication, then cloud server (ADMS), and enter:"
        )
        column.addLayout(self._step(1, where))
        column.addLayout(_indented(self._entries(host, port, encrypted)))
        if is_this_computer(host):
            warning = QVBoxLayout()
            warning.addWidget(self._only_here(host))
            column.addLayout(_indented(warning))
        column.addLayout(
            self._step(
                2, self.tr("Within a minute it is listed here as waiting: approve it, and choose its site.")
            )
        )
        column.addLayout(self._step(3, self.tr("Punch once. It is on the live page within a second.")))
        line = QFrame(self)
        line.setProperty("role", "line")
        column.addSpacing(4)
        column.addWidget(line)
        column.addLayout(self._demo())
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, super().sizeHint().height())

    def _step(self, number: int, words: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        key = label(self.locale().toString(number), "key", self)
        key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        key.setFixedSize(24, 24)
        row.addWidget(key, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(words, "", self, wrap=True), 1, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _entries(self, host: str, port: int, encrypted: bool) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        entries = ((self.tr("Server address"), host), (self.tr("Server port"), str(port)))
        for row, (name, value) in enumerate(entries):
            grid.addWidget(label(name, "dim", self), row, 0)
            shown = label(isolated(value), "code", self)
            shown.setMinimumWidth(200)
            grid.addWidget(shown, row, 1)
            copy = IconButton(self._theme, "copy", self.tr("Copy: {0}").format(name), self)
            copy.clicked.connect(lambda _=False, value=value: QGuiApplication.clipboard().setText(value))
            grid.addWidget(copy, row, 2)
        grid.addWidget(label(self.tr("HTTPS"), "dim", self), 2, 0)
        grid.addWidget(label(self.tr("On") if encrypted else self.tr("Off"), "strong", self), 2, 1)
        grid.setColumnStretch(3, 1)
        return grid

    def _demo(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        words = self.tr("No terminal at hand? A command shows a simulated fleet of 14 sites:")
        row.addWidget(label(words, "dim", self, wrap=True), 1)
        row.addWidget(label(isolated("punchdeck demo"), "code", self), 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _only_here(self, host: str) -> QLabel:
        words = self.tr(
            "{0} means this computer itself. Enter the name or address by which terminals reach it on the "
            "network, and start the edge so that it listens there (--host 0.0.0.0)."
        )
        return label(words.format(isolated(host)), "label", self, wrap=True)

    def _wear(self, tokens: Tokens) -> None:
        self._picture.setPixmap(icon_pixmap("devices", PICTURE, self.devicePixelRatioF(), tokens.accent))


def _indented(inside: QLayout) -> QHBoxLayout:
    """As far as the words of a step are."""
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addSpacing(36)
    row.addLayout(inside, 1)
    return row

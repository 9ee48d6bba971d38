"""What to enter on a terminal's menu so that it calls this edge, each to be copied."""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from console.theme.theme import Theme
from console.views.widgets.buttons import IconButton
from console.views.widgets.labels import label
from console.views.words import isolated

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


class MenuEntries(QWidget):
    """Server address, port, and whether it is encrypted, of the edge at `url`."""

    def __init__(self, theme: Theme, url: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        host, port, encrypted = to_enter(url)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._entries(host, port, encrypted))
        if is_this_computer(host):
            column.addWidget(self._only_here(host))

    def _entries(self, host: str, port: int, encrypted: bool) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        entries = ((self.tr("Server address"), host), (self.tr("Server port"), str(port)))
        for row, (name, value) in enumerate(entries):
            grid.addWidget(label(name, "dim", self), row, 0)
            shown = label(isolated(value), "code", self)
            shown.setMinimumWidth(150)
            grid.addWidget(shown, row, 1)
            copy = IconButton(self._theme, "copy", self.tr("Copy: {0}").format(name), self)
            copy.clicked.connect(lambda _=False, value=value: QGuiApplication.clipboard().setText(value))
            grid.addWidget(copy, row, 2)
        grid.addWidget(label(self.tr("HTTPS"), "dim", self), 2, 0)
        grid.addWidget(label(self.tr("On") if encrypted else self.tr("Off"), "strong", self), 2, 1)
        grid.setColumnStretch(3, 1)
        return grid

    def _only_here(self, host: str) -> QWidget:
        words = self.tr(
            "{0} means this computer itself. Enter the name or address by which terminals reach it on the "
            "network, and start the edge so that it listens there (--host 0.0.0.0)."
        )
        return label(words.format(isolated(host)), "label", self, wrap=True)

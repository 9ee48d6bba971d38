"""What groups of commands and keys of the keyboard are called in the user's language."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QObject

from console.commands.keys import Stroke, parse_shortcut
from console.commands.registry import Group

_APPLE: Final = {"Ctrl": "⌘", "Alt": "⌥", "Shift": "⇧", "Meta": "⌃"}
_ARROWS: Final = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


class CommandWords(QObject):
    """Titles of groups, and shortcuts as they stand on the keys."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups = {
            Group.FILE.value: self.tr("File"),
            Group.VIEW.value: self.tr("View"),
            Group.GO.value: self.tr("Go"),
            Group.SITE.value: self.tr("Site"),
            Group.TERMINAL.value: self.tr("Terminal"),
            Group.FEED.value: self.tr("Feed"),
            Group.ALERT.value: self.tr("Alert"),
            Group.CONNECTION.value: self.tr("Connection"),
            Group.HELP.value: self.tr("Help"),
        }
        self._keys = {
            "Esc": self.tr("Esc", "key"),
            "Enter": self.tr("Enter", "key"),
            "Space": self.tr("Space", "key"),
            "Tab": self.tr("Tab", "key"),
            "Backspace": self.tr("Backspace", "key"),
            "Del": self.tr("Del", "key"),
            "Ins": self.tr("Ins", "key"),
            "Home": self.tr("Home", "key"),
            "End": self.tr("End", "key"),
            "PageUp": self.tr("Page Up", "key"),
            "PageDown": self.tr("Page Down", "key"),
            "Ctrl": self.tr("Ctrl", "key"),
            "Alt": self.tr("Alt", "key"),
            "Shift": self.tr("Shift", "key"),
            "Meta": self.tr("Meta", "key"),
            **_ARROWS,
            **(_APPLE if sys.platform == "darwin" else {}),
        }

    def group(self, group: str) -> str:
        """A page's own group is its title already."""
        return self._groups.get(group, group)

    def caps(self, shortcut: str) -> tuple[tuple[str, ...], ...]:
        """The keys of each stroke: (("Ctrl", "K"),), or (("G",), ("M",)) for one after the other."""
        return tuple(self._caps(stroke) for stroke in parse_shortcut(shortcut))

    def shortcut(self, shortcut: str) -> str:
        """In one line: "Ctrl+K", "G then M"."""
        strokes = ["+".join(keys) for keys in self.caps(shortcut)]
        return self.tr("{0} then {1}", "keys").format(*strokes) if len(strokes) == 2 else strokes[0]

    def _caps(self, stroke: Stroke) -> tuple[str, ...]:
        return tuple(self._keys.get(key, key) for key in (*stroke.modifiers, stroke.key))

"""Buttons of the console: with one of our icons, in the colours of the theme."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from console.theme.icons import icon
from console.theme.theme import Theme
from console.theme.tokens import Tokens

ICON: Final = 18
SMALL_ICON: Final = 14


class IconButton(QToolButton):
    """Only an icon, so it always has a name and says it on hover, with its shortcut."""

    def __init__(
        self,
        theme: Theme,
        icon_name: str,
        name: str,
        parent: QWidget | None = None,
        *,
        shortcut: str = "",
        small: bool = False,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._size = SMALL_ICON if small else ICON
        self.setIconSize(QSize(self._size, self._size))
        if small:
            self.setProperty("size", "small")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_name(name, shortcut)
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)

    def set_name(self, name: str, shortcut: str = "") -> None:
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  {shortcut}" if shortcut else name)

    def _wear(self, tokens: Tokens) -> None:
        self.setIcon(icon(self._icon_name, tokens, self._size))


class Button(QPushButton):
    """A worded button; `kind` is primary, quiet, link or nothing."""

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        kind: str = "",
        theme: Theme | None = None,
        icon_name: str = "",
    ) -> None:
        # Qt leaves hardly any room between a button's icon and its text.
        super().__init__(f" {text}" if icon_name else text, parent)
        self._icon_name = icon_name
        if icon_name:
            self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        if kind:
            self.setProperty("kind", kind)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if theme is not None and icon_name:
            self.setIconSize(QSize(16, 16))
            self._wear(theme.tokens)
            theme.changed.connect(self._wear)

    def _wear(self, tokens: Tokens) -> None:
        self.setIcon(icon(self._icon_name, tokens, 16))

"""Which look is on: the system's, light or dark, and the size of text; tells widgets when it changes."""

from __future__ import annotations

from dataclasses import fields, replace
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from console.theme.dressing import Dresser
from console.theme.fonts import font
from console.theme.palette import qt_palette
from console.theme.style import style_sheet
from console.theme.tokens import DARK, LIGHT, Tokens, TypeScale


class Look(StrEnum):
    """What the user chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def scaled(tokens: Tokens, scale: float) -> Tokens:
    """The same look with all text larger or smaller."""
    sizes = {field.name: round(getattr(tokens.type, field.name) * scale) for field in fields(TypeScale)}
    return replace(tokens, type=TypeScale(**sizes))


class Theme(QObject):
    """Dresses the application.

    Signals: `changed(Tokens)` after the application wears the new look.
    """

    changed = Signal(object)

    def __init__(self, application: QApplication, look: Look = Look.SYSTEM, text_scale: float = 1.0) -> None:
        super().__init__()
        self._application = application
        self._look = look
        self._text_scale = text_scale
        application.setStyle("Fusion")
        self._dresser = Dresser(application)
        application.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.tokens = self._wanted()
        self._dress()

    @property
    def look(self) -> Look:
        return self._look

    @property
    def text_scale(self) -> float:
        return self._text_scale

    def set_look(self, look: Look) -> None:
        self._look = look
        self._refresh()

    def set_text_scale(self, scale: float) -> None:
        """1.0 to 1.5: the size of all text against the usual one."""
        self._text_scale = min(1.5, max(1.0, scale))
        self._refresh()

    def _wanted(self) -> Tokens:
        scheme = self._application.styleHints().colorScheme()
        # Where the system says nothing, as on bare X11, rooms full of screens are dark.
        light = self._look is Look.LIGHT or (self._look is Look.SYSTEM and scheme is Qt.ColorScheme.Light)
        tokens = LIGHT if light else DARK
        return tokens if self._text_scale == 1.0 else scaled(tokens, self._text_scale)

    def _follow_system(self, _scheme: Qt.ColorScheme) -> None:
        self._refresh()

    def _refresh(self) -> None:
        wanted = self._wanted()
        if wanted == self.tokens:
            return
        self.tokens = wanted
        self._dress()
        self.changed.emit(wanted)

    def _dress(self) -> None:
        self._application.setFont(font(self.tokens.type.body))
        self._dresser.dress(qt_palette(self.tokens), style_sheet(self.tokens))

"""Brings the bundled typefaces into Qt and names the font the console is set in."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from console.theme.line_height import with_plain_lines

FAMILIES: Final = ("Noto Sans", "Noto Sans Arabic")
"""In this order: Qt takes each character from the first family that has it."""

_FILES: Final = tuple(
    f"{family}-{weight}.ttf"
    for family in ("NotoSans", "NotoSansArabic")
    for weight in ("Regular", "SemiBold", "Bold")
)


class FontsMissingError(Exception):
    """A bundled typeface is not there or cannot be read: the installation is damaged."""


@cache
def load_fonts() -> tuple[str, ...]:
    """Registers the bundled typefaces with the application, once; needs a QGuiApplication.

    Raises FontsMissingError, whose text says which file and what to do.
    """
    for name in _FILES:
        if QFontDatabase.addApplicationFontFromData(_read(name)) < 0:
            raise _damaged(name)
    return FAMILIES


def _read(name: str) -> bytes:
    source = files("resources.fonts").joinpath(name)
    try:
        data = source.read_bytes()
        return with_plain_lines(data) if "Arabic" in name else data
    except (OSError, ValueError) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> FontsMissingError:
    return FontsMissingError(
        f"The typeface {name} is missing from Punchdeck's resources or is damaged. "
        "Install Punchdeck again to restore it."
    )


def font(pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The console's font at a size in logical pixels; the caller's own to change."""
    return QFont(_font(max(1, round(pixels)), weight))


@cache
def _font(pixels: int, weight: QFont.Weight) -> QFont:
    made = QFont(list(load_fonts()))
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return made

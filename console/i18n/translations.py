"""Puts the console into the user's language. English has a file too: it holds the plurals."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from PySide6.QtCore import QCoreApplication, QTranslator

LANGUAGES: Final = ("en",)


class TranslationsMissing(Exception):
    """A file of translations is not there or cannot be read: the installation is damaged."""


def install_translations(application: QCoreApplication, language: str = "en") -> None:
    """Speak a language of LANGUAGES from now on. Raises TranslationsMissing."""
    application.installTranslator(_translator(language))


@cache
def _data(language: str) -> bytes:
    """Kept for good: Qt reads it where it lies."""
    source = files("resources.translations").joinpath(f"punchdeck_{language}.qm")
    return source.read_bytes() if source.is_file() else b""


@cache
def _translator(language: str) -> QTranslator:
    translator = QTranslator()
    data = _data(language)
    if not data or not translator.load(data):
        raise TranslationsMissing(
            f"The translation punchdeck_{language}.qm is missing from Punchdeck's resources or is damaged. "
            "Install Punchdeck again to restore it."
        )
    return translator

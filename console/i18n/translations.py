"""Puts the console into the user's language. English has a file too: it holds the plurals."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QGuiApplication

from console.i18n import lookup

SYSTEM: Final = "system"
"""The setting of those who want the language of their computer."""
LANGUAGES: Final = ("en", "fr", "ar")
_OWN_NAMES: Final = {"en": "English", "fr": "Français", "ar": "العربية"}
_USUAL: Final = {"en": "en_GB", "fr": "fr_FR", "ar": "ar_MA"}
"""Numbers and dates where the computer's country does not speak the language."""

_spoken = "en"
_made: dict[str, tuple[QTranslator, ...]] = {}


class TranslationsMissing(Exception):
    """A file of translations is not there or cannot be read: the installation is damaged."""


def choices() -> tuple[tuple[str, str], ...]:
    """What a user can set, each with its name: a language by the name its speakers give it."""
    system = QCoreApplication.translate("Languages", "Language of this computer")
    return ((SYSTEM, system), *_OWN_NAMES.items())


def spoken(setting: str, system: QLocale) -> str:
    """The language of LANGUAGES that a setting means on a computer; English where it speaks none of them."""
    if setting in LANGUAGES:
        return setting
    wanted = (each.replace("_", "-").partition("-")[0] for each in system.uiLanguages())
    return next((each for each in wanted if each in LANGUAGES), "en")


def locale_of(language: str, system: QLocale) -> QLocale:
    """How numbers and dates are written in a language: as in the computer's country where that speaks it."""
    meant = QLocale(language).language()
    if system.language() is meant:
        return system
    there = QLocale(meant, system.territory())
    return there if there.territory() is system.territory() else QLocale(_USUAL[language])


def speak(application: QCoreApplication, setting: str = SYSTEM) -> str:
    """Speak what a setting means from now on, in words, numbers and direction. Widgets that are there already
    keep what they say. Returns the language. Raises TranslationsMissing."""
    system = QLocale.system()
    language = spoken(setting, system)
    install_translations(application, language)
    QLocale.setDefault(locale_of(language, system))
    return language


def spoken_now() -> str:
    """The language of LANGUAGES that the console speaks."""
    return _spoken


def install_translations(application: QCoreApplication, language: str = "en") -> None:
    """Speak a language of LANGUAGES from now on, in its direction. Raises TranslationsMissing."""
    global _spoken
    for translators in _made.values():
        for translator in translators:
            application.removeTranslator(translator)
    for translator in _translators(language):
        application.installTranslator(translator)
    lookup.look_in([_translators(language)[-1]])
    _spoken = language
    if isinstance(application, QGuiApplication):
        application.setLayoutDirection(QLocale(language).textDirection())


def _translators(language: str) -> tuple[QTranslator, ...]:
    """Qt's own texts, which are in English already, and ours over them."""
    if language not in _made:
        ours = _translator(f"punchdeck_{language}.qm", _data(language))
        qt = () if language == "en" else (_translator(f"qtbase_{language}.qm", _of_qt(language)),)
        _made[language] = (*qt, ours)
    return _made[language]


@cache
def _data(language: str) -> bytes:
    """Kept for good: Qt reads it where it lies."""
    source = files("resources.translations").joinpath(f"punchdeck_{language}.qm")
    return source.read_bytes() if source.is_file() else b""


@cache
def _of_qt(language: str) -> bytes:
    """What Qt's buttons and menus say; comes with Qt. Kept for good as well."""
    source = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{language}.qm")
    return source.read_bytes() if source.is_file() else b""


def _translator(name: str, data: bytes) -> QTranslator:
    translator = QTranslator()
    if not data or not translator.load(data):
        raise TranslationsMissing(
            f"The translation {name} is missing from Punchdeck's resources or is damaged. "
            "Install Punchdeck again to restore it."
        )
    return translator

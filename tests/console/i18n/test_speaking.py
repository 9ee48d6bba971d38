"""The language a user set, or that of the computer, in words, numbers and direction."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from console.core import window_memory
from console.i18n.translations import SYSTEM, choices, install_translations, locale_of, speak, spoken
from console.views.words import Words


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    yield
    install_translations(qapp)
    QLocale.setDefault(before)


class _Terminals(Words):
    """Inherits every text."""


class _Early(Words):
    """Says something before Qt's own part of it is there."""

    def __init__(self) -> None:
        self.before = self.tr("Offline")
        super().__init__(QLocale())


@pytest.mark.parametrize(
    ("setting", "system", "language"),
    [
        ("system", "fr_MA", "fr"),
        ("system", "ar_EG", "ar"),
        ("system", "de_DE", "en"),
        ("system", "C", "en"),
        ("ar", "fr_FR", "ar"),
        ("nonsense", "fr_FR", "fr"),
    ],
)
def test_a_setting_or_else_the_computer_decides(setting: str, system: str, language: str) -> None:
    assert spoken(setting, QLocale(system)) == language


@pytest.mark.parametrize(
    ("language", "system", "locale"),
    [
        ("fr", "fr_CA", "fr_CA"),
        ("fr", "ar_MA", "fr_MA"),
        ("ar", "ar_EG", "ar_EG"),
        ("ar", "fr_MA", "ar_MA"),
        ("ar", "de_DE", "ar_MA"),
        ("fr", "C", "fr_FR"),
        ("en", "C", "en_GB"),
        ("en", "ar_MA", "en_GB"),
    ],
)
def test_numbers_are_written_as_the_country_writes_them(language: str, system: str, locale: str) -> None:
    assert locale_of(language, QLocale(system)).name() == locale


def test_english_counts(qapp: QApplication) -> None:
    words = Words(QLocale(QLocale.Language.English))
    assert [words.sites(1), words.sites(2), words.terminals(1), words.punches(1)] == [
        "1 site",
        "2 sites",
        "1 terminal",
        "1 punch",
    ]


def test_french_counts_and_groups_digits_its_own_way(qapp: QApplication) -> None:
    speak(qapp, "fr")
    words = Words(QLocale())
    assert words.terminals(1) == "1 terminal"
    assert words.terminals(12_000) == "12\u202f000 terminaux"


def test_arabic_counts_in_six_forms_with_digits_of_the_maghreb(qapp: QApplication) -> None:
    speak(qapp, "ar")
    words = Words(QLocale())
    assert [words.terminals(n) for n in (0, 1, 2, 3, 11, 100)] == [
        "لا أجهزة",
        "جهاز واحد",
        "جهازان",
        "3 أجهزة",
        "11 جهازًا",
        "100 جهاز",
    ]


def test_direction_follows_and_comes_back(qapp: QApplication) -> None:
    speak(qapp, "ar")
    assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
    speak(qapp, "fr")
    assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_qt_s_own_buttons_speak_it_too(qapp: QApplication) -> None:
    speak(qapp, "fr")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Annuler"
    box.deleteLater()


def test_a_text_of_a_base_class_is_found_and_counted(qapp: QApplication) -> None:
    speak(qapp, "fr")
    heir = _Terminals(QLocale())
    assert heir.tr("Offline") == "Hors ligne"
    assert heir.terminals(3) == "3 terminaux"


def test_it_is_found_before_qt_s_own_part_exists(qapp: QApplication) -> None:
    speak(qapp, "fr")
    assert _Early().before == "Hors ligne"


def test_what_nobody_translated_stands_as_it_is(qapp: QApplication) -> None:
    speak(qapp, "ar")
    assert Words(QLocale()).tr("not a text of the console") == "not a text of the console"


def test_a_user_chooses_among_the_names_that_speakers_use() -> None:
    assert [setting for setting, _ in choices()] == ["system", "en", "fr", "ar"]
    assert dict(choices())["ar"] == "العربية"


def test_the_choice_is_kept_for_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    assert window_memory.load(path).language == SYSTEM
    window_memory.save(path, window_memory.WindowMemory(language="ar"))
    assert window_memory.load(path).language == "ar"

"""The bundled typefaces are there, and hold what the console writes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontInfo, QRawFont

from console.theme.fonts import FAMILIES, font, load_fonts


def test_both_families_are_loaded_from_the_resources() -> None:
    assert load_fonts() == FAMILIES
    assert QFontInfo(font(12)).family() == "Noto Sans"


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold])
def test_the_weights_the_console_uses_are_real(weight: QFont.Weight) -> None:
    assert QFontInfo(font(13, weight)).weight() == weight


@pytest.mark.parametrize(
    ("family", "text"),
    [("Noto Sans", "Casablanca Fès Ελλάδα Москва 0123456789"), ("Noto Sans Arabic", "الدار٠١٢")],
)
def test_letters_of_our_languages_are_in_the_bundled_faces(family: str, text: str) -> None:
    load_fonts()
    face = QRawFont.fromFont(QFont(family))

    assert face.familyName() == family
    assert all(face.supportsCharacter(ord(letter)) for letter in text if letter != " ")


def test_a_font_handed_out_is_the_callers_own() -> None:
    struck = font(12)
    struck.setStrikeOut(True)

    assert not font(12).strikeOut()

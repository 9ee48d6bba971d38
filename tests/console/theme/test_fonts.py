"""The bundled typefaces are there, and hold what the console writes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QRawFont

from console.theme.fonts import FAMILIES, font, load_fonts
from console.theme.line_height import with_plain_lines


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


def test_latin_and_arabic_stand_on_one_line() -> None:
    load_fonts()
    latin, arabic = (QFontMetricsF(QFont(family)) for family in FAMILIES)

    assert arabic.ascent() == latin.ascent()
    assert latin.height() < arabic.height() < 1.15 * latin.height()


def test_no_mark_or_tail_of_arabic_leaves_its_line() -> None:
    load_fonts()
    lines = QFontMetricsF(QFont("Noto Sans Arabic"))
    ink = lines.tightBoundingRect("أُسكت ثبّتَّه إٍ لأُ ججج ـﺽ يي")

    assert -ink.top() <= lines.ascent()
    assert ink.bottom() <= lines.descent() + 1


def test_what_is_no_font_is_refused() -> None:
    with pytest.raises(ValueError, match="no TrueType font"):
        with_plain_lines(b"no font at all")

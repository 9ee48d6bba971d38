"""Text is readable, marks are visible, in both themes."""

from __future__ import annotations

from dataclasses import fields

import pytest

from console.theme.tokens import DARK, LIGHT, Tokens

THEMES = pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda tokens: tokens.name)
SURFACES = ("window", "panel", "raised")
STATUSES = ("online", "unstable", "degraded", "offline", "no_data")


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@THEMES
@pytest.mark.parametrize("ink", ["text", "text_dim", "accent"])
@pytest.mark.parametrize("surface", [*SURFACES, "hover", "selected"])
def test_text_keeps_four_and_a_half_to_one_on_every_surface(tokens: Tokens, ink: str, surface: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, surface)) >= 4.5


@THEMES
@pytest.mark.parametrize("status", STATUSES)
def test_a_status_word_in_its_colour_is_readable_on_a_panel(tokens: Tokens, status: str) -> None:
    assert contrast(getattr(tokens, status), tokens.panel) >= 4.5


@THEMES
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("ground", ["land", "sea", "marker", *SURFACES])
def test_marks_stand_out_of_map_and_surfaces(tokens: Tokens, status: str, ground: str) -> None:
    assert contrast(getattr(tokens, status), getattr(tokens, ground)) >= 3.0


@THEMES
def test_text_on_colour_is_readable(tokens: Tokens) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    for status in STATUSES:
        assert contrast(tokens.on_status, getattr(tokens, status)) >= 4.5


@THEMES
@pytest.mark.parametrize("surface", SURFACES)
def test_controls_and_focus_have_visible_outlines(tokens: Tokens, surface: str) -> None:
    assert contrast(tokens.border_strong, getattr(tokens, surface)) >= 3.0
    assert contrast(tokens.focus, getattr(tokens, surface)) >= 3.0


@THEMES
def test_names_on_the_map_are_readable_on_land_and_sea(tokens: Tokens) -> None:
    for ground in (tokens.land, tokens.sea):
        assert contrast(tokens.text, ground) >= 4.5
        assert contrast(tokens.text_dim, ground) >= 4.5


def test_both_themes_name_real_colours() -> None:
    for tokens in (DARK, LIGHT):
        for field in fields(tokens):
            value = getattr(tokens, field.name)
            if isinstance(value, str) and field.name != "name":
                assert len(value) == 7
                assert int(value.removeprefix("#"), 16) >= 0

"""The pages can be read: every pair of colours has the contrast that WCAG AA asks for, light and dark."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = files("resources").joinpath("docs", "assets", "docs.css").read_text("utf-8")
PAIRS = dict(
    (name, (light, dark))
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", CSS)
)
TEXTS = [
    (front, ground)
    for ground in ("ground", "raised", "tint", "note")
    for front in ("text", "strong", "quiet", "link")
    if (front, ground) != ("quiet", "note")
]
CODE = [(name, "code") for name in PAIRS if name.startswith("code-")]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), TEXTS + CODE)
def test_text_stands_out(front: str, ground: str, scheme: str) -> None:
    at = ("light", "dark").index(scheme)
    assert contrast(PAIRS[front][at], PAIRS[ground][at]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_has_the_focus_stands_out(scheme: str) -> None:
    at = ("light", "dark").index(scheme)
    assert contrast(PAIRS["accent"][at], PAIRS["ground"][at]) >= 3


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)

"""Whose borders are shown, and whose names."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from console.theme.tokens import LIGHT
from console.views.map.base_render import BaseStyle, render
from console.views.map.projection import View, mercator
from console.views.map.worldview import WORLDVIEWS, Stroke, Worldview, countries, worldview

MOROCCO, SAHARA = 504, 732


def arcs_between(a: int, b: int) -> set[str]:
    """The kinds of the lines between two countries, at any level."""
    source = files("resources.basemap").joinpath("basemap.npz")
    found: set[str] = set()
    with source.open("rb") as file, np.load(file) as arrays:
        kinds = [str(kind) for kind in arrays["kinds"]]
        for number in range(4):
            these = (np.sort(arrays[f"{number}_pairs"], axis=1) == sorted((a, b))).all(axis=1)
            assert these.any(), f"level {number} has lost the line"
            found |= {kinds[kind] for kind in arrays[f"{number}_kinds"][these]}
    return found


@pytest.mark.parametrize("name", ["ma", "neutral"])
def test_no_line_is_stroked_between_morocco_and_western_sahara(name: str) -> None:
    strokes = WORLDVIEWS[name].strokes

    assert {strokes[kind] for kind in arcs_between(MOROCCO, SAHARA)} == {Stroke.NONE}


def test_the_united_nations_view_dashes_the_parallel_and_not_the_berm() -> None:
    strokes = WORLDVIEWS["un"].strokes

    assert {kind: strokes[kind] for kind in arcs_between(MOROCCO, SAHARA)} == {
        "berm": Stroke.NONE,
        "parallel": Stroke.DASHED,
    }


@pytest.mark.parametrize(
    ("a", "b", "where"),
    [
        (688, 983, "Kosovo"),
        (706, 984, "Somaliland"),
        (196, 985, "Northern Cyprus"),
        (275, 376, "Palestine"),
        (356, 986, "Siachen"),
    ],
)
def test_disputed_lines_are_hidden_when_neutral_and_dashed_otherwise(a: int, b: int, where: str) -> None:
    source = files("resources.basemap").joinpath("basemap.npz")
    with source.open("rb") as file, np.load(file) as arrays:
        these = (np.sort(arrays["2_pairs"], axis=1) == sorted((a, b))).all(axis=1)
        kinds = {str(arrays["kinds"][kind]) for kind in arrays["2_kinds"][these]}

    assert kinds == {"disputed"}, where
    assert WORLDVIEWS["neutral"].strokes["disputed"] is Stroke.NONE
    assert WORLDVIEWS["un"].strokes["disputed"] is Stroke.DASHED
    assert WORLDVIEWS["ma"].strokes["disputed"] is Stroke.DASHED


def test_kashmir_is_disputed_and_the_rest_of_that_border_is_not() -> None:
    assert {"border", "disputed"} <= arcs_between(356, 586)
    assert {"border", "disputed"} <= arcs_between(643, 804)


def test_settled_borders_are_solid_in_every_view() -> None:
    assert arcs_between(12, MOROCCO) == {"border"}
    assert all(view.strokes["border"] is Stroke.SOLID for view in WORLDVIEWS.values())


@pytest.mark.parametrize("name", ["neutral", "ma", "un"])
def test_no_seam_is_ever_drawn(name: str) -> None:
    assert WORLDVIEWS[name].strokes["seam"] is Stroke.NONE


def test_the_berm_leaves_no_trace_in_the_picture() -> None:
    """Pixel for pixel the same whether or not Natural Earth knew of a line there."""
    x, y = mercator(np.array([-11.0]), np.array([25.5]))
    view = View(float(x[0]), float(y[0]), 6.0, 400, 300)

    def picture(shown: Worldview) -> QImage:
        return render(view, BaseStyle(LIGHT, shown, None, 1.0))

    drawn = replace(WORLDVIEWS["ma"], strokes={**WORLDVIEWS["ma"].strokes, "berm": Stroke.SOLID})
    without = {kind: stroke for kind, stroke in WORLDVIEWS["ma"].strokes.items() if kind != "berm"}
    assert picture(WORLDVIEWS["ma"]) == picture(replace(WORLDVIEWS["ma"], strokes=without))
    assert picture(WORLDVIEWS["ma"]) != picture(drawn)


def test_land_of_one_country_has_one_colour() -> None:
    """Laâyoune and Rabat stand on the same ground."""
    for lon, lat in ((-12.5, 26.0), (-6.5, 33.0)):
        x, y = mercator(np.array([lon]), np.array([lat]))
        image = render(
            View(float(x[0]), float(y[0]), 7.0, 60, 60), BaseStyle(LIGHT, WORLDVIEWS["ma"], None, 1.0)
        )
        assert image.pixelColor(30, 30) == QColor(LIGHT.land)


def names(view: str) -> dict[int, Any]:
    return {country.id: country for country in countries(WORLDVIEWS[view])}


def test_names_stay_away_from_disputes_when_neutral() -> None:
    assert names("neutral").keys().isdisjoint({SAHARA, 158, 275, 376, 238})
    assert MOROCCO in names("neutral")


def test_the_united_nations_view_names_what_its_list_names() -> None:
    assert {SAHARA, 275, 376, MOROCCO} <= names("un").keys()
    assert 158 not in names("un")


def test_morocco_has_one_name_and_it_stands_for_the_whole() -> None:
    assert SAHARA not in names("ma")
    assert names("ma")[MOROCCO].width > names("neutral")[MOROCCO].width


def test_an_unknown_worldview_says_which_there_are() -> None:
    with pytest.raises(ValueError, match="neutral, ma, un"):
        worldview("flat")

"""The bundled world: complete, continuous, and cheap to reach."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from console.theme.tokens import LIGHT
from console.views.map import basemap
from console.views.map.base_render import BaseStyle, render
from console.views.map.basemap import DEEPEST, LEVELS, level, level_for, outline, painter_path
from console.views.map.projection import View, mercator
from console.views.map.worldview import WORLDVIEWS

LEVEL_NUMBERS = pytest.mark.parametrize("number", range(LEVELS))


@pytest.fixture(scope="module")
def archive() -> dict[str, Any]:
    source = files("resources.basemap").joinpath("basemap.npz")
    with source.open("rb") as file, np.load(file) as arrays:
        return {name: arrays[name] for name in arrays.files}


@pytest.fixture(scope="module")
def countries() -> dict[str, dict[str, Any]]:
    text = files("resources.basemap").joinpath("countries.json").read_text(encoding="utf-8")
    return {entry["alpha2"]: entry for entry in json.loads(text)}


@LEVEL_NUMBERS
def test_each_level_is_exact_to_the_zoom_that_the_console_believes(
    archive: dict[str, Any], number: int
) -> None:
    assert float(archive[f"{number}_zoom"]) == DEEPEST[number]
    assert level(number).zoom == DEEPEST[number]


def test_the_coarsest_sufficient_level_is_chosen() -> None:
    assert [level_for(zoom) for zoom in (0.0, 2.6, 2.61, 4.2, 5.0, 6.0, 6.1, 13.0)] == [
        0,
        0,
        1,
        1,
        2,
        2,
        3,
        3,
    ]


@LEVEL_NUMBERS
@pytest.mark.parametrize("code", ["BH", "SG", "MT", "KM", "MU", "SC", "CV", "FJ"])
def test_small_countries_are_seen_at_every_level(
    countries: dict[str, dict[str, Any]], number: int, code: str
) -> None:
    x, y = mercator(*(np.array([value]) for value in countries[code]["label"]))
    empty = replace(LIGHT, shelf=LIGHT.sea, graticule=LIGHT.sea)
    view = View(float(x[0]), float(y[0]), DEEPEST[number], 9, 9)

    image = render(view, BaseStyle(empty, WORLDVIEWS["neutral"], None, 1.0))

    colours = {image.pixelColor(px, py).name() for px in range(9) for py in range(9)}
    assert colours - {LIGHT.sea.lower()}


@LEVEL_NUMBERS
def test_no_outline_jumps_across_the_world(number: int) -> None:
    at = basemap.level.__wrapped__(number)  # a fresh one, whose points are not painted away yet
    for group in at.land:
        for ring in group.members:
            steps = np.abs(np.diff(ring[:, 0]))
            bottom = ring[1:, 1] >= at.world * 0.999
            assert not ((steps > at.world / 2) & ~bottom).any()
            assert np.array_equal(ring[0], ring[-1])


@LEVEL_NUMBERS
def test_no_line_that_is_drawn_jumps_across_the_world(number: int) -> None:
    at = basemap.level.__wrapped__(number)
    drawn = [
        line for kind, groups in at.lines.items() if kind != "seam" for g in groups for line in g.members
    ]

    assert max(float(np.abs(np.diff(line[:, 0])).max()) for line in drawn) < at.world / 2


def test_neighbours_share_their_line(archive: dict[str, Any]) -> None:
    """Each border between two countries is there once, with both named."""
    pairs, kinds = archive["2_pairs"], [str(kind) for kind in archive["kinds"]]
    between = archive["2_kinds"] != kinds.index("coast")
    border = archive["2_kinds"] == kinds.index("border")

    assert (pairs[border] > 0).all()
    assert (np.sort(pairs[border], axis=1) == [12, 504]).all(axis=1).sum() == 1
    assert between.sum() > 300


def test_a_ring_of_arcs_closes_across_the_antimeridian() -> None:
    east = np.array([[350.0, 10.0], [370.0, 10.0], [370.0, 20.0]])
    west = np.array([[10.0, 20.0], [-10.0, 20.0], [-10.0, 10.0]])

    ring = outline([east, west], world=360)

    assert ring[:, 0].tolist() == [350.0, 370.0, 370.0, 350.0, 350.0]


def test_a_ring_round_the_pole_is_closed_along_the_bottom() -> None:
    coast = np.array([[0.0, 300.0], [180.0, 310.0], [360.0, 300.0]])

    ring = outline([coast], world=360)

    assert ring[-3:].tolist() == [[360.0, 360.0], [0.0, 360.0], [0.0, 300.0]]


def test_a_path_has_exactly_the_points_it_was_made_of() -> None:
    line = np.array([[1.5, 2.0], [3.0, 4.0], [-5.0, 6.25]])
    path = painter_path([line, line + 100.0])

    assert path.elementCount() == 6
    assert [(path.elementAt(i).x, path.elementAt(i).y) for i in range(3)] == [tuple(p) for p in line.tolist()]


def test_countries_bear_their_present_names_in_three_languages(
    countries: dict[str, dict[str, Any]],
) -> None:
    assert countries["TR"]["names"]["en"] == "Türkiye"
    assert countries["SZ"]["names"]["en"] == "Eswatini"
    assert countries["MK"]["names"]["fr"] == "Macédoine du Nord"
    assert countries["MA"]["names"] == {"en": "Morocco", "fr": "Maroc", "ar": "المغرب"}
    assert all(entry["names"].keys() == {"en", "fr", "ar"} for entry in countries.values())
    assert len(countries) > 230


def test_names_stand_inside_their_countries(countries: dict[str, dict[str, Any]]) -> None:
    at = level(2)
    for code in ("MA", "FR", "SN", "CI", "ID", "US", "RU", "CL", "NO", "FJ"):
        x, y = mercator(*(np.array([value]) for value in countries[code]["label"]))
        place = QPointF(x[0] * at.world, y[0] * at.world)
        assert any(group.path().contains(place) for group in at.land), code

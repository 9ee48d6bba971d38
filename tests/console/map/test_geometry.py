"""What the basemap's build does to lines and outlines."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from console.views.map import projection
from resources.basemap.geometry import (
    Points,
    clip_latitude,
    geographic,
    label_point,
    mercator,
    simplify,
    unwrap,
)

SQUARE = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]])
LINES = arrays(np.float64, st.tuples(st.integers(2, 40), st.just(2)), elements=st.floats(-100, 100, width=32))


def test_a_line_across_the_antimeridian_goes_on_beyond_it() -> None:
    fiji = np.array([[178.0, -17.0], [179.9, -16.5], [-179.8, -16.4], [-178.0, -16.0], [179.0, -15.0]])

    assert unwrap(fiji)[:, 0].tolist() == pytest.approx([178.0, 179.9, 180.2, 182.0, 179.0])
    assert unwrap(fiji)[:, 1].tolist() == fiji[:, 1].tolist()


def test_a_line_that_stays_on_one_side_is_left_alone() -> None:
    chukotka = np.array([[-179.0, 65.0], [-175.0, 66.0], [-170.0, 66.5]])

    assert np.array_equal(unwrap(chukotka), chukotka)


@settings(deadline=None)
@given(arrays(np.float64, st.integers(2, 60), elements=st.floats(-180, 180)))
def test_no_step_of_an_unwrapped_line_is_longer_than_half_the_earth(longitudes: np.ndarray) -> None:
    line = unwrap(np.column_stack((longitudes, np.zeros_like(longitudes))))[:, 0]

    assert np.abs(np.diff(line)).max() <= 180.0 + 1e-9
    turns = (line - longitudes) / 360.0
    assert np.allclose(turns, np.round(turns))


@settings(deadline=None)
@given(LINES, st.floats(0.01, 20))
def test_a_simplified_line_keeps_its_ends_and_strays_no_farther_than_allowed(
    line: Points, tolerance: float
) -> None:
    simple = simplify(line, tolerance)

    assert np.array_equal(simple[0], line[0])
    assert np.array_equal(simple[-1], line[-1])
    assert all(distance_to(simple, point) <= tolerance + 1e-9 for point in line)


def test_an_island_never_simplifies_to_a_stroke() -> None:
    angles = np.linspace(0.0, 2 * math.pi, 60)
    island = np.column_stack((np.cos(angles), np.sin(angles)))
    island[-1] = island[0]

    simple = simplify(island, 50.0)

    assert np.array_equal(simple[0], simple[-1])
    assert len(np.unique(simple, axis=0)) >= 3


def test_a_label_stands_in_the_middle_of_a_square() -> None:
    x, y, depth = label_point([SQUARE])

    assert (x, y) == pytest.approx((5.0, 5.0), abs=0.2)
    assert depth == pytest.approx(5.0, abs=0.2)


def test_a_label_stands_in_the_thick_arm_of_an_l_not_in_its_box() -> None:
    shape = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 8.0], [12.0, 8.0], [12.0, 12.0], [0.0, 12.0]])
    x, y, depth = label_point([shape])

    assert x < 4.5
    assert y > 7.5
    assert depth > 2.0


def test_a_label_stays_out_of_a_hole() -> None:
    hole = np.array([[3.0, 3.0], [10.0, 3.0], [10.0, 7.0], [3.0, 7.0]])
    x, _, depth = label_point([SQUARE, hole])

    assert x < 3.0
    assert 1.3 < depth <= 1.9


def test_a_ring_is_cut_along_a_parallel() -> None:
    north = clip_latitude(SQUARE, 4.0, north=True)

    assert north[:, 1].min() == pytest.approx(4.0)
    assert north[:, 1].max() == pytest.approx(10.0)
    assert clip_latitude(SQUARE, 20.0, north=True).shape == (0, 2)


@settings(deadline=None)
@given(st.floats(-180, 180), st.floats(-85, 85))
def test_the_build_and_the_console_project_alike(lon: float, lat: float) -> None:
    built = mercator(np.array([[lon, lat]]))[0]
    shown = projection.mercator(np.array([lon]), np.array([lat]))

    assert built.tolist() == pytest.approx([shown[0][0], shown[1][0]], abs=1e-12)
    assert geographic(np.array([built]))[0].tolist() == pytest.approx([lon, lat], abs=1e-6)


def distance_to(line: Points, point: Points) -> float:
    best = math.inf
    for a, b in itertools.pairwise(line):
        along = b - a
        length = float(along @ along)
        t = 0.0 if length == 0.0 else min(max(float((point - a) @ along) / length, 0.0), 1.0)
        best = min(best, math.hypot(*(point - a - t * along)))
    return best

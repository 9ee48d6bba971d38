"""Views of the world: where things are on the screen, and how views change."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.views.map.projection import MAX_ZOOM, Margins, View, mercator, narrowest

VIEWS = st.builds(
    View,
    x=st.floats(0, 1),
    y=st.floats(0.3, 0.7),
    zoom=st.floats(3, 12),
    width=st.floats(400, 2000),
    height=st.floats(300, 1200),
).map(View.clamped)


def screen(view: View, x: float, y: float) -> tuple[float, float]:
    px, py = view.to_screen(np.array([x]), np.array([y]))
    return float(px[0]), float(py[0])


@settings(deadline=None)
@given(VIEWS, st.floats(50, 350), st.floats(50, 250))
def test_a_pixel_and_its_place_lead_to_each_other(view: View, px: float, py: float) -> None:
    assert screen(view, *view.to_world(px, py)) == pytest.approx((px, py), abs=1e-3)


@settings(deadline=None)
@given(VIEWS, st.floats(1, 399), st.floats(0, 300), st.floats(-2, 2))
def test_zooming_keeps_what_is_under_the_cursor(view: View, px: float, py: float, by: float) -> None:
    """Not at the very edges: with the whole earth in view, the left one is the right one."""
    after = view.zoomed(view.zoom + by, px, py)
    place = view.to_world(px, py)
    clamped_north_or_south = min(after.y, 1 - after.y) * after.scale <= after.height / 2 + 1e-3

    x, y = screen(after, *place)
    assert x == pytest.approx(px, abs=1e-3)
    assert y == pytest.approx(py, abs=1e-3) or clamped_north_or_south


def test_a_zoom_ends_where_the_world_fills_the_view_and_where_detail_ends() -> None:
    view = View(0.5, 0.5, 5.0, 1024, 512)

    assert view.zoomed(-3.0, 10, 10).zoom == 2.0
    assert view.zoomed(30.0, 10, 10).zoom == MAX_ZOOM


def test_panning_moves_the_ground_with_the_hand_and_goes_round_the_earth() -> None:
    view = View(0.999, 0.5, 4.0, 800, 600)
    before = screen(view, 0.99, 0.5)
    after = view.panned(-100, 0)

    assert screen(after, 0.99, 0.5)[0] == pytest.approx(before[0] - 100)
    assert 0.0 <= after.x < 0.1


def test_there_is_no_void_above_or_below() -> None:
    view = View(0.5, 0.5, 4.0, 800, 600).panned(0, 1e6)

    assert view.to_world(0, 0)[1] == pytest.approx(0.0)


def test_a_fleet_fits_inside_the_margins() -> None:
    lon, lat = np.array([-17.5, -1.9, 2.35]), np.array([14.7, 34.7, 48.9])
    view = View(0.1, 0.9, 3.0, 1500, 860).fitted(*mercator(lon, lat), Margins(100, 60, 150, 90), 8.0)
    x, y = view.to_screen(*mercator(lon, lat))

    assert x.min() >= 100 - 1e-6
    assert x.max() <= 1350 + 1e-6
    assert y.min() >= 60 - 1e-6
    assert y.max() <= 770 + 1e-6
    assert min(y.max() - y.min() - 710, 0.0) == pytest.approx(0.0, abs=1e-6)


def test_one_site_is_shown_with_its_surroundings() -> None:
    view = View(0.5, 0.5, 3.0, 800, 600).fitted(np.array([0.48]), np.array([0.4]), Margins(0, 0, 0, 0), 8.0)

    assert (view.zoom, view.x, view.y) == pytest.approx((8.0, 0.48, 0.4))


def test_a_fleet_on_both_sides_of_the_antimeridian_is_not_seen_round_the_whole_earth() -> None:
    west, breadth = narrowest(np.array([0.98, 0.02, 0.01]))

    assert (west, breadth) == pytest.approx((0.98, 0.04))


@settings(deadline=None)
@given(VIEWS, VIEWS, st.floats(0, 1))
def test_a_glide_is_even_in_zoom_and_ends_at_its_goal(start: View, goal: View, progress: float) -> None:
    on_the_way = start.towards(goal, progress)

    assert min(start.zoom, goal.zoom) - 1e-9 <= on_the_way.zoom <= max(start.zoom, goal.zoom) + 1e-9
    assert start.towards(goal, 1.0) == goal


def test_a_glide_to_a_zoom_keeps_the_cursor_still_all_the_way() -> None:
    start = View(0.5, 0.45, 5.0, 1000, 800)
    goal = start.zoomed(7.0, 300, 200)
    place = start.to_world(300, 200)

    for progress in (0.1, 0.4, 0.9):
        assert screen(start.towards(goal, progress), *place) == pytest.approx((300, 200), abs=1e-6)

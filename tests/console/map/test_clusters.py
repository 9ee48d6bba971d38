"""Which sites become one mark, and how honest its ring is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from console.views.map.clusters import GAP, clustered, radius_of, share_a_point, shares, step_zoom, sums
from console.views.map.projection import TILE

PLACES = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.floats(0.2, 0.8), st.integers(0, 200)),
    min_size=1,
    max_size=60,
)
ZOOMS = st.sampled_from([2.5, 4.0, 6.5])


def homes(places: list[tuple[float, float, int]], zoom: float) -> np.ndarray:
    x, y, totals = (np.array(column) for column in zip(*places, strict=True))
    return clustered(x, y, totals, zoom)


def test_near_sites_are_drawn_at_the_greatest_of_them() -> None:
    assert homes([(0.5, 0.4, 3), (0.5001, 0.4, 9), (0.7, 0.4, 1)], 4.0).tolist() == [1, 1, 2]


def test_zooming_in_parts_them() -> None:
    near = [(0.5, 0.4, 3), (0.501, 0.4, 9)]

    assert homes(near, 4.0).tolist() == [1, 1]
    assert homes(near, 10.0).tolist() == [0, 1]


def test_neighbours_across_the_antimeridian_join() -> None:
    assert homes([(0.9999, 0.5, 4), (0.0001, 0.5, 2)], 4.0).tolist() == [0, 0]


def test_a_mark_that_grows_takes_in_what_it_now_touches() -> None:
    """Twenty sites in one place make a great mark; one that a small mark would not touch, it does."""
    world = TILE * 2.0**4
    crowd = [(0.5, 0.5, 5)] * 20
    aside = (0.5 + (float(radius_of(np.array([5]))[0]) * 2 + GAP + 2) / world, 0.5, 5)

    assert len(set(homes([crowd[0], aside], 4.0))) == 2
    assert len(set(homes([*crowd, aside], 4.0))) == 1


def test_no_sites_make_no_marks() -> None:
    nothing = np.zeros(0)

    assert clustered(nothing, nothing, np.zeros(0, dtype=np.int64), 3.0).tolist() == []


@settings(max_examples=60, deadline=None)
@given(PLACES, ZOOMS)
def test_every_site_has_a_home_that_is_at_home(places: list[tuple[float, float, int]], zoom: float) -> None:
    home = homes(places, zoom)

    assert (home[home] == home).all()


@settings(max_examples=60, deadline=None)
@given(PLACES, ZOOMS)
def test_no_two_marks_touch(places: list[tuple[float, float, int]], zoom: float) -> None:
    x, y, totals = (np.array(column) for column in zip(*places, strict=True))
    rows, counts = sums(clustered(x, y, totals, zoom), totals[:, None])
    world = TILE * 2.0**zoom
    across = np.abs(x[rows][:, None] - x[rows][None, :])
    across = np.minimum(across, 1.0 - across) * world
    apart = np.hypot(across, (y[rows][:, None] - y[rows][None, :]) * world)
    reach = radius_of(counts[:, 0])
    np.fill_diagonal(apart, np.inf)

    assert (apart >= reach[:, None] + reach[None, :] + GAP - 1e-6).all()


@settings(max_examples=40, deadline=None)
@given(PLACES, ZOOMS)
def test_nothing_is_lost_in_a_cluster(places: list[tuple[float, float, int]], zoom: float) -> None:
    totals = np.array([[n, n % 3] for _, _, n in places])

    _, counts = sums(homes(places, zoom), totals)

    assert counts.sum(axis=0).tolist() == totals.sum(axis=0).tolist()


def test_clusters_hold_for_half_a_zoom_level() -> None:
    assert [step_zoom(zoom) for zoom in (4.0, 4.49, 4.5, 4.99, 5.0)] == [4.0, 4.0, 4.5, 4.5, 5.0]


def test_sites_in_one_building_can_never_be_parted() -> None:
    assert share_a_point(np.array([0.5, 0.5 + 1e-9]), np.array([0.4, 0.4]))
    assert not share_a_point(np.array([0.5, 0.5001]), np.array([0.4, 0.4]))


COUNTS = arrays(np.int64, st.tuples(st.integers(1, 20), st.just(5)), elements=st.integers(0, 3000))


@settings(deadline=None)
@given(COUNTS)
def test_a_ring_shows_what_exists_and_nothing_else(counts: np.ndarray) -> None:
    parts = shares(counts, 48)
    some = counts.sum(axis=1) > 0

    assert (parts[some].sum(axis=1) == 48).all()
    assert (parts[~some] == 0).all()
    assert ((parts > 0) == (counts > 0)).all()


@settings(deadline=None)
@given(COUNTS)
def test_a_ring_is_as_fair_as_its_parts_allow(counts: np.ndarray) -> None:
    some = counts.sum(axis=1) > 0
    exact = counts[some] * 48 / counts[some].sum(axis=1, keepdims=True)

    assert np.abs(shares(counts[some], 48) - exact).max(initial=0.0) <= 4.0


def test_one_in_a_hundred_and_sixty_is_seen() -> None:
    assert shares(np.array([[1, 0, 0, 0, 159]]), 48).tolist() == [[1, 0, 0, 0, 47]]


@pytest.mark.parametrize(("total", "radius"), [(1, 12.0), (8, 16.0), (158, 24.0), (100_000, 26.0)])
def test_a_mark_grows_slowly_and_never_beyond_its_limit(total: int, radius: float) -> None:
    assert radius_of(np.array([total])).tolist() == [radius]

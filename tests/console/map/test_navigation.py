"""Arrow keys lead where the eye expects, and everywhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.views.map.fan import fan
from console.views.map.navigation import Direction, next_site, step
from console.views.map.projection import View

# 3
# 0   1     2
#     4
X = np.array([0.50, 0.52, 0.56, 0.501, 0.521])
Y = np.array([0.50, 0.50, 0.50, 0.470, 0.520])


@pytest.mark.parametrize(
    ("start", "direction", "found"),
    [
        (0, Direction.RIGHT, 1),
        (1, Direction.RIGHT, 2),
        (2, Direction.RIGHT, None),
        (2, Direction.LEFT, 1),
        (0, Direction.UP, 3),
        (1, Direction.DOWN, 4),
        (4, Direction.UP, 1),
        (3, Direction.UP, None),
    ],
)
def test_the_next_site_in_a_direction(start: int, direction: Direction, found: int | None) -> None:
    assert next_site(X, Y, start, direction) == found


def test_the_way_round_the_earth_is_a_way() -> None:
    assert next_site(np.array([0.99, 0.01, 0.5]), np.array([0.5, 0.5, 0.5]), 0, Direction.RIGHT) == 1


def test_sites_at_one_point_are_passed_one_by_one() -> None:
    x, y = np.array([0.4, 0.4, 0.4, 0.6]), np.full(4, 0.5)

    walk = [0]
    while (found := next_site(x, y, walk[-1], Direction.RIGHT)) is not None:
        walk.append(found)
    assert walk == [0, 1, 2, 3]

    back = [3]
    while (found := next_site(x, y, back[-1], Direction.LEFT)) is not None:
        back.append(found)
    assert back == [3, 2, 1, 0]


def test_with_nothing_selected_the_site_nearest_to_the_middle_is_first() -> None:
    view = View(0.555, 0.5, 6.0, 800, 600)

    assert step(X, Y, np.arange(5), None, Direction.LEFT, view) == 2


def test_hidden_sites_are_passed_over() -> None:
    view = View(0.5, 0.5, 6.0, 800, 600)

    assert step(X, Y, np.array([0, 2, 3]), 0, Direction.RIGHT, view) == 2
    assert step(X, Y, np.array([], dtype=np.int64), None, Direction.RIGHT, view) is None


@settings(deadline=None)
@given(st.integers(1, 60))
def test_fanned_out_sites_do_not_cover_each_other(count: int) -> None:
    places = fan(count)
    apart = np.hypot(*(places[:, None, :] - places[None, :, :]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)

    assert places.shape == (count, 2)
    assert apart.min() > 30.0 or count == 1

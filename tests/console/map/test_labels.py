"""Names never hide a mark or each other."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from console.views.map.labels import GAP, Crowd, Place, Request, mark_boxes, place

Box = tuple[float, float, float, float]


def placed(requests: list[Request], taken: list[Box] | None = None) -> list[Place | None]:
    boxes = mark_boxes(
        np.array([r.x for r in requests]),
        np.array([r.y for r in requests]),
        np.array([r.reach for r in requests]),
    )
    crowd = Crowd(boxes)
    for box in taken or []:
        crowd.take(box)
    return place(crowd, range(len(requests)), requests)


def box_of(request: Request, spot: Place) -> Box:
    left, top = request.x + spot.dx, request.y + spot.dy
    return (left, top, left + request.width, top + request.height)


def touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


def test_a_name_alone_stands_to_the_right_of_its_mark() -> None:
    assert placed([Request(100, 100, 14, 60, 20)]) == [Place(14 + GAP, -10.0)]


def test_a_name_goes_left_where_the_right_is_taken() -> None:
    spot = placed([Request(100, 100, 14, 60, 20)], [(115, 60, 200, 140)])[0]

    assert spot is not None
    assert spot.dx == -14 - GAP - 60


THORNS: list[Box] = [
    (x - 1, y - 1, x + 1, y + 1)
    for x, y in ((145, 100), (55, 100), (100, 121), (100, 79), (140, 117), (140, 83), (60, 117), (60, 83))
]
"""Something small in each of the eight places around a mark at (100, 100)."""


def test_a_crowded_name_is_led_out_to_where_there_is_room() -> None:
    request = Request(100, 100, 10, 60, 14)
    spot = placed([request], THORNS)[0]

    assert spot is not None
    assert spot.leader is not None
    assert not any(touch(box_of(request, spot), thorn) for thorn in THORNS)


def test_the_leader_goes_from_the_edge_of_the_mark_to_the_name() -> None:
    request = Request(100, 100, 10, 60, 14)
    spot = placed([request], THORNS)[0]

    assert spot is not None
    assert spot.leader is not None
    x1, y1, x2, y2 = spot.leader
    left, top, right, bottom = box_of(request, spot)
    assert 10 <= np.hypot(x1, y1) <= 14
    assert left - 6 <= 100 + x2 <= right + 6
    assert top - 6 <= 100 + y2 <= bottom + 6


def test_where_lines_are_not_wanted_a_crowded_name_is_left_out() -> None:
    assert placed([Request(100, 100, 10, 60, 14, leader=False)], THORNS) == [None]


def test_a_name_without_room_is_left_out() -> None:
    assert placed([Request(100, 100, 10, 60, 14)], [(-1000, -1000, 1000, 1000)]) == [None]


def test_the_first_in_line_gets_the_best_place() -> None:
    """Both would stand to the right; there is room for one."""
    important, other = Request(100, 100, 12, 80, 20), Request(100, 116, 12, 80, 20)

    first, second = placed([important, other])

    assert first == Place(12 + GAP, -10.0)
    assert second is not None
    assert second.dx < 0


REQUESTS = st.lists(
    st.builds(
        Request,
        x=st.floats(0, 600),
        y=st.floats(0, 400),
        reach=st.floats(10, 28),
        width=st.floats(20, 120),
        height=st.sampled_from([14.0, 27.0]),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(REQUESTS)
def test_no_name_touches_another_or_a_foreign_mark(requests: list[Request]) -> None:
    names = [
        (number, box_of(request, spot))
        for number, (request, spot) in enumerate(zip(requests, placed(requests), strict=True))
        if spot is not None
    ]
    for position, (number, box) in enumerate(names):
        assert not any(touch(box, other) for _, other in names[:position])
        for mark, request in enumerate(requests):
            around = (
                request.x - request.reach,
                request.y - request.reach,
                request.x + request.reach,
                request.y + request.reach,
            )
            assert mark == number or not touch(box, around)


def test_the_same_names_find_the_same_places() -> None:
    requests = [Request(40 * n % 300, 27 * n % 200, 12, 60, 14) for n in range(30)]

    assert placed(requests) == placed(requests)

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


def test_a_crowded_name_is_led_out_by_a_line_that_ends_at_it() -> None:
    ring = [(x, y, x + 12, y + 12) for x in range(70, 130, 12) for y in range(70, 130, 12)]
    request = Request(100, 100, 10, 50, 14)
    spot = placed([request], [box for box in ring if not touch(box, (84, 84, 116, 116))])[0]

    assert spot is None or spot.leader is not None


def test_the_leader_goes_from_the_mark_to_the_name() -> None:
    beside = [(60, 60, 85, 140), (115, 60, 140, 140)]
    spot = placed([Request(100, 100, 10, 60, 14)], [*beside, (85, 112, 115, 126), (85, 74, 115, 88)])[0]

    if spot is not None and spot.leader is not None:
        x1, y1, x2, y2 = spot.leader
        assert np.hypot(x1, y1) < np.hypot(x2, y2)
        assert np.hypot(x1, y1) >= 10


def test_a_name_without_room_is_left_out() -> None:
    assert placed([Request(100, 100, 10, 60, 14)], [(-1000, -1000, 1000, 1000)]) == [None]


def test_the_first_in_line_gets_the_best_place() -> None:
    important, other = Request(100, 100, 12, 80, 20), Request(135, 100, 12, 80, 20)
    spots = placed([important, other])

    assert spots[0] is not None
    assert spots[0].dx < 0 or not touch(box_of(important, spots[0]), (123, 88, 147, 112))


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

"""What is to be expected of a terminal, and so what an alert about it costs."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from edge.alerts.expected import clock_of, consequence, consequences
from edge.alerts.habits import WEEK_US, Habit, habit, local_span, weeks_before, weeks_known
from tests.edge.alerts.conditions_kit import DAY, HOUR, MINUTE, START, WEEK, Desk


@pytest.mark.parametrize(
    ("counts", "known", "expected", "usual"),
    [
        ((40, 44, 36, 40), 4, 40.0, True),
        ((40, 44, 36, 0), 4, 30.0, True),  # a holiday among them
        ((0, 0, 200, 0), 4, 50.0, False),
        ((40, 40, 0, 0), 2, 40.0, True),  # it is there for two weeks
        ((40, 0, 0, 0), 1, 40.0, False),
        ((0, 0, 0, 0), 0, 0.0, False),
        ((40, 40, 40, 40), 0, 40.0, True),  # it sent what it took before it was registered
    ],
)
def test_a_habit_is_what_is_so_in_most_weeks(
    counts: tuple[int, ...], known: int, expected: float, usual: bool
) -> None:
    found = habit(counts, known)
    assert (found.mean, found.usual) == (expected, usual)


@given(st.lists(st.integers(0, 10_000), min_size=4, max_size=4), st.integers(0, 4))
def test_no_more_is_expected_than_there_ever_was(counts: list[int], known: int) -> None:
    assert 0 <= habit(counts, known).mean <= max(counts)


def test_weeks_are_those_of_the_clock_on_the_wall() -> None:
    """Paris, the Monday after its clocks went back: the weeks before are an hour apart by instants."""
    paris = clock_of("Europe/Paris")
    now = local_span(paris, START, START + HOUR)
    before = local_span(paris, START - WEEK - HOUR, START - WEEK)
    assert next(weeks_before(now)) == before
    assert weeks_known(START - 2 * WEEK_US - DAY, START) == 2
    assert habit((), 0) == Habit(0.0, 0, 0)


async def test_what_the_next_two_hours_bring(desk: Desk) -> None:
    site = await desk.site("HQ")
    busy, quiet, fresh = [await desk.device(name, site) for name in ("P1", "P2", "P3")]
    for week in range(1, 5):
        ahead = desk.wall - week * WEEK
        await desk.punches(busy, [ahead + n * MINUTE for n in range(120)])
        await desk.punches(busy, [ahead - 5 * MINUTE, ahead + 2 * HOUR, ahead + DAY])  # before, after
        await desk.punches(quiet, [ahead + HOUR])

    def asked(conn: sa.Connection) -> list[float | None]:
        tenant_id, ids = desk.tenant_id, desk.devices
        return [
            consequence(conn, tenant_id, [busy], desk.wall),
            consequence(conn, tenant_id, [ids[busy], ids[quiet]], desk.wall),
            consequence(conn, tenant_id, [], desk.wall),
            consequence(conn, tenant_id, ["dev_unknown"], desk.wall),
            *consequences(conn, tenant_id, [[busy, fresh], [quiet]], desk.wall),
        ]

    assert await desk.store.read(asked) == [120.0, 121.0, None, None, 120.0, 1.0]

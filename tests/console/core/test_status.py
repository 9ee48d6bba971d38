"""One word for what a terminal is, the worst one first, and how many there are of each."""

from __future__ import annotations

import operator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.core.status import SEVERITY, STATUSES, Counts, Status, status_of

statuses = st.lists(st.sampled_from(Status), max_size=40)


@pytest.mark.parametrize(
    ("connectivity", "health", "seen", "blind"),
    [
        ("online", "ok", Status.ONLINE, Status.NO_DATA),
        ("online", "unstable", Status.UNSTABLE, Status.NO_DATA),
        ("online", "degraded", Status.DEGRADED, Status.NO_DATA),
        ("online", "splendid", Status.ONLINE, Status.NO_DATA),
        ("offline", "ok", Status.OFFLINE, Status.NO_DATA),
        ("offline", "unstable", Status.OFFLINE, Status.NO_DATA),
        ("asleep", "ok", Status.NO_DATA, Status.NO_DATA),
        ("new", "ok", Status.NEW, Status.NEW),
        ("suspended", "unstable", Status.SUSPENDED, Status.SUSPENDED),
        ("pending", "ok", Status.PENDING, Status.PENDING),
    ],
)
def test_a_status_is_the_worst_that_is_known_to_be_true(
    connectivity: str, health: str, seen: Status, blind: Status
) -> None:
    assert status_of(connectivity, health) is seen
    assert status_of(connectivity, health, blind=True) is blind


@given(statuses)
def test_every_terminal_is_counted_once_and_waiting_ones_not_at_all(among: list[Status]) -> None:
    counts = Counts.of(among)
    assert counts.total == len(among) - among.count(Status.PENDING)
    assert counts.monitored == counts.total - counts.new - counts.suspended
    for status in Status:
        if status is not Status.PENDING:
            assert getattr(counts, status.value) == among.count(status)


@given(statuses)
def test_the_worst_is_that_of_the_monitored(among: list[Status]) -> None:
    monitored = [status for status in among if status in STATUSES]
    assert Counts.of(among).worst is min(monitored, key=SEVERITY.__getitem__, default=Status.NO_DATA)


@given(statuses, statuses)
def test_counts_add_up(some: list[Status], others: list[Status]) -> None:
    assert Counts.of(some) + Counts.of(others) == Counts.of([*some, *others])
    assert sum([Counts.of(some), Counts.of(others)], Counts()) == Counts.of(some + others)


def test_counts_are_added_to_counts_alone() -> None:
    with pytest.raises(TypeError):
        operator.add(Counts(), (1, 2))


def test_rings_and_lists_share_one_order() -> None:
    assert Counts._fields[:5] == tuple(status.value for status in STATUSES)
    assert sorted(STATUSES, key=SEVERITY.__getitem__) == list(STATUSES)

"""What is remembered of what happened to the fleet."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from console.core.changes import KEPT, Changes
from console.core.status import Status
from tests.console.fleets import MINUTE_US, NINE_US, Told, three_sites


def watched(told: Told) -> Changes:
    """The changes of a session, followed as a page would."""
    changes = Changes()
    told.session.changed.add(lambda change: changes.follow(told.session.fleet, change, told.now_us))
    told.live()
    return changes


def test_what_a_terminal_is_when_first_heard_of_is_no_change() -> None:
    told = three_sites()
    told.devices = [*told.devices[:-1]]
    changes = watched(told)

    assert changes.turns == ()
    assert changes.since_us == NINE_US


def test_a_terminal_goes_and_comes_back() -> None:
    told = three_sites()
    changes = watched(told)

    told.now_us += MINUTE_US
    told.change("rabat1", connectivity="offline")
    told.now_us += 5 * MINUTE_US
    told.change("rabat1", connectivity="online", last_seen_us=told.now_us)

    back, gone = changes.turns
    assert (gone.before, gone.status, gone.names) == (Status.ONLINE, Status.OFFLINE, ("Gate 1",))
    assert (back.before, back.status, back.at_us) == (Status.OFFLINE, Status.ONLINE, told.now_us)
    assert back.site_id == gone.site_id == "rabat"


def test_offline_counts_from_when_patience_ran_out() -> None:
    told = three_sites()
    changes = watched(told)

    told.now_us += 2 * MINUTE_US
    told.change("rabat1", connectivity="offline", last_seen_us=NINE_US + 10_000_000)

    assert changes.turns[0].at_us == NINE_US + 40_000_000


def test_nothing_changed_before_we_looked_last() -> None:
    told = three_sites()
    changes = watched(told)

    told.now_us += MINUTE_US
    told.change("rabat1", connectivity="offline", last_seen_us=NINE_US - 600 * MINUTE_US)

    assert changes.turns[0].at_us == NINE_US


def test_a_site_that_goes_dark_is_one_change() -> None:
    told = three_sites()
    changes = watched(told)

    for number in range(1, 5):
        told.now_us += 5_000_000
        told.change(f"agadir{number}", connectivity="offline", last_seen_us=None)

    (turn,) = changes.turns
    assert turn.devices == ("agadir1", "agadir2", "agadir3", "agadir4")
    assert turn.at_us == NINE_US + 5_000_000


def test_a_terminal_that_comes_and_goes_is_told_every_time() -> None:
    told = three_sites()
    changes = watched(told)

    for connectivity in ("offline", "online", "offline"):
        told.now_us += 5_000_000
        told.change("rabat1", connectivity=connectivity, last_seen_us=None)

    assert [turn.status for turn in changes.turns] == [Status.OFFLINE, Status.ONLINE, Status.OFFLINE]


def test_while_the_edge_is_not_heard_nothing_is_said_and_later_what_turned_meanwhile() -> None:
    told = three_sites()
    changes = watched(told)

    told.silence()
    told.change("rabat1", connectivity="offline")
    assert changes.turns == ()

    told.now_us += 10 * MINUTE_US
    told.live()
    assert [turn.devices for turn in changes.turns] == [("rabat1",)]


def test_health_is_told_too() -> None:
    told = three_sites()
    changes = watched(told)

    told.change("rabat2", health="unstable")

    assert (changes.turns[0].before, changes.turns[0].status) == (Status.ONLINE, Status.UNSTABLE)


def test_a_terminal_that_was_removed_and_registered_again_begins_anew() -> None:
    told = three_sites()
    changes = watched(told)
    before = told.devices

    told.devices = before[:-1]
    told.tell()
    told.devices = before
    told.change("rabat2", connectivity="offline")

    assert changes.turns == ()


@given(st.lists(st.tuples(st.integers(0, 8), st.sampled_from(["online", "offline"]), st.integers(0, 90))))
def test_turns_are_few_newest_first_and_every_status_that_differs_is_told(
    steps: list[tuple[int, str, int]],
) -> None:
    told = three_sites()
    changes = watched(told)
    turned = 0
    for number, connectivity, seconds in steps:
        told.now_us += seconds * 1_000_000
        device = told.devices[number]
        turned += device.connectivity != connectivity
        told.change(device.id, connectivity=connectivity)

    instants = [turn.at_us for turn in changes.turns]
    assert instants == sorted(instants, reverse=True)
    assert len(instants) <= KEPT
    if turned <= KEPT:
        assert sum(len(turn.devices) for turn in changes.turns) == turned
    assert all(NINE_US <= at_us <= told.now_us for at_us in instants)

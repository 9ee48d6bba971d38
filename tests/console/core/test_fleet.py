"""A snapshot and the events since give the fleet as it is, whatever their order on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.core.fleet import NOTHING, OVERLAP_US, Change, FleetState
from console.core.records import NO_SITE, NOT_UNDERSTOOD
from console.core.status import Counts, Status
from tests.console.core.records import (
    NOON_US,
    SECOND_US,
    device,
    event,
    fleet_of,
    punch,
    site,
    snapshot,
)

CASA, RABAT = site("casa"), site("rabat")
HOUR_US = 3600 * SECOND_US


# -- a snapshot
# -----


def test_a_snapshot_is_taken_over_whole() -> None:
    first, second = device("d1", "casa"), device("d2", connectivity="offline")
    waiting = device("NEW1", connectivity="pending")
    fleet = FleetState()
    assert not fleet.loaded
    change = fleet.replace(snapshot(first, second, sites=(CASA, RABAT), waiting=(waiting,)))
    assert change == Change(frozenset({"d1", "d2"}), frozenset({"casa", NO_SITE}), structure=True)
    assert fleet.loaded
    assert list(fleet.devices) == ["d1", "d2"]
    assert list(fleet.sites) == ["casa", "rabat"]
    assert fleet.waiting == (waiting,)
    assert fleet.by_serial("D2") == second
    assert fleet.by_serial("D3") is None
    assert fleet.devices_at("casa") == (first,)
    assert fleet.devices_at("rabat") == ()
    assert fleet.devices_at(NO_SITE) == (second,)
    assert fleet.counts() == Counts(offline=1, online=1)
    assert fleet.counts_at("casa") == Counts(online=1)


def test_that_there_is_nothing_is_news_the_first_time_and_only_then() -> None:
    fleet = FleetState()
    assert fleet.replace(snapshot()).structure
    assert fleet.replace(snapshot()) == NOTHING


def test_the_same_snapshot_again_changes_nothing() -> None:
    fleet = fleet_of(device("d1", "casa"), sites=(CASA,))
    version = fleet.version
    assert not fleet.replace(snapshot(device("d1", "casa"), sites=(CASA,)))
    assert fleet.version == version


@pytest.mark.parametrize(
    ("devices", "sites", "structure"),
    [
        ([device("d1", "casa", "offline")], (CASA, RABAT), False),
        ([device("d1", "casa", firmware="2")], (CASA, RABAT), False),
        ([device("d1", "casa", name="Gate")], (CASA, RABAT), True),
        ([device("d1", "rabat")], (CASA, RABAT), True),
        ([device("d1", "casa")], (CASA,), True),
        ([device("d1", "casa")], (replace(CASA, lat=33.6, lon=-7.6), RABAT), True),
        ([device("d1", "casa"), device("d2")], (CASA, RABAT), True),
        ([], (CASA, RABAT), True),
    ],
    ids=["status", "firmware", "renamed", "moved", "site gone", "site placed", "device came", "device went"],
)
def test_what_comes_goes_moves_or_is_renamed_is_structure(
    devices: list[Any], sites: tuple[Any, ...], structure: bool
) -> None:
    fleet = fleet_of(device("d1", "casa"), sites=(CASA, RABAT))
    version, structure_version = fleet.version, fleet.structure_version
    change = fleet.replace(snapshot(*devices, sites=sites))
    assert change
    assert change.structure == structure
    assert fleet.version == version + 1
    assert fleet.structure_version == structure_version + structure


def test_a_device_of_a_site_that_we_may_not_see_is_gathered_with_those_of_none() -> None:
    fleet = fleet_of(device("d1", "hidden"))
    assert [each.id for each in fleet.devices_at(NO_SITE)] == ["d1"]
    assert fleet.site_of(fleet.devices["d1"]) == NO_SITE


def test_what_is_known_can_be_kept_and_taken_over_again() -> None:
    fleet = fleet_of(device("d1", "casa"), sites=(CASA,))
    fleet.apply(event("device.offline", fleet.devices["d1"]))
    other = FleetState()
    other.replace(fleet.snapshot())
    assert dict(other.devices) == dict(fleet.devices)
    assert dict(other.sites) == dict(fleet.sites)


# -- events
# -----


def test_a_device_goes_and_comes() -> None:
    fleet = fleet_of(device("d1", "casa"), sites=(CASA,))
    told = event("device.offline", fleet.devices["d1"], last_seen_us=NOON_US - SECOND_US)
    assert fleet.apply(told) == Change(frozenset({"d1"}), frozenset({"casa"}))
    assert fleet.counts_at("casa") == Counts(offline=1)
    assert fleet.devices["d1"].last_seen_us == NOON_US - SECOND_US
    assert fleet.apply(told) == NOTHING
    fleet.apply(event("device.online", fleet.devices["d1"], last_seen_us=NOON_US))
    assert fleet.counts_at("casa") == Counts(online=1)


def test_only_being_seen_again_is_no_news_of_its_site() -> None:
    fleet = fleet_of(device("d1", "casa", last_seen_us=NOON_US), sites=(CASA,))
    seen = event("device.online", fleet.devices["d1"], last_seen_us=NOON_US + SECOND_US)
    assert fleet.apply(seen) == Change(frozenset({"d1"}))
    older = event("device.online", fleet.devices["d1"], last_seen_us=NOON_US - SECOND_US)
    assert fleet.apply(older) == NOTHING, "last seen never goes back"


def test_an_unstable_device_is_shown_as_that() -> None:
    fleet = fleet_of(device("d1", "casa"), sites=(CASA,))
    assert fleet.apply(event("device.unstable", fleet.devices["d1"])).sites == {"casa"}
    assert fleet.counts() == Counts(unstable=1)


def test_a_clock_found_wrong_is_known_at_once() -> None:
    fleet = fleet_of(device("d1", "casa"), sites=(CASA,))
    found = event("device.clock_drift", fleet.devices["d1"], drifting=True, clock_drift_s=180)
    assert fleet.apply(found).devices == {"d1"}
    assert fleet.devices["d1"].clock_drift_s == 180


def test_a_suspended_device_stays_suspended() -> None:
    fleet = fleet_of(device("d1", connectivity="suspended"))
    assert fleet.apply(event("device.online", fleet.devices["d1"])) == NOTHING
    assert fleet.counts() == Counts(suspended=1)


@pytest.mark.parametrize(
    "told",
    [
        event("device.registered", device("d1")),
        event("device.pending", None, serial_number="NEW1"),
        event("device.identity_changed", device("d1")),
        event("device.online", device("d9")),
        event("device.online", device("d1", name="Gate")),
        event("device.online", device("d1", site="Elsewhere")),
    ],
)
def test_what_shows_that_the_snapshot_is_out_of_date_calls_for_another(told: dict[str, Any]) -> None:
    fleet = fleet_of(device("d1"))
    assert not fleet.wants_snapshot
    fleet.apply(told)
    assert fleet.wants_snapshot
    fleet.replace(snapshot(device("d1")))
    assert not fleet.wants_snapshot


def test_events_of_other_kinds_and_of_nobody_do_no_harm() -> None:
    fleet = fleet_of(device("d1"))
    assert fleet.apply(event("webhook.disabled", None)) == NOTHING
    assert fleet.apply(event("device.something_new", fleet.devices["d1"])) == NOTHING


@pytest.mark.parametrize(
    "strange",
    [{}, {"event": "device.online", "device": {}}, {**event("x", device("d1")), "timestamp": None}],
)
def test_what_is_no_event_is_refused(strange: dict[str, Any]) -> None:
    with pytest.raises(NOT_UNDERSTOOD):
        fleet_of(device("d1")).apply(strange)


# -- a snapshot amidst events
# ----------------------------------------------------------------------------------------------


def test_a_snapshot_that_took_long_undoes_nothing() -> None:
    fleet = fleet_of(device("d1"))
    fleet.mark()
    fleet.apply(event("device.offline", fleet.devices["d1"]))
    fleet.replace(snapshot(device("d1", connectivity="online")))
    assert fleet.counts() == Counts(offline=1)
    fleet.replace(snapshot(device("d1", connectivity="online")))
    assert fleet.counts() == Counts(online=1), "that one was asked for after the event"


def test_events_that_a_snapshot_certainly_knows_are_not_applied_again() -> None:
    fleet = FleetState()
    fleet.replace(snapshot(device("d1"), as_of_us=NOON_US))
    missed = event("device.offline", fleet.devices["d1"], NOON_US - OVERLAP_US - 1000)
    assert fleet.apply(missed) == NOTHING
    fleet.apply(event("device.offline", fleet.devices["d1"], NOON_US - OVERLAP_US))
    assert fleet.counts() == Counts(offline=1), "of this one it is not certain"


STATES = {"device.online": "online", "device.offline": "offline"}
names = st.sampled_from(list(STATES))


@given(
    st.lists(st.tuples(st.sampled_from(["d1", "d2"]), names), max_size=12),
    st.data(),
)
def test_wherever_the_snapshot_falls_the_end_is_the_same(
    told: list[tuple[str, str]], data: st.DataObject
) -> None:
    """The edge answers at any moment between being asked and the answer's arrival."""
    asked = data.draw(st.integers(0, len(told)))
    answered = data.draw(st.integers(asked, len(told)))
    arrived = data.draw(st.integers(answered, len(told)))
    truth = {"d1": "online", "d2": "online"}
    after: list[dict[str, str]] = [dict(truth)]
    for id, name in told:
        truth[id] = STATES[name]
        after.append(dict(truth))

    fleet = fleet_of(device("d1"), device("d2"))
    for place in range(len(told) + 1):
        if place == asked:
            fleet.mark()
        if place == arrived:
            fleet.replace(snapshot(*(device(id, connectivity=now) for id, now in after[answered].items())))
        if place < len(told):
            id, name = told[place]
            fleet.apply(event(name, fleet.devices[id], NOON_US + place))
    assert {id: known.connectivity for id, known in fleet.devices.items()} == truth


# -- blind
# -----


def test_blind_nothing_is_called_true_and_seeing_again_everything_is_as_last_said() -> None:
    fleet = fleet_of(device("d1", "casa"), device("d2", connectivity="new"), sites=(CASA,))
    assert fleet.set_blind(True) == Change(frozenset({"d1", "d2"}), frozenset({"casa", NO_SITE}))
    assert fleet.blind
    assert fleet.set_blind(True) == NOTHING
    assert fleet.status(fleet.devices["d1"]) is Status.NO_DATA
    assert fleet.counts() == Counts(no_data=1, new=1)
    assert fleet.set_blind(False)
    assert fleet.counts() == Counts(online=1, new=1)


# -- punches
# -----


@given(st.permutations(range(6)))
def test_the_last_punch_is_the_one_made_last_in_whatever_order_they_come(order: list[int]) -> None:
    fleet = fleet_of(device("d1", "casa"), device("d2", "casa"), sites=(CASA,))
    punches = [punch(f"p{n}", "d1" if n % 2 else "d2", "casa", NOON_US + n * SECOND_US) for n in range(6)]
    change = fleet.note_punches([punches[n] for n in order], NOON_US + HOUR_US)
    assert change == Change(frozenset({"d1", "d2"}), frozenset({"casa"}))
    assert fleet.last_punch("d1") == punches[5]
    assert fleet.last_punch("d2") == punches[4]
    assert fleet.last_punch_at("casa") == punches[5]
    assert fleet.last_punch("d3") is None
    assert fleet.last_punch_at("rabat") is None


def test_punches_are_counted_by_hour_made_and_minute_received() -> None:
    fleet = fleet_of(device("d1", "casa"), sites=(CASA,))
    late = punch("p1", "d1", "casa", NOON_US - 3 * HOUR_US, received_us=NOON_US)
    fleet.note_punches([late, punch("p2", "d1", "casa", NOON_US)], NOON_US)
    assert fleet.hourly("casa", NOON_US)[-4:] == (1, 0, 0, 1)
    assert fleet.hourly("rabat", NOON_US) == (0,) * 24
    assert fleet.per_minute(NOON_US)[-1] == 2
    assert fleet.counted_since_us == NOON_US


def test_no_punches_are_no_news() -> None:
    assert fleet_of(device("d1")).note_punches([], NOON_US) == NOTHING

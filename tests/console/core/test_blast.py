"""Whom a command would reach: from the fleet as it is known."""

from __future__ import annotations

from console.core.blast import Bar, Held, Reach, blast_of
from console.core.orders import KINDS
from tests.console.fleets import NINE_US, Told, site, terminals

CASA = site("Casa")


def told(**of_first: object) -> Told:
    devices = terminals(CASA, 3, punches=10, users=4)
    first = terminals(CASA, 1, **{"punches": 10, "users": 4, **of_first})
    return Told([CASA], [*first, *devices[1:]]).live()


def test_who_is_offline_is_told_apart_and_can_be_left_out() -> None:
    fleet = told(connectivity="offline").session.fleet
    blast = blast_of(fleet, KINDS["restart"], {}, list(fleet.devices), NINE_US)
    assert (blast.count(Reach.NOW), blast.count(Reach.LATER), blast.count(Reach.NEVER)) == (2, 1, 0)
    assert blast.targets[0].reach is Reach.LATER, "what wants a look stands first"
    assert blast.ids(offline=False) == ("casa2", "casa3")
    assert len(blast.ids(offline=True)) == 3


def test_who_gets_no_commands_is_never_sent_any() -> None:
    for changed, bar in (
        ({"connectivity": "suspended"}, Bar.SUSPENDED),
        ({"health": "degraded", "health_reasons": ("identity_conflict",)}, Bar.CONFLICT),
    ):
        fleet = told(**changed).session.fleet
        blast = blast_of(fleet, KINDS["restart"], {}, list(fleet.devices), NINE_US)
        assert blast.targets[0].bar is bar
        assert "casa1" not in blast.ids(offline=True)


def test_what_a_dialect_cannot_do_is_said_before() -> None:
    fleet = told(dialect="acc").session.fleet
    assert blast_of(fleet, KINDS["reload_options"], {}, ["casa1"], NINE_US).targets[0].bar is Bar.NO_RELOAD
    fleet = told(dialect="att").session.fleet
    door = KINDS["unlock_door"]
    assert blast_of(fleet, door, {"door": 2}, ["casa1"], NINE_US).targets[0].bar is Bar.ONE_DOOR
    assert blast_of(fleet, door, {"seconds": 9}, ["casa1"], NINE_US).targets[0].bar is Bar.OWN_SECONDS
    assert blast_of(fleet, door, {}, ["casa1"], NINE_US).targets[0].bar is Bar.NONE


def test_what_would_be_lost_is_counted_of_those_that_are_reached() -> None:
    fleet = told(connectivity="suspended").session.fleet
    blast = blast_of(fleet, KINDS["clear_all"], {}, list(fleet.devices), NINE_US)
    assert blast.held(offline=True) == Held(punches=20, people=8, untold=0)
    fleet = told(punches=None).session.fleet
    assert (
        blast_of(fleet, KINDS["clear_all"], {}, list(fleet.devices), NINE_US).held(offline=True).untold == 1
    )
    fleet = told(connectivity="offline").session.fleet
    blast = blast_of(fleet, KINDS["clear_all"], {}, list(fleet.devices), NINE_US)
    assert blast.held(offline=True) == Held(punches=30, people=12, untold=0)
    assert blast.held(offline=False) == Held(punches=20, people=8, untold=0), "who is left out loses nothing"


def test_people_before_a_terminal_and_wrong_clocks_are_noticed() -> None:
    fleet = told(clock_drift_s=-90.0)
    fleet.punch("casa2")
    blast = blast_of(fleet.session.fleet, KINDS["sync_time"], {}, ["casa1", "casa2"], NINE_US)
    assert blast.busy(offline=False) == 1
    assert blast.wrong_clocks(offline=False) == 1
    later = NINE_US + 10 * 60_000_000
    assert blast_of(fleet.session.fleet, KINDS["sync_time"], {}, ["casa2"], later).busy(offline=False) == 0


def test_who_is_no_more_is_left_out_and_nobody_twice() -> None:
    fleet = told().session.fleet
    blast = blast_of(fleet, KINDS["restart"], {}, ["casa1", "casa1", "gone"], NINE_US)
    assert [it.device.id for it in blast.targets] == ["casa1"]

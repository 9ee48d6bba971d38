"""One line for every site and one for the fleet: how it does and why, worst first."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.core.fleet import NOTHING, Change, FleetState
from console.core.records import NO_SITE, Device
from console.core.status import SEVERITY, Counts, Status
from console.core.verdicts import Verdicts, fleet_verdict, site_verdict
from tests.console.core.records import device, event, fleet_of, site, snapshot

SITES = (site("casa", name="Casablanca"), site("rabat", name="Rabat"), site("fes", name="Fès"))
PUBLIC = "41.140.7.20"


def at_casa(*kinds: str, **members: Any) -> list[Device]:
    """Terminals, each given as connectivity or connectivity/health."""
    found = []
    for number, kind in enumerate(kinds):
        connectivity, _, health = kind.partition("/")
        found.append(device(f"d{number}", "casa", connectivity, health=health or "ok", **members))
    return found


@pytest.mark.parametrize(
    ("kinds", "level", "code", "params"),
    [
        ([], Status.NO_DATA, "no_terminals", {}),
        (["online", "online"], Status.ONLINE, "all_online", {"n": 2}),
        (["online", "new"], Status.ONLINE, "never_seen", {"n": 1, "total": 2}),
        (["online", "suspended"], Status.ONLINE, "all_online", {"n": 1}),
        (["offline", "offline"], Status.OFFLINE, "all_offline", {"n": 2, "total": 2}),
        (["offline", "online", "new"], Status.OFFLINE, "some_offline", {"n": 1, "total": 2}),
        (["offline", "online/unstable"], Status.OFFLINE, "some_offline", {"n": 1, "total": 2}),
        (["online", "online/unstable"], Status.UNSTABLE, "unstable", {"n": 1, "total": 2}),
        (["online/degraded", "online"], Status.DEGRADED, "degraded", {"n": 1, "total": 2}),
        (["asleep", "online"], Status.NO_DATA, "no_data", {"n": 1, "total": 2}),
        (["new", "new", "suspended"], Status.NO_DATA, "never_seen", {"n": 2, "total": 3}),
        (["suspended", "suspended"], Status.NO_DATA, "suspended", {"n": 2, "total": 2}),
    ],
)
def test_the_verdict_on_a_site(kinds: list[str], level: Status, code: str, params: dict[str, int]) -> None:
    verdict = site_verdict(fleet_of(*at_casa(*kinds), sites=SITES), "casa")
    assert (verdict.level, verdict.reason.code, dict(verdict.reason.params)) == (level, code, params)
    assert verdict.name == "Casablanca"
    assert verdict.counts.total == len(kinds)


def test_terminals_degraded_for_one_cause_say_it() -> None:
    fleet = fleet_of(
        device("d1", "casa", health="degraded", health_reasons=("clock_drift", "x")),
        device("d2", "casa", health="degraded", health_reasons=("clock_drift",)),
        device("d3", "rabat", health="degraded", health_reasons=("clock_drift",)),
        device("d4", "rabat", health="degraded", health_reasons=("queue",)),
        sites=SITES,
    )
    assert site_verdict(fleet, "casa").reason.params["cause"] == "clock_drift"
    assert "cause" not in site_verdict(fleet, "rabat").reason.params


@pytest.mark.parametrize(
    ("offline", "others", "network"),
    [
        ([PUBLIC, PUBLIC], ["10.0.0.1"], PUBLIC),
        (["10.0.0.7", "10.0.0.7"], [], "10.0.0.7"),
        ([PUBLIC, PUBLIC], [PUBLIC], None),
        ([PUBLIC], [], None),
        ([PUBLIC, None], [], None),
        ([PUBLIC, "41.140.7.99"], ["41.140.8.1"], "41.140.7.x"),
        ([PUBLIC, "41.140.7.99"], ["41.140.7.1"], None),
        ([PUBLIC, "41.140.7.99"], [None], "41.140.7.x"),
        ([PUBLIC, "41.140.8.99"], [], None),
        (["10.0.0.7", "10.0.0.8"], [], None),
        (["2a01:cb00:1::7", "2a01:cb00:1:2::8"], [], "2a01:cb00:1::/48"),
        (["not an address", "neither"], [], None),
    ],
)
def test_a_network_that_only_the_offline_ones_share_is_a_hint_at_the_line(
    offline: list[str | None], others: list[str | None], network: str | None
) -> None:
    devices = [device(f"o{n}", "casa", "offline", ip=ip) for n, ip in enumerate(offline)]
    devices += [device(f"u{n}", "casa", "online", ip=ip) for n, ip in enumerate(others)]
    reason = site_verdict(fleet_of(*devices, sites=SITES), "casa").reason
    assert reason.code == ("some_offline" if others else "all_offline")
    assert reason.params.get("network") == network


def test_a_site_is_dark_where_all_that_is_monitored_is_offline() -> None:
    fleet = fleet_of(*at_casa("offline", "new"), device("r", "rabat"), sites=SITES)
    assert site_verdict(fleet, "casa").dark
    assert not site_verdict(fleet, "rabat").dark
    assert not site_verdict(fleet, "fes").dark


def test_worst_first_then_dark_then_critical_then_the_share_that_is_off_then_by_name() -> None:
    sites = tuple(
        site(id, name=name, business_critical=critical)
        for id, name, critical in [
            ("fine", "A", True),
            ("half", "B", False),
            ("third", "C", False),
            ("half too", "a", False),
            ("critical", "Z", True),
            ("dark", "Y", False),
            ("shaky", "D", True),
            ("empty", "E", True),
        ]
    )
    of = {
        "fine": "online",
        "half": "offline online",
        "third": "offline online online",
        "half too": "offline online",
        "critical": "offline online online online",
        "dark": "offline",
        "shaky": "online/unstable",
    }
    devices = [
        device(f"{id} {n}", id, *kind.split("/")[:1], health="unstable" if "/" in kind else "ok")
        for id, kinds in of.items()
        for n, kind in enumerate(kinds.split())
    ]
    verdicts = Verdicts()
    verdicts.follow(fleet_of(*devices, sites=sites), Change(structure=True))
    order = [verdict.site_id for verdict in verdicts.worst_first()]
    assert order == ["dark", "critical", "half too", "half", "third", "shaky", "empty", "fine"]


def test_a_critical_terminal_makes_its_site_critical() -> None:
    fleet = fleet_of(*at_casa("online", business_critical=True), device("r", "rabat"), sites=SITES)
    assert site_verdict(fleet, "casa").business_critical
    assert not site_verdict(fleet, "rabat").business_critical


@pytest.mark.parametrize(
    ("kinds", "blind", "level", "code", "params"),
    [
        ([], False, Status.NO_DATA, "no_terminals", {}),
        (["online", "online", "new"], False, Status.ONLINE, "all_online", {"n": 2}),
        (["new", "new"], False, Status.NO_DATA, "never_seen", {"n": 2, "total": 2}),
        (["new", "new"], True, Status.NO_DATA, "never_seen", {"n": 2, "total": 2}),
        (["suspended"], False, Status.NO_DATA, "suspended", {"n": 1, "total": 1}),
        (["online", "offline", "new"], True, Status.NO_DATA, "no_data", {"n": 2, "total": 2}),
        (
            ["online", "offline", "online/unstable"],
            False,
            Status.OFFLINE,
            "attention",
            {"sites": 1, "offline": 1, "unstable": 1, "degraded": 0, "no_data": 0},
        ),
    ],
)
def test_the_verdict_on_the_fleet(
    kinds: list[str], blind: bool, level: Status, code: str, params: dict[str, int]
) -> None:
    fleet = fleet_of(*at_casa(*kinds), sites=SITES)
    fleet.set_blind(blind)
    found, reason = fleet_verdict(fleet, [site_verdict(fleet, each.id) for each in SITES])
    assert (found, reason.code, dict(reason.params)) == (level, code, params)


def test_a_change_tells_which_verdicts_are_others_now() -> None:
    fleet = fleet_of(*at_casa("online"), device("r", "rabat"), sites=SITES)
    verdicts = Verdicts()
    assert verdicts.follow(fleet, Change(structure=True)) == {"casa", "rabat", "fes"}
    assert verdicts.follow(fleet, Change(structure=True)) == frozenset()
    assert verdicts.follow(fleet, NOTHING) == frozenset()
    assert verdicts.fleet[0] is Status.ONLINE
    change = fleet.apply(event("device.offline", fleet.devices["r"]))
    assert verdicts.follow(fleet, change) == {"rabat"}
    assert verdicts.fleet[0] is Status.OFFLINE
    change = fleet.replace(snapshot(device("lonely"), sites=SITES[:1]))
    assert verdicts.follow(fleet, change) == {"rabat", "fes", "casa", NO_SITE}
    assert verdicts.of("rabat") is None
    assert [verdict.site_id for verdict in verdicts.worst_first()] == ["casa", NO_SITE]


def test_an_empty_place_without_a_site_is_none() -> None:
    verdicts = Verdicts()
    verdicts.follow(fleet_of(*at_casa("online"), sites=SITES), Change(structure=True))
    assert verdicts.of(NO_SITE) is None


kinds = st.sampled_from(["online", "offline", "online/unstable", "online/degraded", "new", "suspended", "?"])


@given(st.lists(st.tuples(kinds, st.sampled_from(["casa", "rabat", NO_SITE])), max_size=8), st.data())
def test_following_change_by_change_ends_where_judging_anew_does(
    placed: list[tuple[str, str]], data: st.DataObject
) -> None:
    def made(kind: str, number: int, site_id: str) -> Device:
        connectivity, _, health = kind.partition("/")
        return device(f"d{number}", site_id, connectivity, health=health or "ok")

    fleet, verdicts = FleetState(), Verdicts()
    steps = data.draw(st.lists(st.sampled_from(["snapshot", "event", "blind", "seeing"]), max_size=8))
    for step in ["snapshot", *steps]:
        if step == "snapshot":
            devices = [made(kind, number, place) for number, (kind, place) in enumerate(placed)]
            shown = data.draw(st.integers(0, len(devices)))
            change = fleet.replace(snapshot(*devices[:shown], sites=SITES[: data.draw(st.integers(0, 3))]))
        elif step == "event" and fleet.devices:
            about = data.draw(st.sampled_from(list(fleet.devices.values())))
            name = data.draw(st.sampled_from(["device.online", "device.offline", "device.unstable"]))
            change = fleet.apply(event(name, about))
        else:
            change = fleet.set_blind(step == "blind")
        verdicts.follow(fleet, change)
    anew = Verdicts()
    anew.follow(fleet, Change(structure=True))
    assert verdicts.worst_first() == anew.worst_first()
    assert verdicts.fleet == anew.fleet
    total = sum((verdict.counts for verdict in verdicts.worst_first()), Counts())
    assert total == fleet.counts()
    ranks = [SEVERITY[verdict.level] for verdict in verdicts.worst_first()]
    assert ranks == sorted(ranks)

"""What a planned fleet looks like: the articles' sites and terminals, ids the API accepts, no chance."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.simulator.firmware import FIRMWARES
from edge.simulator.fleet import FleetPlan, PlanError, TerminalPlan, plan_fleet, share_out
from edge.simulator.generations import GENERATIONS
from edge.simulator.hardware import MODEL
from edge.simulator.profile import Profile
from edge.simulator.sites import SiteSpec, Uplink

STANDARD = plan_fleet(seed=1)


def terminal(plan: FleetPlan, serial: str) -> TerminalPlan:
    return next(found for found in plan.terminals if found.serial == serial)


def test_the_standard_fleet_is_the_one_of_the_articles() -> None:
    count = Counter(found.site_id for found in STANDARD.terminals)
    assert {site.name: count[site.id] for site in STANDARD.sites[:5]} == {
        "HQ - Main Entrance": 5,
        "HQ - Parking": 2,
        "Warehouse - Gate A": 4,
        "Branch Office - Casablanca": 3,
        "Farm - Meknès": 2,
    }
    assert (len(STANDARD.sites), len(STANDARD.terminals)) == (14, 62)
    warehouse = next(site for site in STANDARD.sites if site.slug == "warehouse")
    assert warehouse.address == "123 Industrial Ave, Casablanca"
    ids = [found.device_id for found in STANDARD.terminals_of(warehouse.id)]
    assert ids[:3] == ["dev_warehouse_01", "dev_warehouse_02", "dev_warehouse_03"]


def test_named_terminals_stand_where_the_articles_have_them() -> None:
    silent = terminal(STANDARD, "DGD9220156")
    assert (silent.site_id, silent.silent) == ("site_warehouse", True)
    assert [found.serial for found in STANDARD.terminals if found.silent] == ["DGD9220156"]
    assert MODEL[terminal(STANDARD, "BFEZ203901245").model].faces > 0  # its sample enrols a person there


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), sites=st.integers(1, 40), devices=st.integers(1, 300))
def test_every_fleet_fits_what_the_api_takes(seed: int, sites: int, devices: int) -> None:
    plan = plan_fleet(seed, sites, devices)
    assert (len(plan.sites), len(plan.terminals)) == (sites, devices)
    for site in plan.sites:
        assert re.fullmatch(r"site_[a-z0-9_]{1,48}", site.id)
        assert -90 <= site.lat <= 90
        assert -180 <= site.lon <= 180
        ZoneInfo(site.timezone)
    for found in plan.terminals:
        assert re.fullmatch(r"dev_[a-z0-9_]{1,48}", found.device_id)
        assert re.fullmatch(r"[A-Z0-9]{10,20}", found.serial)
        assert MODEL[found.model].generation == found.generation
        assert found.firmware in MODEL[found.model].versions
    for unique in (
        [site.id for site in plan.sites],
        [site.name for site in plan.sites],
        [found.serial for found in plan.terminals],
        [found.device_id for found in plan.terminals],
    ):
        assert len(unique) == len(set(unique))


def test_a_serial_number_drawn_twice_is_drawn_again() -> None:
    old = Profile(generations={"old": 1}, employees_per_terminal=0)
    plan = plan_fleet(0, 1, 10_000, old)  # this seed draws one number twice
    assert len({found.serial for found in plan.terminals}) == 10_000


def test_the_largest_fleet_is_planned_without_a_name_twice() -> None:
    plan = plan_fleet(3, 500, 10_000)
    assert len({site.slug for site in plan.sites}) == 500
    assert len({found.serial for found in plan.terminals}) == 10_000
    assert len({(found.site_id, found.name) for found in plan.terminals}) == 10_000
    assert min(Counter(found.site_id for found in plan.terminals).values()) >= 1


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_a_seed_decides_everything(seed: int) -> None:
    plan = plan_fleet(seed, 5, 20)
    assert plan == plan_fleet(seed, 5, 20)
    assert plan.employees(plan.sites[0].id) == plan_fleet(seed, 5, 20).employees(plan.sites[0].id)
    assert plan.terminals != plan_fleet(seed + 1, 5, 20).terminals


def test_the_standard_mix_is_what_is_bought_today_and_all_else_can_be_asked_for() -> None:
    assert {found.generation for found in STANDARD.terminals} == set(FIRMWARES) - {"legacy", "tft"}
    everything = plan_fleet(7, 3, 33, Profile(generations=dict.fromkeys(GENERATIONS, 1)))
    assert {found.generation for found in everything.terminals} == set(GENERATIONS)


def test_pins_belong_to_one_person_of_the_fleet_and_fit_old_terminals() -> None:
    people = [person for site in STANDARD.sites for person in STANDARD.employees(site.id)]
    assert len({person.pin for person in people}) == len(people)
    assert all(person.pin.isdigit() and len(person.pin) <= 9 for person in people)
    assert sum(person.privilege == 14 for person in people) == len(STANDARD.sites)


def test_sites_of_the_articles_have_good_lines_and_good_clocks() -> None:
    healthy = {site.id for site in STANDARD.sites[:5]}
    for found in STANDARD.terminals:
        if found.site_id in healthy:
            assert found.flapping is None
            assert found.follows_server_clock
    assert any(found.flapping for found in STANDARD.terminals)
    assert any(
        not found.follows_server_clock and abs(found.clock_drift_s) > 60 for found in STANDARD.terminals
    )


@given(st.integers(1, 2_000), st.lists(st.integers(1, 9), min_size=1, max_size=60))
def test_sharing_out_is_whole_and_fair(total: int, weights: list[int]) -> None:
    shares = share_out(total, weights)
    assert sum(shares) == total
    if total >= len(weights):
        assert min(shares) >= 1
        by_weight = [share for _, share in sorted(zip(weights, shares, strict=True))]
        assert all(later >= earlier - 1 for earlier, later in pairwise(by_weight))
    assert share_out(sum(weights), weights) == weights


@pytest.mark.parametrize(("sites", "devices"), [(0, 5), (501, 5), (5, 0), (5, 10_001), (-1, 1)])
def test_sizes_out_of_range_are_refused_in_words(sites: int, devices: int) -> None:
    with pytest.raises(PlanError, match="a fleet has 1 to"):
        plan_fleet(1, sites, devices)


def test_a_profile_shapes_the_plan() -> None:
    depot = SiteSpec("Depot Nord", "depot-nord", "Rue 1", "FR", 50.6, 3.0, "Europe/Paris", "warehouse", 3)
    shop = SiteSpec(
        "Shop", "shop", "Rue 2", "FR", 48.8, 2.3, "Europe/Paris", "store", 1, Uplink.CELLULAR, True, ("Till",)
    )
    profile = Profile(
        site_list=(depot, shop),
        generations={"senseface": 3, "old": 1},
        employees_per_terminal=2,
        flapping_share=1.0,
        drifting_share=0.0,
    )
    plan = plan_fleet(9, profile=profile)
    assert [site.name for site in plan.sites] == ["Depot Nord", "Shop"]
    assert [found.site_id for found in plan.terminals] == ["site_depot_nord"] * 3 + ["site_shop"]
    assert Counter(found.generation for found in plan.terminals) == {"senseface": 3, "old": 1}
    assert [site.headcount for site in plan.sites] == [6, 2]
    assert all(found.flapping and found.follows_server_clock for found in plan.terminals)
    assert plan.terminals[-1].name == "Till 1"
    continued = plan_fleet(9, sites=4, profile=profile)
    assert [site.name for site in continued.sites[:2]] == ["Depot Nord", "Shop"]
    assert len(continued.sites) == 4

"""Which site a mark is named after."""

from __future__ import annotations

from console.core.status import STATUSES, Status
from console.views.map.markers import Markers
from console.views.map.sites import Counts, Fleet
from tests.console.map.fleets import site

FAR_OUT = 3.0


def names(*sites: tuple[str, Counts], shown: frozenset[Status] = frozenset(STATUSES)) -> list[str]:
    fleet = Fleet.of([site(place, counts) for place, counts in sites])
    made = Markers.of(fleet, shown, FAR_OUT)
    return [fleet.sites[row].name for row in made.named.tolist()]


def test_a_cluster_is_named_after_the_site_that_is_worst_off() -> None:
    assert names(
        ("fes", Counts(online=9)),
        ("rabat", Counts(offline=1, online=5)),
        ("casablanca", Counts(offline=2, online=1)),
        ("agadir", Counts(unstable=8)),
    ) == ["Casablanca"]


def test_where_all_are_well_it_is_named_after_the_greatest() -> None:
    assert names(("rabat", Counts(online=3)), ("fes", Counts(online=9))) == ["Fès"]


def test_what_the_legend_hides_names_nothing() -> None:
    shown = frozenset(STATUSES) - {Status.OFFLINE}
    sites = (("rabat", Counts(offline=3, online=1)), ("fes", Counts(online=9)))
    assert names(*sites, shown=shown) == ["Fès"]


def test_a_site_without_terminals_is_not_worse_than_one_in_trouble() -> None:
    assert names(("rabat", Counts()), ("fes", Counts(degraded=1, online=2))) == ["Fès"]


def test_each_mark_has_its_own() -> None:
    assert sorted(names(("rabat", Counts(offline=1)), ("paris", Counts(online=2)))) == ["Paris", "Rabat"]
    assert names() == []

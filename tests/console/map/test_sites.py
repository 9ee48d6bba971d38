"""What the map makes of a fleet: rows, counts, worst."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLocale

from console.core.status import STATUSES, Status
from console.theme.tokens import DARK
from console.views.map.lettering import Letterer
from console.views.map.markers import HIDDEN, Markers
from console.views.map.phrases import Phrases
from console.views.map.scene import Scene
from console.views.map.sites import Counts, Fleet, MapSite
from tests.console.map.fleets import morocco, site, tower

ALL = frozenset(STATUSES)


def test_counts_know_their_total_and_their_worst() -> None:
    counts = Counts.of({Status.ONLINE: 5, Status.DEGRADED: 2})

    assert (counts.total, counts.worst) == (7, Status.DEGRADED)
    assert Counts().worst is Status.NO_DATA


def test_a_fleet_is_the_same_whatever_order_its_sites_come_in() -> None:
    forwards, backwards = Fleet.of(morocco()), Fleet.of(morocco()[::-1])

    assert forwards.sites == backwards.sites
    assert forwards.stands_as(backwards)


def test_a_site_without_a_place_is_kept_aside_but_counted() -> None:
    fleet = Fleet.of([*tower(2), MapSite("new", "New depot", None, None, Counts(offline=1))])

    assert [site.id for site in fleet.unplaced] == ["new"]
    assert fleet.total == Counts(offline=1, online=4)


def test_a_site_that_moved_makes_another_fleet() -> None:
    assert not Fleet.of([site("rabat")]).stands_as(Fleet.of([site("fes", id="rabat")]))


def test_one_mark_stands_for_a_whole_building() -> None:
    markers = Markers.of(Fleet.of(tower(5)), ALL, 10.0)

    assert markers.sizes.tolist() == [5]
    assert markers.totals.tolist() == [10]


def test_a_mark_is_as_bad_as_the_worst_verdict_there() -> None:
    quiet = MapSite("quiet", "Quiet", 33.6, -7.6, Counts(online=3), Status.OFFLINE)
    markers = Markers.of(Fleet.of([quiet, *tower(3)]), ALL, 3.0)

    assert STATUSES[int(markers.worst[0])] is Status.OFFLINE


def test_members_are_told_worst_first() -> None:
    sites = [
        *tower(2),
        site("casablanca", Counts(degraded=1), id="b"),
        site("casablanca", Counts(offline=1), id="c"),
    ]
    fleet = Fleet.of(sites)
    members = Markers.of(fleet, ALL, 5.0).members(0)

    assert [fleet.sites[row].id for row in members.tolist()] == ["c", "b", "floor_0", "floor_1"]


def test_what_the_filter_hides_neither_counts_nor_shows() -> None:
    fleet = Fleet.of([site("rabat", Counts(offline=1, online=3)), site("dakar", Counts(offline=2))])
    markers = Markers.of(fleet, ALL - {Status.OFFLINE}, 6.0)

    assert markers.totals.tolist() == [3]
    assert STATUSES[int(markers.worst[0])] is Status.ONLINE
    assert markers.home[fleet.rows["dakar"]] == HIDDEN


def test_new_counts_leave_the_clusters_as_they_are() -> None:
    before = Fleet.of(morocco())
    markers = Markers.of(before, ALL, 6.0)
    after = Fleet.of([site(s.id, Counts(offline=1, online=3)) for s in morocco()])

    assert markers.hold(after, ALL, 6.3)
    assert np.array_equal(markers.again(after).rows, markers.rows)
    assert markers.again(after).counts[:, 0].tolist() == [1] * len(markers.rows)


def test_a_fleet_of_nothing_makes_no_marks() -> None:
    assert Markers.of(Fleet.of([]), ALL, 3.0).totals.tolist() == []


def test_clusters_made_ahead_of_a_zoom_are_those_it_would_make() -> None:
    sites = [*morocco(), *tower(3)]
    scene = Scene(Phrases(QLocale("en")), Letterer(DARK), fleet=Fleet.of(sites))
    scene.step(5.0)
    while scene.step_ahead(5.0):
        pass
    scene.fleet = Fleet.of([site(s.id, Counts(offline=2)) if s.id == "fes" else s for s in sites])

    assert scene.step(6.0)

    fresh = Markers.of(scene.fleet, ALL, 6.0)
    assert scene.markers.rows.tolist() == fresh.rows.tolist()
    assert scene.markers.counts.tolist() == fresh.counts.tolist()

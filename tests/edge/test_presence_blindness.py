"""Most terminals of most places silent at once: that is the edge; anything less is theirs, and is told."""

from __future__ import annotations

import random

from edge.presence import GRACE_S, Key
from edge.presence_blindness import DOUBT_S
from tests.edge.test_presence import START, Scene


def fleet(sites: int, each: int) -> dict[Key, int]:
    """Where terminals hang; every other site is another tenant's."""
    return {(1 + n // each % 2, n): n // each for n in range(sites * each)}


def there(sites: dict[Key, int], interval: float = 10, **options: float) -> Scene:
    """A fleet whose terminals have called for a while, each at a moment of its own."""
    scene = Scene(sites, **options)
    everybody = list(sites)
    for start in range(10):
        scene.poll(*everybody[start::10])
        scene.run(1)
    scene.run(200, dict.fromkeys(sites, interval))
    scene.facts.clear()
    return scene


def test_an_edge_that_is_cut_off_tells_nothing_and_knows_since_when() -> None:
    scene = there(fleet(12, 5))
    cut = scene.wall
    scene.run(600)
    assert scene.facts == []
    since = scene.book.blindness.since
    assert since is not None
    assert abs(since - cut) <= 10 * 10**6


def test_when_it_hears_again_nobody_is_missed_before_a_grace_and_who_stays_away_is_told() -> None:
    sites = fleet(12, 5)
    scene = there(sites)
    scene.run(600)
    away = {(1, 0), (2, 5)}
    scene.run(GRACE_S, {key: 10 for key in sites if key not in away})
    assert scene.book.blindness.since is None
    assert scene.facts == []
    scene.run(60, {key: 10 for key in sites if key not in away})
    assert set(scene.offline()) == away
    assert set(scene.causes()) == {"edge"}


def test_a_region_without_power_is_told_within_a_minute() -> None:
    sites = fleet(20, 5)
    dark = {key for key, site in sites.items() if site < 9}
    scene = there(sites)
    scene.run(60, {key: 10 for key in sites if key not in dark})
    assert set(scene.offline()) == dark
    assert set(scene.causes()) == {"site"}
    assert scene.book.blindness.since is None


def test_a_region_of_fast_terminals_is_not_the_edge_while_slow_ones_elsewhere_are_heard() -> None:
    sites = fleet(20, 5)
    rhythms = {key: 10.0 if site < 6 else 60.0 for key, site in sites.items()}
    scene = Scene(sites)
    rng = random.Random(1)
    due = {key: scene.mono + rng.uniform(0, rhythms[key]) for key in sites}
    _go_on(scene, due, rhythms, 600, set())
    assert scene.offline() == []
    dark = {key for key, site in sites.items() if site < 6}
    _go_on(scene, due, rhythms, 60, dark)
    assert set(scene.offline()) == dark


def _go_on(
    scene: Scene, due: dict[Key, float], rhythms: dict[Key, float], seconds: int, dark: set[Key]
) -> None:
    for _ in range(seconds):
        for key in due:
            if key not in dark and due[key] <= scene.mono + 1:
                scene.poll(key)
                due[key] += rhythms[key]
        scene.run(1)


def test_terminals_stopped_at_random_are_told_one_by_one() -> None:
    rng = random.Random(3)
    sites = fleet(100, 5)
    scene = there(sites)
    stopped = set(rng.sample(sorted(sites), 40))
    scene.run(60, {key: 10 for key in sites if key not in stopped})
    assert set(scene.offline()) == stopped


def test_one_place_alone_may_be_dark_and_two_only_together() -> None:
    alone = there(fleet(1, 6))
    alone.run(60)
    assert len(alone.offline()) == 6
    one_of_two = there(fleet(2, 3))
    one_of_two.run(60, {key: 10 for key, site in one_of_two.sites.items() if site == 1})
    assert len(one_of_two.offline()) == 3
    both = there(fleet(2, 3))
    both.run(60)
    assert both.offline() == []
    assert both.book.blindness.since is not None


def test_a_pair_of_terminals_is_too_few_to_judge_by() -> None:
    scene = there(fleet(2, 1))
    scene.run(60)
    assert len(scene.offline()) == 2


def test_silence_of_most_is_believed_where_the_others_are_heard_all_along() -> None:
    sites = fleet(20, 5)
    dark = {key for key, site in sites.items() if site < 13}
    scene = there(sites)
    alive = {key: 10.0 for key in sites if key not in dark}
    began = scene.mono
    scene.run(DOUBT_S - 60, alive)
    assert scene.offline() == []
    scene.run(60 + GRACE_S + 60, alive)
    assert set(scene.offline()) == dark
    assert min(fact.since for fact in scene.facts) <= START + (began + 1) * 1e6


def test_a_bulk_restart_of_ours_is_no_blindness() -> None:
    sites = fleet(12, 5)
    scene = there(sites)
    for key in sites:
        scene.book.expect_absence(key, scene.mono + 180)
    scene.run(100)
    assert scene.book.blindness.since is None
    assert scene.facts == []
    scene.run(100)
    assert set(scene.causes()) == {"command"}


def test_a_threshold_below_the_rhythm_makes_no_blindness() -> None:
    sites = fleet(12, 5)
    scene = there(sites, offline_after=5)
    scene.run(60, dict.fromkeys(sites, 10))
    assert scene.book.blindness.since is None
    assert scene.offline()

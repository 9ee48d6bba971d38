"""Silence becomes a fact after a time that fits the terminal; our own blindness never does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.presence import GRACE_S, SCAN_S, Fact, Key, Presence
from edge.presence_rhythm import T_OFF_MAX_S, T_OFF_MIN_S

A: Key = (1, 10)
B: Key = (1, 11)
START = 1_800_000_000_000_000


class Scene:
    """A presence book on a clock that only this moves. `sites`: where terminals hang, by key."""

    def __init__(self, sites: dict[Key, int] | None = None, **options: float) -> None:
        self.mono = 1000.0
        self.skew_us = 0
        self.sites = sites or {}
        self.book = Presence(self.mono, self.wall, **options)
        self.facts: list[Fact] = []

    @property
    def wall(self) -> int:
        return START + round(self.mono * 1e6) + self.skew_us

    def poll(self, *keys: Key, poll: bool = True) -> None:
        for key in keys:
            site = self.sites.get(key)
            fact = self.book.seen(key, self.mono, self.wall, "10.0.0.1", poll=poll, site=site)
            if fact:
                self.facts.append(fact)

    def run(self, seconds: float, polls: dict[Key, float] | None = None) -> None:
        """Let time pass, terminals polling at their interval, the detector scanning."""
        end = self.mono + seconds
        due = {key: self.mono + interval for key, interval in (polls or {}).items()}
        while self.mono < end:
            self.mono += 1.0
            for key, interval in (polls or {}).items():
                if self.mono >= due[key]:
                    self.poll(key)
                    due[key] += interval
            if int(self.mono) % int(SCAN_S) == 0:
                self.facts += self.book.scan(self.mono, self.wall)

    def offline(self) -> list[Key]:
        return [fact.key for fact in self.facts if fact.status == "offline"]

    def causes(self) -> list[str | None]:
        return [fact.cause for fact in self.facts if fact.status == "offline"]


def test_the_first_request_is_the_fact_that_a_terminal_is_online() -> None:
    scene = Scene()
    scene.poll(A)
    scene.poll(A)
    assert [(fact.key, fact.status) for fact in scene.facts] == [(A, "online")]


def test_a_terminal_that_falls_silent_is_offline_within_a_minute_since_its_last_sign_of_life() -> None:
    scene = Scene()
    scene.poll(A)
    scene.run(200, {A: 10})
    died = scene.mono
    last_seen = scene.book.of(A)
    scene.run(60)
    assert scene.offline() == [A]
    fact = scene.facts[-1]
    assert last_seen is not None
    assert fact.since == last_seen[1]
    assert (fact.at - START) / 1e6 - died <= 40


def test_a_slow_terminal_is_given_its_own_rhythm() -> None:
    scene = Scene()
    scene.poll(A)
    scene.run(1200, {A: 60})
    assert scene.offline() == []
    scene.run(60 * 3)
    assert scene.offline() == []
    scene.run(60)
    assert scene.offline() == [A]


@given(st.floats(1, 170))
def test_no_steady_rhythm_makes_a_false_fact(interval: float) -> None:
    scene = Scene()
    scene.poll(A)
    scene.run(interval * 12 + GRACE_S, {A: interval})
    assert scene.offline() == []


def test_after_a_start_nobody_is_called_offline_before_terminals_had_time_to_call() -> None:
    scene = Scene()
    scene.book.restore([_row(A, online=True, last_seen=scene.wall - 3600 * 10**6)], scene.mono, scene.wall)
    scene.run(GRACE_S + T_OFF_MIN_S - 2)
    assert scene.offline() == []
    scene.run(4)
    assert scene.offline() == [A]


def test_who_was_offline_before_a_restart_is_not_told_of_again() -> None:
    scene = Scene()
    scene.book.restore([_row(A, online=False, last_seen=scene.wall - 10**9)], scene.mono, scene.wall)
    scene.run(600)
    assert scene.facts == []


def test_a_detector_that_slept_gives_everybody_a_new_grace() -> None:
    scene = Scene()
    scene.poll(A)
    scene.run(200, {A: 10})
    scene.mono += 3600  # the machine was suspended
    scene.facts += scene.book.scan(scene.mono, scene.wall)
    assert scene.offline() == []
    scene.run(30, {A: 10})
    scene.run(GRACE_S, {A: 10})
    assert scene.offline() == []


def test_a_jump_of_the_wall_clock_is_no_outage() -> None:
    for jump in (-86_400, -3600, 3600, 86_400):
        scene = Scene()
        scene.poll(A)
        scene.run(200, {A: 10})
        scene.skew_us = jump * 10**6
        scene.run(300, {A: 10})
        assert scene.offline() == []


def test_a_restart_of_ours_is_awaited() -> None:
    scene = Scene()
    scene.poll(A, B)
    scene.run(200, {A: 10, B: 10})
    scene.book.expect_absence(A, scene.mono + 180)
    scene.run(100)
    assert scene.offline() == [B]
    scene.run(100)
    assert scene.offline() == [B, A]
    assert scene.causes() == ["device", "command"]


def test_a_terminal_that_came_back_from_our_restart_is_on_its_own_again() -> None:
    scene = Scene()
    scene.poll(A)
    scene.run(200, {A: 10})
    scene.book.expect_absence(A, scene.mono + 180)
    scene.run(40)
    scene.run(200, {A: 10})
    assert scene.offline() == []
    scene.run(60)
    assert (scene.offline(), scene.causes()) == ([A], ["device"])


def test_a_terminal_that_was_sent_away_is_not_missed_meanwhile() -> None:
    scene = Scene()
    scene.poll(A)
    scene.run(200, {A: 10})
    scene.book.refused(A, scene.mono + 75)
    scene.run(70)
    assert scene.offline() == []
    scene.run(10)
    assert (scene.offline(), scene.causes()) == ([A], ["device"])


@pytest.mark.parametrize("polls", [2, 3, 4, 9])
@pytest.mark.parametrize("interval", [1, 5, 10, 15])
def test_a_terminal_that_dies_after_a_few_polls_is_told_of_within_a_minute(polls: int, interval: int) -> None:
    scene = Scene()
    scene.poll(A)
    scene.run(interval * (polls - 1), {A: interval})
    last_sign = scene.mono
    scene.run(60)
    assert scene.offline() == [A]
    assert (scene.facts[-1].at - START) / 1e6 - last_sign <= 60


@pytest.mark.parametrize("interval", [20, 30, 60, 90, 120, 170])
def test_a_slow_terminal_is_never_missed_while_its_rhythm_is_learned(interval: int) -> None:
    scene = Scene()
    scene.poll(A)
    scene.run(interval * 20, {A: interval})
    assert scene.offline() == []


def test_a_slow_terminal_that_carried_out_many_commands_falls_back_to_its_rhythm_in_peace() -> None:
    scene = Scene()
    scene.poll(A)
    scene.run(600, {A: 60})
    scene.run(300, {A: 1})
    scene.run(1200, {A: 60})
    assert scene.offline() == []


def test_a_slow_terminal_that_first_had_commands_to_carry_out_is_not_taken_for_a_fast_one() -> None:
    scene = Scene()
    for _ in range(12):
        scene.poll(A)
        scene.run(1)
        scene.poll(A, poll=False)
    scene.poll(A)
    scene.run(1200, {A: 60})
    assert scene.offline() == []


def test_a_terminal_that_is_never_idle_is_told_of_within_a_minute_too() -> None:
    scene = Scene()
    for _ in range(100):
        scene.poll(A)
        scene.run(2)
        scene.poll(A, poll=False)
        scene.run(1)
    last_sign = scene.mono
    scene.run(60)
    assert scene.offline() == [A]
    assert (scene.facts[-1].at - START) / 1e6 - last_sign <= 60


def test_a_newcomer_among_terminals_that_obey_is_taken_to_obey_from_its_first_request_on() -> None:
    scene = Scene()
    scene.poll(A)
    scene.run(T_OFF_MAX_S + 100, {A: 10})
    scene.poll(B)
    scene.run(60, {A: 10})
    assert scene.offline() == [B]


def test_a_newcomer_among_terminals_of_other_rhythms_is_waited_for() -> None:
    slow: Key = (1, 12)
    scene = Scene()
    scene.poll(A, slow)
    scene.run(T_OFF_MAX_S + 100, {A: 10, slow: 60})
    scene.poll(B)
    scene.run(T_OFF_MAX_S - 10, {A: 10, slow: 60})
    assert scene.offline() == []


def test_after_a_start_a_slow_terminal_has_three_polls_to_call() -> None:
    scene = Scene()
    row = {**_row(A, online=True, last_seen=scene.wall), "poll_interval_us": 120_000_000}
    scene.book.restore([row], scene.mono, scene.wall)
    scene.run(3 * 120 + 3.5 * 120 - 2)
    assert scene.offline() == []
    scene.run(4)
    assert scene.offline() == [A]


def test_who_falls_silent_with_the_others_of_its_site_is_put_down_to_the_site() -> None:
    sites = {(1, n): 5 for n in range(4)} | {(1, n): 6 for n in range(4, 12)}
    scene = Scene(sites)
    scene.poll(*sites)
    scene.run(200, dict.fromkeys(sites, 10))
    scene.run(60, {key: 10 for key, site in sites.items() if site == 6 and key != (1, 4)})
    causes = {fact.key: fact.cause for fact in scene.facts if fact.status == "offline"}
    assert causes == {**{(1, n): "site" for n in range(4)}, (1, 4): "device"}


def test_a_fact_that_could_not_be_told_is_judged_anew() -> None:
    scene = Scene()
    scene.poll(A)
    scene.run(200, {A: 10})
    scene.run(40)
    (fact,) = [fact for fact in scene.facts if fact.status == "offline"]
    scene.book.take_back(fact)
    scene.book.deaf(scene.mono)
    scene.facts.clear()
    scene.run(GRACE_S + T_OFF_MIN_S - 4)
    assert scene.facts == []
    scene.run(6)
    assert [(one.status, one.since) for one in scene.facts] == [("offline", fact.since)]


def test_a_fixed_threshold_is_obeyed() -> None:
    scene = Scene(offline_after=20)
    scene.poll(A)
    scene.run(GRACE_S + 10, {A: 5})
    scene.run(18)
    assert scene.offline() == []
    scene.run(6)
    assert scene.offline() == [A]


def test_only_what_changed_is_written() -> None:
    scene = Scene()
    scene.poll(A, B)
    assert {row["device_id"] for row in scene.book.take_dirty()} == {A[1], B[1]}
    scene.poll(B)
    rows = scene.book.take_dirty()
    assert [row["device_id"] for row in rows] == [B[1]]
    scene.book.mark_dirty(rows)
    assert scene.book.take_dirty() == rows
    assert scene.book.take_dirty() == []


def test_the_threshold_stays_within_its_bounds() -> None:
    scene = Scene()
    scene.run(100, {A: 1})
    scene.run(6000, {B: 500})
    for key, bound in ((A, T_OFF_MIN_S), (B, T_OFF_MAX_S)):
        state = scene.book.of(key)
        assert state is not None
        assert state[2] == bound


def _row(key: Key, *, online: bool, last_seen: int) -> dict[str, object]:
    return {
        "tenant_id": key[0],
        "id": key[1],
        "site_id": None,
        "last_seen_at": last_seen,
        "online": online,
        "changed_at": last_seen,
        "address": None,
        "poll_interval_us": 10_000_000,
    }

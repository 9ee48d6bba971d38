"""What processes tell one another of terminals: nothing of it is lost on the way, and its order is time's."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.presence import Presence
from edge.sightings import NEWS, SHARDS, Sighting, last_restart, last_silence, read, shard_of, tell, written

KEY = (3, 7)
SECOND = 1_000_000

sightings = st.lists(
    st.builds(
        Sighting,
        st.tuples(st.integers(1, 60), st.integers(1, 1 << 62)),
        st.sampled_from(["p", "o", "r", "a", "f"]),
        st.floats(0, 1e6),
        st.text(max_size=40),
        st.none() | st.integers(1, 1 << 62),
        st.floats(0, 1e5),
    )
)


@given(sightings, st.floats(1e6, 2e6), st.floats(0, 1e9))
def test_what_is_written_down_is_read_on_the_clock_of_who_reads_it(
    seen: list[Sighting], mono: float, other: float
) -> None:
    batches = written(seen, mono)
    found = [one for body in batches.values() for one in read(body, other)]
    assert sorted(map(_bare, found)) == sorted(map(_bare, seen))
    before = {(one.key, one.kind, one.address): one.mono - mono for one in seen}
    for one in found:
        if sum(_bare(one)[:3] == _bare(other_one)[:3] for other_one in seen) == 1:
            assert one.mono - other == pytest.approx(before[one.key, one.kind, one.address], abs=0.01)


def _bare(one: Sighting) -> tuple[str, str, str]:
    return (str(one.key), one.kind, one.address)


@given(sightings)
def test_calls_are_where_their_tenant_is_looked_after_and_the_rest_where_all_read_it(
    seen: list[Sighting],
) -> None:
    for shard, body in written(seen, 2e6).items():
        for tenant_id, _, kind, *_ in json.loads(body):
            assert shard == (shard_of(tenant_id) if kind in "po" else NEWS)
            assert 0 <= shard_of(tenant_id) < SHARDS


def test_kinds_and_members_that_a_newer_version_writes_are_left_out() -> None:
    body = json.dumps([[1, 2, "z", 0, "", None, 0], [1, 2, "p", 0, "10.0.0.1", None, 0, "more"]])
    assert [one.kind for one in read(body, 0.0)] == ["p"]


def test_polls_that_two_processes_had_in_turn_are_one_rhythm() -> None:
    presence = Presence(0.0, 0)
    polls = [Sighting(KEY, "p", 10.0 * turn, "10.0.0.1") for turn in range(30)]
    facts = tell(presence, polls[0::2] + polls[1::2], 0)
    assert [fact.status for fact in facts] == ["online"]
    known = presence.of(KEY)
    assert known is not None
    assert (known[0], known[2]) == (True, 35.0)


def test_what_comes_late_turns_nothing_back() -> None:
    presence = Presence(0.0, 0)
    tell(presence, [Sighting(KEY, "p", 100.0, "10.0.0.1")], 0)
    assert tell(presence, [Sighting(KEY, "p", 60.0, "10.0.0.9")], 0) == []
    assert presence.of(KEY) is not None
    assert presence.of(KEY)[1] == 100 * SECOND  # type: ignore[index]


def test_a_silence_that_was_asked_for_holds_wherever_it_was_asked_for() -> None:
    presence = Presence(0.0, 0, offline_after=5.0)
    presence.scan(0.0, 0)
    tell(presence, [Sighting(KEY, "p", 1.0, ""), Sighting(KEY, "a", 1.5, until_s=60.0)], 0)
    facts = [fact for mono in range(2, 70, 2) for fact in presence.scan(float(mono), mono * SECOND)]
    assert [(fact.status, fact.at) for fact in facts] == [("offline", 62 * SECOND)]


def test_the_newest_stretch_without_a_listener_is_found_by_its_end() -> None:
    assert last_silence([10, 12, 14], 10, 15, 5) is None
    assert last_silence([10, 20, 22], 10, 23, 5) == 20
    assert last_silence([10, 12], 10, 30, 5) == 30
    assert last_silence([], 10, 12, 5) is None
    assert last_silence([], 10, 30, 5) == 30


def test_a_gap_over_which_nobody_lived_on_is_a_restart_however_short() -> None:
    assert last_restart([(0, "a"), (1, "a"), (5, "b"), (6, "b")], 3) == 5
    assert last_restart([(0, "a"), (1, "c"), (5, "b"), (6, "c")], 3) is None
    assert last_restart([(0, "a"), (1, "a"), (2, "b")], 3) is None
    assert last_restart([], 3) is None

"""Each checker accepts what is right and names what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.audit import entry_hash
from tests.kit.checkers import (
    Alert,
    FenceSample,
    Link,
    Seen,
    gapless,
    i1_acknowledged_stored_once,
    i2_stored_told_once,
    i2_told_to_endpoints,
    i3_lane_order,
    i4_partition,
    i5_one_effect,
    i6_no_canary,
    i7_fences,
    i8_chain,
    i9_alerts,
    i10_lines_accounted,
)

A, B, C = ("A1", "line 1"), ("A1", "line 2"), ("B2", "line 1")


def test_i1_allows_repeated_acknowledgements_and_lost_answers() -> None:
    assert i1_acknowledged_stored_once(acknowledged=[A, C, A], stored=[A, B, C]) == []


def test_i1_names_what_was_lost() -> None:
    assert i1_acknowledged_stored_once([A, B, A], [B]) == [f"acknowledged but not stored: {A}"]


def test_i1_names_what_is_there_twice_even_if_never_acknowledged() -> None:
    assert i1_acknowledged_stored_once([A], [A, C, C]) == [f"stored 2 times: {C}"]


def test_i2_allows_any_order() -> None:
    assert i2_stored_told_once(["p1", "p2"], ["p2", "p1"]) == []


@pytest.mark.parametrize(
    ("stored", "told", "problem"),
    [
        (["p1", "p2"], ["p1"], "stored without an event: p2"),
        (["p1"], ["p1", "p1"], "told by 2 events: p1"),
        (["p1"], ["p1", "p2"], "event of a punch that is not stored: p2"),
    ],
)
def test_i2_names_what_is_not_one_to_one(stored: list[str], told: list[str], problem: str) -> None:
    assert i2_stored_told_once(stored, told) == [problem]


def test_i2_of_endpoints_allows_any_order() -> None:
    assert i2_told_to_endpoints([("w1", "e1"), ("w1", "e2")], [("w1", "e2"), ("w1", "e1")]) == []


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        ([], "no delivery of what matched: ('w1', 'e1')"),
        ([("w1", "e1"), ("w1", "e1")], "2 deliveries of one event: ('w1', 'e1')"),
        ([("w1", "e1"), ("w2", "e1")], "a delivery of what did not match: ('w2', 'e1')"),
    ],
    ids=["missing", "twice", "unasked"],
)
def test_i2_of_endpoints_names_what_is_missing_or_too_many(made: list[tuple[str, str]], problem: str) -> None:
    assert i2_told_to_endpoints([("w1", "e1")], made) == [problem]


def test_i3_lets_what_came_before_come_again() -> None:
    assert i3_lane_order({"A1": [1, 2, 3], "B2": [9]}, {"B2": [9], "A1": [1, 2, 1, 3, 2]}) == []


def test_i3_lets_what_was_given_up_or_waits_be_missing() -> None:
    assert i3_lane_order({"A1": [1, 2, 3]}, {"A1": [1, 3]}, excused={2}) == []


@pytest.mark.parametrize(
    ("arrived", "problems"),
    [
        ([1, 3], ["A1: 2 never arrived"]),
        ([1, 3, 2], ["A1: 3 overtook 2"]),
        ([1, 2, 3, 4], ["A1: 4 arrived and was never told"]),
        ([], ["A1: 1 never arrived", "A1: 2 never arrived", "A1: 3 never arrived"]),
    ],
    ids=["lost", "overtaken", "invented", "nothing"],
)
def test_i3_names_what_is_not_in_its_place(arrived: list[int], problems: list[str]) -> None:
    assert i3_lane_order({"A1": [1, 2, 3]}, {"A1": arrived}) == problems


def test_i3_names_a_lane_that_nobody_told_of() -> None:
    assert i3_lane_order({}, {"A1": [1]}) == ["A1: 1 arrived and was never told"]


@given(st.permutations(range(6)))
def test_i3_refuses_every_order_but_that_of_the_feed(arrived: list[int]) -> None:
    assert bool(i3_lane_order({"A1": range(6)}, {"A1": arrived})) == (arrived != list(range(6)))


def test_i4_adds_up() -> None:
    parts = {"pending": [1], "delivered": [2, 3], "dead": [4], "cancelled": [5]}
    assert i4_partition([1, 2, 3, 4, 5], parts) == []


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"delivered": [1]}, "matched and without a state: 2"),
        ({"delivered": [1, 2], "dead": [2]}, "in 2 states: 2 ['delivered', 'dead']"),
        ({"delivered": [1, 2, 3]}, "delivered and never matched: 3"),
        ({"delivered": [1], "lost": [2]}, "no state of a delivery: lost"),
    ],
    ids=["nowhere", "twice", "unasked", "unknown"],
)
def test_i4_names_what_is_not_in_exactly_one_part(parts: dict[str, list[int]], problem: str) -> None:
    assert i4_partition([1, 2], parts) == [problem]


def test_i5_allows_an_effect_or_none_and_one_answer_heard_often() -> None:
    assert i5_one_effect({"k1": ["site"], "k2": []}, {"k1": [201, 201], "k2": []}) == []


def test_i5_names_keys_that_did_more_than_once_or_say_different_things() -> None:
    assert i5_one_effect({"k1": ["site", "site"]}) == ["k1: 2 effects: ['site', 'site']"]
    assert i5_one_effect({"k1": ["site"]}, {"k1": [201, 409, 201]}) == ["k1: 2 answers: [201, 409]"]


def test_i6_lets_a_tenant_see_what_is_its_own() -> None:
    assert i6_no_canary({1: [b"canary-1"]}, [Seen(1, "event.body", b"says canary-1")]) == []


@pytest.mark.parametrize("tenant_id", [2, None])
def test_i6_names_what_another_or_a_log_says(tenant_id: int | None) -> None:
    seen = [Seen(tenant_id, "event.body", b"says canary-1")]
    assert i6_no_canary({1: [b"canary-1"], 2: [b"canary-2"]}, seen) == [
        f"tenant 1's b'canary-1' in event.body of tenant {tenant_id}"
    ]


def test_i6_is_not_led_astray_by_an_empty_canary() -> None:
    assert i6_no_canary({1: [b""]}, [Seen(2, "event.body", b"anything")]) == []


def test_i7_allows_renewals_and_changes_of_owner() -> None:
    samples = [
        FenceSample("lane", 1, "a", effect=True),
        FenceSample("lane", 1, "a", effect=True),
        FenceSample("other", 7, "a"),
        FenceSample("lane", 3, "b", effect=True),
        FenceSample("lane", 4, None),
    ]
    assert i7_fences(samples) == []


@pytest.mark.parametrize(
    ("later", "problem"),
    [
        (FenceSample("lane", 1, "a", effect=True), "lane: a wrote under fence 1, which was 2 already"),
        (FenceSample("lane", 1, None), "lane: fence 1 after 2"),
        (FenceSample("lane", 2, "c"), "lane: fence 2 of b and of c"),
    ],
    ids=["stale", "back", "shared"],
)
def test_i7_names_who_acts_late_and_fences_that_fall(later: FenceSample, problem: str) -> None:
    assert i7_fences([FenceSample("lane", 1, "a"), FenceSample("lane", 2, "b"), later]) == [problem]


def _log(count: int) -> tuple[list[dict[str, Any]], Link, Link]:
    """A log as the product writes it, by the product's own hash."""
    end, rows = Link(0, bytes(32)), []
    for position in range(1, count + 1):
        row: dict[str, Any] = {"tenant_id": 1, "id": position, "position": position, "actor": "key_1"}
        row |= {"action": "site.create", "target": "site_é", "diff": {"name": [None, "Ö"]}, "address": None}
        row |= {"user_agent": None, "request_id": "req_1", "previous_hash": end.hash}
        end = Link(position, entry_hash(row))
        rows.append({**row, "hash": end.hash})
    return rows, Link(0, bytes(32)), end


def test_i8_agrees_with_what_the_product_writes() -> None:
    assert i8_chain(*_log(5)) == []
    assert i8_chain([], Link(0, bytes(32)), Link(0, bytes(32))) == []


def test_i8_begins_behind_what_age_let_go_of() -> None:
    rows, _, end = _log(5)
    assert i8_chain(rows[3:], Link(3, rows[2]["hash"]), end) == []


def test_i8_names_where_the_chain_breaks() -> None:
    rows, anchor, end = _log(5)
    changed = [*rows[:2], {**rows[2], "target": "site_x"}, *rows[3:]]
    assert i8_chain(changed, anchor, end) == ["entry 3 is not what was written"]
    assert i8_chain([*rows[:2], *rows[3:]], anchor, end) == ["entry 4 where 3 was due"]
    assert i8_chain(rows[:4], anchor, end) == ["the log ends with entry 4, its head says 5"]
    assert i8_chain(rows, Link(0, bytes(31) + b"x"), end) == ["entry 1 does not follow the one before it"]


def test_i9_allows_what_alerts_do() -> None:
    alerts = [
        Alert("offline of A1", ["pending", "firing", "resolving", "firing", "resolved"], "resolved"),
        Alert("offline of A1", ["pending", "inhibited", "pending"], "pending"),
        Alert("offline of B2", ["resolved", "unstable"], "unstable"),
    ]
    assert i9_alerts(alerts) == []


@pytest.mark.parametrize(
    ("alerts", "problem"),
    [
        ([Alert("A1", ["pending", "resolving"], "resolving")], "A1: pending -> resolving"),
        ([Alert("A1", ["resolved", "firing"], "firing")], "A1: resolved -> firing"),
        ([Alert("A1", ["pending", "mended"], "mended")], "A1: pending -> mended"),
        ([Alert("A1", ["pending"], "firing")], "A1: is firing, its history ends with pending"),
        ([Alert("A1", ["pending"], "pending")] * 2, "2 open alerts of A1"),
    ],
    ids=["skipped", "back", "unknown", "unsaid", "twice"],
)
def test_i9_names_what_may_not_be(alerts: list[Alert], problem: str) -> None:
    assert i9_alerts(alerts) == [problem]


def test_sequences_of_devices_do_not_depend_on_each_other() -> None:
    assert gapless({"A1": [1, 2, 3], "B2": [1], "C3": []}) == []
    assert gapless({"A1": [7, 8]}, first=7) == []


@pytest.mark.parametrize(
    ("numbers", "problem"),
    [
        ([2], "A1: 2 where 1 was due"),
        ([1, 3], "A1: 3 where 2 was due"),
        ([1, 1], "A1: 1 where 2 was due"),
    ],
)
def test_a_gap_or_a_repetition_is_named_once(numbers: list[int], problem: str) -> None:
    assert gapless({"A1": [*numbers, numbers[-1] + 1]}) == [problem]


@given(st.lists(st.integers(1, 30), min_size=2, unique=True))
def test_any_order_but_the_right_one_is_refused(numbers: list[int]) -> None:
    assert bool(gapless({"A1": numbers})) == (numbers != list(range(1, len(numbers) + 1)))


def test_i10_adds_up_or_says_what_it_added() -> None:
    counts = {"new": 5, "known": 3, "expired": 1, "dead": 1, "blank": 2}
    assert i10_lines_accounted(**counts, received=12) == []
    assert i10_lines_accounted(**counts, received=13) == [
        "5 new + 3 known + 1 expired + 1 dead + 2 blank = 12, but 13 lines were received"
    ]

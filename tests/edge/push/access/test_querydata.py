"""Answers to queries: packets that may be cut anywhere become lines again (PROTOCOL.md §10.8)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.access.dialect import Kind, Request, classify
from edge.push.access.querydata import (
    Assembler,
    Bounds,
    Packet,
    counted,
    packet_of,
    render_packet_reply,
)
from edge.push.access.tabledata import parse_tabledata
from edge.push.attendance.options import parse_options
from tests.edge.push.access.bodies import ANY_BODY, NOW, SERIAL, check_accounted
from tests.kit.corpus import Sample, samples_where

ROWS = b"".join(b"user uid=%d\tpin=%d\tname=N%d\n" % (n, n, n) for n in range(1, 30))


def packet(
    body: bytes, index: int, total: int, command: str = "7", owner: str = "A", archived: bool = False
) -> Packet:
    return Packet(owner, command, "user", index, total, None, archived, body)


def deliver(assembler: Assembler, *packets: Packet, now: float = 0.0) -> bytes:
    """What is given out, every step being stored and settled."""
    given_out = b""
    for each in packets:
        step = assembler.take(each, now)
        given_out += step.body
        assert assembler.settle(step)
    return given_out


@pytest.mark.parametrize(
    "sample", samples_where(lambda e: e["endpoint"] == "querydata"), ids=lambda s: s.name
)
def test_answers_of_the_corpus(sample: Sample) -> None:
    expect = sample.expect
    request = classify(sample.endpoint, sample.method, sample.query, sample.body)
    told = packet_of("A", request, sample.query, sample.body)
    assert told.command_id == expect["cmdid"]
    assert (told.index, told.total) == (expect.get("packidx", 1), expect.get("packcnt", 1))
    assert told.archived == (expect.get("kind") == "account")
    assembler = Assembler()
    assert deliver(assembler, told) == sample.body
    assert assembler.waiting == 0
    reply = render_packet_reply(request, told.count, 0).decode()
    assert reply in expect["reply"]["body_any_of"]
    if expect.get("kind") == "count":
        assert counted(sample.body) == expect["value"]
    if expect.get("kind") == "options":
        assert parse_options(sample.body) == expect["options"]


def test_a_packet_that_tells_no_count_is_counted_by_its_lines() -> None:
    request = Request(Kind.ANSWER, "user", "user", "7")
    assert render_packet_reply(request, None, 3) == b"user=3"
    assert render_packet_reply(request, 5, 3) == b"user=5"


@pytest.mark.parametrize(
    ("query", "index", "total"),
    [
        ({"cmdid": b"7", "packcnt": b"3", "packidx": b"2"}, 2, 3),
        ({"cmdid": b"7", "packcnt": b"3", "packidx": b"9"}, 9, 9),
        ({"cmdid": b"7", "packcnt": b"0", "packidx": b"x"}, 1, 1),
        ({"cmdid": b"7", "packcnt": b"3", "packidx": b"999999999"}, 1, 1),
        ({"packcnt": b"3", "packidx": b"2"}, 1, 1),
        ({}, 1, 1),
    ],
)
def test_which_packet_it_is(query: dict[str, bytes], index: int, total: int) -> None:
    told = packet_of("A", Request(Kind.ANSWER, "user", "user", "7"), query, b"x")
    assert (told.index, told.total) == (index, total)


def test_whole_lines_do_not_wait_for_the_rest() -> None:
    assembler = Assembler()
    assert deliver(assembler, packet(b"user pin=1\nuser pi", 1, 3)) == b"user pin=1\n"
    assert assembler.waiting == len(b"user pi")
    assert deliver(assembler, packet(b"n=2\nuser pin=3", 2, 3)) == b"user pin=2\n"
    assert deliver(assembler, packet(b"user pin=4", 3, 3)) == b"user pin=3\nuser pin=4"
    assert assembler.waiting == 0


def test_a_packet_whose_storing_failed_may_come_again() -> None:
    assembler = Assembler()
    first = packet(b"user pin=1\nuser pi", 1, 2)
    assert assembler.take(first, 0).body == assembler.take(first, 0).body == b"user pin=1\n"
    assert deliver(assembler, first, packet(b"n=2\n", 2, 2)) == b"user pin=1\nuser pin=2\n"


def test_a_packet_that_came_already_gives_out_nothing() -> None:
    assembler = Assembler()
    first = packet(b"user pin=1\nuser pi", 1, 2)
    assert deliver(assembler, first, first, first) == b"user pin=1\n"
    assert deliver(assembler, packet(b"n=2\n", 2, 2)) == b"user pin=2\n"


def test_two_uploads_of_one_answer_at_once_lose_nothing() -> None:
    assembler = Assembler()
    first, second = packet(b"user pin=1\nuser pi", 1, 3), packet(b"n=2\nuser p", 2, 3)
    one, other = assembler.take(first, 0), assembler.take(second, 0)
    assert assembler.settle(one)
    assert not assembler.settle(other)
    assert deliver(assembler, second, packet(b"in=3\n", 3, 3)) == b"user pin=2\nuser pin=3\n"
    assert assembler.waiting == 0


def test_room_that_was_taken_meanwhile_is_noticed() -> None:
    assembler = Assembler(Bounds(total=10))
    late = packet(b"user pi", 1, 2, owner="late")
    step = assembler.take(late, 0)
    assert deliver(assembler, packet(b"user pi", 1, 2)) == b""
    assert not assembler.settle(step)
    assert deliver(assembler, late) == b"user pi\n"


def test_answers_do_not_mix() -> None:
    assembler = Assembler()
    halves = [("7", "A"), ("8", "A"), ("7", "B")]
    for command, owner in halves:
        assert deliver(assembler, packet(f"user pin={owner}".encode(), 1, 2, command, owner)) == b""
    for command, owner in halves:
        assert (
            deliver(assembler, packet(command.encode(), 2, 2, command, owner))
            == f"user pin={owner}{command}".encode()
        )


def test_packets_may_be_numbered_from_0() -> None:
    assembler = Assembler()
    parts = [packet(b"user pin=1\nuser pi", 0, 3), packet(b"n=2\nuser p", 1, 3), packet(b"in=3\n", 2, 3)]
    assert deliver(assembler, *parts) == b"user pin=1\nuser pin=2\nuser pin=3\n"


def test_an_archive_waits_for_all_of_its_packets() -> None:
    assembler = Assembler()
    assert deliver(assembler, packet(b"name=x\nsize", 1, 2, archived=True)) == b""
    assert deliver(assembler, packet(b"=5\n\0QQ==", 2, 2, archived=True)) == b"name=x\nsize=5\n\0QQ=="


def test_an_answer_that_never_ends_is_given_out_as_it_is() -> None:
    assembler = Assembler(Bounds(seconds=60))
    deliver(assembler, packet(b"user pin=1\nuser pi", 1, 4), packet(b"user pin=4", 4, 4), now=10.0)
    assert assembler.overdue(70.0) == []
    (step,) = assembler.overdue(70.1)
    assert (step.body, step.whole) == (b"user pi\nuser pin=4\n", False)
    assert assembler.settle(step)
    assert (assembler.overdue(999.0), assembler.waiting) == ([], 0)


def test_an_answer_at_work_is_not_overdue() -> None:
    assembler = Assembler(Bounds(seconds=60))
    for index in range(1, 9):
        deliver(assembler, packet(b"user pin=1", index, 9), now=index * 50.0)
        assert assembler.overdue(index * 50.0 + 1) == []


@pytest.mark.parametrize("bounds", [Bounds(answer=20), Bounds(total=20), Bounds(answers=0)])
def test_what_finds_no_room_is_given_out_at_once(bounds: Bounds) -> None:
    assembler = Assembler(bounds)
    body = b"user pin=1\nuser pin=2 but a long way from its end"
    step = assembler.take(packet(body, 1, 2), 0.0)
    assert (step.body, step.whole) == (body + b"\n", False)
    assert assembler.settle(step)
    assert assembler.waiting == 0
    assert deliver(assembler, packet(b"user pin=3\n", 2, 2)).startswith(b"user pin=3\n")


def test_one_terminal_cannot_take_the_room_of_others() -> None:
    assembler = Assembler(Bounds(answers=2))
    for command in range(9):
        deliver(assembler, packet(b"user pi", 1, 2, str(command), "greedy"))
    assert assembler.waiting == 2 * len(b"user pi")
    assert deliver(assembler, packet(b"user pi", 1, 2), packet(b"n=1\n", 2, 2)) == b"user pin=1\n"


@given(
    st.lists(st.integers(0, len(ROWS)), max_size=8).map(sorted),
    st.sampled_from([0, 1]),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_wherever_it_is_cut_every_record_comes_once(
    cuts: list[int], base: int, in_order: bool, random: Any
) -> None:
    edges = [0, *cuts, len(ROWS)]
    bodies = [ROWS[start:end] for start, end in pairwise(edges)]
    packets = [packet(body, index + base, len(bodies)) for index, body in enumerate(bodies)]
    repeated = [each for each in packets for _ in range(random.randint(1, 2))]
    if not in_order and base == 1:
        random.shuffle(repeated)
    assembler = Assembler()
    given_out = b""
    seen: set[int] = set()
    for each in repeated:
        if len(seen) == len(packets):
            break  # what comes after the last packet is a new answer, told by the result on devicecmd
        seen.add(each.index)
        if random.random() < 0.2:
            assembler.take(each, 0.0)  # storing failed, so it comes again
        given_out += deliver(assembler, each)
    assert given_out == ROWS
    assert assembler.waiting == 0


PACKETS = st.builds(
    packet,
    st.binary(max_size=30) | st.sampled_from([b"user pin=1\n", b"user pi", b"\n", b""]),
    st.integers(0, 6),
    st.integers(1, 5),
    st.sampled_from(["7", "8", "9"]),
    st.sampled_from(["A", "B", "C"]),
    st.booleans(),
)


@given(
    st.lists(PACKETS, max_size=40),
    st.builds(Bounds, st.integers(0, 40), st.integers(0, 90), st.integers(0, 2)),
)
def test_whatever_comes_no_byte_is_lost_and_the_bounds_hold(packets: list[Packet], bounds: Bounds) -> None:
    assembler = Assembler(bounds)
    taken: dict[tuple[Any, str, int], bytes] = {}
    given_out = b""
    for now, each in enumerate(packets):
        step = assembler.take(each, float(now))
        given_out += step.body
        assert assembler.settle(step)
        taken.setdefault((each.owner, each.command_id, each.index), each.body)
        assert 0 <= assembler.waiting <= bounds.total
    for step in assembler.overdue(1e9):
        given_out += step.body
        assert assembler.settle(step)
    assert assembler.waiting == 0
    for body in taken.values():
        for byte in set(body) - {ord("\n")}:
            assert byte in given_out
    assert len(given_out.replace(b"\n", b"")) >= sum(len(body.replace(b"\n", b"")) for body in taken.values())


@given(ANY_BODY)
def test_counts(body: bytes) -> None:
    told = counted(body)
    assert told is None or told >= 0
    assert counted(b" user = 5 \n") == 5
    check_accounted(body, parse_tabledata("user", body, serial=SERIAL, now=NOW))

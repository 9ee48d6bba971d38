"""An answer to a query is the same records wherever its packets were cut (PROTOCOL.md §10.8)."""

from __future__ import annotations

import gzip
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.access.account import parse_account
from edge.push.access.dialect import classify
from edge.push.access.querydata import Assembler, packet_of, render_packet_reply
from edge.push.access.tabledata import TableRecord, parse_tabledata
from tests.edge.push.access.bodies import NOW, SERIAL
from tests.edge.push.access.test_tabledata import RIGHTS, USERS, right_line, user_line

BODIES = st.one_of(
    st.tuples(st.just("user"), st.lists(USERS.map(user_line), min_size=1, max_size=6)),
    st.tuples(st.just("userauthorize"), st.lists(RIGHTS.map(right_line), min_size=1, max_size=6)),
).map(lambda told: (told[0], "".join(f"{line}\r\n" for line in told[1]).encode()))
CUTS = st.lists(st.floats(0, 1), max_size=7)


def cut(body: bytes, places: list[float]) -> list[bytes]:
    """The packets of a body: cut within lines, characters and line ends alike; some may be empty."""
    edges = [0, *sorted(round(place * len(body)) for place in places), len(body)]
    return [body[start:end] for start, end in pairwise(edges)]


def query(table: str, index: int, total: int, **more: bytes) -> dict[str, bytes]:
    places = {"packcnt": b"%d" % total, "packidx": b"%d" % index}
    return {"type": b"tabledata", "cmdid": b"77", "tablename": table.encode(), **places, **more}


def read(table: str, body: bytes) -> list[TableRecord]:
    told = parse_tabledata(table, body, serial=SERIAL, now=NOW)
    assert not told.dead
    return list(told.records)


def nameless(records: list[TableRecord]) -> list[str]:
    """Records without the numbers of their lines, which are those of the packet they were made whole by."""
    names = [[name for name in record.__dataclass_fields__ if name != "line_no"] for record in records]
    return [repr([getattr(record, n) for n in of]) for record, of in zip(records, names, strict=True)]


@given(BODIES, CUTS, st.randoms(use_true_random=False), st.booleans())
def test_records_are_the_same_wherever_the_answer_was_cut(
    sent: tuple[str, bytes], places: list[float], random: Random, in_order: bool
) -> None:
    table, body = sent
    parts = cut(body, places)
    numbered = list(enumerate(parts, 1))
    if not in_order:
        random.shuffle(numbered)
    assembler = Assembler()
    records: list[TableRecord] = []
    for index, part in numbered:
        told = query(table, index, len(parts), count=b"3")
        request = classify("querydata", "POST", told, part)
        step = assembler.take(packet_of("X", request, told, part), 0.0)
        records += read(table, step.body)
        assert assembler.settle(step)
        assert render_packet_reply(request, 3, 0) == f"{table}=3".encode()
    assert nameless(records) == nameless(read(table, body))
    assert assembler.waiting == 0


@given(BODIES, CUTS)
def test_an_archive_is_opened_when_all_of_it_is_there(sent: tuple[str, bytes], places: list[float]) -> None:
    table, body = sent
    parts = cut(gzip.compress(body, mtime=0), places)
    assembler = Assembler()
    bodies = []
    for index, part in enumerate(parts, 1):
        told = query(table, index, len(parts), datafmt=b"3")
        packet = packet_of("X", classify("querydata", "POST", told, part), told, part)
        assert packet.archived
        step = assembler.take(packet, 0.0)
        bodies.append(step.body)
        assert assembler.settle(step)
    *before, whole = bodies
    assert not any(before)
    opened = parse_account(table, whole, serial=SERIAL, now=NOW)
    assert list(opened.records) == read(table, body)


@pytest.mark.parametrize("at", range(1, 22))
def test_a_value_of_an_option_may_be_cut_at_its_blank(at: int) -> None:
    """Options have no table: nothing there begins a record, so nothing may be put between packets."""
    body = b"~DeviceName=Speed Face"
    assembler = Assembler()
    whole = b""
    for index, part in enumerate((body[:at], body[at:]), 1):
        told = {"type": b"options", "cmdid": b"77", "packcnt": b"2", "packidx": b"%d" % index}
        step = assembler.take(packet_of("X", classify("querydata", "POST", told, part), told, part), 0.0)
        whole += step.body
        assert assembler.settle(step)
    assert whole == body

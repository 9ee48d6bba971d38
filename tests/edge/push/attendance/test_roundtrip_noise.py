"""Noise comes back as dead lines, all of it, and takes no longer than punches do."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.attendance.dialect import table_of
from edge.push.attendance.results import parse_results
from edge.push.attendance.shapes import SHORTEST, Hints, Unreadable, read_punch
from edge.push.attendance.tables import parse_attlog
from tests.edge.push.attendance.bodies import ALLOWED_MS, large
from tests.kit.processor import fair_ms

NOW = datetime(2026, 11, 21, 12)
COSTLY = [
    b"0\n", b"0\t\n", b"=\n", b"\xff\n", b"\t", b"1\t2\n", b"a=1aaaaaaaa\n", b"0\t0000000000\n",
    b"\xff" * 9 + b"\n", b"\xff\t" * 31 + b"\n", b"PIN=1\tabcd\n", b"1\t860144400\n",
    b"x2026-08-12 08:00:00\n",
]  # fmt: skip
NEVER_BLANK = st.binary(min_size=1, max_size=SHORTEST - 1).map(lambda line: line.replace(b"\n", b"x"))


@pytest.mark.parametrize("seed", COSTLY, ids=lambda seed: repr(seed[:12]))
def test_a_large_body_of_noise_is_read_at_once(seed: bytes) -> None:
    body = large(seed)
    taken = fair_ms(lambda: parse_attlog(body, now=NOW), ALLOWED_MS)
    assert taken < ALLOWED_MS, f"{taken:.0f} ms"


@pytest.mark.parametrize("verb", [b"DATA", b"INFO"])
@pytest.mark.parametrize("seed", [b"\n", b"a\n", b"a=\n", b"&", b"&a="], ids=repr)
def test_results_among_noise_are_read_at_once(verb: bytes, seed: bytes) -> None:
    body = large(seed)
    head = b"ID=1&Return=0&CMD=%s\n" % verb
    taken = fair_ms(lambda: parse_results(head + body), ALLOWED_MS)
    assert taken < ALLOWED_MS, f"{taken:.0f} ms"


@given(NEVER_BLANK)
def test_what_is_too_short_for_a_punch_is_one_for_no_reader(line: bytes) -> None:
    with pytest.raises(Unreadable):
        read_punch(line, line.decode("latin-1"), 1, Hints(NOW))


@given(st.lists(NEVER_BLANK.filter(lambda line: line.strip(b" \t\r\v\f\0") == line), max_size=9))
def test_short_lines_are_kept_as_they_came(lines: list[bytes]) -> None:
    punch = b"1\t2026-08-12 08:00:00\t0\t1"
    upload = parse_attlog(b"\n".join([punch, *lines]), now=NOW)
    assert [(dead.raw, dead.line_no, dead.code) for dead in upload.dead] == [
        (line, number, "no_time") for number, line in enumerate(lines, 2)
    ]
    assert (len(upload.punches), upload.lines) == (1, len(lines) + 1)


def test_the_shortest_punch_is_read() -> None:
    (punch,) = parse_attlog(b"\t860144400", now=NOW).punches
    assert len(punch.line) == SHORTEST


def test_the_name_of_a_table_is_trimmed_where_it_is_cut_too() -> None:
    assert table_of({"table": b"ATT" + b"\t" * 64 + b"x"}) == "ATT"

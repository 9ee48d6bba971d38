"""The judge of the peers bench: what is called kept, lost, or held back."""

from __future__ import annotations

import pytest

from tests.bench.peers.__main__ import integrity_rows, speed_rows
from tests.bench.peers.integrity import CASES, Answer, Case, judge, lost_after_kill
from tests.bench.peers.load import pin_of, serial

MIXED = Case("mixed", b"", good=("2",), odd=("1",))
NAMELESS = Case("nameless", b"", odd=("9",), refusable=True)
CODED = Case("coded", b"", good=("2",), work_code="A,B")
OK = Answer(200, "OK: 2")


@pytest.mark.parametrize(
    ("case", "answer", "stored", "aside", "verdict"),
    [
        (MIXED, OK, {"1": None, "2": None}, 0, "kept"),
        (MIXED, OK, {"2": None}, 1, "good kept, bad set aside"),
        (MIXED, OK, {"2": None}, 0, "good kept, bad dropped"),
        (MIXED, OK, {"1": None}, 0, "OK, 1 LOST"),
        (MIXED, OK, {}, 0, "OK, 2 LOST"),
        (MIXED, Answer(500, "ERROR"), {}, 0, "BLOCKS (500), its good line with it"),
        (MIXED, Answer(500, "ERROR"), {"2": None}, 0, "BLOCKS (500)"),
        (MIXED, Answer(200, "ERROR: no\n"), {}, 0, "BLOCKS (200 'ERROR: no'), its good line with it"),
        (MIXED, Answer(307, ""), {}, 0, "redirected (307)"),
        (MIXED, Answer(0, "reset"), {"2": None}, 0, "BLOCKS (no answer)"),
        (NAMELESS, Answer(400, "SN?"), {}, 0, "refused, 400"),
        (NAMELESS, OK, {}, 0, "OK, LOST"),
        (NAMELESS, OK, {"9": None}, 0, "OK, stored"),
        (NAMELESS, Answer(500, ""), {}, 0, "NOT REFUSED, 500"),
        (CODED, OK, {"2": "A,B"}, 0, "kept"),
        (CODED, OK, {"2": None}, 0, "kept, no work code"),
    ],
)
def test_a_verdict(case: Case, answer: Answer, stored: dict[str, None], aside: int, verdict: str) -> None:
    assert judge(case, [Answer(500, ""), answer], stored, aside) == verdict


def test_each_line_of_a_case_is_expected_to_be_somewhere() -> None:
    for case in CASES:
        pins = {line.split(b"\t")[0].decode() for line in case.body.splitlines()}
        assert pins == {*case.good, *case.odd}, case.name


def test_a_punch_that_was_acknowledged_and_is_not_stored_is_lost_whatever_else_is_stored() -> None:
    stored = [(serial("K", 0), pin_of(0, 0)), (serial("K", 1), pin_of(1, 0)), (serial("K", 1), pin_of(1, 1))]
    assert lost_after_kill("K", [1, 1], stored) == (2, 0)
    assert lost_after_kill("K", [2, 0], stored) == (2, 1)


def test_a_ratio_is_the_median_of_the_rounds_each_beside_the_bare_handler_of_its_round() -> None:
    def report(rate: float) -> dict[str, object]:
        times = {"p50_ms": 1.0, "p99_ms": None, "memory_mib": 9.0, "own_busy_percent": 5.0, "errors": 1}
        return {"rate": rate, "punches_s": rate, "cpu_us": 1.0, "database_cpu_us": 0.0, **times}

    bare = [report(rate) for rate in (100.0, 200.0, 400.0)]
    rows = speed_rows({"bare handler": bare, "x": [report(rate) for rate in (50.0, 20.0, 80.0)]}, "punches/s")
    assert rows[1]["of bare"] == 0.2
    assert rows[1]["punches/s"] == 50.0
    assert rows[1]["p99 ms"] is None
    assert rows[1]["not OK"] == 3


def test_the_table_of_integrity_has_a_row_a_test_and_a_column_a_server() -> None:
    cases = {case.name: "kept" for case in CASES}
    found = {"duplicates": 0, "cases": cases, "kills": [(10, 0), (5, 1)], "acknowledged but lost": 1}
    rows = integrity_rows({"x": found}, {"x": [7, 7]})
    assert len(rows) == len(CASES) + 3
    assert [row["x"] for row in rows[:3]] == ["7 / 7", "0", "1 of 15"]

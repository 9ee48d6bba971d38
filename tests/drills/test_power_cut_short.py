"""The power fails at five moments of one recording; and the disk that this is played on is an unkind one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.drills import power_cut
from tests.drills.fsync import Skipped
from tests.drills.power_cut import Call, after_cut, read_trace

NEW = Call(1.0, 1.1, "openat", "punchdeck.db-wal")
WRITE = Call(2.0, 2.1, "pwrite64", "punchdeck.db-wal", 0, b"a" * 1024)
SYNC = Call(3.0, 3.5, "fdatasync", "punchdeck.db-wal")
NAMES = Call(4.0, 4.5, "fdatasync", power_cut.FOLDER)
LATER = Call(5.0, 5.1, "pwrite64", "punchdeck.db-wal", 512, b"b" * 1024)
CALLS = [NEW, WRITE, SYNC, NAMES, LATER]


def test_nothing_acknowledged_is_lost_when_the_power_fails() -> None:
    try:
        outcome = power_cut.drill(cuts=5, posts=15, seed=1)
    except Skipped as reason:
        pytest.skip(str(reason))
    assert outcome.problems == []
    assert outcome.cuts == 5
    assert outcome.acknowledged == 15 * power_cut.TERMINALS * power_cut.LINES


@pytest.mark.parametrize(
    ("at", "held"),
    [
        (3.9, {}),
        (4.4, {}),
        (4.6, {"punchdeck.db-wal": b"a" * 1024}),
        (9.0, {"punchdeck.db-wal": b"a" * 1024}),
    ],
)
def test_what_was_not_synced_is_gone_and_so_is_a_name(at: float, held: dict[str, bytes]) -> None:
    assert after_cut({}, CALLS, at)[0] == held


def test_a_sync_that_had_not_returned_synced_nothing() -> None:
    before = {"punchdeck.db-wal": b""}
    assert after_cut(before, [WRITE, SYNC], 3.4)[0] == {"punchdeck.db-wal": b""}
    assert after_cut(before, [WRITE, SYNC], 3.5)[0] == {"punchdeck.db-wal": b"a" * 1024}
    assert after_cut(before, [WRITE, SYNC], 3.5, syncs=False)[0] == {"punchdeck.db-wal": b""}


def test_of_what_was_not_synced_any_sectors_may_be_there() -> None:
    a, b = b"a" * 512, b"b" * 512
    rng = random.Random(1)
    found = {after_cut({}, CALLS, 9.0, rng)[0]["punchdeck.db-wal"] for _ in range(200)}
    assert found == {a + a, a + b, a + a + b, a + b + b}


def test_a_trace_is_read_as_strace_writes_it(tmp_path: Path) -> None:
    def said(text: str) -> str:
        return "".join(f"\\x{byte:02x}" for byte in text.encode())

    wal, other = said(f"{tmp_path}/punchdeck.db-wal"), said(f"{tmp_path}/other")
    trace = f"""
        7 10.000001 openat(AT_FDCWD<{other}>, "{wal}", O_RDWR|O_CREAT, 0644) = 4<{wal}> <0.000010>
        7 10.000002 openat(AT_FDCWD<{other}>, "{wal}", O_RDWR) = -1 ENOENT (No such file) <0.000010>
        7 11.000000 pwrite64(4<{wal}>, "{said("ab")}", 2, 32) = 2 <0.500000>
        7 12.000000 fdatasync(4<{wal}> <unfinished ...>
        8 12.100000 pwrite64(5<{other}>, "{said("no")}", 2, 0) = 2 <0.000001>
        7 12.700000 <... fdatasync resumed>) = 0 <0.700000>
        7 13.000000 fsync(6<{said(str(tmp_path))}>) = 0 <0.000000>
        7 14.000000 ftruncate(4<{wal}>, 8192) = 0 <0.000000>
        7 15.000000 unlink("{wal}") = 0 <0.000000>
    """.replace("        ", "")
    name = "punchdeck.db-wal"
    assert read_trace(trace, tmp_path) == [
        Call(10.000001, pytest.approx(10.000011), "openat", name),
        Call(11.0, 11.5, "pwrite64", name, 32, b"ab"),
        Call(12.0, pytest.approx(12.7), "fdatasync", name),
        Call(13.0, 13.0, "fsync", power_cut.FOLDER),
        Call(14.0, 14.0, "ftruncate", name, 8192),
        Call(15.0, 15.0, "unlink", name),
    ]

"""Bodies for the readers of tables: noise that finds their edges, and the sums that hold for any of it."""

from __future__ import annotations

import gc
import hashlib
import time
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from edge.push.attendance.lines import Table
from edge.push.attendance.tables import count_lines

LARGE = 64 * 1024
ALLOWED_MS = 100  # twice what the slowest may take on a core of its own, as tests share theirs

SNIPPETS = st.sampled_from(
    [
        b"\t", b"\n", b"\r\n", b"\r", b"\0", b" ", b"=", b"==", b"&", b",", b"null", b"0", b"1", b"-1", b"25",
        b"TABLE=OPERLOG", b"OPLOG ", b"USER ", b"FP ", b"FACE ", b"FVEIN ", b"USERPIC ", b"BIOPHOTO ",
        b"WORKCODE ", b"BIODATA ", b"ERRORLOG ", b"IDCARD ", b"user ", b"Junk ",
        b"PIN=", b"Pin=5\t", b"PIN=5\t", b"Name=", b"Card=[15CD5B07]\t", b"TMP=", b"Tmp=ocosg", b"Content=",
        b"Size=", b"Type=9\t", b"Code=", b"FID=6\t", b"Valid=3\t", b"ErrCode=D01E0001\t", b"IDNum=",
        b"StartDatetime=2026-08-12T08:00:00\t", b"ValidInfo=2013091220230912\t", b"Additional=eyJhIjoxfQ==\t",
        b"70\t0\t2024-08-05 16:08:50\t1157\t0\t0\t0", b"5\t0\t1971--10--29 -23:-27:-54\t",
        b"20260812080000-5.jpg", b"size=12\n", b"CMD=uploadphoto\0", b"CMD=realupload\n", b"\xff\xd8\xff\xe0",
        b"\xe4\xbd", b"\xff\xfe", b"\xd5\xc5", b"\xd9\xa1",
    ]
)  # fmt: skip
ANY_BODY = st.binary() | st.lists(SNIPPETS | st.binary(max_size=3), max_size=40).map(b"".join)

# What costs the most a byte: nothing but lines, nothing but fields, nothing but records.
COSTLY = [
    b"\n", b"a\n", b"\r\n", b"\0\n", b"=\t", b"a=\t", b"=\n", b"A \n", b"A=1\n", b"\xff", b" ", b"A",
    b"USER\n", b"USER PIN=1\tName=A\n", b"PIN=1\tName=\n", b"OPLOG 1\t\tx\n",
    b"OPLOG 1\t\t2024-08-05 16:08:50\n",
    b"FP PIN=1\tTMP=\n", b"BIODATA Pin=1\tType=1\tTmp=\n", b"USERPIC PIN=1\tContent=\n",
    b"PIN=5\n", b"Code=5\n", b"IDNum=5\n", b"WORKCODE Code=1\n", b"ERRORLOG ErrCode=1\n", b"IDCARD IDNum=1\n",
    b"USER PIN=1\t" + b"".join(b"f%d=\xd5\xc5\t" % n for n in range(50)) + b"\n",
]  # fmt: skip


def large(seed: bytes) -> bytes:
    """64 KiB of the same over and over."""
    return (seed * (LARGE // max(len(seed), 1) + 1))[:LARGE]


COSTLY_BODIES = [large(seed) for seed in COSTLY]


def check_accounted(body: bytes, table: Table[Any]) -> None:
    """Every line is a record, dead or blank, none twice, and dead ones are kept as they came (I10)."""
    assert len(table.records) + len(table.dead) + table.unlisted == table.lines == count_lines(body)
    lines = body.split(b"\n")
    for dead in table.dead:
        assert lines[dead.line_no - 1].rstrip(b"\r") == dead.raw.rstrip(b"\r")
        assert dead.code
        assert dead.message.endswith(".")
    numbers = [*(record.line_no for record in table.records), *(dead.line_no for dead in table.dead)]
    assert len(set(numbers)) == len(numbers)
    if not lines[-1].rstrip(b"\r"):
        lines.pop()
    told = [line for line in lines if line.strip(b" \t\r\v\f\0")]
    assert table.blank == len(lines) - len(told)
    heading = len(told) - table.lines
    assert heading == 0 or (heading == 1 and told[0].strip(b" \t\0").upper().startswith(b"TABLE"))


def check_fast(read: Callable[[], object]) -> None:
    """Done within `ALLOWED_MS` of processor time, the best of ten counts: the machine may be busy otherwise.
    Nor does it count what the collector has to do with all else that lives in this process."""
    taken: list[float] = []
    gc.disable()
    try:
        for _ in range(10):
            begun = time.thread_time()
            read()
            taken.append((time.thread_time() - begun) * 1000)
            if taken[-1] < ALLOWED_MS:
                return
    finally:
        gc.enable()
    raise AssertionError(f"{min(taken):.0f} ms")


def as_sidecar_value(value: str) -> object:
    """A value as the sidecars of the corpus have it: long ones by their length and digest."""
    if len(value) < 200:
        return value
    return {"length": len(value), "sha256": hashlib.sha256(value.encode()).hexdigest()}

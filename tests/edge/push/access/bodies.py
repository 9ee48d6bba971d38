"""Bodies for the readers of the access dialect: noise that finds their edges, sums that hold for any."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from edge.push.attendance.lines import Table
from tests.kit.processor import fair_ms

NOW = datetime(2026, 11, 21, 10, 0, 0)
SERIAL = "VGU6259910358"
LARGE = 64 * 1024
ALLOWED_MS = 50

SNIPPETS = st.sampled_from(
    [
        b"\t", b"\n", b"\r\n", b"\r", b"\0", b" ", b"=", b"==", b"&", b",", b"null", b"0", b"1", b"-1",
        b"255", b"\xff", b"TABLE=rtlog", b"time=2026-09-15 15:32:41\t", b"time=1971--10--29 -23:-27:-54\t",
        b"time=\t", b"time_second=548003688\t", b"time_second=99999999999\t", b"event=3\t", b"eventtype=27\t",
        b"event=6\t", b"pin=0\t", b"pin=2\t", b"pin=\xd5\xc5\xc8\t", b"cardno=0\t",
        b"verifytype=0000101000000011\t", b"verifytype=15\t", b"index=114\t", b"sn=\t", b"sn=X\t",
        b"inoutstatus=2\t", b"maskflag=255\t", b"temperature=36.60\t", b"sensor=01\t", b"relay=00\t",
        b"alarm=0200000000000000\t", b"door=02\t", b"irstate=1\t", b"bits=0101\t", b"user ", b"user uid=1\t",
        b"USER\t", b"templatev10 ", b"template=\t", b"fingerid=22\t", b"transaction ", b"biodata ",
        b"biophoto ", b"content=\t", b"errorlog errcode=1\t", b"identitycard ID_Num=1\t",
        b"DeviceAuthorizeSN=X\t", b"userauthorize ", b"authorizedoorid=5\t", b"photo=/9j/4AAQSkZJRg\t",
        b"name=\xe4\xbd", b"starttime=20260229\t", b"datacode=base64\n", b"datatype=tgz\0",
    ]
)  # fmt: skip
ANY_BODY = st.binary() | st.lists(SNIPPETS | st.binary(max_size=3), max_size=40).map(b"".join)


def enlarged(seed: bytes) -> bytes:
    """64 KiB of the same again and again."""
    return (seed * (LARGE // max(len(seed), 1) + 1))[:LARGE]


def check_accounted(body: bytes, table: Table[Any]) -> None:
    """Every line is a record, dead or blank, none twice, and dead ones are kept as they came (I10)."""
    assert len(table.records) + len(table.dead) + table.unlisted == table.lines
    lines = body.replace(b"\r\n", b"\n").rstrip(b"\r").split(b"\n")
    received = len(lines) if lines[-1] else len(lines) - 1
    heading = 1 if table.lines + table.blank == received - 1 and b"TABLE" in body.upper() else 0
    assert table.lines + table.blank + heading == received
    for dead in table.dead:
        assert lines[dead.line_no - 1].rstrip(b"\r") == dead.raw.rstrip(b"\r")
        assert dead.code
        assert dead.message.endswith(".")
    told = [record for record in table.records if hasattr(record, "line_no")]
    numbers = [*(record.line_no for record in told), *(dead.line_no for dead in table.dead)]
    assert len(set(numbers)) == len(numbers)


def check_fast(read: Callable[[], object]) -> None:
    """Done within `ALLOWED_MS` of processor time, whoever else may be using the core."""
    taken = fair_ms(read, ALLOWED_MS)
    assert taken < ALLOWED_MS, f"{taken:.0f} ms"

"""Records by the file (PROTOCOL.md §10.8)."""

from __future__ import annotations

import base64
import gzip
import io
import tarfile
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.access.account import Overview, parse_account, parse_overview
from edge.push.attendance.archives import ArchiveLimits
from tests.edge.push.access.bodies import ANY_BODY, NOW, SERIAL
from tests.kit.corpus import Sample, samples_where

parse = partial(parse_account, "transaction", serial=SERIAL, now=NOW)
LINES = b"".join(
    b"transaction pin=%d\tverified=1\tdoorid=1\teventtype=3\tinoutstate=0\ttime_second=%d\tindex=%d\n"
    % (n, 860144400 + n, n)
    for n in range(1, 200)
)


def archive(text: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        info = tarfile.TarInfo("transaction.txt")
        info.size = len(text)
        tar.addfile(info, io.BytesIO(text))
    return packed.getvalue()


def framed(content: bytes) -> bytes:
    text = base64.b64encode(content)
    return b"name=transaction.tgz\nsize=%d\ndatacode=base64\ndatatype=tgz\0%b" % (len(content), text)


@pytest.mark.parametrize(
    "sample", samples_where(lambda e: e.get("kind") in ("account", "account-file")), ids=lambda s: s.name
)
def test_archives_of_the_corpus(sample: Sample) -> None:
    table = parse_account("transaction", sample.body, serial=sample.expect["sn"], now=NOW)
    assert not table.dead
    assert len(table.records) == sample.expect["record_count"]


def test_the_overview_of_the_corpus() -> None:
    (sample,) = samples_where(lambda e: e.get("kind") == "account-overview")
    values = sample.expect["values"]
    assert parse_overview(sample.body) == Overview(
        int(values["SumCount"]), values["FileName"], values["ContentType"], int(values["FileCount"])
    )


@pytest.mark.parametrize(
    "wrap", [archive, gzip.compress, bytes, lambda text: framed(archive(text)), lambda text: framed(text)]
)
def test_archives_come_bare_or_behind_a_header(wrap: Any) -> None:
    table = parse(wrap(LINES))
    assert not table.dead
    assert [getattr(event, "pin", None) for event in table.records] == [str(n) for n in range(1, 200)]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (framed(archive(LINES))[:-400], "archive_damaged"),
        (b"datacode=base64\n\0AAA", "archive_damaged"),
        (archive(LINES)[:300], "archive_damaged"),
        (framed(archive(b"\n" * 3_000_000)), "archive_too_large"),
    ],
)
def test_what_cannot_be_opened_is_one_dead_line(body: bytes, code: str) -> None:
    table = parse(body, limits=ArchiveLimits())
    assert [(dead.code, dead.raw) for dead in table.dead] == [(code, body)]
    assert table.lines == 1


@given(ANY_BODY | ANY_BODY.map(framed) | st.binary().map(lambda noise: framed(b"\x1f\x8b" + noise)))
def test_any_bytes_are_accounted_for(body: bytes) -> None:
    table = parse(body)
    assert len(table.records) + len(table.dead) + table.unlisted == table.lines
    parse_overview(body)

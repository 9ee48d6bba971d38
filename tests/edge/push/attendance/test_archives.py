"""Bodies that come as archives: opened within limits, whatever is in them."""

from __future__ import annotations

import gzip
import io
import tarfile
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.push.attendance.archives import (
    ArchiveLimits,
    BrokenArchive,
    Member,
    is_archive,
    lines_inside,
    parse_archived,
    unpack,
)
from edge.push.attendance.operlog import parse_operlog
from tests.edge.push.attendance.bodies import ANY_BODY, LARGE, check_fast, large

OPERATIONS = b"OPLOG 4\t0\t2024-08-05 16:08:50\t0\t0\t0\t0\n"
PEOPLE = b"USER PIN=5\tName=Mira\nUSER PIN=6\tName=Jon"  # ends without a line end


def tar(*files: tuple[str, bytes], form: int = tarfile.USTAR_FORMAT, folder: bool = False) -> bytes:
    """An archive, by a writer that is not ours."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=form) as archive:
        if folder:
            entry = tarfile.TarInfo("mnt")
            entry.type = tarfile.DIRTYPE
            archive.addfile(entry)
        for name, content in files:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return made.getvalue()


def tgz(*files: tuple[str, bytes]) -> bytes:
    return gzip.compress(tar(*files), mtime=0)


def code_of(body: bytes, limits: ArchiveLimits | None = None) -> str:
    with pytest.raises(BrokenArchive) as caught:
        unpack(body, limits or ArchiveLimits())
    assert caught.value.why.message.endswith("or discard it.")
    return caught.value.why.code


def test_an_archive_is_announced_in_the_query() -> None:
    assert is_archive({"table": b"OPERLOG", "contenttype": b" TGZ"})
    assert not is_archive({"table": b"OPERLOG"})
    assert not is_archive({"contenttype": b"text"})


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_the_lines_of_all_files_are_one_body(form: int) -> None:
    archive = gzip.compress(
        tar(("a.txt", OPERATIONS), ("明/b.txt", PEOPLE), ("c", b""), form=form, folder=True)
    )
    table = parse_archived(archive, parse_operlog)
    assert [type(record).__name__ for record in table.records] == ["Operation", "User", "User"]
    assert (table.lines, list(table.dead)) == (3, [])


def test_what_is_only_half_an_archive_is_read_too() -> None:
    plain = [Member("", OPERATIONS)]
    assert unpack(gzip.compress(OPERATIONS)) == plain
    assert unpack(OPERATIONS) == plain
    assert unpack(tar(("a", OPERATIONS))) == [Member("a", OPERATIONS)] == unpack(tgz(("a", OPERATIONS)))
    assert unpack(gzip.compress(OPERATIONS[:9]) + gzip.compress(OPERATIONS[9:]) + b"\0\0") == plain
    assert unpack(b"") == unpack(gzip.compress(b"")) == []


def test_a_broken_archive_is_one_dead_line() -> None:
    archive = tgz(("a", OPERATIONS))
    table = parse_archived(archive[:-9], parse_operlog)
    (dead,) = table.dead
    assert (dead.raw, dead.line_no, dead.code) == (archive[:-9], 1, "archive_damaged")
    assert (len(table.records), table.lines, table.blank) == (0, 1, 0)


def test_damage_is_noticed() -> None:
    assert code_of(b"\x1f\x8b") == "archive_damaged"
    assert code_of(b"\x1f\x8bnonsense") == "archive_damaged"
    assert code_of(b"PK\3\4\0\0") == "archive_unknown"
    two = tar(("a", OPERATIONS), ("b", PEOPLE))
    assert code_of(two[:1024] + b"x" + two[1025:]) == "archive_damaged"
    assert code_of(tar(("a", OPERATIONS * 99))[:1024]) == "archive_damaged"


def test_a_bomb_is_not_set_off() -> None:
    bomb = gzip.compress(bytes(64 * 1024 * 1024))
    begun = time.thread_time()
    assert code_of(bomb) == "archive_too_large"
    assert code_of(bomb * 20) == "archive_too_large"
    assert time.thread_time() - begun < 1
    assert code_of(gzip.compress(b"") * 300) == "archive_too_many_files"
    assert code_of(tar(*[(str(n), b"") for n in range(300)])) == "archive_too_many_files"


def test_the_limits_are_those_that_are_set() -> None:
    archive = tgz(("a", b"x\n" * 1000), ("b", b"y\n" * 1000))
    assert code_of(archive, ArchiveLimits(least=4000, ratio=1)) == "archive_too_large"
    assert code_of(archive, ArchiveLimits(member=1999)) == "archive_too_large"
    assert code_of(archive, ArchiveLimits(members=1)) == "archive_too_many_files"
    assert len(unpack(archive, ArchiveLimits(member=2000, members=2))) == 2
    assert lines_inside(archive, ArchiveLimits(lines=2000)).count(b"\n") == 2000
    with pytest.raises(BrokenArchive, match="more than 1,999 lines"):
        lines_inside(archive, ArchiveLimits(lines=1999))


def test_what_an_archive_may_hold_grows_with_it_up_to_a_bound() -> None:
    limits = ArchiveLimits()
    assert [limits.total(size) for size in (10, 100_000, 8 * 1024 * 1024)] == [
        1_048_576,
        4_000_000,
        50_331_648,
    ]


@given(
    st.lists(st.tuples(st.from_regex(r"[a-z]{1,20}", fullmatch=True), st.binary(max_size=2000)), max_size=6),
    st.booleans(),
)
def test_files_put_in_are_files_taken_out(files: list[tuple[str, bytes]], compressed: bool) -> None:
    archive = tar(*files)
    if files:
        assert unpack(gzip.compress(archive) if compressed else archive) == [Member(*file) for file in files]


@settings(max_examples=300, deadline=None)
@given(ANY_BODY, st.binary(max_size=40), st.integers(0, 3000))
def test_no_bytes_raise_and_every_upload_is_accounted_for(body: bytes, noise: bytes, at: int) -> None:
    archive = tgz(("a", body), ("b", PEOPLE))
    damaged = archive[: at % len(archive)] + noise + archive[at % len(archive) + len(noise) :]
    inside = tar(("a", body), ("b", PEOPLE))
    inside = inside[: at % len(inside)] + noise + inside[at % len(inside) + len(noise) :]
    for upload in (body, b"\x1f\x8b" + body, damaged, inside, gzip.compress(inside)):
        table = parse_archived(upload, parse_operlog)
        assert len(table.records) + len(table.dead) + table.unlisted == table.lines


@settings(max_examples=30, deadline=None, derandomize=True)
@given(ANY_BODY)
def test_any_large_body_is_opened_in_time(seed: bytes) -> None:
    body = large(seed)
    for upload in (body, b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + body[10:], gzip.compress(body)[:LARGE]):
        check_fast(lambda upload=upload: parse_or_none(upload))


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(bytes(2_600_000)),
        (gzip.compress(b"") * 4000)[:LARGE],
        tar(*[(str(n), b"") for n in range(100)])[:LARGE],
        gzip.compress(tar(("a", b"x" * 900_000)) * 2),
    ],
    ids=["bomb", "many gzip members", "many files", "few large files"],
)
def test_costly_archives_are_opened_in_time(body: bytes) -> None:
    assert len(body) <= LARGE
    check_fast(lambda: parse_or_none(body))


def parse_or_none(body: bytes) -> list[Member] | None:
    try:
        return unpack(body)
    except BrokenArchive:
        return None

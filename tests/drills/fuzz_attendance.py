"""The parsers of the attendance dialect, each with what must hold of whatever it reads."""

from __future__ import annotations

import gzip
import io
import random
import tarfile
from datetime import datetime, timedelta
from functools import cache
from typing import Final, get_args

from edge.push.attendance.answers import MOST_PACKS, Answer, portion_of
from edge.push.attendance.archives import (
    ArchiveLimits,
    BrokenArchive,
    is_archive,
    lines_inside,
    parse_archived,
)
from edge.push.attendance.biodata import parse_biodata
from edge.push.attendance.dialect import Request, classify, dialect_of, table_of
from edge.push.attendance.errorlog import parse_errorlog
from edge.push.attendance.handshake import Terms, parse_init, render_options
from edge.push.attendance.idcard import parse_idcard
from edge.push.attendance.lines import Fields, Unread, fields_of, may_have_fields, read_table, split_keyword
from edge.push.attendance.operlog import parse_operlog
from edge.push.attendance.options import info_from_options, info_from_poll, parse_info, parse_options
from edge.push.attendance.photos import parse_attphoto, parse_finger_image
from edge.push.attendance.results import parse_results
from edge.push.attendance.table_records import Operation, Picture, Template
from edge.push.attendance.tables import count_lines, parse_attlog
from edge.push.attendance.times import day, days, stamp_time, wall_clock
from edge.push.head import decode_query, split_target
from edge.push.text import Encoding, decode
from tests.drills.fuzz_inputs import bodies, bodies_at, requests
from tests.drills.fuzz_rules import LONGEST, Parsers, accounted, balanced, plain, require

NOW: Final = datetime(2026, 11, 21, 12)
PUSHVERS: Final = (None, "2.2.14", "2.4.1", "3.2.0", "not a version")
ENCODINGS: Final[tuple[Encoding | None, ...]] = (None, *get_args(Encoding))
_DAY: Final = timedelta(days=1)
_OPERLOG_TABLES: Final = (
    "OPERLOG", "USERINFO", "FINGERTMP", "FACE", "FVEIN", "USERPIC", "BIOPHOTO", "WORKCODE", "BIODATA", "",
)  # fmt: skip
_ROOM: Final = ArchiveLimits(ratio=1, least=LONGEST, members=20)


def attlog(rng: random.Random, data: bytes) -> None:
    kind = rng.choice((None, "pid", "att"))
    read = parse_attlog(
        data, now=NOW, pushver=rng.choice(PUSHVERS), device_type=kind, encoding=rng.choice(ENCODINGS)
    )
    found = len(read.punches) + len(read.dead)
    require(found == read.lines, f"{found} punches and dead lines are not {read.lines} lines")
    require(read.lines == count_lines(data), f"{read.lines} lines read, {count_lines(data)} counted")
    places = [each.line_no for each in (*read.punches, *read.dead)]
    require(len(set(places)) == len(places), "a line was read twice")
    for punch in read.punches:
        plain(punch.pin + punch.work_code)
        _ = punch.local - _DAY, punch.local + _DAY


def operlog(rng: random.Random, data: bytes) -> None:
    read = parse_operlog(data, table=rng.choice(_OPERLOG_TABLES), encoding=rng.choice(ENCODINGS))
    accounted(data, read)


def table_records(rng: random.Random, data: bytes) -> None:
    """What records say of themselves: all of it can be asked of any of them."""
    encoding = rng.choice(ENCODINGS)
    for record in (*parse_operlog(data, encoding=encoding).records, *parse_biodata(data, encoding).records):
        plain(repr(record))
        match record:
            case Operation():
                require(record.pin != "", "an operation concerns the person without a PIN")
                require(record.alarm is None or record.alarm > 0, f"alarm {record.alarm}")
            case Template() | Picture():
                require(record.bare().text == "" and record.bare().size == record.size, "not bare")
                require(not record.whole or record.size > 0, "an empty template is whole")
                require(repr(record) == repr(record.bare()), "a template is shown")


def biodata(rng: random.Random, data: bytes) -> None:
    accounted(data, parse_biodata(data, rng.choice(ENCODINGS)))


def errorlog(rng: random.Random, data: bytes) -> None:
    read = parse_errorlog(data, rng.choice(ENCODINGS))
    accounted(data, read)
    for report in read.records:
        plain(report.code + report.message + report.additional)


def idcard(_: random.Random, data: bytes) -> None:
    accounted(data, parse_idcard(data))


def photos(rng: random.Random, data: bytes) -> None:
    _, target, body = request_of(data)
    query = decode_query(split_target(target)[1])
    photo = parse_attphoto(body, query, rng.choice((None, "pid", "att")))
    finger = parse_finger_image(body, query)
    for read in (photo, finger):
        balanced(read)
        require(read.lines == (1 if body else 0), f"{read.lines} photos in one upload")
        require(all(dead.raw == body for dead in read.dead), "a photo that cannot be read is not kept whole")
    for each in photo.records:
        require("/" not in each.file_name, "a name leads to another folder")
        plain(each.file_name + (each.pin or ""))
        require(len(each.image) <= len(body), "more of a picture than came")


def answers(rng: random.Random, data: bytes) -> None:
    portion = portion_of(decode_query(split_target(request_of(data)[1])[1]))
    if portion is None:
        return
    require(0 < portion.pack_count <= MOST_PACKS and portion.pack_index >= 0, repr(portion))
    answer = Answer(portion.command_id)
    records = rng.randint(0, 9)
    again = answer.plus(portion, records).plus(portion, records)
    require(again == answer.plus(portion, records), "the same pack counts twice")
    require(again.records == records and again.short >= 0, repr(again))


def archives(rng: random.Random, data: bytes) -> int:
    """An archive of the input, damaged, or the input taken for one; what it holds counts as read."""
    upload = data
    if rng.random() < 0.7:
        packed = bytearray(_packed(data, rng.random() < 0.7))
        for _ in range(rng.choice((0, 0, 1, 3))):
            packed[rng.randrange(len(packed))] = rng.randrange(256)
        upload = bytes(packed[: rng.choice((None, None, rng.randint(0, len(packed))))])
    is_archive({"contenttype": upload[:8]})
    try:
        inside = lines_inside(upload, _ROOM)
    except BrokenArchive as broken:
        require(broken.why.message.endswith("."), "it is not said why the archive is broken")
        inside = None
    read = parse_archived(upload, lambda lines: read_table(lines, _any_line), _ROOM)
    if inside is not None:
        accounted(inside, read)
    else:
        require([dead.raw for dead in read.dead] == [upload], "a broken archive is not kept whole")
    balanced(read)
    return len(upload) + 2 * len(inside or b"")


def lines(rng: random.Random, data: bytes) -> None:
    encoding = rng.choice(ENCODINGS)

    def read(line: bytes, _: int) -> Fields | Unread:
        if not may_have_fields(line):
            return Unread("none", "Nothing.")
        keyword, rest = split_keyword(line)
        require(not keyword or keyword.isalpha(), f"{keyword!r} is no keyword")
        fields = fields_of(rest, encoding)
        require(fields.guessed <= fields.told.keys(), "a field was guessed that was not told")
        for name in fields.told:
            fields.number(name)
            plain(fields.text(name))
        return fields if fields.told else Unread("none", "Nothing.")

    accounted(data, read_table(data, read))


def times(_: random.Random, data: bytes) -> None:
    for piece in data.replace(b"\n", b"\t").split(b"\t", 64):
        text = decode(piece[:2000].rpartition(b"=")[2]).text
        for told in (wall_clock(text), stamp_time(text)):
            if told is not None:
                _ = told - _DAY, told + _DAY
                require(told.tzinfo is None, "a wall clock has a zone")
        require(days(text[:8])[0] == day(text[:8].strip()), "the first day is not the first of two")


def options(rng: random.Random, data: bytes) -> None:
    told = parse_options(data, rng.choice(ENCODINGS))
    require("pushcommkey" not in {name.lower() for name in info_from_options(told).raw}, "a secret is told")
    info_from_poll(parse_info(data))


def results(_: random.Random, data: bytes) -> None:
    for result in parse_results(data, {}):
        require(0 < len(result.id) <= 64 and result.id == result.id.strip(), f"{result.id[:80]!r} is no id")
        require(result.ret is None or abs(result.ret) < 2**31, f"{result.ret} fits no column")
        require(result.content is None or result.content in data, "content was changed")
        plain(result.cmd + (result.file_name or ""))
        require(result.count is None or result.count >= 0, f"{result.count} punches")


def dialect(rng: random.Random, data: bytes) -> None:
    method, target, body = request_of(data)
    query = decode_query(split_target(target)[1])
    endpoint = rng.choice(("cdata", "fdata", "getrequest", "querydata", "rtdata", "event", "nothing"))
    asked: Request = classify(endpoint, method, query, body[:1024])
    plain(asked.table + (asked.stamp or ""))
    require(asked.table == asked.table.strip().upper() or not asked.table.isascii(), repr(asked.table))
    require(len(asked.table) <= 64, f"{len(asked.table)} characters of a table's name")
    plain(table_of(query))
    stored = rng.choice((None, "acc", "att", "other"))
    require(dialect_of(query, asked.table, stored, endpoint) in ("acc", "att"), "no dialect at all")


def handshake(_: random.Random, data: bytes) -> None:
    """Nothing that a terminal says adds a line to the block it gets."""
    query = decode_query(split_target(request_of(data)[1])[1])
    said = parse_init(query)
    require(said.encoding in ENCODINGS, f"{said.encoding} is no encoding")
    stamps = {table: decode(query.get("stamp", b"")).text for table in ("ATTLOG", "OPERLOG")}
    block = render_options(Terms("X1", stamps=stamps, pushver=said.pushver))
    require(block.count(b"\n") == _lines_of_block(), "a terminal added a line to the block")
    require(block.endswith(b"\n") and b"\r" not in block and b"\0" not in block, "a damaged block")


def request_of(data: bytes) -> tuple[str, bytes, bytes]:
    """Method, target and body, as `fuzz_inputs.requests` joins them."""
    method, _, rest = data.partition(b"\n")
    target, _, body = rest.partition(b"\n")
    return method.decode("latin-1"), target, body


@cache
def _lines_of_block() -> int:
    return render_options(Terms("X1")).count(b"\n")


def _any_line(line: bytes, line_no: int) -> int | Unread:
    return line_no if line[:1].isalnum() else Unread("odd", "It is odd.")


def _packed(data: bytes, as_tar: bool) -> bytes:
    if not as_tar:
        return gzip.compress(data, 1, mtime=0)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=1) as archive:
        for part in data.split(b"\n\n", 3):
            member = tarfile.TarInfo("table.txt")
            member.size = len(part)
            archive.addfile(member, io.BytesIO(part))
    return packed.getvalue()


PARSERS: Final[Parsers] = {
    attlog: bodies("ATTLOG"),
    operlog: bodies("OPERLOG", "USERINFO"),
    table_records: bodies("OPERLOG", "BIODATA"),
    biodata: bodies("BIODATA"),
    errorlog: bodies("ERRORLOG"),
    idcard: bodies("IDCARD"),
    photos: [each for each in requests() if b"PHOTO" in each.upper()],
    answers: [each for each in requests() if b"CmdId=" in each or b"cmdid=" in each],
    archives: bodies("OPERLOG", "ATTLOG"),
    lines: bodies("OPERLOG", "BIODATA", "IDCARD", "ERRORLOG"),
    times: bodies("ATTLOG", "OPERLOG", "IDCARD"),
    options: bodies("options"),
    results: bodies_at("devicecmd"),
    dialect: requests(),
    handshake: requests(),
}

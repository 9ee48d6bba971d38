"""The parsers of the access-control dialect, each with what must hold of whatever it reads."""

from __future__ import annotations

import base64
import gzip
import random
import re
from datetime import timedelta
from functools import cache
from typing import Final, Literal, get_args

from edge.push.access.account import parse_account, parse_overview
from edge.push.access.authorize import parse_attempt, render_verdict
from edge.push.access.columns import columns_of
from edge.push.access.dialect import Kind, Request, classify
from edge.push.access.documents import read_document
from edge.push.access.events import Band, Subject, band_of, subject_of, word_of
from edge.push.access.handshake import (
    Terms,
    check_token,
    credentials_of,
    render_configuration,
    render_registered,
    token_for,
    token_in,
)
from edge.push.access.querydata import Assembler, Bounds, Packet, counted, packet_of, render_packet_reply
from edge.push.access.records import Event
from edge.push.access.registration import parse_registration
from edge.push.access.returns import is_final, return_word
from edge.push.access.rtlog import parse_rtlog
from edge.push.access.rtstate import parse_irstate, parse_rtstate, parse_testdata
from edge.push.access.table_records import User
from edge.push.access.tabledata import parse_tabledata, render_reply
from edge.push.access.times import decode_period, encoded_time, valid_from, valid_to
from edge.push.access.verify import verification_of
from edge.push.attendance.archives import ArchiveLimits
from edge.push.attendance.lines import Unread, read_table
from edge.push.attendance.options import parse_options
from edge.push.attendance.table_records import IdentityCard
from edge.push.head import decode_query, split_target
from edge.push.text import decode
from tests.drills.fuzz_attendance import ENCODINGS, NOW, request_of
from tests.drills.fuzz_inputs import bodies, bodies_at, requests
from tests.drills.fuzz_rules import LONGEST, Parsers, accounted, balanced, plain, require

SERIAL: Final = "VGU6259910358"
_TABLES: Final = (
    "user", "userauthorize", "mulcarduser", "templatev10", "biodata", "biophoto", "userpic", "attphoto",
    "identitycard", "errorlog", "deviceauthorize", "transaction", "timezone", "",
)  # fmt: skip
_ROOM: Final = ArchiveLimits(ratio=1, least=LONGEST, members=20)
_CREDENTIALS: Final = credentials_of(b"drill", SERIAL)
_WORD: Final = re.compile(r"[a-z][a-z0-9_]*")
_SAFE_NAME: Final = re.compile(r"[A-Za-z0-9_]{0,64}")
_LOOSE: Final = re.compile(rb"[\n\t&,]")


def registration(rng: random.Random, data: bytes) -> None:
    told = parse_registration(data, rng.choice(ENCODINGS))
    plain(told.machine_word or "")
    require(all(0 <= code < 512 for code in told.event_codes), "an event that no bit stands for")
    for number in (told.doors, told.readers, told.packet_bytes, told.info.users):
        require(number is None or number >= 0, f"{number} of anything")


def events(rng: random.Random, data: bytes) -> None:
    """Every number is an event of some band, with a word that needs no quoting."""
    for piece in (*_LOOSE.split(data, 64), str(rng.randint(-(10**10), 10**10)).encode()):
        code = _number_in(piece)
        require(band_of(code) in get_args(Band), f"event {code} is in no band")
        require(subject_of(code, rng.random() < 0.5) in get_args(Subject), f"event {code} is about nothing")
        require(_WORD.fullmatch(word_of(code).replace("-", "")) is not None, f"{word_of(code)!r} is no word")
        require(bool(return_word(code)) and is_final(code) in (True, False), f"{code} has no word")


def rtlog(rng: random.Random, data: bytes) -> None:
    read = parse_rtlog(data, serial=SERIAL, now=NOW, encoding=rng.choice(ENCODINGS))
    accounted(data, read)
    for event in read.records:
        _judge_event(event)


def rtstate(rng: random.Random, data: bytes) -> None:
    doors = rng.choice((None, 0, 1, 4, 8, 99))
    states = parse_rtstate(data, serial=SERIAL, doors=doors)
    for read in (states, parse_irstate(data), parse_testdata(data)):
        accounted(data, read)
    for report in states.records:
        require(len(report.doors) <= 8, f"{len(report.doors)} doors in one report")
        require(report.changed_from({each.door: each for each in report.doors}) == (), "it changed by itself")
        plain(report.time_text + report.sub_serial)


def tabledata(rng: random.Random, data: bytes) -> None:
    table = rng.choice(_TABLES)
    read = parse_tabledata(table, data, serial=SERIAL, now=NOW, encoding=rng.choice(ENCODINGS))
    accounted(data, read)
    said = f"{table}={read.lines}".encode() if table else b"OK"
    require(render_reply(table, read.lines) == said, f"the reply is not {said!r}")
    for record in read.records:
        match record:
            case Event():
                _judge_event(record)
            case User():
                plain(record.pin + record.name + record.group)
                require(0 < len(record.pin) <= 64 and len(record.name) <= 256, "a person of endless name")


def querydata(rng: random.Random, data: bytes) -> None:
    """Cut anywhere, repeated, some out of order: what is given out is what came."""
    method, target, body = request_of(data)
    query = decode_query(split_target(target)[1])
    asked = classify("querydata", method, query, body[:1024])
    came = packet_of("X", asked, query, body)
    require(0 <= came.index <= came.total, repr(came))
    reply = render_packet_reply(asked, came.count, 3)
    require(_SAFE_NAME.fullmatch(reply.decode().partition("=")[0]) is not None, f"{reply!r} repeats noise")
    require((counted(body) or 0) >= 0, "a negative count")
    cuts = sorted(rng.randint(0, len(body)) for _ in range(rng.randint(0, 6)))
    ends = [*cuts, len(body)]
    table = rng.choice(("user", "", asked.table))
    packets = [
        Packet("X", "7", table, place, len(ends), None, came.archived, body[start:end])
        for place, (start, end) in enumerate(zip([0, *cuts], ends, strict=True), 1)
    ]
    rng.shuffle(packets)
    _judge_assembly(rng, packets, body)


def account(rng: random.Random, data: bytes) -> int:
    """Archives behind a header and bare, whole and damaged; what they hold counts as read."""
    upload = data
    if rng.random() < 0.6:
        packed = bytearray(gzip.compress(data, 1, mtime=0))
        for _ in range(rng.choice((0, 0, 2))):
            packed[rng.randrange(len(packed))] = rng.randrange(256)
        upload = rng.choice(
            (bytes(packed), b"datacode=base64\n\0" + base64.b64encode(packed), b"datatype=tgz\n\0" + packed)
        )
    overview = parse_overview(data)
    plain(overview.file_name + overview.content_type)
    table = rng.choice(_TABLES)
    balanced(
        parse_account(table, upload, serial=SERIAL, now=NOW, encoding=rng.choice(ENCODINGS), limits=_ROOM)
    )
    return len(upload) + min(LONGEST, len(data))


def documents(rng: random.Random, data: bytes) -> None:
    encoding = rng.choice(ENCODINGS)

    def read(line: bytes, line_no: int) -> IdentityCard | Unread:
        return read_document(columns_of(line, encoding), line, line_no)

    table = read_table(data, read)
    accounted(data, table)
    for card in table.records:
        plain(card.name + (card.pin or "") + card.id_number + card.validity)
        require(card.bare().biometrics == {}, "not bare")
        require(card.pin is None or 0 < len(card.pin) <= 64, "a PIN too long")


def verify(_: random.Random, data: bytes) -> None:
    for piece in _LOOSE.split(data, 64):
        told = verification_of(decode(piece.rpartition(b"=")[2]).text)
        if told is not None:
            require(0 <= told.code < 1000, f"{told.code} is no verify mode")
            require(_WORD.fullmatch(told.word) is not None, f"{told.word!r} is no word")


def authorize(rng: random.Random, data: bytes) -> None:
    """The reply repeats the line that was sent, and never another one."""
    attempt = parse_attempt(data, serial=SERIAL, now=NOW, encoding=rng.choice(ENCODINGS))
    record = data
    if not isinstance(attempt, Unread):
        doors = rng.randint(0, 16)
        door = attempt.door_of(doors, rng.randint(0, 32))
        require(1 <= door <= max(doors, 1), f"door {door} of {doors}")
        record = attempt.record
        require(b"\n" not in record and record in data, "the record is not the line that was sent")
    verdict: Literal["SUCCESS", "FAILED"] = rng.choice(("SUCCESS", "FAILED"))
    reply = render_verdict(verdict, record, "0101010500")
    lines = 3 if verdict == "SUCCESS" else 2
    require(reply.count(b"\n") == lines, f"{reply.count(bytes((10,)))} lines in a verdict of {lines}")


def access_times(_: random.Random, data: bytes) -> None:
    for piece in _LOOSE.split(data, 64):
        text = decode(piece[:2000].rpartition(b"=")[2]).text
        local = encoded_time(text)
        if local is not None:
            _ = local + timedelta(days=1), local - timedelta(days=1)
        first, last = valid_from(text), valid_to(text)
        require((first is None) == (last is None), f"{text[:40]!r} is half a limit")
        require(first is None or last is None or first <= last, f"{text[:40]!r} ends before it begins")
        try:
            decode_period(_number_in(piece))
        except ValueError as error:
            plain(str(error))


def access_dialect(rng: random.Random, data: bytes) -> None:
    """Whatever is asked, what a reply repeats of it is a name."""
    method, target, body = request_of(data)
    query = decode_query(split_target(target)[1])
    endpoint = rng.choice(("cdata", "fdata", "querydata", "file", "rtdata", "registry", "push", "nothing"))
    asked: Request = classify(endpoint, method, query, body[:1024])
    require(isinstance(asked.kind, Kind), "no kind")
    require(_SAFE_NAME.fullmatch(asked.said) is not None, f"{asked.said!r} may stand in no reply")
    require(asked.table == asked.said.lower(), f"{asked.table!r} is said {asked.said!r}")
    require(asked.command_id is None or 0 < len(asked.command_id) <= 64, "a command's id too long")


def access_handshake(rng: random.Random, data: bytes) -> None:
    """No token is right but the right one; nothing that a terminal says adds a line to a block."""
    cookie = decode(data[:2048]).text
    token = token_in(cookie)
    require(token is None or re.fullmatch(r"[0-9a-f]{32}", token) is not None, f"{token!r} is no token")
    right = token_for(_CREDENTIALS, SERIAL)
    require(check_token(cookie, _CREDENTIALS, SERIAL) != "right" or right in cookie.lower(), "any token does")
    spliced = cookie[: rng.randint(0, 40)] + "; token=" + right
    require(check_token(spliced, _CREDENTIALS, SERIAL) != "absent", "a token was not seen")
    options = parse_options(data)
    terms = Terms(SERIAL, _CREDENTIALS, options.get("PushVersion"), options, rng.random() < 0.5)
    for block, lines in zip((render_registered(terms), render_configuration(terms)), _lines(), strict=True):
        require(block.count(b"\n") in (lines, lines + 1), "a terminal added a line to the block")
        require(b"\r" not in block and b"\0" not in block, "a damaged block")
        require(b"=\n" not in block, "an option without a value")


def _judge_event(event: Event) -> None:
    plain((event.pin or "") + event.time_text + event.sub_serial + event.verify_text)
    require(len(event.dedup) == 16, "no key")
    require(_WORD.fullmatch(event.word.replace("-", "")) is not None, f"{event.word!r} is no word")
    require(event.triggered_by is None or event.triggered_by >= 0, "a linkage of nothing")
    if event.local is not None:
        _ = event.local + timedelta(days=1), event.local - timedelta(days=1)
    if event.subject == "punch":
        require(event.punch().line == event.line, "a punch lost its line")


def _judge_assembly(rng: random.Random, packets: list[Packet], body: bytes) -> None:
    """Nothing is lost within the bounds, and beyond them nothing but the order."""
    assembler = Assembler(Bounds(answer=rng.choice((0, 100, 1 << 20))))
    came = b""
    whole = True
    for now, packet in enumerate(packets):
        for each in (packet, packet)[: rng.choice((1, 1, 2)) if now + 1 < len(packets) else 1]:
            step = assembler.take(each, float(now))
            came += step.body
            whole = whole and step.whole
            require(assembler.settle(step), "a step was not settled though nothing came between")
    require(assembler.waiting == 0, f"{assembler.waiting} bytes wait for nothing")
    if whole and not packets[0].table:
        require(came == body, "what was joined is not what was cut")
    ours, theirs = (text.replace(b"\n", b"") for text in (came, body))
    require(len(ours) == len(theirs) and sorted(ours) == sorted(theirs), "bytes were lost or doubled")


def _number_in(piece: bytes) -> int:
    """The digits of a piece as a number, whatever else is there."""
    digits = bytes(byte for byte in piece if 48 <= byte < 58)[:12]
    return (-1 if b"-" in piece else 1) * int(digits or b"0")


@cache
def _lines() -> tuple[int, int]:
    terms = Terms(SERIAL, _CREDENTIALS)
    return render_registered(terms).count(b"\n"), render_configuration(terms).count(b"\n")


PARSERS: Final[Parsers] = {
    registration: bodies_at("registry"),
    events: bodies("rtlog"),
    rtlog: bodies("rtlog"),
    rtstate: bodies("rtstate", "irstate", "testdata"),
    tabledata: bodies("tabledata"),
    querydata: [each for each in requests() if b"/querydata" in each],
    account: bodies("transaction") + bodies_at("file"),
    documents: bodies("IDCARD"),
    verify: bodies("rtlog"),
    authorize: [each for each in bodies_at("cdata") if each.startswith(b"time=")],
    access_times: bodies("user", "transaction", "rtlog"),
    access_dialect: requests(),
    access_handshake: bodies_at("registry") + bodies("options"),
}

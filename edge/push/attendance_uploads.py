"""The tables of attendance terminals: from a request's body to what of it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, NamedTuple

from edge.devices import Device
from edge.ingest import DeadDraft, RawDraft, Upload
from edge.push.attendance.archives import BrokenArchive, is_archive, lines_inside, parse_archived
from edge.push.attendance.biodata import parse_biodata
from edge.push.attendance.dialect import Kind, Request
from edge.push.attendance.door_events import parse_door_events
from edge.push.attendance.errorlog import parse_errorlog
from edge.push.attendance.idcard import parse_idcard
from edge.push.attendance.lines import Table
from edge.push.attendance.operlog import parse_operlog
from edge.push.attendance.photos import parse_attphoto, parse_finger_image
from edge.push.attendance.records import DeadLine
from edge.push.attendance.tables import parse_attlog
from edge.push.attendance_drafts import TableRecord, drafted
from edge.push.drafts import punch_drafts
from edge.push.privacy import without_biometrics
from edge.push.text import decode, encoding_hint
from edge.push.wire import DeviceRequest

Parse = Callable[[bytes], Table[TableRecord]]

_EPOCH: Final = datetime(1970, 1, 1)
_OF_OPERLOG: Final = frozenset(
    {"OPERLOG", "USERINFO", "FINGERTMP", "FACE", "FVEIN", "USERPIC", "BIOPHOTO", "WORKCODE"}
)
MOST_DEAD: Final = 500


class Read(NamedTuple):
    """A request's body as it will be stored, and how many lines it had: the `n` of `OK: n`."""

    upload: Upload
    lines: int

    @property
    def empty(self) -> bool:
        """Whether there is nothing to store."""
        upload = self.upload
        told = upload.punches or upload.reports or upload.work_codes
        return not (told or upload.dead or upload.raw or upload.stamp)


def parser_of(request: DeviceRequest, asked: Request, device: Device) -> Parse | None:
    """What reads the lines, or the picture, of a request (PROTOCOL.md §6.4-§6.8); None where nothing does."""
    encoding = encoding_hint(device.options.get("language"))
    if asked.kind is Kind.EVENT:
        return partial(parse_door_events, encoding=encoding)
    if asked.table == "BIODATA" or (asked.kind is Kind.UNCLASSIFIED and _says_biodata(request)):
        return partial(parse_biodata, encoding=encoding)
    match asked.table:
        case "ATTPHOTO":
            return partial(parse_attphoto, query=request.query, device_type=device_type(request, device))
        case "FPIMAGE":
            return partial(parse_finger_image, query=request.query)
        case "ERRORLOG":
            return partial(parse_errorlog, encoding=encoding)
        case "IDCARD":
            return parse_idcard
        case table if table in _OF_OPERLOG:
            return partial(parse_operlog, table=table, encoding=encoding)
        case _:
            return None


def read_table(
    parse: Parse, request: DeviceRequest, asked: Request, device: Device, now_us: int, biometrics: bool
) -> Read:
    """A table other than ATTLOG. `biometrics`: whether templates and pictures are kept; what is kept of lines
    that could not be read has none either way."""
    archived = is_archive(request.query)
    table: Table[Any] = parse_archived(request.body, parse) if archived else parse(request.body)
    drafts = drafted(table.records, device, now_us, biometrics)
    keeps_whole = table.unlisted > 0 and not archived
    upload = Upload(
        source=device.source,
        received_at=now_us,
        table_name=asked.table or request.endpoint,
        dead=_dead(table.dead, request, opaque=asked.kind is Kind.PHOTO),
        # So much that cannot be read is kept whole instead of line by line.
        raw=_whole(request, asked, without_biometrics(request.body)) if keeps_whole else None,
        stamp=moved_stamp(asked, device),
        expired=drafts.expired,
        dead_whole=table.unlisted,
        unwanted=drafts.unwanted,
        reports=drafts.reports,
        work_codes=drafts.work_codes,
        size=len(request.body),
    )
    return Read(upload, table.lines)


def read_attlog(request: DeviceRequest, asked: Request, device: Device, now_us: int) -> Read:
    """Punches (PROTOCOL.md §6.1)."""
    body = request.body
    if is_archive(request.query):
        try:
            body = lines_inside(body)
        except BrokenArchive as broken:
            return _unread(broken, request, asked, device, now_us)
    read = parse_attlog(
        body,
        now=_EPOCH + timedelta(microseconds=now_us + device.clock.offset_at(now_us) * 1_000_000),
        pushver=device.push_version,
        device_type=device_type(request, device),
        encoding=encoding_hint(device.options.get("language")),
    )
    punches, expired = punch_drafts(read.punches, device, now_us)
    upload = Upload(
        source=device.source,
        received_at=now_us,
        table_name=asked.table,
        punches=punches,
        dead=[DeadDraft(line.raw, line.line_no, line.code, line.message) for line in read.dead[:MOST_DEAD]],
        raw=_whole(request, asked, body) if len(read.dead) > MOST_DEAD else None,
        stamp=moved_stamp(asked, device),
        expired=expired,
        dead_whole=max(len(read.dead) - MOST_DEAD, 0),
        size=len(request.body),
    )
    return Read(upload, read.lines)


def read_unknown(request: DeviceRequest, asked: Request, device: Device, now_us: int) -> Read:
    """What nothing here reads is kept as it came, but for templates and pictures (PROTOCOL.md §5)."""
    body = request.body
    if is_archive(request.query):
        try:
            body = lines_inside(body)
        except BrokenArchive as broken:
            return _unread(broken, request, asked, device, now_us)
    upload = Upload(
        source=device.source,
        received_at=now_us,
        table_name=asked.table,
        raw=_whole(request, asked, without_biometrics(body)),
        stamp=moved_stamp(asked, device),
        size=len(request.body),
    )
    return Read(upload, 0)


def device_type(request: DeviceRequest, device: Device) -> str | None:
    """What the terminal calls its own kind: `pid` reads documents (PROTOCOL.md §0.3)."""
    said = request.query.get("devicetype")
    return (decode(said).text if said else "") or device.options.get("DeviceType")


def moved_stamp(asked: Request, device: Device) -> str | None:
    """The stamp to remember, None where it is known."""
    return asked.stamp if asked.table and asked.stamp != device.stamps.get(asked.table) else None


def _says_biodata(request: DeviceRequest) -> bool:
    return decode(request.query.get("type", b"")).text.strip().upper() == "BIODATA"


def _unread(
    broken: BrokenArchive, request: DeviceRequest, asked: Request, device: Device, now_us: int
) -> Read:
    dead = DeadLine(b"", 1, broken.why.code, broken.why.message)
    upload = Upload(
        source=device.source,
        received_at=now_us,
        table_name=asked.table,
        dead=_dead([dead], request, opaque=True),
        stamp=moved_stamp(asked, device),
        size=len(request.body),
    )
    return Read(upload, 1)


def _dead(lines: Iterable[DeadLine], request: DeviceRequest, opaque: bool) -> list[DeadDraft]:
    """Lines that could not be read. Of pictures and archives only how they were announced: what is in them
    may be somebody's face."""
    drafts = []
    for line in lines:
        hidden = opaque or line.code.startswith("archive_")
        kept = _announced(request) if hidden else without_biometrics(line.raw)
        drafts.append(DeadDraft(kept, line.line_no, line.code, line.message))
    return drafts


def _announced(request: DeviceRequest) -> bytes:
    return f"{request.endpoint}?{query_text(request)} ({len(request.body):,} bytes)".encode()


def _whole(request: DeviceRequest, asked: Request, body: bytes) -> RawDraft:
    return RawDraft(request.endpoint, asked.table, query_text(request), body)


def query_text(request: DeviceRequest) -> str:
    """The query as it can be read, for those who look at what came."""
    return "&".join(f"{name}={decode(value).text}" for name, value in request.query.items())

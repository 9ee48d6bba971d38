"""Records by the file: what ACCOUNT of ours makes a terminal send, as an archive within a text or alone."""

from __future__ import annotations

import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from edge.push.access.columns import number
from edge.push.access.tabledata import TableRecord, parse_tabledata
from edge.push.attendance.archives import DEFAULT_LIMITS, ArchiveLimits, BrokenArchive, lines_inside
from edge.push.attendance.lines import Table, Unread, unreadable_body
from edge.push.text import Encoding, decode

_MOST_LINES: Final = 32
_NOT_BASE64 = Unread(
    "archive_damaged", "The archive is no base64 text. Look at the upload as it came, or discard it."
)


@dataclass(frozen=True, slots=True)
class Overview:
    """What files will follow (PROTOCOL.md §10.8); None and "" where it does not say."""

    records: int | None
    file_name: str
    content_type: str
    files: int | None


def parse_overview(body: bytes) -> Overview:
    """The body of `desc=overview`. Never raises."""
    told = _pairs(body)
    return Overview(
        records=number(told.get("sumcount", "")),
        file_name=told.get("filename", ""),
        content_type=told.get("contenttype", "").lower(),
        files=number(told.get("filecount", "")),
    )


def parse_account(
    table: str,
    body: bytes,
    *,
    serial: str,
    now: datetime,
    encoding: Encoding | None = None,
    limits: ArchiveLimits = DEFAULT_LIMITS,
) -> Table[TableRecord]:
    """The records of an archive: bare, as posted to `/file`, or behind a header that a NUL ends, as posted to
    `/querydata` with `datafmt=3` (PROTOCOL.md §10.8). Arguments as for `parse_tabledata`. Never raises: an
    archive that cannot be opened is one dead line."""
    head, nul, content = body.partition(b"\0")
    told = _pairs(head) if nul else {}
    if told.keys().isdisjoint(("datacode", "datatype")):
        content = body
    elif told.get("datacode", "").lower() == "base64":
        try:
            content = binascii.a2b_base64(content)
        except binascii.Error:
            return unreadable_body(body, _NOT_BASE64)
    try:
        lines = lines_inside(content, limits)
    except BrokenArchive as broken:
        return unreadable_body(body, broken.why)
    return parse_tabledata(table, lines, serial=serial, now=now, encoding=encoding)


def _pairs(lines: bytes) -> Mapping[str, str]:
    told: dict[str, str] = {}
    for line in lines.split(b"\n", _MOST_LINES)[:_MOST_LINES]:
        name, equals, value = line.partition(b"=")
        if equals:
            told.setdefault(decode(name[:64]).text.strip().lower(), decode(value[:256]).text.strip())
    return told

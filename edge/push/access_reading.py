"""From the body of an access terminal's upload to what of it is stored, without any waiting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from edge.devices import Device
from edge.push.access.account import parse_account
from edge.push.access.rtlog import parse_rtlog
from edge.push.access.tabledata import TableRecord, parse_tabledata
from edge.push.access_drafts import Drafted, drafted
from edge.push.attendance.archives import BrokenArchive, lines_inside
from edge.push.attendance.lines import Table
from edge.push.attendance.records import DeadLine
from edge.push.privacy import without_biometrics
from edge.push.text import encoding_hint

_EPOCH: Final = datetime(1970, 1, 1)
# The one table that comes as an archive and holds nobody's finger or face.
_EVENTS: Final = "transaction"


def read(
    table: str, body: bytes, archived: bool, device: Device, now_us: int, biometrics: bool
) -> tuple[Drafted, bytes | None]:
    """What the lines of a table come to, and the body as it is to be kept beside; None where it need not be.

    `archived`: the body is an archive. `biometrics` as for `drafted`; what is kept beside holds none either
    way.
    """
    parsed = _parsed(table, body, archived, device, now_us)
    if archived:  # one that cannot be opened is a dead line as a whole
        dead = [
            DeadLine(
                kept(body, table, True) if line.raw == body else line.raw,
                line.line_no,
                line.code,
                line.message,
            )
            for line in parsed.dead
        ]
        parsed = replace(parsed, dead=dead)
    drafts = drafted(parsed, device, now_us, biometrics)
    return drafts, kept(body, table, archived) if drafts.whole else None


def kept(body: bytes, table: str = "", archived: bool = False) -> bytes:
    """What of a body may be kept in clear: no template, no picture. Archives are looked into for that; what
    cannot be is not kept."""
    if not archived:
        return without_biometrics(body)
    if table == _EVENTS:
        return body
    try:
        return without_biometrics(lines_inside(body))
    except BrokenArchive:
        return b""


def local_now(device: Device, now_us: int) -> datetime:
    """What the clock of a terminal should show, without a zone."""
    return _EPOCH + timedelta(microseconds=now_us + device.clock.offset_at(now_us) * 1_000_000)


def told_number(device: Device, option: str) -> int:
    """A number that a terminal told of itself, 0 where it did not."""
    text = device.options.get(option, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _parsed(table: str, body: bytes, archived: bool, device: Device, now_us: int) -> Table[TableRecord]:
    parse: Callable[..., Table[TableRecord]]
    if archived:
        parse = partial(parse_account, table, body)
    elif table == "rtlog":
        parse = partial(parse_rtlog, body)
    else:
        parse = partial(parse_tabledata, table, body)
    return parse(
        serial=device.source.serial,
        now=local_now(device, now_us),
        encoding=encoding_hint(device.options.get("language")),
    )

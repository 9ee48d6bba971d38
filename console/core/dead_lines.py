"""Lines of terminals that could not be read: what came, why it could not be read, what became of it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from common.instants import parse_instant
from console.core.records import Json, instant_or_none

ROW: Final = 8
"""Bytes a line of a dump."""


@dataclass(frozen=True, slots=True)
class DeadLine:
    """A line as the edge keeps it. `sent`: its bytes, as they came. `punch_id`: of what it came to after
    all."""

    id: str
    device_id: str
    serial: str
    table: str
    line: str
    sent: bytes
    line_no: int
    code: str
    message: str
    first_us: int
    last_us: int
    count: int
    status: str
    settled_us: int | None = None
    settled_by: str | None = None
    reason: str | None = None
    punch_id: str | None = None

    @classmethod
    def of(cls, body: Json) -> DeadLine:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        return cls(
            id=body["id"],
            device_id=body["device_id"],
            serial=body["device_serial"],
            table=body["table"],
            line=body["line"],
            sent=base64.b64decode(body["line_base64"]),
            line_no=body["line_no"],
            code=body["code"],
            message=body["message"],
            first_us=parse_instant(body["first_seen"]),
            last_us=parse_instant(body["last_seen"]),
            count=body["count"],
            status=body["status"],
            settled_us=instant_or_none(body["settled_at"]),
            settled_by=body["settled_by"],
            reason=body["reason"],
            punch_id=body["attendance_id"],
        )

    @property
    def open(self) -> bool:
        return self.status == "open"


def dump(sent: bytes) -> Iterator[tuple[str, str, str]]:
    """Rows of where they begin, their bytes in hexadecimal, and what of them can be printed."""
    for begin in range(0, len(sent), ROW):
        row = sent[begin : begin + ROW]
        shown = "".join(chr(byte) if 0x20 <= byte < 0x7F else "·" for byte in row)
        yield f"{begin:04x}", row.hex(" "), shown

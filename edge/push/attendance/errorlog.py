"""ERRORLOG: what failed inside a terminal, and during which command of ours."""

from __future__ import annotations

import binascii
import re
from typing import Final, Literal

from edge.push.attendance.lines import (
    ADVICE,
    Table,
    Unread,
    fields_of,
    may_have_fields,
    read_table,
    split_keyword,
)
from edge.push.attendance.table_records import ErrorReport
from edge.push.text import Encoding

_CODE = re.compile(r"([DS])([0-9]{2})E([0-9]{4})", re.IGNORECASE)
_COMMAND_ID = re.compile(r"[A-Za-z0-9]{1,64}")
_LONGEST_CODE: Final = 64
_LONGEST_ADDITIONAL: Final = 64 * 1024
_NO_COMMAND: Final = "0"
_LINE_ENDS: Final = "\r\n\t"

_NO_CODE = Unread("no_error_code", f"The line names no error code. {ADVICE}")
_OTHER_KEYWORD = Unread("unknown_keyword", f"The line begins with no word known in this table. {ADVICE}")


def parse_errorlog(body: bytes, encoding: Encoding | None = None) -> Table[ErrorReport]:
    """The reports of an ERRORLOG body (PROTOCOL.md §6.8)."""

    def read(line: bytes, line_no: int) -> ErrorReport | Unread:
        keyword, rest = split_keyword(line)
        if keyword != b"ERRORLOG" or not may_have_fields(rest):
            return _OTHER_KEYWORD
        return _report(rest, line_no, encoding)

    return read_table(body, read)


def _report(rest: bytes, line_no: int, encoding: Encoding | None) -> ErrorReport | Unread:
    fields = fields_of(rest, encoding)
    code = fields.text("errcode").strip()
    if not code or len(code) > _LONGEST_CODE:
        return _NO_CODE
    parts = _CODE.fullmatch(code)
    command_id = fields.text("cmdid").strip()
    return ErrorReport(
        code=code,
        side=_side(parts[1]) if parts else None,
        module=int(parts[2]) if parts else None,
        number=int(parts[3]) if parts else None,
        message=fields.text("errmsg"),
        origin=fields.text("dataorigin").strip().lower(),
        command_id=command_id if _COMMAND_ID.fullmatch(command_id) and command_id != _NO_COMMAND else None,
        additional=_additional(fields.text("additional")),
        line_no=line_no,
    )


def _side(letter: str) -> Literal["D", "S"]:
    return "D" if letter in "dD" else "S"


def _additional(sent: str) -> str:
    """The text behind the base64; as sent where it is none, or more than anybody will read."""
    if sent and len(sent) <= _LONGEST_ADDITIONAL:
        try:
            text = binascii.a2b_base64(sent, strict_mode=True).decode()
            if all(char.isprintable() or char in _LINE_ENDS for char in text):
                return text
        except ValueError:
            pass  # no base64, or of no text: then it is the text itself
    return sent[:_LONGEST_ADDITIONAL]

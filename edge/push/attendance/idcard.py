"""IDCARD: what a terminal read from a person's identity card."""

from __future__ import annotations

from typing import Final

from edge.push.attendance.lines import (
    ADVICE,
    Fields,
    Table,
    Unread,
    bad_pin,
    fields_of,
    may_have_fields,
    read_table,
    split_keyword,
)
from edge.push.attendance.table_records import IdentityCard
from edge.push.attendance.times import day, days

_BIOMETRICS: Final = ("photo", "photojpg", "fptemplate1", "fptemplate2")
_NUMBERS: Final = ("idnum", "snnum", "dnnum")
_NOBODY: Final = frozenset({"", "0"})

_NO_NUMBER = Unread("no_id_number", f"The line names no number of a document. {ADVICE}")
_OTHER_KEYWORD = Unread("unknown_keyword", f"The line begins with no word known in this table. {ADVICE}")


def parse_idcard(body: bytes) -> Table[IdentityCard]:
    """The documents of an IDCARD body, whose text is always UTF-8 (PROTOCOL.md §3.8, §6.8)."""
    return read_table(body, _read)


def _read(line: bytes, line_no: int) -> IdentityCard | Unread:
    keyword, rest = split_keyword(line)
    if keyword != b"IDCARD" or not may_have_fields(rest):
        return _OTHER_KEYWORD
    fields = fields_of(rest, "utf-8")
    pin = fields.text("pin")
    if pin in _NOBODY:
        return _card(None, fields, line_no)
    return bad_pin(pin) or _card(pin, fields, line_no)


def _card(pin: str | None, fields: Fields, line_no: int) -> IdentityCard | Unread:
    id_number, serial_number, application_number = (fields.text(name) for name in _NUMBERS)
    if not (id_number or serial_number or application_number):
        return _NO_NUMBER
    validity = fields.text("validinfo")
    valid_from, valid_to = days(validity)
    return IdentityCard(
        pin=pin,
        id_number=id_number,
        serial_number=serial_number,
        application_number=application_number,
        name=fields.text("name"),
        gender=fields.text("gender"),
        nation=fields.text("nation"),
        birthday=day(fields.text("birthday")),
        valid_from=valid_from,
        valid_to=valid_to,
        validity=validity,
        address=fields.text("address"),
        additional=fields.text("additionalinfo"),
        issuer=fields.text("issuer"),
        reserve=fields.text("reserve"),
        notice=fields.text("notice"),
        biometrics={name: value for name in _BIOMETRICS if (value := fields.text(name))},
        line_no=line_no,
    )

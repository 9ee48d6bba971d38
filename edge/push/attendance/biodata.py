"""Templates of fingers, faces, veins and palms in the four forms terminals send them; never decoded."""

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
from edge.push.attendance.table_records import Template, TemplateKeyword
from edge.push.text import Encoding

_KEYWORDS: Final[dict[bytes, TemplateKeyword]] = {
    b"BIODATA": "BIODATA",
    b"FP": "FP",
    b"FINGERTMP": "FP",
    b"FACE": "FACE",
    b"FVEIN": "FVEIN",
    b"": "BIODATA",  # some send the fields alone
}
_FINGERPRINT, _INFRARED_FACE, _FINGER_VEIN = 1, 2, 7
_KINDS: Final = {"FP": _FINGERPRINT, "FACE": _INFRARED_FACE, "FVEIN": _FINGER_VEIN}
_DURESS: Final = 3  # in `Valid` of FP, FACE and FVEIN

_NO_TEMPLATE = Unread("no_template", f"The line carries no template. {ADVICE}")
_NO_TYPE = Unread("no_type", f"The line does not say of what type its template is. {ADVICE}")
_OTHER_KEYWORD = Unread("unknown_keyword", f"The line begins with no word known in this table. {ADVICE}")


def parse_biodata(body: bytes, encoding: Encoding | None = None) -> Table[Template]:
    """The templates of a BIODATA, FINGERTMP, FACE or FVEIN body (PROTOCOL.md §6.5, §6.8)."""

    def read(line: bytes, line_no: int) -> Template | Unread:
        if not may_have_fields(line):
            return _OTHER_KEYWORD
        word, rest = split_keyword(line)
        keyword = _KEYWORDS.get(word)
        if keyword is None:
            return _OTHER_KEYWORD
        return read_template(keyword, fields_of(rest, encoding), line_no)

    return read_table(body, read)


def read_template(keyword: TemplateKeyword, fields: Fields, line_no: int) -> Template | Unread:
    """One line, its keyword taken off (PROTOCOL.md §6.4, §6.5).

    A line whose template was emptied on the way is a template of size 0, not an unreadable line.
    """
    pin = fields.text("pin")
    wrong = bad_pin(pin)
    if wrong is not None:
        return wrong
    if "tmp" not in fields.told:
        return _NO_TEMPLATE
    kind = _KINDS.get(keyword) or fields.number("type")
    if kind is None:
        return _NO_TYPE
    text = fields.text("tmp").strip()
    valid = fields.number("valid")
    major, minor = _version(keyword, fields, text)
    number, part = _place(keyword, fields)
    return Template(
        keyword=keyword,
        pin=pin,
        kind=kind,
        number=number,
        part=part,
        valid=valid,
        duress=fields.number("duress") == 1 or (keyword != "BIODATA" and valid == _DURESS),
        major=major,
        minor=minor,
        format=fields.number("format"),
        declared=fields.number("size"),
        size=len(text),
        text=text,
        line_no=line_no,
    )


def _place(keyword: TemplateKeyword, fields: Fields) -> tuple[int, int]:
    """Which finger, eye or palm, and which piece of its template: FID is the piece of a FACE (§7.5)."""
    number = fields.number("no") or fields.number("fid") or 0
    return (0, number) if keyword == "FACE" else (number, fields.number("index") or 0)


def _version(keyword: TemplateKeyword, fields: Fields, text: str) -> tuple[int | None, int | None]:
    """The algorithm, from the line, or for FP from how the template begins (§6.4)."""
    major = fields.number("majorver")
    if keyword != "FP" or major is not None:
        return major, fields.number("minorver")
    if text.startswith("oco"):
        return 9, None
    return (10 if text[:1] in ("T", "S") else None), None

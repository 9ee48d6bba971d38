"""OPERLOG and the tables that share its lines: one body holds operations, people, templates and pictures."""

from __future__ import annotations

import re
from typing import Final, Literal

from edge.push.attendance.biodata import read_template
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
from edge.push.attendance.shapes import LONGEST_NAME
from edge.push.attendance.table_records import (
    Operation,
    OperlogRecord,
    Picture,
    PictureKeyword,
    TemplateKeyword,
    User,
    WorkCode,
)
from edge.push.attendance.times import wall_clock
from edge.push.text import Encoding, decode

_Keyword = Literal["USER", "WORKCODE"] | TemplateKeyword | PictureKeyword

_KEYWORDS: Final[dict[bytes, _Keyword]] = {  # of lines, and of tables that hold one kind of them
    b"USER": "USER",
    b"USERINFO": "USER",
    b"FP": "FP",
    b"FINGERTMP": "FP",
    b"FACE": "FACE",
    b"FVEIN": "FVEIN",
    b"BIODATA": "BIODATA",
    b"USERPIC": "USERPIC",
    b"BIOPHOTO": "BIOPHOTO",
    b"WORKCODE": "WORKCODE",
}
_READ_OF_USER: Final = frozenset(
    {
        "pin", "name", "pri", "passwd", "card", "grp", "tz", "verify", "vicecard",
        "expires", "startdatetime", "enddatetime",
    }
)  # fmt: skip
_SHOWS_USER: Final = ("name", "pri", "passwd", "card", "grp")  # where no keyword does
_LONGEST_PERSON_NAME: Final = 256  # 24 bytes on most terminals
_OPERATION = re.compile(r"[0-9]{1,5}")
_MOST_COLUMNS: Final = 8
_CARD_BYTES = re.compile(r"\[((?:[0-9A-Fa-f]{2}){1,16})\]")
_NO_CARD: Final = frozenset({"", "0", "null"})

_NO_KEYWORD = Unread("unknown_keyword", f"The line begins with no word known in this table. {ADVICE}")
_NO_OPERATION = Unread("no_operation", f"The line names no operation by its number. {ADVICE}")
_NO_TIME = Unread("no_time", f"The line has no time where one belongs. {ADVICE}")
_NO_PICTURE = Unread("no_picture", f"The line carries no picture. {ADVICE}")
_NO_CODE = Unread("no_code", f"The line names no work code. {ADVICE}")


def parse_operlog(
    body: bytes, *, table: str = "OPERLOG", encoding: Encoding | None = None
) -> Table[OperlogRecord]:
    """The records of an OPERLOG body, in their order; likewise of USERINFO, FINGERTMP, FACE, FVEIN, USERPIC,
    BIOPHOTO and WORKCODE, whose lines are the same (PROTOCOL.md §6.4, §6.8).

    `table`, in capitals, says what a line is that begins with no keyword; `encoding`
    (`edge.push.text.encoding_hint`) what text is that is not UTF-8.
    """
    default = None if table == "USERINFO" else _KEYWORDS.get(table.encode())

    def read(line: bytes, line_no: int) -> OperlogRecord | Unread:
        word, rest = split_keyword(line)
        if word == b"OPLOG":
            return _operation(rest, line_no, encoding)
        keyword = _KEYWORDS.get(word) if word else default
        if not may_have_fields(rest) or (word and keyword is None):
            return _NO_KEYWORD
        fields = fields_of(rest, encoding)
        match keyword or _guess(fields):
            case "USER":
                return _user(fields, line_no)
            case "WORKCODE":
                return _work_code(fields, line_no)
            case "USERPIC" | "BIOPHOTO" as keyword:
                return _picture(keyword, fields, line_no)
            case None:
                return _NO_KEYWORD
            case keyword:
                return read_template(keyword, fields, line_no)

    return read_table(body, read)


def card_number(text: str) -> str | None:
    """A card as a decimal number, from the decimal or the `[hex]` form, whose bytes are least significant
    first (PROTOCOL.md §6.4); text that is neither as it is. None for no card."""
    clean = text.strip()
    if clean in _NO_CARD:
        return None
    found = _CARD_BYTES.fullmatch(clean) if clean.startswith("[") else None
    if found is not None:
        clean = str(int.from_bytes(bytes.fromhex(found[1]), "little"))
    elif clean.isascii() and clean.isdigit():
        clean = clean.lstrip("0")
    return None if clean in _NO_CARD else clean


def _guess(fields: Fields) -> _Keyword | None:
    """A person may be sent as fields alone (§6.4); a PIN by itself is none."""
    return "USER" if not fields.told.keys().isdisjoint(_SHOWS_USER) else None


def _operation(rest: bytes, line_no: int, encoding: Encoding | None) -> Operation | Unread:
    if rest.isascii() and b"\0" not in rest:
        columns = rest.decode().split("\t", _MOST_COLUMNS)
    else:
        columns = [decode(column, encoding).text for column in rest.split(b"\t", _MOST_COLUMNS)]
    if len(columns) < 3:
        return _NO_OPERATION if len(columns) == 1 else _NO_TIME
    code = columns[0].strip()
    if not _OPERATION.fullmatch(code):
        return _NO_OPERATION
    operator, time_text, obj1, obj2, obj3, obj4 = (columns[1:7] + [""] * 4)[:6]
    if not time_text.strip():
        return _NO_TIME
    return Operation(int(code), operator, time_text, wall_clock(time_text), (obj1, obj2, obj3, obj4), line_no)


def _user(fields: Fields, line_no: int) -> User | Unread:
    pin = fields.text("pin")
    wrong = bad_pin(pin)
    if wrong is not None:
        return wrong
    told = fields.told
    get = told.get
    name = get("name", "")
    other = {} if told.keys() <= _READ_OF_USER else {n: told[n] for n in told if n not in _READ_OF_USER}
    return User(
        pin=pin,
        name=name[:_LONGEST_PERSON_NAME],
        name_certain="name" not in fields.guessed and len(name) <= _LONGEST_PERSON_NAME,
        privilege=fields.number("pri"),
        password=get("passwd", ""),
        card=card_number(get("card", "")),
        second_card=card_number(get("vicecard", "")),
        group=get("grp", ""),
        timezones=get("tz", ""),
        verify=fields.number("verify"),
        expires=fields.number("expires"),
        valid_from=wall_clock(get("startdatetime", "")),
        valid_to=wall_clock(get("enddatetime", "")),
        other=other,
        line_no=line_no,
    )


def _picture(keyword: PictureKeyword, fields: Fields, line_no: int) -> Picture | Unread:
    pin = fields.text("pin")
    wrong = bad_pin(pin)
    if wrong is not None:
        return wrong
    if "content" not in fields.told:
        return _NO_PICTURE
    text = fields.text("content").strip()
    return Picture(
        keyword=keyword,
        pin=pin,
        file_name=fields.text("filename"),
        kind=fields.number("type"),
        number=fields.number("no") or 0,
        part=fields.number("index") or 0,
        declared=fields.number("size"),
        size=len(text),
        text=text,
        line_no=line_no,
    )


def _work_code(fields: Fields, line_no: int) -> WorkCode | Unread:
    code = fields.text("code") or fields.text("pin")
    if not code:
        return _NO_CODE
    if len(code) > LONGEST_NAME:
        message = f"The work code has {len(code)} characters, {LONGEST_NAME} are the most. {ADVICE}"
        return Unread("work_code_too_long", message)
    return WorkCode(code, fields.text("name"), line_no)

"""The tables of access terminals, from bytes to records: uploads of `tabledata`, and answers to queries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from edge.push.access.columns import Columns, Told, card, columns_of, filled, flag, hex_number, number
from edge.push.access.documents import read_document
from edge.push.access.records import Event
from edge.push.access.rtlog import read_event
from edge.push.access.table_records import (
    AUTHORIZED,
    Authorization,
    Authorized,
    Card,
    Row,
    SubController,
    User,
)
from edge.push.access.times import valid_from, valid_to
from edge.push.attendance.biodata import parse_biodata
from edge.push.attendance.errorlog import parse_errorlog
from edge.push.attendance.lines import ADVICE, Table, Unread, bad_pin, read_table
from edge.push.attendance.photos import parse_attphoto
from edge.push.attendance.table_records import (
    ErrorReport,
    IdentityCard,
    Picture,
    PictureKeyword,
    PunchPhoto,
    Template,
)
from edge.push.text import Encoding

TableRecord = (
    User | Card | Authorization | SubController | Row | Event | Template | Picture | IdentityCard
    | ErrorReport | PunchPhoto
)  # fmt: skip
# From a line's columns, the line itself and its number to a record.
_Read = Callable[[Told, bytes, int], TableRecord | Unread]

_SHORTEST: Final = len(b"user pin=1")
_SHORTEST_BARE: Final = 32  # what leaves its table's name out are transactions and photos
_LONGEST_NAME: Final = 256  # of a person; 24 bytes on most terminals
_LONGEST_WORD: Final = 64
_FINGERS, _FINGERPRINT, _ALGORITHM = 16, 1, 10
_DURESS: Final = 3  # in `valid`
_LEAST_PHOTO: Final = 64  # base64 characters: no JPEG is as short


def _hex_card(value: str) -> str | None:
    return str(found) if (found := hex_number(value.strip())) else None


def _bits(value: str) -> int:
    return max(number(value) or 0, 0)


def _authorized(value: str) -> Authorized:
    return AUTHORIZED.get(value.strip(), "undecided")


_USER: Final[Columns] = {
    "uid": ("uid", str.strip),
    "cardno": ("card", card),
    "pin": ("pin", str),
    "password": ("password", str),
    "group": ("group", str.strip),
    "starttime": ("valid_from", valid_from),
    "endtime": ("valid_to", valid_to),
    "name": ("name", str),
    "privilege": ("privilege", number),
    "disable": ("disabled", flag),
    "verify": ("verify", number),
}
_CARD: Final[Columns] = {
    "pin": ("pin", str),
    "cardno": ("number", _hex_card),
    "losscardflag": ("lost", flag),
    "cardtype": ("secondary", flag),
}
_AUTHORIZATION: Final[Columns] = {
    "pin": ("pin", str),
    "authorizetimezoneid": ("timezone", number),
    "authorizedoorid": ("door_bits", _bits),
    "devid": ("device_id", number),
}
_SUB_CONTROLLER: Final[Columns] = {
    "sn": ("serial", str.strip),
    "online": ("online", flag),
    "isauthorize": ("authorized", _authorized),
    "authorizeinfo": ("about", str),
    "registerinfo": ("registration", str),
}

_OTHER_TABLE = Unread("unknown_keyword", f"The line begins with a word that is not its table's. {ADVICE}")
_NO_NAME = Unread("no_keyword", f"The line does not begin with its table's name. {ADVICE}")
_NO_COLUMNS = Unread("no_columns", f"The line has no named columns. {ADVICE}")
_NO_TEMPLATE = Unread("no_template", f"The line carries no template. {ADVICE}")
_NO_PICTURE = Unread("no_picture", f"The line carries no picture. {ADVICE}")
_NO_FINGER = Unread("no_finger", f"The line does not say of which finger its template is. {ADVICE}")
_NO_SERIAL = Unread("no_serial", f"The line names no sub-controller by its serial number. {ADVICE}")
_NO_PHOTO = Unread("no_photo", f"The line holds no photo. {ADVICE}")


def render_reply(said: str, count: int) -> bytes:
    """What takes the upload off the terminal: `user=3`. A bare OK would have it sent for ever (§10.7, C12).

    `said` is the table as the terminal spells it, "" where it names none; `count` the lines received.
    """
    return f"{said}={count}".encode() if said else b"OK"


def parse_tabledata(
    table: str, body: bytes, *, serial: str, now: datetime, encoding: Encoding | None = None
) -> Table[TableRecord]:
    """The records of a table, in lower case, as uploaded (PROTOCOL.md §10.7) or queried (§10.8).

    A line may begin with its table's name or leave it out. `serial`, `now` and `encoding` are as for
    `edge.push.access.rtlog.parse_rtlog`. Tables not told apart here come as rows. Never raises.
    """
    match table:
        case "biodata":
            return parse_biodata(body, encoding)
        case "errorlog":
            return parse_errorlog(body, encoding)
        case "transaction":
            read = _transactions(serial, now)
        case _:
            read = _READERS.get(table) or _rows(table)
    return read_table(body, _lines(table, read, encoding))


def _lines(
    table: str, read: _Read, encoding: Encoding | None
) -> Callable[[bytes, int], TableRecord | Unread]:
    """Takes lines with or without their prefix."""
    prefix = table.encode()
    glued = table == "deviceauthorize"  # printed as `DeviceAuthorizeSN=` (§10.7)

    def read_line(line: bytes, line_no: int) -> TableRecord | Unread:
        if len(line) < _SHORTEST:
            return _NO_COLUMNS
        rest = _without(prefix, line, glued)
        if rest is None:
            return _OTHER_TABLE
        if rest is line and len(line) < _SHORTEST_BARE:
            return _NO_NAME
        told = columns_of(rest, encoding)
        return read(told, line, line_no) if told.columns else _NO_COLUMNS

    return read_line


def _without(prefix: bytes, line: bytes, glued: bool) -> bytes | None:
    """A line without its table's name; None where it begins with another word."""
    if line[: len(prefix)].lower() == prefix:
        rest = line[len(prefix) :]
        if glued or rest[:1] in (b" ", b"\t"):
            return rest.lstrip(b" \t")
    return None if b" " in line.partition(b"=")[0].strip(b" \0") else line


def _transactions(serial: str, now: datetime) -> _Read:
    def read(told: Told, line: bytes, line_no: int) -> Event | Unread:
        return read_event(told, line, line_no, serial, now)

    return read


def _rows(table: str) -> _Read:
    def read(told: Told, _: bytes, line_no: int) -> Row:
        return Row(table, told.columns, line_no)

    return read


def _user(told: Told, _: bytes, line_no: int) -> User | Unread:
    values = filled(_USER, told, "other")
    name: str = values.pop("name", "")
    wrong = bad_pin(values.get("pin", ""))
    if wrong is not None:
        return wrong
    certain = "name" not in told.guessed and len(name) <= _LONGEST_NAME
    return User(line_no=line_no, name=name[:_LONGEST_NAME], name_certain=certain, **values)


def _card(told: Told, _: bytes, line_no: int) -> Card | Unread:
    values = filled(_CARD, told)
    return bad_pin(values.get("pin", "")) or Card(line_no=line_no, **values)


def _authorization(told: Told, _: bytes, line_no: int) -> Authorization | Unread:
    values = filled(_AUTHORIZATION, told)
    return bad_pin(values.get("pin", "")) or Authorization(line_no=line_no, **values)


def _sub_controller(told: Told, _: bytes, line_no: int) -> SubController | Unread:
    values = filled(_SUB_CONTROLLER, told)
    if not 0 < len(values.get("serial", "")) <= _LONGEST_WORD:
        return _NO_SERIAL
    return SubController(line_no=line_no, **values)


def _template(told: Told, _: bytes, line_no: int) -> Template | Unread:
    """A fingerprint of algorithm 10. A finger from 16 on is one of duress (PROTOCOL.md §10.7)."""
    columns = told.columns
    pin = columns.get("pin", "")
    wrong = bad_pin(pin)
    if wrong is not None:
        return wrong
    if "template" not in columns:
        return _NO_TEMPLATE
    finger = number(columns.get("fingerid", ""))
    if finger is None or not 0 <= finger < 2 * _FINGERS:
        return _NO_FINGER
    text = columns["template"].strip()
    valid = number(columns.get("valid", ""))
    return Template(
        keyword="FP",
        pin=pin,
        kind=_FINGERPRINT,
        number=finger % _FINGERS,
        part=0,
        valid=valid,
        duress=finger >= _FINGERS or valid == _DURESS,
        major=_ALGORITHM,
        minor=None,
        format=None,
        declared=number(columns.get("size", "")),
        size=len(text),
        text=text,
        line_no=line_no,
    )


def _picture(keyword: PictureKeyword) -> _Read:
    def read(told: Told, _: bytes, line_no: int) -> Picture | Unread:
        columns = told.columns
        pin = columns.get("pin", "")
        wrong = bad_pin(pin)
        if wrong is not None:
            return wrong
        if "content" not in columns:
            return _NO_PICTURE
        text = columns["content"].strip()
        return Picture(
            keyword=keyword,
            pin=pin,
            file_name=columns.get("filename", ""),
            kind=number(columns.get("type", "")),
            number=number(columns.get("no", "")) or 0,
            part=number(columns.get("index", "")) or 0,
            declared=number(columns.get("size", "")),
            size=len(text),
            text=text,
            line_no=line_no,
        )

    return read


def _photo(told: Told, _: bytes, __: int) -> PunchPhoto | Unread:
    content = told.columns.get("photo", "").strip()
    if len(content) < _LEAST_PHOTO or not content.isascii():
        return _NO_PHOTO
    query: Mapping[str, bytes] = {name: told.columns.get(name, "").encode() for name in ("pin", "size")}
    photo = parse_attphoto(content.encode(), query)
    return photo.records[0] if photo.records else Unread(photo.dead[0].code, photo.dead[0].message)


_READERS: Final[Mapping[str, _Read]] = {
    "user": _user,
    "mulcarduser": _card,
    "userauthorize": _authorization,
    "deviceauthorize": _sub_controller,
    "templatev10": _template,
    "biophoto": _picture("BIOPHOTO"),
    "userpic": _picture("USERPIC"),
    "identitycard": read_document,
    "attphoto": _photo,
}

"""ATTPHOTO and FPIMAGE: one picture a request, behind a header, as base64, or described by the query."""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from edge.push.attendance.lines import Table, Unread, unreadable_body
from edge.push.attendance.shapes import LONGEST_NAME
from edge.push.attendance.table_records import FingerImage, PunchPhoto
from edge.push.attendance.times import wall_clock
from edge.push.text import decode

_HEADER_FIELD = re.compile(rb"([A-Za-z]{2,16})=([^\r\n\0]{0,512})(\0|\r?\n\0?)")
_MOST_HEADER_FIELDS: Final = 16
_NUMBER = re.compile(rb"[ \t]*([0-9]{1,9})[ \t]*")
_EXTENSION = re.compile(r"\.[A-Za-z]{2,5}$")
_TIME_AND_REST = re.compile(r"([0-9]{14})(?:-(.*))?", re.DOTALL)
_OF_A_DOCUMENT = re.compile(r"([0-4])-(.+)-([0-9]{17}[0-9Xx]|[0-9]{15})")
_OF_ANY_DOCUMENT = re.compile(r"([0-4])-(.+)-([^-]*)")  # on a terminal that reads documents
_SUCCESSES: Final = frozenset({None, 0, 3})
_LONGEST_FILE_NAME: Final = 256

_JPEG: Final = b"\xff\xd8\xff"
_BASE64: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_LINE_ENDS: Final = b"\r\n \t\0"

_ADVICE = "Look at the upload as it came, or discard it."
_NO_NAME = Unread("no_file_name", f"The photo does not say of whom and when it is. {_ADVICE}")
_NO_PHOTO = Unread("no_photo", f"The upload holds no photo. {_ADVICE}")
_NO_PIN = Unread("no_pin", f"The picture of a finger names no PIN. {_ADVICE}")
_EMPTY: Final[Table[Any]] = Table((), (), 0, 0, 0)


def parse_attphoto(
    body: bytes, query: Mapping[str, bytes], device_type: str | None = None
) -> Table[PunchPhoto]:
    """The photo of an ATTPHOTO request, as a table of one (PROTOCOL.md §6.7); of no bytes, an empty one.

    Framings: a header up to the first NUL, then the JPEG or its base64; or the JPEG alone, `PIN=` and the
    rest in `query` (lower-case names). `device_type` `pid`: the terminal reads documents, and puts their
    numbers into names.
    """
    if not body:
        return _EMPTY
    told, content = _split(body)
    name = decode(told.get("pin") or query.get("pin", b"")).text.strip()
    name = name.replace("\\", "/").rpartition("/")[2]
    if not name or len(name) > _LONGEST_FILE_NAME:
        return unreadable_body(body, _NO_NAME)
    declared = _number(told.get("size") or query.get("size", b""))
    image, base64 = _image(content, declared)
    if not image:
        return unreadable_body(body, _NO_PHOTO)
    named = _read_name(name, (device_type or "").strip().lower() == "pid")
    command = decode(told.get("cmd") or query.get("cmd", b"")).text.strip().lower()
    photo = PunchPhoto(
        file_name=name,
        pin=named.pin,
        local=wall_clock(named.time),
        success=named.pin is not None and named.outcome in _SUCCESSES,
        outcome=named.outcome,
        id_number=named.id_number,
        command=command,
        real_time=command == "realupload",
        declared=declared,
        base64=base64,
        image=image,
    )
    return Table((photo,), (), 0, 1, 0)


def parse_finger_image(body: bytes, query: Mapping[str, bytes]) -> Table[FingerImage]:
    """The picture of a fingerprint that push 1.x sends, described by the query (PROTOCOL.md §6.7)."""
    if not body:
        return _EMPTY
    pin = decode(query.get("pin", b"")).text
    if not 0 < len(pin) <= LONGEST_NAME:
        return unreadable_body(body, _NO_PIN)
    return Table((FingerImage(pin, _number(query.get("fid", b"")), len(body), body),), (), 0, 1, 0)


class _Name(NamedTuple):
    """What the name of a file says: the time's digits, then who it is, or what the check came to."""

    time: str
    pin: str | None = None
    outcome: int | None = None
    id_number: str | None = None


def _split(body: bytes) -> tuple[dict[str, bytes], bytes]:
    """The header's fields, names in lower case, and what follows. The first NUL ends the header, and only
    it: pictures hold NULs and line ends of their own."""
    told: dict[str, bytes] = {}
    position = 0
    for _ in range(_MOST_HEADER_FIELDS):
        found = _HEADER_FIELD.match(body, position)
        if found is None:
            break
        told.setdefault(found[1].decode().lower(), found[2])
        position = found.end()
        if found[3].endswith(b"\0"):
            break
    return told, body[position:]


def _read_name(name: str, reads_documents: bool) -> _Name:
    """`time-pin.jpg`, `time.jpg` of a failure, `time-outcome-pin-document.jpg`; any other is a PIN alone."""
    stem = _EXTENSION.sub("", name)
    found = _TIME_AND_REST.fullmatch(stem)
    if found is None:
        return _Name("", stem[:LONGEST_NAME] or None)
    time, rest = found[1], found[2]
    checked = (_OF_ANY_DOCUMENT if reads_documents else _OF_A_DOCUMENT).fullmatch(rest or "")
    if checked:
        return _Name(time, checked[2][:LONGEST_NAME], int(checked[1]), checked[3] or None)
    return _Name(time, rest[:LONGEST_NAME] if rest else None)


def _image(content: bytes, declared: int | None) -> tuple[bytes, bool]:
    """The picture in binary, and whether it came as base64."""
    if not content.startswith(_JPEG):
        decoded = _from_base64(content)
        if decoded and (decoded.startswith(_JPEG) or len(decoded) == declared):
            return decoded, True
    if declared is not None and not content[declared:].strip(_LINE_ENDS):
        content = content[:declared]  # some end the body like a line
    return content, False


def _from_base64(content: bytes) -> bytes:
    """What base64 stands for, whether padded or not; b"" where it is none."""
    digits = content.translate(None, _LINE_ENDS).rstrip(b"=")
    if digits.translate(None, _BASE64):
        return b""
    try:
        return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))
    except binascii.Error:
        return b""  # a single digit too many


def _number(text: bytes) -> int | None:
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else None

"""What is said of people alike in both dialects, as it is stored: privileges, templates, portraits, times."""

from __future__ import annotations

import binascii
from datetime import datetime
from typing import Final

from edge.devices import Device
from edge.push.attendance.person_commands import PRIVILEGES
from edge.push.attendance.table_records import Picture, Template
from edge.push.terminal import Terminal
from edge.reports import CredentialDraft, PhotoDraft

_PRIVILEGES: Final = {number: word for word, number in PRIVILEGES.items()}
_JPEG: Final = b"\xff\xd8\xff"


def privilege_word(number: int | None) -> str | None:
    """A privilege in our words (PROTOCOL.md §6.4); None where the terminal does not say."""
    return None if number is None else _PRIVILEGES.get(number) or f"other_{number}"


def credential_draft(template: Template, device: Device, biometrics: bool) -> CredentialDraft:
    """A template that was cut on its way is only said to be there: no terminal could use it.

    FACE and FVEIN lines name no version: theirs is that of the terminal's algorithm, where it told of it
    (PROTOCOL.md §4.1, §4.2), so that terminals of the same can be given it.
    """
    major = template.major
    if major is None:
        major = Terminal(device.source.serial, options=device.options).algorithm(template.kind)
    return CredentialDraft(
        pin=template.pin,
        kind=template.kind,
        number=template.number,
        part=template.part,
        major=major or 0,
        minor=template.minor or 0,
        format=template.format or 0,
        duress=template.duress,
        content=template.text.encode() if biometrics and template.whole else None,
    )


def portrait_draft(picture: Picture) -> PhotoDraft | None:
    """None for what is no JPEG: nothing else may be shown to anybody as a picture."""
    try:
        content = binascii.a2b_base64(picture.text)
    except ValueError:
        return None
    if not content.startswith(_JPEG):
        return None
    return PhotoDraft("person" if picture.keyword == "USERPIC" else "enrolment", picture.pin, None, content)


def local_text(local: datetime | None) -> str | None:
    """A time as a terminal's clock showed it; None where it was not told or cannot be read."""
    return None if local is None else local.isoformat(timespec="seconds")

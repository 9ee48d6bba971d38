"""What attendance terminals say on the wire, as values: nothing here knows tenants, zones or storage."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

Suspect = Literal["clock_reset", "in_the_future"]

_COUNT = re.compile(r"[0-9]{1,9}")


class Punch(NamedTuple):
    """One readable ATTLOG line (PROTOCOL.md §6.1). A tuple, because it is made by the hundred thousand.

    `local` is the terminal's wall clock; `utc_offset` (seconds) is there only where the line carries one.
    `status` and `verify` are wire numbers, 255 where the line has none. `work_code` is "" where it is absent.
    `mask` is 0, 1 or None. `temperature` is decimal text without needless zeros, None where none was taken.
    `line` is what came, without its line end; `line_no` counts from 1. `complete` is false where these fields
    do not say all that `line` says.
    """

    pin: str
    time_text: str
    local: datetime
    status: int
    verify: int
    work_code: str
    mask: int | None
    temperature: str | None
    utc_offset: int | None
    line: bytes
    line_no: int
    suspect: Suspect | None = None
    complete: bool = True

    @property
    def odd(self) -> bytes | None:
        """The line as sent, only where the other fields do not say it all."""
        return None if self.complete else self.line


class DeadLine(NamedTuple):
    """A line that cannot be read: kept and acknowledged, as refusing it would stop all that follow (§6.1).
    A tuple, because noise makes as many of them as bytes."""

    raw: bytes
    line_no: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Upload:
    """An ATTLOG body, read. `lines` counts those that are neither blank nor a `TABLE=` heading, so that
    `len(punches) + len(dead) == lines`."""

    punches: Sequence[Punch]
    dead: Sequence[DeadLine]
    lines: int
    blank: int


@dataclass(frozen=True, slots=True)
class CommandResult:
    """What a terminal says of one command (PROTOCOL.md §7.3).

    `ret` is None where it is missing or no number. `info` holds the `Key=Value` lines of INFO. `content` is
    what Shell and GetFile return, byte for byte. `fields` is everything else that came, names as sent.
    """

    id: str
    ret: int | None
    cmd: str
    info: Mapping[str, str] | None = None
    content: bytes | None = None
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def file_name(self) -> str | None:
        return self._named("filename")

    @property
    def count(self) -> int | None:
        """The number of punches that VERIFY SUM found, under either of its two names (C11); None where it is
        none, or more than any terminal holds."""
        text = self._named("attlogsum") or self._named("attlogcount")
        return int(text) if text is not None and _COUNT.fullmatch(text) else None

    def _named(self, name: str) -> str | None:
        return next((value for key, value in self.fields.items() if key.lower() == name), None)


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """What a terminal tells of itself by options, INFO on a poll, or the answer to INFO (PROTOCOL.md §4).

    None: not told. Counts and limits are numbers of people, templates and records, already scaled.
    `capabilities` are words. `client_build` is the option PushVersion: not `pushver`, not the dialect (§0.3).
    `raw` is all that was told, as sent, without the terminal's secrets.
    """

    firmware: str | None = None
    users: int | None = None
    fingerprints: int | None = None
    faces: int | None = None
    punches: int | None = None
    ip: str | None = None
    fingerprint_version: str | None = None
    face_version: str | None = None
    face_parts: int | None = None
    capabilities: frozenset[str] | None = None
    cards: int | None = None
    user_photos: int | None = None
    punch_photos: int | None = None
    max_users: int | None = None
    max_fingerprints: int | None = None
    max_faces: int | None = None
    max_punches: int | None = None
    model: str | None = None
    mac: str | None = None
    platform: str | None = None
    client_build: str | None = None
    language: str | None = None
    raw: Mapping[str, str] = field(default_factory=dict)

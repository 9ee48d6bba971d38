"""Bodies sent as a compressed archive (`ContentType=tgz`), opened within limits that a hostile one cannot
pass.

The tar format is read here, not by `tarfile`: of an archive from a stranger only names and contents of plain
files are wanted, in one pass over bytes that are bounded already.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

from edge.push.attendance.lines import Table, Unread, unreadable_body
from edge.push.text import decode

R = TypeVar("R")

_GZIP: Final = b"\x1f\x8b"
_GZIP_WINDOW: Final = 31  # how zlib is told to expect a gzip header
_BLOCK: Final = 512
_PLAIN_FILES: Final = frozenset({b"0", b"\0", b"7"})
_OCTAL = re.compile(rb"[ \0]*([0-7]{1,12})[ \0]*")
_ADVICE = "Look at the upload as it came, or discard it."


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """Sizes in bytes. An archive may hold `ratio` times its own size, at least `least` and at most `most`:
    text of terminals shrinks to a tenth, a bomb to a thousandth."""

    ratio: int = 40
    least: int = 1024 * 1024
    most: int = 48 * 1024 * 1024
    members: int = 256
    lines: int = 250_000
    member: int = 32 * 1024 * 1024

    def total(self, size: int) -> int:
        """What an archive of `size` bytes may hold."""
        return min(self.most, max(self.least, size * self.ratio))


class Member(NamedTuple):
    """A plain file of an archive."""

    name: str
    content: bytes


class BrokenArchive(Exception):
    """Why an archive cannot be opened: a code, and a sentence for the person who will look at it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.why = Unread(code, f"{message} {_ADVICE}")


DEFAULT_LIMITS: Final = ArchiveLimits()


def is_archive(query: Mapping[str, bytes]) -> bool:
    """Whether an upload announces itself as an archive (PROTOCOL.md §6.8); `query` has lower-case names."""
    said = query.get("contenttype")
    return said is not None and decode(said).text.strip().lower() == "tgz"


def parse_archived(
    body: bytes, parse: Callable[[bytes], Table[R]], limits: ArchiveLimits = DEFAULT_LIMITS
) -> Table[R]:
    """What `parse` reads from the lines inside an archive. An archive that cannot be opened is one dead
    line: the whole of it."""
    try:
        text = lines_inside(body, limits)
    except BrokenArchive as broken:
        return unreadable_body(body, broken.why)
    return parse(text)


def lines_inside(body: bytes, limits: ArchiveLimits = DEFAULT_LIMITS) -> bytes:
    """The text of all files of an archive, one after the other. Raises BrokenArchive."""
    contents = (member.content for member in unpack(body, limits))
    text = b"".join(each if each.endswith(b"\n") else each + b"\n" for each in contents if each)
    if text.count(b"\n") > limits.lines:
        raise BrokenArchive("archive_too_many_lines", f"The archive holds more than {limits.lines:,} lines.")
    return text


def unpack(body: bytes, limits: ArchiveLimits = DEFAULT_LIMITS) -> list[Member]:
    """The plain files of a gzip'ed tar archive, in order. Raises BrokenArchive.

    What was compressed without being put into a tar archive is one file without a name; so is a body that
    was announced as an archive and is plain text.
    """
    text = _expand(body, limits) if body.startswith(_GZIP) else body
    if len(text) < _BLOCK or not _is_header(text[:_BLOCK]):
        if b"\0" in text[:_BLOCK]:
            raise BrokenArchive("archive_unknown", "The upload is neither an archive nor text.")
        return [Member("", text)] if text else []
    return list(_members(text, limits))


def _expand(body: bytes, limits: ArchiveLimits) -> bytes:
    """All that gzip members one after the other hold."""
    parts: list[bytes] = []
    most = limits.total(len(body))
    room = most + 1
    rest = body
    while rest.startswith(_GZIP):
        if len(parts) == limits.members:
            raise _too_many(limits)
        stream = zlib.decompressobj(_GZIP_WINDOW)
        try:
            part = stream.decompress(rest, room)
        except zlib.error as error:
            raise BrokenArchive("archive_damaged", f"The archive is damaged: {error}.") from error
        room -= len(part)
        if room <= 0:
            raise BrokenArchive(
                "archive_too_large", f"The archive holds more than {most:,} bytes, too much for its size."
            )
        if not stream.eof:
            raise BrokenArchive("archive_damaged", "The archive is cut off before its end.")
        parts.append(part)
        rest = stream.unused_data
    return b"".join(parts)


def _members(text: bytes, limits: ArchiveLimits) -> Iterator[Member]:
    position = headers = 0
    while position + _BLOCK <= len(text):
        header = text[position : position + _BLOCK]
        position += _BLOCK
        if not header.strip(b"\0"):
            return  # two blocks of zeros end an archive; one will do
        if not _is_header(header):
            raise BrokenArchive("archive_damaged", "A file of the archive has a damaged header.")
        headers += 1
        if headers > limits.members:
            raise _too_many(limits)
        size = _octal(header[124:136])
        if size is None or position + size > len(text):
            raise BrokenArchive("archive_damaged", "A file of the archive is cut off before its end.")
        if size > limits.member:
            raise BrokenArchive(
                "archive_too_large", f"A file of the archive has more than {limits.member:,} bytes."
            )
        if header[156:157] in _PLAIN_FILES:
            yield Member(decode(header[:100].partition(b"\0")[0]).text, text[position : position + size])
        position += (size + _BLOCK - 1) // _BLOCK * _BLOCK


def _too_many(limits: ArchiveLimits) -> BrokenArchive:
    return BrokenArchive("archive_too_many_files", f"The archive holds more than {limits.members} files.")


def _is_header(block: bytes) -> bool:
    """Whether the sum that a header carries is that of its bytes, its own place counted as blanks."""
    told = _octal(block[148:156])
    return told is not None and told == sum(block) - sum(block[148:156]) + 8 * 0x20


def _octal(field: bytes) -> int | None:
    found = _OCTAL.fullmatch(field)
    return int(found[1], 8) if found else None

"""What terminals say of the commands they carried out, in every form they use (PROTOCOL.md §7.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from edge.push.attendance.records import CommandResult
from edge.push.text import decode

_BEGINNING = re.compile(rb"(?:(?:SN|RETURN|CMD)=[^&]*&){0,3}ID=", re.IGNORECASE)
_NEXT_FIELD = re.compile(r"&(?=[A-Za-z~][A-Za-z0-9_~]*=)")
_CONTENT = re.compile(rb"(?:^|&)CONTENT=", re.IGNORECASE)
_NUMBER = re.compile(r"-?[0-9]{1,10}")
_FITS_COLUMN: Final = 2**31
_LONGEST_ID: Final = 64  # ours have at most 19 characters
_WITH_CONTENT: Final = frozenset({"SHELL", "GETFILE"})


@dataclass(slots=True)
class _Draft:
    """One result while its lines are read."""

    told: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    info: dict[str, str] = field(default_factory=dict)
    content: bytes | None = None

    @property
    def verb(self) -> str:
        return self.told.get("cmd", "").strip()

    @property
    def ret(self) -> int | None:
        text = self.told.get("return", "").strip()
        number = int(text) if _NUMBER.fullmatch(text) else None
        return number if number is not None and abs(number) < _FITS_COLUMN else None

    def take(self, line: bytes) -> None:
        """The fields of one line, which are one or joined by `&`."""
        for pair in _NEXT_FIELD.split(decode(line).text):
            name, equals, value = pair.partition("=")
            if equals and name.lower() in ("id", "return", "cmd"):
                self.told.setdefault(name.lower(), value)
            elif equals:
                self.fields[name] = value

    def take_info(self, line: bytes) -> None:
        name, equals, value = decode(line).text.partition("=")
        if equals:
            self.info[name] = value

    def finish(self) -> CommandResult:
        return CommandResult(
            id=self.told["id"].strip()[:_LONGEST_ID].rstrip(),
            ret=self.ret,
            cmd=self.verb,
            info=self.info if self.verb.upper() == "INFO" else None,
            content=self.content,
            fields=self.fields,
        )


def parse_results(body: bytes, query: Mapping[str, bytes] | None = None) -> tuple[CommandResult, ...]:
    """Every result in a devicecmd body, in order; the same one may be there twice. Never raises.

    Forms: fields joined by `&`, one result a line; fields on lines of their own, where `Content=` reaches to
    the end of the body; `Key=Value` lines after INFO. Values are not URL-encoded. `query` (lower-case names)
    counts where the body is empty. What belongs to no result is left out.
    """
    drafts: list[_Draft] = []
    if not body.strip() and query is not None:
        body = b"&".join(
            b"%s=%s" % (name, query.get(name.decode(), b"")) for name in (b"id", b"return", b"cmd")
        )
    position = 0
    while position < len(body):
        end = body.find(b"\n", position)
        end = len(body) if end < 0 else end
        line = body[position:end].rstrip(b"\r")
        if b"=" not in line:
            position = end + 1
            continue
        if _BEGINNING.match(line):
            drafts.append(_Draft())
        position = _read_line(drafts[-1], line, body, position, end + 1) if drafts else end + 1
    return tuple(draft.finish() for draft in drafts if draft.told.get("id", "").strip())


def _read_line(draft: _Draft, line: bytes, body: bytes, start: int, following: int) -> int:
    """Take one line of a result; the position of what comes next."""
    if draft.verb.upper() == "INFO":
        draft.take_info(line)
        return following
    content = _CONTENT.search(line)
    head = line[: content.start()] if content else line
    draft.take(head)
    if content is None:
        return following
    if head and draft.verb.upper() not in _WITH_CONTENT:
        draft.take(line[content.start() + 1 :])  # `&Content=` of the one-line form is a field like any other
        return following
    start += content.end()
    size = draft.ret if draft.verb.upper() == "GETFILE" else None
    end = start + size if size is not None and size > 0 else len(body)
    draft.content = body[start:end]
    return end

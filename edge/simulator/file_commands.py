"""UPGRADE, PutFile, GetFile and Shell: files and programs, and the results of several lines (§7.3, §7.5)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import Protocol

from edge.simulator.answers import Command
from edge.simulator.hardware import told_options
from edge.simulator.machine import After, Download, Machine, Outcome
from edge.simulator.wire import result_line

NO_SUCH_FILE, MISMATCH, NOT_FETCHED, PARAMETER_ERROR = -2, -1, -1008, -1  # §7.4
TAKES_S = 20.0
_NAMED = re.compile(rb"FWVersion=([\x21-\x7e][\x20-\x7e]{0,63})")


class Installs(Protocol):
    """Whatever runs firmware and can say which."""

    version: str


def upgrade(machine: Machine, command: Command, arguments: str) -> Outcome:
    """Fetches firmware, compares it with size and MD5, installs it and starts again as the new version."""
    codes = (PARAMETER_ERROR, MISMATCH, NOT_FETCHED)
    return upgraded(machine, command, arguments, codes, encoded=machine.firmware.literal)


def upgraded(
    machine: Installs, command: Command, arguments: str, codes: tuple[int, int, int], *, encoded: bool
) -> Outcome:
    """The same in any dialect. `codes` are returned where the order cannot be read, for a file that is
    not the one meant, and for none.

    Old clients decode the file from base64 before they look at it, unless told `type=1`.
    """
    unreadable, mismatch, missing = codes
    told = dict(part.strip().split("=", 1) for part in arguments.split(",") if "=" in part)
    url, checksum, size = told.get("url", ""), told.get("checksum", "").lower(), told.get("size", "")
    if not url or not re.fullmatch(r"[0-9a-f]{32}", checksum) or not re.fullmatch(r"[0-9]{1,10}", size):
        return Outcome(result_line(command.id, unreadable, "UPGRADE"))

    def install(content: bytes | None) -> Outcome:
        if content is None:
            return Outcome(result_line(command.id, missing, "UPGRADE"))
        if encoded and told.get("type") != "1":
            content = _decoded(content)
        if len(content) != int(size) or _md5(content) != checksum:
            return Outcome(result_line(command.id, mismatch, "UPGRADE"))
        machine.version = version_in(content, machine.version)
        return Outcome(result_line(command.id, 0, "UPGRADE"), after=After.REBOOT, takes_s=TAKES_S)

    ranged = told.get("supportsubcontracting") == "1"
    return Outcome(b"", download=Download(url, ranged, install))


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def _decoded(content: bytes) -> bytes:
    try:
        return base64.b64decode(content, validate=False)
    except binascii.Error:
        return b""


def version_in(content: bytes, present: str) -> str:
    """What a terminal calls itself with this firmware: the file's own first line `FWVersion=…`, else the
    version of before with the beginning of the file's MD5."""
    named = _NAMED.match(content)
    return named[1].decode() if named else f"{present.partition('+')[0]}+{_md5(content)[:8]}"


def put_file(machine: Machine, command: Command, arguments: str) -> Outcome:
    """Stores a file; the result has a line for each of its three fields."""
    url, _, path = arguments.partition("\t")
    if not url or not path:
        return Outcome(result_line(command.id, PARAMETER_ERROR, "PutFile"))

    def store(content: bytes | None) -> Outcome:
        returned = NO_SUCH_FILE if content is None else len(content)
        return Outcome(f"ID={command.id}\nReturn={returned}\nCMD=PutFile\n".encode(), alone=True)

    return Outcome(b"", download=Download(url, True, store))


def get_file(machine: Machine, command: Command, arguments: str) -> Outcome:
    """Its options are the one file it has; what follows `Content=` runs to the end of the body."""
    name = arguments.strip()
    if name.rsplit("/", 1)[-1] != "options.cfg":
        return Outcome(result_line(command.id, NO_SUCH_FILE, "GetFile"))
    content = told_options(machine.known_options())
    size = len(content.encode())
    head = f"ID={command.id}\nSN={machine.serial}\nFILENAME={name}\nCMD=GetFile\nReturn={size}\n"
    return Outcome(f"{head}Content={content}".encode(), alone=True)


def shell(machine: Machine, command: Command, arguments: str) -> Outcome:
    """It runs nothing and says so, in the shape of one that did."""
    said = f"sh: {arguments.split(' ')[0]}: not found\n"
    return Outcome(shell_result(command.id, machine.serial, said), alone=True)


def shell_result(command_id: str, serial: str, said: str) -> bytes:
    """The result of several lines whose `Content` may hold anything (§7.3)."""
    head = f"ID={command_id}\nSN={serial}\nReturn=0\nCMD=Shell\nFILENAME=shellout.txt\n"
    return f"{head}Content={said}".encode()

"""How many of the commands that wait go into one reply to a poll, and what that reply is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from edge.push.command_lines import Line
from edge.push.terminal import Terminal

IDLE: Final = b"OK"  # two bytes: with a line end old clients take it for an error (PROTOCOL.md §7.2)
_MOST_LINES: Final = 200
_ENOUGH_TO_PROVE: Final = 2


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one reply may hold: lines, and bytes of them all. A single line may have more bytes than that."""

    lines: int
    bytes: int
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line that waits, under the id it will have."""

    wire_id: str
    line: Line


@dataclass(frozen=True, slots=True)
class Packed:
    """A reply to a poll, and the ids of what is in it, in their order; none: nothing waits."""

    body: bytes
    sent: tuple[str, ...] = ()


def allowance_of(terminal: Terminal, answered_together: int) -> Allowance:
    """How much a terminal takes at once (PROTOCOL.md §7.1).

    `answered_together`: to how many commands of one reply it has ever sent results. Until it has done so for
    two, it may be a client that takes a whole reply for one command (§12 #52).
    """
    proven = answered_together >= _ENOUGH_TO_PROVE
    return Allowance(_MOST_LINES if proven else _ENOUGH_TO_PROVE, _reply_bytes(terminal), proven)


def _reply_bytes(terminal: Terminal) -> int:
    if "gprs" in (terminal.option("CommType") or "").lower():
        return 10_000
    return 64_000 if terminal.generation in ("main", "access") else 40_000


def pack(waiting: Iterable[Waiting], allowance: Allowance) -> Packed:
    """As many lines from the front as fit, in their order, none passed over: later ones may rest on earlier.

    Nothing follows a line that must be last. A terminal that has not proven that it takes several gets one,
    or two that only read: these do no harm if it takes them for one.
    """
    body = bytearray()
    sent: list[str] = []
    only_reading = True
    for command in waiting:
        wire = command.line.wire(command.wire_id)
        only_reading = only_reading and command.line.reads
        full = len(sent) >= allowance.lines or len(body) + len(wire) > allowance.bytes
        if sent and (full or not (allowance.proven or only_reading)):
            break
        body += wire
        sent.append(command.wire_id)
        if command.line.last:
            break
    return Packed(bytes(body), tuple(sent)) if sent else Packed(IDLE)

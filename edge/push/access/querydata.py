"""Answers to queries: which part of which answer an upload is, and its lines made whole again.

A long answer comes in packets that may be cut anywhere, within a record too (PROTOCOL.md §10.8). Whole lines
are given out at once, so that they can be stored before the packet is acknowledged; only what is cut off
waits in memory. An answer that grows beyond the bounds, or that never ends, is given out as it is: its
fragments become dead lines, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from edge.push.access.dialect import Kind, Request
from edge.push.access.tabledata import render_reply
from edge.push.attendance.answers import MOST_PACKS, portion_of
from edge.push.text import decode

_ARCHIVED: Final = "3"  # datafmt


@dataclass(frozen=True, slots=True)
class Packet:
    """One upload of an answer: packet `index` of `total`. `owner` is whoever sent it. `count` is the
    number of records that the terminal announces, None where it does not. `archived`: the body is one
    compressed file."""

    owner: Hashable
    command_id: str
    table: str
    index: int
    total: int
    count: int | None
    archived: bool
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Sizes in bytes, times in seconds. Terminals send packets of up to 2 MB (`MaxPackageSize`)."""

    answer: int = 8 * 1024 * 1024  # that may wait of one answer
    total: int = 64 * 1024 * 1024  # of all of them
    answers: int = 4  # of one owner
    owners: int = 1_000
    seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of one answer. `following` is the packet that comes next, `tail` what was cut off behind
    the lines given out, `ahead` packets that came before their turn."""

    packet: Packet
    following: int = 1
    tail: bytes = field(default=b"", repr=False)
    ahead: Mapping[int, bytes] = field(default_factory=dict, repr=False)
    seen: frozenset[int] = frozenset()
    touched: float = 0.0

    @property
    def waiting(self) -> int:
        """Bytes that wait."""
        return len(self.tail) + sum(map(len, self.ahead.values()))

    @property
    def complete(self) -> bool:
        return len(self.seen) >= self.packet.total


@dataclass(frozen=True, slots=True)
class Step:
    """What a packet made whole: `body` is to be parsed and stored, then the step settled. `whole` is false
    where fragments were given out for want of room or time. `after` is the answer from then on, None where it
    ends."""

    answer: Answer
    body: bytes = field(repr=False)
    whole: bool = True
    after: Answer | None = None


class Assembler:
    """Joins packets, within bounds. Has no clock: `now` is seconds of any that only grows."""

    def __init__(self, bounds: Bounds | None = None) -> None:
        self._bounds = bounds or Bounds()
        self._open: dict[Hashable, dict[tuple[str, str], Answer]] = {}
        self._waiting = 0

    @property
    def waiting(self) -> int:
        """Bytes that wait, of all answers."""
        return self._waiting

    def take(self, packet: Packet, now: float) -> Step:
        """What can be parsed now that `packet` is there. Changes nothing until the step is settled, so that a
        packet whose storing failed may simply come again."""
        answer = self._open.get(packet.owner, {}).get(_key(packet))
        if answer is None:
            answer = Answer(packet, following=min(packet.index, 1))
            if packet.total <= 1:
                return Step(answer, packet.body)
        step = _step(answer, packet, now)
        if step.after is None or self._fits(step.after, answer):
            return step
        after = replace(step.after, tail=b"", ahead={}, following=_after_last(step.after))
        return Step(answer, step.body + _all_of(step.after), whole=False, after=after)

    def settle(self, step: Step) -> bool:
        """Keep what waits after a step, once its body is stored. False where the answer has moved on, or the
        room was taken, since the step was: then the packet is to be taken again."""
        key = _key(step.answer.packet)
        answers = self._open.get(step.answer.packet.owner, {})
        current = answers.get(key)
        if current is not step.answer and not (current is None and not step.answer.seen):
            return False
        if step.after is not None and step.after.waiting and not self._fits(step.after, step.answer):
            return False
        if current is not None:
            self._waiting -= answers.pop(key).waiting
        if step.after is not None and self._has_room(answers):
            answers[key] = step.after
            self._waiting += step.after.waiting
        if answers:
            self._open[step.answer.packet.owner] = answers
        else:
            self._open.pop(step.answer.packet.owner, None)
        return True

    def overdue(self, now: float) -> list[Step]:
        """The answers that have waited too long, to be parsed as they are and settled."""
        limit = now - self._bounds.seconds
        answers = [answer for answers in self._open.values() for answer in answers.values()]
        late = [answer for answer in answers if answer.touched < limit]
        return [Step(answer, _all_of(answer), whole=not answer.waiting) for answer in late]

    def _fits(self, after: Answer, before: Answer) -> bool:
        answers = self._open.get(after.packet.owner, {})
        known = _key(after.packet) in answers
        total = self._waiting - (before.waiting if known else 0) + after.waiting
        room = known or self._has_room(answers)
        return room and after.waiting <= self._bounds.answer and total <= self._bounds.total

    def _has_room(self, answers: Mapping[tuple[str, str], Answer]) -> bool:
        return len(answers) < self._bounds.answers and len(self._open) <= self._bounds.owners


def packet_of(owner: Hashable, request: Request, query: Mapping[str, bytes], body: bytes) -> Packet:
    """Which packet of which answer an upload is; `query` has lower-case names (PROTOCOL.md §10.8). One that
    does not say is an answer of its own."""
    portion = portion_of(query)
    archived = decode(query.get("datafmt", b"")).text.strip() == _ARCHIVED
    if portion is None or portion.pack_index > MOST_PACKS:
        return Packet(owner, request.command_id or "", request.table, 1, 1, None, archived, body)
    index, total = portion.pack_index, portion.pack_count
    return Packet(
        owner, portion.command_id, request.table, index, max(index, total), portion.count, archived, body
    )


def render_packet_reply(request: Request, count: int | None, lines: int) -> bytes:
    """`user=3` for records, OK for the rest (PROTOCOL.md §10.8). The count is the terminal's own where it
    told one: a packet that ends within a record cannot be counted by its lines."""
    if request.kind is not Kind.ANSWER:
        return b"OK"
    return render_reply(request.said, lines if count is None else count)


def counted(body: bytes) -> int | None:
    """The number in the answer to DATA COUNT: `user=5` (PROTOCOL.md §10.8); None where it is none."""
    _, _, value = body.strip().rpartition(b"=")
    text = value.strip()
    return int(text) if text.isdigit() and len(text) < 10 else None


def _key(packet: Packet) -> tuple[str, str]:
    return packet.command_id, packet.table


def _step(answer: Answer, packet: Packet, now: float) -> Step:
    """The same packet again gives out nothing."""
    if packet.index in answer.seen:
        return Step(answer, b"", after=answer)
    told = replace(answer.packet, total=max(answer.packet.total, packet.total), body=b"")
    after = replace(answer, packet=told, seen=answer.seen | {packet.index}, touched=now)
    if packet.index < answer.following:
        # A packet 0 behind packet 1; what waits goes with the last one.
        body = _ended(packet.body)
        return Step(answer, body + _all_of(after)) if after.complete else Step(answer, body, after=after)
    ahead = {**answer.ahead, packet.index: packet.body}
    joined, following = answer.tail, answer.following
    while following in ahead:
        joined = _join(joined, ahead.pop(following), packet.table)
        following += 1
    if after.complete:
        return Step(answer, joined if not ahead else _join_all(joined, ahead))
    cut = 0 if packet.archived else joined.rfind(b"\n") + 1
    after = replace(after, following=following, tail=joined[cut:], ahead=ahead)
    return Step(answer, joined[:cut], after=after)


def _join(before: bytes, part: bytes, table: str) -> bytes:
    """A line end only where the next packet begins with a record."""
    begins = table and part[: len(table) + 1].lower() == f"{table} ".encode()
    return _ended(before) + part if begins else before + part


def _ended(lines: bytes) -> bytes:
    return lines + b"\n" if lines and not lines.endswith(b"\n") else lines


def _join_all(joined: bytes, ahead: Mapping[int, bytes]) -> bytes:
    """All that is there, in order; where a packet is missing the line ends."""
    runs = [[joined]]
    for index in sorted(ahead):
        if index - 1 not in ahead:
            runs.append([])
        runs[-1].append(ahead[index])
    *before, last = (b"".join(run) for run in runs)
    return b"".join(map(_ended, before)) + last


def _all_of(answer: Answer) -> bytes:
    return _ended(_join_all(answer.tail, answer.ahead))


def _after_last(answer: Answer) -> int:
    return max((*answer.ahead, answer.following - 1)) + 1

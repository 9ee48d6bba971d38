"""Which lines leave in the reply to one poll, and in what order: inside the transaction that notes them.

What leaves in one reply is answered before the next leaves, or LEASE_S go by: commands are carried out in
their order, and a lost reply is noticed before anything rests on it. Then what may be repeated is sent again,
under a new id, up to ATTEMPTS times (PROTOCOL.md §7.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa

from edge import biometrics, command_results, command_steps, commands
from edge.biometrics import TemplateUnavailable
from edge.command_steps import rule_of
from edge.intents import FetchInfo, Intent
from edge.push.command_lines import Line, Unfit
from edge.push.commands import lines_of
from edge.push.packing import Allowance
from edge.push.terminal import Terminal
from edge.store import commands as rows
from edge.store.ids import IdClock
from edge.vault import Vault

LEASE_S: Final = 60
ATTEMPTS: Final = 3

_LEASE_US: Final = LEASE_S * 1_000_000
_READ_AT_ONCE: Final = 20  # commands, each of which may hold a megabyte
_STEPS_AT_ONCE: Final = 100
_UNFIT_AT_ONCE: Final = 200
# Nothing rests on these, and somebody stands at the door: they wait for no other's result.
_AT_ONCE: Final = ("unlock_door", "cancel_alarm")
_PROOF: Final = -1  # the number of the step that only proves that a terminal takes several lines


@dataclass(frozen=True, slots=True)
class Wish:
    """One line that may leave now. `ends_step`: it is the last of its step. `instead_of`: the id of the line
    that it repeats."""

    command: sa.RowMapping
    step: int
    position: int
    attempt: int
    intent: Intent
    line: Line
    ends_step: bool = False
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """A step of which nothing leaves: `why` the terminal cannot carry it out, None where nothing is left to
    be said. `repeated`: it had left before."""

    command: sa.RowMapping
    step: int
    intent: Intent
    why: Unfit | None
    repeated: bool = False


@dataclass(slots=True)
class Choosing:
    """The choice for one poll of one terminal. `device_row` is of `store.devices.whole`; its device is held
    by the transaction. `private`: templates may leave in this reply.

    `course` is what was come upon, in its order; the last wish in it may not have fitted. `ended` are
    commands of which nothing more may be to come.
    """

    conn: sa.Connection
    ids: IdClock
    device_row: sa.RowMapping
    terminal: Terminal
    allowance: Allowance
    now: int
    vault: Vault | None = None
    private: bool = False
    course: list[Wish | Passed] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)

    @property
    def key(self) -> tuple[int, int]:
        return self.device_row["tenant_id"], self.device_row["id"]

    def wishes(self) -> Iterator[Wish]:
        """Every line that may leave now, in the order in which they may; read as far as it is asked for."""
        for wish in self._in_order():
            self.course.append(wish)
            yield wish

    def _in_order(self) -> Iterator[Wish]:
        sent = [line for line in rows.awaited_lines(self.conn, *self.key) if line["state"] == "sent"]
        yield from self._fresh(words=_AT_ONCE)
        if any(self._may_be_answered(line) and line["wanted"] not in _AT_ONCE for line in sent):
            return
        yield from self._again(line for line in sent if not self._may_be_answered(line))
        yield from self._fresh(but_words=_AT_ONCE)

    def _may_be_answered(self, line: sa.RowMapping) -> bool:
        return bool(line["sent_at"] > self.now - _LEASE_US)

    def _again(self, lines: Iterator[sa.RowMapping]) -> Iterator[Wish]:
        """Lines that were not answered in time and may be repeated, worded anew."""
        given_up: set[int] = set()
        for line in lines:
            command_id = line["command_id"]
            if command_id in given_up:
                continue
            row = commands.existing(self.conn, self.key[0], command_id)
            if not line["needed"] or row["status"] not in commands.OPEN:
                self._await_no_more(line)
                continue
            if not rule_of(row["command"]).repeatable or row["expires_at"] <= self.now:
                continue
            if line["attempt"] < ATTEMPTS:
                yield from self._once_more(row, line)
            else:
                given_up.add(command_id)
                command_results.give_up(self.conn, self.ids, self.device_row, command_id, self.now)

    def _once_more(self, row: sa.RowMapping, line: sa.RowMapping) -> Iterator[Wish]:
        number, place = line["step"], line["position"]
        (intent,) = command_steps.steps_from(row, number, 1)
        lines, why = self._worded(intent)
        if place < len(lines):
            wire_id, attempt = line["wire_id"], line["attempt"] + 1
            yield Wish(row, number, place, attempt, intent, lines[place], instead_of=wire_id)
        else:  # what became known of the terminal since makes it superfluous, or unfit
            self._await_no_more(line)
            self.course.append(Passed(row, number, intent, why, repeated=True))

    def _await_no_more(self, line: sa.RowMapping) -> None:
        rows.change_line(self.conn, *self.key, line["wire_id"], state="unanswered")
        self.ended.append(line["command_id"])

    def _fresh(self, words: Sequence[str] | None = None, but_words: Sequence[str] = ()) -> Iterator[Wish]:
        """What is left of the commands that wait, in the order in which they were given."""
        after, limit = 0, _READ_AT_ONCE
        while True:
            found = rows.unsent(
                self.conn, *self.key, now=self.now, after=after, limit=limit, words=words, but_words=but_words
            )
            for row in found:
                yield from self._rest_of(row)
            if len(found) < limit or self._many_unfit:
                return
            after = found[-1]["id"]

    @property
    def _many_unfit(self) -> bool:
        """Whether the next poll shall go on with what this terminal can carry out nothing of."""
        return sum(isinstance(item, Passed) for item in self.course) >= _UNFIT_AT_ONCE

    def _rest_of(self, row: sa.RowMapping) -> Iterator[Wish]:
        number, position = row["step"], row["position"]
        if (row["status"], number, position) == ("queued", 0, 0):
            yield from self._proof(row)
        if row["steps"] == 0:
            self.ended.append(row["id"])
        while number < row["steps"] and not self._many_unfit:
            for intent in command_steps.steps_from(row, number, _STEPS_AT_ONCE):
                lines, why = self._worded(intent)
                if position >= len(lines):
                    self.course.append(Passed(row, number, intent, why))
                for place in range(position, len(lines)):
                    last = place == len(lines) - 1
                    yield Wish(row, number, place, 1, intent, lines[place], ends_step=last)
                number, position = number + 1, 0

    def _proof(self, row: sa.RowMapping) -> Iterator[Wish]:
        """Before a long command, two harmless questions in one reply: whoever answers both takes many lines
        at a time, and the command is through in minutes instead of hours."""
        if row["steps"] <= 2 or self.allowance.proven:
            return
        asking = FetchInfo()
        for line in lines_of(asking, self.terminal, self.now)[:1]:
            optional = Line(line.text, reads=True, needed=False, addressed_to=line.addressed_to)
            yield Wish(row, _PROOF, 0, 1, asking, optional)
            yield Wish(row, _PROOF, 1, 1, asking, optional)

    def _worded(self, intent: Intent) -> tuple[tuple[Line, ...], Unfit | None]:
        try:
            if not self.private:
                biometrics.check_public(intent, self.device_row["serial"])
            whole = biometrics.filled(self.conn, self.vault, self.key[0], intent)
            return lines_of(whole, self.terminal, self.now), None
        except TemplateUnavailable as error:
            return (), Unfit("template_unavailable", str(error))
        except Unfit as why:
            return (), why

"""Commands on their way: what waits for a terminal goes into its next reply, and its results settle it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
import structlog

from edge import command_results, command_steps, commands
from edge.clocks import Clocks
from edge.command_results import Answered
from edge.devices import Device
from edge.dialects import spoken
from edge.intents import SyncTime
from edge.minding import Minding
from edge.open_commands import Key, OpenCommands
from edge.push.attendance.answers import Answer, Portion
from edge.push.attendance.options import info_from_options
from edge.push.attendance.records import CommandResult
from edge.push.choosing import Choosing, Passed, Wish
from edge.push.command_lines import wire_id
from edge.push.packing import IDLE, Waiting, allowance_of, pack
from edge.push.return_codes import verdict_of
from edge.push.terminal import Terminal
from edge.push.wire import OK, DeviceReply
from edge.store import Store, StoreError, devices, punches
from edge.store import commands as rows
from edge.store.ids import IdClock, now_us
from edge.vault import Vault

_MOST_ANSWERS: Final = 200
_ASKS: Final = "fetch_"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Taken:
    """What one poll took: the reply, for how long its commands may keep the terminal silent, and whether any
    command of it is still under way."""

    body: bytes
    silence_s: int
    under_way: bool


class Delivery:
    """Answers polls with the commands that wait, and takes results.

    `expect_silence` hears for how many seconds a terminal may now be silent without being offline, as a
    restart of ours keeps it (alerts.md §2).
    """

    def __init__(
        self,
        store: Store,
        waiting: OpenCommands,
        expect_silence: Callable[[Key, float], None],
        wall: Callable[[], int] = now_us,
        vault: Vault | None = None,
        minding: Minding | None = None,
        clocks: Clocks | None = None,
    ) -> None:
        self._store = store
        self._minding = minding
        self._clocks = clocks
        self._vault = vault
        self._open = waiting
        self._expect_silence = expect_silence
        self._wall = wall
        self._answers: OrderedDict[tuple[Key, str], Answer] = OrderedDict()

    def poll(self, device: Device, private: bool = False) -> DeviceReply | Awaitable[DeviceReply]:
        """The reply to a poll, at once where nothing waits. Commands leave after the commit that says so.
        `private`: templates may be among them."""
        if self._minding is not None and (due := self._minding.polled(device)) is not None:
            return self._mind(due, device, private)
        return self._deliver(device, private) if device.key in self._open else OK

    async def _mind(self, due: Awaitable[None], device: Device, private: bool) -> DeviceReply:
        """What the edge wants of it by itself goes along with this very reply."""
        await due
        return await self._deliver(device, private)

    async def _deliver(self, device: Device, private: bool) -> DeviceReply:
        terminal, key, now = terminal_of(device), device.key, self._wall()
        try:
            taken = await self._store.write(
                lambda conn: take(conn, self._store.ids, key, terminal, now, self._vault, private)
            )
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            log.error("commands_not_taken", serial=device.source.serial, error=str(error))
            return OK  # they wait, or count as sent and unanswered; the terminal asks again
        if not taken.under_way:
            self._open.discard(key)
        if taken.silence_s:
            self._expect_silence(key, taken.silence_s)
        return DeviceReply(taken.body)

    async def settle(self, device: Device, results: Sequence[CommandResult]) -> bool:
        """Take results. Returns whether that is durable; if not, the terminal shall send them again."""
        terminal, key, now = terminal_of(device), device.key, self._wall()
        told = [(result, self._told(key, result)) for result in results]
        try:
            done = await self._store.write(
                lambda conn: settle(conn, self._store.ids, key, terminal, told, now)
            )
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            log.error("results_not_settled", serial=device.source.serial, error=str(error))
            return False
        if self._clocks is not None and SyncTime.word in done:
            self._clocks.corrected(key)
        return True

    async def answered(self, device: Device, portion: Portion, records: int) -> bool:
        """A part of the answer to a query is stored: counted, to be told with the result."""
        name = (device.key, portion.command_id)
        answer = self._answers.pop(name, None) or Answer(portion.command_id)
        self._answers[name] = answer.plus(portion, records)
        if len(self._answers) > _MOST_ANSWERS:
            self._answers.popitem(last=False)
        return True

    def _told(self, key: Key, result: CommandResult) -> dict[str, Any]:
        """What came back besides the return code, without the terminal's secrets."""
        told: dict[str, Any] = {}
        if result.info:
            # A number is the name of no option, and a key that no event may hold (common/js_safe.py).
            raw = info_from_options(result.info).raw
            told["info"] = {name: value for name, value in raw.items() if not name.isdecimal()}
        if result.count is not None:
            told["count"] = result.count
        answer = self._answers.pop((key, result.id), None)
        if answer is not None:
            told["records"] = answer.records
        return told


def terminal_of(device: Device) -> Terminal:
    """A terminal as commands for it are worded by."""
    return Terminal(
        device.source.serial,
        dialect=spoken(device.chosen_dialect, device.dialect),
        push_version=device.push_version,
        options=device.options,
        zone=device.clock.info,
        origin=device.origin,
    )


def take(
    conn: sa.Connection,
    ids: IdClock,
    key: Key,
    terminal: Terminal,
    now: int,
    vault: Vault | None = None,
    private: bool = False,
) -> Taken:
    """Choose what leaves in one reply, note it as sent, and end what cannot be carried out. A unit of work;
    its reply may leave after the commit and not before."""
    punches.lock_devices(conn, [key])
    device_row = devices.by_id(conn, *key)
    if device_row is None or device_row["state"] != "active" or device_row["conflicted_at"] is not None:
        return Taken(IDLE, 0, under_way=True)
    counter = rows.counter(conn, *key)
    allowance = allowance_of(terminal, counter.answered_together)
    choosing = Choosing(conn, ids, device_row, terminal, allowance, now, vault, private)
    chosen: dict[str, Wish] = {}

    def waiting() -> Iterator[Waiting]:
        for number, wish in enumerate(choosing.wishes(), counter.number + 1):
            chosen[wire_id(number)] = wish
            yield Waiting(wire_id(number), wish.line)

    packed = pack(waiting(), allowance)
    sent = {given: chosen[given] for given in packed.sent}
    unfit = [item for item in choosing.course if isinstance(item, Passed) and item.why is not None]
    spare = range(counter.number + len(sent) + 1, counter.number + len(sent) + len(unfit) + 1)
    lines = [_sent_line(choosing, given, wish) for given, wish in sent.items()]
    lines += [_unfit_line(choosing, wire_id(number), item) for number, item in zip(spare, unfit, strict=True)]
    rows.add_lines(conn, lines)
    for wish in sent.values():
        if wish.instead_of is not None:
            rows.change_line(conn, *key, wish.instead_of, state="unanswered")
    if lines:
        rows.save_counter(conn, *key, number=counter.number + len(lines))
    ended = _advance(choosing, list(sent.values()))
    for command_id in dict.fromkeys([*choosing.ended, *ended]):
        command_results.conclude(conn, ids, device_row, command_id, now=now)
    silence = max((wish.intent.rule.silence_s for wish in sent.values()), default=0)
    return Taken(packed.body, silence, bool(sent) or rows.has_open(conn, *key))


def _advance(choosing: Choosing, sent: Sequence[Wish]) -> list[int]:
    """Move each command on to what is next of it. Returns those of which a step was passed over."""
    moved: dict[int, dict[str, Any]] = {}
    passed = []
    left = {id(wish) for wish in sent}
    for item in choosing.course:
        row = item.command
        values = moved.setdefault(row["id"], {})
        if isinstance(item, Passed):
            passed.append(row["id"])
            if not item.repeated:
                values |= {"step": item.step + 1, "position": 0}
            continue
        if id(item) not in left:
            continue
        values["attempts"] = max(values.get("attempts", row["attempts"]), item.attempt)
        if row["status"] == "queued" and "status" not in values:
            due = commands.answer_due(row["command"], row["expires_at"], choosing.now)
            values |= {"status": "sent", "sent_at": choosing.now, "expires_at": due}
        if item.instead_of is None and item.step >= 0:
            values["step"] = item.step + 1 if item.ends_step else item.step
            values["position"] = 0 if item.ends_step else item.position + 1
    for command_id, values in moved.items():
        if values:
            rows.change(choosing.conn, choosing.key[0], command_id, **values)
    return passed


def _sent_line(choosing: Choosing, given: str, wish: Wish) -> dict[str, Any]:
    return _line(choosing, given, wish) | {
        "position": wish.position,
        "attempt": wish.attempt,
        "needed": wish.line.needed,
        "state": "sent",
        "word": None,
        "message": None,
    }


def _unfit_line(choosing: Choosing, given: str, passed: Passed) -> dict[str, Any]:
    """A step that the terminal cannot carry out counts as a line that failed; it never leaves."""
    assert passed.why is not None
    return _line(choosing, given, passed) | {
        "position": 0,
        "attempt": 1,
        "needed": True,
        "state": "failed",
        "word": passed.why.code,
        "message": str(passed.why),
    }


def _line(choosing: Choosing, given: str, item: Wish | Passed) -> dict[str, Any]:
    tenant_id, device_id = choosing.key
    return {
        "tenant_id": tenant_id,
        "device_id": device_id,
        "wire_id": given,
        "command_id": item.command["id"],
        "step": item.step,
        "wanted": item.intent.word,
        "about": command_steps.about(item.intent),
        "sent_at": choosing.now,
    }


def settle(
    conn: sa.Connection,
    ids: IdClock,
    key: Key,
    terminal: Terminal,
    results: Sequence[tuple[CommandResult, Mapping[str, Any]]],
    now: int,
) -> set[str]:
    """Take results, each with what came back beside it; ids that were never given are nobody's. A unit of
    work. Returns the names of what the terminal now has carried out."""
    punches.lock_devices(conn, [key])
    known = rows.lines_named(conn, *key, {result.id for result, _ in results})
    answers = []
    for result, told in results:
        line = known.get(result.id)
        if line is None:
            continue
        verdict = verdict_of(line["wanted"], result, terminal)
        if result.ret is not None and result.ret > 0 and line["wanted"].startswith(_ASKS):
            told = {"count": result.ret, **told}
        answers.append(Answered(line, verdict.state, verdict.word, verdict.message, result.ret, told=told))
    command_results.settle(conn, ids, key, answers, now)
    return {answer.line["wanted"] for answer in answers if answer.state == "succeeded"}

"""Who is on which terminal: each is compared as a whole with who should be there, what differs is noted
(`person_sync`), told to it in batches, and forgotten once it is so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple, Protocol

import sqlalchemy as sa

from edge import matrix, telling
from edge.intents import ClearAll, DeleteEmployee, EnrollEmployee, Intent, Person, SyncEmployees
from edge.store import commands, employees
from edge.store import people as rows
from edge.store.ids import IdClock
from edge.store.people import MATRIX, Held, Lack, Wanted, WantedState

BATCH: Final = 200
"""People in one command. After a failure fewer: one whom the terminal refuses does not keep out all."""
BATCH_AFTER_FAILURE: Final = (BATCH, 20, 1)
SOME_FAILED: Final = "some_failed"
"""The error code of a command of many people that the terminal carried out for some of them."""
MOST_LINES: Final = 10_000
CONFLICT_PAUSE_US: Final = 600_000_000


class Enqueue(Protocol):
    """`edge.commands.enqueue`."""

    def __call__(
        self,
        conn: sa.Connection,
        ids: IdClock,
        device_row: sa.RowMapping,
        intent: Intent,
        *,
        actor: str,
        now: int,
        reason: str | None = None,
        job_id: int | None = None,
    ) -> sa.RowMapping: ...


def compare(
    conn: sa.Connection,
    ids: IdClock,
    device: sa.RowMapping,
    fitting: matrix.Fitting,
    enqueue: Enqueue,
    *,
    now: int,
) -> int:
    """Compare a device (a row of `store.devices.whole`), note what it lacks, and have it told. Returns how
    many commands it is given."""
    tenant_id, device_id, site_id = device["tenant_id"], device["id"], device["site_id"]
    watch = rows.hold(conn, tenant_id, device_id)
    wanted = rows.wanted_at(conn, tenant_id, device_id, site_id, now)
    held = rows.held_at(conn, tenant_id, device_id)
    before = rows.lacks_at(conn, tenant_id, device_id)
    waiting = rows.open_commands(conn, tenant_id, device_id)
    listed = watch.listed_at is not None
    found = matrix.differences(wanted, held, before, listed=listed, fitting=fitting)
    fresh = matrix.noted(found, before, device_id, waiting, now)
    settled = before.keys() - found.present - found.absent
    after = {pin: lack for pin, lack in {**before, **fresh}.items() if pin not in settled}
    telling_it = _Telling(conn, ids, device, fitting, enqueue, now)
    if device["conflicted_at"] is None:
        telling_it.delete(after, waiting)
        telling_it.write(after, waiting, wanted, held)
    rows.note(conn, tenant_id, {**fresh, **telling_it.noted}.values())
    rows.drop(conn, tenant_id, [(device_id, pin) for pin in settled])
    if found.obeyed:
        rows.forget_rewrites(conn, tenant_id, found.obeyed, device_id)
    next_try = matrix.next_try({**after, **telling_it.noted}.values(), now)
    if after and device["conflicted_at"] is not None:  # it gets no commands until one box is confirmed
        next_try = now + CONFLICT_PAUSE_US
    rows.compared(conn, tenant_id, device_id, site_id, now, next_try)
    tell_synced(conn, ids, tenant_id, settled)
    return telling_it.commands


@dataclass(slots=True)
class _Telling:
    """Has a device told what it lacks. `noted`: what that changed about what is lacking, by PIN."""

    conn: sa.Connection
    ids: IdClock
    device: sa.RowMapping
    fitting: matrix.Fitting
    enqueue: Enqueue
    now: int
    noted: dict[str, Lack] = field(default_factory=dict)
    commands: int = 0

    def delete(self, lacks: Mapping[str, Lack], waiting: Mapping[int, str]) -> None:
        """Who is to go, goes at once, whatever else the device is busy with."""
        room = BATCH - sum(word == DeleteEmployee.word for word in waiting.values())
        for lack in matrix.due(lacks.values(), "absent", self.now)[: max(0, room)]:
            self._give(DeleteEmployee(employee_id=lack.pin, pin=lack.pin), [lack])

    def write(
        self,
        lacks: Mapping[str, Lack],
        waiting: Mapping[int, str],
        wanted: Mapping[str, Wanted],
        held: Mapping[str, Held],
    ) -> None:
        """One batch of those to be written, when the one before is done with."""
        if SyncEmployees.word in waiting.values():
            return
        device = self.device
        zone = device["timezone"] or device["site_timezone"] or device["tenant_timezone"] or "UTC"
        batch: dict[str, Person] = {}
        size = BATCH
        for lack in matrix.due(lacks.values(), "present", self.now):
            size = min(size, BATCH_AFTER_FAILURE[min(lack.attempts, len(BATCH_AFTER_FAILURE) - 1)])
            if len(batch) >= size:
                break
            person = matrix.person_of(wanted[lack.pin], held.get(lack.pin), zone)
            reason = self.fitting.refusal(person)
            if reason is None:
                batch[lack.pin] = person
            else:
                self.noted[lack.pin] = lack._replace(status="failed", error=reason, changed_at=self.now)
        if batch:
            intent = SyncEmployees.model_validate({"employees": list(batch.values())})
            self._give(intent, [lacks[pin] for pin in batch])

    def _give(self, intent: Intent, lacks: Iterable[Lack]) -> None:
        row = self.enqueue(self.conn, self.ids, self.device, intent, actor=MATRIX, now=self.now)
        self.commands += 1
        for lack in lacks:
            self.noted[lack.pin] = lack._replace(status="sent", command_id=row["id"], changed_at=self.now)


def marked(
    conn: sa.Connection,
    tenant_id: int,
    people: Mapping[int, str],
    *,
    now: int,
    rewritten: Collection[str] = (),
    anew: Collection[str] = (),
    left: Collection[str] = (),
) -> None:
    """Employees (id -> PIN) were changed, or moved: note at once where they are not as they should be.

    `rewritten`: PINs whose records changed; `anew`: those of them whose change terminals do not report;
    `left`: PINs that are nobody's now. Terminals that hold these lose them.
    """
    pins = {*people.values(), *left}
    wanted = rows.wanted_on(conn, tenant_id, list(people), now)
    around = rows.holders(conn, tenant_id, pins) | _pairs(rows.lacks_of_pins(conn, tenant_id, pins))
    rows.changed(conn, tenant_id, {device_id for device_id, _ in wanted | around}, now)
    held = rows.holders(conn, tenant_id, pins)  # again, now that nobody compares these devices meanwhile
    noted = {(lack.device_id, lack.pin): lack for lack in rows.lacks_of_pins(conn, tenant_id, pins)}
    fresh: list[Lack] = []
    for pair in wanted:
        lack = noted.get(pair)
        stands = lack.wanted == "present" if lack is not None else pair in held
        if not stands or pair[1] in rewritten:
            fresh.append(matrix.lacking(*pair, "present", now, pair[1] in anew))
    maybe = held | {pair for pair, lack in noted.items() if lack.status == "sent" or matrix.leaves(lack)}
    for pair in maybe - wanted:
        lack = noted.get(pair)
        if lack is None or not matrix.leaves(lack) or (lack.status == "failed" and pair[1] in rewritten):
            fresh.append(matrix.lacking(*pair, "absent", now))
    rows.note(conn, tenant_id, fresh)
    rows.drop(conn, tenant_id, noted.keys() - wanted - maybe)
    if rewritten:
        rows.forget_rewrites(conn, tenant_id, rewritten)


def _pairs(lacks: Iterable[Lack]) -> set[tuple[int, str]]:
    return {(lack.device_id, lack.pin) for lack in lacks}


def taken_back(conn: sa.Connection, command: sa.RowMapping, *, now: int) -> None:
    """A command was cancelled: what it was to bring about is given up until somebody wants it anew, or for a
    day. `command`: its row after that."""
    if command["command"] not in _SETTLED:
        return
    tenant_id, device_id = command["tenant_id"], command["device_id"]
    rows.hold(conn, tenant_id, device_id)
    rows.changed(conn, tenant_id, [device_id], now)
    lacks = rows.lacks_at(conn, tenant_id, device_id, _named(command))
    ours = [lack for lack in lacks.values() if lack.command_id == command["id"]]
    rows.note(conn, tenant_id, [_given_up(lack, "The command was cancelled.", now) for lack in ours])


def _given_up(lack: Lack, error: str, now: int) -> Lack:
    return lack._replace(status="failed", command_id=None, error=error, changed_at=now)


def settle(conn: sa.Connection, ids: IdClock, command: sa.RowMapping, *, now: int) -> None:
    """A command has ended (succeeded, failed or expired), whoever gave it: note whom the device holds now,
    and what is to be tried again. `command`: its row after that; its secrets may be gone."""
    if command["command"] not in _SETTLED:
        return
    tenant_id, device_id = command["tenant_id"], command["device_id"]
    rows.hold(conn, tenant_id, device_id)
    rows.changed(conn, tenant_id, [device_id], now)
    named = _named(command)
    refused = _refused(conn, command)
    lacks = rows.lacks_at(conn, tenant_id, device_id, named)
    ours = {pin: lack for pin, lack in lacks.items() if lack.command_id == command["id"]}
    done: set[str] = set()
    if command["status"] == "succeeded" or refused:
        done = _carried_out(conn, command, named, refused, now)
    finished = done & ours.keys()
    rows.drop(conn, tenant_id, [(device_id, pin) for pin in finished])
    if command["actor"] == MATRIX and command["command"] != DeleteEmployee.word:
        _nobodys(conn, tenant_id, device_id, done, lacks, now)
    again = [_after_failure(ours[pin], command, refused.get(pin), now) for pin in ours.keys() - finished]
    rows.note(conn, tenant_id, again)
    tell_synced(conn, ids, tenant_id, finished)


_SETTLED: Final = frozenset(
    intent.word for intent in (SyncEmployees, EnrollEmployee, DeleteEmployee, ClearAll)
)


def _named(command: sa.RowMapping) -> dict[str, Mapping[str, Any]]:
    """Whom a command names, as it was written, by PIN."""
    params = command["params"]
    if command["command"] == ClearAll.word:
        return {}
    persons = params["employees"] if command["command"] == SyncEmployees.word else [params]
    return {person.get("pin") or person["employee_id"]: person for person in persons}


def _refused(conn: sa.Connection, command: sa.RowMapping) -> dict[str, str]:
    """Whom the terminal refused where it was told of many and took others; the error of each."""
    if command["error_code"] != SOME_FAILED:
        return {}
    failed, _ = commands.failed_lines(conn, command["tenant_id"], command["id"], MOST_LINES)
    return {line["about"]: line["message"] or "" for line in failed if line["about"] is not None}


def _carried_out(
    conn: sa.Connection,
    command: sa.RowMapping,
    named: Mapping[str, Mapping[str, Any]],
    refused: Collection[str],
    now: int,
) -> set[str]:
    """Note whom a device holds after a command; the PINs about which it did as it was told."""
    tenant_id, device_id = command["tenant_id"], command["device_id"]
    if command["command"] == ClearAll.word:
        rows.forget_held(conn, tenant_id, device_id)
        return set()
    done = named.keys() - refused
    if command["command"] == DeleteEmployee.word:
        rows.forget_held(conn, tenant_id, device_id, done)
        return done
    written = [
        {
            "pin": pin,
            "name": person.get("name", ""),
            "card": person.get("card_number") or "",
            "privilege": person.get("privilege", "user"),
            "now": now,
        }
        for pin, person in named.items()
        if pin in done
    ]
    rows.write_held(conn, tenant_id, device_id, written)
    gone = [pin for pin in command["removes"] or () if pin not in refused]
    if gone:
        rows.forget_held(conn, tenant_id, device_id, gone)
    return done


def _nobodys(
    conn: sa.Connection,
    tenant_id: int,
    device_id: int,
    done: Collection[str],
    lacks: Mapping[str, Lack],
    now: int,
) -> None:
    """Who was written after having been deleted here is to be deleted there too."""
    known = employees.names_of_pins(conn, tenant_id, done)
    rows.note(
        conn,
        tenant_id,
        [
            matrix.lacking(device_id, pin, "absent", now)
            for pin in done
            if pin not in known and not matrix.leaves(lacks.get(pin))
        ],
    )


def _after_failure(lack: Lack, command: sa.RowMapping, error: str | None, now: int) -> Lack:
    """Expired is no failure of the terminal: it was away, and is told again."""
    if command["status"] == "expired":
        return lack._replace(status="pending", command_id=None, changed_at=now)
    attempts = lack.attempts + 1
    said = error or command["error"] or "The terminal refused without saying why."
    return lack._replace(
        status="failed" if attempts >= matrix.ATTEMPTS else "pending",
        command_id=None,
        attempts=attempts,
        error=said,
        changed_at=now,
    )


def tell_synced(conn: sa.Connection, ids: IdClock, tenant_id: int, pins: Collection[str]) -> None:
    """Tell of those who now are as they should be on every terminal."""
    if not pins:
        return
    whole = set(pins) - rows.lacking(conn, tenant_id, pins)
    for row in employees.by_pins(conn, tenant_id, whole).values():
        telling.tell(conn, ids, tenant_id, "employee.synced", employee=employee_members(row))


def employee_members(row: sa.RowMapping) -> dict[str, Any]:
    """The `employee` member of an event."""
    return {name: row[column] for name, column in _MEMBERS}


_MEMBERS: Final = (
    ("id", "public_id"),
    ("employee_id", "employee_id"),
    ("pin", "pin"),
    ("name", "name"),
)


class Standing(NamedTuple):
    """How an employee stands on one device. `since`: of what is pending or failed."""

    device_id: int
    wanted: WantedState
    status: Literal["in_sync", "pending", "failed"]
    error: str | None = None
    since: int | None = None
    attempts: int = 0


def standing(
    conn: sa.Connection, tenant_id: int, people: Mapping[int, str], now: int
) -> dict[str, list[Standing]]:
    """How employees (id -> PIN) stand on every device that shall hold them or shall lose them, by PIN."""
    pins = set(people.values())
    wanted = rows.wanted_on(conn, tenant_id, list(people), now)
    held = rows.holders(conn, tenant_id, pins)
    lacks = {(lack.device_id, lack.pin): lack for lack in rows.lacks_of_pins(conn, tenant_id, pins)}
    found: dict[str, list[Standing]] = {pin: [] for pin in pins}
    for pair in sorted(wanted | lacks.keys()):
        found[pair[1]].append(stands(pair[0], pair in wanted, pair in held, lacks.get(pair)))
    return found


def stands(device_id: int, wanted: bool, held: bool, lack: Lack | None) -> Standing:
    """How a person stands on a device; before the first comparison, what is not held is pending."""
    if lack is None:
        return Standing(
            device_id, "present" if wanted else "absent", "in_sync" if held == wanted else "pending"
        )
    failed = lack.status == "failed"
    return Standing(
        device_id, lack.wanted, "failed" if failed else "pending", lack.error, lack.changed_at, lack.attempts
    )


def enrolled(
    conn: sa.Connection,
    ids: IdClock,
    device: sa.RowMapping,
    pin: str,
    kind: str,
    *,
    now: int,
    number: int | None = None,
    card: str | None = None,
) -> None:
    """A device (a row of `store.devices.whole`) told of a credential it had not told of before: `kind` is
    finger, face, palm, finger_vein or card, `number` which of them.

    Nothing is told of strangers. A card is kept with an employee who has none of us, so that the other
    terminals get it.
    """
    tenant_id = device["tenant_id"]
    row = employees.by_pins(conn, tenant_id, [pin]).get(pin)
    if row is None:
        return
    if kind == "card" and row["card_number"] is None and matrix.card_value(card):
        employees.change(conn, tenant_id, [{**row, "card_number": card}])
        marked(conn, tenant_id, {row["id"]: pin}, now=now, rewritten={pin})
    telling.tell_device(
        conn,
        ids,
        device,
        "employee.enrolled",
        status="online",
        last_seen=now,
        employee=employee_members(row),
        kind=kind,
        number=number,
    )

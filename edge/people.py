"""Who is on which terminal: each is compared as a whole with who should be there, what differs is noted
(`person_sync`), told to it in batches, and forgotten once it is so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

import sqlalchemy as sa

from edge import matrix, telling
from edge.intents import DeleteEmployee, EnrollEmployee, Intent, Person, SyncEmployees
from edge.store import employees, held_people
from edge.store import people as rows
from edge.store.held_people import Held
from edge.store.ids import IdClock, first_id_at
from edge.store.people import MATRIX, Lack, Wanted
from edge.upkeep_intents import FetchEmployees

BATCH: Final = 200
"""People in one command. After a failure fewer: one whom the terminal refuses does not keep out all."""
BATCH_AFTER_FAILURE: Final = (BATCH, 20, 1)
ROLL_CALL_US: Final = 30 * 86_400 * 1_000_000
"""What a terminal does not tell when asked, it will not tell the next day either."""
CONFLICT_PAUSE_US: Final = 600_000_000


_WRITING: Final = frozenset({SyncEmployees.word, EnrollEmployee.word})
"""While one of these is under way nobody else is written: it may be about the same people."""


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
    held = held_people.held_at(conn, tenant_id, device_id)
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
        held_people.forget_rewrites(conn, tenant_id, found.obeyed, device_id)
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
        if _WRITING & set(waiting.values()):
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


def call_the_roll(
    conn: sa.Connection, ids: IdClock, device: sa.RowMapping, enqueue: Enqueue, *, now: int
) -> int:
    """Ask an access terminal (a row of `store.devices.whole`) for everybody it holds, where it never told:
    unlike attendance terminals it does not tell by itself (PROTOCOL.md §10.8), and strangers are else not
    seen. Only one that has called and that people shall be on, and once in ROLL_CALL_US. Returns how many
    commands it is given."""
    tenant_id, device_id = device["tenant_id"], device["id"]
    if device["last_seen_at"] is None or device["dialect"] != "acc" or device["conflicted_at"] is not None:
        return 0
    if rows.hold(conn, tenant_id, device_id).listed_at is not None:
        return 0
    if not rows.wanted_at(conn, tenant_id, device_id, device["site_id"], now):
        return 0
    if rows.asked_for_everybody(conn, tenant_id, device_id, first_id_at(now - ROLL_CALL_US)):
        return 0
    enqueue(conn, ids, device, FetchEmployees(), actor=MATRIX, now=now)
    return 1


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
    `left`: PINs that are nobody's now, or were taken from a place. Terminals that hold these, and shall not,
    lose them. Of whom nobody ever said where it shall be, nothing is deleted.
    """
    pins = {*people.values(), *left}
    wanted = rows.wanted_on(conn, tenant_id, list(people), now)
    around = held_people.holders(conn, tenant_id, pins) | _pairs(rows.lacks_of_pins(conn, tenant_id, pins))
    rows.changed(conn, tenant_id, {device_id for device_id, _ in wanted | around}, now)
    # Again, now that nobody compares these devices meanwhile.
    held = held_people.holders(conn, tenant_id, pins)
    noted = {(lack.device_id, lack.pin): lack for lack in rows.lacks_of_pins(conn, tenant_id, pins)}
    fresh: list[Lack] = []
    for pair in wanted:
        lack = noted.get(pair)
        stands = lack.wanted == "present" if lack is not None else pair in held
        if not stands or pair[1] in rewritten:
            fresh.append(matrix.lacking(*pair, "present", now, pair[1] in anew))
    going = held_people.governed_pins(conn, tenant_id, pins) | set(left)
    maybe = {pair for pair in held if pair[1] in going}
    maybe |= {pair for pair, lack in noted.items() if lack.status == "sent" or matrix.leaves(lack)}
    for pair in maybe - wanted:
        lack = noted.get(pair)
        if lack is None or not matrix.leaves(lack) or (lack.status == "failed" and pair[1] in rewritten):
            fresh.append(matrix.lacking(*pair, "absent", now))
    rows.note(conn, tenant_id, fresh)
    rows.drop(conn, tenant_id, noted.keys() - wanted - maybe)
    if rewritten:
        held_people.forget_rewrites(conn, tenant_id, rewritten)


def _pairs(lacks: Iterable[Lack]) -> set[tuple[int, str]]:
    return {(lack.device_id, lack.pin) for lack in lacks}


def tell_synced(conn: sa.Connection, ids: IdClock, tenant_id: int, pins: Collection[str]) -> None:
    """Tell of those who now are as they should be on every terminal."""
    if not pins:
        return
    whole = set(pins) - rows.lacking(conn, tenant_id, pins)
    for row in employees.by_pins(conn, tenant_id, whole).values():
        telling.tell(conn, ids, tenant_id, "employee.synced", employee=telling.employee_members(row))

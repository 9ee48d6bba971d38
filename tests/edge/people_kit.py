"""A tenant with sites, terminals and people in a real database, and terminals that do as they are told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from edge import admission, commands, employees, enrolments, people, people_results, sites, standings, tenants
from edge.employees import Draft, Saved
from edge.enrolments import Enrolment
from edge.intents import Intent
from edge.push.fitting import TerminalFitting
from edge.reports import Reporter
from edge.store import commands as command_rows
from edge.store import devices, held_people, punches, reports
from edge.store import people as rows
from edge.store.command_tables import command
from edge.store.held_people import Held
from edge.store.ids import IdClock
from edge.store.people_tables import device_credential
from edge.store.schema import event, metadata

SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY = 86_400 * SECOND
START = 1_791_190_800_000_000  # 2026-10-05T09:00:00Z


class World:
    """Everything a test of people needs, by names; `now` moves only when told."""

    def __init__(self, conn: sa.Connection) -> None:
        self.conn = conn
        self.now = START
        self.ids = IdClock(clock=lambda: self.now)
        self.tenant_id: int = tenants.create(conn, self.ids, name="home", now=self.now)["id"]
        self.sites: dict[str, int] = {}
        self.devices: dict[str, int] = {}

    def site(self, name: str) -> int:
        row = sites.create(self.conn, self.ids, self.tenant_id, name=name, now=self.now)
        self.sites[name] = row["id"]
        return self.sites[name]

    def device(self, serial: str, site: str | None = None, **values: Any) -> int:
        site_id = None if site is None else self.sites[site]
        row = admission.register(
            self.conn, self.ids, self.tenant_id, serial=serial, now=self.now, site_id=site_id
        )
        if values:
            devices.note_identity(self.conn, self.tenant_id, row["id"], **values)
        self.devices[serial] = row["id"]
        return self.devices[serial]

    def row(self, serial: str) -> sa.RowMapping:
        found = devices.by_id(self.conn, self.tenant_id, self.devices[serial])
        assert found is not None
        return found

    def save(
        self,
        employee_id: str,
        *,
        sites: Collection[str] | None = None,
        devices: Collection[str] | None = None,
        **values: Any,
    ) -> Mapping[str, Any]:
        """Make or change an employee; it must succeed."""
        draft = Draft(
            employee_id,
            values,
            None if sites is None else {self.sites[site] for site in sites},
            None if devices is None else {self.devices[serial] for serial in devices},
        )
        (saved,) = self.save_all([draft])
        assert saved.after is not None, saved.error
        return saved.after

    def save_all(self, drafts: list[Draft]) -> list[Saved]:
        return employees.save(self.conn, self.ids, self.tenant_id, drafts, now=self.now)

    def employee(self, name: str) -> sa.RowMapping:
        return employees.existing(self.conn, self.tenant_id, name)

    def remove(self, name: str) -> None:
        employees.remove(self.conn, self.tenant_id, self.employee(name), now=self.now)

    def compare(self, serial: str) -> int:
        """Compare a device with who should be there."""
        self.now += SECOND
        row = self.row(serial)
        return people.compare(self.conn, self.ids, row, TerminalFitting(row), commands.enqueue, now=self.now)

    def compare_due(self) -> list[str]:
        """Compare what has become due; which devices that were."""
        due = rows.due(self.conn, self.tenant_id, self.now, self.now - DAY, 1_000)
        found = [serial for serial, device_id in self.devices.items() if device_id in due]
        for serial in found:
            self.compare(serial)
        return found

    def open(self, serial: str) -> list[sa.RowMapping]:
        """The commands that wait for a device, or for its answer, oldest first."""
        statement = (
            sa.select(command)
            .where(command.c.device_id == self.devices[serial], command.c.status.in_(("queued", "sent")))
            .order_by(command.c.id)
        )
        return list(self.conn.execute(statement).mappings())

    def order(self, serial: str, intent: Intent, actor: str = "key_1", **how: Any) -> sa.RowMapping:
        """Give a device a command, as an operator does."""
        return commands.enqueue(
            self.conn, self.ids, self.row(serial), intent, actor=actor, now=self.now, **how
        )

    def end(self, row: sa.RowMapping, status: str, **values: Any) -> None:
        """A command ends; `refused`: PINs that the terminal refused of many, with the errors."""
        self.now += SECOND
        refused: dict[str, str] = values.pop("refused", {})
        if refused:
            values |= {"error_code": "some_failed", "error": "some could not be brought there"}
            self._note_failed(row, refused)
        command_rows.change(self.conn, self.tenant_id, row["id"], status=status, **values)
        after = commands.existing(self.conn, self.tenant_id, row["id"])
        if status == "cancelled":
            people_results.taken_back(self.conn, after, now=self.now)
        else:
            people_results.settle(self.conn, self.ids, after, now=self.now)

    def _note_failed(self, row: sa.RowMapping, refused: Mapping[str, str]) -> None:
        lines = [
            {
                "tenant_id": self.tenant_id,
                "device_id": row["device_id"],
                "wire_id": f"{row['id'] % 10**9}{number}",
                "command_id": row["id"],
                "step": number,
                "position": 0,
                "attempt": 1,
                "wanted": "enroll_employee",
                "about": pin,
                "needed": True,
                "state": "failed",
                "word": "refused",
                "return_code": -1,
                "message": message,
                "sent_at": self.now,
                "answered_at": self.now,
            }
            for number, (pin, message) in enumerate(refused.items())
        ]
        command_rows.add_lines(self.conn, lines)

    def obey(self, serial: str) -> None:
        """The terminal carries out all that waits for it."""
        for row in self.open(serial):
            self.end(row, "succeeded")

    def report(self, serial: str, pin: str, **values: Any) -> None:
        """The terminal tells of a person."""
        self.now += SECOND
        key = {"tenant_id": self.tenant_id, "device_id": self.devices[serial]}
        whole = {"name": "", "card": "", "privilege": "user", "details": {}, **values}
        reports.save_people(self.conn, [{**key, "pin": pin, "reported_at": self.now, **whole}])
        reports.note_people(self.conn, *key.values(), changed_at=self.now, listed_at=None)

    def credential(self, serial: str, pin: str, kind: int, number: int = 0, part: int = 0) -> None:
        self.conn.execute(
            device_credential.insert().values(
                tenant_id=self.tenant_id,
                device_id=self.devices[serial],
                pin=pin,
                kind=kind,
                number=number,
                part=part,
                major=0,
                minor=0,
                duress=False,
                reported_at=self.now,
            )
        )

    def listed(self, serial: str) -> None:
        """The terminal has told of everybody it holds."""
        reports.note_people(
            self.conn, self.tenant_id, self.devices[serial], changed_at=self.now, listed_at=self.now
        )

    def held(self, serial: str) -> dict[str, Held]:
        return held_people.held_at(self.conn, self.tenant_id, self.devices[serial])

    def lacks(self, serial: str) -> dict[str, rows.Lack]:
        return rows.lacks_at(self.conn, self.tenant_id, self.devices[serial])

    def standing(self, name: str) -> dict[str, str]:
        """How an employee stands on its terminals, by serial number."""
        row = self.employee(name)
        found = standings.standing(self.conn, self.tenant_id, {row["id"]: row["pin"]}, self.now)[row["pin"]]
        serials = {device_id: serial for serial, device_id in self.devices.items()}
        return {serials[one.device_id]: one.status for one in found}

    def enrolled(self, serial: str, *found: Enrolment) -> None:
        """The terminal told what was just enrolled there, in an upload that is stored."""
        key = (self.tenant_id, self.devices[serial])
        reporter = Reporter(*key, {"id": "dev_1"}, self.now)
        numbers = punches.lock_sequences(self.conn, [key])
        for device_id in enrolments.tell(self.conn, self.ids, reporter, found, numbers):
            reports.note_people(self.conn, self.tenant_id, device_id, changed_at=self.now, listed_at=None)
        punches.save_sequences(self.conn, numbers)

    def told(self, kind: str) -> int:
        """How many events of a type were told."""
        count = sa.select(sa.func.count()).select_from(event).where(event.c.type == kind)
        return int(self.conn.execute(count).scalar_one())


@contextmanager
def world(path: Path | None = None) -> Iterator[World]:
    """A fresh one on SQLite: in memory, or in a file."""
    engine = sa.create_engine("sqlite://" if path is None else f"sqlite:///{path}")
    metadata.create_all(engine)
    with engine.begin() as conn:
        yield World(conn)
    engine.dispose()

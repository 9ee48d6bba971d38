"""Days of alerts in seconds: the real tables and outbox, a clock of ours, functions in place of channels."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import sqlalchemy as sa

from edge import admission, sites, tenants
from edge.alerts import attempts, notices, outbox
from edge.alerts.attempts import Parcel
from edge.alerts.messages import Message, Outcome
from edge.store import alerts, channels, persons, silences
from edge.store import notices as rows
from edge.store import policies as policy_rows
from edge.store.alert_tables import alert
from edge.store.engine import take_told
from edge.store.ids import IdClock, public_id
from edge.store.notice_tables import notice
from edge.store.sqlite import writing_engine
from tests.edge.test_commands_machine import empty_database
from tests.edge.webhooks.virtual import Steady, unsynced

START = 1_795_255_200_000_000  # Saturday 2026-11-21, 10:00 UTC
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
URL = "https://edge.test"


class Told(NamedTuple):
    """A message that a channel took."""

    at: int
    channel: str
    person: str | None
    message: Message

    @property
    def moments(self) -> list[str]:
        return [one["moment"] for one in self.message.alerts]


Answer = Callable[[Parcel], Outcome]


def taken(parcel: Parcel) -> Outcome:
    return Outcome(True, None, 5)


def refused(parcel: Parcel) -> Outcome:
    return Outcome(False, "The server said no.", 5)


class Rows:
    """What tests put into an account, by a connection."""

    def __init__(self, conn: sa.Connection, ids: IdClock, tenant_id: int, clock: Callable[[], int]) -> None:
        self.conn = conn
        self.ids = ids
        self.tenant_id = tenant_id
        self.clock = clock

    def channel(self, name: str = "ops", **members: Any) -> str:
        row_id = self.ids.next()
        row = {
            **channels.console(self.tenant_id),
            "id": row_id,
            "public_id": f"chn_{name}",
            "name": name,
            "kind": "webhook",
            "created_at": self.clock(),
            **members,
        }
        channels.add(self.conn, row)
        return str(row["public_id"])

    def person(self, name: str, *ways: str, **members: Any) -> str:
        row = {
            "tenant_id": self.tenant_id,
            "id": self.ids.next(),
            "public_id": f"per_{name}",
            "name": name,
            "channels": list(ways),
            "created_at": self.clock(),
            "version": 1,
            **members,
        }
        persons.add(self.conn, row)
        return str(row["public_id"])

    def policy(self, *steps: Mapping[str, Any], **members: Any) -> str:
        row_id = self.ids.next()
        row = {
            "tenant_id": self.tenant_id,
            "id": row_id,
            "public_id": public_id("pol", row_id),
            "name": "policy",
            "position": 1,
            "matches": {},
            "steps": [{"people": [], "channels": [], "until_ack": True, **step} for step in steps],
            "settings": {},
            "created_at": self.clock(),
            "version": 1,
            **members,
        }
        policy_rows.add(self.conn, row)
        return str(row["public_id"])

    def site(self, name: str = "Depot") -> int:
        row = sites.create(self.conn, self.ids, self.tenant_id, name=name, now=self.clock())
        return int(row["id"])

    def terminal(self, serial: str, site_id: int | None = None) -> sa.RowMapping:
        made = admission.register(self.conn, self.ids, self.tenant_id, serial=serial, now=self.clock())
        if site_id is not None:
            admission.move(self.conn, self.tenant_id, [made["id"]], site_id)
        return made

    def alert(self, **members: Any) -> int:
        """An alert that fires, whose people are still to be told."""
        return self.alerts([members])[0]

    def alerts(self, given: Sequence[Mapping[str, Any]]) -> list[int]:
        made = [self._alert(members) for members in given]
        self.conn.execute(alert.insert(), made)
        return [row["id"] for row in made]

    def _alert(self, members: Mapping[str, Any]) -> dict[str, Any]:
        row_id, now = self.ids.next(), self.clock()
        return {
            **dict.fromkeys(column.name for column in alert.c),
            "tenant_id": self.tenant_id,
            "id": row_id,
            "rule": "rule_device_offline",
            "kind": "device_offline",
            "entity_type": "device",
            "entity_id": f"dev_{row_id}",
            "entity_name": "Gate A",
            "status": "firing",
            "severity": "warning",
            "title": "Gate A is offline",
            "reason": "Silent for 5 min.",
            "devices": [f"dev_{row_id}"],
            "opened_at": now - 5 * MINUTE,
            "fired_at": now,
            "occurrences": 1,
            "timeline": [],
            "state": {},
            "version": 1,
            **members,
        }

    def row(self, alert_id: int) -> sa.RowMapping:
        found = alerts.find(self.conn, self.tenant_id, alert_id)
        assert found is not None
        return found

    def fire(self, **members: Any) -> int:
        alert_id = self.alert(**members)
        self.plan(alert_id, "fired")
        return alert_id

    def plan(self, alert_id: int, moment: notices.Move) -> None:
        notices.plan(self.conn, self.ids, self.tenant_id, self.row(alert_id), moment, self.clock())

    def change(self, alert_id: int, **values: Any) -> None:
        self.conn.execute(
            alert.update().where(alert.c.tenant_id == self.tenant_id, alert.c.id == alert_id).values(**values)
        )

    def silence(self, until: int, matcher: Mapping[str, Any] | None = None) -> str:
        row_id = self.ids.next()
        name = public_id("sil", row_id)
        silences.add(
            self.conn,
            {
                "tenant_id": self.tenant_id,
                "id": row_id,
                "public_id": name,
                "matcher": dict(matcher or {}),
                "starts_at": self.clock(),
                "ends_at": until,
                "created_by": "key_1",
                "created_at": self.clock(),
            },
        )
        return name


@dataclass
class World:
    """An account on SQLite whose channels are functions. `answers`: by the channel's public id."""

    engine: sa.Engine
    conn: sa.Connection
    now: int = START
    random: Random = field(default_factory=Steady)
    told: list[Told] = field(default_factory=list)
    attempted: list[Told] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ids = IdClock(clock=lambda: self.now)
        with self.conn.begin():
            tenant, _ = tenants.ensure_default(self.conn, self.ids, now=self.now)
            take_told(self.conn)
        self.tenant_id = int(tenant["id"])
        self.rows = Rows(self.conn, self.ids, self.tenant_id, lambda: self.now)

    @contextmanager
    def unit(self) -> Iterator[Rows]:
        """One transaction."""
        with self.conn.begin():
            yield self.rows
            take_told(self.conn)

    def fire(self, **members: Any) -> int:
        with self.unit() as made:
            return made.fire(**members)

    def resolve(self, alert_id: int) -> None:
        with self.unit() as made:
            made.change(alert_id, status="resolved", resolved_at=self.now)
            made.plan(alert_id, "resolved")

    def acknowledge(self, alert_id: int, for_us: int | None = None) -> None:
        until = None if for_us is None else self.now + for_us
        with self.unit() as made:
            made.change(alert_id, acknowledged_by="key_1", acknowledged_at=self.now, ack_until=until)
            notices.stop(self.conn, self.tenant_id, alert_id, "acknowledged", self.now)

    def expire(self, alert_id: int) -> None:
        """Nobody has it any more."""
        with self.unit() as made:
            made.change(alert_id, acknowledged_by=None, acknowledged_at=None, ack_until=None)
            notices.resume(self.conn, self.ids, self.tenant_id, made.row(alert_id), self.now)

    def raise_to(self, alert_id: int, severity: str) -> None:
        with self.unit() as made:
            made.change(alert_id, severity=severity)
            made.plan(alert_id, "raised")

    def notices(self, **where: Any) -> list[sa.RowMapping]:
        with self.conn.begin():
            statement = sa.select(notice).order_by(notice.c.id)
            for name, value in where.items():
                statement = statement.where(notice.c[name] == value)
            return list(self.conn.execute(statement).mappings())

    def run(self, for_us: int) -> list[Told]:
        """Let so much time pass; returns what was told meanwhile."""
        until, before = self.now + for_us, len(self.told)
        while True:
            self.send()
            with self.conn.begin():
                due = sa.select(sa.func.min(notice.c.due_at)).where(notice.c.status == "waiting")
                following = min(until, self.conn.scalar(due) or until)
            if following >= until:
                self.now = until
                self.send()
                return self.told[before:]
            self.now = max(self.now, following)

    def send(self) -> None:
        """Send all that is due now."""
        while True:
            with self.conn.begin():
                queues = rows.due(self.conn, self.now)
            parcels = [parcel for queue in queues for parcel in self.take(queue)]
            if not parcels:
                return
            for parcel in parcels:
                self._send(parcel)

    def take(self, queue: rows.Queue) -> list[Parcel]:
        with self.conn.begin():
            return outbox.take(self.conn, self.ids, *queue, "me", public_url=URL, now=self.now)

    def _send(self, parcel: Parcel) -> None:
        channel = parcel.channel["public_id"]
        outcome = self.answers.get(channel, taken)(parcel)
        person = None if parcel.person is None else parcel.person["public_id"]
        told = Told(self.now, channel, person, parcel.message)
        self.attempted.append(told)
        if outcome.ok:
            self.told.append(told)
        with self.conn.begin():
            assert attempts.record(self.conn, self.ids, parcel, outcome, random=self.random, now=self.now)


@contextmanager
def world() -> Iterator[World]:
    """Usable as a context, on a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "punchdeck.db"
        path.write_bytes(empty_database())
        engine = writing_engine(path)
        with engine.connect() as conn:
            unsynced(conn)
            yield World(engine, conn)
        engine.dispose()

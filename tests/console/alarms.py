"""Alerts in the database of a running edge, written as its engine writes them, but when a test wants it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from edge.alerts import book
from edge.alerts.model import Change, Entity, Status
from edge.store import schema
from edge.store.alert_tables import alert
from edge.store.ids import IdClock, public_id, row_id

ENTITY: Final = {"device_offline": "device", "device_unstable": "device", "site_outage": "site"}


class Alarms:
    """One tenant of the edge on a folder; ids are public ones."""

    def __init__(self, data: Path, tenant: str) -> None:
        self._engine = sa.create_engine(f"sqlite:///{data / 'punchdeck.db'}", connect_args={"timeout": 10})
        sa.event.listen(self._engine, "connect", _quick)
        with self._engine.connect() as conn:
            mine = sa.select(schema.tenant.c.id).where(schema.tenant.c.public_id == tenant)
            self._tenant: int = conn.execute(mine).scalar_one()
        self._ids = IdClock(node=1023)

    def move(self, kind: str, about: str, status: Status | None, **members: Any) -> str:
        """An alert of that kind about a terminal or a site opens, or moves on. Returns its id."""
        entity = Entity(ENTITY.get(kind, "device"), about)
        told = status in ("firing", "unstable", "resolved")
        change = Change(
            time.time(),
            f"rule_{kind}",
            kind,
            entity,
            status,
            **{"tell": told, "devices": (about,), **members},
        )
        with self._writing() as conn:
            book.apply(conn, self._ids, self._tenant, [change], _now_us())
            found = conn.execute(
                sa.select(sa.func.max(alert.c.id)).where(
                    alert.c.tenant_id == self._tenant, alert.c.kind == kind, alert.c.entity_id == about
                )
            ).scalar_one()
        return public_id("alr", found)

    def set(self, alert_id: str, **columns: Any) -> None:
        """Write what no change does."""
        with self._writing() as conn:
            mine = (alert.c.tenant_id == self._tenant) & (alert.c.id == _row_of(alert_id))
            conn.execute(alert.update().where(mine).values(version=alert.c.version + 1, **columns))

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self._engine.connect() as conn:
            conn.exec_driver_sql("BEGIN IMMEDIATE")
            yield conn
            conn.exec_driver_sql("COMMIT")


def _quick(connection: Any, _record: object) -> None:
    connection.isolation_level = None


def _row_of(public: str) -> int:
    prefix, _, _ = public.partition("_")
    found = row_id(prefix, public)
    assert found is not None, public
    return found


def _now_us() -> int:
    return time.time_ns() // 1000

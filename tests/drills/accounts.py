"""After a drill: what the database holds, beside what was acknowledged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from common.client import EdgeClient
from edge.store.engine import normalise_url
from edge.store.postgresql import connect_engine
from edge.store.schema import device, event, punch
from tests.kit.checkers import gapless, i1_acknowledged_stored_once, i2_stored_told_once


@dataclass(frozen=True)
class Account:
    """Counts of a drill and everything that is wrong."""

    acknowledged: int
    stored: int
    lost: int
    doubled: int
    integrity: str
    problems: list[str]


def _read(
    conn: sa.Connection,
) -> tuple[list[sa.Row[tuple[object, ...]]], list[sa.Row[tuple[object, ...]]], str]:
    punches = conn.execute(
        sa.select(
            device.c.serial,
            punch.c.pin,
            punch.c.punched_at,
            punch.c.utc_offset,
            punch.c.status,
            punch.c.seq,
            punch.c.id,
        )
        .join(device, sa.and_(device.c.tenant_id == punch.c.tenant_id, device.c.id == punch.c.device_id))
        .order_by(punch.c.id)
    ).all()
    others = conn.execute(
        sa.select(device.c.serial, event.c.seq).join(
            device, sa.and_(device.c.tenant_id == event.c.tenant_id, device.c.id == event.c.device_id)
        )
    ).all()
    integrity = "n/a"
    if conn.dialect.name == "sqlite":
        integrity = str(conn.exec_driver_sql("PRAGMA integrity_check").scalar())
    return list(punches), list(others), integrity


async def read_database(
    url: str,
) -> tuple[list[sa.Row[tuple[object, ...]]], list[sa.Row[tuple[object, ...]]], str]:
    """Punches, other events of devices, and the integrity check, straight from the database."""
    parsed = normalise_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = sa.create_engine(parsed)
        with engine.connect() as conn:
            found = _read(conn)
        engine.dispose()
        return found
    shared = connect_engine(parsed)
    async with shared.connect() as conn:
        found = await conn.run_sync(_read)
    await shared.dispose()
    return found


async def settle(url: str, acknowledged: Sequence[tuple[str, str]], api: EdgeClient | None) -> Account:
    """Hold the database, and the API where it runs, against what terminals were told."""
    punches, others, integrity = await read_database(url)
    stored = [(serial, _line(pin, at, offset, status)) for serial, pin, at, offset, status, _, _ in punches]
    told_as = [(serial, "\t".join(line.split("\t")[:3])) for serial, line in acknowledged]
    problems = i1_acknowledged_stored_once(told_as, stored)
    lost = sum(problem.startswith("acknowledged but") for problem in problems)
    numbers: dict[str, list[int]] = {}
    for serial, seq in [(row[0], row[5]) for row in punches] + [(row[0], row[1]) for row in others]:
        numbers.setdefault(str(serial), []).append(int(str(seq)))
    gaps = gapless({serial: sorted(found) for serial, found in numbers.items()})
    if api is not None:
        events = [entry async for entry in api.pages("/v1/events", {"limit": 1000})]
        told = [entry["attendance_id"] for entry in events if entry["event"] == "attendance.created"]
        listed = [entry["id"] async for entry in api.attendance()]
        problems += i2_stored_told_once(listed, told)
        if len(listed) != len(stored):
            problems.append(f"the API lists {len(listed)} punches, the database holds {len(stored)}")
    if integrity not in ("ok", "n/a"):
        problems.append(f"integrity_check: {integrity}")
    doubled = len(stored) - len(set(stored))
    return Account(len(set(told_as)), len(stored), lost, doubled, integrity, problems + gaps)


def _line(pin: object, at: object, offset: object, status: object) -> str:
    local = datetime.fromtimestamp(int(str(at)) / 1e6 + int(str(offset)), UTC)
    return f"{pin}\t{local:%Y-%m-%d %H:%M:%S}\t{status}"

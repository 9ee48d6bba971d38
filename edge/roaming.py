"""People whom a terminal does not know yet but should: it asks for them when they stand before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import sqlalchemy as sa

from edge.devices import Device
from edge.intents import EnrollEmployee
from edge.store import Store
from edge.store.ids import now_us
from edge.store.roaming import placed_person


class Roaming:
    """Finds people for terminals that ask for them."""

    def __init__(self, store: Store, wall: Callable[[], int] = now_us) -> None:
        self._store = store
        self._wall = wall

    async def person(self, device: Device, pin: str) -> EnrollEmployee | None:
        """The person of a PIN, None unless it is active, valid now, and has its place at this terminal or its
        site: nobody gets in by asking. Raises StoreError, SQLAlchemyError."""
        source = device.source
        row = await self._store.read(
            lambda conn: placed_person(conn, source.tenant_id, source.device_id, source.site_id, pin)
        )
        if row is None or not row["active"] or not _valid(row, self._wall()):
            return None
        said = {name: row[name] for name in ("employee_id", "pin", "name", "card_number", "privilege")}
        validity = {name: _local(row[name], device) for name in ("valid_from", "valid_to")}
        return EnrollEmployee.model_validate({**said, **validity})


def _valid(row: sa.RowMapping, now: int) -> bool:
    begins, ends = row["valid_from"], row["valid_to"]
    return (begins is None or begins <= now) and (ends is None or now <= ends)


def _local(instant_us: int | None, device: Device) -> datetime | None:
    if instant_us is None:
        return None
    return (
        datetime.fromtimestamp(instant_us // 1_000_000, UTC)
        .astimezone(device.clock.info)
        .replace(tzinfo=None)
    )

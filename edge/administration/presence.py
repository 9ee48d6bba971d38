"""What was noted of terminals' presence, for the command line."""

from __future__ import annotations

from typing import Any

from edge import presence_trace
from edge.administration.units import explained, tenant_id_of
from edge.store import Store


async def presence_export(store: Store, tenant: str, start: int, after: int | None = None) -> Any:
    """What a trace is made of, a portion at a time (`edge.presence_trace`)."""
    return await explained(
        store.read(lambda conn: presence_trace.portion(conn, tenant_id_of(conn, tenant), start, after))
    )

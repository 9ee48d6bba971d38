"""Asking an edge for its whole fleet, in pages small enough that reading one never holds up the window."""

from __future__ import annotations

from common.client import EdgeClient, NotAnEdge, RequestRefused
from console.core.fleet import Snapshot
from console.core.records import NOT_UNDERSTOOD, Device, Json, Site

PAGE = 250
HISTORY = 1000


async def fetch_snapshot(client: EdgeClient, now_us: int) -> Snapshot:
    """Devices, sites and waiting terminals. `now_us`: our clock, before asking. Raises EdgeError."""
    try:
        sites = [Site.of(body) async for body in client.pages("/v1/sites", {"limit": PAGE})]
        ahead_s = client.clock_ahead_s
        devices = [Device.of(body) async for body in client.pages("/v1/devices", {"limit": PAGE})]
        waiting = [
            Device.of(body)
            async for body in client.pages("/v1/devices", {"status": "pending", "limit": PAGE})
        ]
    except NOT_UNDERSTOOD as error:
        raise NotAnEdge(
            f"{client.url} describes its fleet in a way that this program does not understand ({error!r}). "
            "If the edge is newer than this program, update this program."
        ) from error
    as_of_us = None if ahead_s is None else now_us - round(ahead_s * 1e6)
    return Snapshot(tuple(devices), tuple(sites), tuple(waiting), as_of_us)


async def fetch_history(client: EdgeClient) -> list[Json]:
    """The punches made last, as attendance objects in the order they were received. Raises EdgeError.

    Without the right to read attendance there is none.
    """
    try:
        page = await client.get("/v1/attendance", {"limit": HISTORY})
    except RequestRefused as error:
        if error.status == 403:
            return []
        raise
    return sorted(page["data"], key=lambda body: (body["received_at"], body["id"]))

"""What the stream lost, asked for: the punches that a gap of the feed stands for."""

from __future__ import annotations

import logging
from typing import Final

from common.client import EdgeClient
from common.instants import rfc3339
from console.core.records import NOT_UNDERSTOOD, Gap, Json, Punch, punch_of
from console.core.session import Session

MOST: Final = 20_000
"""More are not put into the feed: they are in the list of punches."""
PAGE: Final = 1_000
SLACK_US: Final = 60_000_000
"""The end of a gap may be by this computer's clock. What is there already is recognised."""

log = logging.getLogger(__name__)


async def fill_gap(session: Session, gap: Gap) -> int:
    """Put what a gap missed into the feed. Returns how many punches that were. Raises EdgeError, and
    ValueError where the gap has gone meanwhile."""
    bodies = await _missing(session.connection.client, gap)
    names = {device.id: device.name for device in session.fleet.devices.values()}
    punches: list[Punch] = []
    for body in bodies:
        try:
            punches.append(punch_of(body, names))
        except NOT_UNDERSTOOD as error:
            log.error("punch %s not understood: %r", body.get("id"), error)
    return session.fill(gap, sorted(punches, key=lambda punch: (punch.received_us, punch.id)))


async def _missing(client: EdgeClient, gap: Gap) -> list[Json]:
    """As received. Where nobody knows when the gap began, what was punched last before its end."""
    before = None if gap.before_us is None else rfc3339(gap.before_us + SLACK_US)
    if gap.after_us is None:
        page = await client.get("/v1/attendance", {"limit": PAGE, "received_to": before})
        return list(page["data"])
    wanted = {
        "order": "received_at", "limit": PAGE, "received_from": rfc3339(gap.after_us), "received_to": before,
    }  # fmt: skip
    found: list[Json] = []
    async for body in client.pages("/v1/attendance", wanted):
        found.append(body)
        if len(found) >= MOST:
            break
    return found

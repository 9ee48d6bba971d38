"""How far a job is, told while it goes on."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
import structlog
from aiohttp import web
from pydantic_core import to_json

from common.schemas.stream import TicketQuery
from edge.api.jobs import ENDED, job_object, visible
from edge.api.registry import Call, operation
from edge.store import StoreError
from edge.store.ids import now_us

EVERY_S: Final = 1.0
HEARTBEAT_S: Final = 15.0
STALLED_S: Final = 30.0

log = structlog.get_logger()


@dataclass(slots=True)
class _Now:
    conn: sa.Connection
    tenant_id: int
    now_us: int


@operation(
    "GET",
    "/v1/jobs/{job}/events",
    scope="jobs:read",
    query=TicketQuery,
    raw=True,
    by_ticket=True,
    errors=("job_not_found",),
    produces=("text/event-stream", "application/json"),
)
async def stream_job(call: Call) -> web.StreamResponse:
    """Stream how far a job is, as server-sent events.

    `progress` brings the job whenever it has changed, once a second at most; `ended` brings it as it ended,
    and ends the stream. Whoever connects again begins with how far it is then.
    """
    shown = await _look(call)
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    )
    await response.prepare(call.request)
    try:
        await _tell(call, response, shown)
    except (TimeoutError, ConnectionError, StoreError, sa.exc.SQLAlchemyError) as error:
        log.info("job_stream_ended", job=shown["id"], reason=type(error).__name__)
    return response


async def _tell(call: Call, response: web.StreamResponse, shown: dict[str, Any]) -> None:
    told, spoke = b"", time.monotonic()
    while call.services.ready():
        ended = shown["status"] in ENDED
        news = b"event: %s\ndata: %s\n\n" % (b"ended" if ended else b"progress", to_json(shown))
        silent = time.monotonic() - spoke >= HEARTBEAT_S
        chunk = news if news != told else b": still at work\n\n" if silent else b""
        if chunk:
            async with asyncio.timeout(STALLED_S):
                await response.write(chunk)
            told, spoke = news, time.monotonic()
        if ended:
            return
        await asyncio.sleep(EVERY_S)  # whichever process carries it on: only the database knows
        shown = await _look(call)


async def _look(call: Call) -> dict[str, Any]:
    def look(conn: sa.Connection) -> dict[str, Any]:
        row = visible(conn, call.tenant_id, call.actor, call.request.match_info["job"])
        return job_object(_Now(conn, call.tenant_id, now_us()), row)

    return await call.services.store.read(look)

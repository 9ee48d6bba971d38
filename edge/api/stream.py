"""The stream's place among the operations; what it sends is `edge.stream`'s affair."""

from __future__ import annotations

from aiohttp import web
from pydantic import Field

from common.schemas.fields import Text
from common.schemas.stream import TicketQuery
from edge.api.errors import ApiError
from edge.api.registry import Call, operation
from edge.stream import StreamRequestError, StreamsClosed


class StreamQuery(TicketQuery):
    """Where to begin, and what to hear of."""

    after: Text | None = Field(
        None, description="Cursor to go on after; without it only what is new is sent."
    )
    types: Text | None = Field(None, description="Event names, separated by commas.")


@operation(
    "GET",
    "/v1/stream",
    scope="stream:read",
    query=StreamQuery,
    raw=True,
    by_ticket=True,
    errors=("cursor_invalid",),
    produces=("text/event-stream", "application/json"),
)
async def stream_events(call: Call) -> web.StreamResponse:
    """Stream events as they happen.

    Server-sent events, or a WebSocket whose first message is `{"after": cursor|null, "types": […]}`. Each
    message is the body of a webhook with its `cursor`; a heartbeat comes first, every 15 s, and, after a
    cursor, as soon as everything that was missed has been told.
    """
    stream = call.services.stream
    if stream is None:
        raise ApiError(
            "unavailable", "This process does not stream. Ask one that runs with --role all or api."
        )
    try:
        return await stream(call.request, call.actor, call.tenant_id)
    except StreamRequestError as error:
        raise ApiError("cursor_invalid", str(error)) from error
    except StreamsClosed:
        raise ApiError(
            "unavailable", "The server is stopping. Connect again.", headers={"Retry-After": "1"}
        ) from None

"""Tickets for streams."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from common.schemas.fields import Answer, InstantText, Received, Text


class StreamTicketCreate(Received):
    """What the ticket is for."""

    path: Annotated[Text, Field(min_length=1, max_length=200)] = Field(
        "/v1/stream", description="The stream to connect to, such as /v1/jobs/job_…/events."
    )


class StreamTicket(Answer):
    """A ticket: to be added to the address of its stream as `?ticket=`."""

    object: Literal["stream_ticket"]
    ticket: str
    path: str
    expires_at: InstantText


class TicketQuery(Received):
    """How a browser says who it is."""

    ticket: Text | None = Field(
        None, description="In place of the Authorization header: see POST /v1/stream/ticket."
    )

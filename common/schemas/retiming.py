"""Punches read anew after a zone was corrected."""

from __future__ import annotations

from pydantic import Field

from common.schemas.fields import Instant, Received


class Retime(Received):
    """Which punches are read anew."""

    from_: Instant = Field(alias="from", description="Those made at this instant or later, as read now.")

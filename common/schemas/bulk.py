"""What becomes of many items that one request carries."""

from __future__ import annotations

from pydantic import Field

from common.schemas.fields import Answer


class ItemError(Answer):
    """Why an item was not carried out."""

    code: str
    message: str
    param: str | None


class ItemOutcome(Answer):
    """What became of an item."""

    ref: str | None
    index: int = Field(description="Its place among the items, from 0; of a table, among its rows.")
    line: int | None = Field(description="Of a table, the line it begins on, headings being line 1.")
    status: int = Field(description="201 made, 200 changed, else the status of the error.")
    id: str | None
    error: ItemError | None


class BulkSummary(Answer):
    """How many items came to what."""

    total: int
    succeeded: int
    failed: int
    skipped: int

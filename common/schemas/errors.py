"""What every error of the API looks like."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Problem(BaseModel):
    """One value that is not allowed."""

    param: str
    code: str
    message: str


class ErrorDetail(BaseModel):
    """The first four members are always there. Further ones depend on the code."""

    model_config = ConfigDict(extra="allow", defer_build=True)

    code: str = Field(description="Stable; its page in the docs says what to do.")
    message: str = Field(description="For people; it may change.")
    status: int
    doc_url: str
    request_id: str
    param: str | None = None
    errors: list[Problem] | None = None


class ErrorAnswer(BaseModel):
    """Every error, unless the client accepts application/problem+json (RFC 9457)."""

    error: ErrorDetail

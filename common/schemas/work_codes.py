"""Work codes: what people say at a punch to be working on."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from common.schemas.fields import Answer, InstantText, ListQuery, Page, Received, Text, absent

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,24}$", examples=["12"])]
CodeName = Annotated[Text, Field(max_length=200)]


class WorkCodeSync(Answer):
    """On how many terminals a work code stands how."""

    in_sync: int = Field(description="Terminals that hold it as it is here.")
    pending: int = Field(description="Terminals that were told and have not answered yet.")
    failed: int = Field(description="Terminals that refused it; tried again daily.")


class WorkCode(Answer):
    """A work code. Its id is the code."""

    id: str
    object: Literal["work_code"]
    code: str
    name: str
    sync: WorkCodeSync
    created_at: InstantText
    version: int


class WorkCodePage(Page[WorkCode]):
    """Work codes, in the order of the codes."""


class WorkCodeQuery(ListQuery):
    """Which work codes: all."""


class WorkCodeCreate(Received):
    """A work code to add."""

    code: Code = Field(description="What is typed at the terminal, and told with the punch.")
    name: CodeName = Field("", description="What the terminal shows; cut to what it has room for.")


class WorkCodeChange(Received):
    """What to change; members that are missing stay."""

    name: CodeName = absent()

"""Kinds of values that the API's objects are made of, and the lists that carry them."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from common.instants import NaiveTime, parse_instant

# Control characters but tab and line feed, and halves of characters, which no database stores.
_UNFIT: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class Received(BaseModel):
    """What a client sends: members we do not know are mistakes, so they are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Answer(BaseModel):
    """What a client gets: every member is listed here."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def _clean(text: str) -> str:
    if _UNFIT.search(text):
        raise ValueError("control characters and lone surrogates are not allowed")
    return text


def _instant(value: Any) -> int:
    if not isinstance(value, str) or _UNFIT.search(value):
        raise PydanticCustomError("instant", "must be text like 2026-03-27T00:00:00Z")
    try:
        return parse_instant(value)
    except NaiveTime as error:
        raise PydanticCustomError("timezone_required", "{reason}", {"reason": str(error)}) from None
    except ValueError as error:
        raise PydanticCustomError("instant", "{reason}", {"reason": str(error)}) from None


Text = Annotated[str, AfterValidator(_clean)]
Name = Annotated[Text, Field(min_length=1, max_length=200)]
Tags = Annotated[list[Annotated[Text, Field(min_length=1, max_length=64)]], Field(max_length=50)]


def absent(**options: Any) -> Any:
    """The default of a member that may be missing but not null; what is set is in `model_fields_set`."""
    return Field(default_factory=lambda: None, **options)


# Received as text with any offset, handed on as microseconds since 1970.
Instant = Annotated[
    int,
    BeforeValidator(_instant),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-03-27T00:00:00Z"]}),
]
# Sent: RFC 3339 in UTC with milliseconds.
InstantText = Annotated[
    str,
    Field(
        pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$",
        json_schema_extra={"format": "date-time", "examples": ["2026-03-27T08:00:00.123Z"]},
    ),
]

T = TypeVar("T")


class Page(Answer, Generic[T]):
    """A list, or what of it fits in one answer."""

    object: Literal["list"]
    data: list[T]
    has_more: bool = Field(description="Whether more follows; ask for it with `cursor=` next_cursor.")
    next_cursor: str | None
    url: str
    total_count: int | None = Field(
        None, json_schema_extra={"description": "Only with `include=total_count`: exact up to 10,000."}
    )
    total_count_capped: bool | None = Field(
        None, json_schema_extra={"description": "Only with `include=total_count`: whether there are more."}
    )


class ListQuery(Received):
    """What every list understands."""

    limit: int | None = Field(None, ge=1, le=1000, description="How many at most, 1 to 1,000; default 100.")
    cursor: str | None = Field(
        None, max_length=500, description="next_cursor of the page before, as it came, with the same filters."
    )
    fields: list[Text] | None = Field(
        None,
        description="Only these members of each object, and `id` and `object`; parted by commas, or "
        "repeated.",
    )

    @property
    def named_fields(self) -> set[str] | None:
        """The members asked for; None: all."""
        if self.fields is None:
            return None
        return {name.strip() for given in self.fields for name in given.split(",") if name.strip()}


class CountedQuery(ListQuery):
    """What lists understand that can be counted."""

    include: list[Literal["total_count"]] | None = Field(
        None, description="`total_count`: how many there are in all, exact up to 10,000."
    )


class TableQuery(CountedQuery):
    """What lists understand that can also be had as a table, whole, however long: an export."""

    format: Literal["json", "csv", "ndjson", "xlsx"] | None = Field(
        None, description="What the answer is, instead of an Accept header. All but json are the whole list."
    )
    raw: bool = Field(
        False,
        description="For machines: cells that a spreadsheet would take for a formula are not defused (csv, "
        "xlsx).",
    )
    bom: bool = Field(False, description="Begin with a byte order mark, for spreadsheets (csv).")


class Deleted(Answer):
    """What is answered for an object that was deleted."""

    id: str
    object: str
    deleted: Literal[True]

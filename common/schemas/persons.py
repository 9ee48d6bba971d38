"""People who can be told of alerts."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, model_validator

from common.schemas.channels import EmailAddress
from common.schemas.fields import Answer, InstantText, ListQuery, Name, Page, Received, Text, absent

_FILLERS: Final = re.compile(r"[ ()./-]")
_PHONE: Final = re.compile(r"\+[1-9][0-9]{5,14}", re.ASCII)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)
_CLOCK: Final = r"^([01]\d|2[0-3]):[0-5]\d$"


def _phone(text: str) -> str:
    plain = _FILLERS.sub("", text)
    if not _PHONE.fullmatch(plain):
        raise ValueError("must be a number with its country, like +212 661 23 45 67")
    return plain


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise ValueError("must be a language like en, fr or ar-MA")
    return text


Phone = Annotated[Text, Field(max_length=40), AfterValidator(_phone)]
Language = Annotated[Text, Field(max_length=35), AfterValidator(_language)]
Clock = Annotated[Text, Field(pattern=_CLOCK, examples=["22:00"])]
Channels = Annotated[list[Annotated[Text, Field(max_length=100)]], Field(max_length=20)]


class QuietHours(Answer):
    """When somebody is told of critical alerts only, on their own wall clock."""

    from_: str = Field(alias="from")
    to: str


class Person(Answer):
    """Somebody who can be told."""

    id: str
    object: Literal["person"]
    name: str
    email: str | None
    phone: str | None
    timezone: str | None = Field(description="IANA name; null: the account's.")
    language: str | None
    quiet_hours: QuietHours | None
    channels: list[str] = Field(description="Ids of channels, in the order they want to be reached by.")
    created_at: InstantText
    version: int


class PersonPage(Page[Person]):
    """People in the order they were made."""


class PersonQuery(ListQuery):
    """Which people: all."""


class QuietHoursGiven(Received):
    """When to be told of critical alerts only, on one's own wall clock; over midnight where `to` is before
    `from`."""

    from_: Clock = Field(alias="from")
    to: Clock

    @model_validator(mode="after")
    def _some(self) -> QuietHoursGiven:
        if self.from_ == self.to:
            raise ValueError(
                "`from` and `to` are the same, which is neither never nor always: give two times"
            )
        return self


class PersonCreate(Received):
    """Somebody to be told."""

    name: Name
    email: EmailAddress | None = None
    phone: Phone | None = Field(None, description="With the country.", examples=["+212661234567"])
    timezone: Text | None = Field(
        None, description="IANA name; default: the account's.", examples=["Africa/Casablanca"]
    )
    language: Language | None = Field(None, examples=["fr"])
    quiet_hours: QuietHoursGiven | None = None
    channels: Channels = Field(
        default_factory=list, description="Ids of channels, in the order they want to be reached by."
    )


class PersonChange(Received):
    """What to change; members that are missing stay, null unsets. `channels` replaces all."""

    name: Name = absent()
    email: EmailAddress | None = None
    phone: Phone | None = None
    timezone: Text | None = None
    language: Language | None = None
    quiet_hours: QuietHoursGiven | None = None
    channels: Channels = absent()

"""Selectors: the few words by which rules, policies, maintenance windows and silences say what they mean."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from common.schemas.fields import Answer, Received, Text

SeverityName = Literal["info", "warning", "critical"]
_Word = Annotated[Text, Field(min_length=1, max_length=100)]
_Words = Annotated[list[_Word], Field(min_length=1, max_length=1_000)]


class Places(Received):
    """Which terminals and sites. All members must fit, of the values of one any; without members: all."""

    sites: _Words | None = Field(None, description="Ids or slugs; kept as ids.")
    devices: _Words | None = Field(None, description="Ids or serial numbers; kept as ids.")
    tags: _Words | None = Field(None, description="Of the terminal or of its site.")
    models: _Words | None = None
    business_critical: bool | None = Field(None, description="Of the terminal or of its site.")

    def given(self) -> dict[str, Any]:
        """The members that are there, as JSON."""
        return self.model_dump(exclude_none=True)


class Selector(Places):
    """Which alerts. All members must fit, of the values of one any; without members: all."""

    kinds: _Words | None = Field(None, description="Kinds of alerts.", examples=[["device_offline"]])
    severities: list[SeverityName] | None = Field(None, min_length=1, max_length=3)


class PlacesShown(Answer):
    """Which terminals and sites. Members that are missing do not narrow it."""

    sites: list[str] | None = None
    devices: list[str] | None = None
    tags: list[str] | None = None
    models: list[str] | None = None
    business_critical: bool | None = None


class SelectorShown(PlacesShown):
    """Which alerts. Members that are missing do not narrow it."""

    kinds: list[str] | None = None
    severities: list[SeverityName] | None = None

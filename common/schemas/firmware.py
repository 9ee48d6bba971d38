"""Firmware: files that terminals can be told to install."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from common.schemas.fields import Answer, InstantText, ListQuery, Name, Page, Received, Text


class Firmware(Answer):
    """A file that terminals can be told to install."""

    id: str
    object: Literal["firmware"]
    name: str
    version: str | None
    size: int = Field(description="Bytes.")
    sha256: str
    md5: str = Field(description="What terminals compare.")
    created_by: str
    created_at: InstantText


class FirmwarePage(Page[Firmware]):
    """Files, newest first."""


class FirmwareQuery(ListQuery):
    """Which files: all."""


class FirmwareUpload(Received):
    """What is said of a file that is sent."""

    name: Name = Field(description="What you call it, as the file's name.", examples=["ZAM170-Ver1.1.28.cfg"])
    version: Text | None = Field(
        None, min_length=1, max_length=100, description="What terminals call themselves once they have it."
    )

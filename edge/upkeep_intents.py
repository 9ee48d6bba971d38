"""What the edge itself wants of terminals to keep them as they should be; no names of the API."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from common.schemas.fields import Text
from edge.intents import Base64, Between, BiometricKind, Intent, LocalStart, Pin


class Reconnect(Intent):
    """Have the terminal introduce itself again: it takes new options, a new zone, stamps handed out anew."""

    word = "reconnect"


class FetchEmployees(Intent):
    """Have the terminal tell whom it has: everybody, or one."""

    word = "fetch_employees"

    pin: Pin | None = None


class FetchTemplates(Intent):
    """Have the terminal send the templates it has of one person, or of a kind (attendance: fingers need a
    person)."""

    word = "fetch_templates"

    kind: BiometricKind = "finger"
    pin: Pin | None = None


class CountAttendance(Between):
    """Ask how many punches of a range the terminal has."""

    word = "count_attendance"


class StoreTemplate(Intent):
    """Give a terminal a template of a person it has. `type` is the biometric type of PROTOCOL.md §6.9;
    `number` which finger or palm, `part` which piece."""

    word = "store_template"

    pin: Pin
    type: int = Field(ge=0, le=99)
    number: int = Field(0, ge=0, le=99)
    part: int = Field(0, ge=0, le=99)
    valid: bool = True
    duress: bool = False
    major: int | None = Field(None, ge=0, le=9999)
    minor: int | None = Field(None, ge=0, le=9999)
    format: int = Field(0, ge=0, le=9)
    text: Base64


class StorePhoto(Intent):
    """Give a terminal a JPEG of a person it has: for its screen, or to know the face by."""

    word = "store_photo"

    pin: Pin
    purpose: Literal["display", "face"]
    text: Base64


class DeleteBiometrics(Intent):
    """Delete what a terminal has of a person's body: one kind, or all kinds and photos."""

    word = "delete_biometrics"

    pin: Pin
    kind: BiometricKind | None = None


class StoreWorkCode(Intent):
    """Give a terminal a work code."""

    word = "store_work_code"

    code: str = Field(pattern=r"^[A-Za-z0-9]{1,24}$")
    name: Text = Field("", max_length=200)


class DeleteWorkCode(Intent):
    """Delete a work code."""

    word = "delete_work_code"

    code: str = Field(pattern=r"^[A-Za-z0-9]{1,24}$")


class StoreMessage(Intent):
    """Have a terminal show a message: to everybody, or to those named when they punch."""

    word = "store_message"

    number: int = Field(ge=1, le=65_535)
    text: Text = Field(min_length=1, max_length=320)
    starts: LocalStart
    minutes: int = Field(0, ge=0, le=65_535, description="0: until it is deleted.")
    pins: tuple[Pin, ...] | None = Field(None, max_length=500)


class DeleteMessage(Intent):
    """Delete a message."""

    word = "delete_message"

    number: int = Field(ge=1, le=65_535)

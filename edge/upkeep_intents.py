"""What the edge itself wants of terminals to keep them as they should be; no names of the API."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field, model_validator

from common.schemas.fields import Text
from edge.intents import Base64, Between, BiometricKind, Intent, LocalStart, Pin, UpgradeFirmware


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


NOT_THERE: Final = frozenset(
    {
        "command_unknown",
        "no_such_table",
        "not_as_configured",
        "not_supported",
        "user_unknown_or_not_implemented",
        "wrong_table_name",
    }
)
"""What terminals say that have no table to delete from, or no sensor: then there is nothing in it. One that
says so of every table has deleted nothing, and that proves nothing."""


class DeleteBiometrics(Intent):
    """Delete what a terminal has of a person's body: one kind, or all kinds and photos."""

    word = "delete_biometrics"

    pin: Pin
    kind: BiometricKind | None = None


class InstallFirmware(UpgradeFirmware):
    """`upgrade_firmware` of a file that lies here, once it is given: the `key` opens it to this command."""

    key: Text

    @model_validator(mode="after")
    def _one_way(self) -> InstallFirmware:
        if None in (self.firmware, self.checksum, self.size):
            raise ValueError("a file that lies here is named, with its checksum and size")
        return self


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

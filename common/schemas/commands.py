"""Commands: what is wanted of terminals, and what became of it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from common.schemas.devices import Device
from common.schemas.fields import Answer, InstantText, Page, Received, TableQuery, Text

CommandStatus = Literal["queued", "sent", "succeeded", "failed", "expired", "cancelled"]


class CommandCreate(Received):
    """What is wanted of a terminal."""

    command: Text = Field(
        max_length=64,
        description="restart, sync_time, sync_employees, enroll_employee, delete_employee, enroll_biometric, "
        "update_settings, fetch_info, fetch_attendance, clear_attendance, clear_all, unlock_door, "
        "cancel_alarm, upgrade_firmware, reload_options or raw.",
        examples=["restart"],
    )
    params: dict[str, Any] = Field(default_factory=dict, description="What the command needs.")
    reason: Text | None = Field(
        None,
        min_length=1,
        max_length=500,
        description="Why; needed for what cannot be undone: clear_attendance, clear_all, unlock_door, "
        "upgrade_firmware, raw, and sync_employees that removes others.",
    )
    expires_in: int | None = Field(
        None,
        ge=1,
        le=30 * 86_400,
        description="For how many seconds it may wait for its terminal; default 7 days, and 5 minutes at "
        "most for clear_attendance, clear_all, unlock_door, upgrade_firmware and raw.",
    )


class CommandError(Answer):
    """Why a command failed or expired."""

    code: str
    message: str


class CommandProgress(Answer):
    """How far a command of several steps has been sent."""

    total: int
    sent: int


class Command(Answer):
    """Something wanted of a terminal."""

    id: str
    object: Literal["command"]
    device_id: str
    device_serial: str
    command: str
    params: dict[str, Any] = Field(description="As given; passwords and what bodies look like are hidden.")
    status: CommandStatus
    queued: bool = Field(description="Whether it still waits for its terminal to fetch it.")
    progress: CommandProgress
    attempts: int = Field(description="How often it was sent.")
    return_code: int | None = Field(description="What the terminal answered.")
    result: dict[str, Any] | None
    error: CommandError | None
    reason: str | None
    created_by: str
    job_id: str | None
    created_at: InstantText
    sent_at: InstantText | None
    finished_at: InstantText | None
    expires_at: InstantText
    device: Device | None = Field(None, json_schema_extra={"description": "Only with expand[]=device."})


class CommandPage(Page[Command]):
    """Commands, newest first."""


class CommandQuery(TableQuery):
    """Which commands."""

    device: list[Text] | None = Field(None, description="Id or serial number. Repeat it for several.")
    status: list[CommandStatus] | None = Field(None, description="Repeat it for several.")
    command: list[Text] | None = Field(None, description="Name of the command. Repeat it for several.")
    expand: list[Literal["device"]] | None = Field(
        None, alias="expand[]", description="Put the device in beside its id, as it is now."
    )

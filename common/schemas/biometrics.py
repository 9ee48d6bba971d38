"""The purge of a person's biometric data: what was deleted, and which terminals confirmed it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from common.schemas.fields import Answer, InstantText


class PurgedHere(Answer):
    """What was deleted from this server, at once."""

    templates: int
    photos: int


class PurgeError(Answer):
    """Why a terminal did not delete it."""

    code: str
    message: str


class DevicePurge(Answer):
    """How far a terminal is."""

    device_id: str
    serial_number: str
    name: str
    status: Literal["pending", "done", "failed"] = Field(
        description="done: the terminal confirmed it. pending: it has not fetched or answered it yet."
    )
    command_id: str | None
    error: PurgeError | None
    finished_at: InstantText | None


class BiometricPurge(Answer):
    """What became of a purge. It stays readable after the employee was deleted."""

    id: str
    object: Literal["biometric_purge"]
    employee: str = Field(description="Id of the employee, emp_….")
    employee_id: str = Field(description="Your own id of the person.")
    pin: str
    deleted: PurgedHere
    devices: list[DevicePurge] = Field(
        description="Every terminal that may have held fingerprints, faces, palms or pictures of the person."
    )
    complete: bool = Field(description="Whether every terminal confirmed that it holds nothing any more.")
    completed_at: InstantText | None = Field(description="When the last terminal confirmed it.")
    created_at: InstantText

"""What each event says: the models behind the JSON Schemas that the documentation publishes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import Field

from common.events import EVENTS
from common.schemas.attendance import RawPunch, TimeQuality
from common.schemas.events import ClockDriftEvent, EmployeeEnrolledEvent, Event, EventDevice, EventEmployee
from common.schemas.fields import InstantText

_ANY = dict[str, Any]


class OfDevice(Event):
    """An event of a terminal."""

    sequence: int = Field(ge=1, description="Counts the events of this terminal, without gaps.")
    device: EventDevice


class Punch(OfDevice):
    """The members that a punch has beside those of every event; they are those of the attendance object."""

    attendance_id: str
    employee_id: str = Field(description="The employee's; with no such employee, the PIN as sent.")
    punch_time: InstantText
    punch_time_local: str = Field(description="As the terminal sent it, without a zone.")
    timezone: str
    utc_offset: str
    time_quality: TimeQuality
    punch_type: str
    verify_mode: str
    device_id: str
    device_serial: str
    site: str
    site_id: str | None
    work_code: str | None
    mask: bool | None
    temperature: float | None
    received_at: InstantText
    late: bool = Field(description="Received more than 5 minutes after the punch.")
    raw: RawPunch


class PunchChanged(Punch):
    """A punch of which something is known better now."""

    changes: dict[str, list[Any]] = Field(description="By member: what it was, and what it is.")


class Pending(Event):
    """An unknown terminal that waits; `device` is null, it is none yet."""

    serial_number: str
    model: str | None
    address: str | None


class Presence(OfDevice):
    """Whether a terminal is there."""

    since: InstantText = Field(description="From when it is so: earlier than the event itself.")
    suspected_cause: Literal["device", "site", "edge", "command"] | None = Field(
        None,
        description="device.offline only, as far as that is known by then: the terminal itself; its site, "
        "where the others there fell silent within the same minute; the edge's own network, which was cut "
        "off when the silence began; a restart, upgrade or enrolment that was sent to it.",
    )


class IdentityChanged(Event):
    """Another box calls under a serial number, or was put in a device's place.

    Further members depend on `reason`.
    """

    reason: Literal["another_terminal", "replaced", "serial_registered_twice"]
    known: _ANY | None = Field(None, description="another_terminal: what was known of the box.")
    said: _ANY | None = Field(None, description="another_terminal: what the one that calls says.")
    serial_number: str | None = None
    former_serial_number: str | None = Field(None, description="replaced: that of the box before.")


class Fact(OfDevice):
    """What a terminal tells of besides punches. Further members depend on `kind`."""

    kind: Literal["operation", "access", "door", "alarm", "error"]
    at: InstantText | None = Field(description="Null where the terminal does not say when.")
    local_time: str | None = Field(description="The same as its clock showed it.")
    word: str | None = Field(None, description="What happened, for programs.")
    code: int | str | None = Field(None, description="The terminal's own number of it.")
    pin: str | None = Field(None, description="Whom it is about.")
    door: int | None = None
    direction: str | None = None
    verify_mode: str | None = None


class CommandEnded(OfDevice):
    """A command that has ended."""

    command_id: str
    command: str
    return_code: int | None = Field(description="What the terminal answered; 0 and above are good.")
    result: Any
    error: dict[str, str] | None = Field(description="A code for programs and a message for people.")
    reason: str | None
    job_id: str | None
    created_at: InstantText
    sent_at: InstantText | None
    finished_at: InstantText | None
    expires_at: InstantText


class EmployeeSynced(Event):
    """Somebody is on every terminal as it should be."""

    employee: EventEmployee


class AlertEntity(Event):
    """An alert."""

    alert_id: str
    kind: str
    entity: dict[str, str] = Field(description="What it is about: type, id and name.")
    severity: Literal["info", "warning", "critical"]
    title: str
    reason: str = Field(description="What was seen, in words.")
    devices: list[str] = Field(description="Ids of the terminals concerned.")


class AlertAcknowledged(AlertEntity):
    """An alert that somebody has taken on."""

    acknowledged_by: str = Field(description="Id of the person, or of a key that is nobody's.")


class AlertResolved(AlertEntity):
    """An alert that is over."""

    resolved_at: InstantText
    resolved_by: str | None = Field(
        None, description="Who called it over by hand; null where it was over by itself."
    )


class WebhookFailing(Event):
    """An endpoint that takes nothing; sent to the others."""

    webhook: dict[str, str] = Field(description="Its id and url.")
    failing_since: InstantText
    pending: int = Field(description="Deliveries that wait for it.")


class WebhookDisabled(Event):
    """An endpoint that was switched off; sent to the others."""

    webhook: dict[str, str] = Field(description="Its id and url.")
    reason: str


BODIES: Final[Mapping[str, type[Event]]] = {
    "attendance.created": Punch,
    "attendance.updated": PunchChanged,
    "device.registered": OfDevice,
    "device.pending": Pending,
    "device.online": Presence,
    "device.offline": Presence,
    "device.unstable": Presence,
    "device.clock_drift": ClockDriftEvent,
    "device.identity_changed": IdentityChanged,
    "device.event": Fact,
    "command.succeeded": CommandEnded,
    "command.failed": CommandEnded,
    "command.expired": CommandEnded,
    "employee.synced": EmployeeSynced,
    "employee.enrolled": EmployeeEnrolledEvent,
    "alert.opened": AlertEntity,
    "alert.acknowledged": AlertAcknowledged,
    "alert.resolved": AlertResolved,
    "webhook.failing": WebhookFailing,
    "webhook.disabled": WebhookDisabled,
}


def schema_of(event: str, schema_id: str | None = None) -> dict[str, Any]:
    """The JSON Schema (2020-12) of an event's body, whole in itself. KeyError if there is no such event."""
    model = BODIES[event]
    found = model.model_json_schema(mode="serialization")
    found["properties"]["event"] = {"const": event, "type": "string"}
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": event,
        "description": f"{EVENTS[event]} Members may be added; ignore those that you do not know.",
    }
    named = {} if schema_id is None else {"$id": schema_id}
    return {**described, **named, **{name: part for name, part in found.items() if name not in described}}

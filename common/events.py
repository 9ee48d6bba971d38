"""The names of everything that is told: by webhooks, the stream and GET /v1/events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

EVERY: Final = "*"
"""In a list of events: all of them, also those that later versions add."""

EVENTS: Final[Mapping[str, str]] = {
    "attendance.created": "Somebody punched, and the terminal told of it.",
    "attendance.updated": "What is known of a punch changed, such as its instant after a corrected zone.",
    "device.registered": "A terminal was let in, or registered before it called.",
    "device.pending": "An unknown terminal calls and waits for approval.",
    "device.online": "A terminal is there.",
    "device.offline": "A terminal has been silent for longer than it ever is.",
    "device.unstable": "A terminal comes and goes.",
    "device.clock_drift": "The clock of a terminal is off, or is right again.",
    "device.identity_changed": "Another box calls under the serial number of a terminal.",
    "device.event": "A terminal told of what is no punch: a door, an alarm, a refused entry, a setting.",
    "command.succeeded": "A terminal carried out a command.",
    "command.failed": "A terminal refused a command, or cannot carry it out.",
    "command.expired": "A command was not fetched, or not answered, in time.",
    "employee.synced": "An employee is on every terminal as it should be.",
    "employee.enrolled": "A finger, face, palm or card was enrolled at a terminal.",
    "alert.opened": "Something needs a person.",
    "alert.acknowledged": "A person has taken an alert on.",
    "alert.resolved": "What an alert told of is over.",
    "webhook.failing": "An endpoint has taken nothing for an hour, a day, three days.",
    "webhook.disabled": "An endpoint was disabled, by itself or by a person.",
}

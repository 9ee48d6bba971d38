"""An example of every event: what `POST /v1/webhooks/{id}/test` sends and the documentation shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_DEVICE: Final[Mapping[str, Any]] = {
    "id": "dev_warehouse_01",
    "serial_number": "BFEZ203901245",
    "name": "Warehouse - Gate A",
    "site": "Warehouse",
    "status": "online",
    "last_seen": "2026-03-27T08:00:01.250Z",
}
_EMPLOYEE: Final = {
    "id": "emp_01kmpsv6r8e2s8w5q3n7c1z0ab",
    "employee_id": "EMP001",
    "pin": "1001",
    "name": "Ahmed K.",
}
_COMMAND: Final[Mapping[str, Any]] = {
    "command_id": "cmd_01kmpsv6r8e2s8w5q3n7c1z0ac",
    "command": "restart",
    "return_code": 0,
    "result": None,
    "error": None,
    "reason": None,
    "job_id": None,
    "created_at": "2026-03-27T07:59:40.100Z",
    "sent_at": "2026-03-27T07:59:48.300Z",
    "finished_at": "2026-03-27T07:59:49.120Z",
    "expires_at": "2026-04-03T07:59:40.100Z",
}
_PUNCH: Final[Mapping[str, Any]] = {
    "attendance_id": "att_01kmpsv6r8e2s8w5q3n7c1z0ad",
    "employee_id": "EMP001",
    "punch_time": "2026-03-27T08:00:00.000Z",
    "punch_time_local": "2026-03-27T08:00:00",
    "timezone": "Africa/Casablanca",
    "utc_offset": "+00:00",
    "time_quality": "ok",
    "punch_type": "check_in",
    "verify_mode": "fingerprint",
    "device_id": "dev_warehouse_01",
    "device_serial": "BFEZ203901245",
    "site": "Warehouse",
    "site_id": "site_warehouse",
    "work_code": None,
    "mask": None,
    "temperature": None,
    "received_at": "2026-03-27T08:00:01.250Z",
    "late": False,
    "raw": {"pin": "1001", "status": 0, "verify": 1, "work_code": None},
}
_ALERT: Final[Mapping[str, Any]] = {
    "alert_id": "alr_01kmpsv6r8e2s8w5q3n7c1z0ae",
    "kind": "site_outage",
    "entity": {"type": "site", "id": "site_warehouse", "name": "Warehouse"},
    "severity": "critical",
    "title": "Warehouse is dark: 3 of 3 terminals are offline",
    "reason": "They went silent within 12 s of each other, 5 min ago: power, the router or the line of the "
    "site rather than the terminals.",
    "devices": ["dev_warehouse_01", "dev_warehouse_02", "dev_warehouse_03"],
}
_WEBHOOK: Final = {
    "webhook": {"id": "wh_01kmpsv6r8e2s8w5q3n7c1z0af", "url": "https://hr.example.com/punchdeck"}
}

# Whether it is of a terminal, and its members besides those that every event has.
_SAMPLES: Final[Mapping[str, tuple[bool, Mapping[str, Any]]]] = {
    "attendance.created": (True, _PUNCH),
    "attendance.updated": (True, {**_PUNCH, "changes": {"punch_time": ["2026-03-27T09:00:00.000Z", None]}}),
    "device.registered": (True, {}),
    "device.pending": (
        False,
        {"serial_number": "DGD9220156", "model": "SpeedFace-V5L", "address": "203.0.113.7"},
    ),
    "device.online": (True, {"since": "2026-03-27T08:00:01.250Z"}),
    "device.offline": (True, {"since": "2026-03-27T07:52:10.000Z", "suspected_cause": "site"}),
    "device.unstable": (True, {"since": "2026-03-27T07:30:00.000Z"}),
    "device.clock_drift": (
        True,
        {
            "drifting": True,
            "clock_drift_s": 312,
            "zone_error_s": 0,
            "advice": [{"command": "sync_time", "params": {}}],
        },
    ),
    "device.identity_changed": (
        True,
        {
            "reason": "another_terminal",
            "known": {"mac": "00:17:61:10:00:01"},
            "said": {"mac": "00:17:61:10:00:02"},
        },
    ),
    "device.event": (
        True,
        {
            "kind": "access",
            "at": "2026-03-27T08:00:00.000Z",
            "local_time": "2026-03-27T08:00:00",
            "code": 27,
            "word": "unknown_person",
            "door": 1,
            "direction": "in",
            "verify_mode": "card",
        },
    ),
    "command.succeeded": (True, _COMMAND),
    "command.failed": (
        True,
        {
            **_COMMAND,
            "return_code": -1002,
            "error": {"code": "unsupported", "message": "The terminal does not know this command."},
        },
    ),
    "command.expired": (
        True,
        {
            **_COMMAND,
            "return_code": None,
            "sent_at": None,
            "error": {"code": "expired", "message": "The terminal did not fetch it in time."},
        },
    ),
    "employee.synced": (False, {"employee": _EMPLOYEE}),
    "employee.enrolled": (True, {"employee": _EMPLOYEE, "kind": "finger", "number": 6}),
    "alert.opened": (False, _ALERT),
    "alert.acknowledged": (False, {**_ALERT, "acknowledged_by": "key_01kmpsv6r8e2s8w5q3n7c1z0ag"}),
    "alert.resolved": (False, {**_ALERT, "resolved_at": "2026-03-27T08:14:00.000Z", "resolved_by": None}),
    "webhook.failing": (False, {**_WEBHOOK, "failing_since": "2026-03-27T07:00:00.000Z", "pending": 412}),
    "webhook.disabled": (False, {**_WEBHOOK, "reason": "not one delivery was taken for five days"}),
}


def sample_of(event: str, event_id: str, timestamp: str) -> dict[str, Any]:
    """An event as it could have been told, under this id and instant."""
    of_device, members = _SAMPLES[event]
    return {
        "id": event_id,
        "object": "event",
        "event": event,
        "timestamp": timestamp,
        "sequence": 1842 if of_device else None,
        "device": dict(_DEVICE) if of_device else None,
        **members,
    }

"""Alerts as the console has them and as the API writes them, each given by what matters."""

from __future__ import annotations

from typing import Any

from common.instants import rfc3339
from console.core.alerts import Alert, Severity, Stage
from tests.console.fleets import MINUTE_US, NINE_US


def alert(id: str, kind: str = "device_offline", **members: Any) -> Alert:
    """Firing for ten minutes, about the terminal agadir1, unless told otherwise."""
    usual: dict[str, Any] = {
        "rule": f"rule_{kind}",
        "entity_type": "device",
        "entity_id": "agadir1",
        "entity_name": "Gate 1",
        "stage": Stage.FIRING,
        "severity": Severity.WARNING,
        "title": f"Title of {id}",
        "reason": "Because.",
        "opened_us": NINE_US - 10 * MINUTE_US,
        "devices": ("agadir1",),
        "site": "Agadir",
        "site_id": "agadir",
    }
    return Alert(id=id, kind=kind, **{**usual, **members})


def outage(id: str, site: str, *devices: str, **members: Any) -> Alert:
    """A site that is gone, with its terminals."""
    usual: dict[str, Any] = {
        "entity_type": "site",
        "entity_id": site.casefold(),
        "entity_name": site,
        "site": site,
        "site_id": site.casefold(),
        "severity": Severity.CRITICAL,
        "devices": devices,
    }
    return alert(id, "site_outage", **{**usual, **members})


def body(id: str = "alr_1", **members: Any) -> dict[str, Any]:
    """As `GET /v1/alerts/{alert}` answers."""
    return {
        "id": id,
        "object": "alert",
        "rule": "rule_device_offline",
        "kind": "device_offline",
        "entity": {"type": "device", "id": "dev_1", "name": "Gate 1"},
        "status": "firing",
        "severity": "warning",
        "title": "Gate 1 is offline",
        "reason": "Nothing was heard of it.",
        "devices": ["dev_1"],
        "site": None,
        "site_id": None,
        "expected_punches": 12,
        "opened_at": rfc3339(NINE_US),
        "fired_at": rfc3339(NINE_US),
        "acknowledged_by": None,
        "acknowledged_at": None,
        "acknowledge_expires_at": None,
        "assignee": None,
        "snoozed_until": None,
        "resolved_at": None,
        "parent_id": None,
        "occurrences": 1,
        "muted": None,
        "timeline": [{"at": rfc3339(NINE_US), "what": "firing", "by": None, "text": None}],
        "runbook": "Look at it.",
        "version": 3,
        **members,
    }

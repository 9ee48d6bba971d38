"""A fleet's troubles as alerts of every kind of state, for the pictures."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from edge.alerts.model import Entity
from tests.console.alarms import Alarms

MINUTE_US = 60_000_000
Json = Mapping[str, Any]


def stage(
    alarms: Alarms, sites: Sequence[Json], dark: Sequence[Json], by_site: Mapping[str, Sequence[Json]]
) -> None:
    """Two sites out, each with what it explains; terminals that are off, come and go, or were."""
    now_us = time.time_ns() // 1000
    for number, site in enumerate(dark):
        outage(alarms, site, by_site[site["id"]], now_us - (11 + 24 * number) * MINUTE_US, 124 - 90 * number)
    others = [site for site in sites if site not in dark and by_site[site["id"]]]
    gates = [by_site[site["id"]][0] for site in others]
    loose, off, drifting, stuck, over = (gates * 5)[:5]
    known = {
        "severity": "info",
        "title": f"{loose['name']} comes and goes",
        "reason": "Went 5 times in the last 30 minutes, each time for less than two.",
    }
    made = alarms.move("device_unstable", loose["id"], "unstable", **known)
    alarms.set(made, opened_at=now_us - 42 * MINUTE_US, expected=18)
    known = {"title": f"{off['name']} is offline", "reason": "Nothing was heard of it for 5 minutes."}
    made = alarms.move("device_offline", off["id"], "firing", severity="warning", **known)
    alarms.set(made, opened_at=now_us - 7 * MINUTE_US, expected=41)
    known = {
        "severity": "warning",
        "title": f"The clock of {drifting['name']} is 4 minutes ahead",
        "reason": "It was set three times and is off again: its battery may be empty.",
    }
    made = alarms.move("clock_drift", drifting["id"], "firing", **known)
    later = now_us + 300 * MINUTE_US
    by = {"acknowledged_by": "key_of_somebody", "acknowledged_at": now_us, "ack_until": later}
    alarms.set(made, opened_at=now_us - 190 * MINUTE_US, expected=6, **by)
    known = {
        "title": f"{stuck['name']} holds 212 punches back",
        "reason": "It answers, but does not send them.",
    }
    made = alarms.move("attlog_stuck", stuck["id"], "firing", severity="warning", **known)
    alarms.set(made, opened_at=now_us - 66 * MINUTE_US, expected=0, muted="sil_1")
    known = {"title": f"{over['name']}: storage nearly full", "reason": "93 % of 100,000 punches."}
    alarms.move("storage_nearly_full", over["id"], "firing", severity="warning", **known)
    alarms.move("storage_nearly_full", over["id"], "resolved", severity="warning", **known)


def outage(alarms: Alarms, site: Json, devices: Sequence[Json], opened_us: int, expected: int) -> None:
    """A site, and under it a few of its terminals."""
    ids = tuple(device["id"] for device in devices)
    cause = ("site_outage", Entity("site", site["id"]))
    made = alarms.move(
        "site_outage",
        site["id"],
        "firing",
        severity="critical",
        title=f"{site['name']} is offline",
        reason=f"All {len(ids)} terminals went within 40 seconds: internet or router at the site likely.",
        devices=ids,
    )
    alarms.set(made, opened_at=opened_us, expected=expected)
    for device in devices[:4]:
        known = {"title": f"{device['name']} is offline", "reason": "Explained by the outage of its site."}
        alarms.move("device_offline", device["id"], "inhibited", parent=cause, **known)

"""What is done about a terminal that is there: its clock is set; one that comes and goes may be restarted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import sqlalchemy as sa

from edge.alerts import expected, ruleset
from edge.alerts import remedy_words as words
from edge.alerts.muting import Muting
from edge.alerts.own_end import Found
from edge.alerts.remedy_hand import ENDED, Hand
from edge.alerts.remedy_returns import OF_DEVICE, RECENT_US
from edge.alerts.selecting import Subject
from edge.alerts.subjects import subjects_of
from edge.intents import Restart, SyncTime
from edge.store import devices
from edge.store import remedies as rows

SECOND_US: Final = 1_000_000
HOUR_US: Final = 3_600 * SECOND_US
DAY_US: Final = 24 * HOUR_US
OFF_S: Final = 60
"""A clock that is off by more is set."""
CLOCK_TRIES: Final = 3  # an alert
SHIFT: Final = 1.0
"""So many punches to be expected within two hours: people are at work there."""
BLAMED_AFTER_US: Final = 60 * SECOND_US
BLAMING: Final = frozenset({"device_offline", "site_outage", "tenant_connectivity"})


class Off(NamedTuple):
    """A terminal whose clock is off by so much, and the alert in whose history that is noted."""

    device_id: int
    drift_s: int
    alert_id: int


def find_clocks(conn: sa.Connection, tenant_id: int, now_us: int, most: int) -> list[Off]:
    """Terminals that came back, or that an alert says the clock of is off, and that are to be told the
    time."""
    far = rows.clocks_off(conn, tenant_id, OFF_S)
    alerts = rows.alerts_of(conn, tenant_id, ["clock_drift"], now_us) if far else []
    of = {alert["device_id"]: alert["id"] for alert in alerts if alert["status"] != "resolved"}
    found: list[Off] = []
    for device in far:
        device_id = device["id"]
        alert_id = of.get(device_id) or rows.returned_alert(conn, tenant_id, device_id, now_us - RECENT_US)
        if alert_id is None or len(found) == most:
            continue
        last = rows.last_begun(conn, tenant_id, device_id, "clock")
        tried = rows.count(conn, tenant_id, alert_id, "clock", device_id)
        if (last is None or last <= now_us - HOUR_US) and tried < CLOCK_TRIES:
            found.append(Off(device_id, device["clock_drift_s"], alert_id))
    return found


def set_clock(hand: Hand, off: Off) -> None:
    """Tell a terminal the time, unless it is being told."""
    if rows.under_way(hand.conn, hand.tenant_id, off.device_id, SyncTime.word):
        return
    key = f"clock:{off.device_id}:{hand.now // HOUR_US}"
    if hand.begin("clock", key, off.alert_id, off.device_id, SyncTime(), {"drift_s": off.drift_s}):
        hand.note(off.alert_id, words.clock_told(off.drift_s))


def find_restarts(conn: sa.Connection, tenant_id: int, now_us: int, most: int) -> list[sa.RowMapping]:
    """The alerts of terminals that come and go, are there just now, and are to be restarted by their rule: at
    most once a day, not while people punch there, nor while somebody works on them."""
    alerts = [
        alert
        for alert in rows.alerts_of(conn, tenant_id, ["device_unstable"], now_us)
        if alert["status"] == "unstable" and alert["device_id"] is not None
    ]
    rules = [ruleset.rule_of(row) for row in ruleset.rows(conn, tenant_id)] if alerts else []
    if not any(rule.params.get("auto_reboot") for rule in rules):
        return []
    muting = Muting.load(conn, tenant_id, now_us)
    subjects = subjects_of(conn, tenant_id, alerts)
    found: list[sa.RowMapping] = []
    for alert in alerts:
        subject = subjects[alert["id"]]
        wanted = _asked_for(rules, subject) and muting.maintenance(subject) is None
        if wanted and len(found) < most and _may_restart(conn, tenant_id, alert["device_id"], now_us):
            found.append(alert)
    return found


def _asked_for(rules: Sequence[ruleset.Rule], subject: Subject) -> bool:
    chosen = [ruleset.choose(rules, kind, subject) for kind in sorted(OF_DEVICE)]
    return any(rule is not None and rule.params.get("auto_reboot") for rule in chosen)


def _may_restart(conn: sa.Connection, tenant_id: int, device_id: int, now_us: int) -> bool:
    device = devices.by_id(conn, tenant_id, device_id)
    if device is None or not device["online"]:
        return False
    last = rows.last_begun(conn, tenant_id, device_id, "reboot")
    if last is not None and last > now_us - DAY_US:
        return False
    # Whoever restarted it: once more does not help.
    if rows.commands_since(conn, tenant_id, device_id, [Restart.word], now_us - DAY_US):
        return False
    usual = expected.consequence(conn, tenant_id, [device["public_id"]], now_us)
    return usual is None or usual < SHIFT


def restart(hand: Hand, alert: sa.RowMapping) -> None:
    """Restart a terminal that was found, if it still may be: by now another process may have done it."""
    device_id = alert["device_id"]
    if not _may_restart(hand.conn, hand.tenant_id, device_id, hand.now):
        return
    key = f"reboot:{device_id}:{hand.now // SECOND_US}"
    if hand.begin("reboot", key, alert["id"], device_id, Restart()):
        hand.note(alert["id"], words.restarting())


def to_check(conn: sa.Connection, tenant_id: int, now_us: int, most: int) -> list[int]:
    """The alerts that blame terminals, and nobody looked at this end for yet."""
    found = [
        alert
        for alert in rows.alerts_of(conn, tenant_id, BLAMING, now_us)
        if alert["status"] == "firing"
        or (alert["status"] == "pending" and alert["opened_at"] <= now_us - BLAMED_AFTER_US)
    ]
    return sorted(rows.unchecked(conn, tenant_id, [alert["id"] for alert in found]))[:most]


def check(hand: Hand, alert_ids: Sequence[int], found: Found) -> None:
    """Note what was found at this end."""
    text = words.own_end(found.answers, found.expires_in_s, found.port)
    for alert_id in alert_ids:
        if hand.begin("check", f"check:{alert_id}", alert_id):
            hand.note(alert_id, text)


def follow(hand: Hand, row: sa.RowMapping) -> None:
    """See what became of a clock that was to be set, or of a restart."""
    command = None if row["command_id"] is None else hand.command(row["command_id"])
    if command is not None and command["status"] not in ENDED:
        return
    if command is not None:
        status, error = command["status"], command["error"]
        is_clock = row["action"] == "clock"
        said = words.clock_set(row["state"]["drift_s"], status, error) if is_clock else None
        hand.note(row["alert_id"], said or words.restarted(status, error))
    hand.change(row, status="done")

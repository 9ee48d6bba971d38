"""What people do about alerts: take on, put off, give to somebody, comment, call over.

Nothing of it changes what is true of the terminals; it changes who is told, and what the history says.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import sqlalchemy as sa

from edge.alerts import alert_events, notices
from edge.alerts.book import noted
from edge.store import Store, alerts
from edge.store.ids import IdClock, now_us

HOUR_US: Final = 3_600 * 1_000_000
FOR_US: Final = 8 * HOUR_US
"""For how long it is taken on where nobody says."""
WITHOUT_NOTE_US: Final = 24 * HOUR_US
AT_ONCE: Final = 100


class AlertMisuse(ValueError):
    """What was asked cannot be done so. `param`: the member that is wrong."""

    def __init__(self, message: str, param: str) -> None:
        super().__init__(message)
        self.param = param


class AlertConflict(Exception):
    """The alert is over, so there is nothing to take on, put off or call over."""


def acknowledge(
    conn: sa.Connection,
    ids: IdClock,
    row: sa.RowMapping,
    *,
    by: str,
    until: int | None,
    note: str | None,
    now: int,
) -> None:
    """Somebody takes it on, until an instant or (None) until it is over: nobody else is told meanwhile.

    Raises AlertConflict, AlertMisuse.
    """
    _check_open(row)
    _check_until(until, note, now)
    values = {"acknowledged_by": by, "acknowledged_at": now, "ack_until": until, "snoozed_until": None}
    _write(conn, row, "acknowledged", now, by, note, **values)
    notices.stop(conn, row["tenant_id"], row["id"], "acknowledged", now)
    alert_events.acknowledged(conn, ids, row, by)


def snooze(
    conn: sa.Connection,
    ids: IdClock,
    row: sa.RowMapping,
    *,
    by: str,
    until: int,
    note: str | None,
    now: int,
) -> None:
    """Somebody puts it off: nobody is told until then. Raises AlertConflict, AlertMisuse."""
    _check_open(row)
    _check_until(until, note, now)
    values = {"acknowledged_by": by, "acknowledged_at": now, "ack_until": until, "snoozed_until": until}
    _write(conn, row, "snoozed", now, by, note, **values)
    notices.stop(conn, row["tenant_id"], row["id"], "snoozed", now)
    alert_events.acknowledged(conn, ids, row, by)


def assign(
    conn: sa.Connection, row: sa.RowMapping, *, by: str, person: str | None, note: str | None, now: int
) -> None:
    """Give it to a person (public id), or to nobody."""
    said = person if note is None else f"{person or 'nobody'}: {note}"
    _write(conn, row, "assigned" if person else "unassigned", now, by, said, assignee=person)


def comment(conn: sa.Connection, row: sa.RowMapping, *, by: str, text: str, now: int) -> None:
    """Add words to its history. Alerts that are over take them too."""
    _write(conn, row, "comment", now, by, text)


def resolve(conn: sa.Connection, ids: IdClock, row: sa.RowMapping, *, by: str, note: str, now: int) -> None:
    """Call it over by hand. Whoever was told of it is told so.

    What found it learns of it by the event (`resolved_by`) and begins anew, so that what still is bad after
    another hold (of a condition: after a day) opens another alert. Raises AlertConflict.
    """
    _check_open(row)
    _write(conn, row, "resolved", now, by, note, status="resolved", resolved_at=now, snoozed_until=None)
    over = alerts.find(conn, row["tenant_id"], row["id"])
    if over is None:
        raise AssertionError("an alert that is held went away")
    if row["fired_at"] is not None:
        alert_events.resolved(conn, ids, over, by=by)
        notices.plan(conn, ids, row["tenant_id"], over, "resolved", now)


async def expire_acknowledgements(store: Store, now: Callable[[], int] = now_us) -> int:
    """People are told again of what somebody took on until an instant that has passed. Returns of how many
    alerts; to be called every few seconds."""
    moment = now()
    due = await store.read(lambda conn: alerts.acknowledgements_over(conn, moment, AT_ONCE))
    expired = 0
    for tenant_id, alert_id in due:
        unit = partial(expire, ids=store.ids, tenant_id=tenant_id, alert_id=alert_id, now=moment)
        expired += await store.write(unit)
    return expired


def expire(conn: sa.Connection, ids: IdClock, tenant_id: int, alert_id: int, now: int) -> bool:
    """Forget who took an alert on, if that time is over and it is not; whether that was so."""
    row = alerts.find(conn, tenant_id, alert_id, hold=True)
    if row is None or row["status"] == "resolved" or row["ack_until"] is None or row["ack_until"] > now:
        return False
    what = "acknowledgement_expired" if row["snoozed_until"] is None else "snooze_ended"
    nobody = dict.fromkeys(("acknowledged_by", "acknowledged_at", "ack_until", "snoozed_until"))
    _write(conn, row, what, now, None, None, **nobody)
    again = alerts.find(conn, tenant_id, alert_id)
    if again is None:
        raise AssertionError("an alert that is held went away")
    notices.resume(conn, ids, tenant_id, again, now)
    return True


def _write(
    conn: sa.Connection,
    row: sa.RowMapping,
    what: str,
    now: int,
    by: str | None,
    text: str | None,
    **values: Any,
) -> None:
    timeline = noted(row["timeline"], what, now, by, text)
    alerts.change(conn, row["tenant_id"], row["id"], timeline=timeline, **values)


def _check_open(row: sa.RowMapping) -> None:
    if row["status"] == "resolved":
        raise AlertConflict(f"'{row['title']}' is over already. Comment on it, or look at what is open.")


def _check_until(until: int | None, note: str | None, now: int) -> None:
    if until is not None and until <= now:
        raise AlertMisuse("This instant has passed. Name one that is to come.", "until")
    if note is None and (until is None or until - now > WITHOUT_NOTE_US):
        raise AlertMisuse("Say why in a note: it is for longer than 24 hours.", "note")

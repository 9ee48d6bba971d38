"""Terminals and alerts as what selectors are held against."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from edge.alerts.model import Entity
from edge.alerts.selecting import Subject
from edge.store import alert_subjects as rows

AlertRow = sa.RowMapping | Mapping[str, Any]


def subject_of(conn: sa.Connection, tenant_id: int, alert_row: AlertRow) -> Subject:
    """An alert, from its row: what it is about is looked up as it is now."""
    return subjects_of(conn, tenant_id, [alert_row])[alert_row["id"]]


def subjects_of(conn: sa.Connection, tenant_id: int, alert_rows: Iterable[AlertRow]) -> dict[int, Subject]:
    """Alerts by the ids of their rows, with two queries for however many."""
    alerts = list(alert_rows)
    device_ids = {row["device_id"] for row in alerts if row["device_id"] is not None}
    devices = {row["id"]: row for row in rows.of_devices(conn, tenant_id, device_ids)} if device_ids else {}
    site_ids = {row["site_id"] for row in alerts if row["site_id"] is not None}
    sites = {row["id"]: row for row in rows.of_sites(conn, tenant_id, site_ids)} if site_ids else {}
    return {
        row["id"]: _alert(row, devices.get(row["device_id"]), sites.get(row["site_id"])) for row in alerts
    }


def fleet(
    conn: sa.Connection, tenant_id: int, device_ids: Collection[int] | None = None
) -> dict[int, Subject]:
    """Terminals by the ids of their rows: every one that is not retired, or these."""
    return {row["id"]: device_subject(row) for row in rows.of_devices(conn, tenant_id, device_ids)}


def device_subject(row: sa.RowMapping) -> Subject:
    """A terminal, from a row of `store.alert_subjects.of_devices`."""
    return Subject(
        site=row["site_public_id"],
        device=row["public_id"],
        serial=row["serial"],
        tags=tuple(row["tags"]),
        model=row["model"],
        site_tags=tuple(row["site_tags"] or ()),
        critical=bool(row["business_critical"] or row["site_business_critical"]),
        entity=Entity("device", row["public_id"]),
    )


def _alert(alert: AlertRow, device: sa.RowMapping | None, site: sa.RowMapping | None) -> Subject:
    """The site is the alert's own: where the terminal stood when it was opened."""
    return Subject(
        site=None if site is None else site["public_id"],
        device=None if device is None else device["public_id"],
        serial=None if device is None else device["serial"],
        tags=() if device is None else tuple(device["tags"]),
        model=None if device is None else device["model"],
        site_tags=() if site is None else tuple(site["tags"]),
        critical=any(row is not None and row["business_critical"] for row in (device, site)),
        kind=alert["kind"],
        severity=alert["severity"],
        entity=Entity(alert["entity_type"], alert["entity_id"]),
        rule=alert["rule"],
    )

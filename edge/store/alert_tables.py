"""The tables of alerts: rules, alerts with their history, and what the rules remember between two facts."""

from __future__ import annotations

import sqlalchemy as sa

from edge.store.schema import Id, Json, Micros, id_column, metadata, tenant_column

# A rule. Those that are built in have `rule_<kind>` as public id. `selector`: which entities (sites, devices,
# tags; none: all); `runbook`: language -> what to do.
alert_rule = sa.Table(
    "alert_rule",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("public_id", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("built_in", sa.Boolean, nullable=False),
    sa.Column("selector", Json, nullable=False),
    sa.Column("params", Json, nullable=False),
    sa.Column("severity", sa.Text, nullable=False),
    sa.Column("policy", sa.Text),
    sa.Column("enabled", sa.Boolean, nullable=False),
    sa.Column("runbook", Json, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "public_id"),
    sa.CheckConstraint("severity IN ('info', 'warning', 'critical')", name="severity"),
)

# An alert, open or over; its public id is `alr_` and its id. `rule`: the public id of its rule. `entity_id`:
# a public id; `site_id`, `device_id`: rows, for choosing. `devices`: public ids. `expected`: punches that
# were to be expected there in the two hours after it fired. `muted`: why nobody is told, such as the id of a
# window.
# `ack_until`: null while nobody took it on, or where it is taken on until it is over. `snoozed_until`: an
# acknowledgement with a time. `timeline`: entries {at, what, by?, text?}, oldest first. `state`, `due_at`: of
# the condition's machine (`edge.alerts.conditions`).
alert = sa.Table(
    "alert",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("entity_type", sa.Text, nullable=False),
    sa.Column("entity_id", sa.Text, nullable=False),
    sa.Column("entity_name", sa.Text, nullable=False),
    sa.Column("site_id", Id),
    sa.Column("device_id", Id),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("severity", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("devices", Json, nullable=False),
    sa.Column("expected", sa.Double),
    sa.Column("opened_at", Micros, nullable=False),
    sa.Column("fired_at", Micros),
    sa.Column("resolved_at", Micros),
    sa.Column("acknowledged_by", sa.Text),
    sa.Column("acknowledged_at", Micros),
    sa.Column("ack_until", Micros),
    sa.Column("assignee", sa.Text),
    sa.Column("snoozed_until", Micros),
    sa.Column("parent_id", Id),
    sa.Column("occurrences", sa.Integer, nullable=False),
    sa.Column("muted", sa.Text),
    sa.Column("timeline", Json, nullable=False),
    sa.Column("state", Json, nullable=False),
    sa.Column("due_at", Micros),
    sa.Column("version", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.CheckConstraint(
        "status IN ('pending', 'firing', 'resolving', 'unstable', 'inhibited', 'resolved')", name="status"
    ),
    sa.Index(
        "uq_alert_open",
        "tenant_id",
        "rule",
        "entity_type",
        "entity_id",
        unique=True,
        sqlite_where=sa.text("status <> 'resolved'"),
        postgresql_where=sa.text("status <> 'resolved'"),
    ),
    sa.Index("ix_alert_status", "tenant_id", "status", "id"),
    sa.Index("ix_alert_entity", "tenant_id", "entity_type", "entity_id", "id"),
    sa.Index(
        "ix_alert_due",
        "tenant_id",
        "due_at",
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    ),
    sa.Index("ix_alert_opened_at", "tenant_id", "opened_at", "id"),
    sa.Index("ix_alert_resolved_at", "tenant_id", "resolved_at"),
    sa.Index("ix_alert_parent_id", "tenant_id", "parent_id"),
    # Who took it on may have done so for a time only.
    sa.Index(
        "ix_alert_ack_until",
        "tenant_id",
        "ack_until",
        sqlite_where=sa.text("ack_until IS NOT NULL AND status <> 'resolved'"),
        postgresql_where=sa.text("ack_until IS NOT NULL AND status <> 'resolved'"),
    ),
)

# What `edge.alerts.connectivity` remembers of a device, a site or the tenant ("tenant"), as JSON; `due_at`:
# when that changes by itself.
alert_watch = sa.Table(
    "alert_watch",
    metadata,
    tenant_column(),
    sa.Column("entity_type", sa.Text, nullable=False),
    sa.Column("entity_id", sa.Text, nullable=False),
    sa.Column("state", Json, nullable=False),
    sa.Column("due_at", Micros),
    sa.PrimaryKeyConstraint("tenant_id", "entity_type", "entity_id"),
)

# How far the feed of a tenant was turned into alerts, and by the clock of which instant.
alert_position = sa.Table(
    "alert_position",
    metadata,
    tenant_column(),
    sa.Column("xid", sa.BigInteger, nullable=False),
    sa.Column("event_id", Id, nullable=False),
    sa.Column("looked_at", Micros, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id"),
)

# What the edge did about an alert by itself. `key`: what it is done once for; `status`: open until it is
# known what came of it, then done; `command_id`: the command that it waits for; `state`: see
# `edge.alerts.remedy_returns`.
remedy = sa.Table(
    "remedy",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("alert_id", Id, nullable=False),
    sa.Column("device_id", Id),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("command_id", Id),
    sa.Column("begun_at", Micros, nullable=False),
    sa.Column("state", Json, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "key"),
    sa.CheckConstraint("action IN ('return', 'clock', 'reboot', 'check')", name="action"),
    sa.CheckConstraint("status IN ('open', 'done')", name="status"),
    sa.Index("ix_remedy_device", "tenant_id", "device_id", "action", "begun_at"),
    sa.Index("ix_remedy_alert", "tenant_id", "alert_id", "action"),
    sa.Index(
        "ix_remedy_open",
        "tenant_id",
        "id",
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    ),
)

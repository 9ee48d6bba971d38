"""The tables of webhooks: endpoints, their secrets, lanes, deliveries, and attempts that failed."""

from __future__ import annotations

import sqlalchemy as sa

from edge.store.schema import Id, Json, Micros, id_column, metadata, tenant_column

# An endpoint. It hears what is told after (from_xid, from_id), where the feed ended when it was made.
# `breaker` is `edge.webhooks.breaker.Breaker` as JSON; `parked_until` says the same of an open one to whoever
# looks for lanes. `settings`: what only sending needs to know; its own headers are there by name, and sealed
# with their values in `headers_sealed` (`edge.webhooks.own_headers`).
webhook = sa.Table(
    "webhook",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("public_id", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("description", sa.Text),
    sa.Column("events", Json, nullable=False),
    sa.Column("site_ids", Json),
    sa.Column("ordering", sa.Text, nullable=False),
    sa.Column("settings", Json, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("disabled_reason", sa.Text),
    sa.Column("disabled_at", Micros),
    sa.Column("breaker", Json, nullable=False),
    sa.Column("parked_until", Micros),
    sa.Column("warned", sa.Integer, nullable=False, default=0),
    sa.Column("from_xid", sa.BigInteger, nullable=False),
    sa.Column("from_id", Id, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("headers_key_version", sa.Integer),
    sa.Column("headers_sealed", sa.LargeBinary),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "public_id"),
    sa.CheckConstraint("status IN ('enabled', 'disabled')", name="status"),
    sa.CheckConstraint("ordering IN ('device', 'endpoint', 'none')", name="ordering"),
)

# What an endpoint's deliveries are signed with: the one without `retires_at`, and former ones until then.
webhook_secret = sa.Table(
    "webhook_secret",
    metadata,
    tenant_column(),
    sa.Column("webhook_id", Id, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("key_version", sa.Integer, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("retires_at", Micros),
    sa.PrimaryKeyConstraint("tenant_id", "webhook_id", "number"),
)

# How far the feed of a tenant was made into deliveries, and the last id that one of them was given.
webhook_relay = sa.Table(
    "webhook_relay",
    metadata,
    tenant_column(),
    sa.Column("xid", sa.BigInteger, nullable=False),
    sa.Column("event_id", Id, nullable=False),
    sa.Column("last_delivery_id", Id, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id"),
)

# What is delivered one after another: what one terminal tells one endpoint (`lane` is the device's id, 0 for
# what is of no device, or for all where the endpoint wants one order). `next_due`: null while nothing waits;
# `retrying`: it waits for another attempt; `skipped`: the delivery given up since the last one made. Whoever
# holds the lease may send, and whose fence is old has lost it.
webhook_lane = sa.Table(
    "webhook_lane",
    metadata,
    tenant_column(),
    sa.Column("webhook_id", Id, nullable=False),
    sa.Column("lane", Id, nullable=False),
    sa.Column("next_due", Micros),
    sa.Column("retrying", sa.Boolean, nullable=False, default=False),
    sa.Column("owner", sa.Text),
    sa.Column("lease_until", Micros, nullable=False, default=0),
    sa.Column("fence", sa.BigInteger, nullable=False, default=0),
    sa.Column("skipped", Id),
    sa.PrimaryKeyConstraint("tenant_id", "webhook_id", "lane"),
    sa.Index(
        "ix_webhook_lane_due",
        "tenant_id",
        "webhook_id",
        "next_due",
        sqlite_where=sa.text("next_due IS NOT NULL"),
        postgresql_where=sa.text("next_due IS NOT NULL"),
    ),
)

# One event to one endpoint; ids are in the order of the feed. `charged`: failures that count against its
# attempts; `attempts`: all that were made. `body`: the bytes first sent, kept from the first failure on, so
# that every attempt says the same. `status`, `took_ms`, `error`: of the last attempt. `resent_as`: the
# delivery that was made in its place.
webhook_delivery = sa.Table(
    "webhook_delivery",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("webhook_id", Id, nullable=False),
    sa.Column("lane", Id, nullable=False),
    sa.Column("event_id", Id, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("device_id", Id),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("trigger", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("charged", sa.Integer, nullable=False, default=0),
    sa.Column("next_due", Micros, nullable=False),
    sa.Column("status", sa.Integer),
    sa.Column("took_ms", sa.Integer),
    sa.Column("error", sa.Text),
    sa.Column("response", sa.Text),
    sa.Column("body", sa.LargeBinary),
    sa.Column("attempted_at", Micros),
    sa.Column("finished_at", Micros),
    sa.Column("resent_as", Id),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.CheckConstraint("state IN ('pending', 'delivered', 'dead', 'cancelled')", name="state"),
    sa.CheckConstraint("(state = 'pending') = (finished_at IS NULL)", name="finished"),
    sa.Index(
        "ix_webhook_delivery_pending",
        "tenant_id",
        "webhook_id",
        "lane",
        "id",
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    ),
    sa.Index("ix_webhook_delivery_webhook", "tenant_id", "webhook_id", "id"),
    sa.Index(
        "ix_webhook_delivery_dead",
        "tenant_id",
        "webhook_id",
        "id",
        sqlite_where=sa.text("state = 'dead'"),
        postgresql_where=sa.text("state = 'dead'"),
    ),
)

# Attempts that failed, and the one that followed them. A first attempt that succeeds is in its delivery.
webhook_attempt = sa.Table(
    "webhook_attempt",
    metadata,
    tenant_column(),
    sa.Column("delivery_id", Id, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("at", Micros, nullable=False),
    sa.Column("took_ms", sa.Integer, nullable=False),
    sa.Column("status", sa.Integer),
    sa.Column("error", sa.Text),
    sa.Column("response", sa.Text),
    sa.Column("charged", sa.Boolean, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "delivery_id", "number"),
)

# How long first attempts took that were taken, from the terminal's upload to the receiver's answer, by device
# (0: of none) and hour since 1970.
webhook_latency = sa.Table(
    "webhook_latency",
    metadata,
    tenant_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("hour", sa.Integer, nullable=False),
    sa.Column("deliveries", sa.Integer, nullable=False),
    sa.Column("total_ms", sa.BigInteger, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "device_id", "hour"),
)

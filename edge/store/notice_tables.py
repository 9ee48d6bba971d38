"""The tables of who is told what: people, channels, policies, windows and silences, and every notice."""

from __future__ import annotations

import sqlalchemy as sa

from edge.store.schema import Id, Json, Micros, id_column, metadata, tenant_column

# Somebody who can be told. `quiet`: {from, to} on their own wall clock, or null; `channels`: public ids, in
# the order they want to be reached by.
person = sa.Table(
    "person",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("public_id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("email", sa.Text),
    sa.Column("phone", sa.Text),
    sa.Column("timezone", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("quiet", Json(none_as_null=True)),
    sa.Column("channels", Json, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "public_id"),
)

# A way to tell people. `kind`: email, webhook, apprise or console; `settings`: what may be shown; what must
# not (addresses with passwords in them) is sealed. `failures`: in a row.
channel = sa.Table(
    "channel",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("public_id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("settings", Json, nullable=False),
    sa.Column("key_version", sa.Integer),
    sa.Column("sealed", sa.LargeBinary),
    sa.Column("enabled", sa.Boolean, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False, default=0),
    sa.Column("last_sent_at", Micros),
    sa.Column("last_failed_at", Micros),
    sa.Column("last_error", sa.Text),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "public_id"),
)

# Who hears of what. The first whose `matches` fit an alert is followed, in the order of `position`; `steps`:
# [{after_s, people[], channels[], until_ack}].
policy = sa.Table(
    "policy",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("public_id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("matches", Json, nullable=False),
    sa.Column("steps", Json, nullable=False),
    sa.Column("settings", Json, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "public_id"),
)

# When entities are worked on. `starts`: wall time in `timezone`; `rrule`: RFC 5545, null for once; `cuts`:
# instants at which somebody ended the turn that was on.
maintenance_window = sa.Table(
    "maintenance_window",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("public_id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("selector", Json, nullable=False),
    sa.Column("starts", sa.Text, nullable=False),
    sa.Column("duration_s", sa.Integer, nullable=False),
    sa.Column("timezone", sa.Text, nullable=False),
    sa.Column("rrule", sa.Text),
    sa.Column("mode", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("cuts", Json, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "public_id"),
    sa.CheckConstraint("mode IN ('suppress', 'observe')", name="mode"),
)

# What nobody is to hear of for a while. `matcher`: a selector that may also name alerts; what those were
# about is in it as `about`: [rule, entity type, entity id].
silence = sa.Table(
    "silence",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("public_id", sa.Text, nullable=False),
    sa.Column("matcher", Json, nullable=False),
    sa.Column("starts_at", Micros, nullable=False),
    sa.Column("ends_at", Micros, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "public_id"),
)

# One thing for one person (or none: the channel's own address) by one channel. Written with the alert's move,
# sent later: at least once, under the same `dedupe_key` every time. `moment`: fired, escalated, repeated or
# resolved; `step`: of the policy; `group_key`: what may be told in one message; `held_for`: why it waits for
# longer (acknowledged, snoozed, inhibited, quiet_hours, cap, group, or what mutes it); `says`: what it is
# made of; `message`: the key of the one that it goes out in, the `dedupe_key` of the first notice in that;
# `log`: the attempts, {at, ok, error, took_ms}.
notice = sa.Table(
    "notice",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("alert_id", Id),
    sa.Column("moment", sa.Text, nullable=False),
    sa.Column("step", sa.Integer),
    sa.Column("policy", sa.Text),
    sa.Column("channel_id", Id, nullable=False),
    sa.Column("person_id", Id),
    sa.Column("severity", sa.Text, nullable=False),
    sa.Column("group_key", sa.Text, nullable=False),
    sa.Column("dedupe_key", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("held_for", sa.Text),
    sa.Column("due_at", Micros, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("owner", sa.Text),
    sa.Column("lease_until", Micros),
    sa.Column("fence", sa.BigInteger, nullable=False, default=0),
    sa.Column("says", Json, nullable=False),
    sa.Column("message", sa.Text),
    sa.Column("error", sa.Text),
    sa.Column("sent_at", Micros),
    sa.Column("log", Json, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.CheckConstraint("status IN ('waiting', 'sent', 'failed', 'cancelled')", name="status"),
    sa.Index("ix_notice_alert", "tenant_id", "alert_id", "id"),
    sa.Index("ix_notice_channel", "tenant_id", "channel_id", "id"),
    sa.Index(
        "ix_notice_due",
        "tenant_id",
        "due_at",
        sqlite_where=sa.text("status = 'waiting'"),
        postgresql_where=sa.text("status = 'waiting'"),
    ),
    sa.Index(
        "ix_notice_sent",
        "tenant_id",
        "channel_id",
        "sent_at",
        sqlite_where=sa.text("status = 'sent'"),
        postgresql_where=sa.text("status = 'sent'"),
    ),
)

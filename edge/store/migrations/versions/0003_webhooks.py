"""Webhooks: endpoints, their secrets, lanes, deliveries and failed attempts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("device", sa.Column("webhooks_from", sa.BigInteger(), nullable=True))
    op.add_column("dead_line", sa.Column("status", sa.Text(), server_default="open", nullable=False))
    op.add_column("dead_line", sa.Column("settled_at", sa.BigInteger(), nullable=True))
    op.add_column("dead_line", sa.Column("settled_by", sa.Text(), nullable=True))
    op.add_column("dead_line", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("dead_line", sa.Column("punch_id", sa.BigInteger(), nullable=True))
    op.create_index("ix_dead_line_status", "dead_line", ["tenant_id", "status", "id"])
    op.create_table(
        "webhook",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("site_ids", sa.JSON(), nullable=True),
        sa.Column("ordering", sa.Text(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("disabled_reason", sa.Text(), nullable=True),
        sa.Column("disabled_at", sa.BigInteger(), nullable=True),
        sa.Column("breaker", sa.JSON(), nullable=False),
        sa.Column("parked_until", sa.BigInteger(), nullable=True),
        sa.Column("warned", sa.Integer(), nullable=False),
        sa.Column("from_xid", sa.BigInteger(), nullable=False),
        sa.Column("from_id", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ordering IN ('device', 'endpoint', 'none')", name=op.f("ck_webhook_ordering")),
        sa.CheckConstraint("status IN ('enabled', 'disabled')", name=op.f("ck_webhook_status")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_webhook")),
        sa.UniqueConstraint("tenant_id", "public_id", name=op.f("uq_webhook_tenant_id_public_id")),
    )
    op.create_table(
        "webhook_attempt",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("took_ms", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("response", sa.Text(), nullable=True),
        sa.Column("charged", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "delivery_id", "number", name=op.f("pk_webhook_attempt")),
    )
    op.create_table(
        "webhook_delivery",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("webhook_id", sa.BigInteger(), nullable=False),
        sa.Column("lane", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("charged", sa.Integer(), nullable=False),
        sa.Column("next_due", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("took_ms", sa.Integer(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("response", sa.Text(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("attempted_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("resent_as", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(state = 'pending') = (finished_at IS NULL)", name=op.f("ck_webhook_delivery_finished")
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'delivered', 'dead', 'cancelled')", name=op.f("ck_webhook_delivery_state")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_webhook_delivery")),
    )
    op.create_index(
        "ix_webhook_delivery_dead",
        "webhook_delivery",
        ["tenant_id", "webhook_id", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'dead'"),
        postgresql_where=sa.text("state = 'dead'"),
    )
    op.create_index(
        "ix_webhook_delivery_pending",
        "webhook_delivery",
        ["tenant_id", "webhook_id", "lane", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "ix_webhook_delivery_webhook", "webhook_delivery", ["tenant_id", "webhook_id", "id"], unique=False
    )
    op.create_table(
        "webhook_lane",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("webhook_id", sa.BigInteger(), nullable=False),
        sa.Column("lane", sa.BigInteger(), nullable=False),
        sa.Column("next_due", sa.BigInteger(), nullable=True),
        sa.Column("retrying", sa.Boolean(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("skipped", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "webhook_id", "lane", name=op.f("pk_webhook_lane")),
    )
    op.create_index(
        "ix_webhook_lane_due",
        "webhook_lane",
        ["tenant_id", "webhook_id", "next_due"],
        unique=False,
        sqlite_where=sa.text("next_due IS NOT NULL"),
        postgresql_where=sa.text("next_due IS NOT NULL"),
    )
    op.create_table(
        "webhook_relay",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("xid", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("last_delivery_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_webhook_relay")),
    )
    op.create_table(
        "webhook_secret",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("webhook_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("retires_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "webhook_id", "number", name=op.f("pk_webhook_secret")),
    )
    op.create_table(
        "webhook_latency",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("deliveries", sa.Integer(), nullable=False),
        sa.Column("total_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "device_id", "hour", name=op.f("pk_webhook_latency")),
    )

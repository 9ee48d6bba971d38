"""The tables of what is wanted of terminals: commands, the lines they are sent as, jobs of many."""

from __future__ import annotations

import sqlalchemy as sa

from edge.store.schema import Id, Json, Micros, id_column, metadata, tenant_column

# What is wanted of a terminal. Its instant of creation is its id.
command = sa.Table(
    "command",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("job_id", Id),
    sa.Column("command", sa.Text, nullable=False),
    sa.Column("params", Json, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    # Who is to go of those not named, as it was confirmed: PINs.
    sa.Column("removes", Json),
    # Of how many steps it is, which one is next, and which of that step's lines.
    sa.Column("steps", sa.Integer, nullable=False, default=1),
    sa.Column("step", sa.Integer, nullable=False, default=0),
    sa.Column("position", sa.Integer, nullable=False, default=0),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("return_code", sa.Integer),
    sa.Column("result", Json),
    sa.Column("error", sa.Text),
    sa.Column("error_code", sa.Text),
    sa.Column("sent_at", Micros),
    sa.Column("finished_at", Micros),
    sa.Column("expires_at", Micros, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.CheckConstraint(
        "status IN ('queued', 'sent', 'succeeded', 'failed', 'expired', 'cancelled')", name="status"
    ),
    sa.Index(
        "ix_command_expiry",
        "tenant_id",
        "expires_at",
        sqlite_where=sa.text("status IN ('queued', 'sent')"),
        postgresql_where=sa.text("status IN ('queued', 'sent')"),
    ),
    sa.Index(
        "ix_command_open",
        "tenant_id",
        "device_id",
        "id",
        sqlite_where=sa.text("status IN ('queued', 'sent')"),
        postgresql_where=sa.text("status IN ('queued', 'sent')"),
    ),
    sa.Index("ix_command_device", "tenant_id", "device_id", "id"),
    sa.Index("ix_command_job", "tenant_id", "job_id", "id"),
    sa.Index(
        "ix_command_failed",
        "tenant_id",
        "finished_at",
        sqlite_where=sa.text("status IN ('failed', 'expired')"),
        postgresql_where=sa.text("status IN ('failed', 'expired')"),
    ),
)

# The lines that a command was sent as, each under an id of its own, by which results are told apart. A line
# that is sent again is another; the one before is then `unanswered`, and its result still counts.
command_line = sa.Table(
    "command_line",
    metadata,
    tenant_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("wire_id", sa.Text, nullable=False),
    sa.Column("command_id", Id, nullable=False),
    sa.Column("step", sa.Integer, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    # What its step is called, and of whom it is: the PIN.
    sa.Column("wanted", sa.Text, nullable=False),
    sa.Column("about", sa.Text),
    sa.Column("needed", sa.Boolean, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("word", sa.Text),
    sa.Column("return_code", sa.Integer),
    sa.Column("message", sa.Text),
    sa.Column("sent_at", Micros, nullable=False),
    sa.Column("answered_at", Micros),
    sa.PrimaryKeyConstraint("tenant_id", "device_id", "wire_id"),
    sa.CheckConstraint("state IN ('sent', 'waiting', 'unanswered', 'succeeded', 'failed')", name="state"),
    sa.Index("ix_command_line_command", "tenant_id", "command_id", "step", "position"),
    sa.Index(
        "ix_command_line_open",
        "tenant_id",
        "device_id",
        "command_id",
        "step",
        "position",
        sqlite_where=sa.text("state IN ('sent', 'waiting')"),
        postgresql_where=sa.text("state IN ('sent', 'waiting')"),
    ),
)

# The last number given to a line of a device, and to how many lines of one reply it ever sent results.
device_lines = sa.Table(
    "device_lines",
    metadata,
    tenant_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("answered_together", sa.Integer, nullable=False, default=0),
    sa.PrimaryKeyConstraint("tenant_id", "device_id"),
)

job = sa.Table(
    "job",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("params", Json, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("step", sa.Integer, nullable=False, default=0),
    sa.Column("started_at", Micros),
    sa.Column("finished_at", Micros),
    sa.Column("result", Json),
    sa.Column("error", sa.Text),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.CheckConstraint(
        "status IN ('queued', 'running', 'succeeded', 'partially_failed', 'failed', "
        "'cancelling', 'cancelled')",
        name="status",
    ),
    sa.Index(
        "ix_job_open",
        "tenant_id",
        "id",
        sqlite_where=sa.text("status IN ('queued', 'running', 'cancelling')"),
        postgresql_where=sa.text("status IN ('queued', 'running', 'cancelling')"),
    ),
)

job_item = sa.Table(
    "job_item",
    metadata,
    tenant_column(),
    sa.Column("job_id", Id, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("ref", sa.Text, nullable=False),
    sa.Column("step", sa.Integer, nullable=False, default=0),
    sa.Column("device_id", Id),
    sa.Column("command_id", Id),
    sa.Column("params", sa.JSON(none_as_null=True)),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("error", sa.Text),
    sa.Column("finished_at", Micros),
    sa.PrimaryKeyConstraint("tenant_id", "job_id", "number"),
    sa.CheckConstraint(
        "status IN ('waiting', 'running', 'succeeded', 'failed', 'skipped', 'cancelled')", name="status"
    ),
    sa.Index("ix_job_item_status", "tenant_id", "job_id", "status", "number"),
    sa.Index("ix_job_item_command", "tenant_id", "command_id"),
)

# Files that terminals can be told to install. What is in them lies in the data folder, under its SHA-256.
firmware = sa.Table(
    "firmware",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("version", sa.Text),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("md5", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "sha256"),
)

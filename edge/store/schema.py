"""Every table, tenant first.

Instants are BIGINT microseconds since 1970 UTC, because the three drivers disagree about time zones. Every
primary key, unique key and index begins with `tenant_id`, so that tenants never mix and the same schema can
be distributed by tenant. Tenant 0 is the installation itself: platform keys, process-wide leases, signing
keys.

Commands and jobs are in `command_tables`, people and what terminals hold of them in `people_tables`.
"""

from __future__ import annotations

import sqlalchemy as sa

PLATFORM = 0

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

Id = sa.BigInteger
Micros = sa.BigInteger
Json = sa.JSON
# The transaction that wrote a row: on PostgreSQL the feed reads only what no running transaction can still
# precede. SQLite has one writer, whose ids already are in commit order. PostgreSQL fills it by a default that
# SQLite does not have.
Xid = sa.BigInteger


def tenant_column() -> sa.Column[int]:
    return sa.Column("tenant_id", sa.Integer, nullable=False)


def id_column() -> sa.Column[int]:
    return sa.Column("id", Id, nullable=False, autoincrement=False)


tenant = sa.Table(
    "tenant",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("public_id", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("path_secret", sa.Text, nullable=False, unique=True),
    sa.Column("timezone", sa.Text),
    sa.Column("retention_days", sa.Integer),
    sa.Column("created_at", Micros, nullable=False),
)

api_key = sa.Table(
    "api_key",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("prefix", sa.Text, nullable=False),
    sa.Column("last4", sa.Text, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Column("previous_hash", sa.LargeBinary),
    sa.Column("previous_until", Micros),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("scopes", Json),
    sa.Column("site_ids", Json),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("expires_at", Micros),
    sa.Column("revoked_at", Micros),
    sa.Column("last_used_at", Micros),
    sa.Column("last_used_ip", sa.Text),
    sa.Column("ip_allow", Json(none_as_null=True)),
    sa.Column("api_version", sa.Text),
    sa.Column("created_by", sa.Text),
    # Whose key it is: what is done with it was done by that person.
    sa.Column("person_id", Id),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "hash"),
    # The one look-up that cannot name a tenant: the key is what says which tenant asks.
    sa.Index("ix_api_key_hash", "hash"),
    sa.Index("ix_api_key_previous_hash", "previous_hash"),
)

site = sa.Table(
    "site",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("public_id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("slug", sa.Text, nullable=False),
    sa.Column("address", sa.Text),
    sa.Column("lat", sa.Double),
    sa.Column("lon", sa.Double),
    sa.Column("timezone", sa.Text),
    sa.Column("business_critical", sa.Boolean, nullable=False, default=False),
    sa.Column("tags", Json, nullable=False, default=list),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("version", sa.Integer, nullable=False, default=1),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "public_id"),
    sa.UniqueConstraint("tenant_id", "slug"),
)

device = sa.Table(
    "device",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("public_id", sa.Text, nullable=False),
    sa.Column("serial", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("site_id", Id),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("timezone", sa.Text),
    sa.Column("tags", Json, nullable=False, default=list),
    sa.Column("business_critical", sa.Boolean, nullable=False, default=False),
    sa.Column("history_from", Micros),
    # Webhooks are told of no punch made before.
    sa.Column("webhooks_from", Micros),
    sa.Column("dialect", sa.Text),
    sa.Column("model", sa.Text),
    sa.Column("firmware", sa.Text),
    sa.Column("push_version", sa.Text),
    sa.Column("options", Json, nullable=False, default=dict),
    sa.Column("counts", Json, nullable=False, default=dict),
    # The operator's word on the dialect, where what the terminal says of itself misleads.
    sa.Column("chosen_dialect", sa.Text),
    # What an access terminal was given at its registration (PROTOCOL.md §10.1); it shows a token made of it.
    sa.Column("registry_code", sa.Text),
    # What tells this box from another with the same serial number, and since when there seem to be two.
    sa.Column("evidence", Json, nullable=False, default=dict, server_default="{}"),
    sa.Column("conflicted_at", Micros),
    # What it was last told of the time, minutes east of UTC; whether it keeps a summer time of its own.
    sa.Column("told_offset", sa.Integer),
    # What its clock showed after its zone's last change until it was told: minutes, from, until; {}: nothing.
    sa.Column("former_time", Json, nullable=False, default=dict, server_default="{}"),
    sa.Column("summer_time_refused", sa.Boolean, nullable=False, default=False, server_default=sa.false()),
    # Whether its last poll came by a way that templates may travel.
    sa.Column("private", sa.Boolean, nullable=False, default=False, server_default=sa.false()),
    # When its own count of punches last agreed with what had come.
    sa.Column("counted", Json, nullable=False, default=dict, server_default="{}"),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("retired_at", Micros),
    sa.Column("version", sa.Integer, nullable=False, default=1),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "public_id"),
    sa.UniqueConstraint("tenant_id", "serial"),
    sa.CheckConstraint("state IN ('active', 'suspended', 'retired')", name="state"),
    sa.Index("ix_device_site", "tenant_id", "site_id"),
    # Few ever are, and alerts ask for them again and again.
    sa.Index(
        "ix_device_conflicted",
        "tenant_id",
        "id",
        sqlite_where=sa.text("conflicted_at IS NOT NULL"),
        postgresql_where=sa.text("conflicted_at IS NOT NULL"),
    ),
)

# Which tenant a serial is served in. Global by nature: a terminal names only its serial, and is served once.
serial_claim = sa.Table(
    "serial_claim",
    metadata,
    sa.Column("serial", sa.Text, primary_key=True),
    sa.Column("tenant_id", sa.Integer, nullable=False),
    sa.Column("device_id", Id, nullable=False),
)

# Sites that a device has left: its punches of that time are still theirs.
former_site = sa.Table(
    "former_site",
    metadata,
    tenant_column(),
    sa.Column("site_id", Id, nullable=False),
    sa.Column("device_id", Id, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "site_id", "device_id"),
)

pending_device = sa.Table(
    "pending_device",
    metadata,
    tenant_column(),
    sa.Column("serial", sa.Text, nullable=False),
    sa.Column("model", sa.Text),
    sa.Column("address", sa.Text),
    sa.Column("first_seen_at", Micros, nullable=False),
    sa.Column("last_seen_at", Micros, nullable=False),
    sa.Column("count", sa.BigInteger, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "serial"),
)

# The last number given to an event of the device. Apart from it, because it changes with every punch.
device_sequence = sa.Table(
    "device_sequence",
    metadata,
    tenant_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "device_id"),
    sqlite_with_rowid=False,
    postgresql_with={"fillfactor": 70},
)

# Changes with every heartbeat, so it is apart from the device: no index on what changes, nothing else
# rewritten.
device_presence = sa.Table(
    "device_presence",
    metadata,
    tenant_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("last_seen_at", Micros, nullable=False),
    sa.Column("online", sa.Boolean, nullable=False),
    sa.Column("changed_at", Micros, nullable=False),
    sa.Column("address", sa.Text),
    sa.Column("poll_interval_us", sa.BigInteger),
    # How far its clock is off, where that is known, and what it is known by (`edge.drift`).
    sa.Column("clock_drift_s", sa.Integer),
    sa.Column("drift", Json),
    sa.PrimaryKeyConstraint("tenant_id", "device_id"),
    postgresql_with={"fillfactor": 70},
)

upload_stamp = sa.Table(
    "upload_stamp",
    metadata,
    tenant_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("table_name", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "device_id", "table_name"),
)

punch = sa.Table(
    "punch",
    metadata,
    tenant_column(),
    id_column(),  # its instant is received_at
    sa.Column("device_id", Id, nullable=False),
    sa.Column("site_id", Id),
    # Begins with the local time, so that its index also lists a device's punches in order. An index more that
    # begins with the device would cost another random page for every punch.
    sa.Column("dedup", sa.LargeBinary, nullable=False),
    sa.Column("pin", sa.Text, nullable=False),
    sa.Column("punched_at", Micros, nullable=False),
    sa.Column("utc_offset", sa.Integer, nullable=False),  # seconds; local time = punched_at + utc_offset
    sa.Column("timezone", sa.Text, nullable=False),
    sa.Column("time_quality", sa.Text, nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("verify", sa.Integer, nullable=False),
    sa.Column("verify_mode", sa.Text, nullable=False),
    sa.Column("work_code", sa.Text),
    sa.Column("mask", sa.Integer),
    sa.Column("temperature", sa.Text),
    sa.Column("line", sa.LargeBinary),  # as sent, only where the columns do not say it all
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("xid", Xid),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "device_id", "dedup"),
    sa.Index("ix_punch_time", "tenant_id", "punched_at", "id"),
    sa.Index("ix_punch_pin_time", "tenant_id", "pin", "punched_at", "id"),
    sa.Index("ix_punch_settled", "tenant_id", "xid", "id").ddl_if(dialect="postgresql"),
    sqlite_with_rowid=False,  # clustered by its key: a third less work to insert
)

# What is told of anything but punches: a punch is an event itself, written and kept once.
event = sa.Table(
    "event",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("device_id", Id),
    sa.Column("seq", sa.BigInteger),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("xid", Xid),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.Index("ix_event_device", "tenant_id", "device_id", "id"),
    sa.Index("ix_event_settled", "tenant_id", "xid", "id").ddl_if(dialect="postgresql"),
    sqlite_with_rowid=False,
)

dead_line = sa.Table(
    "dead_line",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("table_name", sa.Text, nullable=False),
    sa.Column("line", sa.LargeBinary, nullable=False),
    sa.Column("line_no", sa.Integer, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("first_seen_at", Micros, nullable=False),
    sa.Column("last_seen_at", Micros, nullable=False),
    sa.Column("count", sa.BigInteger, nullable=False),
    # open, resolved (it could be read after all) or discarded; when, by whom and why; as which punch.
    sa.Column("status", sa.Text, nullable=False, default="open", server_default="open"),
    sa.Column("settled_at", Micros),
    sa.Column("settled_by", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("punch_id", Id),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "device_id", "digest"),
    sa.Index("ix_dead_line_status", "tenant_id", "status", "id"),
)

raw_push = sa.Table(
    "raw_push",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("endpoint", sa.Text, nullable=False),
    sa.Column("table_name", sa.Text, nullable=False),
    sa.Column("query", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),  # zlib
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("count", sa.BigInteger, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "device_id", "digest"),
)

# What was told as device.event, so that a terminal that sends it again tells it once.
told_fact = sa.Table(
    "told_fact",
    metadata,
    tenant_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("event_id", Id, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "device_id", "digest"),
    sqlite_with_rowid=False,
)

# Serial numbers that a device had before its box was replaced: what the box did until then is the device's.
former_serial = sa.Table(
    "former_serial",
    metadata,
    tenant_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("serial", sa.Text, nullable=False),
    sa.Column("replaced_at", Micros, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "serial", "device_id"),
)

# What terminals answered, also to commands that nobody here sent.
command_result = sa.Table(
    "command_result",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("wire_id", sa.Text, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("verb", sa.Text, nullable=False),
    sa.Column("return_code", sa.Integer),
    sa.Column("info", Json),
    sa.Column("content", sa.LargeBinary),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "device_id", "wire_id", "digest"),
)

idempotency = sa.Table(
    "idempotency",
    metadata,
    tenant_column(),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("fingerprint", sa.LargeBinary, nullable=False),
    sa.Column("status", sa.Integer),
    sa.Column("headers", Json),
    sa.Column("body", sa.Text),
    sa.Column("request_id", sa.Text, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "key"),
    sa.Index("ix_idempotency_age", "tenant_id", "created_at"),
)

audit = sa.Table(
    "audit",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("target", sa.Text),
    sa.Column("diff", Json, nullable=False),
    sa.Column("address", sa.Text),
    sa.Column("user_agent", sa.Text),
    sa.Column("request_id", sa.Text),
    sa.Column("previous_hash", sa.LargeBinary, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "position"),
)

# Both ends of each tenant's audit chain. Whoever appends holds this row, and a tail that was cut off shows.
# The anchor is the last entry that age let go of, so that what is kept still begins where it must.
audit_head = sa.Table(
    "audit_head",
    metadata,
    tenant_column(),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Column("anchor_position", sa.BigInteger, nullable=False, default=0, server_default="0"),
    sa.Column("anchor_hash", sa.LargeBinary),
    sa.PrimaryKeyConstraint("tenant_id"),
)

# What processes that share a database saw of terminals, kept for minutes. A crash of the database may lose
# it: whoever reads it then takes everybody for unheard, as after a start.
sighting = sa.Table(
    "sighting",
    metadata,
    tenant_column(),
    sa.Column("shard", sa.Integer, nullable=False),
    sa.Column("at", Micros, nullable=False),
    id_column(),
    sa.Column("node", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "shard", "at", "id"),
)

lease = sa.Table(
    "lease",
    metadata,
    tenant_column(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("fence", sa.BigInteger, nullable=False),
    sa.Column("expires_at", Micros, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "name"),
)

# Secrets all processes of an installation share, such as the key that signs cursors.
installation_secret = sa.Table(
    "installation_secret",
    metadata,
    tenant_column(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("value", sa.LargeBinary, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "name"),
)

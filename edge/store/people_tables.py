"""The tables of people: who they are, where they shall be, what terminals hold of them."""

from __future__ import annotations

import sqlalchemy as sa

from edge.store.schema import Id, Json, Micros, id_column, metadata, tenant_column

employee = sa.Table(
    "employee",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("public_id", sa.Text, nullable=False),
    sa.Column("employee_id", sa.Text, nullable=False),
    sa.Column("pin", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("card_number", sa.Text),
    sa.Column("privilege", sa.Text, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("department", sa.Text),
    sa.Column("valid_from", Micros),
    sa.Column("valid_to", Micros),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("version", sa.Integer, nullable=False, default=1),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "public_id"),
    sa.UniqueConstraint("tenant_id", "employee_id"),
    sa.UniqueConstraint("tenant_id", "pin"),
    sa.Index("ix_employee_valid_from", "tenant_id", "valid_from"),
    sa.Index("ix_employee_valid_to", "tenant_id", "valid_to"),
)

# The last PIN that was given to an employee without a usable one of his own; none is given twice.
given_pin = sa.Table(
    "given_pin",
    metadata,
    tenant_column(),
    sa.Column("last", sa.BigInteger, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id"),
)

# Where an employee shall be: at all terminals of a site, or at one terminal.
employee_place = sa.Table(
    "employee_place",
    metadata,
    tenant_column(),
    sa.Column("employee_id", Id, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("place_id", Id, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "employee_id", "kind", "place_id"),
    sa.CheckConstraint("kind IN ('site', 'device')", name="kind"),
    sa.Index("ix_employee_place_place", "tenant_id", "kind", "place_id", "employee_id"),
)

# Whom a terminal holds, as it last reported or confirmed. `written_at`: when it last confirmed what was
# written to it; `rewritten`: how often it then reported something else all the same.
device_person = sa.Table(
    "device_person",
    metadata,
    tenant_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("pin", sa.Text, nullable=False),
    sa.Column("name", sa.Text),
    sa.Column("card", sa.Text),
    sa.Column("privilege", sa.Text),
    sa.Column("details", Json, nullable=False, default=dict),
    sa.Column("reported_at", Micros, nullable=False),
    sa.Column("written_at", Micros),
    sa.Column("rewritten", sa.Integer, nullable=False, default=0),
    sa.PrimaryKeyConstraint("tenant_id", "device_id", "pin"),
    sa.Index("ix_device_person_pin", "tenant_id", "pin", "device_id"),
)

# The fingers, faces and palms that a terminal holds of a person; what they look like is not here.
device_credential = sa.Table(
    "device_credential",
    metadata,
    tenant_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("pin", sa.Text, nullable=False),
    sa.Column("kind", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("part", sa.Integer, nullable=False),
    sa.Column("major", sa.Integer, nullable=False),
    sa.Column("minor", sa.Integer, nullable=False),
    sa.Column("duress", sa.Boolean, nullable=False),
    sa.Column("digest", sa.LargeBinary),
    sa.Column("reported_at", Micros, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "device_id", "pin", "kind", "number", "part"),
    sa.Index("ix_device_credential_pin", "tenant_id", "pin", "device_id"),
)

# What a person's record on a terminal lacks to be as it should: nothing of it is here once it is so. `anew`:
# it is to be written whatever the terminal reports, because terminals do not report all of it.
person_sync = sa.Table(
    "person_sync",
    metadata,
    tenant_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("pin", sa.Text, nullable=False),
    sa.Column("wanted", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("command_id", Id),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("error", sa.Text),
    sa.Column("anew", sa.Boolean, nullable=False, default=False),
    sa.Column("changed_at", Micros, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "device_id", "pin"),
    sa.CheckConstraint("wanted IN ('present', 'absent')", name="wanted"),
    sa.CheckConstraint("status IN ('pending', 'sent', 'failed')", name="status"),
    sa.Index("ix_person_sync_pin", "tenant_id", "pin", "device_id"),
    sa.Index("ix_person_sync_command", "tenant_id", "command_id"),
)

# How far the people of a terminal are known and compared. `changed_at`: since when there is something to
# compare, None where there is not; `due_at`: when something is to be tried again; `site_id`: where it stood
# when it was compared.
device_people = sa.Table(
    "device_people",
    metadata,
    tenant_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("listed_at", Micros),
    sa.Column("changed_at", Micros),
    sa.Column("compared_at", Micros),
    sa.Column("due_at", Micros),
    sa.Column("site_id", Id),
    sa.PrimaryKeyConstraint("tenant_id", "device_id"),
)

# Each tenant's own key, wrapped by the installation's: what is sealed under it ends with it.
data_key = sa.Table(
    "data_key",
    metadata,
    tenant_column(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "version"),
)

template = sa.Table(
    "template",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("pin", sa.Text, nullable=False),
    sa.Column("kind", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("part", sa.Integer, nullable=False),
    sa.Column("major", sa.Integer, nullable=False),
    sa.Column("minor", sa.Integer, nullable=False),
    sa.Column("format", sa.Integer, nullable=False),
    sa.Column("duress", sa.Boolean, nullable=False),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("key_version", sa.Integer, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "pin", "kind", "number", "part", "major"),
)

photo = sa.Table(
    "photo",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("pin", sa.Text, nullable=False),
    sa.Column("taken_at", Micros),
    sa.Column("key_version", sa.Integer, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "device_id", "digest"),
    sa.Index("ix_photo_pin", "tenant_id", "pin", "taken_at"),
)

# What was deleted of a body here, and by which commands at terminals: [[device, command or null], …].
# It outlives the employee, whose ids it keeps.
biometric_purge = sa.Table(
    "biometric_purge",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("employee", sa.Text, nullable=False),
    sa.Column("employee_id", sa.Text, nullable=False),
    sa.Column("pin", sa.Text, nullable=False),
    sa.Column("templates", sa.Integer, nullable=False),
    sa.Column("photos", sa.Integer, nullable=False),
    sa.Column("commands", Json, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
)

work_code = sa.Table(
    "work_code",
    metadata,
    tenant_column(),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("version", sa.Integer, nullable=False, default=1),
    sa.PrimaryKeyConstraint("tenant_id", "code"),
)

# What terminals hold of work codes. `held`: the name there, None where it is not there as far as is known;
# `ours`: it was in our list while it was there, so it goes with it; `rewritten`: how often the terminal
# reported something else than it had confirmed; `failed_at`: when it last refused what we want.
device_work_code = sa.Table(
    "device_work_code",
    metadata,
    tenant_column(),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("held", sa.Text),
    sa.Column("ours", sa.Boolean, nullable=False, default=False),
    sa.Column("command_id", Id),
    sa.Column("rewritten", sa.Integer, nullable=False, default=0),
    sa.Column("failed_at", Micros),
    sa.PrimaryKeyConstraint("tenant_id", "device_id", "code"),
    sa.Index("ix_device_work_code_code", "tenant_id", "code", "device_id"),
)

# What terminals show. `number`: what they call it, of one message at a time; `employees`: ids of those to
# whom it is shown, null for everybody. `ended_at`: when it was taken back, or ran out.
message = sa.Table(
    "message",
    metadata,
    tenant_column(),
    id_column(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("employees", Json),
    sa.Column("starts_at", Micros, nullable=False),
    sa.Column("ends_at", Micros),
    sa.Column("ended_at", Micros),
    sa.Column("deleted", sa.Boolean, nullable=False, default=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("tenant_id", "id"),
    sa.UniqueConstraint("tenant_id", "number"),
    sa.Index("ix_message_ends", "tenant_id", "ends_at"),
)

# A message on a terminal. `waiting`: to be sent there, `leaving`: to be taken back; `sent` and `deleting`:
# the command of that is under way.
device_message = sa.Table(
    "device_message",
    metadata,
    tenant_column(),
    sa.Column("message_id", Id, nullable=False),
    sa.Column("device_id", Id, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("command_id", Id),
    sa.Column("error", sa.Text),
    sa.PrimaryKeyConstraint("tenant_id", "message_id", "device_id"),
    sa.CheckConstraint(
        "status IN ('waiting', 'sent', 'shown', 'failed', 'leaving', 'deleting', 'gone')", name="status"
    ),
    sa.Index("ix_device_message_status", "tenant_id", "status"),
    sa.Index("ix_device_message_command", "tenant_id", "command_id"),
    sa.Index("ix_device_message_device", "tenant_id", "device_id", "message_id"),
)

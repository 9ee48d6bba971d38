"""Commands as lines, jobs, people and what terminals hold of them, evidence of a terminal's identity."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("command")  # no version wrote to it
    op.create_table(
        "command",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=False),
        sa.Column("job_id", sa.BigInteger(), nullable=True),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("removes", sa.JSON(), nullable=True),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("return_code", sa.Integer(), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "status IN ('queued', 'sent', 'succeeded', 'failed', 'expired', 'cancelled')",
            name=op.f("ck_command_status"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_command")),
    )
    op.create_index("ix_command_device", "command", ["tenant_id", "device_id", "id"], unique=False)
    op.create_index(
        "ix_command_expiry",
        "command",
        ["tenant_id", "expires_at"],
        unique=False,
        sqlite_where=sa.text("status IN ('queued', 'sent')"),
        postgresql_where=sa.text("status IN ('queued', 'sent')"),
    )
    op.create_index("ix_command_job", "command", ["tenant_id", "job_id", "id"], unique=False)
    op.create_index(
        "ix_command_open",
        "command",
        ["tenant_id", "device_id", "id"],
        unique=False,
        sqlite_where=sa.text("status IN ('queued', 'sent')"),
        postgresql_where=sa.text("status IN ('queued', 'sent')"),
    )

    op.create_table(
        "command_line",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=False),
        sa.Column("wire_id", sa.Text(), nullable=False),
        sa.Column("command_id", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("needed", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=True),
        sa.Column("return_code", sa.Integer(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('sent', 'waiting', 'unanswered', 'succeeded', 'failed')",
            name=op.f("ck_command_line_state"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "device_id", "wire_id", name=op.f("pk_command_line")),
    )
    op.create_index(
        "ix_command_line_command",
        "command_line",
        ["tenant_id", "command_id", "step", "position"],
        unique=False,
    )
    op.create_index(
        "ix_command_line_open",
        "command_line",
        ["tenant_id", "device_id", "command_id", "step", "position"],
        unique=False,
        sqlite_where=sa.text("state IN ('sent', 'waiting')"),
        postgresql_where=sa.text("state IN ('sent', 'waiting')"),
    )

    op.create_table(
        "data_key",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "version", name=op.f("pk_data_key")),
    )
    op.create_table(
        "device_credential",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=False),
        sa.Column("pin", sa.Text(), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("major", sa.Integer(), nullable=False),
        sa.Column("minor", sa.Integer(), nullable=False),
        sa.Column("duress", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("reported_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "tenant_id", "device_id", "pin", "kind", "number", "part", name=op.f("pk_device_credential")
        ),
    )
    op.create_index(
        "ix_device_credential_pin", "device_credential", ["tenant_id", "pin", "device_id"], unique=False
    )

    op.create_table(
        "device_lines",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("answered_together", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "device_id", name=op.f("pk_device_lines")),
    )
    op.create_table(
        "device_people",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=False),
        sa.Column("listed_at", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=True),
        sa.Column("compared_at", sa.BigInteger(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("site_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "device_id", name=op.f("pk_device_people")),
    )
    op.create_table(
        "device_person",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=False),
        sa.Column("pin", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("card", sa.Text(), nullable=True),
        sa.Column("privilege", sa.Text(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("reported_at", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=True),
        sa.Column("rewritten", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "device_id", "pin", name=op.f("pk_device_person")),
    )
    op.create_index("ix_device_person_pin", "device_person", ["tenant_id", "pin", "device_id"], unique=False)

    op.create_table(
        "employee",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("employee_id", sa.Text(), nullable=False),
        sa.Column("pin", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("card_number", sa.Text(), nullable=True),
        sa.Column("privilege", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.BigInteger(), nullable=True),
        sa.Column("valid_to", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_employee")),
        sa.UniqueConstraint("tenant_id", "employee_id", name=op.f("uq_employee_tenant_id_employee_id")),
        sa.UniqueConstraint("tenant_id", "pin", name=op.f("uq_employee_tenant_id_pin")),
        sa.UniqueConstraint("tenant_id", "public_id", name=op.f("uq_employee_tenant_id_public_id")),
    )
    op.create_index("ix_employee_valid_from", "employee", ["tenant_id", "valid_from"], unique=False)
    op.create_index("ix_employee_valid_to", "employee", ["tenant_id", "valid_to"], unique=False)

    op.create_table(
        "given_pin",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_given_pin")),
    )
    op.create_table(
        "employee_place",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('site', 'device')", name=op.f("ck_employee_place_kind")),
        sa.PrimaryKeyConstraint(
            "tenant_id", "employee_id", "kind", "place_id", name=op.f("pk_employee_place")
        ),
    )
    op.create_index(
        "ix_employee_place_place",
        "employee_place",
        ["tenant_id", "kind", "place_id", "employee_id"],
        unique=False,
    )

    op.create_table(
        "former_serial",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("replaced_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "serial", "device_id", name=op.f("pk_former_serial")),
    )
    op.create_table(
        "job",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status IN ('queued', 'running', 'succeeded', 'partially_failed', 'failed', "
            "'cancelling', 'cancelled')",
            name=op.f("ck_job_status"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_job")),
    )
    op.create_index(
        "ix_job_open",
        "job",
        ["tenant_id", "id"],
        unique=False,
        sqlite_where=sa.text("status IN ('queued', 'running', 'cancelling')"),
        postgresql_where=sa.text("status IN ('queued', 'running', 'cancelling')"),
    )

    op.create_table(
        "job_item",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=True),
        sa.Column("command_id", sa.BigInteger(), nullable=True),
        sa.Column("params", sa.JSON(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "status IN ('waiting', 'running', 'succeeded', 'failed', 'skipped', 'cancelled')",
            name=op.f("ck_job_item_status"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "job_id", "number", name=op.f("pk_job_item")),
    )
    op.create_index("ix_job_item_command", "job_item", ["tenant_id", "command_id"], unique=False)
    op.create_index(
        "ix_job_item_status", "job_item", ["tenant_id", "job_id", "status", "number"], unique=False
    )

    op.create_table(
        "person_sync",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=False),
        sa.Column("pin", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("command_id", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("anew", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("status IN ('pending', 'sent', 'failed')", name=op.f("ck_person_sync_status")),
        sa.CheckConstraint("wanted IN ('present', 'absent')", name=op.f("ck_person_sync_wanted")),
        sa.PrimaryKeyConstraint("tenant_id", "device_id", "pin", name=op.f("pk_person_sync")),
    )
    op.create_index("ix_person_sync_command", "person_sync", ["tenant_id", "command_id"], unique=False)
    op.create_index("ix_person_sync_pin", "person_sync", ["tenant_id", "pin", "device_id"], unique=False)

    op.create_table(
        "photo",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("pin", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=True),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_photo")),
        sa.UniqueConstraint(
            "tenant_id", "device_id", "digest", name=op.f("uq_photo_tenant_id_device_id_digest")
        ),
    )
    op.create_index("ix_photo_pin", "photo", ["tenant_id", "pin", "taken_at"], unique=False)

    op.create_table(
        "template",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pin", sa.Text(), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("major", sa.Integer(), nullable=False),
        sa.Column("minor", sa.Integer(), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("duress", sa.Boolean(), nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=False),
        sa.Column("key_version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_template")),
        sa.UniqueConstraint(
            "tenant_id",
            "pin",
            "kind",
            "number",
            "part",
            "major",
            name=op.f("uq_template_tenant_id_pin_kind_number_part_major"),
        ),
    )
    op.create_table(
        "biometric_purge",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("employee", sa.Text(), nullable=False),
        sa.Column("employee_id", sa.Text(), nullable=False),
        sa.Column("pin", sa.Text(), nullable=False),
        sa.Column("templates", sa.Integer(), nullable=False),
        sa.Column("photos", sa.Integer(), nullable=False),
        sa.Column("commands", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_biometric_purge")),
    )
    op.create_table(
        "told_fact",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "device_id", "digest", name=op.f("pk_told_fact")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "work_code",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "code", name=op.f("pk_work_code")),
    )
    op.create_table(
        "device_work_code",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("held", sa.Text(), nullable=True),
        sa.Column("ours", sa.Boolean(), nullable=False),
        sa.Column("command_id", sa.BigInteger(), nullable=True),
        sa.Column("rewritten", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "device_id", "code", name=op.f("pk_device_work_code")),
    )
    op.create_index(
        "ix_device_work_code_code", "device_work_code", ["tenant_id", "code", "device_id"], unique=False
    )
    op.create_table(
        "message",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("employees", sa.JSON(), nullable=True),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_message")),
        sa.UniqueConstraint("tenant_id", "number", name=op.f("uq_message_tenant_id_number")),
    )
    op.create_index("ix_message_ends", "message", ["tenant_id", "ends_at"], unique=False)
    op.create_table(
        "device_message",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("command_id", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status IN ('waiting', 'sent', 'shown', 'failed', 'leaving', 'deleting', 'gone')",
            name=op.f("ck_device_message_status"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "message_id", "device_id", name=op.f("pk_device_message")),
    )
    op.create_index("ix_device_message_command", "device_message", ["tenant_id", "command_id"], unique=False)
    op.create_index("ix_device_message_status", "device_message", ["tenant_id", "status"], unique=False)
    op.create_index(
        "ix_device_message_device", "device_message", ["tenant_id", "device_id", "message_id"], unique=False
    )
    op.create_table(
        "firmware",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("md5", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_firmware")),
        sa.UniqueConstraint("tenant_id", "sha256", name=op.f("uq_firmware_tenant_id_sha256")),
    )
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.add_column(sa.Column("chosen_dialect", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("registry_code", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("evidence", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("conflicted_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("told_offset", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("former_time", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(
            sa.Column("summer_time_refused", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("private", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("counted", sa.JSON(), server_default="{}", nullable=False))
    with op.batch_alter_table("device_presence") as batch_op:
        batch_op.add_column(sa.Column("clock_drift_s", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("drift", sa.JSON(), nullable=True))

"""What keys are limited to and where they were used; an audit log that the database itself keeps whole."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Entries are written once. Only those up to the anchor, which age has let go of, may be deleted.
SQLITE = (
    """
    CREATE TRIGGER audit_not_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is only appended to'); END
    """,
    """
    CREATE TRIGGER audit_not_deleted BEFORE DELETE ON audit
    WHEN OLD.position > COALESCE(
        (SELECT anchor_position FROM audit_head WHERE tenant_id = OLD.tenant_id), 0)
    BEGIN SELECT RAISE(ABORT, 'the audit log is only appended to'); END
    """,
)
POSTGRESQL = (
    """
    CREATE FUNCTION audit_is_appended_to() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND OLD.position <= COALESCE(
            (SELECT anchor_position FROM audit_head WHERE tenant_id = OLD.tenant_id), 0)
        THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'the audit log is only appended to';
    END $$
    """,
    """
    CREATE TRIGGER audit_not_changed BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_is_appended_to()
    """,
)


def upgrade() -> None:
    op.add_column("api_key", sa.Column("last_used_ip", sa.Text(), nullable=True))
    op.add_column("api_key", sa.Column("ip_allow", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("api_key", sa.Column("api_version", sa.Text(), nullable=True))
    op.add_column("api_key", sa.Column("created_by", sa.Text(), nullable=True))
    op.add_column(
        "audit_head", sa.Column("anchor_position", sa.BigInteger(), server_default="0", nullable=False)
    )
    op.add_column("audit_head", sa.Column("anchor_hash", sa.LargeBinary(), nullable=True))
    triggers = SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL
    for statement in triggers:
        op.execute(statement)

"""The first schema."""

from alembic import op

from edge.store.schema import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    metadata.create_all(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        for table in ("punch", "event"):
            op.execute(f"ALTER TABLE {table} ALTER xid SET DEFAULT (pg_current_xact_id()::text)::bigint")

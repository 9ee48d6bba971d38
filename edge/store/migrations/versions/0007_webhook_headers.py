"""The headers that an endpoint is sent, sealed. What is there already, the edge seals itself: see
`edge.webhooks.own_headers`."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("webhook", sa.Column("headers_key_version", sa.Integer(), nullable=True))
    op.add_column("webhook", sa.Column("headers_sealed", sa.LargeBinary(), nullable=True))

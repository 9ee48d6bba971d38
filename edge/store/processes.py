"""The processes on one database, told apart by leased numbers: each says by its lease up to which revision of
the schema it understands what it reads."""

from __future__ import annotations

import secrets

import sqlalchemy as sa

from edge.store import leases
from edge.store.migrate import revisions
from edge.store.schema import PLATFORM

LEASES = "node:"
"""How the names of the leases begin."""


def new_owner() -> str:
    """By what name a process of this version holds its lease."""
    return f"{secrets.token_hex(8)}.{revisions()[-1]}"


def all_understand(conn: sa.Connection, revision: str) -> bool:
    """Whether no process is of a version that did not know this revision. An embedded database has none.

    Once true it stays true: no such process starts on the schema of a newer one.
    """
    # Versions before 0007 said nothing.
    return all(
        owner.partition(".")[2] >= revision for owner in leases.holders(conn, PLATFORM, LEASES).values()
    )

"""Pictures that terminals take at punches: found by device, person and time."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from edge.store import biometrics as rows
from edge.store.attendance import StoredPunch
from edge.vault import Vault

NEAR_US: Final = 2_000_000
"""A terminal may take the picture a moment before or after the second it writes down."""


def photo_of(conn: sa.Connection, vault: Vault, tenant_id: int, punch: StoredPunch) -> bytes | None:
    """The JPEG that the terminal took of a punch; None where there is none. Raises VaultError."""
    found = rows.photo_near(conn, tenant_id, punch.device_id, punch.pin, punch.punched_at, NEAR_US)
    if found is None:
        return None
    digest, sealed = found
    return vault.within(conn).open_(tenant_id, "photo", digest.hex(), sealed.key_version, sealed.content)

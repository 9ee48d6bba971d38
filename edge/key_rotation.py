"""The master key is changed for the command line: noted in the audit log, and told in figures."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from edge import audit
from edge.audit import Entry, Who
from edge.store import Store
from edge.vault import Vault, rotate_master


async def rotate_secrets(vault: Vault, who: Who, store: Store) -> dict[str, Any]:
    """Change the master key, or go on with a change that was stopped. Raises VaultError.

    Returns JSON: `changed` false where nothing was ever sealed; `begun` false where a change went on; how
    many data keys of how many tenants this call wrapped anew; `former_key` is `destroyed`, or `yours` where
    the file is its owner's to change.
    """

    def note(conn: sa.Connection, tenant_id: int, wrapped: int) -> None:
        diff = {"keys_wrapped": [None, wrapped]}
        audit.write(conn, store.ids, tenant_id, who, [Entry("secrets.rotated", None, diff)])

    done = await rotate_master(store, vault, note)
    return {
        "master_key": str(vault.master.path),
        "changed": done is not None,
        "begun": done is not None and done.begun,
        "keys_wrapped": 0 if done is None else done.wrapped,
        "tenants": 0 if done is None else done.tenants,
        "former_key": None if done is None else "destroyed" if vault.master.ours else "yours",
    }

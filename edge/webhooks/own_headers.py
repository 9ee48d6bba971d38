"""The headers that an endpoint wants to be sent: their names may be seen, their values are sealed.

`settings["headers"]` is the list of their names then. Versions before schema 0007 kept names and values
there, unsealed: those are read as they are, and sealed as soon as no process of such a version is left that
would have to send them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from edge.store import Store, processes, webhooks
from edge.store.erasing import erasing
from edge.vault import Sealing, Vault

SEAL_EVERY_S: Final = 60.0

_PURPOSE: Final = "webhook_headers"
_SEALED_SINCE: Final = "0007"


def kept(
    conn: sa.Connection, vault: Vault, tenant_id: int, webhook_id: int, settings: Mapping[str, Any]
) -> dict[str, Any]:
    """The columns that keep an endpoint's settings, of which `headers` is as its owner gave it.

    Raises VaultError.
    """
    headers = settings.get("headers")
    if not headers or not processes.all_understand(conn, _SEALED_SINCE):
        return {"settings": dict(settings), "headers_key_version": None, "headers_sealed": None}
    content = json.dumps(headers).encode()
    version, sealed = vault.within(conn).seal(tenant_id, _PURPOSE, str(webhook_id), content)
    return {
        "settings": {**settings, "headers": sorted(headers)},
        "headers_key_version": version,
        "headers_sealed": sealed,
    }


def opened(sealing: Sealing, row: sa.RowMapping) -> dict[str, str]:
    """The headers of an endpoint. Raises VaultError."""
    if _unsealed(row) or not row["settings"].get("headers"):
        return dict(row["settings"].get("headers", {}))
    content = sealing.open_(
        row["tenant_id"], _PURPOSE, str(row["id"]), row["headers_key_version"], row["headers_sealed"]
    )
    found: dict[str, str] = json.loads(content)
    return found


async def seal_all(store: Store, vault: Vault) -> None:
    """Seal what lies unsealed, if everybody can open it. Done twice at once it is done once.

    Raises VaultError.
    """

    def seal(conn: sa.Connection, tenant_id: int, webhook_id: int) -> None:
        row = webhooks.by_id(conn, tenant_id, webhook_id, hold=True)
        if row is not None and _unsealed(row):
            with erasing(conn):
                columns = kept(conn, vault, tenant_id, webhook_id, row["settings"])
                webhooks.change(conn, tenant_id, webhook_id, columns)

    for row in await store.read(_to_be_sealed):
        await store.write(lambda conn, row=row: seal(conn, row["tenant_id"], row["id"]))  # type: ignore[misc]


def _to_be_sealed(conn: sa.Connection) -> list[sa.RowMapping]:
    if not processes.all_understand(conn, _SEALED_SINCE):
        return []
    return [row for row in webhooks.all_settings(conn) if _unsealed(row)]


def _unsealed(row: sa.RowMapping) -> bool:
    headers = row["settings"].get("headers")
    return isinstance(headers, dict) and bool(headers)

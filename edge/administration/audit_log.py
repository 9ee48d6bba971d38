"""The audit log, as the command line verifies it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from edge import audit
from edge.administration.units import (
    LONGEST_LIST,
    PLATFORM_NAME,
    AdministrationError,
    explained,
    tenant_id_of,
)
from edge.store import Store
from edge.store import tenants as tenant_rows
from edge.store.schema import PLATFORM


async def audit_verify(store: Store, tenant: str | None = None) -> Any:
    """Look audit logs through, all of them where no tenant is named. Raises AdministrationError where one was
    changed."""

    def named(conn: sa.Connection) -> list[tuple[int, str]]:
        if tenant is not None:
            return [(tenant_id_of(conn, tenant), tenant)]
        others = [(int(row["id"]), str(row["name"])) for row in tenant_rows.page(conn, 0, LONGEST_LIST)]
        return [(PLATFORM, PLATFORM_NAME), *others]

    found = []
    for tenant_id, name in await explained(store.read(named)):
        verdict = await audit.verify(store, tenant_id)
        if verdict.broken_at is not None:
            raise AdministrationError(
                f"The audit log of {name} was changed: {verdict.reason}. The {verdict.entries} entries "
                "before it hold. Compare it with a backup or an export; what follows it proves nothing."
            )
        shown = {"entries": verdict.entries, "first": verdict.first, "last": verdict.last}
        found.append({"tenant": name, **shown})
    return found

"""What actions share: one transaction, noted in the audit log, and errors in words for a user."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

import sqlalchemy as sa

from edge import admission, audit, tenants
from edge.audit import Entry, Who
from edge.keys import KeyMisuse, NoSuchKey, NoSuchPerson
from edge.store import Store
from edge.store.schema import PLATFORM
from edge.tenants import NoSuchTenant, TenantMisuse

PLATFORM_NAME: Final = "platform"
LONGEST_LIST: Final = 10_000
COMMAND_LINE: Final = Who("system:command-line")


class AdministrationError(Exception):
    """The command cannot be carried out; the message says why and what to do."""


async def write(store: Store, tenant: str, action: str, unit: Callable[[sa.Connection, int], Any]) -> Any:
    """Run a unit for a tenant and note it in the tenant's audit log, in one transaction."""

    def audited(conn: sa.Connection) -> Any:
        tenant_id = tenant_id_of(conn, tenant)
        result = unit(conn, tenant_id)
        target = result.get("id") if isinstance(result, dict) else None
        audit.write(conn, store.ids, tenant_id, COMMAND_LINE, [Entry(action, target)])
        return result

    return await explained(store.write(audited))


async def explained(work: Awaitable[Any]) -> Any:
    try:
        return await work
    except NoSuchTenant as error:
        raise AdministrationError(
            f"There is no tenant '{error}'. 'punchdeck-edge tenants list' shows them."
        ) from error
    except NoSuchKey as error:
        raise AdministrationError(
            f"There is no key '{error}'. 'punchdeck-edge keys list' shows them."
        ) from error
    except NoSuchPerson as error:
        raise AdministrationError(f"There is no person '{error}'. GET /v1/people lists them.") from error
    except admission.NoSuchDevice as error:
        raise AdministrationError(
            f"No terminal '{error}' is registered or waits there. 'punchdeck-edge devices list' shows them."
        ) from error
    except (KeyMisuse, TenantMisuse, admission.AdmissionError) as error:
        raise AdministrationError(str(error)) from error


def tenant_id_of(conn: sa.Connection, name: str) -> int:
    return PLATFORM if name == PLATFORM_NAME else int(tenants.find(conn, name)["id"])

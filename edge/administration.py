"""What the command line can have done: tenants, keys, devices and the database, one table of actions.

Arguments and results are JSON, so that a running server can carry an action out for the command line.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from common.instants import rfc3339
from edge import admission, audit, backup_actions, keys, presence_trace, retiring, tenants
from edge.alerts import dry_run, ruleset
from edge.alerts.rule_params import RuleMisuse
from edge.audit import Entry, Who
from edge.key_rotation import rotate_secrets
from edge.keys import KeyMisuse, NoSuchKey, NoSuchPerson
from edge.store import Store
from edge.store import devices as device_rows
from edge.store import keys as key_rows
from edge.store import sites as site_rows
from edge.store import tenants as tenant_rows
from edge.store.ids import now_us, public_id, row_id
from edge.store.schema import PLATFORM
from edge.store.schema import device as device_table
from edge.tenants import NoSuchTenant, TenantMisuse
from edge.vault import Vault

PLATFORM_NAME: Final = "platform"
LONGEST_LIST: Final = 10_000
COMMAND_LINE: Final = Who("system:command-line")


class AdministrationError(Exception):
    """The command cannot be carried out; the message says why and what to do."""


Unit = Callable[[sa.Connection], Any]


async def _write(store: Store, tenant: str, action: str, unit: Callable[[sa.Connection, int], Any]) -> Any:
    """Run a unit for a tenant and note it in the tenant's audit log, in one transaction."""

    def audited(conn: sa.Connection) -> Any:
        tenant_id = _tenant_id(conn, tenant)
        result = unit(conn, tenant_id)
        target = result.get("id") if isinstance(result, dict) else None
        audit.write(conn, store.ids, tenant_id, COMMAND_LINE, [Entry(action, target)])
        return result

    return await _explained(store.write(audited))


async def _explained(work: Awaitable[Any]) -> Any:
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


def _tenant_id(conn: sa.Connection, name: str) -> int:
    return PLATFORM if name == PLATFORM_NAME else int(tenants.find(conn, name)["id"])


# -- tenants
# ---------------------------------------------------------------------------------------------------------


async def tenants_list(store: Store) -> list[dict[str, Any]]:
    return await store.read(lambda conn: [_tenant(row) for row in tenant_rows.page(conn, 0, LONGEST_LIST)])


async def tenants_create(
    store: Store, name: str, timezone: str | None = None, retention_days: int | None = None
) -> Any:
    def unit(conn: sa.Connection) -> dict[str, Any]:
        row = tenants.create(
            conn, store.ids, name=name, now=now_us(), timezone=timezone, retention_days=retention_days
        )
        audit.write(conn, store.ids, row["id"], COMMAND_LINE, [Entry("tenant.created", row["public_id"])])
        return _tenant(row)

    return await _explained(store.write(unit))


async def tenants_change(store: Store, tenant: str, **members: Any) -> Any:
    """Rename it, or set `timezone` or `retention_days` (None unsets); what is not named stays."""
    return await _write(
        store,
        tenant,
        "tenant.changed",
        lambda conn, tenant_id: _tenant(tenants.change(conn, tenant_id, **members)),
    )


async def tenants_rotate(store: Store, tenant: str) -> Any:
    """A new path secret for its terminals."""
    return await _write(
        store,
        tenant,
        "tenant.path_rotated",
        lambda conn, tenant_id: _tenant(tenants.rotate_path_secret(conn, tenant_id)),
    )


def _tenant(row: Mapping[str, Any] | sa.RowMapping) -> dict[str, Any]:
    return {
        "id": row["public_id"],
        "name": row["name"],
        "timezone": row["timezone"],
        "retention_days": row["retention_days"],
        "device_path": f"/t/{row['path_secret']}/iclock/",
    }


# -- keys
# ------------------------------------------------------------------------------------------------------------


async def keys_list(store: Store, tenant: str) -> Any:
    def unit(conn: sa.Connection) -> list[dict[str, Any]]:
        return [_key(row) for row in key_rows.page(conn, _tenant_id(conn, tenant), None, LONGEST_LIST)]

    return await _explained(store.read(unit))


async def keys_create(
    store: Store,
    tenant: str,
    role: str,
    name: str,
    scopes: Sequence[str] | None = None,
    person: str | None = None,
) -> Any:
    def unit(conn: sa.Connection, tenant_id: int) -> dict[str, Any]:
        row, text = keys.create(
            conn, store.ids, tenant_id, name=name, role=role, now=now_us(), scopes=scopes, person=person
        )
        return {**_key(row), "person": person, "key": text}

    return await _write(store, tenant, "key.created", unit)


async def keys_rotate(store: Store, tenant: str, key: str, overlap_hours: float = 24.0) -> Any:
    def unit(conn: sa.Connection, tenant_id: int) -> dict[str, Any]:
        overlap_us = round(overlap_hours * 3600 * 1_000_000)
        row, text = keys.rotate(conn, tenant_id, _key_id(key), now=now_us(), overlap_us=overlap_us)
        return {**_key(row), "key": text}

    return await _write(store, tenant, "key.rotated", unit)


async def keys_revoke(store: Store, tenant: str, key: str) -> Any:
    return await _write(
        store,
        tenant,
        "key.revoked",
        lambda conn, tenant_id: _key(keys.revoke(conn, tenant_id, _key_id(key), now=now_us())),
    )


def _key_id(key: str) -> int:
    found = row_id("key", key)
    if found is None:
        raise NoSuchKey(key)
    return found


def _key(row: Mapping[str, Any] | sa.RowMapping) -> dict[str, Any]:
    return {
        "id": public_id("key", row["id"]),
        "name": row["name"],
        "role": row["role"],
        "shown": f"{row['prefix']}…{row['last4']}",
        "scopes": row["scopes"],
        "revoked": row["revoked_at"] is not None,
    }


# -- devices
# ---------------------------------------------------------------------------------------------------------


async def devices_list(store: Store, tenant: str) -> Any:
    def unit(conn: sa.Connection) -> list[dict[str, Any]]:
        tenant_id = _tenant_id(conn, tenant)
        statement = device_rows.whole().where(
            device_table.c.tenant_id == tenant_id, device_table.c.state != "retired"
        )
        known = [_device(row) for row in conn.execute(statement.order_by(device_table.c.name)).mappings()]
        waiting = [
            {
                "id": row["serial"],
                "serial_number": row["serial"],
                "name": row["model"] or "",
                "status": "pending",
            }
            for row in device_rows.pending_of(conn, tenant_id)
        ]
        return known + waiting

    return await _explained(store.read(unit))


async def devices_create(
    store: Store, tenant: str, serial: str, name: str | None = None, site: str | None = None
) -> Any:
    def unit(conn: sa.Connection, tenant_id: int) -> dict[str, Any]:
        site_id = _site_id(conn, tenant_id, site)
        row = admission.register(
            conn, store.ids, tenant_id, serial=serial, now=now_us(), name=name, site_id=site_id
        )
        return _device(row)

    return await _write(store, tenant, "device.registered", unit)


async def devices_approve(store: Store, tenant: str, serial: str, site: str | None = None) -> Any:
    def unit(conn: sa.Connection, tenant_id: int) -> dict[str, Any]:
        site_id = _site_id(conn, tenant_id, site)
        # Who may use the command line runs the installation, so what waits for nobody in particular waits for
        # them.
        row = admission.approve(
            conn,
            store.ids,
            tenant_id,
            serial=serial,
            now=now_us(),
            site_id=site_id,
            also_waiting_in=(PLATFORM,),
        )
        return _device(row)

    return await _write(store, tenant, "device.approved", unit)


async def devices_suspend(store: Store, tenant: str, device: str) -> Any:
    return await _change_device(store, tenant, device, "device.suspended", admission.suspend)


async def devices_resume(store: Store, tenant: str, device: str) -> Any:
    return await _change_device(store, tenant, device, "device.resumed", admission.resume)


async def devices_retire(store: Store, tenant: str, device: str) -> Any:
    def retire(conn: sa.Connection, tenant_id: int, device_id: int) -> sa.RowMapping:
        return retiring.retire(conn, store.ids, tenant_id, device_id, now=now_us())

    return await _change_device(store, tenant, device, "device.retired", retire)


async def devices_import(store: Store, tenant: str, rows: Sequence[Mapping[str, str]]) -> Any:
    """Register many: `serial_number`, and `name` and `site` where given. Those already there are left as they
    are.
    """

    def unit(conn: sa.Connection, tenant_id: int) -> dict[str, Any]:
        added, known = 0, 0
        for number, row in enumerate(rows, 1):
            serial = row.get("serial_number", "").strip()
            try:
                admission.register(
                    conn,
                    store.ids,
                    tenant_id,
                    serial=serial,
                    now=now_us(),
                    name=row.get("name") or None,
                    site_id=_site_id(conn, tenant_id, row.get("site") or None),
                )
            except admission.AlreadyRegistered:
                known += 1
            except (admission.AdmissionError, AdministrationError) as error:
                raise AdministrationError(f"Row {number}: {error} Nothing was imported.") from error
            else:
                added += 1
        return {"added": added, "known": known}

    return await _write(store, tenant, "devices.imported", unit)


async def _change_device(
    store: Store,
    tenant: str,
    device: str,
    action: str,
    change: Callable[[sa.Connection, int, int], sa.RowMapping],
) -> Any:
    def unit(conn: sa.Connection, tenant_id: int) -> dict[str, Any]:
        found = device_rows.find(conn, tenant_id, device)
        if found is None:
            raise admission.NoSuchDevice(device)
        return _device(change(conn, tenant_id, found["id"]))

    return await _write(store, tenant, action, unit)


def _site_id(conn: sa.Connection, tenant_id: int, name: str | None) -> int | None:
    if name is None:
        return None
    matching = site_rows.matching(conn, tenant_id, name)
    if len(matching) != 1:
        reason = "is not there" if not matching else "is the name of several; give its id"
        raise AdministrationError(f"Site '{name}' {reason}.")
    return int(matching[0]["id"])


def _device(row: sa.RowMapping) -> dict[str, Any]:
    return {
        "id": row["public_id"],
        "serial_number": row["serial"],
        "name": row["name"],
        "site": row["site_name"],
        "status": admission.status_of(row),
    }


# -- presence
# --------------------------------------------------------------------------------------------------------


async def presence_export(store: Store, tenant: str, start: int, after: int | None = None) -> Any:
    """What a trace is made of, a portion at a time (`edge.presence_trace`)."""
    return await _explained(
        store.read(lambda conn: presence_trace.portion(conn, _tenant_id(conn, tenant), start, after))
    )


# -- the audit log
# ---------------------------------------------------------------------------------------------------------


async def audit_verify(store: Store, tenant: str | None = None) -> Any:
    """Look audit logs through, all of them where no tenant is named. Raises AdministrationError where one was
    changed."""

    def named(conn: sa.Connection) -> list[tuple[int, str]]:
        if tenant is not None:
            return [(_tenant_id(conn, tenant), tenant)]
        others = [(int(row["id"]), str(row["name"])) for row in tenant_rows.page(conn, 0, LONGEST_LIST)]
        return [(PLATFORM, PLATFORM_NAME), *others]

    found = []
    for tenant_id, name in await _explained(store.read(named)):
        verdict = await audit.verify(store, tenant_id)
        if verdict.broken_at is not None:
            raise AdministrationError(
                f"The audit log of {name} was changed: {verdict.reason}. The {verdict.entries} entries "
                "before it hold. Compare it with a backup or an export; what follows it proves nothing."
            )
        shown = {"entries": verdict.entries, "first": verdict.first, "last": verdict.last}
        found.append({"tenant": name, **shown})
    return found


# -- the database
# ----------------------------------------------------------------------------------------------------


# -- the database
# ----------------------------------------------------------------------------------------------------


async def db_check(store: Store) -> Any:
    """Look the database through. Raises AdministrationError where it is damaged."""

    def look(conn: sa.Connection) -> dict[str, Any]:
        problems = []
        if conn.dialect.name == "sqlite":
            found = [row[0] for row in conn.exec_driver_sql("PRAGMA integrity_check(20)")]
            problems += [] if found == ["ok"] else found
        for tenant_id in (PLATFORM, *(row["id"] for row in tenant_rows.page(conn, 0, LONGEST_LIST))):
            broken = audit.broken_at(conn, tenant_id)
            if broken is not None:
                problems.append(f"the audit log of tenant {tenant_id} was changed at entry {broken}")
        if problems:
            raise AdministrationError(
                f"The database is damaged: {'; '.join(problems)}. Stop the server and restore a backup."
            )
        revision = conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return {"revision": revision, "result": "ok"}

    return await store.read(look)


async def db_backup(store: Store, file: str) -> Any:
    """A compact, consistent copy while the server goes on. Raises AdministrationError."""
    target = Path(file)
    if store.dialect != "sqlite":
        raise AdministrationError(
            "A PostgreSQL database is backed up with its own tools: 'punchdeck-edge db dump FILE', or your "
            "provider's backups."
        )

    def copy(conn: sa.Connection) -> int:
        if target.exists():
            raise AdministrationError(
                f"{target} exists already; backups never overwrite. Choose another name."
            )
        if not target.parent.is_dir():
            raise AdministrationError(f"The folder {target.parent} does not exist.")
        raw = conn.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        source = next(row[2] for row in raw.execute("PRAGMA database_list") if row[1] == "main")
        if shutil.disk_usage(target.parent).free < Path(source).stat().st_size:
            raise AdministrationError(f"There is too little room beside {target} for a copy.")
        # A connection of its own: a copy is not made inside a transaction.
        with closing(sqlite3.connect(f"{Path(source).absolute().as_uri()}?mode=ro", uri=True)) as own:
            own.execute("VACUUM INTO ?", (str(target),))
        with closing(sqlite3.connect(target)) as copied:
            found = copied.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise AdministrationError(f"The copy {target} is damaged: {found}.")
        target.chmod(0o600)
        return target.stat().st_size

    size = await store.read(copy)
    return {"file": str(target), "bytes": size}


# -- alerts
# ---------------------------------------------------------------------------------------------------------


async def alerts_dry_run(store: Store, tenant: str, rules: Any, days: float) -> Any:
    """What the present rules told, and would have told with these in their place. `rules`: objects as
    GET /v1/rules answers them; one without an id stands for the built-in one of its kind."""
    try:
        asked = ruleset.given(rules)
    except RuleMisuse as error:
        raise AdministrationError(f"The rules cannot be used: {error}") from error
    if not asked:
        raise AdministrationError("The list names no rule, so there is nothing to try.")
    until_us = now_us()
    since_us = until_us - round(days * 86_400_000_000)

    def unit(conn: sa.Connection) -> tuple[dry_run.Past, list[ruleset.Rule]]:
        tenant_id = _tenant_id(conn, tenant)
        present = [ruleset.rule_of(row) for row in ruleset.rows(conn, tenant_id)]
        return dry_run.past(conn, tenant_id, since_us, until_us), present

    seen, present = await _explained(store.read(unit))

    def replayed() -> dict[str, Any]:
        return {
            "from": rfc3339(seen.since_us),
            "to": rfc3339(seen.until_us),
            "terminals": len(seen.known),
            "facts": seen.facts,
            "present": _told(seen.under(present)),
            "would": _told(seen.under(dry_run.instead(present, asked))),
        }

    return await asyncio.to_thread(replayed)


def _told(outcome: dry_run.Outcome) -> dict[str, Any]:
    return {
        "per_day": round(outcome.per_day, 2),
        "by_kind": outcome.by_kind,
        "by_day": outcome.by_day,
        "notices": [one.members() for one in outcome.notices[-LONGEST_LIST:]],
    }


ACTIONS: Final[Mapping[str, Callable[..., Awaitable[Any]]]] = {
    "tenants.list": tenants_list,
    "tenants.create": tenants_create,
    "tenants.change": tenants_change,
    "tenants.rotate": tenants_rotate,
    "keys.list": keys_list,
    "keys.create": keys_create,
    "keys.rotate": keys_rotate,
    "keys.revoke": keys_revoke,
    "devices.list": devices_list,
    "devices.create": devices_create,
    "devices.approve": devices_approve,
    "devices.suspend": devices_suspend,
    "devices.resume": devices_resume,
    "devices.retire": devices_retire,
    "devices.import": devices_import,
    "alerts.dry_run": alerts_dry_run,
    "presence.export": presence_export,
    "audit.verify": audit_verify,
    "db.check": db_check,
    "db.backup": db_backup,
}


def with_vault(vault: Vault) -> Mapping[str, Callable[..., Awaitable[Any]]]:
    """All actions: also those that need the installation's master key."""
    return {
        **ACTIONS,
        "secrets.rotate": partial(rotate_secrets, vault, COMMAND_LINE),
        "db.back_up": partial(backup_actions.back_up, vault),
        "db.drill": partial(backup_actions.drill, vault),
    }

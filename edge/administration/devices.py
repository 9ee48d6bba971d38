"""Terminals, as the command line lets them in and sends them away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from edge import admission, retiring
from edge.administration.units import AdministrationError, explained, tenant_id_of, write
from edge.store import Store
from edge.store import devices as device_rows
from edge.store import sites as site_rows
from edge.store.ids import now_us
from edge.store.schema import PLATFORM
from edge.store.schema import device as device_table


async def devices_list(store: Store, tenant: str) -> Any:
    def unit(conn: sa.Connection) -> list[dict[str, Any]]:
        tenant_id = tenant_id_of(conn, tenant)
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

    return await explained(store.read(unit))


async def devices_create(
    store: Store, tenant: str, serial: str, name: str | None = None, site: str | None = None
) -> Any:
    def unit(conn: sa.Connection, tenant_id: int) -> dict[str, Any]:
        site_id = _site_id(conn, tenant_id, site)
        row = admission.register(
            conn, store.ids, tenant_id, serial=serial, now=now_us(), name=name, site_id=site_id
        )
        return _device(row)

    return await write(store, tenant, "device.registered", unit)


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

    return await write(store, tenant, "device.approved", unit)


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

    return await write(store, tenant, "devices.imported", unit)


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

    return await write(store, tenant, action, unit)


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

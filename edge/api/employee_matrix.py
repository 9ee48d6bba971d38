"""Employees by terminals: a page of people, and how each stands on each terminal."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from common.instants import rfc3339_or_none
from common.schemas import employee_matrix as schema
from edge import standings, telling
from edge.api import finding
from edge.api.employees import counts, places_of_devices, places_of_sites
from edge.api.registry import operation
from edge.api.work import Result, View
from edge.standings import Cell
from edge.store import attendance, devices, selections
from edge.store import employees as rows
from edge.store.employees import Place
from edge.store.selections import DeviceName


@operation(
    "GET",
    "/v1/employees/matrix",
    scope="employees:read",
    query=schema.MatrixQuery,
    answers=schema.EmployeeMatrix,
    errors=("site_not_found", "device_not_found", "cursor_invalid"),
)
def get_employee_matrix(view: View, query: schema.MatrixQuery) -> Result:
    """Get how employees stand on terminals: who is where he should be, who is missing, who is still to go."""
    limit = query.limit or schema.MOST_EMPLOYEES
    columns, there = _columns(view, query)
    shown = sorted(columns)[: schema.MOST_DEVICES]
    found = rows.page(
        view.conn,
        view.tenant_id,
        after=view.id_anchor(query.cursor) or 0,
        limit=limit + 1,
        q=query.q,
        there=there,
        or_on=columns,
        within=view.site_ids,
        sync=query.sync,
        without=query.without or (),
        names=query.employee,
    )
    people = found[:limit]
    cells = standings.cells(view.conn, view.tenant_id, {row["id"]: row["pin"] for row in people}, view.now_us)
    concerned = {cell.device_id for each in cells.values() for cell in each}
    names = selections.device_names(view.conn, view.tenant_id, concerned.union(shown), view.site_ids)
    stand = {site_id for one in shown if (site_id := names[one].site_id) is not None}
    sites = attendance.site_names(view.conn, view.tenant_id, stand)
    result = view.page(
        found, limit, lambda row: [row["id"]], lambda row: _row(row, cells[row["pin"]], names, set(shown))
    )
    listed = [_device(names[one], sites) for one in shown]
    more = len(columns) > len(shown)
    return Result({**result.body, "columns": listed, "more_columns": more})


def _columns(view: View, query: schema.MatrixQuery) -> tuple[set[int], list[set[Place]]]:
    """The terminals asked for, and where those must be wanted who are not on one of them."""
    there = []
    columns: set[int] | None = None
    if query.site is not None:
        sites = finding.sites_named(view, query.site)
        there.append(places_of_sites(view, sites))
        found = devices.at_sites(view.conn, view.tenant_id, sites)
        columns = {row["id"] for standing in found.values() for row in standing}
    if query.device is not None:
        named = [finding.device(view, name) for name in query.device]
        there.append(places_of_devices(named))
        ids = {row["id"] for row in named}
        columns = ids if columns is None else columns & ids
    if columns is None:
        seen = devices.page(
            view.conn, view.tenant_id, after=0, limit=schema.MOST_DEVICES + 1, site_ids=view.site_ids
        )
        columns = {row["id"] for row in seen}
    return columns, there


def _row(
    row: sa.RowMapping, cells: Sequence[Cell], names: Mapping[int, DeviceName], shown: Collection[int]
) -> dict[str, Any]:
    return {
        "id": row["public_id"],
        "object": "employee_standing",
        "employee": telling.employee_members(row),
        "sync": counts([cell.status for cell in cells if cell.device_id in names]),
        "cells": [_cell(cell, names[cell.device_id]) for cell in cells if cell.device_id in shown],
    }


def _cell(cell: Cell, device: DeviceName) -> dict[str, Any]:
    return {
        "device_id": device.public_id,
        "wanted": cell.wanted,
        "held": cell.held,
        "status": cell.status,
        "error": cell.error,
        "since": rfc3339_or_none(cell.since),
    }


def _device(device: DeviceName, sites: Mapping[int, tuple[str, str]]) -> dict[str, Any]:
    return {
        "id": device.public_id,
        "serial_number": device.serial,
        "name": device.name,
        "site": telling.UNASSIGNED if device.site is None else device.site,
        "site_id": None if device.site_id is None else sites[device.site_id][0],
    }

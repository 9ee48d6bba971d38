"""Work codes: list, add, rename, take away."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from common.instants import rfc3339
from common.schemas import work_codes as schema
from common.schemas.fields import Deleted
from edge import audit, work_codes
from edge.api.errors import ApiError, no_such
from edge.api.registry import operation
from edge.api.work import Result, View, Work
from edge.store import work_codes as rows
from edge.store.work_codes import Standing


@operation(
    "GET",
    "/v1/work_codes",
    scope="employees:read",
    query=schema.WorkCodeQuery,
    answers=schema.WorkCodePage,
    errors=("cursor_invalid",),
)
def list_work_codes(view: View, query: schema.WorkCodeQuery) -> Result:
    """List work codes with how they stand on terminals, in the order of the codes."""
    limit = query.limit or 100
    anchor = view.anchor(query.cursor)
    after = "" if anchor is None else str(anchor[0])
    found = rows.page(view.conn, view.tenant_id, after=after, limit=limit + 1)
    stands = rows.standing(view.conn, view.tenant_id, [row["code"] for row in found[:limit]])
    return view.page(found, limit, lambda row: [row["code"]], lambda row: _object(row, stands))


@operation(
    "GET",
    "/v1/work_codes/{work_code}",
    scope="employees:read",
    answers=schema.WorkCode,
    errors=("work_code_not_found",),
    conditional=True,
)
def get_work_code(view: View) -> Result:
    """Get a work code."""
    return _shown(view, _found(view))


@operation(
    "POST",
    "/v1/work_codes",
    scope="employees:write",
    body=schema.WorkCodeCreate,
    answers=schema.WorkCode,
    status=201,
    errors=("already_exists",),
)
def create_work_code(work: Work, body: schema.WorkCodeCreate) -> Result:
    """Add a work code.

    Every terminal of the account that has room for work codes gets it, now or once it is there.
    """
    _check_key(work)
    row = work_codes.create(work.conn, work.tenant_id, code=body.code, name=body.name, now=work.now_us)
    work.audit("work_code.create", body.code, audit.changes({}, _audited(row)))
    return _shown(work, row, created=True)


@operation(
    "PATCH",
    "/v1/work_codes/{work_code}",
    scope="employees:write",
    body=schema.WorkCodeChange,
    answers=schema.WorkCode,
    errors=("work_code_not_found",),
    conditional=True,
)
def change_work_code(work: Work, body: schema.WorkCodeChange) -> Result:
    """Rename a work code, here and on the terminals."""
    before = _found(work)
    _check_key(work)
    work.require_match(before["version"])
    if "name" not in body.model_fields_set or body.name == before["name"]:
        return _shown(work, before)
    after = work_codes.rename(work.conn, work.tenant_id, before["code"], body.name, now=work.now_us)
    work.audit("work_code.change", before["code"], audit.changes(_audited(before), _audited(after)))
    return _shown(work, after)


@operation(
    "DELETE",
    "/v1/work_codes/{work_code}",
    scope="employees:write",
    answers=Deleted,
    errors=("work_code_not_found",),
    conditional=True,
)
def delete_work_code(work: Work) -> Result:
    """Delete a work code, here and on the terminals. Punches keep the code that was typed."""
    row = _found(work)
    _check_key(work)
    work.require_match(row["version"])
    work_codes.remove(work.conn, work.tenant_id, row["code"], now=work.now_us)
    work.audit("work_code.delete", row["code"], audit.changes(_audited(row), {}))
    return Result({"id": row["code"], "object": "work_code", "deleted": True})


def _check_key(work: Work) -> None:
    if work.site_ids is not None:
        raise ApiError(
            "permission_denied", "This key is limited to its sites; work codes are the same on all of them."
        )


def _found(view: View) -> sa.RowMapping:
    """The work code that the path names. Raises ApiError (404)."""
    name = view.path["work_code"]
    row = rows.by_code(view.conn, view.tenant_id, name) if name.isascii() and name.isalnum() else None
    if row is None:
        raise no_such("work_code", name)
    return row


def _shown(view: View, row: sa.RowMapping, created: bool = False) -> Result:
    return Result(
        _object(row, rows.standing(view.conn, view.tenant_id, [row["code"]])),
        location=f"/v1/work_codes/{row['code']}" if created else None,
        version=row["version"],
    )


def _object(row: sa.RowMapping, stands: dict[str, Standing]) -> dict[str, Any]:
    return {
        "id": row["code"],
        "object": "work_code",
        "code": row["code"],
        "name": row["name"],
        "sync": stands.get(row["code"], Standing())._asdict(),
        "created_at": rfc3339(row["created_at"]),
        "version": row["version"],
    }


def _audited(row: sa.RowMapping) -> dict[str, Any]:
    return {"code": row["code"], "name": row["name"]}

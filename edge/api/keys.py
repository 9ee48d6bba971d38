"""API keys: list, make, rotate, revoke."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from common.schemas import keys as schema
from common.schemas.fields import Deleted
from edge import keys
from edge.api import finding
from edge.api.errors import no_such
from edge.api.objects import key_object
from edge.api.registry import operation
from edge.api.work import Result, View, Work
from edge.store import keys as rows
from edge.store import persons, sites
from edge.store.ids import public_id, row_id

HOUR_US: Final = 3600 * 1_000_000


@operation(
    "GET",
    "/v1/keys",
    scope="keys:read",
    query=schema.KeyQuery,
    answers=schema.KeyPage,
    account="either",
    errors=("cursor_invalid",),
)
def list_keys(view: View, query: schema.KeyQuery) -> Result:
    """List keys, newest first, revoked ones too."""
    limit = query.limit or 100
    found = rows.page(view.conn, view.tenant_id, view.id_anchor(query.cursor), limit + 1)
    return view.page(found, limit, lambda row: [row["id"]], lambda row: _shown(view, row))


@operation(
    "GET",
    "/v1/keys/{key}",
    scope="keys:read",
    answers=schema.Key,
    account="either",
    errors=("key_not_found",),
)
def get_key(view: View) -> Result:
    """Get a key; never the secret itself."""
    return Result(_shown(view, _found(view)))


@operation(
    "POST",
    "/v1/keys",
    scope="keys:write",
    body=schema.KeyCreate,
    answers=schema.KeyCreated,
    status=201,
    account="either",
    errors=("site_not_found", "person_not_found", "permission_denied", "timezone_required"),
)
def create_key(work: Work, body: schema.KeyCreate) -> Result:
    """Make a key.

    The key itself is in this answer and in no other; a repeated idempotency key is answered without it.
    """
    site_ids = None
    if body.site_ids is not None:
        site_ids = {finding.site(work, name)["id"] for name in body.site_ids}
    row, text = keys.create(
        work.conn,
        work.ids,
        work.tenant_id,
        name=body.name,
        role=body.role,
        now=work.now_us,
        scopes=body.scopes,
        site_ids=site_ids,
        expires_at=body.expires_at,
        mode=body.mode,
        ip_allow=body.ip_allow,
        person=body.person,
        by=work.actor,
    )
    shown = _shown(work, row)
    work.audit(
        "key.create",
        str(shown["id"]),
        {
            name: [None, shown[name]]
            for name in ("name", "role", "scopes", "site_ids", "ip_allow", "expires_at", "person")
            if shown[name] is not None
        },
    )
    return _with_secret(work, row, text)


@operation(
    "PATCH",
    "/v1/keys/{key}",
    scope="keys:write",
    body=schema.KeyChange,
    answers=schema.Key,
    account="either",
    errors=("key_not_found", "person_not_found"),
)
def change_key(work: Work, body: schema.KeyChange) -> Result:
    """Say whose key it is. What it may do stays as it was made."""
    before = _shown(work, _found(work))
    row = keys.change_person(work.conn, work.tenant_id, _found(work)["id"], body.person)
    shown = _shown(work, row)
    work.audit("key.change", str(shown["id"]), {"person": [before["person"], shown["person"]]})
    work.after_commit(work.services.keyring.forget)
    return Result(shown)


@operation(
    "POST",
    "/v1/keys/{key}/rotate",
    scope="keys:write",
    body=schema.KeyRotation,
    answers=schema.KeyCreated,
    account="either",
    errors=("key_not_found", "permission_denied"),
)
def rotate_key(work: Work, body: schema.KeyRotation) -> Result:
    """Give a key a new secret. The old one works for `overlap_hours` more."""
    row, text = keys.rotate(
        work.conn,
        work.tenant_id,
        _found(work)["id"],
        now=work.now_us,
        overlap_us=round(body.overlap_hours * HOUR_US),
        by=work.actor,
    )
    work.audit("key.rotate", public_id("key", row["id"]), {"overlap_hours": [None, body.overlap_hours]})
    work.after_commit(work.services.keyring.forget)
    return _with_secret(work, row, text)


@operation(
    "DELETE",
    "/v1/keys/{key}",
    scope="keys:write",
    answers=Deleted,
    account="either",
    errors=("key_not_found",),
)
def revoke_key(work: Work) -> Result:
    """Revoke a key. It ends at once here, within 2 seconds everywhere, and stays listed."""
    row = _found(work)
    if row["revoked_at"] is not None:
        raise no_such("key", work.path["key"])
    keys.revoke(work.conn, work.tenant_id, row["id"], now=work.now_us)
    name = public_id("key", row["id"])
    work.audit("key.revoke", name)
    work.after_commit(work.services.keyring.forget)
    return Result({"id": name, "object": "key", "deleted": True})


def _found(view: View) -> sa.RowMapping:
    name = view.path["key"]
    internal_id = row_id("key", name)
    row = None if internal_id is None else rows.by_id(view.conn, view.tenant_id, internal_id)
    if row is None:
        raise no_such("key", name)
    return row


def _shown(view: View, row: sa.RowMapping) -> dict[str, object]:
    names = sites.public_ids(view.conn, view.tenant_id, row["site_ids"] or ())
    own = row["person_id"]
    person = None if own is None else persons.public_ids(view.conn, view.tenant_id, [own]).get(own)
    return key_object(row, names, person, view.now_us)


def _with_secret(work: Work, row: sa.RowMapping, text: str) -> Result:
    shown = _shown(work, row)
    return Result({**shown, "key": text}, location=f"/v1/keys/{shown['id']}", keep=False)

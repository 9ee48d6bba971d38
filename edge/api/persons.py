"""People who can be told of alerts: list, make, change, take away."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from common.instants import rfc3339
from common.schemas import persons as schema
from common.schemas.fields import Deleted
from edge import audit
from edge.alerts import person_drafts as drafts
from edge.api.errors import ApiError, no_such
from edge.api.finding import is_word
from edge.api.registry import operation
from edge.api.work import Result, View, Work
from edge.store import persons as rows

_AUDITED: Final = ("name", "email", "phone", "timezone", "language", "quiet", "channels")


@operation(
    "GET",
    "/v1/people",
    scope="alerts:read",
    query=schema.PersonQuery,
    answers=schema.PersonPage,
    errors=("cursor_invalid",),
)
def list_people(view: View, query: schema.PersonQuery) -> Result:
    """List people who can be told of alerts, in the order they were made."""
    limit = query.limit or 100
    after = view.id_anchor(query.cursor) or 0
    found = (
        []
        if view.site_ids is not None
        else rows.page(view.conn, view.tenant_id, after=after, limit=limit + 1)
    )
    return view.page(list(found), limit, lambda row: [row["id"]], _shown)


@operation(
    "GET",
    "/v1/people/{person}",
    scope="alerts:read",
    answers=schema.Person,
    errors=("person_not_found",),
    conditional=True,
)
def get_person(view: View) -> Result:
    """Get a person: by which channels they are told, and when not."""
    row = _found(view)
    return Result(_shown(row), version=row["version"])


@operation(
    "POST",
    "/v1/people",
    scope="alerts:admin",
    body=schema.PersonCreate,
    answers=schema.Person,
    status=201,
    errors=("channel_not_found", "conflict", "permission_denied"),
)
def create_person(work: Work, body: schema.PersonCreate) -> Result:
    """Add a person.

    Channels that are listed must exist. Whom a policy names is told by the first of them that works.
    """
    if work.site_ids is not None:
        raise ApiError(
            "permission_denied",
            "This key sees some sites only, and people are told of all. Use a key that is not limited to "
            "sites.",
        )
    row = drafts.create(
        work.conn, work.ids, work.tenant_id, _values(body.model_dump(by_alias=True)), work.now_us
    )
    work.audit("person.create", row["public_id"], audit.changes({}, _audited(row)))
    return Result(_shown(row), location=f"/v1/people/{row['public_id']}", version=row["version"])


@operation(
    "PATCH",
    "/v1/people/{person}",
    scope="alerts:admin",
    body=schema.PersonChange,
    answers=schema.Person,
    errors=("person_not_found", "channel_not_found"),
    conditional=True,
)
def change_person(work: Work, body: schema.PersonChange) -> Result:
    """Change a person (JSON merge patch). `channels` replaces all of them."""
    row = _found(work, hold=True)
    work.require_match(row["version"])
    after = drafts.change(work.conn, row, _values(body.model_dump(by_alias=True, exclude_unset=True)))
    work.audit("person.change", row["public_id"], audit.changes(_audited(row), _audited(after)))
    return Result(_shown(after), version=after["version"])


@operation(
    "DELETE",
    "/v1/people/{person}",
    scope="alerts:admin",
    answers=Deleted,
    errors=("person_not_found", "conflict"),
    conditional=True,
)
def delete_person(work: Work) -> Result:
    """Delete a person whom no policy names. Their keys go on as nobody's."""
    row = _found(work, hold=True)
    work.require_match(row["version"])
    drafts.remove(work.conn, row)
    work.audit("person.delete", row["public_id"], audit.changes(_audited(row), {}))
    work.after_commit(work.services.keyring.forget)
    return Result({"id": row["public_id"], "object": "person", "deleted": True})


def person_named(conn: sa.Connection, tenant_id: int, name: str) -> sa.RowMapping:
    """The person that a body names. Raises ApiError (404)."""
    row = rows.find(conn, tenant_id, name) if is_word(name) else None
    if row is None:
        raise no_such("person", name)
    return row


def _found(view: View, *, hold: bool = False) -> sa.RowMapping:
    """The person of the path; none for keys that are limited to sites. Raises ApiError."""
    name = view.path["person"]
    unseen = view.site_ids is not None or not is_word(name)
    row = None if unseen else rows.find(view.conn, view.tenant_id, name, hold=hold)
    if row is None:
        raise no_such("person", name)
    return row


def _values(given: dict[str, Any]) -> dict[str, Any]:
    """Members of a body as columns."""
    return {"quiet" if name == "quiet_hours" else name: value for name, value in given.items()}


def _audited(row: sa.RowMapping) -> dict[str, Any]:
    return {name: row[name] for name in _AUDITED}


def _shown(row: sa.RowMapping) -> dict[str, Any]:
    return {
        "id": row["public_id"],
        "object": "person",
        "name": row["name"],
        "email": row["email"],
        "phone": row["phone"],
        "timezone": row["timezone"],
        "language": row["language"],
        "quiet_hours": row["quiet"],
        "channels": row["channels"],
        "created_at": rfc3339(row["created_at"]),
        "version": row["version"],
    }

"""Who a key is: the first call of every client, which proves address and key."""

from __future__ import annotations

from common import __version__
from common.compatibility import MIN_CONSOLE
from common.schemas.me import Me
from edge.api.registry import operation
from edge.api.work import Result, View
from edge.store import persons, sites, tenants


@operation("GET", "/v1/me", answers=Me, account="either")
def get_me(view: View) -> Result:
    """Get the key of this call, and what it may do."""
    actor = view.actor
    tenant = tenants.by_id(view.conn, view.tenant_id)
    names = sites.public_ids(view.conn, view.tenant_id, actor.site_ids or ())
    own = actor.person_id
    person = None if own is None else persons.by_id(view.conn, actor.tenant_id, own)
    return Result(
        {
            "id": actor.public_id,
            "object": "me",
            "name": actor.name,
            "role": actor.role,
            "scopes": sorted(actor.scopes),
            "site_ids": None if actor.site_ids is None else sorted(names.values()),
            "mode": actor.mode,
            "platform": actor.platform,
            "person": None if person is None else {"id": person["public_id"], "name": person["name"]},
            "tenant": None
            if tenant is None
            else {
                "id": tenant["public_id"],
                "name": tenant["name"],
                "timezone": tenant["timezone"],
                "retention_days": tenant["retention_days"],
            },
            "server_version": __version__,
            "min_console": MIN_CONSOLE,
        }
    )

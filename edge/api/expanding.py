"""Objects put in beside the ids that name them: `expand[]=` of lists, as far as the key may see them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from edge.api import finding
from edge.api.errors import ApiError
from edge.api.work import View
from edge.store import devices

Shown = Mapping[str, Any]


class Beside(NamedTuple):
    """What can be put into the objects of a list: which scope shows it, by what an object names it, and
    those of some names that are there and the key's to see, as objects."""

    scope: str
    named: Callable[[Shown], str]
    find: Callable[[View, Collection[str]], Mapping[str, Shown]]


def expand(
    view: View,
    names: Sequence[str] | None,
    data: Sequence[dict[str, Any]],
    known: Mapping[str, Beside],
) -> None:
    """Put what is asked for into the objects of a list; null where it is gone or not the key's to see.

    Raises ApiError (scope_missing).
    """
    for name in dict.fromkeys(names or ()):
        scope, named, find = known[name]
        if scope not in view.actor.scopes:
            raise ApiError(
                "scope_missing",
                f"expand[]={name} shows what needs the scope {scope}, which this key lacks.",
                required_scope=scope,
            )
        found = find(view, {named(one) for one in data})
        for one in data:
            one[name] = found.get(named(one))


def _devices(view: View, names: Collection[str]) -> Mapping[str, Shown]:
    fleet = finding.Fleet(view)
    return {
        row["public_id"]: fleet.shown(row)
        for row in devices.by_public_ids(view.conn, view.tenant_id, names)
        if row["state"] != "retired" and finding.within(view, row["site_id"])
    }


DEVICE = Beside("devices:read", lambda one: str(one["device_id"]), _devices)

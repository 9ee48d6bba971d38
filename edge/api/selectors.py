"""Selectors in requests: held to what there is and to what the key may see, and kept as ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from common.schemas.selectors import Places
from edge.alerts.model import KINDS
from edge.api import finding
from edge.api.errors import ApiError, printable
from edge.api.work import View
from edge.store import devices, sites


def kept(view: finding.Sight, given: Places, param: str = "selector") -> dict[str, Any]:
    """A selector as it is kept. Raises ApiError: 404 for the first site or device that is unknown, 422 for a
    kind of alert that is."""
    selector = given.given()
    if "sites" in selector:
        found = [finding.site(view, name)["public_id"] for name in selector["sites"]]
        selector["sites"] = list(dict.fromkeys(found))
    if "devices" in selector:
        found = [finding.device(view, name)["public_id"] for name in selector["devices"]]
        selector["devices"] = list(dict.fromkeys(found))
    for kind in selector.get("kinds", ()):
        if kind not in KINDS:
            raise ApiError(
                "validation_failed",
                f"There is no kind of alert '{printable(kind)}'. The kinds are {', '.join(KINDS)}.",
                param=f"{param}.kinds",
            )
    return selector


class Confines:
    """What a key that is limited to sites may see and change of what is kept for the whole account."""

    def __init__(self, view: View) -> None:
        self._limited = view.site_ids is not None
        self._sites: frozenset[str] = frozenset()
        self._devices: frozenset[str] = frozenset()
        if view.site_ids is not None:
            named = sites.public_ids(view.conn, view.tenant_id, view.site_ids)
            there = devices.at_sites(view.conn, view.tenant_id, list(named))
            self._sites = frozenset(named.values())
            self._devices = frozenset(row["public_id"] for rows in there.values() for row in rows)

    def show(self, selector: Mapping[str, Any]) -> bool:
        """Whether it names nothing of elsewhere."""
        return not self._limited or (
            self._sites.issuperset(selector.get("sites") or ())
            and self._devices.issuperset(selector.get("devices") or ())
            and all(self._is_here(kind, name) for _, kind, name in selector.get("about", ()))
        )

    def check(self, selector: Mapping[str, Any]) -> None:
        """Raises ApiError (permission_denied) where it reaches beyond the key's sites."""
        if not self._limited:
            return
        if not any(selector.get(name) for name in ("sites", "devices", "about")) or not self.show(selector):
            raise ApiError(
                "permission_denied",
                "This key is limited to its sites, so it must name those it means, or devices there.",
            )

    def _is_here(self, kind: str, name: str) -> bool:
        return (kind == "site" and name in self._sites) or (kind == "device" and name in self._devices)

"""Gives a simulated fleet its place on a server: sites and terminals registered over the API, as an operator
would.
"""

from __future__ import annotations

from common.client import EdgeClient, RequestRefused
from edge.simulator.fleet import FleetPlan, SitePlan

TAKEN = frozenset({"already_exists", "conflict"})


async def stage(plan: FleetPlan, client: EdgeClient) -> None:
    """Register every site and terminal of a plan under its name; what is there already is left as it is.

    Raises common.client.EdgeError.
    """
    for terminal in plan.terminals:
        await _once(
            client,
            "/v1/devices",
            {
                "serial_number": terminal.serial,
                "id": terminal.device_id,
                "name": terminal.name,
            },
        )
    for site in plan.sites:
        devices = [terminal.device_id for terminal in plan.terminals_of(site.id)]
        await _once(client, "/v1/sites", {**_site(site), "devices": devices})


def _site(site: SitePlan) -> dict[str, object]:
    return {
        "id": site.id,
        "name": site.name,
        "slug": site.slug,
        "location": {
            "address": site.address,
            "lat": site.lat,
            "lon": site.lon,
            "timezone": site.timezone,
        },
        "business_critical": site.business_critical,
    }


async def _once(client: EdgeClient, path: str, body: dict[str, object]) -> None:
    try:
        await client.post(path, body)
    except RequestRefused as refused:
        if refused.code not in TAKEN:
            raise

"""Punches read anew after the zone of a site or a terminal was corrected."""

from __future__ import annotations

import sqlalchemy as sa

from common.instants import rfc3339
from common.schemas.jobs import Job
from common.schemas.retiming import Retime
from edge import retiming
from edge.api import finding
from edge.api.jobs import started
from edge.api.registry import operation
from edge.api.work import Result, Work
from edge.devices import zone_of
from edge.retiming import Part, Zone
from edge.store import devices, tenants


@operation(
    "POST",
    "/v1/sites/{site}/retime",
    scope="sites:write",
    body=Retime,
    answers=Job,
    status=202,
    errors=("site_not_found", "conflict", "timezone_required"),
)
def retime_site(work: Work, body: Retime) -> Result:
    """Read the punches of a site anew in the zone that it has now, as a job.

    For those at `from` or later. Local times and ids stay; instant, offset, zone and time_quality follow the
    zone, and each punch that changes is told as attendance.updated. Punches whose terminal itself said at
    which offset they were made stay as they are. A terminal there with a zone of its own is read in that.
    """
    row = finding.site(work, work.path["site"])
    there = devices.by_ids(
        work.conn, work.tenant_id, devices.ever_at_sites(work.conn, work.tenant_id, {row["id"]})
    )
    elsewhere = _zone_of_site(work, row)
    parts = [
        Part(
            one["id"],
            one["public_id"],
            Zone(*zone_of(one)) if one["site_id"] == row["id"] else elsewhere,
            {row["id"]},
        )
        for one in there
    ]
    return _begun(work, body, parts, "site", row)


@operation(
    "POST",
    "/v1/devices/{device}/retime",
    scope="devices:write",
    body=Retime,
    answers=Job,
    status=202,
    errors=("device_not_found", "timezone_required"),
)
def retime_device(work: Work, body: Retime) -> Result:
    """Read the punches of a terminal anew in the zone that it has now, as a job.

    All of its punches where it has a zone of its own; where it has that of its site, those made there. Else
    as for a site.
    """
    row = finding.device(work, work.path["device"])
    site_ids = work.site_ids
    if row["timezone"] is None and row["site_id"] is not None:
        site_ids = frozenset({row["site_id"]})
    part = Part(row["id"], row["public_id"], Zone(*zone_of(row)), site_ids)
    return _begun(work, body, [part], "device", row)


def _zone_of_site(work: Work, row: sa.RowMapping) -> Zone:
    tenant = tenants.by_id(work.conn, work.tenant_id)
    zone = row["timezone"] or (None if tenant is None else tenant["timezone"])
    return Zone(zone or "UTC", zone is None)


def _begun(work: Work, body: Retime, parts: list[Part], kind: str, row: sa.RowMapping) -> Result:
    shown = {f"{kind}_id": row["public_id"], "from": rfc3339(body.from_)}
    job = retiming.create(
        work.conn,
        work.ids,
        work.tenant_id,
        parts,
        body.from_,
        actor=work.actor.public_id,
        shown=shown,
    )
    result = started(work, job)
    said = {"from": [None, shown["from"]], "job_id": [None, result.body["id"]]}
    work.audit(f"{kind}.retime", row["public_id"], said)
    return result

"""A device gets another box."""

from __future__ import annotations

from common.schemas import jobs as schema
from edge import replacing
from edge.api import finding
from edge.api.jobs import started
from edge.api.registry import operation
from edge.api.work import Result, Work


@operation(
    "POST",
    "/v1/devices/{device}/replace",
    scope="devices:write",
    body=schema.Replacement,
    answers=schema.Job,
    status=202,
    errors=("device_not_found", "already_exists"),
    conditional=True,
)
def replace_device(work: Work, body: schema.Replacement) -> Result:
    """Put another terminal in a device's place.

    The device keeps its id, name, site, tags, people and history, under the new serial number. The old
    terminal is served no more. Commands that it had fetched fail; those that wait go to the new one. The job
    is over when the new terminal was seen (`box`) and holds its people (`people`); until then it can be
    cancelled, which stops the waiting and not the replacement.
    """
    before = finding.device(work, work.path["device"])
    work.require_match(before["version"])
    job = replacing.replace(
        work.conn,
        work.ids,
        work.tenant_id,
        before["id"],
        body.serial_number,
        actor=work.actor.public_id,
        now=work.now_us,
    )
    work.audit("device.replace", before["public_id"], {"serial": [before["serial"], body.serial_number]})
    work.devices_changed([before["serial"], body.serial_number])
    key, services = (work.tenant_id, before["id"]), work.services
    work.after_commit(lambda: services.exchanges.forget(key))
    work.after_commit(lambda: services.on_box_gone(key))
    return started(work, job)

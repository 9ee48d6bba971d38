"""Many devices at once: up to a hundred in one transaction, each judged by itself; more as a job."""

from __future__ import annotations

from typing import Final

from common.schemas import devices as schema
from common.schemas.jobs import Job
from edge.api.bulk import items_of_table, upserted
from edge.api.csv_tables import Layout
from edge.api.registry import MIB, operation
from edge.api.work import Result, Work
from edge.device_upserts import DEVICES, Upsert

LAYOUT: Final = Layout(
    columns=("serial_number", "id", "name", "site", "timezone", "tags", "business_critical"),
    key="serial_number",
    texts=("serial_number", "name"),
    lists=("tags",),
    flags=("business_critical",),
)


@operation(
    "POST",
    "/v1/devices/bulk",
    scope="devices:write",
    body=schema.DeviceBulk,
    answers=schema.DeviceBulkResult,
    status=207,
    accepted=Job,
    max_body=10 * MIB,
)
def bulk_devices(work: Work, body: schema.DeviceBulk) -> Result:
    """Register or change devices, each by its serial number.

    Terminals that wait are let in by it, those that were deleted come back under their old ids. Up to 100
    are carried out at once, and the answer says of each what became of it; with `atomic` nothing is done
    where one cannot be. More, up to 50,000, are carried out as a job (202), whose items say it; with `Prefer:
    respond-async` so are fewer.
    """
    upserts = [Upsert(index, members) for index, members in enumerate(body.items)]
    return upserted(work, DEVICES, upserts, schema.MOST_ITEMS, body.atomic)


@operation(
    "POST",
    "/v1/devices/import",
    scope="devices:write",
    body=schema.DeviceImport,
    answers=schema.DeviceBulkResult,
    status=207,
    accepted=Job,
    max_body=10 * MIB,
    consumes="text/csv",
)
def import_devices(work: Work, body: schema.DeviceImport) -> Result:
    """Register or change devices from a table (text/csv), each by its serial number.

    The first line holds headings: serial_number, and of id, name, site, timezone, tags and business_critical
    those that are wanted. Several tags in a cell are parted by |. An empty cell leaves what was there. Up to
    100 rows are carried out at once, and the answer says of each what became of it; more, up to 50,000, as a
    job (202), whose items say it.
    """
    upserts = items_of_table(DEVICES, LAYOUT, body.csv)
    return upserted(work, DEVICES, upserts, schema.MOST_ITEMS, atomic=False)

"""A device gets another box: it keeps its name, site, people and history under a new serial number.

What was learned of the old box is forgotten, so that the new one is asked and told everything. The job that
this makes is over when the new box was seen and holds the people that it should.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from edge import admission, commands, jobs, telling
from edge.admission import AlreadyRegistered, SerialInvalid
from edge.jobs import Advanced, Kind
from edge.store import devices, messages, people, punches, replacements
from edge.store import jobs as rows
from edge.store.ids import IdClock
from edge.store.jobs import NewItem

BOX: Final = "box"
PEOPLE: Final = "people"
_NUMBER: Final = {BOX: 0, PEOPLE: 1}
SETTLE_US: Final = 6 * 1_000_000
"""For so long the old box may still be served by another process that does not know yet."""


def replace(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    device_id: int,
    serial: str,
    *,
    actor: str,
    now: int,
) -> sa.RowMapping:
    """Have a device be the box with this serial number from now on. Returns the job's row.

    Raises NoSuchDevice, SerialInvalid, AlreadyRegistered.
    """
    if not admission.is_serial(serial):
        raise SerialInvalid(
            f"'{serial[:40]}' is no serial number: 1 to 32 letters, digits, - and _ are. "
            "It is printed on the new terminal and shown in its menu under System Info."
        )
    punches.lock_devices(conn, [(tenant_id, device_id)])
    before = admission.existing(conn, tenant_id, device_id)
    known = devices.by_serial(conn, tenant_id, serial)
    if known is not None and known["state"] != "retired":
        _refuse(serial, before, known)
    # What the old box fetched is lost with it; what waits goes to the new one.
    commands.end_open(
        conn,
        ids,
        before,
        now=now,
        code="box_replaced",
        message=f"The box was replaced before it answered: '{before['name']}' is another terminal now. "
        "Send the command again if it is still wanted.",
        queued=False,
    )
    changes: dict[str, Any] = {"serial": serial, **replacements.UNLEARNED}
    if known is not None:
        # What it did as another device stays that device's.
        replacements.note_former_serial(conn, tenant_id, known["id"], serial, now)
        replacements.set_aside(conn, tenant_id, known["id"], f"{serial}~{known['public_id']}")
    devices.change(conn, tenant_id, device_id, **changes)
    replacements.note_former_serial(conn, tenant_id, device_id, before["serial"], now)
    replacements.forget_box(conn, tenant_id, device_id, now)
    messages.box_replaced(conn, tenant_id, device_id)
    admission.leave_serial(conn, tenant_id, device_id, before["serial"])
    served = admission.take_serial(conn, tenant_id, device_id, serial)
    after = admission.existing(conn, tenant_id, device_id)
    _tell(conn, ids, before, after)
    if not served:
        admission.tell_platform_of_conflict(conn, ids, after)
    return _job(conn, ids, before, after, actor, now)


def _refuse(serial: str, device_row: sa.RowMapping, known: sa.RowMapping) -> None:
    if known["id"] == device_row["id"]:
        message = f"'{known['name']}' already is the terminal with serial number '{serial}'."
    else:
        message = (
            f"Serial number '{serial}' belongs to the device '{known['name']}' ({known['public_id']}). "
            "Delete that device first, if its terminal is to take this place."
        )
    raise AlreadyRegistered(message, "serial_number", known["public_id"])


def _tell(conn: sa.Connection, ids: IdClock, before: sa.RowMapping, after: sa.RowMapping) -> None:
    telling.tell_device(
        conn,
        ids,
        after,
        "device.identity_changed",
        status=admission.status_of(after),
        last_seen=after["last_seen_at"],
        reason="replaced",
        serial_number=after["serial"],
        former_serial_number=before["serial"],
    )


def _job(
    conn: sa.Connection, ids: IdClock, before: sa.RowMapping, after: sa.RowMapping, actor: str, now: int
) -> sa.RowMapping:
    tenant_id, device_id = after["tenant_id"], after["id"]
    params = {
        "device_id": after["public_id"],
        "serial_number": after["serial"],
        "former_serial_number": before["serial"],
        "replaced_at": now,
    }
    items = [NewItem(number, ref, 0, device_id) for ref, number in _NUMBER.items()]
    job = jobs.create(conn, ids, tenant_id, "device.replace", items, params=params, actor=actor)
    rows.change(conn, tenant_id, job["id"], status="running", started_at=now)
    nobody = not people.wanted_at(conn, tenant_id, device_id, after["site_id"], now)
    if nobody:
        rows.change_item(conn, tenant_id, job["id"], _NUMBER[PEOPLE], status="succeeded", finished_at=now)
    return jobs.existing(conn, tenant_id, job["id"])


def due(conn: sa.Connection, row: sa.RowMapping, thorough: bool) -> bool:
    """Whether anything happened. Nobody is in a hurry here: a thorough look now and then will do."""
    if row["status"] == "cancelling":
        return True
    whole = rows.by_id(conn, row["tenant_id"], row["id"]) if thorough else None
    return whole is not None and any(_outcome(conn, whole, item) for item in _waiting(conn, whole))


def advance(conn: sa.Connection, ids: IdClock, row: sa.RowMapping, now: int) -> Advanced:
    """See whether the new box came, and whether it has its people."""
    tenant_id, job_id = row["tenant_id"], row["id"]
    if row["status"] == "cancelling":
        rows.end_waiting(conn, tenant_id, job_id, "cancelled", now)
    for item in _waiting(conn, row):
        outcome = _outcome(conn, row, item)
        if outcome is not None:
            status, error = outcome
            rows.change_item(
                conn, tenant_id, job_id, item["number"], status=status, error=error, finished_at=now
            )
    if rows.front(conn, tenant_id, job_id).next_step is None:
        jobs.end(conn, row, now)
    return Advanced()


def _waiting(conn: sa.Connection, row: sa.RowMapping) -> Sequence[sa.RowMapping]:
    return rows.items(conn, row["tenant_id"], row["id"], limit=len(_NUMBER), statuses=("waiting",))


def _outcome(conn: sa.Connection, row: sa.RowMapping, item: sa.RowMapping) -> tuple[str, str | None] | None:
    """How an item ended; None while it has not."""
    device_row = devices.by_id(conn, row["tenant_id"], item["device_id"])
    if device_row is None or device_row["state"] == "retired":
        return "failed", "The device was deleted before the new terminal was ready."
    if device_row["serial"] != row["params"]["serial_number"]:
        return "failed", f"The terminal was replaced again, by '{device_row['serial']}'."
    seen = device_row["last_seen_at"]
    if seen is None or seen < row["params"]["replaced_at"] + SETTLE_US:
        return None
    if item["ref"] == BOX:
        return "succeeded", None
    compared, writing, failed = replacements.people_to_write(conn, row["tenant_id"], item["device_id"])
    if not compared or writing:
        return None
    if failed:
        return "failed", (
            f"{failed} people could not be written to it yet. The device's people say why; it is tried again "
            "by itself."
        )
    return "succeeded", None


KIND: Final = Kind(due, advance)

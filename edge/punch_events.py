"""The bodies of `attendance.created`, written as text: read by the thousand by webhooks, streams and alerts.

A body is what `edge.attendance` renders, in the shape of events, and what `JSON.stringify` would print; tests
compare.
"""

from __future__ import annotations

from json.encoder import encode_basestring as quote

from common.codes import punch_type
from common.instants import rfc3339
from edge.attendance import LATE_AFTER_US, offset_text
from edge.store.events import PunchToTell
from edge.store.ids import instant_of, public_id
from edge.telling import UNASSIGNED


def body_of(punch: PunchToTell) -> str:
    """The body of the event that a punch is."""
    tail = public_id("", punch.id)
    received_us = instant_of(punch.id)
    received = rfc3339(received_us)
    local = rfc3339(punch.punched_at + punch.utc_offset * 1_000_000)[:19]
    pin = quote(punch.pin)
    employee_id = pin if punch.employee_id is None else quote(punch.employee_id)
    serial, device_id = quote(punch.serial), quote(punch.device_public_id)
    site = quote(UNASSIGNED if punch.site_name is None else punch.site_name)
    site_id = "null" if punch.site_public_id is None else quote(punch.site_public_id)
    code = "null" if punch.work_code is None else quote(punch.work_code)
    mask = "null" if punch.mask is None else "true" if punch.mask else "false"
    late = "true" if received_us - punch.punched_at > LATE_AFTER_US else "false"
    return (
        f'{{"id":"evt{tail}","object":"event","event":"attendance.created","timestamp":"{received}",'
        f'"sequence":{punch.seq},"device":{{"id":{device_id},"serial_number":{serial},'
        f'"name":{quote(punch.device_name)},"site":{site},"status":"online","last_seen":"{received}"}},'
        f'"attendance_id":"att{tail}","employee_id":{employee_id},'
        f'"punch_time":"{rfc3339(punch.punched_at)}","punch_time_local":"{local}",'
        f'"timezone":{quote(punch.timezone)},"utc_offset":"{offset_text(punch.utc_offset)}",'
        f'"time_quality":"{punch.time_quality}","punch_type":"{punch_type(punch.status)}",'
        f'"verify_mode":"{punch.verify_mode}","device_id":{device_id},"device_serial":{serial},'
        f'"site":{site},"site_id":{site_id},"work_code":{code},"mask":{mask},'
        f'"temperature":{punch.temperature or "null"},"received_at":"{received}","late":{late},'
        f'"raw":{{"pin":{pin},"status":{punch.status},"verify":{punch.verify},"work_code":{code}}}}}'
    )

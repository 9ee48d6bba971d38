"""The bodies of `attendance.created`, written as text: built by the thousand inside the ingest transaction.

Each body is what `edge.attendance` would render and `JSON.stringify` would print, byte for byte; a test compares them.
"""

from __future__ import annotations

from collections.abc import Sequence
from json.encoder import encode_basestring as quote
from typing import TYPE_CHECKING

from common.codes import punch_type
from common.instants import rfc3339
from edge.attendance import LATE_AFTER_US, offset_text
from edge.store.ids import instant_of, public_id
from edge.store.punches import EventRow, PunchRow

if TYPE_CHECKING:
    from edge.ingest import Source


class PunchTeller:
    """Writes the events of one upload."""

    def __init__(self, source: Source, received_at: int) -> None:
        self._source = source
        site_id = quote(source.site_public_id) if source.site_public_id is not None else "null"
        self._device = (
            f'{{"id":{quote(source.device_public_id)},"serial_number":{quote(source.serial)},'
            f'"name":{quote(source.name)},"site":{quote(source.site_name)},"status":"online",'
            f'"last_seen":"{rfc3339(received_at)}"}}'
        )
        self._where = (
            f'"device_id":{quote(source.device_public_id)},"device_serial":{quote(source.serial)},'
            f'"site":{quote(source.site_name)},"site_id":{site_id}'
        )

    def events(self, rows: Sequence[PunchRow], first_sequence: int) -> list[EventRow]:
        """One event a punch, numbered from `first_sequence` on."""
        return [
            EventRow(
                row.tenant_id,
                row.id,
                "attendance.created",
                row.device_id,
                sequence,
                self._body(row, sequence),
            )
            for sequence, row in enumerate(rows, first_sequence)
        ]

    def _body(self, row: PunchRow, sequence: int) -> str:
        tail = public_id("", row.id)
        received_us = instant_of(row.id)
        received = rfc3339(received_us)
        punched = rfc3339(row.punched_at)
        local = rfc3339(row.punched_at + row.utc_offset * 1_000_000)[:19]
        pin = quote(row.pin)
        code = "null" if row.work_code is None else quote(row.work_code)
        mask = "null" if row.mask is None else "true" if row.mask else "false"
        late = "true" if received_us - row.punched_at > LATE_AFTER_US else "false"
        return (
            f'{{"id":"evt{tail}","object":"event","event":"attendance.created","timestamp":"{received}",'
            f'"sequence":{sequence},"device":{self._device},"attendance_id":"att{tail}","employee_id":{pin},'
            f'"punch_time":"{punched}","punch_time_local":"{local}","timezone":{quote(row.timezone)},'
            f'"utc_offset":"{offset_text(row.utc_offset)}","time_quality":"{row.time_quality}",'
            f'"punch_type":"{punch_type(row.status)}","verify_mode":"{row.verify_mode}",{self._where},'
            f'"work_code":{code},"mask":{mask},"temperature":{row.temperature or "null"},'
            f'"received_at":"{received}","late":{late},'
            f'"raw":{{"pin":{pin},"status":{row.status},"verify":{row.verify},"work_code":{code}}}}}'
        )

"""What terminals say of themselves, kept on their device: version, model, firmware, counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
import structlog

from edge.devices import Device, Directory
from edge.push.attendance.handshake import Announcement
from edge.push.attendance.options import info_from_options, info_from_poll, parse_info, parse_options
from edge.push.attendance.records import DeviceInfo
from edge.push.text import encoding_hint
from edge.store import Store, StoreError
from edge.store import devices as rows

log = structlog.get_logger()


class Identity:
    """Writes what is new; what is said again, as most of it is, costs nothing. Each call returns whether it
    is stored.
    """

    def __init__(self, store: Store, directory: Directory) -> None:
        self._store = store
        self._directory = directory

    async def announced(self, device: Device, said: Announcement, dialect: str) -> bool:
        """What init says (PROTOCOL.md §3.1)."""
        options = dict(device.options)
        if said.language is not None:
            options["language"] = said.language
        if said.device_type is not None:
            options["DeviceType"] = said.device_type
        return await self._note(
            device, push_version=said.pushver or device.push_version, dialect=dialect, options=options
        )

    async def polled(self, device: Device, value: bytes) -> bool:
        """What INFO on a poll says (§4.2)."""
        info = info_from_poll(parse_info(value, encoding_hint(device.options.get("language"))))
        return await self._described(device, info, device.options)

    async def told_options(self, device: Device, body: bytes) -> bool:
        """What an options upload says (§4.1)."""
        info = info_from_options(parse_options(body, encoding_hint(device.options.get("language"))))
        return await self._described(device, info, {**device.options, **info.raw})

    async def answered(self, device: Device, told: Mapping[str, str]) -> bool:
        """What the answer to INFO says (§7.3)."""
        info = info_from_options(told)
        return await self._described(device, info, {**device.options, **info.raw})

    async def _described(self, device: Device, info: DeviceInfo, options: Mapping[str, str]) -> bool:
        told = {
            "users": info.users,
            "fingerprints": info.fingerprints,
            "faces": info.faces,
            "punches": info.punches,
        }
        counts = {**device.counts, **{name: count for name, count in told.items() if count is not None}}
        values: dict[str, Any] = {"counts": counts, "options": dict(options)}
        if info.firmware:
            values["firmware"] = info.firmware
        if info.model:
            values["model"] = info.model
        return await self._note(device, **values)

    async def _note(self, device: Device, **values: Any) -> bool:
        changed = {name: value for name, value in values.items() if getattr(device, name) != value}
        if not changed:
            return True
        try:
            await self._store.write(lambda conn: rows.note_identity(conn, *device.key, **changed))
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            log.error("identity_not_stored", serial=device.source.serial, error=str(error))
            return False
        for name, value in changed.items():
            setattr(device, name, value)
        return True

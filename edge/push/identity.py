"""What terminals say of themselves, kept on their device: version, model, firmware, counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
import structlog

from edge import admission, dialects, firmware
from edge.devices import Device, Directory
from edge.identities import Evidence, compare, differences, mac_of
from edge.minding import Minding
from edge.push.attendance.handshake import LEGACY, Announcement
from edge.push.attendance.options import info_from_options, info_from_poll, parse_info, parse_options
from edge.push.attendance.records import DeviceInfo
from edge.push.text import encoding_hint
from edge.store import Store, StoreError, punches
from edge.store import devices as rows
from edge.store.ids import now_us

log = structlog.get_logger()


class Identity:
    """Writes what is new; what is said again, as most of it is, costs nothing. Each call returns whether it
    is stored.
    """

    def __init__(self, store: Store, directory: Directory, minding: Minding | None = None) -> None:
        self._store = store
        self._directory = directory
        self._minding = minding

    async def announced(self, device: Device, said: Announcement, dialect: str) -> bool:
        """What init says (PROTOCOL.md §3.1)."""
        options = dict(device.options)
        if said.language is not None:
            options["language"] = said.language
        if said.device_type is not None:
            options["DeviceType"] = said.device_type
        values: dict[str, Any] = {"dialect": dialect, "options": options}
        if said.pushver:
            values["push_version"] = said.pushver
        elif said.bare and device.push_version is None:
            values["push_version"] = LEGACY
        if self._minding is not None and dialect != "acc":
            values |= self._minding.offset_told(device)  # the answer to init says it (§3.4)
        return await self._note(device, **values)

    async def speaks(self, device: Device, dialect: str) -> bool:
        """What its requests show, where it never introduced itself to us (§0.3)."""
        return await self._note(device, dialect=dialect)

    async def calls(self, device: Device, private: bool) -> bool:
        """How it calls: whether templates may be given to it."""
        return await self._note(device, private=private)

    async def names_no_table(self, device: Device) -> bool:
        """What only terminals do that have no version to tell (§3.5)."""
        return await self._note(device, push_version=device.push_version or LEGACY)

    async def polled(self, device: Device, value: bytes) -> bool:
        """What INFO on a poll says (§4.2). Versions of algorithms stand where options would tell them."""
        info = info_from_poll(parse_info(value, encoding_hint(device.options.get("language"))))
        versions = {"FPVersion": info.fingerprint_version, "FaceVersion": info.face_version}
        told = {name: version for name, version in versions.items() if version is not None}
        return await self._described(device, info, {**device.options, **told})

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
        said = Evidence(mac_of(info.mac), info.firmware, device.push_version, info.model)
        known = Evidence.of(device.evidence)
        finding = compare(known, said)
        if finding == "other":
            return await self._two_boxes(device, differences(known, said))
        if finding == "changed":
            values["evidence"] = known.learned(said).kept()
        if not await self._installed(device, info.firmware):
            return False
        if not await self._note(device, **values):
            return False
        if info.punches is not None and self._minding is not None:
            await self._minding.counted(device, info.punches)
        return True

    async def _two_boxes(self, device: Device, differ: Mapping[str, tuple[str, str]]) -> bool:
        """Another box calls under this serial number: what it says of itself is not taken over, and neither
        gets commands until somebody has looked. Their punches are kept: acknowledged, they are gone from
        there."""
        if device.conflicted_at is not None:
            return True
        try:
            noticed = await self._store.write(
                lambda conn: admission.notice_conflict(
                    conn, self._store.ids, device.source.tenant_id, device.source.device_id, differ, now_us()
                )
            )
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            log.error("conflict_not_stored", serial=device.source.serial, error=str(error))
            return False
        device.conflicted_at = noticed
        log.warning("two_boxes_of_one_serial", serial=device.source.serial, differ=dict(differ))
        return True

    async def _installed(self, device: Device, after: str | None) -> bool:
        """Whether it came back with other firmware: proof of an upgrade of which it said nothing (§7.3)."""
        before = device.firmware
        if not before or not after or after == before:
            return True
        try:
            await self._store.write(
                lambda conn: firmware.proven(conn, self._store.ids, device.key, before, after, now_us())
            )
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            log.error("firmware_not_noted", serial=device.source.serial, error=str(error))
            return False
        return True

    async def _note(self, device: Device, **values: Any) -> bool:
        changed = {name: value for name, value in values.items() if getattr(device, name) != value}
        if not changed:
            return True
        relearned = "dialect" in changed and device.dialect is not None and device.chosen_dialect is None

        def unit(conn: sa.Connection) -> None:
            if relearned:
                punches.lock_devices(conn, [device.key])
            rows.note_identity(conn, *device.key, **changed)
            row = rows.by_id(conn, *device.key) if relearned else None
            if row is not None:
                dialects.begin_anew(conn, self._store.ids, row, now=now_us())

        try:
            await self._store.write(unit)
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            log.error("identity_not_stored", serial=device.source.serial, error=str(error))
            return False
        for name, value in changed.items():
            setattr(device, name, value)
        return True

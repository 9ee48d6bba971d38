"""Which access terminals are registered, and what they were given (PROTOCOL.md §10.1, §10.4)."""

from __future__ import annotations

from typing import Final

import structlog

from edge.devices import Device
from edge.presence import Key
from edge.push.access.handshake import Credentials, check_token, credentials_of
from edge.store import Store, secrets
from edge.store import devices as rows

log = structlog.get_logger()

_SECRET: Final = "push_registry"


class Registrations:
    """What a terminal is given follows from a secret of the installation and its serial number, so it is the
    same after every restart; that it was given is on its device. Calls raise what the store raises."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._secret: bytes | None = None
        self._foreign: set[Key] = set()

    async def credentials(self, device: Device) -> Credentials:
        """What this terminal is given at its registration."""
        if self._secret is None:
            self._secret = await self._store.write(lambda conn: secrets.shared(conn, _SECRET))
        return credentials_of(self._secret, device.source.serial)

    async def is_registered(self, device: Device, credentials: Credentials) -> bool:
        """Whether it was given these. What another box was given under the same device, or this one by
        another installation, is none."""
        row = await self._store.read(lambda conn: rows.by_id(conn, *device.key))
        return row is not None and row["registry_code"] == credentials.registry_code

    async def register(self, device: Device, credentials: Credentials) -> None:
        """Note that it is given these."""
        code = credentials.registry_code
        await self._store.write(lambda conn: rows.note_identity(conn, *device.key, registry_code=code))

    def note_token(self, device: Device, credentials: Credentials, cookie: str | None, address: str) -> None:
        """A foreign token is evidence, no reason to refuse: terminals keep that of a former server, and
        anybody on the way can read it. Said once, until the terminal shows its own again."""
        found = check_token(cookie, credentials, device.source.serial)
        if found == "foreign" and device.key not in self._foreign:
            self._foreign.add(device.key)
            log.warning("foreign_registration_shown", serial=device.source.serial, address=address)
        elif found == "right":
            self._foreign.discard(device.key)

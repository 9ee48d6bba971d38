"""Secrets at rest: the installation's master key wraps a data key of each tenant, which seals its rows.

Whoever has the database alone reads nothing; whoever destroys a tenant's data keys has destroyed all that was
sealed under them. Everything is AES-256-GCM with a fresh 96-bit nonce, and what is sealed opens only as what
it was sealed for: the same tenant, purpose, row and version of the key.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from edge.master_keys import KEY, NAME, MasterKeyError, MasterKeyFile, VaultError, name_of
from edge.store import Store, data_keys
from edge.store.data_keys import WrappedKey
from edge.store.ids import now_us
from edge.store.schema import PLATFORM

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE: Final = 12
_FORM: Final = b"\x01"


class Unopenable(VaultError):
    """What is sealed was changed, moved to another row, or its key was destroyed."""


class Vault:
    """Where what only few may see is sealed. Nothing is read, made or imported before it is needed."""

    def __init__(self, master: MasterKeyFile) -> None:
        self.master = master

    def within(self, conn: sa.Connection) -> Sealing:
        """Sealing and opening inside one transaction."""
        return Sealing(self, conn)

    def wrapping_key(self, conn: sa.Connection) -> bytes:
        """The master key that wraps, as it is now; a first one is made where there never was any.

        Raises MasterKeyError.
        """
        if self.master.to_be_made:
            if data_keys.any_kept(conn):
                raise self.master.missing()
            self.master.make()
        return self.master.read()[0]

    def unwrap(self, tenant_id: int, key: WrappedKey) -> bytes:
        """A tenant's data key. Raises MasterKeyError, Unopenable."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if not key.wrapped:
            raise Unopenable(
                f"Data key {key.version} of tenant {tenant_id} was destroyed, and with it everything sealed "
                "under it. It cannot be read by anybody; delete it."
            )
        name, nonce, wrapped = _parts(key.wrapped)
        master = self.master.named(name)
        if master is None:
            raise MasterKeyError(
                f"{self.master.path} is not the master key that the data of tenant {tenant_id} was sealed "
                "under. Put the right file there (every process on this database needs the same one: setting "
                "master_key_file), or add the former key to it as a second line."
            )
        try:
            return AESGCM(master).decrypt(nonce, wrapped, _wrapped_for(tenant_id, key.version))
        except (InvalidTag, ValueError):
            raise Unopenable(
                f"Data key {key.version} of tenant {tenant_id} is damaged. Restore the table data_key from a "
                "backup."
            ) from None

    def wrap(self, master: bytes, tenant_id: int, version: int, key: bytes) -> bytes:
        """A data key as it may be stored."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE)
        wrapped = AESGCM(master).encrypt(nonce, key, _wrapped_for(tenant_id, version))
        return _FORM + name_of(master) + nonce + wrapped


class Sealing:
    """Seals and opens rows inside one transaction. Data keys live in memory no longer than it: one that was
    made in a transaction which is then rolled back is never used again."""

    def __init__(self, vault: Vault, conn: sa.Connection) -> None:
        self._vault = vault
        self._conn = conn
        self._current: dict[int, int] = {}
        self._ciphers: dict[tuple[int, int], AESGCM] = {}

    def seal(self, tenant_id: int, purpose: str, row: str, content: bytes) -> tuple[int, bytes]:
        """The version of the tenant's key, and the content sealed under it for this purpose and row alone.

        Makes the tenant's first key where it has none. Raises VaultError.
        """
        version = self._current.get(tenant_id)
        if version is None:
            version = self._current[tenant_id] = self._hold_newest(tenant_id)
        nonce = secrets.token_bytes(_NONCE)
        cipher = self._ciphers[tenant_id, version]
        return version, nonce + cipher.encrypt(nonce, content, _sealed_for(tenant_id, purpose, row, version))

    def open_(self, tenant_id: int, purpose: str, row: str, version: int, sealed: bytes) -> bytes:
        """What was sealed for this purpose and row. Raises VaultError."""
        from cryptography.exceptions import InvalidTag

        cipher = self._ciphers.get((tenant_id, version))
        if cipher is None:
            key = data_keys.of_version(self._conn, tenant_id, version)
            if key is None:
                raise Unopenable(
                    f"Data key {version} of tenant {tenant_id} is not in the database. Restore the table "
                    "data_key from a backup."
                )
            cipher = self._cipher(tenant_id, key)
        try:
            return cipher.decrypt(
                sealed[:_NONCE], sealed[_NONCE:], _sealed_for(tenant_id, purpose, row, version)
            )
        except (InvalidTag, ValueError):
            raise Unopenable(
                f"A sealed {purpose} of tenant {tenant_id} does not open: it was changed, or it belongs to "
                "another row. Restore it from a backup, or delete it."
            ) from None

    def rotate(self, tenant_id: int) -> int:
        """A new data key, under which all is sealed from now on; what was sealed before stays readable.
        Returns its version."""
        self._current.pop(tenant_id, None)
        return self._add(tenant_id, data_keys.newest(self._conn, tenant_id)).version

    def rewrap(self, tenant_id: int) -> int:
        """Wrap a tenant's keys under the newest master key. Returns how many were not. Raises VaultError."""
        master = self._vault.master.read()[0]
        stale = [
            key
            for key in data_keys.of_tenant(self._conn, tenant_id)
            if _parts(key.wrapped)[0] != name_of(master)
        ]
        for key in stale:
            bare = self._vault.unwrap(tenant_id, key)
            wrapped = self._vault.wrap(master, tenant_id, key.version, bare)
            data_keys.rewrap(self._conn, tenant_id, key, wrapped)
        return len(stale)

    def shred(self, tenant_id: int) -> int:
        """Destroy a tenant's keys: nothing sealed under them can be read again. Returns how many.

        A backup made before holds them wrapped: it is of no use without the master key of its time, which
        `rotate_master` lets go of.
        """
        self._current.pop(tenant_id, None)
        self._ciphers = {key: cipher for key, cipher in self._ciphers.items() if key[0] != tenant_id}
        return data_keys.destroy(self._conn, tenant_id)

    def check(self) -> None:
        """Whether the master key opens every key there is. Raises VaultError."""
        for tenant_id in data_keys.owners(self._conn):
            for key in data_keys.of_tenant(self._conn, tenant_id):
                self._vault.unwrap(tenant_id, key)

    def agree(self) -> None:
        """Have a key of the installation, so that a process with another master key finds out at its start
        rather than at the first secret that it cannot open. Raises VaultError."""
        self.check()
        self._hold_newest(PLATFORM)

    def _hold_newest(self, tenant_id: int) -> int:
        key = data_keys.newest(self._conn, tenant_id, hold=True)
        if key is None or not key.wrapped:
            key = self._add(tenant_id, key)
        if (tenant_id, key.version) not in self._ciphers:
            self._cipher(tenant_id, key)
        return key.version

    def _add(self, tenant_id: int, last: WrappedKey | None) -> WrappedKey:
        """A key after the last; that of another process where it was quicker."""
        version = 1 if last is None else last.version + 1
        master = self._vault.wrapping_key(self._conn)
        wrapped = self._vault.wrap(master, tenant_id, version, secrets.token_bytes(KEY))
        data_keys.add(self._conn, tenant_id, version, wrapped, now_us())
        # Somebody may have begun to change the master key since it was read. Who begins later waits for this
        # transaction and finds the key.
        self.rewrap(tenant_id)
        stored = data_keys.newest(self._conn, tenant_id, hold=True)
        assert stored is not None, "the key that was just added is not there"
        return stored

    def _cipher(self, tenant_id: int, key: WrappedKey) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        cipher = AESGCM(self._vault.unwrap(tenant_id, key))
        self._ciphers[tenant_id, key.version] = cipher
        return cipher


@dataclass(frozen=True, slots=True)
class Rotation:
    """What a change of the master key did. `begun`: this call made the new key, else one that was begun
    before went on; `wrapped`: how many data keys of how many `tenants` this call wrapped anew."""

    begun: bool
    wrapped: int
    tenants: int


def _unnoted(conn: sa.Connection, tenant_id: int, wrapped: int) -> None:
    """Nobody is told."""


async def rotate_master(
    store: Store, vault: Vault, note: Callable[[sa.Connection, int, int], None] = _unnoted
) -> Rotation | None:
    """A new master key, all data keys wrapped under it, and a new data key for each tenant that has one. None
    where nothing was ever sealed.

    The old key is let go of once nothing is wrapped under it; what stops it half-way is made good by calling
    it again. Backups made before need the master key of their time. `note(conn, tenant_id, wrapped)` is part
    of each transaction that wraps. Raises VaultError.
    """
    if vault.master.to_be_made and not await store.read(data_keys.any_kept):
        return None
    with vault.master.changing():
        begun = await asyncio.to_thread(vault.master.begin_rotation)
        by_tenant: Counter[int] = Counter()
        # Until a round finds nothing: another process may have made a key meanwhile.
        while found := await _rewrap_all(store, vault, note):
            by_tenant += found
        await asyncio.to_thread(vault.master.end_rotation)
    return Rotation(begun, by_tenant.total(), len(by_tenant))


async def _rewrap_all(
    store: Store, vault: Vault, note: Callable[[sa.Connection, int, int], None]
) -> Counter[int]:
    wrapped: Counter[int] = Counter()
    for tenant_id in await store.read(data_keys.owners):

        def unit(conn: sa.Connection, tenant_id: int = tenant_id) -> int:
            data_keys.await_writers(conn)
            sealing = vault.within(conn)
            count = sealing.rewrap(tenant_id)
            if count:
                sealing.rotate(tenant_id)
                note(conn, tenant_id, count)
            return count

        if count := await store.write(unit):
            wrapped[tenant_id] = count
    return wrapped


def _sealed_for(tenant_id: int, purpose: str, row: str, version: int) -> bytes:
    """What the seal vouches for beside the content, so written that no two read the same."""
    return json.dumps([purpose, tenant_id, row, "sealed", version]).encode()


def _wrapped_for(tenant_id: int, version: int) -> bytes:
    return _sealed_for(tenant_id, "data_key", "", version)


def _parts(wrapped: bytes) -> tuple[bytes, bytes, bytes]:
    """The master key's name, the nonce, and the key. Raises VaultError."""
    if wrapped[:1] != _FORM:
        raise VaultError(
            "A data key in the database was written by a newer version of Punchdeck. Update this one."
        )
    rest = wrapped[1:]
    return rest[:NAME], rest[NAME : NAME + _NONCE], rest[NAME + _NONCE :]

"""API keys: how they are made, what they allow, and who is behind one.

A key is `pd_live_` or `pd_test_`, 32 random characters and a checksum of 6, so that a typing mistake is
recognised without asking the database. Only its SHA-256 is stored: 190 random bits need no slow hash.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import time
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, Literal

import sqlalchemy as sa

from edge.store import Store, persons
from edge.store import keys as rows
from edge.store.ids import IdClock, now_us, public_id
from edge.store.schema import PLATFORM

Mode = Literal["live", "test"]

KEY_PATTERN: Final = r"pd_(live|test)_[0-9A-Za-z]{38}"
_KEY: Final = re.compile(KEY_PATTERN, re.ASCII)
_BASE62: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_RANDOM: Final = 32
_CHECK: Final = 6

# A key revoked by another process still works here for so long (at most 2 s are promised).
CACHE_S: Final = 2.0
CACHE_LIMIT: Final = 10_000
USE_EVERY_US: Final = 60_000_000

# Versions of the API by the day they came; a key stays with the one that was newest when it was made.
API_VERSIONS: Final = ("2026-11-01",)

_READ: Final = frozenset(
    {
        "devices:read",
        "sites:read",
        "attendance:read",
        "employees:read",
        "commands:read",
        "alerts:read",
        "jobs:read",
        "stream:read",
    }
)
_OPERATE: Final = _READ | {
    "devices:write",
    "sites:write",
    "attendance:write",
    "employees:write",
    "commands:execute",
    "alerts:write",
    "jobs:write",
    "webhooks:read",
    "events:read",
}
_INTEGRATE: Final = _READ | {
    "employees:write",
    "jobs:write",
    "webhooks:read",
    "webhooks:write",
    "events:read",
}
_ADMINISTER: Final = (
    _OPERATE
    | _INTEGRATE
    | {"devices:delete", "firmware:write", "keys:read", "keys:write", "audit:read", "templates:write"}
    | {"alerts:admin"}
)

ROLES: Final[Mapping[str, frozenset[str]]] = {
    "viewer": _READ,
    "operator": _OPERATE,
    "integrator": _INTEGRATE,
    "admin": _ADMINISTER,
}
# In no role: a key has them only where they were named when it was made.
BY_NAME_ONLY: Final = frozenset({"commands:raw", "templates:read"})
# Beside their role, keys of the installation itself see (admin: change) its tenants.
_PLATFORM_READ: Final = frozenset({"tenants:read"})
_PLATFORM_ADMIN: Final = frozenset({"tenants:read", "tenants:write"})
SCOPES: Final = _ADMINISTER | BY_NAME_ONLY | _PLATFORM_ADMIN


class KeyMisuse(ValueError):
    """A key cannot be made or changed as asked. `code` is stable, the message is for people."""

    code = "validation_failed"
    param: str | None = None

    def __init__(self, message: str, param: str | None = None) -> None:
        super().__init__(message)
        self.param = param


class BeyondOwnRights(KeyMisuse):
    """Nobody can give a key rights they do not have themselves."""

    code = "permission_denied"


class AddressRefused(Exception):
    """A key that opens the door from other addresses only."""


class NoSuchKey(LookupError):
    """The tenant has no key of that id."""


class NoSuchPerson(LookupError):
    """The tenant has no person of that id."""


class KeyRefused(Exception):
    """A key that does not open the door. `code` says why: invalid, expired or revoked."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. `tenant_id` is the key's own; a platform key (tenant 0) may act for others. `hash` is that of
    the secret it came with; `person_id` whose key it is, where it is somebody's."""

    tenant_id: int
    key_id: int
    name: str
    role: str
    scopes: frozenset[str]
    limited: bool  # its scopes were named, so it has fewer than its role
    site_ids: frozenset[int] | None
    mode: Mode
    ip_allow: tuple[str, ...] | None = None
    person_id: int | None = None
    api_version: str = API_VERSIONS[0]
    hash: bytes = field(default=b"", repr=False)

    @property
    def public_id(self) -> str:
        return public_id("key", self.key_id)

    @property
    def platform(self) -> bool:
        return self.tenant_id == PLATFORM


def mint(mode: Mode = "live") -> str:
    """A fresh key."""
    body = "".join(secrets.choice(_BASE62) for _ in range(_RANDOM))
    head = f"pd_{mode}_{body}"
    return head + _checksum(head)


def is_well_formed(text: str) -> bool:
    """Whether text can be a key at all: shape and checksum, no database."""
    return _KEY.fullmatch(text) is not None and text[-_CHECK:] == _checksum(text[:-_CHECK])


def _checksum(head: str) -> str:
    rest = zlib.crc32(head.encode())
    digits = []
    for _ in range(_CHECK):
        rest, digit = divmod(rest, 62)
        digits.append(_BASE62[digit])
    return "".join(reversed(digits))


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def effective_scopes(tenant_id: int, role: str, scopes: Sequence[str] | None) -> frozenset[str]:
    """What a key may do: its role, narrowed to the scopes named for it."""
    allowed = ROLES.get(role, frozenset())
    if tenant_id == PLATFORM:
        allowed |= _PLATFORM_ADMIN if role == "admin" else _PLATFORM_READ
    return allowed if scopes is None else (allowed | BY_NAME_ONLY) & frozenset(scopes)


def actor_of(row: sa.RowMapping, hashed: bytes = b"") -> Actor:
    return Actor(
        tenant_id=row["tenant_id"],
        key_id=row["id"],
        name=row["name"],
        role=row["role"],
        scopes=effective_scopes(row["tenant_id"], row["role"], row["scopes"]),
        limited=row["scopes"] is not None,
        site_ids=None if row["site_ids"] is None else frozenset(row["site_ids"]),
        mode="test" if row["prefix"].startswith("pd_test_") else "live",
        ip_allow=None if row["ip_allow"] is None else tuple(row["ip_allow"]),
        person_id=row["person_id"],
        api_version=row["api_version"] or API_VERSIONS[0],
        hash=hashed,
    )


def networks_of(texts: Sequence[str]) -> list[str]:
    """Networks and addresses as they are kept: `10.1.2.0/24`, `192.0.2.7/32`. Raises KeyMisuse."""
    found = []
    for text in texts:
        try:
            found.append(str(ip_network(text.strip(), strict=False)))
        except ValueError:
            raise KeyMisuse(
                f"'{text[:60]}' is no network. Write one like 10.0.0.0/8, or an address like 192.0.2.7.",
                "ip_allow",
            ) from None
    return list(dict.fromkeys(found))


def _is_within(address: str, networks: Sequence[str]) -> bool:
    try:
        found: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return any(found in ip_network(network) for network in networks)


def _covers(wide: IPv4Network | IPv6Network, narrow: IPv4Network | IPv6Network) -> bool:
    if isinstance(wide, IPv4Network):
        return isinstance(narrow, IPv4Network) and narrow.subnet_of(wide)
    return isinstance(narrow, IPv6Network) and narrow.subnet_of(wide)


def create(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    *,
    name: str,
    role: str,
    now: int,
    scopes: Sequence[str] | None = None,
    site_ids: Collection[int] | None = None,
    expires_at: int | None = None,
    mode: Mode = "live",
    ip_allow: Sequence[str] | None = None,
    person: str | None = None,
    by: Actor | None = None,
) -> tuple[sa.RowMapping, str]:
    """Make a key; the second of the pair is the key itself, to be shown once. Raises KeyMisuse,
    NoSuchPerson.

    `person`: the public id of whose key it is. `by`: who makes it, where that is a key too; it cannot give
    more than it has.
    """
    if role not in ROLES:
        raise KeyMisuse(f"'{role}' is no role. Use one of {', '.join(ROLES)}.", "role")
    unknown = sorted(set(scopes or ()) - SCOPES)
    if unknown:
        raise KeyMisuse(f"'{unknown[0]}' is no scope. Known are {', '.join(sorted(SCOPES))}.", "scopes")
    if expires_at is not None and expires_at <= now:
        raise KeyMisuse("expires_at is in the past: the key could never be used.", "expires_at")
    allowed = None if ip_allow is None else networks_of(ip_allow)
    if by is not None:
        if by.site_ids is not None and site_ids is None:
            site_ids = by.site_ids
        if by.ip_allow is not None and allowed is None:
            allowed = list(by.ip_allow)
        _check_rights(by, effective_scopes(tenant_id, role, scopes), site_ids, allowed)
    text = mint(mode)
    key_id = ids.next()
    rows.add(
        conn,
        {
            "tenant_id": tenant_id,
            "id": key_id,
            "name": name,
            "prefix": text[:12],
            "last4": text[-4:],
            "hash": digest(text),
            "role": role,
            "scopes": None if scopes is None else sorted(set(scopes)),
            "site_ids": None if site_ids is None else sorted(site_ids),
            "ip_allow": allowed,
            "person_id": person_id(conn, tenant_id, person),
            "api_version": API_VERSIONS[-1],
            "created_by": None if by is None else by.public_id,
            "created_at": now,
            "expires_at": expires_at,
        },
    )
    return _existing(conn, tenant_id, key_id), text


def person_id(conn: sa.Connection, tenant_id: int, name: str | None) -> int | None:
    """The row of a person by public id; None for nobody. Raises NoSuchPerson."""
    if name is None:
        return None
    found = persons.find(conn, tenant_id, name)
    if found is None:
        raise NoSuchPerson(name)
    return int(found["id"])


def change_person(conn: sa.Connection, tenant_id: int, key_id: int, name: str | None) -> sa.RowMapping:
    """Have a key be another person's, or nobody's (None). Raises NoSuchKey, NoSuchPerson."""
    _existing(conn, tenant_id, key_id)
    rows.change(conn, tenant_id, key_id, person_id=person_id(conn, tenant_id, name))
    return _existing(conn, tenant_id, key_id)


def rotate(
    conn: sa.Connection,
    tenant_id: int,
    key_id: int,
    *,
    now: int,
    overlap_us: int = 24 * 3600 * 1_000_000,
    by: Actor | None = None,
) -> tuple[sa.RowMapping, str]:
    """Give a key a new secret; the old one works for `overlap_us` more. Raises NoSuchKey, KeyMisuse."""
    row = _existing(conn, tenant_id, key_id)
    if row["revoked_at"] is not None:
        raise KeyMisuse(f"Key '{row['name']}' is revoked and stays so. Create a new one.")
    if by is not None:
        owned = actor_of(row)
        _check_rights(by, owned.scopes, owned.site_ids, owned.ip_allow)
    text = mint("test" if row["prefix"].startswith("pd_test_") else "live")
    rows.change(
        conn,
        tenant_id,
        key_id,
        hash=digest(text),
        prefix=text[:12],
        last4=text[-4:],
        previous_hash=row["hash"],
        previous_until=now + overlap_us,
    )
    return _existing(conn, tenant_id, key_id), text


def revoke(conn: sa.Connection, tenant_id: int, key_id: int, *, now: int) -> sa.RowMapping:
    """End a key; it stays listed. Raises NoSuchKey."""
    row = _existing(conn, tenant_id, key_id)
    if row["revoked_at"] is None:
        rows.change(conn, tenant_id, key_id, revoked_at=now, previous_hash=None, previous_until=None)
    return _existing(conn, tenant_id, key_id)


def _existing(conn: sa.Connection, tenant_id: int, key_id: int) -> sa.RowMapping:
    row = rows.by_id(conn, tenant_id, key_id)
    if row is None:
        raise NoSuchKey(public_id("key", key_id))
    return row


def _check_rights(
    by: Actor, scopes: frozenset[str], site_ids: Collection[int] | None, ip_allow: Sequence[str] | None
) -> None:
    # Who is not narrowed may also hand out what is in no role.
    own = by.scopes if by.limited else by.scopes | BY_NAME_ONLY
    beyond = sorted(scopes - own)
    if beyond:
        raise BeyondOwnRights(
            f"This key does not have '{beyond[0]}' itself, so it cannot give it to another.", "scopes"
        )
    if by.site_ids is not None and (site_ids is None or not by.site_ids.issuperset(site_ids)):
        raise BeyondOwnRights(
            "This key is limited to its sites, so it cannot make one that sees others.", "site_ids"
        )
    if by.ip_allow is not None:
        own_networks = [ip_network(text) for text in by.ip_allow]
        given = [ip_network(text) for text in ip_allow or ("0.0.0.0/0", "::/0")]
        if not all(any(_covers(wide, narrow) for wide in own_networks) for narrow in given):
            raise BeyondOwnRights(
                "This key is limited to its addresses, so it cannot make one for others.", "ip_allow"
            )


def _state_problem(row: sa.RowMapping, hashed: bytes, now: int) -> KeyRefused | None:
    shown = f"'{row['name']}' (…{row['last4']})"
    if row["revoked_at"] is not None:
        return KeyRefused("api_key_revoked", f"API key {shown} was revoked. Use another one.")
    if row["expires_at"] is not None and row["expires_at"] <= now:
        return KeyRefused("api_key_expired", f"API key {shown} has expired. Create a new one.")
    if row["hash"] != hashed and (row["previous_until"] or 0) <= now:
        return KeyRefused("api_key_expired", f"API key {shown} was rotated and this secret has run out.")
    return None


class KeyRing:
    """Finds who is behind a key, asking the database now and then; remembers when keys were used, and from
    where."""

    def __init__(
        self,
        store: Store,
        mono: Callable[[], float] = time.monotonic,
        wall: Callable[[], int] = now_us,
    ) -> None:
        self._store = store
        self._mono = mono
        self._wall = wall
        self._known: dict[bytes, tuple[float, sa.RowMapping, Actor]] = {}
        self._used: dict[tuple[int, int], tuple[int, str | None]] = {}
        self._saved: dict[tuple[int, int], int] = {}
        self._changes = 0

    async def actor(self, text: str, address: str | None = None) -> Actor:
        """Who asks with this key, from an address. Raises KeyRefused, AddressRefused."""
        if not is_well_formed(text):
            raise KeyRefused(
                "api_key_invalid",
                "This is not an API key: keys begin with pd_live_ or pd_test_ and are 46 characters long. "
                "Check that it was copied whole.",
            )
        return await self.of_hash(digest(text), address)

    async def of_hash(self, hashed: bytes, address: str | None = None) -> Actor:
        """The same for a key of which the hash is known. Raises KeyRefused, AddressRefused."""
        row, actor = await self._find(hashed)
        problem = _state_problem(row, hashed, self._wall())
        if problem is not None:
            raise problem
        if actor.ip_allow is not None and address is not None and not _is_within(address, actor.ip_allow):
            raise AddressRefused(
                f"API key '{actor.name}' is not for the address {address[:60]}. Call from an address in its "
                "ip_allow, or have an administrator make a key for this one."
            )
        self._used[(actor.tenant_id, actor.key_id)] = (self._wall(), address)
        return actor

    async def still(self, actor: Actor) -> None:
        """Whether what was begun with a key may go on. Raises KeyRefused."""
        row, _ = await self._find(actor.hash)
        problem = _state_problem(row, actor.hash, self._wall())
        if problem is not None:
            raise problem

    async def _find(self, hashed: bytes) -> tuple[sa.RowMapping, Actor]:
        known = self._known.get(hashed)
        if known is not None and self._mono() - known[0] < CACHE_S:
            return known[1], known[2]
        asked, changes = self._mono(), self._changes
        row = await self._store.read(lambda conn: rows.by_hash(conn, hashed))
        if row is None:
            self._known.pop(hashed, None)
            raise KeyRefused(
                "api_key_invalid",
                "No such API key. Check that it belongs to this server and was copied whole.",
            )
        actor = actor_of(row, hashed)
        if changes == self._changes:
            if len(self._known) >= CACHE_LIMIT:
                self._known.clear()
            self._known[hashed] = (asked, row, actor)
        return row, actor

    def forget(self) -> None:
        """A key was changed here: ask again. Other processes notice within CACHE_S."""
        self._changes += 1
        self._known.clear()

    def flush(self, conn: sa.Connection) -> None:
        """Save when keys were used and from where, each at most once a minute. For a periodic unit."""
        due = {
            key: used
            for key, used in self._used.copy().items()
            if used[0] - self._saved.get(key, 0) >= USE_EVERY_US
        }
        rows.note_used(conn, due)
        self._saved.update({key: at for key, (at, _) in due.items()})

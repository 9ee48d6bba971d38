"""One attempt to connect: does this key open this edge, and whose is it? And how one that does is kept."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Self

from common.client import CertificateNotTrusted, EdgeClient, EdgeError, NotAnEdge, Unreachable
from console.core.keyring_store import KeyStore
from console.core.problems import Problem, ProblemCode, problem_of
from console.core.profiles import Profile, Profiles
from console.core.records import Json
from console.core.trust import context_for, explained

PATIENCE_S: Final = 12.0
"""Somebody sits before it and waits: longer than the client repeats a call, shorter than it hopes for an
answer."""


@dataclass(frozen=True, slots=True)
class Found:
    """What answered: `tenant` is None where the key belongs to the platform and acts for no account yet.
    `mode` is "live" or "test"."""

    tenant: str | None
    key_name: str
    role: str
    scopes: tuple[str, ...]
    mode: str
    server_version: str

    @classmethod
    def of(cls, me: Json) -> Self:
        """Read the answer of /v1/me. Raises KeyError or TypeError where it is none."""
        tenant = me["tenant"]
        return cls(
            tenant=None if tenant is None else str(tenant["name"]),
            key_name=str(me["name"]),
            role=str(me["role"]),
            scopes=tuple(map(str, me["scopes"])),
            mode=str(me["mode"]),
            server_version=str(me["server_version"]),
        )

    @property
    def may_write(self) -> bool:
        """Whether the key may change anything at all."""
        return any(not scope.endswith(":read") for scope in self.scopes)


async def try_edge(profile: Profile, key: str) -> Found | Problem:
    """Ask the edge of a profile who a key is. May be cancelled at any moment."""
    if flaw := _flaw(profile.url, key):
        return flaw
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await _ask(profile, key)
    except TimeoutError:
        error: EdgeError = Unreachable(
            f"{profile.url} did not answer within {PATIENCE_S:.0f} s. Check the network, then try again."
        )
    except CertificateNotTrusted as refused:
        error = await explained(refused, profile.url, profile.certificate, datetime.now(UTC))
    except EdgeError as refused:
        error = refused
    return problem_of(error, profile.url)


async def _ask(profile: Profile, key: str) -> Found:
    """Raises EdgeError."""
    tls = context_for(profile.url, profile.certificate)
    try:
        async with EdgeClient(profile.url, key, tls=tls, account=profile.account) as client:
            me = await client.me()
        return Found.of(me)
    except (KeyError, TypeError) as error:
        raise NotAnEdge(
            f"{profile.url} answered something unexpected ({error!r}). Is this the address of an edge?"
        ) from error


def _flaw(url: str, key: str) -> Problem | None:
    """What can be told of a key without asking anyone: no header can carry just anything."""
    if not key:
        return Problem(ProblemCode.NO_KEY, url, f"No key was entered for {url}.")
    if not key.isascii() or not key.isprintable() or " " in key:
        detail = "The key holds characters that no key has, such as blanks or accents. Copy it again, whole."
        return Problem(ProblemCode.WRONG_KEY, url, detail)
    return None


async def keep(
    profiles: Profiles, keys: KeyStore, profile: Profile, key: str | None, *, remember: bool = True
) -> None:
    """Keep a profile, and its key beside it: None leaves the one that is kept. `remember=False` keeps a key
    until the program ends, and forgets what outlasts it. Raises OSError."""
    await asyncio.to_thread(profiles.keep, profile)
    if not remember:
        key = key or await keys.get(profile.id)
        await keys.forget(profile.id)
    if key:
        await keys.put(profile.id, key, remember=remember)


async def remove(profiles: Profiles, keys: KeyStore, profile_id: str) -> None:
    """Forget a profile and its key. Raises OSError."""
    await asyncio.to_thread(profiles.remove, profile_id)
    await keys.forget(profile_id)

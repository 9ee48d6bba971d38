"""One attempt to connect: does this key open this edge, and whose is it? And how one that does is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple, Self, TypeVar
from urllib.parse import urlsplit

from common.client import (
    CertificateNotTrusted,
    EdgeClient,
    EdgeError,
    KeyRefused,
    NotAnEdge,
    Unreachable,
)
from console.core.keyring_store import KeyStore
from console.core.problems import Problem, ProblemCode, problem_of
from console.core.profiles import Profile, Profiles, address
from console.core.records import Json
from console.core.trust import context_for, explained
from console.core.versions import AGENT, check_versions

PATIENCE_S: Final = 12.0
"""Somebody sits before it and waits: longer than the client repeats a call, shorter than it hopes for an
answer."""

ABOUT_CERTIFICATE: Final = frozenset(
    {ProblemCode.CERTIFICATE_UNKNOWN, ProblemCode.CERTIFICATE_CHANGED, ProblemCode.CERTIFICATE_EXPIRED}
)
ABOUT_KEY: Final = frozenset({ProblemCode.WRONG_KEY, ProblemCode.NO_KEY, ProblemCode.NOT_PERMITTED})

T = TypeVar("T")


class Chosen(NamedTuple):
    """What to open. Both are kept already; whether the key outlasts the program was the user's choice."""

    profile: Profile
    key: str


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
    return await _answered(profile.url, profile.certificate, _ask(profile, key))


async def find_edge(typed: str, pins: Mapping[str, str]) -> str | Problem:
    """The base address at which an edge answers, with no key shown to anybody: as it was typed or, where no
    scheme was, as https and as http. `pins`: the certificates (PEM) trusted by now, by address. Of two
    problems the one that says more. Raises AddressError. May be cancelled at any moment."""
    urls = schemes(typed)
    met = await asyncio.gather(*(_answered(url, pins.get(url), _knock(url, pins.get(url))) for url in urls))
    doubts = [it for it in met if isinstance(it, Problem) and it.code in ABOUT_CERTIFICATE]
    edges = [it for it in met if not isinstance(it, Problem)]
    # Who shows a certificate is asked about it: http is no way around it, but for this computer itself.
    if doubts and not (edges and edges[0] == urls[0]):
        return doubts[0]
    if edges:
        return edges[0]
    problems = [it for it in met if isinstance(it, Problem)]
    return next((it for it in problems if it.code is not ProblemCode.UNREACHABLE), problems[0])


def schemes(typed: str) -> tuple[str, ...]:
    """The base addresses that may be meant, likeliest first. Raises AddressError."""
    first = address(typed)
    if "://" in typed:
        return (first,)
    scheme, _, rest = first.partition("://")
    return first, f"{'https' if scheme == 'http' else 'http'}://{rest}"


def stays_here(url: str) -> bool:
    """Whether it is of this computer: what is said to it never leaves."""
    return address(urlsplit(url).netloc).startswith("http://")


async def _answered(url: str, certificate: str | None, asking: Awaitable[T]) -> T | Problem:
    """What came of it, or what kept it from coming."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await asking
    except TimeoutError:
        error: EdgeError = Unreachable(
            f"{url} did not answer within {PATIENCE_S:.0f} s. Check the network, then try again."
        )
    except CertificateNotTrusted as refused:
        error = await explained(refused, url, certificate, datetime.now(UTC))
    except EdgeError as refused:
        error = refused
    return problem_of(error, url)


async def _knock(url: str, certificate: str | None) -> str:
    """The address, if an edge asks for a key there. Raises EdgeError."""
    async with EdgeClient(url, "none", tls=context_for(url, certificate), agent=AGENT) as client:
        try:
            await client.me()
        except KeyRefused:
            return url
    raise NotAnEdge(f"{url} lets everybody in, which no edge does. Is this the address of an edge?")


async def _ask(profile: Profile, key: str) -> Found:
    """Raises EdgeError."""
    tls = context_for(profile.url, profile.certificate)
    try:
        async with EdgeClient(profile.url, key, tls=tls, account=profile.account, agent=AGENT) as client:
            me = await client.me()
        check_versions(me, profile.url)
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

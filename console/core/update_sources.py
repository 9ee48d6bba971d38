"""Whom to ask for updates, and how each is called: the edge as the console calls it, others by the system's
proxies and authorities."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from common.compatibility import console_agent
from common.update_files import FetchCode, FetchError, address_of
from console.core.profiles import Profile
from console.core.trust import context_for


@dataclass(frozen=True, slots=True)
class Source:
    """A folder of a web server. `certificate`: PEM of the one that was pinned; `edge`: whether it is the
    edge, which is called without a proxy, as it always is."""

    url: str
    certificate: str | None = None
    edge: bool = False


def mirror_of(profile: Profile) -> Source:
    """What the edge of a connection has to give."""
    return Source(address_of(profile.url, "updates/"), profile.certificate, edge=True)


@asynccontextmanager
async def asking(source: Source, version: str) -> AsyncIterator[httpx.AsyncClient]:
    """What asks it. Raises FetchError."""
    try:
        # Beside the loop: authorities are read from the system's store.
        tls = await asyncio.to_thread(context_for, source.url, source.certificate)
        http = httpx.AsyncClient(
            verify=tls if tls is not None else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            headers={"User-Agent": console_agent(version)},
            timeout=httpx.Timeout(30.0, connect=10.0),
            trust_env=not source.edge,
            follow_redirects=not source.edge,
        )
    except (ValueError, OSError, ImportError, httpx.InvalidURL) as error:  # a proxy or a pin that is none
        raise FetchError(
            FetchCode.UNREACHABLE,
            f"{source.url} cannot be asked ({error}). Check the proxy that this computer is set to.",
        ) from error
    async with http:
        yield http

"""Who is at the other end: which addresses are free of limits, and whom a proxy speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final, NamedTuple

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

FORWARDED: Final = frozenset({"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "forwarded"})
"""Headers by which a proxy says whom it speaks for. Lines of the same name belong together, in their order:
some proxies add one of their own behind one that the client made up."""

LONGEST_ADDRESS: Final = 64
HOST: Final = re.compile(r"([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)


class Caller(NamedTuple):
    """Who calls: the address, whether over TLS all the way, and the host that was called where a proxy
    vouches for it."""

    address: str
    secure: bool
    host: str | None


class _Told(NamedTuple):
    """What proxies said, each list from the farthest hop to the nearest."""

    addresses: Sequence[str]
    protocols: Sequence[str]
    hosts: Sequence[str]


class Peers:
    """Judges peer addresses by the operator's two lists (security-reliability §3)."""

    def __init__(
        self, trusted_networks: Iterable[Network] = (), trusted_proxies: Iterable[Network] = ()
    ) -> None:
        self._networks = tuple(trusted_networks)
        self._proxies = tuple(trusted_proxies)

    def unlimited(self, peer: str) -> bool:
        """True for addresses without a limit of their own: loopback, trusted networks, trusted proxies."""
        address = _address(peer)
        if address is None:
            return False
        return address.is_loopback or _within(address, self._networks) or _within(address, self._proxies)

    def caller(self, peer: str, headers: Mapping[str, str], *, over_tls: bool) -> Caller:
        """Who calls through a connection from `peer`. Of `headers` (lower-case) those of FORWARDED count, if
        the peer is a trusted proxy: X-Forwarded-For, -Proto and -Host, or without any of them Forwarded."""
        if not self._speaks_for_others(peer):
            return Caller(peer, over_tls, None)
        told = _told(headers)
        address, hops = self._walked(peer, told.addresses)
        # What stands left of the trusted hops' own words anybody can have written.
        by_proxies = [name for name in told.protocols[-hops:] if name]
        secure = all(name == "https" for name in by_proxies) if by_proxies else over_tls
        host = told.hosts[-hops:][0] if told.hosts else ""
        return Caller(address, secure, host if HOST.fullmatch(host) else None)

    def origin(self, peer: str, forwarded_for: str | None) -> str:
        """The address behind a peer. `forwarded_for` (X-Forwarded-For) counts only from a trusted proxy, and
        of it the right-most address that is no trusted proxy: what stands left of that anybody can write."""
        if not forwarded_for or not self._speaks_for_others(peer):
            return peer
        return self._walked(peer, _listed(forwarded_for))[0]

    def _speaks_for_others(self, peer: str) -> bool:
        return is_within(peer, self._proxies)

    def _walked(self, peer: str, addresses: Sequence[str]) -> tuple[str, int]:
        """From a trusted proxy outwards: the first address that is none, and how many hops away it is."""
        hops = 0
        for named in reversed(addresses):
            address = _address(named)
            hops += 1
            if address is None:
                break
            peer = str(address)
            if not _within(address, self._proxies):
                break
        return peer, max(hops, 1)


def is_within(peer: str, networks: tuple[Network, ...]) -> bool:
    """Whether an address is one of some networks."""
    if not networks:
        return False
    address = _address(peer)
    return address is not None and _within(address, networks)


def _told(headers: Mapping[str, str]) -> _Told:
    usual = [headers.get(f"x-forwarded-{name}", "") for name in ("for", "proto", "host")]
    if any(usual) or "forwarded" not in headers:
        addresses, protocols, hosts = map(_listed, usual)
        return _Told(addresses, [name.lower() for name in protocols], hosts)
    # A comma inside quotes belongs to no address, protocol or host; a quote that somebody left open must not
    # hide what a proxy wrote behind it.
    elements = [_element(text) for text in headers["forwarded"].split(",")]
    return _Told(
        [element.get("for", "") for element in elements],
        [element.get("proto", "").lower() for element in elements],
        [element.get("host", "") for element in elements],
    )


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")] if text else []


def _element(text: str) -> dict[str, str]:
    """One hop of Forwarded (RFC 7239 §4): `for="[2001:db8::1]:4711";proto=https`."""
    found: dict[str, str] = {}
    for pair in text.split(";"):
        name, _, value = pair.partition("=")
        value = value.strip()
        if value.startswith('"'):
            value = _ESCAPED.sub(r"\1", value.strip('"'))
        found.setdefault(name.strip().lower(), value)
    return found


def _address(text: str) -> Address | None:
    return None if len(text) > LONGEST_ADDRESS else _read(text)


@lru_cache(1024)
def _read(text: str) -> Address | None:
    """An address as sockets and proxies write it: with port, brackets or as IPv4 inside IPv6."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def _within(address: Address, networks: tuple[Network, ...]) -> bool:
    return any(address in network for network in networks)

"""Who is at the other end: which addresses are free of limits, and whom a proxy speaks for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


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

    def origin(self, peer: str, forwarded_for: str | None) -> str:
        """The terminal's address. `forwarded_for` (X-Forwarded-For) counts only from a trusted proxy, and of
        it the right-most address that is no trusted proxy: what stands left of that anybody can write."""
        if not forwarded_for or not self._proxies:
            return peer
        address = _address(peer)
        hops = forwarded_for.split(",")
        while hops and address is not None and _within(address, self._proxies):
            named = _address(hops.pop())
            if named is None:
                break
            address, peer = named, str(named)
        return peer

    def vouched_secure(self, peer: str, forwarded_proto: str | None) -> bool:
        """Whether a trusted proxy says that the terminal reached it over TLS (X-Forwarded-Proto)."""
        if forwarded_proto is None or not self._proxies:
            return False
        address = _address(peer)
        by_proxy = address is not None and _within(address, self._proxies)
        return by_proxy and forwarded_proto.strip().lower() == "https"


def is_within(peer: str, networks: tuple[Network, ...]) -> bool:
    """Whether an address is one of some networks."""
    if not networks:
        return False
    address = _address(peer)
    return address is not None and _within(address, networks)


@lru_cache(1024)
def _address(text: str) -> Address | None:
    """An address as sockets and proxies write it: with port, brackets or as IPv4 inside IPv6."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def _within(address: Address, networks: tuple[Network, ...]) -> bool:
    return any(address in network for network in networks)

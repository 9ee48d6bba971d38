"""The outgoing address guard: webhooks reach public addresses, others only where the installation says so.

An endpoint's URL is a tenant's to choose, so whatever it names, by a literal, a host name that resolves to
something else each time, or a redirect, must not lead into the network that the edge stands in. The check is
made where nothing can come between: when the socket for a resolved address is created.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

SETTING: Final = "webhooks_allowed_networks"

# What `is_global` of Python 3.11 lets pass, although it leads elsewhere.
_NEVER: Final[tuple[Network, ...]] = tuple(
    ip_network(network)
    for network in (
        "192.88.99.0/24",
        "::/96",
        "::ffff:0:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
    )
)
# Where clouds keep the credentials of a machine: a whole network that holds these is no word for them.
_DELICATE: Final[tuple[Network, ...]] = (
    ip_network("169.254.0.0/16"),
    ip_network("fe80::/10"),
    ip_network("fd00:ec2::254/128"),
    ip_network("fd20:ce::254/128"),
    ip_network("100.100.100.200/32"),
)
_NAT64: Final = ip_network("64:ff9b::/96")
_ISATAP: Final = 0x5EFE


def origin(url: str) -> tuple[str, str | None, int | None]:
    """Who a URL leads to: scheme, host and port. What is secret for one of them is not another's to see."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


class BlockedAddress(OSError):
    """A webhook would leave for an address that is not allowed."""


class Guard:
    """Judges addresses. `allowed`: networks that may be reached besides the public ones; `own`: where this
    edge itself listens, which only an entry of one address allows."""

    def __init__(self, allowed: Sequence[Network] = (), own: Sequence[tuple[Address, int]] = ()) -> None:
        self._allowed = tuple(allowed)
        self._exact = frozenset(
            network.network_address for network in allowed if network.prefixlen == network.max_prefixlen
        )
        self._own = frozenset(own)

    def refusal(self, address: Address, port: int = 0) -> str | None:
        """Why an address may not be reached, None where it may."""
        plain = _unscoped(address)
        inner = _carried(plain)
        if (plain, port) in self._own and plain not in self._exact:
            return f"{plain} port {port} is this edge itself"
        for one in (plain, *inner):
            if not self._may(one):
                return f"{plain} is not a public address and not inside {SETTING}"
        return None

    def check(self, address: Address, port: int = 0, *, plain: bool = False) -> None:
        """Whether an address may be reached; `plain`: without TLS. Raises BlockedAddress."""
        refusal = self.refusal(address, port)
        if refusal is None and plain and not self._is_ours(address):
            refusal = f"{address} may only be reached by https: it is not inside {SETTING}"
        if refusal is not None:
            raise BlockedAddress(
                f"{refusal}. To send webhooks there, whoever runs the edge adds it to the setting {SETTING}."
            )

    def _is_ours(self, address: Address) -> bool:
        meant = _unscoped(address)
        return any(meant in network for network in self._allowed)

    def _may(self, address: Address) -> bool:
        if address in self._exact:
            return True
        if any(address in network for network in _DELICATE):
            return False
        if any(address in network for network in self._allowed):
            return True
        return address.is_global and not address.is_multicast and not any(address in n for n in _NEVER)


def _unscoped(address: Address) -> Address:
    """An address without its scope, and the IPv4 address that is meant where it is written as IPv6."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        return IPv6Address(int(address))
    return address


def _carried(address: Address) -> tuple[IPv4Address, ...]:
    """IPv4 addresses that an IPv6 address leads on to by translation or a tunnel."""
    if isinstance(address, IPv4Address):
        return ()
    value = int(address)
    found = []
    if address.sixtofour is not None:
        found.append(address.sixtofour)
    if address.teredo is not None:
        found.extend(address.teredo)
    if address in _NAT64:
        found.append(IPv4Address(value & 0xFFFFFFFF))
    if (value >> 32) & 0xFFFF == _ISATAP and (value >> 48) & 0xFFFF in (0, 0x0200):
        found.append(IPv4Address(value & 0xFFFFFFFF))
    return tuple(found)


def own_addresses(hosts: Sequence[str], ports: Sequence[int]) -> tuple[tuple[Address, int], ...]:
    """Where an edge listens, for `Guard(own=…)`: the loopback addresses for a wildcard."""
    addresses: set[Address] = set()
    for host in hosts:
        try:
            address = ip_address(host)
        except ValueError:
            continue  # a name: its addresses are judged as they are
        addresses.add(address)
        if address.is_unspecified:
            addresses.update((IPv4Address("127.0.0.1"), IPv6Address("::1")))
    return tuple((address, port) for address in addresses for port in ports)

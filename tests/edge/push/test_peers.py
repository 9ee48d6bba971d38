"""Whose address counts: trusted lists, and X-Forwarded-For only as far as trusted proxies vouch for it."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from edge.push.peers import Peers

PEERS = Peers(
    trusted_networks=[ip_network("192.168.0.0/16")],
    trusted_proxies=[ip_network("10.0.0.0/24"), ip_network("fd00::/8")],
)


@pytest.mark.parametrize(
    "peer", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "192.168.7.7", "10.0.0.5"]
)
def test_loopback_trusted_networks_and_proxies_have_no_limit_of_their_own(peer: str) -> None:
    assert PEERS.unlimited(peer)


@pytest.mark.parametrize("peer", ["8.8.8.8", "10.0.1.5", "2001:db8::1", "", "nonsense"])
def test_all_others_are_limited(peer: str) -> None:
    assert not PEERS.unlimited(peer)


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "origin"),
    [
        ("10.0.0.5", "41.1.2.3", "41.1.2.3"),
        ("10.0.0.5", "6.6.6.6, 41.1.2.3", "41.1.2.3"),
        ("10.0.0.5", "6.6.6.6, 41.1.2.3, 10.0.0.9", "41.1.2.3"),
        ("10.0.0.5", "10.0.0.8, 10.0.0.9", "10.0.0.8"),
        ("10.0.0.5", "41.1.2.3:5123", "41.1.2.3"),
        ("10.0.0.5", "[2001:db8::7]:5123", "2001:db8::7"),
        ("fd00::1", "2001:db8::7", "2001:db8::7"),
        ("::ffff:10.0.0.5", "41.1.2.3", "41.1.2.3"),
        ("10.0.0.5", "41.1.2.3, unknown", "10.0.0.5"),
        ("10.0.0.5", "unknown, 10.0.0.9", "10.0.0.9"),
        ("10.0.0.5", "", "10.0.0.5"),
        ("10.0.0.5", None, "10.0.0.5"),
        ("8.8.8.8", "41.1.2.3", "8.8.8.8"),
        ("192.168.7.7", "41.1.2.3", "192.168.7.7"),
        ("", "41.1.2.3", ""),
    ],
)
def test_the_origin_is_the_right_most_address_that_is_no_trusted_proxy(
    peer: str, forwarded_for: str | None, origin: str
) -> None:
    assert PEERS.origin(peer, forwarded_for) == origin


def test_without_trusted_proxies_the_header_is_anybodys_claim() -> None:
    assert Peers().origin("127.0.0.1", "41.1.2.3") == "127.0.0.1"

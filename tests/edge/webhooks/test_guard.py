"""Every spelling of an address inside is refused; what the installation allows is not."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.webhooks.guard import BlockedAddress, Guard, own_addresses

INSIDE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.1.2.3",
    "127.255.255.254",
    "169.254.0.1",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.254",
    "192.0.0.1",
    "192.0.0.170",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.168.255.254",
    "198.18.0.1",
    "198.19.255.254",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::2",
    "::7f00:1",
    "::a00:1",
    "::808:808",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:7f00:1:0:0:80ff:fffe",
    "2001:2::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2002:808:808::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fe80::1",
    "fe80::a9fe:a9fe",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "2606:4700::5efe:127.0.0.1",
    "2606:4700::200:5efe:10.0.0.1",
    "fe80::5efe:192.168.0.1",
    "fe80::1%eth0",
    "::1%lo",
]
OUTSIDE = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "2606:4700:4700::1111",
    "2a00:1450:4001:81b::200e",
    "::ffff:8.8.8.8",
]


def test_the_corpus_is_large_enough() -> None:
    assert len(INSIDE) >= 60


@pytest.mark.parametrize("text", INSIDE)
def test_what_is_inside_is_refused_and_the_setting_named(text: str) -> None:
    with pytest.raises(BlockedAddress, match="webhooks_allowed_networks"):
        Guard().check(ip_address(text), 443)


@pytest.mark.parametrize("text", OUTSIDE)
def test_what_is_public_is_reached(text: str) -> None:
    Guard().check(ip_address(text), 443)


def test_networks_of_the_installation_are_reached() -> None:
    guard = Guard([ip_network("192.168.0.0/16"), ip_network("127.0.0.0/8")])
    for text in ("192.168.7.1", "127.0.0.1", "::ffff:192.168.7.1"):
        assert guard.refusal(ip_address(text)) is None
        guard.check(ip_address(text), 80, plain=True)
    assert guard.refusal(ip_address("10.0.0.1")) is not None


def test_without_tls_only_networks_of_the_installation_are_reached() -> None:
    Guard().check(ip_address("8.8.8.8"), 443)
    with pytest.raises(BlockedAddress, match="https"):
        Guard().check(ip_address("8.8.8.8"), 80, plain=True)


def test_a_cloud_s_credentials_need_an_entry_of_their_own() -> None:
    wide = Guard([ip_network("0.0.0.0/0"), ip_network("::/0")])
    for text in ("169.254.169.254", "fd00:ec2::254", "fe80::1", "100.100.100.200"):
        assert wide.refusal(ip_address(text)) is not None, text
    exact = Guard([ip_network("169.254.169.254/32")])
    assert exact.refusal(ip_address("169.254.169.254")) is None
    assert exact.refusal(ip_address("169.254.169.253")) is not None


def test_the_edge_does_not_call_itself() -> None:
    own = own_addresses(["0.0.0.0"], [8080])
    guard = Guard([ip_network("127.0.0.0/8")], own)
    assert guard.refusal(ip_address("127.0.0.1"), 8080) is not None
    assert guard.refusal(ip_address("127.0.0.1"), 3000) is None, "a receiver beside it"
    allowed = Guard([ip_network("127.0.0.1/32")], own)
    assert allowed.refusal(ip_address("127.0.0.1"), 8080) is None


@given(st.ip_addresses(v=4))
def test_no_way_of_writing_an_ipv4_address_as_ipv6_leads_around(address: object) -> None:
    guard = Guard()
    value = int(ip_address(str(address)))
    direct = guard.refusal(ip_address(str(address)))
    mapped = guard.refusal(ip_address((0xFFFF << 32) | value))
    assert (mapped is None) == (direct is None)
    nat64 = (0x64_FF9B << 96) | value
    sixtofour = (0x2002 << 112) | (value << 80) | 1
    isatap = (0x2606_4700 << 96) | (0x5EFE << 32) | value
    assert guard.refusal(ip_address(nat64)) is not None
    assert guard.refusal(ip_address(sixtofour)) is not None
    if direct is not None:
        assert guard.refusal(ip_address(isatap)) is not None

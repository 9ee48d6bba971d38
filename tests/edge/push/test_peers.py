"""Whose address counts: trusted lists, and X-Forwarded-For only as far as trusted proxies vouch for it."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.peers import FORWARDED, Peers

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


@pytest.mark.parametrize(
    ("headers", "caller"),
    [
        ({}, ("10.0.0.5", False, None)),
        ({"x-forwarded-for": "41.1.2.3"}, ("41.1.2.3", False, None)),
        ({"x-forwarded-for": "41.1.2.3", "x-forwarded-proto": "https"}, ("41.1.2.3", True, None)),
        ({"x-forwarded-proto": "HTTPS", "x-forwarded-host": "hr.example"}, ("10.0.0.5", True, "hr.example")),
        # What the client made up stands left of what the proxy added.
        (
            {"x-forwarded-for": "6.6.6.6, 41.1.2.3", "x-forwarded-proto": "https, http"},
            ("41.1.2.3", False, None),
        ),
        (
            {"x-forwarded-for": "41.1.2.3", "x-forwarded-host": "evil.example, hr.example:8443"},
            ("41.1.2.3", False, "hr.example:8443"),
        ),
        # Two proxies, each with a word of its own: the far one knows what was called.
        (
            {
                "x-forwarded-for": "41.1.2.3, 10.0.0.9",
                "x-forwarded-proto": "https, https",
                "x-forwarded-host": "evil.example, hr.example, inner",
            },
            ("41.1.2.3", True, "hr.example"),
        ),
        (
            {"x-forwarded-for": "41.1.2.3, 10.0.0.9", "x-forwarded-proto": "https, http"},
            ("41.1.2.3", False, None),
        ),
        ({"forwarded": "for=41.1.2.3"}, ("41.1.2.3", False, None)),
        ({"forwarded": "for=41.1.2.3;proto=https;host=hr.example"}, ("41.1.2.3", True, "hr.example")),
        ({"forwarded": 'For="[2001:db8::7]:4711" ; Proto=HTTPS;by=10.0.0.5'}, ("2001:db8::7", True, None)),
        (
            {"forwarded": "for=6.6.6.6;proto=https;host=evil.example, for=41.1.2.3;proto=http"},
            ("41.1.2.3", False, None),
        ),
        (
            {"forwarded": "for=41.1.2.3;proto=https;host=hr.example, for=10.0.0.9;proto=https"},
            ("41.1.2.3", True, "hr.example"),
        ),
        ({"forwarded": 'for="6.6.6.6, for=41.1.2.3;proto=https'}, ("41.1.2.3", True, None)),
        ({"forwarded": "for=unknown;proto=https"}, ("10.0.0.5", True, None)),
        ({"forwarded": "for=_hidden, for=10.0.0.9"}, ("10.0.0.9", False, None)),
        ({"forwarded": ""}, ("10.0.0.5", False, None)),
        # A proxy that writes the one kind passes on what the client wrote in the other.
        ({"forwarded": "for=6.6.6.6;proto=https", "x-forwarded-for": "41.1.2.3"}, ("41.1.2.3", False, None)),
        ({"x-forwarded-host": "no host at all"}, ("10.0.0.5", False, None)),
        ({"x-forwarded-host": "hr.example/../.."}, ("10.0.0.5", False, None)),
        ({"x-forwarded-for": "fe80::1%\x1b[2J"}, ("fe80::1", False, None)),
    ],
)
def test_what_a_trusted_proxy_says_of_who_calls(
    headers: dict[str, str], caller: tuple[str, bool, str | None]
) -> None:
    assert PEERS.caller("10.0.0.5", headers, over_tls=False) == caller


def test_a_link_to_the_proxy_over_tls_says_nothing_of_the_way_to_it() -> None:
    assert PEERS.caller("10.0.0.5", {"x-forwarded-proto": "http"}, over_tls=True).secure is False
    assert PEERS.caller("10.0.0.5", {"x-forwarded-for": "41.1.2.3"}, over_tls=True).secure is True


hostile = st.text(max_size=200) | st.text(alphabet='for=proto;host",: \\[]%._1280a', max_size=200)
headers = st.dictionaries(st.sampled_from(sorted(FORWARDED)), hostile)
peers = st.sampled_from(["10.0.0.5", "fd00::1", "::ffff:10.0.0.5", "41.9.9.9", "127.0.0.1", "", "nonsense"])


@given(peers, headers, st.booleans())
def test_no_words_of_anybody_make_a_caller_that_is_none(
    peer: str, told: dict[str, str], over_tls: bool
) -> None:
    caller = PEERS.caller(peer, told, over_tls=over_tls)
    if not peer.endswith("10.0.0.5") and peer != "fd00::1":
        assert caller == (peer, over_tls, None)
    elif caller.address != peer:
        assert str(ip_address(caller.address)) == caller.address
    assert caller.host is None or not set(caller.host) & set(' "/\\<>\r\n\0@')


@given(hostile, st.ip_addresses().filter(lambda address: not PEERS.unlimited(str(address))))
def test_whatever_stands_before_the_proxys_own_word_changes_nothing(prefix: str, client: Any) -> None:
    wanted = str(client.ipv4_mapped or client) if client.version == 6 else str(client)
    quoted = f'"[{client}]:4711"' if client.version == 6 else str(client)
    by_list = PEERS.caller("10.0.0.5", {"x-forwarded-for": f"{prefix}, {client}"}, over_tls=False)
    by_element = PEERS.caller("10.0.0.5", {"forwarded": f"{prefix}, for={quoted};proto=http"}, over_tls=True)
    assert by_list.address == by_element.address == wanted
    assert not by_element.secure

"""Only a certificate that somebody vouches for is believed: an authority, or the operator who has seen it."""

from __future__ import annotations

import hashlib
import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from common.client import CertificateNotTrusted, EdgeClient, Unreachable
from console.core.problems import ProblemCode
from console.core.trust import (
    CertificateChanged,
    CertificateExpired,
    CertificateUnknown,
    context_for,
    explained,
    fetch_certificate,
    read_certificate,
)
from tests.console.conftest import Until
from tests.console.core.certificates import of_private_authority
from tests.console.core.edges import Tenant, opened
from tests.console.servers import tls_front
from tests.kit.certificates import self_signed
from tests.kit.edge_process import free_port

NOW = datetime.now(UTC)


async def refused(url: str, pinned: str | None) -> CertificateNotTrusted:
    """How a client refuses a server, in the words of `explained`."""
    async with EdgeClient(url, "key", tls=context_for(url, pinned)) as client:
        with pytest.raises(CertificateNotTrusted) as caught:
            await client.me()
    return await explained(caught.value, url, pinned, NOW)


# -- what is shown of one
# -----


def test_a_certificate_is_shown_so_that_it_can_be_compared(tmp_path: Path) -> None:
    made = self_signed(tmp_path, "edge.example")
    shown = read_certificate(made.pem)
    der = ssl.PEM_cert_to_DER_cert(made.pem)
    assert shown == read_certificate(der)
    assert shown.fingerprint.replace(":", "").lower() == hashlib.sha256(der).hexdigest()
    assert len(shown.fingerprint.split(":")) == 32
    assert (shown.subject, shown.issuer) == ("CN=edge.example", "CN=edge.example")
    assert shown.self_signed
    assert shown.names == ("edge.example", "127.0.0.1")
    assert not shown.expired(NOW)
    assert shown.expired(NOW + timedelta(days=31))


def test_one_of_an_authority_is_not_self_signed(tmp_path: Path) -> None:
    _, leaf = of_private_authority(tmp_path, "edge")
    assert not read_certificate(leaf.pem).self_signed


@pytest.mark.parametrize("data", ["", "nonsense", b"", b"\x30\x03"])
def test_what_is_no_certificate_is_refused(data: bytes | str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the words are the library's
        read_certificate(data)


# -- what is believed
# -----


def test_where_nothing_is_encrypted_nothing_is_checked() -> None:
    assert context_for("http://127.0.0.1", None) is None
    assert context_for("http://127.0.0.1", "whatever") is None


@pytest.mark.parametrize("pem", ["", "nonsense"])
def test_a_pin_that_is_none_never_means_that_everybody_is_believed(pem: str) -> None:
    with pytest.raises((ssl.SSLError, ValueError)):
        context_for("https://edge", pem)


async def test_one_that_nobody_vouches_for_is_shown_to_be_compared(tenant: Tenant, tmp_path: Path) -> None:
    made = self_signed(tmp_path, "edge")
    async with tls_front(made, tenant.port) as url:
        error = await refused(url, None)
    assert isinstance(error, CertificateUnknown)
    assert error.offered == read_certificate(made.pem)
    assert "Compare its fingerprint" in str(error)


async def test_the_pinned_one_is_believed_whatever_name_it_is_for(tenant: Tenant, tmp_path: Path) -> None:
    made = self_signed(tmp_path, "some.other.name")
    async with tls_front(made, tenant.port) as url:
        named = url.replace("127.0.0.1", "localhost")
        for address in (url, named):
            async with EdgeClient(address, tenant.key, tls=context_for(address, made.pem)) as client:
                assert (await client.me())["tenant"]["id"] == tenant.id


async def test_a_pinned_one_of_a_private_authority_is_believed_by_itself(
    tenant: Tenant, tmp_path: Path
) -> None:
    authority, leaf = of_private_authority(tmp_path, "edge")
    async with tls_front(leaf, tenant.port) as url:
        for pinned in (leaf.pem, authority):
            async with EdgeClient(url, tenant.key, tls=context_for(url, pinned)) as client:
                assert (await client.me())["tenant"]["id"] == tenant.id
        assert isinstance(await refused(url, None), CertificateUnknown)


async def test_a_pinned_one_that_changed_is_refused_with_both(tenant: Tenant, tmp_path: Path) -> None:
    ours, theirs = self_signed(tmp_path, "edge"), self_signed(tmp_path, "edge2")
    async with tls_front(theirs, tenant.port) as url:
        error = await refused(url, ours.pem)
    assert isinstance(error, CertificateChanged)
    assert (error.pinned, error.offered) == (read_certificate(ours.pem), read_certificate(theirs.pem))
    assert error.pinned.fingerprint in str(error)
    assert error.offered.fingerprint in str(error)


async def test_a_pinned_one_that_expired_is_refused_as_that(tenant: Tenant, tmp_path: Path) -> None:
    past = self_signed(tmp_path, "edge", valid=(-30, -1))
    async with tls_front(past, tenant.port) as url:
        error = await refused(url, past.pem)
    assert isinstance(error, CertificateExpired)
    assert f"expired on {NOW - timedelta(days=1):%Y-%m-%d}" in str(error)


async def test_what_cannot_be_fetched_any_more_is_explained_without(tmp_path: Path) -> None:
    url = f"https://127.0.0.1:{free_port()}"
    with pytest.raises(Unreachable, match=r"cannot be fetched.*Check the address"):
        await fetch_certificate(url)
    error = await explained(CertificateNotTrusted("not trusted"), url, None, NOW)
    assert isinstance(error, CertificateUnknown)
    assert (str(error), error.offered) == ("not trusted", None)


async def test_a_server_that_does_not_encrypt_shows_no_certificate(tenant: Tenant) -> None:
    with pytest.raises(Unreachable, match="cannot be fetched"):
        await fetch_certificate(f"https://127.0.0.1:{tenant.port}")


# -- a session over it
# -----


async def test_a_session_says_what_it_was_shown_and_goes_on_once_it_is_trusted(
    tenant: Tenant, tmp_path: Path, until: Until
) -> None:
    made = self_signed(tmp_path, "edge")
    async with tls_front(made, tenant.port) as url:
        profile = tenant.profile(url)
        async with opened(profile, tenant.key) as watched:
            await until(lambda: watched.offline and watched.offline.retry_in is None)
            assert watched.problem.code is ProblemCode.CERTIFICATE_UNKNOWN
            assert watched.problem.lasting
            offered = watched.problem.offered
        assert offered is not None
        assert offered == read_certificate(made.pem)
        async with opened(replace(profile, certificate=offered.pem), tenant.key) as watched:
            await until(lambda: watched.live)


@pytest.mark.parametrize(
    ("valid", "code"),
    [((-1, 30), ProblemCode.CERTIFICATE_CHANGED), ((-30, -1), ProblemCode.CERTIFICATE_EXPIRED)],
)
async def test_a_session_does_not_go_on_with_a_pin_that_does_not_hold(
    tenant: Tenant, tmp_path: Path, until: Until, valid: tuple[int, int], code: ProblemCode
) -> None:
    shown = self_signed(tmp_path, "edge", valid=valid)
    expired = code is ProblemCode.CERTIFICATE_EXPIRED
    pinned = shown if expired else self_signed(tmp_path, "before")
    async with (
        tls_front(shown, tenant.port) as url,
        opened(tenant.profile(url, certificate=pinned.pem), tenant.key) as watched,
    ):
        await until(lambda: watched.offline and watched.offline.retry_in is None)
        problem = watched.problem
    assert problem.code is code
    assert problem.pinned == read_certificate(pinned.pem)
    assert problem.offered == (None if expired else read_certificate(shown.pem))

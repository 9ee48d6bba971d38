"""`tls self-signed`: a certificate that serves, that console and clients come to trust, and its renewal."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import signal
import ssl
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from typer.testing import CliRunner

from common.client import CertificateNotTrusted, EdgeClient
from console.core.trust import CertificateChanged, context_for, explained, fetch_certificate
from edge.cli import cli
from tests.edge.cli.conftest import Done, run
from tests.kit.certificates import shown_at
from tests.kit.edge_process import ROOT, EdgeProcess

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither modes nor SIGHUP")


def made(folder: Path, *words: str) -> Done:
    done = CliRunner().invoke(cli, ["tls", "self-signed", "--data", str(folder), *words])
    return Done(done.exit_code, done.stdout, done.stderr)


def facts(folder: Path, *words: str) -> dict[str, Any]:
    done = made(folder, "--json", *words)
    assert done.code == 0, done
    found: dict[str, Any] = json.loads(done.out)
    return found


def certificate_of(folder: Path, name: str = "cert.pem") -> x509.Certificate:
    return x509.load_pem_x509_certificate((folder / "tls" / name).read_bytes())


def names_in(certificate: x509.Certificate) -> list[str]:
    found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return [*found.get_values_for_type(x509.DNSName), *map(str, found.get_values_for_type(x509.IPAddress))]


def test_without_names_it_is_made_out_for_this_machine(tmp_path: Path) -> None:
    done = made(tmp_path)
    names = names_in(certificate_of(tmp_path))
    assert {"localhost", "127.0.0.1", "::1"} <= set(names)
    assert len(names) == len(set(names)) > 3
    printed = re.search(r"^Fingerprint  ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})  \(SHA-256\)$", done.out, re.M)
    assert printed is not None
    assert printed[1] == certificate_of(tmp_path).fingerprint(SHA256()).hex(":").upper()


def test_names_and_addresses_are_taken_as_they_are_said(tmp_path: Path) -> None:
    words = ("--host", "hr.example, 10.1.2.3", "*.salé.example", "--host", "fd00::7", "--days", "30")
    found = facts(tmp_path, *words)
    certificate = certificate_of(tmp_path)
    assert names_in(certificate) == ["hr.example", "*.xn--sal-dma.example", "10.1.2.3", "fd00::7"]
    left = certificate.not_valid_after_utc.timestamp() - time.time()
    assert left == pytest.approx(30 * 86_400, abs=60)
    assert found["ca"] is None
    assert certificate.issuer == certificate.subject


@pytest.mark.parametrize(
    "name", ["http://hr.example", "hr.example:8080", "a b", "x" * 64, "a..b", "*.*.x", "*."]
)
def test_what_is_no_name_is_refused(tmp_path: Path, name: str) -> None:
    done = made(tmp_path, "--host", name)
    assert (done.code, done.out) == (1, "")
    assert repr(name) in done.err
    assert not (tmp_path / "tls" / "cert.pem").exists()


@unix_only
def test_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    made(tmp_path, "--ca")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "tls").iterdir()}
    assert modes == {"cert.pem": 0o644, "key.pem": 0o600, "ca.pem": 0o644, "ca-key.pem": 0o600}
    assert stat.S_IMODE((tmp_path / "tls").stat().st_mode) == 0o700


def test_what_is_there_is_replaced_only_by_force_and_the_authority_never(tmp_path: Path) -> None:
    first = facts(tmp_path, "--ca")
    authority = (tmp_path / "tls" / "ca.pem").read_bytes()
    assert made(tmp_path, "--ca").failure == (
        f"{tmp_path / 'tls' / 'cert.pem'} is there already. --force replaces it; a running server then shows "
        "the new one."
    )
    assert "let it sign with --ca" in made(tmp_path, "--force").failure
    second = facts(tmp_path, "--ca", "--force")
    assert first["fingerprint"] != second["fingerprint"]
    assert (tmp_path / "tls" / "ca.pem").read_bytes() == authority
    certificate_of(tmp_path).verify_directly_issued_by(certificate_of(tmp_path, "ca.pem"))


def test_an_authority_that_lost_a_file_is_not_replaced_silently(tmp_path: Path) -> None:
    made(tmp_path, "--ca")
    (tmp_path / "tls" / "ca-key.pem").unlink()
    assert "one is missing" in made(tmp_path, "--ca", "--force").failure
    (tmp_path / "tls" / "ca-key.pem").write_text("nonsense")
    assert "are no PEM certificate and key" in made(tmp_path, "--ca", "--force").failure


def test_the_folder_is_that_of_the_server(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["tls", "self-signed"], env={"PUNCHDECK_DATA": str(tmp_path / "from")})
    assert done.exit_code == 0
    assert (tmp_path / "from" / "tls" / "key.pem").exists()
    file = tmp_path / "file"
    file.touch()
    assert "cannot be written" in made(file).failure


@pytest.mark.parametrize("ca", [True, False])
def test_strict_clients_take_it(tmp_path: Path, ca: bool) -> None:
    """As Python does from 3.13 on."""
    made(tmp_path, "--host", "hr.example", *(("--ca",) if ca else ()))
    folder = tmp_path / "tls"
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    client = ssl.create_default_context(cafile=folder / ("ca.pem" if ca else "cert.pem"))
    client.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN
    shaken(server, client, "hr.example")
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        shaken(server, client, "other.example")


def shaken(server: ssl.SSLContext, client: ssl.SSLContext, name: str) -> None:
    """Shake hands in memory."""
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours = client.wrap_bio(back, there, server_hostname=name)
    theirs = server.wrap_bio(there, back, server_side=True)
    for _ in range(4):
        for side in (ours, theirs):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                pass
    assert ours.version() == "TLSv1.3"


# -- a server with it


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EdgeProcess]:
    """Started as it was printed, but that old terminals, and the probe of its start, may call plain."""
    folder = tmp_path_factory.mktemp("tls") / "edge"
    done = made(folder, "--ca")
    printed = re.search(r"punchdeck-edge serve (.*?)\n\n", done.out.replace("\\\n", ""), re.S)
    assert printed is not None
    words = shlex.split(printed[1])
    at = words.index("--data")
    assert words.pop(at) == "--data"
    assert words.pop(at) == str(folder)
    with EdgeProcess(folder, *words, "--device-tls", "both", "--dev") as process:
        yield process


def secure(edge: EdgeProcess) -> str:
    return edge.url.replace("http:", "https:")


def test_clients_that_were_given_the_authority_trust_it(serving: EdgeProcess) -> None:
    context = ssl.create_default_context(cafile=serving.data / "tls" / "ca.pem")
    for host in ("127.0.0.1", "localhost"):
        answer = httpx.get(f"https://{host}:{serving.port}/readyz", verify=context, trust_env=False)
        assert answer.status_code == 200
    assert f"Serving on https://0.0.0.0:{serving.port}" in serving.output


async def test_the_console_trusts_it_by_the_fingerprint_that_was_printed(serving: EdgeProcess) -> None:
    url = secure(serving)
    offered = await fetch_certificate(url)
    assert offered.fingerprint == certificate_of(serving.data).fingerprint(SHA256()).hex(":").upper()
    async with EdgeClient(url, serving.admin_key, tls=context_for(url, None)) as client:
        with pytest.raises(CertificateNotTrusted):
            await client.me()
    async with EdgeClient(url, serving.admin_key, tls=context_for(url, offered.pem)) as client:
        assert (await client.me())["role"] == "admin"


@unix_only
async def test_a_renewal_is_shown_at_once_after_a_hangup(serving: EdgeProcess) -> None:
    url, before = secure(serving), await fetch_certificate(secure(serving))
    context = ssl.create_default_context(cafile=serving.data / "tls" / "ca.pem")
    async with EdgeClient(url, serving.admin_key, tls=context) as client:
        stream = client.stream()
        await anext(stream)
        found = facts(serving.data, "--ca", "--force")
        os.kill(serving.pid, signal.SIGHUP)
        new = found["fingerprint"].replace(":", "").lower()
        async with asyncio.timeout(20):
            while await asyncio.to_thread(shown_at, serving.port) != new:
                await asyncio.sleep(0.02)
        # Who was connected stays so, and who trusts the authority needs no word with anybody.
        await client.create_site("After the renewal")
        await stream.aclose()
        assert (await client.me())["role"] == "admin"
    async with EdgeClient(url, serving.admin_key, tls=context_for(url, before.pem)) as pinned:
        with pytest.raises(CertificateNotTrusted) as caught:
            await pinned.me()
    changed = await explained(caught.value, url, before.pem, before.valid_from)
    assert isinstance(changed, CertificateChanged)
    assert changed.offered.fingerprint == found["fingerprint"]


def test_a_listener_believes_the_authority_that_it_is_given(serving: EdgeProcess, tmp_path: Path) -> None:
    words = ["listen", "--server", secure(serving), "--key", serving.admin_key, "--for", "1"]
    ca = serving.data / "tls" / "ca.pem"
    believed = CliRunner().invoke(cli, [*words, "--ca-file", str(ca)], catch_exceptions=False)
    refused = CliRunner().invoke(cli, words, catch_exceptions=False)
    nothing = CliRunner().invoke(cli, [*words, "--ca-file", str(tmp_path / "none.pem")])
    assert (believed.exit_code, "Listening to https://" in believed.stderr) == (0, True)
    assert (refused.exit_code, "is not trusted" in refused.stderr) == (1, True)
    assert (nothing.exit_code, "none.pem is no certificate" in nothing.stderr) == (1, True)


def test_a_fleet_is_simulated_over_tls(serving: EdgeProcess, tmp_path: Path) -> None:
    ca = serving.data / "tls" / "ca.pem"
    context = ssl.create_default_context(cafile=ca)
    words = ["simulate", "--server", secure(serving), "--sites", "1", "--devices", "2", "--rate", "5"]
    with Simulating(*words, "--ca-file", str(ca), "--key", serving.admin_key):
        deadline, found = time.monotonic() + 30, 0
        while found < 3 and time.monotonic() < deadline:
            time.sleep(0.2)
            page = httpx.get(
                f"{secure(serving)}/v1/attendance",
                headers={"Authorization": f"Bearer {serving.admin_key}"},
                verify=context,
                trust_env=False,
            )
            found = len(page.json()["data"])
    assert found >= 3
    stranger = tmp_path / "other"
    made(stranger)
    refused = run(*words, "--ca-file", str(stranger / "tls" / "cert.pem"), "--key", serving.admin_key)
    assert (refused.code, "is not trusted" in refused.err) == (1, True)


class Simulating:
    """A fleet in a process of its own."""

    def __init__(self, *words: str) -> None:
        self._words = words

    def __enter__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "edge", *self._words],
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
        )

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.wait(15)

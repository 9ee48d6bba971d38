"""Setups for Windows carry a signature that holds, and that does not hold any more when they are changed."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from resources.installers.windows.build import build
from resources.installers.windows.sign import (
    Azure,
    Pfx,
    SignError,
    Stored,
    identity,
    programs,
    signtool_command,
)
from tests.kit.edge_process import ROOT
from tests.packaging.system_programs import needed
from tests.packaging.windows_computer import payload

SCRIPT = ROOT / "resources/installers/windows/sign.py"


@dataclass(frozen=True)
class Signer:
    """Somebody with a certificate for code, made for the test."""

    pfx: Path
    certificate: Path
    password: str = "it has spaces & signs"

    @classmethod
    def made(cls, folder: Path, name: str) -> Signer:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = datetime.datetime.now(datetime.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=2))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), critical=False)
            .sign(key, hashes.SHA256())
        )
        signer = cls(folder / f"{name}.pfx", folder / f"{name}.pem")
        signer.certificate.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        sealed = serialization.BestAvailableEncryption(signer.password.encode())
        signer.pfx.write_bytes(pkcs12.serialize_key_and_certificates(None, key, certificate, None, sealed))
        return signer

    @property
    def environment(self) -> Mapping[str, str]:
        """As the one that signs has it. No timestamps: there is no network in a test."""
        return {
            "PUNCHDECK_SIGN_PFX": str(self.pfx),
            "PUNCHDECK_SIGN_PFX_PASSWORD": self.password,
            "PUNCHDECK_SIGN_TIMESTAMP": "none",
        }


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    needed("osslsigncode", "osslsigncode")
    return Signer.made(tmp_path, "Punchdeck test")


def script(*arguments: object, extra: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The script as it is run, with nothing to sign with but what is given."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PUNCHDECK", "AZURE"))}
    return subprocess.run(
        [sys.executable, SCRIPT, *map(str, arguments)],
        env={**bare, **(extra or {})},
        capture_output=True,
        text=True,
        check=False,
    )


def test_programs_uninstaller_and_setup_are_signed_and_a_changed_one_is_found_out(
    signer: Signer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed("makensis", "nsis")
    bundle = payload(tmp_path / "bundle", "1.2.0")
    signed = script(bundle, extra=signer.environment)
    assert signed.returncode == 0, signed.stderr
    assert [line.rpartition("/")[2] for line in signed.stdout.splitlines()] == [
        "punchdeck-edge.exe",
        "punchdeck.exe",
    ]
    for name, value in signer.environment.items():
        monkeypatch.setenv(name, value)
    unsigned = build(bundle, tmp_path / "unsigned", version="1.2.0", compressor="zlib")
    setup = build(bundle, tmp_path / "signed", version="1.2.0", compressor="zlib", sign=True)
    trusted = ("--verify", "--ca", signer.certificate)
    checked = script(*trusted, bundle, setup)
    assert checked.returncode == 0, checked.stderr

    refused = script(*trusted, unsigned)
    assert refused.returncode == 1
    assert unsigned.name in refused.stderr

    image = bytearray(setup.read_bytes())
    image[len(image) // 2] ^= 1
    setup.write_bytes(image)
    assert script(*trusted, setup).returncode == 1


def test_a_signature_of_somebody_else_is_not_taken(signer: Signer, tmp_path: Path) -> None:
    bundle = payload(tmp_path / "bundle", "1.2.0")
    stranger = Signer.made(tmp_path, "stranger")
    assert script(bundle, extra=stranger.environment).returncode == 0
    assert script("--verify", "--ca", stranger.certificate, bundle).returncode == 0
    assert script("--verify", "--ca", signer.certificate, bundle).returncode == 1


def test_a_wrong_password_signs_nothing(signer: Signer, tmp_path: Path) -> None:
    program = tmp_path / "punchdeck.exe"
    program.write_bytes(b"MZ")
    wrong = {**signer.environment, "PUNCHDECK_SIGN_PFX_PASSWORD": "wrong"}
    done = script(program, extra=wrong)
    assert done.returncode == 1
    assert "punchdeck.exe" in done.stderr
    assert program.read_bytes() == b"MZ"


def test_what_is_missing_to_sign_is_named() -> None:
    done = script(SCRIPT)
    assert done.returncode == 1
    assert "PUNCHDECK_SIGN_PFX" in done.stderr
    azure = {"PUNCHDECK_SIGN_ENDPOINT": "https://weu.codesigning.azure.net", "AZURE_CLIENT_ID": "client"}
    with pytest.raises(SignError, match="AZURE_TENANT_ID"):
        identity(azure)
    azure |= {"AZURE_TENANT_ID": "tenant", "PUNCHDECK_SIGN_ACCOUNT": "ours"}
    with pytest.raises(SignError, match="PUNCHDECK_SIGN_PROFILE, PUNCHDECK_SIGN_DLIB"):
        identity(azure)
    azure |= {"PUNCHDECK_SIGN_PROFILE": "public", "PUNCHDECK_SIGN_DLIB": r"C:\dlib.dll"}
    assert identity(azure) == Azure(azure["PUNCHDECK_SIGN_ENDPOINT"], "ours", "public", r"C:\dlib.dll")


@pytest.mark.parametrize(
    ("who", "chosen"),
    [
        (
            Azure("https://weu", "ours", "public", r"C:\dlib.dll"),
            ["/dlib", r"C:\dlib.dll", "/dmdf", "m.json"],
        ),
        (Stored("0123abcd"), ["/sha1", "0123abcd"]),
        (Pfx("ours.pfx", "secret"), ["/f", "ours.pfx", "/p", "secret"]),
    ],
)
def test_on_windows_signtool_is_told_who_signs(who: Azure | Stored | Pfx, chosen: list[str]) -> None:
    command = signtool_command("signtool", who, Path("m.json"), "http://time.example.com")
    stamped = ["/tr", "http://time.example.com", "/td", "SHA256"]
    assert command == ["signtool", "sign", "/fd", "SHA256", *stamped, *chosen]
    assert "/tr" not in signtool_command("signtool", who, Path("m.json"), "none")


def test_a_folder_means_our_programs_and_not_the_libraries_of_others(tmp_path: Path) -> None:
    for name in ("punchdeck.exe", "punchdeck-edge.exe", "_internal/Qt6Core.dll", "_internal/other.exe"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert [path.name for path in programs([tmp_path])] == ["punchdeck-edge.exe", "punchdeck.exe"]
    with pytest.raises(SignError, match="is no program"):
        programs([tmp_path / "missing.exe"])

"""Certificates made on the spot, which nobody has a reason to trust."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass(frozen=True, slots=True)
class Identity:
    """A self-signed certificate (PEM), and the file that holds it with its private key."""

    pem: str
    file: Path

    def context(self) -> ssl.SSLContext:
        """What a server shows it with."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file)
        return context


def self_signed(folder: Path, name: str, *, valid: tuple[int, int] = (-1, 30)) -> Identity:
    """`valid`: first and last day, counted from now."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=valid[0]))
        .not_valid_after(now + timedelta(days=valid[1]))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(IPv4Address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(Encoding.PEM)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = folder / f"{name}.pem"
    file.write_bytes(pem + secret)
    return Identity(pem.decode(), file)


@dataclass(frozen=True, slots=True)
class Pair:
    """A server's certificate and its key in files of their own, written anew as a renewal does."""

    cert: Path
    key: Path

    @classmethod
    def made(cls, folder: Path, name: str = "edge.test", *, valid: tuple[int, int] = (-1, 90)) -> Pair:
        """A first one in a folder."""
        pair = cls(folder / "cert.pem", folder / "key.pem")
        pair.renew(name, valid=valid)
        return pair

    @property
    def pem(self) -> str:
        return self.cert.read_text()

    @property
    def fingerprint(self) -> str:
        """As people compare it."""
        return sha256(ssl.PEM_cert_to_DER_cert(self.pem)).hexdigest()

    def renew(self, name: str = "edge.test", *, valid: tuple[int, int] = (-1, 90)) -> None:
        """Another certificate and key in place of these."""
        made = self_signed(self.cert.parent, name, valid=valid).file.read_text()
        at = made.index("-----BEGIN PRIVATE KEY")
        replace(self.key, made[at:])
        replace(self.cert, made[:at])

    def client(self) -> ssl.SSLContext:
        """What a client that trusts the certificate of this moment calls with."""
        return ssl.create_default_context(cadata=self.pem)


def replace(file: Path, text: str) -> None:
    """As programs that renew certificates do it: another file takes the place of the old one."""
    draft = file.with_suffix(".draft")
    draft.write_text(text)
    draft.replace(file)


def shown_at(port: int) -> str:
    """The fingerprint of what a server shows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as plain,
        context.wrap_socket(plain) as secured,
    ):
        der = secured.getpeercert(binary_form=True)
    assert der is not None
    return sha256(der).hexdigest()

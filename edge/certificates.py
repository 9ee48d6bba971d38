"""Makes certificates where no public authority does: for addresses inside a house, and for the time before.

Keys are RSA, which the oldest terminals know as well. They begin to be good a day ago, for clocks that are
late.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

KEY_BITS: Final = 2048
AUTHORITY_DAYS: Final = 3650
# More is refused by the systems of phones, also of authorities that their owner trusts.
USUAL_DAYS: Final = 825
_LONGEST_CN: Final = 64
_DNS_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*")


class CertificateError(ValueError):
    """A certificate cannot be made or used as asked; the message says why."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate and its private key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def certificate_pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        """Without a passphrase: a server that starts by itself has nobody to ask."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def read_issued(certificate_pem: bytes, key_pem: bytes) -> Issued:
    """An authority that was made earlier. Raises CertificateError."""
    try:
        certificate = x509.load_pem_x509_certificate(certificate_pem)
        key = load_pem_private_key(key_pem, None)
    except (ValueError, TypeError) as error:
        raise CertificateError(f"The authority's files are no PEM certificate and key: {error}.") from error
    if not isinstance(key, rsa.RSAPrivateKey) or key.public_key() != certificate.public_key():
        raise CertificateError("The authority's certificate and key do not belong together.")
    return Issued(certificate, key)


def make_authority(machine: str, now: datetime) -> Issued:
    """An authority that vouches for servers of one house."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    name = _name(f"Punchdeck authority of {machine}")
    builder = (
        _began(name, name, key, now, now + timedelta(days=AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(_key_id(key), critical=False)
    )
    return Issued(builder.sign(key, hashes.SHA256()), key)


def issue(names: Sequence[str], days: int, now: datetime, authority: Issued | None = None) -> Issued:
    """A server's certificate for names and addresses, self-signed without an authority. It does not outlast
    the authority. Raises CertificateError."""
    alternatives = [_alternative(name) for name in names]
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    subject = _name(names[0])
    ends = now + timedelta(days=days)
    issuer, signer = subject, key
    if authority is not None:
        issuer, signer = authority.certificate.subject, authority.key
        ends = min(ends, authority.certificate.not_valid_after_utc)
        if ends <= now:
            raise CertificateError("The authority's certificate is over; let a new one be made.")
    builder = (
        _began(subject, issuer, key, now, ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        # What is its own authority must say that it signs one certificate, or strict clients refuse it.
        .add_extension(_usage(signs_certificates=authority is None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(_key_id(key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    return Issued(builder.sign(signer, hashes.SHA256()), key)


def own_names() -> list[str]:
    """What this machine is called, by others and by itself, and its addresses as far as they show."""
    host = socket.gethostname()
    found = [host, socket.getfqdn(), "localhost", "127.0.0.1", "::1"]
    try:
        found += [str(where[0]) for *_, where in socket.getaddrinfo(host, None)]
    except OSError:
        pass  # a machine that does not know its own name
    found += [address for family in (socket.AF_INET, socket.AF_INET6) if (address := _outgoing(family))]
    return [name for name in dict.fromkeys(found) if name and _is_usable(name)]


def _outgoing(family: socket.AddressFamily) -> str | None:
    """The address that others see of this machine. Nothing is sent: the socket only chooses its way."""
    where = "192.0.2.1" if family is socket.AF_INET else "2001:db8::1"
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((where, 9))
            return str(probe.getsockname()[0])
    except OSError:
        return None


def _is_usable(name: str) -> bool:
    try:
        _alternative(name)
    except CertificateError:
        return False
    return True


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        pass  # a name, then
    try:
        encoded = name.removeprefix("*.").encode("idna").decode()
    except UnicodeError as error:
        raise CertificateError(f"{name!r} is no host name: {error}.") from error
    if not _DNS_NAME.fullmatch(encoded):
        raise CertificateError(f"{name!r} is no host name or address: write it without http:// and port.")
    return x509.DNSName(f"*.{encoded}" if name.startswith("*.") else encoded)


def _began(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey, now: datetime, ends: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(ends)
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:_LONGEST_CN])])


def _key_id(key: rsa.RSAPrivateKey) -> x509.SubjectKeyIdentifier:
    return x509.SubjectKeyIdentifier.from_public_key(key.public_key())


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=True,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )

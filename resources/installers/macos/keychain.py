"""Opens a keychain for one build, with the certificate that signs in it; and takes it away again.

    python resources/installers/macos/keychain.py open
    python resources/installers/macos/keychain.py close

PUNCHDECK_CODESIGN_P12 is the certificate with its key, as base64, PUNCHDECK_CODESIGN_P12_PASSWORD opens it.
On a computer of one's own the certificate is in the login keychain, and this is not needed.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import os
import secrets
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

if not __package__:  # started by its path
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from resources.installers.macos.commands import Command, MacError, call, demand, given, script

NAME: Final = "punchdeck-build.keychain-db"
LOGIN: Final = "login.keychain-db"
HOUR_S: Final = "3600"


def open_commands(certificate: Path, certificate_password: str, password: str) -> list[Command]:
    """What makes it, opens it, and lets codesign use it without asking anybody."""
    return [
        ("security", "create-keychain", "-p", password, NAME),
        ("security", "set-keychain-settings", "-lut", HOUR_S, NAME),
        ("security", "unlock-keychain", "-p", password, NAME),
        (
            "security",
            "import",
            str(certificate),
            "-k",
            NAME,
            "-P",
            certificate_password,
            "-T",
            "/usr/bin/codesign",
        ),
        ("security", "set-key-partition-list", "-S", "apple-tool:,apple:", "-s", "-k", password, NAME),
        ("security", "list-keychains", "-d", "user", "-s", NAME, LOGIN),
    ]


def close_commands() -> list[Command]:
    return [
        ("security", "list-keychains", "-d", "user", "-s", LOGIN),
        ("security", "delete-keychain", NAME),
    ]


def _open() -> None:
    demand("security")
    encoded, password = given(os.environ, "PUNCHDECK_CODESIGN_P12", "PUNCHDECK_CODESIGN_P12_PASSWORD")
    with tempfile.TemporaryDirectory() as scratch:
        certificate = Path(scratch) / "certificate.p12"
        try:
            certificate.write_bytes(base64.b64decode(encoded, validate=False))
        except binascii.Error as error:
            raise MacError("PUNCHDECK_CODESIGN_P12 is no base64: base64 -i certificate.p12") from error
        for command in open_commands(certificate, password, secrets.token_urlsafe(24)):
            call(command)  # not shown: there are passwords in them


def _close() -> None:
    demand("security")
    for command in close_commands():
        call(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("act", choices=("open", "close"))
    asked = parser.parse_args(arguments)
    return script("keychain.py", _open if asked.act == "open" else _close)


if __name__ == "__main__":
    sys.exit(main())

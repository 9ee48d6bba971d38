"""Makes the pair of keys by which releases are signed and believed.

Run it on a machine that is never online, and keep the private key there: whoever has it and its passphrase
can put any program on every computer that runs Punchdeck. Make the next pair at the same time and keep it
elsewhere, so that a lost or stolen key can be replaced by a release that is signed with the other one.
"""

from __future__ import annotations

import argparse
import getpass
import os
import re
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))  # the signing machine has a checkout, and nothing of it installed

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: E402
from cryptography.hazmat.primitives.serialization import (  # noqa: E402
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)

from common.updates import key_id  # noqa: E402

TRUST: Final = ROOT / "common" / "update_trust.py"
LEAST_PASSPHRASE: Final = 12


class KeygenError(Exception):
    """No key was made; the message says why and what to do."""


def make(path: Path, passphrase: str) -> str:
    """Write a new private key, for its owner to read alone, and return the public one. Raises KeygenError."""
    if len(passphrase) < LEAST_PASSPHRASE:
        raise KeygenError(f"The passphrase needs {LEAST_PASSPHRASE} characters or more. Nothing was written.")
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase.encode())
    )
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise KeygenError(
            f"{path} is there already; a key is never written over. Name another file."
        ) from None
    except OSError as error:
        raise KeygenError(f"{path} cannot be written: {error.strerror}.") from error
    return private.public_key().public_bytes_raw().hex()


def install(public: str, trust: Path = TRUST) -> None:
    """Have copies that are built from this source believe the key, after those that they believe by now.
    Raises KeygenError."""
    text = trust.read_text(encoding="utf-8")
    found = re.search(r"^(PUBLIC_KEYS: Final\[tuple\[str, \.\.\.\]\] = )\((.*?)\)$", text, re.M | re.S)
    if found is None:
        raise KeygenError(
            f"{trust} is written in another way than expected. Add the key to PUBLIC_KEYS by hand."
        )
    keys = [*re.findall(r'"([0-9a-f]{64})"', found[2]), public]
    listed = "".join(f'    "{key}",\n' for key in keys)
    trust.write_text(f"{text[: found.start()]}{found[1]}(\n{listed}){text[found.end() :]}", encoding="utf-8")


def asked() -> str:
    """The passphrase, typed twice. Raises KeygenError."""
    first = getpass.getpass("Passphrase for the private key: ")
    if getpass.getpass("The same again: ") != first:
        raise KeygenError("The two differ. Nothing was written.")
    return first


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "path", type=Path, metavar="FILE", help="where the private key is written (PEM, 0600)"
    )
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from its first line"
    )
    parser.add_argument(
        "--install",
        action="store_true",
        help="add the public key to common/update_trust.py; commit that before the next release is built",
    )
    given = parser.parse_args(argv)
    try:
        passphrase = asked() if given.passphrase_file is None else first_line(given.passphrase_file)
        public = make(given.path, passphrase)
        if given.install:
            install(public)
    except (KeygenError, OSError) as error:
        print(f"keygen: {error}", file=sys.stderr)
        return 1
    print(f"Private key  {given.path}  (keep it offline; without its passphrase it is of no use)")
    print(f"Public key   {public}")
    print(f"Named        {key_id(public)}")
    if not given.install:
        print('To have it believed, add it to PUBLIC_KEYS in common/update_trust.py: "' + public + '",')
    return 0


def first_line(path: Path) -> str:
    """Raises OSError."""
    return path.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")


if __name__ == "__main__":
    raise SystemExit(main())

"""Signs latest.json, on the machine that has the key. It needs no network.

Before it signs, it looks whether the manifest is sound: its form, its times, and that every file it names
lies beside it with that size and SHA-256. A second key adds a line to what the first one signed.
"""

from __future__ import annotations

import argparse
import getpass
import hashlib
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))  # the signing machine has a checkout, and nothing of it installed

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: E402
from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: E402
from packaging.version import Version  # noqa: E402
from pydantic import ValidationError  # noqa: E402

from common.update_trust import PUBLIC_KEYS  # noqa: E402
from common.updates import (  # noqa: E402
    MANIFEST,
    MOST_BYTES,
    SIGNATURE,
    Manifest,
    Refusal,
    key_id,
    read_signed,
    signature_line,
    told,
    untimely,
)
from resources.installers.updates.keygen import first_line  # noqa: E402

LONGEST: Final = timedelta(days=400)
"""Whoever holds a mirror still goes unnoticed for so long."""


class SignError(Exception):
    """Nothing was signed; the message says why and what to do."""


def flaws(manifest: bytes, folder: Path, now: datetime) -> list[str]:
    """What speaks against signing; nothing where it is sound."""
    if len(manifest) > MOST_BYTES:
        return [f"it is larger than {MOST_BYTES:,} bytes"]
    try:
        read = Manifest.model_validate_json(manifest)
    except ValidationError as error:
        return [told(error)]
    found = []
    if late := untimely(read, now):
        found.append(late.detail)
    if read.expires_at - read.released_at > LONGEST:
        found.append(f"it would be good for more than {LONGEST.days} days")
    if read.channel == "stable" and Version(read.version).is_prerelease:
        found.append(f"{read.version} is a preview, and the channel is stable")
    for platform, each in read.platforms.items():
        path = folder / each.file
        if not path.is_file():
            found.append(f"{path} is not there ({platform})")
        elif path.stat().st_size != each.size or _sha256(path) != each.sha256:
            found.append(f"{path} is not the file that the manifest tells of ({platform})")
    return found


def sign(folder: Path, private: Ed25519PrivateKey, now: datetime, trusted: tuple[str, ...]) -> str:
    """Write the signature beside the manifest, or add a line to one that holds. Returns the key's public
    half. Raises SignError, OSError."""
    manifest = (folder / MANIFEST).read_bytes()
    if found := flaws(manifest, folder, now):
        raise SignError(f"{folder / MANIFEST} is not signed: {'; '.join(found)}.")
    public = private.public_key().public_bytes_raw().hex()
    if trusted and public not in trusted:
        raise SignError(
            f"The key {key_id(public)} is not in common/update_trust.py of this checkout, so what is built "
            "from it would refuse the release. Take the right key, or add this one there first (keygen.py "
            "--install)."
        )
    path, before = folder / SIGNATURE, b""
    if path.exists():
        before = path.read_bytes()
        others = [key for key in trusted if key != public]
        if not others or isinstance(read_signed(manifest, before, others), Refusal):
            before = b""  # it is of another manifest, or ours of before
    path.write_bytes(before + signature_line(public, private.sign(manifest)).encode())
    held = read_signed(manifest, path.read_bytes(), [public])
    if isinstance(held, Refusal):
        raise SignError(f"What was written does not hold: {held.detail}")
    return public


def opened(path: Path, passphrase: str) -> Ed25519PrivateKey:
    """The private key in a file of keygen.py's. Raises SignError, OSError."""
    try:
        key = load_pem_private_key(path.read_bytes(), passphrase.encode())
    except (ValueError, TypeError) as error:
        raise SignError(f"{path} cannot be opened: {error}. Is the passphrase right?") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SignError(f"{path} holds no Ed25519 key. keygen.py makes one.")
    return key


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIST", help="latest.json and the files that it names")
    parser.add_argument("--key", type=Path, required=True, metavar="FILE", help="the private key (keygen.py)")
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from its first line"
    )
    parser.add_argument(
        "--any-key",
        action="store_true",
        help="sign with a key that this checkout does not trust (a rehearsal)",
    )
    given = parser.parse_args(argv)
    try:
        if given.passphrase_file is None:
            passphrase = getpass.getpass(f"Passphrase of {given.key}: ")
        else:
            passphrase = first_line(given.passphrase_file)
        if not PUBLIC_KEYS and not given.any_key:
            raise SignError(
                "This checkout trusts no key, so what is built from it would believe no release. Make one "
                "with keygen.py --install, commit it, build again; or rehearse with --any-key."
            )
        public = sign(
            given.folder,
            opened(given.key, passphrase),
            datetime.now(UTC),
            () if given.any_key else PUBLIC_KEYS,
        )
    except (SignError, OSError) as error:
        print(f"sign: {error}", file=sys.stderr)
        return 1
    print(f"{given.folder / SIGNATURE}: signed by {key_id(public)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

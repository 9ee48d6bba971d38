"""Has Apple look through a signed Punchdeck.app or disk image, and fastens its word to it.

    python resources/installers/macos/notarize.py dist/Punchdeck.app

Who asks is a key of App Store Connect's: PUNCHDECK_NOTARY_KEY (its .p8 file), PUNCHDECK_NOTARY_KEY_ID and
PUNCHDECK_NOTARY_ISSUER. An .app is sent as an archive of `ditto`: plain zip loses its links, and with them
the signature of every framework.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

if not __package__:  # started by its path
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from resources.installers.macos.commands import Command, call_all, demand, given, script

CREDENTIALS: Final = ("PUNCHDECK_NOTARY_KEY", "PUNCHDECK_NOTARY_KEY_ID", "PUNCHDECK_NOTARY_ISSUER")
PATIENCE: Final = "45m"


def notarize_commands(path: Path, key: str, key_id: str, issuer: str, scratch: Path) -> list[Command]:
    """What sends it, waits for the answer, and fastens it."""
    commands: list[Command] = []
    sent = path
    if path.suffix == ".app":
        sent = scratch / f"{path.stem}.zip"
        commands.append(("ditto", "-c", "-k", "--keepParent", str(path), str(sent)))
    who = ("--key", key, "--key-id", key_id, "--issuer", issuer)
    commands.append(("xcrun", "notarytool", "submit", *who, "--wait", "--timeout", PATIENCE, str(sent)))
    commands.append(("xcrun", "stapler", "staple", str(path)))
    commands.append(("xcrun", "stapler", "validate", str(path)))
    return commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, help=".app or .dmg")
    asked = parser.parse_args(arguments)

    def run() -> None:
        demand("ditto", "xcrun")
        key, key_id, issuer = given(os.environ, *CREDENTIALS)
        with tempfile.TemporaryDirectory() as scratch:
            call_all(notarize_commands(asked.path, key, key_id, issuer, Path(scratch)))

    return script("notarize.py", run)


if __name__ == "__main__":
    sys.exit(main())

"""Tries a disk image on a Mac as its users do: opens it, copies the app, has its programs try themselves,
copies it over itself as an update does, and leaves nothing behind.

    python resources/installers/macos/try_image.py --dist dist
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

if not __package__:  # started by its path
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from common import __version__
from resources.installers.macos.commands import Command, call_all, demand, script
from resources.installers.macos.dmg import dmg_name


def commands(image: Path, scratch: Path) -> list[Command]:
    """All but the last, which lets go of the image and is done whatever came before."""
    volume, installed = scratch / "volume", scratch / "Applications" / "Punchdeck.app"
    programs = installed / "Contents" / "MacOS"
    copied = ("ditto", str(volume / "Punchdeck.app"), str(installed))
    tried = [
        (str(programs / "punchdeck"), "--selftest"),
        (str(programs / "punchdeck-edge"), "--selftest"),
    ]
    return [
        ("hdiutil", "attach", "-nobrowse", "-readonly", "-mountpoint", str(volume), str(image)),
        ("test", "-L", str(volume / "Applications")),
        copied,
        *tried,
        ("codesign", "--verify", "--deep", "--strict", str(installed)),
        copied,
        *tried,
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dist", type=Path, default=Path("dist"), help="where the image lies")
    asked = parser.parse_args(arguments)

    def run() -> None:
        demand("hdiutil", "ditto", "codesign")
        with tempfile.TemporaryDirectory() as scratch:
            image = asked.dist / dmg_name(__version__, platform.machine())
            try:
                call_all(commands(image, Path(scratch)))
            finally:
                call_all([("hdiutil", "detach", "-force", str(Path(scratch) / "volume"))])

    return script("try_image.py", run)


if __name__ == "__main__":
    sys.exit(main())

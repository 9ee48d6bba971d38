"""Puts Punchdeck.app onto a disk image with a way into Applications, and the edge's folder into an archive.

    python resources/installers/macos/dmg.py --app dist/Punchdeck.app --out dist
    python resources/installers/macos/dmg.py --edge dist/punchdeck-edge --out dist

numpy is built for one kind of processor, so the image is of the kind of this computer.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tarfile
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

if not __package__:  # started by its path
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from common import __version__
from resources.installers.macos.commands import Command, MacError, call, call_all, demand, script

VOLUME: Final = "Punchdeck"
TRIES: Final = 5
PAUSE_S: Final = 5.0
BUSY: Final = "Resource busy"
"""hdiutil says so while macOS still looks through what was just written."""


def dmg_name(version: str, machine: str) -> str:
    return f"Punchdeck-{version}-macos-{machine}.dmg"


def edge_name(version: str, machine: str) -> str:
    return f"punchdeck-edge-{version}-macos-{machine}.tar.gz"


def layout_commands(app: Path, folder: Path) -> list[Command]:
    """What the image shows. `ditto` keeps the links that a signature covers; cp -r would not."""
    return [
        ("ditto", str(app), str(folder / app.name)),
        ("ln", "-s", "/Applications", str(folder / "Applications")),
    ]


def image_command(folder: Path, image: Path) -> Command:
    return (
        *("hdiutil", "create", "-volname", VOLUME, "-srcfolder", str(folder)),
        *("-fs", "HFS+", "-format", "UDZO", "-ov", str(image)),
    )


def make_image(app: Path, out: Path) -> Path:
    """Where it is. Raises MacError."""
    demand("ditto", "hdiutil")
    if not (app / "Contents" / "Info.plist").is_file():
        raise MacError(f"{app} is no .app: python resources/installers/bundle/build.py makes one, on a Mac.")
    out.mkdir(parents=True, exist_ok=True)
    image = out / dmg_name(__version__, platform.machine())
    with tempfile.TemporaryDirectory() as scratch:
        call_all(layout_commands(app, Path(scratch)))
        for tries_left in reversed(range(TRIES)):
            try:
                call(image_command(Path(scratch), image))
                break
            except MacError as error:
                if BUSY not in str(error) or not tries_left:
                    raise
                time.sleep(PAUSE_S)  # nothing tells when it has ended
    call(("hdiutil", "verify", str(image)))
    return image


def pack_edge(folder: Path, out: Path, machine: str) -> Path:
    """The program, which makes a daemon of itself: `punchdeck-edge service install`. Raises MacError."""
    if not (folder / "punchdeck-edge").is_file():
        raise MacError(
            f"{folder} holds no punchdeck-edge: python resources/installers/bundle/build.py --parts edge"
        )
    out.mkdir(parents=True, exist_ok=True)
    packed = out / edge_name(__version__, machine)
    with tarfile.open(packed, "w:gz") as archive:
        archive.add(folder, "punchdeck-edge", filter=_of_root)
    return packed


def _of_root(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Whose it is on this computer is nobody's business."""
    entry.uid = entry.gid = 0
    entry.uname, entry.gname = "root", "wheel"
    return entry


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--app", type=Path, help="Punchdeck.app, signed: makes the disk image")
    what.add_argument("--edge", type=Path, help="the edge's folder, signed: makes the archive")
    parser.add_argument("--out", type=Path, default=Path("dist"), help="where it shall lie")
    asked = parser.parse_args(arguments)

    def run() -> None:
        if asked.app is not None:
            print(make_image(asked.app, asked.out))
        else:
            demand("sw_vers")
            print(pack_edge(asked.edge, asked.out, platform.machine()))

    return script("dmg.py", run)


if __name__ == "__main__":
    sys.exit(main())

"""Packs the programs for Linux: a tar.xz that runs where it is unpacked, with a script that installs it.

    python resources/installers/bundle/archive.py --payload dist/punchdeck --out dist

gives dist/Punchdeck-VERSION-linux-x86_64.tar.xz. The same payload gives the same file, byte for byte.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[3]
if not __package__:  # started by its path
    sys.path.insert(0, str(ROOT))

from common import __version__
from resources.installers.bundle import icons

LINUX: Final = Path(__file__).resolve().parent / "linux"
USUAL_PRESET: Final = 6
_MACHINES: Final = {"amd64": "x86_64", "arm64": "aarch64"}
_README: Final = """\
Punchdeck {version} for Linux

  ./punchdeck            starts the console from this folder
  ./punchdeck demo       shows it with a fleet of simulated terminals
  ./punchdeck-edge       the edge server
  ./install.sh           installs it for you, with an entry in the menu and for links punchdeck://
  sudo ./install.sh --system    installs it for everybody
  ./punchdeck --selftest says whether all of it is there and works

It needs glibc 2.34 or newer, and libxcb1, libgl1, libegl1 of the system. Licences of what it carries are in
_internal/licences.
"""


class ArchiveError(Exception):
    """There is nothing to pack; the message says why."""


def name_of(version: str = __version__) -> str:
    machine = platform.machine().lower()
    return f"Punchdeck-{version}-linux-{_MACHINES.get(machine, machine)}"


def pack(payload: Path, out: Path, *, preset: int = USUAL_PRESET) -> Path:
    """The path of the archive. Raises ArchiveError."""
    if not (payload / "punchdeck").is_file():
        raise ArchiveError(
            f"{payload} holds no program punchdeck: python resources/installers/bundle/build.py makes one, "
            "on Linux."
        )
    out.mkdir(parents=True, exist_ok=True)
    made = out / f"{name_of()}.tar.xz"
    draft = made.with_suffix(".new")
    with TemporaryDirectory(prefix="punchdeck-") as name, _opened(draft, preset) as archive:
        for path, inside in (*_added(Path(name)), *_carried(payload)):
            archive.add(path, f"{name_of()}/{inside}", recursive=False, filter=_nobodys)
    draft.replace(made)
    return made


def _opened(path: Path, preset: int) -> tarfile.TarFile:
    return tarfile.open(path, "w:xz", preset=preset)  # pyright: ignore[reportArgumentType]


def _added(scratch: Path) -> list[tuple[Path, str]]:
    readme = scratch / "README.txt"
    readme.write_text(_README.format(version=__version__), encoding="utf-8")
    return [
        (readme, "README.txt"),
        (LINUX / "install.sh", "install.sh"),
        (LINUX / "punchdeck.desktop", "share/punchdeck.desktop"),
        (icons.SOURCE, "share/punchdeck.svg"),
        (icons.write_png(scratch / "punchdeck.png", 256), "share/punchdeck.png"),
    ]


def _carried(payload: Path) -> list[tuple[Path, str]]:
    return [(path, path.relative_to(payload).as_posix()) for path in sorted(payload.rglob("*"))]


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Of root, and of one time: what differs from build to build is no part of it."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mtime = int(os.environ.get("SOURCE_DATE_EPOCH", "315532800"))
    member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
    return member


def main(asked: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--payload", type=Path, default=ROOT / "dist" / "punchdeck")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--preset", type=int, choices=range(10), default=USUAL_PRESET, help="of xz")
    options = parser.parse_args(asked)
    try:
        made = pack(options.payload, options.out, preset=options.preset)
    except ArchiveError as error:
        print(f"archive: {error}", file=sys.stderr)
        return 1
    print(f"{made.stat().st_size / 2**20:.1f} MiB  {made}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Makes the setup programs for Windows out of a bundle. Runs on Windows and on Linux: it needs NSIS.

python resources/installers/windows/build.py --payload dist/punchdeck --out dist [--all-users] [--sign]
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

if not __package__:  # started by its path
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from common import __version__
from console.core.links import SCHEME
from console.platform.windows_identity import APP_ID
from resources.installers.bundle.icons import write_ico
from resources.installers.windows.banner import write_banner

HERE: Final = Path(__file__).resolve().parent
LICENCE: Final = HERE.parents[2] / "LICENSE"
NEEDED: Final = ("punchdeck.exe", "punchdeck-edge.exe", "_internal")
STAGES: Final = {"a": 1, "b": 2, "rc": 3, "": 9}
TARGET: Final = "amd64-unicode"
"""Debian's NSIS makes setups of 64 bits; the official one for Windows has only those of 32, which install the
same in the same places."""


class BuildError(Exception):
    """No setup can be made, and why."""


def order(version: str) -> str:
    """Four numbers that are in order as versions are: those of 1.2.0rc1 come before those of 1.2.0. Raises
    BuildError."""
    read = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)(?:(a|b|rc)(\d+))?", version)
    if read is None:
        raise BuildError(
            f"'{version}' is no version that Windows can tell from others. Write it like 1.2.0 or 1.2.0rc1."
        )
    major, minor, micro, stage, number = read.groups(default="")
    return f"{major}.{minor}.{micro}.{STAGES[stage] * 1000 + int(number or 0)}"


def file_version(version: str) -> str:
    """As the resource of a program has it."""
    return f"{order(version).rpartition('.')[0]}.0"


def contents(payload: Path) -> list[Path]:
    """What lies at the top of the bundle. Raises BuildError."""
    missing = [name for name in NEEDED if not (payload / name).exists()]
    if missing:
        raise BuildError(
            f"{payload} is no bundle for Windows: it lacks {', '.join(missing)}. Make one on Windows first: "
            "python resources/installers/bundle/build.py"
        )
    return sorted(payload.iterdir())


def removals(tops: Sequence[Path]) -> str:
    """What the uninstaller does about them: never more than was laid down."""
    lines = [f'{"RMDir /r" if top.is_dir() else "Delete"} "$INSTDIR\\{top.name}"' for top in tops]
    return "\n  ".join(["!macro RemovePayload", *lines]) + "\n!macroend\n"


def file_name(version: str, *, all_users: bool) -> str:
    """Of the setup; a release's manifest tells the two apart by it."""
    return f"Punchdeck-{version}-windows-x64{'-all-users' if all_users else ''}-setup.exe"


def makensis() -> str:
    """Where it is. Raises BuildError."""
    usual = Path(r"C:\Program Files (x86)\NSIS\makensis.exe")
    found = shutil.which("makensis") or (str(usual) if usual.exists() else None)
    if found is None:
        raise BuildError(
            "makensis is missing. On Debian and Ubuntu: apt-get install --no-install-recommends nsis. "
            "On Windows: winget install NSIS.NSIS"
        )
    return found


def has_target(compiler: str, target: str = TARGET) -> bool:
    """Whether that NSIS can make setups of this kind."""
    homes = (Path(compiler).resolve().parent, Path("/usr/share/nsis"))
    return any((home / "Stubs" / f"lzma_solid-{target}").exists() for home in homes)


def command(compiler: str, defines: Mapping[str, str]) -> list[str]:
    """What compiles: a warning is an error, so a word that lacks in one language is one."""
    given = [f"-D{name}={value}" for name, value in defines.items()]
    return [compiler, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *given, str(HERE / "punchdeck.nsi")]


def sign_command() -> str:
    """What NSIS calls for the uninstaller, and then for the setup."""
    return f'"{sys.executable}" "{HERE / "sign.py"}" "%1"'


def build(
    payload: Path,
    out: Path,
    *,
    all_users: bool = False,
    sign: bool = False,
    version: str = __version__,
    compressor: str = "lzma",
) -> Path:
    """Make one of the two setups; where it is. Raises BuildError."""
    tops = contents(payload)
    compiler = makensis()
    setup = out.resolve() / file_name(version, all_users=all_users)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        removing = Path(scratch) / "removals.nsh"
        removing.write_text(removals(tops), encoding="utf-8")
        defines = {
            "PAYLOAD": str(payload.resolve() / "*"),
            "CONTENTS": "|".join(top.name for top in tops),
            "REMOVALS": str(removing),
            "OUT": str(setup),
            "OUT_NAME": setup.name,
            "VERSION": version,
            "FILE_VERSION": file_version(version),
            "ORDER": order(version),
            "SIZE_KB": str(_kilobytes(payload)),
            "APP_ID": APP_ID,
            "SCHEME": SCHEME,
            "LICENCE": str(LICENCE),
            "COMPRESSOR": compressor,
            "ICON": str(write_ico(Path(scratch) / "punchdeck.ico")),
            "BANNER": str(write_banner(Path(scratch) / "banner.bmp")),
        }
        if has_target(compiler):
            defines["TARGET"] = TARGET
        if all_users:
            defines["ALL_USERS"] = "1"
        if sign:
            defines["SIGN"] = sign_command()
        done = subprocess.run(command(compiler, defines), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BuildError(f"makensis could not make {setup.name}:\n{done.stdout}{done.stderr}".rstrip())
    return setup


def _kilobytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1024 + 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(description="Make the setup for Windows out of a bundle.")
    parser.add_argument("--payload", type=Path, default=Path("dist/punchdeck"), help="the bundle's folder")
    parser.add_argument("--out", type=Path, default=Path("dist"), help="where the setup shall lie")
    parser.add_argument("--all-users", action="store_true", help="the one for the whole computer")
    parser.add_argument("--sign", action="store_true", help="sign uninstaller and setup, as sign.py does")
    parser.add_argument("--version", default=__version__, help=argparse.SUPPRESS)
    parser.add_argument("--compressor", default="lzma", choices=("lzma", "zlib"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    try:
        print(build(**vars(given)))
    except BuildError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Signs Punchdeck.app, the edge's folder or a disk image for macOS, from the inside out; or checks them.

    python resources/installers/macos/sign.py dist/Punchdeck.app dist/punchdeck-edge
    python resources/installers/macos/sign.py --verify dist/Punchdeck.app dist/Punchdeck-1.2.0-macos-arm64.dmg

Who signs is PUNCHDECK_CODESIGN_IDENTITY: "Developer ID Application: …" of a keychain that is open
(keychain.py puts one there), or "-" for a signature that is good on this computer only.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

if not __package__:  # started by its path
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from resources.installers.macos.commands import Command, call_all, demand, given, script

ENTITLEMENTS: Final = Path(__file__).resolve().parent / "entitlements.plist"
IDENTITY: Final = "PUNCHDECK_CODESIGN_IDENTITY"
THIS_COMPUTER: Final = "-"
_MACH_O: Final = {
    bytes.fromhex(magic) for magic in ("cffaedfe", "cefaedfe", "feedfacf", "feedface", "cafebabe")
}
_IMAGES: Final = (".dmg",)


def code(folder: Path) -> list[Path]:
    """Everything under a folder that holds machine code, the deepest first: what is around it is signed over
    it. Links are other names of the same file."""
    found = [
        path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and _is_code(path)
    ]
    return sorted(found, key=lambda path: (-len(path.parts), str(path)))


def frameworks(folder: Path) -> list[Path]:
    """Bundles within it, the deepest first: each has a signature of its own, over its files."""
    found = [path for path in folder.rglob("*.framework") if path.is_dir() and not path.is_symlink()]
    return sorted(found, key=lambda path: (-len(path.parts), str(path)))


def sign_commands(path: Path, identity: str) -> list[Command]:
    """What signs one of ours, in this order."""
    if path.suffix in _IMAGES:
        return [_codesign(identity, path)]
    programs = _programs(path)
    inner = [each for each in code(path) if each not in programs]
    commands = [_codesign(identity, each) for each in [*inner, *frameworks(path)]]
    commands += [_codesign(identity, each, *_runtime()) for each in programs]
    if path.suffix == ".app":
        commands.append(_codesign(identity, path, *_runtime()))
    return commands


def verify_commands(path: Path) -> list[Command]:
    """What checks it as macOS does before it lets somebody open it."""
    if path.suffix in _IMAGES:
        context = ("--context", "context:primary-signature")
        return [
            ("codesign", "--verify", "--strict", "--verbose=2", str(path)),
            ("spctl", "--assess", "--type", "open", *context, "--verbose=2", str(path)),
        ]
    if path.suffix == ".app":
        return [
            ("codesign", "--verify", "--deep", "--strict", "--verbose=2", str(path)),
            ("spctl", "--assess", "--type", "execute", "--verbose=2", str(path)),
        ]
    return [("codesign", "--verify", "--strict", "--verbose=2", str(each)) for each in code(path)]


def _programs(path: Path) -> list[Path]:
    folder = path / "Contents" / "MacOS" if path.suffix == ".app" else path
    return sorted(each for each in folder.glob("punchdeck*") if each.is_file())


def _codesign(identity: str, path: Path, *options: str) -> Command:
    stamp = "--timestamp=none" if identity == THIS_COMPUTER else "--timestamp"
    return ("codesign", "--force", "--sign", identity, stamp, *options, str(path))


def _runtime() -> tuple[str, ...]:
    return ("--options", "runtime", "--entitlements", str(ENTITLEMENTS))


def _is_code(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in _MACH_O


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=".app, folder or .dmg")
    parser.add_argument("--verify", action="store_true", help="only check")
    asked = parser.parse_args(arguments)

    def run() -> None:
        if asked.verify:
            demand("codesign", "spctl")
            call_all(command for path in asked.paths for command in verify_commands(path))
            return
        demand("codesign")
        (identity,) = given(os.environ, IDENTITY)
        call_all(command for path in asked.paths for command in sign_commands(path, identity))

    return script("sign.py", run)


if __name__ == "__main__":
    sys.exit(main())

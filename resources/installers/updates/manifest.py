"""Writes latest.json for the files of a release: their sizes, their SHA-256, what is new.

It is written beside them, and is worth nothing before sign.py has signed it. Files are told apart by their
names, as the installers' scripts give them; --file names what is called otherwise.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))  # so that it also runs from a checkout with nothing of it installed

from pydantic import ValidationError  # noqa: E402

from common import __version__  # noqa: E402
from common.compatibility import MIN_CONSOLE, MIN_EDGE  # noqa: E402
from common.updates import FORMAT, MANIFEST, Artefact, Kind, Manifest, told  # noqa: E402

USUAL_DAYS: Final = 180
_X86: Final = r"(x86_64|x86-64|amd64|x64|win64|intel)"
_ARM: Final = r"(arm64|aarch64)"
_NAMES: Final[tuple[tuple[str, str, Kind], ...]] = (
    (rf"(?!.*({_ARM}|all-users)).*setup.*\.exe", "windows-x86_64", "nsis"),
    (rf"(?!.*{_ARM}).*all-users.*setup.*\.exe", "windows-x86_64_all_users", "nsis"),
    (rf".*{_ARM}.*\.dmg", "macos-arm64", "dmg"),
    (rf".*{_X86}.*\.dmg", "macos-x86_64", "dmg"),
    (rf"(?!punchdeck-edge).*linux.*{_X86}.*\.tar\.(xz|gz)", "linux-x86_64", "tar"),
    (rf".*{_X86}\.deb", "debian-amd64", "deb"),
    (rf".*{_ARM}\.deb", "debian-arm64", "deb"),
)
_KINDS: Final[Mapping[str, Kind]] = {"windows": "nsis", "macos": "dmg", "linux": "tar", "debian": "deb"}


class ManifestError(Exception):
    """Nothing was written; the message says why and what to do."""


def artefact(path: Path, kind: Kind) -> Artefact:
    """What is told of a file. Raises OSError, ValidationError."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Artefact(kind=kind, file=path.name, size=path.stat().st_size, sha256=digest)


def found_in(folder: Path) -> dict[str, Artefact]:
    """The files of a release by what they are for. Raises ManifestError, OSError."""
    there: dict[str, Artefact] = {}
    for path in sorted(folder.iterdir()):
        for pattern, platform, kind in _NAMES:
            if path.is_file() and re.fullmatch(pattern, path.name, re.IGNORECASE):
                if platform in there:
                    raise ManifestError(
                        f"{path.name} and {there[platform].file} are both for {platform}. Say which it is: "
                        f"--file {platform}={path.name}"
                    )
                there[platform] = artefact(path, kind)
                break
    return there


def notes_of(changelog: str, version: str) -> str:
    """What the changelog says of a version: the section under its heading. Raises ManifestError."""
    sections = re.split(r"^## +", changelog, flags=re.M)[1:]
    for section in sections:
        heading, _, body = section.partition("\n")
        if re.match(rf"\[?v?{re.escape(version)}\]?(?![\w.])", heading):
            return body.strip()
    headings = ", ".join(section.partition("\n")[0].strip() for section in sections)
    raise ManifestError(
        f"CHANGELOG.md says nothing of {version}; it has {headings or 'no sections'}. Write a section "
        f"'## {version}', or name a file with --notes en=FILE."
    )


def made(
    platforms: Mapping[str, Artefact], notes: Mapping[str, str], now: datetime, days: int, **members: Any
) -> Manifest:
    """A sound manifest. Raises ManifestError."""
    if not platforms:
        raise ManifestError("There is no file of a release in the folder. Build the installers first.")
    released = now.astimezone(UTC).replace(microsecond=0)
    body = {
        "format": FORMAT,
        "product": "punchdeck",
        "released_at": released,
        "expires_at": released + timedelta(days=days),
        "min_edge": MIN_EDGE,
        "min_console": MIN_CONSOLE,
        "notes": {language: notes.get(language) or notes["en"] for language in ("en", "fr", "ar")},
        "platforms": dict(platforms),
        **members,
    }
    try:
        return Manifest.model_validate(body)
    except ValidationError as error:
        raise ManifestError(f"No manifest can be made of this: {told(error)}.") from error


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "folder", type=Path, metavar="DIST", help="where the files are; latest.json goes there"
    )
    parser.add_argument("--version", default=__version__, help=f"of the release [{__version__}]")
    parser.add_argument("--channel", choices=("stable", "preview"), default="stable", help="[stable]")
    parser.add_argument(
        "--days",
        type=int,
        default=USUAL_DAYS,
        metavar="N",
        help=f"how long nothing newer is owed [{USUAL_DAYS}]; publish a new manifest before they are over",
    )
    parser.add_argument("--rollout", type=int, default=100, metavar="PERCENT", help="who is offered it [100]")
    parser.add_argument(
        "--min-version",
        metavar="VERSION",
        default="0.1.0",
        help="the oldest that can go straight to it [0.1.0]",
    )
    parser.add_argument(
        "--notes",
        action="append",
        default=[],
        metavar="LANGUAGE=FILE",
        help="what is new, in en, fr or ar; English is else from CHANGELOG.md, and stands in for the others",
    )
    parser.add_argument(
        "--file",
        action="append",
        default=[],
        metavar="PLATFORM=NAME",
        help="a file in DIST and what it is for",
    )
    given = parser.parse_args(argv)
    try:
        manifest = _manifest(given)
        path = given.folder / MANIFEST
        path.write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8", newline="\n")
    except (ManifestError, OSError) as error:
        print(f"manifest: {error}", file=sys.stderr)
        return 1
    print(
        f"{path}: version {manifest.version} ({manifest.channel}), good until {manifest.expires_at:%Y-%m-%d}"
    )
    for platform, each in sorted(manifest.platforms.items()):
        print(f"  {platform:<16} {each.size:>12,} bytes  {each.file}")
    print("Next: sign it with sign.py on the machine that has the key.")
    return 0


def _manifest(given: argparse.Namespace) -> Manifest:
    """Raises ManifestError, OSError."""
    platforms = found_in(given.folder)
    for platform, name in _pairs(given.file, "--file"):
        kind = _KINDS.get(platform.partition("-")[0])
        if kind is None:
            raise ManifestError(f"--file {platform}={name}: a platform begins with {', '.join(_KINDS)}.")
        platforms[platform] = artefact(given.folder / name, kind)
    notes = {}
    for language, name in _pairs(given.notes, "--notes"):
        if language not in ("en", "fr", "ar"):
            raise ManifestError(f"--notes {language}={name}: notes are in en, fr or ar.")
        notes[language] = Path(name).read_text(encoding="utf-8").strip()
    if "en" not in notes:
        notes["en"] = notes_of((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), given.version)
    return made(
        platforms,
        notes,
        datetime.now(UTC),
        given.days,
        version=given.version,
        channel=given.channel,
        rollout=given.rollout,
        min_version=given.min_version,
    )


def _pairs(given: list[str], option: str) -> list[tuple[str, str]]:
    parted = [each.partition("=") for each in given]
    for name, equals, value in parted:
        if not (name and equals and value):
            raise ManifestError(f"{option} {name}{equals}{value}: write it like NAME=VALUE.")
    return [(name, value) for name, _, value in parted]


if __name__ == "__main__":
    raise SystemExit(main())

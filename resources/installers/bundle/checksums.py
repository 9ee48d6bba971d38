"""Writes the sums of the files of a release, as `sha256sum --check` reads them.

    python resources/installers/bundle/checksums.py dist

writes dist/SHA256SUMS; with --check it compares instead, and ends with 1 where a file is another or missing.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

NAME: Final = "SHA256SUMS"


def write(folder: Path) -> Path:
    lines = [f"{_sum(path)}  {path.name}\n" for path in _files(folder)]
    made = folder / NAME
    made.write_text("".join(lines), encoding="utf-8", newline="\n")
    return made


def wrong(folder: Path) -> list[str]:
    """What does not agree with the sums that were written; nothing where all does. Raises OSError."""
    told = (line.split("  ", 1) for line in (folder / NAME).read_text(encoding="utf-8").splitlines())
    known = {name: digest for digest, name in told}
    there = {path.name: path for path in _files(folder)}
    found = [f"{name} is missing" for name in known if name not in there]
    found += [f"{name} has no sum" for name in there if name not in known]
    return found + [
        f"{name} is another file than the one whose sum was written"
        for name, path in there.items()
        if name in known and _sum(path) != known[name]
    ]


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.is_file() and path.name != NAME)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main(asked: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(asked)
    try:
        found = wrong(options.folder) if options.check else []
        if not options.check:
            print(write(options.folder))
    except OSError as error:
        found = [f"{error.filename or options.folder} cannot be read or written: {error.strerror}"]
    for line in found:
        print(f"checksums: {line}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""Builds the programs into dist/ and looks through what came out.

    python resources/installers/bundle/build.py [--parts all|console|edge] [--dist FOLDER] [--work FOLDER]

gives dist/punchdeck, with the programs punchdeck and punchdeck-edge, or with --parts edge
dist/punchdeck-edge. On macOS dist/Punchdeck.app is made of it too. It needs `pip install '.[package]'`. Ends
with 1, and a line for each thing that is wrong, where the outcome may not be handed to anybody.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[3]
if not __package__:  # started by its path
    sys.path.insert(0, str(ROOT))

from resources.installers.bundle.contents import Parts, complaints

MIB: Final = 1024 * 1024
_LARGEST: Final = 12
_LOOKED_THROUGH: Final = (".py", ".txt", ".toml", ".md", ".json", ".pyc")


class BuildError(Exception):
    """There is no bundle, or none that may be shipped; the message says why."""


class ToolMissing(BuildError):
    """What builds is not installed."""


def build(parts: Parts, dist: Path, work: Path, *, say: bool = True) -> Path:
    """The folder of the bundle. Raises BuildError."""
    if find_spec("PyInstaller") is None:
        raise ToolMissing("PyInstaller is not installed: python -m pip install '.[package]'")
    made = dist / parts.folder
    shutil.rmtree(made, ignore_errors=True)  # what an earlier build left would be shipped with it
    shutil.rmtree(work, ignore_errors=True)
    command = [
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", str(dist), "--workpath", str(work), str(ROOT / "build.spec")),
    ]
    done = subprocess.run(
        command, cwd=ROOT, env=_environment(parts), capture_output=not say, text=True, check=False
    )
    if done.returncode != 0:
        told = "" if say else f": {(done.stderr or '').strip()[-2000:]}"
        raise BuildError(f"PyInstaller ended with {done.returncode}{told}")
    wrong = look_through(made, parts)
    if wrong:
        raise BuildError(f"{made} may not be shipped:\n" + "\n".join(f"  {line}" for line in wrong))
    return made


def _environment(parts: Parts) -> Mapping[str, str]:
    """Hashes of one order and one date, so that the same source gives the same programs."""
    return {"SOURCE_DATE_EPOCH": "315532800", **os.environ, "PUNCHDECK_PARTS": parts, "PYTHONHASHSEED": "1"}


def look_through(folder: Path, parts: Parts) -> list[str]:
    """What is wrong with a bundle; nothing for one that may be shipped."""
    suffix = ".exe" if sys.platform == "win32" else ""
    found = [
        f"the program {name} is missing"
        for name in parts.programs
        if not (folder / (name + suffix)).is_file()
    ]
    names = [path.relative_to(folder).as_posix() for path in _files(folder)]
    found += complaints((name.removeprefix("_internal/") for name in names), parts)
    found += [
        f"{path.relative_to(folder)} points out of it"
        for path in folder.rglob("*")
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())
    ]
    places = [str(ROOT).encode(), sys.prefix.encode()]
    found += [
        f"{path.relative_to(folder)} names a folder of this computer"
        for path in _files(folder)
        if path.suffix in _LOOKED_THROUGH and any(place in path.read_bytes() for place in places)
    ]
    return found


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def sizes(folder: Path) -> tuple[int, Counter[str]]:
    """Bytes of all, and of each thing at its top."""
    parts: Counter[str] = Counter()
    for path in _files(folder):
        inside = path.relative_to(folder).parts
        parts[inside[1] if inside[0] == "_internal" else inside[0]] += path.stat().st_size
    return sum(parts.values()), parts


def main(asked: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--parts", type=Parts, choices=tuple(Parts), default=Parts.ALL)
    parser.add_argument("--dist", type=Path, default=ROOT / "dist")
    parser.add_argument("--work", type=Path, default=ROOT / "build")
    options = parser.parse_args(asked)
    began = time.monotonic()
    try:
        made = build(options.parts, options.dist.absolute(), options.work.absolute())
    except BuildError as error:
        print(f"build: {error}", file=sys.stderr)
        return 1
    total, parts = sizes(made)
    for name, size in parts.most_common(_LARGEST):
        print(f"{size / MIB:8.1f} MiB  {name}")
    print(f"{total / MIB:8.1f} MiB  {made}, in {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Brings the files of translations up to date with the sources, and makes what the program reads of them.

    python -m console.i18n.build

English holds only what has plurals: everything else is written in English already. What is new stands in the
.ts file as unfinished and wants a person; a test fails until it is done.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Final

from console.i18n.translations import LANGUAGES

HERE: Final = Path(__file__).resolve().parent
CONSOLE: Final = HERE.parent
BUILT: Final = CONSOLE.parent / "resources" / "translations"


def source_file(language: str, folder: Path = HERE) -> Path:
    """Where people translate."""
    return folder / f"punchdeck_{language}.ts"


def update(language: str, folder: Path = HERE) -> None:
    """Take over what the sources say now; what they do not say any more goes."""
    only = ["-pluralonly"] if language == "en" else []
    _tool(
        "lupdate",
        *("-extensions", "py", "-no-obsolete", "-locations", "none"),
        *("-source-language", "en", "-target-language", language),
        *(*only, str(CONSOLE), "-ts", str(source_file(language, folder))),
    )


def release(language: str, built: Path = BUILT, folder: Path = HERE) -> Path:
    """Make the file that the program reads. Returns where it is."""
    made = built / f"punchdeck_{language}.qm"
    _tool("lrelease", str(source_file(language, folder)), "-qm", str(made))
    return made


def _tool(name: str, *arguments: str) -> None:
    command = Path(sysconfig.get_path("scripts")) / f"pyside6-{name}"
    done = subprocess.run([str(command), *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{name} failed: {done.stdout}{done.stderr}")


def main() -> None:
    for language in LANGUAGES:
        update(language)
        print(release(language))


if __name__ == "__main__":
    sys.exit(main())

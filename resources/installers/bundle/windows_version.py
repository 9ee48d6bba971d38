"""What Windows shows of a program under Properties, Details: from the one version, when it is built."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_WORDS: Final = {
    "punchdeck": "Punchdeck",
    "punchdeck-edge": "Punchdeck edge server",
}


def numbers(version: str) -> tuple[int, int, int, int]:
    """1.2.3rc1 is 1.2.3.0: Windows compares four numbers, and knows no other kind of version."""
    found = [int(part) for part in re.findall(r"\d+", re.split(r"[a-z+-]", version, maxsplit=1)[0])]
    first, second, third, fourth = (*found, 0, 0, 0, 0)[:4]
    return first, second, third, fourth


def resource(program: str, version: str) -> str:
    """The version resource as PyInstaller reads it."""
    shown = {
        "CompanyName": "Punchdeck",
        "FileDescription": _WORDS[program],
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": "Apache License 2.0",
        "OriginalFilename": f"{program}.exe",
        "ProductName": "Punchdeck",
        "ProductVersion": version,
    }
    strings = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in shown.items())
    four = numbers(version)
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={four}, prodvers={four}, mask=0x3f, flags=0x0, "
        "OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)), kids=[StringFileInfo([StringTable('040904B0', "
        f"[{strings}])]), VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


def written(folder: Path, program: str, version: str) -> str:
    """The path of a file with it, for EXE(version=…)."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{program}.version.txt"
    path.write_text(resource(program, version), encoding="utf-8")
    return str(path)

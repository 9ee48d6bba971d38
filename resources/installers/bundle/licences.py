"""The licences of everything that a bundle carries, in one folder of it.

What is carried is read from what PyInstaller collected, not from a list that somebody keeps: a package whose
file is in the bundle has its licence there too, and so has a library of the system's where Debian's or
Ubuntu's package manager says whose it is.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[2]
_LICENCE: Final = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors|ofl)[^/]*$", re.IGNORECASE)
_QT: Final = ("pyside6-essentials", "pyside6_essentials", "shiboken6")
_README: Final = """\
Punchdeck is under the Apache License 2.0: LICENSE.txt beside this file.

It carries the software listed below, each under the licence in the folder of its name. resources/ has those
of fonts, of the map and of the API reference; system/ those of libraries of the system it was built on.

Qt and Qt for Python (PySide6, shiboken6)
-----------------------------------------
They are under the GNU Lesser General Public License, version 3: LGPL-3.0.txt, with GPL-3.0.txt which it
refers to. They are used as they were published, unchanged; their source is at https://download.qt.io and
https://code.qt.io. You may use changed ones: build Qt {qt} or one that is compatible, and put its libraries
in place of those in _internal/PySide6/Qt/lib and _internal/PySide6/Qt/plugins (on Windows
_internal/PySide6; in a macOS .app Contents/Frameworks/PySide6, and sign it again with
"codesign --force --deep --sign -"). The programs load whatever lies there when they start; nothing checks or
forbids it, and you may take the programs apart as far as finding faults in such a change needs it.

What is carried
---------------
{carried}
"""


def gather(to: Path, sources: Iterable[str]) -> Path:
    """Write the folder anew. `sources`: where everything that was collected came from."""
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    files = {Path(source) for source in sources}
    owners = _owners()
    carried = {
        owner.metadata["Name"]: owner
        for path in files
        if (owner := owners.get(str(path.resolve()))) is not None
    }
    carried |= {each.metadata["Name"]: each for each in distributions() if _name(each) == "pyinstaller"}
    for each in carried.values():
        _copy(each, to / f"{each.metadata['Name']}-{each.version}")
    shutil.copy(ROOT / "LICENSE", to / "LICENSE.txt")
    _copy_python(to / f"Python-{sys.version.split()[0]}")
    for path in sorted((ROOT / "resources").rglob("*")):
        inside = path.relative_to(ROOT / "resources")
        if path.is_file() and _LICENCE.search(path.name) and inside.parts[0] != "installers":
            (to / "resources" / inside.parent).mkdir(parents=True, exist_ok=True)
            shutil.copy(path, to / "resources" / inside)
    if any(_name(each) in _QT for each in carried.values()):
        for text in ("LGPL-3.0.txt", "GPL-3.0.txt"):
            shutil.copy(HERE / "texts" / text, to / text)
    system = _copy_system(files, to / "system")
    qt = next((each.version for each in carried.values() if _name(each) in _QT), "")
    lines = [f"{name} {each.version}: {_said(each)}" for name, each in sorted(carried.items(), key=_lower)]
    lines += [f"Python {sys.version.split()[0]}: PSF-2.0", *(f"{name} (of the system)" for name in system)]
    text = _README if qt else re.sub(r"Qt and Qt for.*?(?=What is carried)", "", _README, flags=re.DOTALL)
    (to / "README.txt").write_text(text.format(qt=qt, carried="\n".join(lines)), encoding="utf-8")
    return to


def _lower(named: tuple[str, Distribution]) -> str:
    return named[0].lower()


def _name(each: Distribution) -> str:
    return each.metadata["Name"].lower()


def _owners() -> Mapping[str, Distribution]:
    """Which package each installed file is of."""
    return {
        str(Path(str(each.locate_file(file))).resolve()): each
        for each in distributions()
        for file in each.files or ()
    }


def _said(each: Distribution) -> str:
    """What a package says of its licence, in a few words."""
    if _name(each) in _QT:
        return "LGPL-3.0-only"
    for name in ("License-Expression", "License"):
        for words in each.metadata.get_all(name) or ():
            if "\n" not in words:
                return words
    classed = [
        line.split(" :: ")[-1]
        for line in each.metadata.get_all("Classifier") or ()
        if line.startswith("License")
    ]
    return ", ".join(classed) or "see its folder"


def _copy(each: Distribution, to: Path) -> None:
    found = [file for file in each.files or () if _LICENCE.search(file.as_posix()) and file.suffix != ".py"]
    to.mkdir(parents=True, exist_ok=True)
    for file in found:
        source = Path(str(each.locate_file(file)))
        if source.is_file():
            inside = re.sub(r"^[^/]*\.dist-info/(licenses/)?", "", file.as_posix())
            (to / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, to / inside)
    if not any(to.iterdir()):
        (to / "LICENSE.txt").write_text(f"{each.metadata['Name']} {each.version}: {_said(each)}\n", "utf-8")


def _copy_python(to: Path) -> None:
    to.mkdir(parents=True)
    for folder in (sysconfig.get_path("stdlib"), sys.base_prefix):
        text = Path(folder, "LICENSE.txt")
        if text.is_file():
            shutil.copy(text, to)
            return
    (to / "LICENSE.txt").write_text("PSF-2.0: https://docs.python.org/3/license.html\n", "utf-8")


def _copy_system(files: Iterable[Path], to: Path) -> list[str]:
    """Names of packages of the system whose libraries are carried."""
    dpkg = shutil.which("dpkg-query")
    libraries = sorted({str(path.resolve()) for path in files if _of_system(path)})
    if dpkg is None or not libraries:
        return []
    # Debian has merged /lib into /usr/lib, and its lists of files remember either
    asked = [name for path in libraries for name in (path, path.removeprefix("/usr"))]
    told = subprocess.run([dpkg, "-S", *asked], capture_output=True, text=True, check=False).stdout
    packages = sorted(
        {line.split(":", 1)[0] for line in told.splitlines() if not line.startswith("diversion")}
    )
    for name in packages:
        text = Path("/usr/share/doc", name, "copyright")
        if text.is_file():
            to.mkdir(exist_ok=True)
            shutil.copy(text, to / f"{name}.txt")
    return packages


def _of_system(path: Path) -> bool:
    return path.is_relative_to("/usr/lib") or path.is_relative_to("/lib")

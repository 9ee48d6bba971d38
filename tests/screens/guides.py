"""Takes the pictures of the guides anew, in every language that there are guides in.

    python -m tests.screens.guides [--only NAME]…

Each is one of the subjects of `python -m tests.screens`, in light colours at twice the size, cut to what the
guide is speaking of, and written to resources/docs/pictures/LANGUAGE/NAME.webp. LOOK at them before you keep
them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage

from edge.api.docs.languages import LANGUAGES
from tests.screens.__main__ import fleet_in_trouble, shoot

FOLDER: Final = Path(__file__).parents[2] / "resources" / "docs" / "pictures"
SCALE: Final = 2
# A page's column is 736 wide, and its picture twice as fine; what is smaller is not made larger.
MOST_WIDE: Final = 1472
QUALITY: Final = 78


@dataclass(frozen=True, slots=True)
class Picture:
    """A subject, and which part of it is kept: left, top, width and height; all of it where there is none."""

    subject: str
    part: tuple[int, int, int, int] | None = None


WITHOUT_INSPECTOR: Final = (0, 0, 1118, 900)
PICTURES: Final = {
    "first-connection": Picture("first-run-certificate"),
    "overview": Picture("overview", WITHOUT_INSPECTOR),
    "map": Picture("map-by-day"),
    "terminal": Picture("devices-device"),
    "feed": Picture("feed", (0, 0, 1118, 620)),
    "alert": Picture("alerts-alert"),
    "take-on": Picture("alert-acknowledge"),
    "silence": Picture("alert-silence"),
    "maintenance": Picture("maintenance-new"),
    "add-terminal": Picture("add-terminal-waits"),
    "many": Picture("command-check"),
    "matrix": Picture("employees-matrix", (196, 32, 1244, 612)),
    "enrol": Picture("employees-enrol"),
    "report": Picture("reports"),
    "not-heard": Picture("offline", (0, 0, 1118, 430)),
    "palette": Picture("palette", (0, 0, 1440, 620)),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.screens.guides", description=__doc__)
    parser.add_argument("--only", action="append", choices=sorted(PICTURES), help="more than once")
    names = parser.parse_args().only or list(PICTURES)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        failed = asyncio.run(take(names, Path(folder)))
        for language in LANGUAGES:
            for name in names:
                write(name, language, Path(folder))
    return failed


async def take(names: list[str], folder: Path) -> int:
    """One language after the other: what is drawn in the background shall be there in all of them."""
    subjects = [PICTURES[name].subject for name in names]
    asked = argparse.Namespace(out=folder, page=subjects, theme="light")
    async with fleet_in_trouble() as demo:
        codes = [await shoot(demo, asked, SCALE, language) for language in LANGUAGES]
    return max(codes)


def write(name: str, language: str, taken: Path) -> None:
    """Cut one out of what was taken, and keep it."""
    picture = PICTURES[name]
    spoken = "" if language == "en" else f"-{language}"
    image = QImage(str(taken / f"{picture.subject}{spoken}-light-{SCALE}x.png"))
    if picture.part is not None:
        part = QRect(*(SCALE * length for length in picture.part))
        if not image.rect().contains(part):
            raise ValueError(
                f"{picture.part} is not all on {picture.subject} of {image.width()}x{image.height()}"
            )
        image = image.copy(part)
    if image.width() > MOST_WIDE:
        image = image.scaledToWidth(MOST_WIDE, Qt.TransformationMode.SmoothTransformation)
    path = FOLDER / language / f"{name}.webp"
    path.parent.mkdir(parents=True, exist_ok=True)
    opaque = image.convertToFormat(QImage.Format.Format_RGB32)
    if not opaque.save(str(path), "WEBP", QUALITY):
        raise OSError(f"{path} was not written: was {picture.subject} taken in {language}?")
    print(
        f"{path.relative_to(FOLDER)} {image.width()}x{image.height()} {path.stat().st_size:,} bytes",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())

"""The program's icon in the shape each system wants it, drawn from resources/icons/punchdeck.svg.

    python resources/installers/bundle/icons.py FOLDER

writes punchdeck.ico, punchdeck.icns and punchdeck-256.png there.
"""

from __future__ import annotations

import argparse
import os
import struct
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

SOURCE: Final = Path(__file__).resolve().parents[2] / "icons" / "punchdeck.svg"
ICO_SIDES: Final = (16, 20, 24, 32, 40, 48, 64, 256)
ICNS_KINDS: Final = (
    *((b"icp4", 16), (b"icp5", 32), (b"ic07", 128), (b"ic08", 256), (b"ic09", 512), (b"ic10", 1024)),
    *((b"ic11", 32), (b"ic12", 64), (b"ic13", 256), (b"ic14", 512)),
)
_MAC_SHARE: Final = 824 / 1024  # what Apple's grid leaves for the shape itself


def for_this_system(folder: Path) -> Path | None:
    """The icon that a program built here carries; None where programs carry none."""
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        return write_ico(folder / "punchdeck.ico")
    return write_icns(folder / "punchdeck.icns") if sys.platform == "darwin" else None


def write_png(path: Path, side: int) -> Path:
    path.write_bytes(_png(_drawn(side)))
    return path


def write_ico(path: Path) -> Path:
    """Small ones as bitmaps, which everything that shows icons on Windows can read, the large one as PNG."""
    pictures = [_png(_drawn(side)) if side == 256 else _bitmap(_drawn(side)) for side in ICO_SIDES]
    offset = 6 + 16 * len(pictures)
    head, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for side, picture in zip(ICO_SIDES, pictures, strict=True):
        head += struct.pack(
            "<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(picture), offset + len(body)
        )
        body += picture
    path.write_bytes(head + body)
    return path


def write_icns(path: Path) -> Path:
    parts = [(kind, _png(_drawn(side, _MAC_SHARE))) for kind, side in ICNS_KINDS]
    body = b"".join(kind + struct.pack(">I", 8 + len(picture)) + picture for kind, picture in parts)
    path.write_bytes(b"icns" + struct.pack(">I", 8 + len(body)) + body)
    return path


def _drawn(side: int, share: float = 1.0) -> QImage:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    drawing = QSvgRenderer(str(SOURCE))
    if not drawing.isValid():
        raise SystemExit(f"{SOURCE} cannot be drawn: it is no SVG, or it is missing.")
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    margin = side * (1 - share) / 2
    painter = QPainter(image)
    drawing.render(painter, QRectF(margin, margin, side * share, side * share))
    painter.end()
    return image


def _png(image: QImage) -> bytes:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice

    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # pyright: ignore[reportCallIssue, reportArgumentType]
        raise SystemExit("Qt cannot write PNG here.")
    return bytes(kept.data())


def _bitmap(image: QImage) -> bytes:
    """As an icon holds it: bottom line first, and a mask that hides nothing, as alpha does it."""
    side = image.width()
    rows = bytes(image.constBits())
    lines = [rows[at : at + 4 * side] for at in range(0, len(rows), 4 * side)]
    mask = bytes((side + 31) // 32 * 4 * side)
    head = struct.pack("<IiiHHIIiiII", 40, side, 2 * side, 1, 32, 0, len(rows) + len(mask), 0, 0, 0, 0)
    return head + b"".join(reversed(lines)) + mask


def main(asked: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Write the program's icons.")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(asked).folder
    folder.mkdir(parents=True, exist_ok=True)
    for made in (
        write_ico(folder / "punchdeck.ico"),
        write_icns(folder / "punchdeck.icns"),
        write_png(folder / "punchdeck-256.png", 256),
    ):
        print(made)


if __name__ == "__main__":
    main()

"""One picture of all pictures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

NAME = "contact-sheet.png"
WIDTH, HEIGHT, GAP, CAPTION, ACROSS = 480, 300, 16, 24, 4


def contact_sheet(folder: Path) -> Path | None:
    """Made of every picture in a folder; None where there is none."""
    pictures = sorted(path for path in folder.glob("*.png") if path.name != NAME)
    if not pictures:
        return None
    application = QGuiApplication.instance() or QGuiApplication([])
    rows = -(-len(pictures) // ACROSS)
    sheet = QImage(
        ACROSS * (WIDTH + GAP) + GAP, rows * (HEIGHT + CAPTION + GAP) + GAP, QImage.Format.Format_RGB32
    )
    sheet.fill(QColor("#808890"))
    painter = QPainter(sheet)
    for number, path in enumerate(pictures):
        left = GAP + number % ACROSS * (WIDTH + GAP)
        top = GAP + number // ACROSS * (HEIGHT + CAPTION + GAP)
        image = QImage(str(path)).scaled(
            WIDTH,
            HEIGHT,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawImage(left, top + CAPTION, image)
        painter.drawText(QRectF(left, top, WIDTH, CAPTION), Qt.AlignmentFlag.AlignVCenter, path.stem)
    painter.end()
    made = folder / NAME
    sheet.save(str(made))
    del application
    return made

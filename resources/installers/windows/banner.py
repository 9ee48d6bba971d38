"""The picture beside the first and the last page of a setup."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from resources.installers.bundle.icons import SOURCE

WIDTH: Final = 164
HEIGHT: Final = 314
"""What NSIS shows; another size would be stretched."""
GROUND: Final = "#EEF0FB"
SIDE: Final = 84


def write_banner(path: Path) -> Path:
    """The icon on its own pale ground, as the bitmap without alpha that NSIS reads. Raises OSError."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB888)
    image.fill(QColor(GROUND))
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter, QRectF((WIDTH - SIDE) / 2, (HEIGHT - SIDE) / 2, SIDE, SIDE))
    painter.end()
    if not image.save(str(path), "BMP"):  # pyright: ignore[reportCallIssue, reportArgumentType]
        raise OSError(f"{path} cannot be written")
    return path

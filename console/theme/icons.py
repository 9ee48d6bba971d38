"""The console's own line icons: drawn on a grid of twenty, painted in any colour at any size."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from console.theme.tokens import Tokens

STROKE: Final = 1.5

_SHAPES: Final = {
    "overview": (
        '<rect x="3" y="3" width="6" height="7.5" rx="1.4"/><rect x="11.5" y="3" width="5.5" height="4" rx="1.4"/>'
        '<rect x="11.5" y="9.5" width="5.5" height="7.5" rx="1.4"/><rect x="3" y="13" width="6" height="4" rx="1.4"/>'
    ),
    "map": '<path d="M2.8 5.4 7.4 3.4l5.2 2 4.6-2v11.2l-4.6 2-5.2-2-4.6 2zM7.4 3.4v11.2M12.6 5.4v11.2"/>',
    "devices": (
        '<rect x="4.5" y="2.5" width="11" height="15" rx="2.2"/><rect x="7" y="5" width="6" height="4.2" rx=".8"/>'
        '<path d="M8.3 14.6v-1a1.7 1.7 0 0 1 3.4 0v1"/>'
    ),
    "feed": '<path d="M2.4 10.4h3l2.1-5.6 3.8 10.4 2.3-6.6 1 1.8h3"/>',
    "bell": '<path d="M10 3a4.6 4.6 0 0 0-4.6 4.6c0 4.2-1.8 5.6-1.8 5.6h12.8s-1.8-1.4-1.8-5.6A4.6 4.6 0 0 0 10 3zM8.4 16a1.8 1.8 0 0 0 3.2 0"/>',
    "bell-off": (
        '<path d="M13.9 9.6c.4 2.6 1.5 3.6 1.5 3.6M12.2 13.2H3.6s1.8-1.4 1.8-5.6c0-.5.1-1 .2-1.4M7.6 3.7A4.6 4.6 0 0 1 14.6 7.6"/>'
        '<path d="M8.4 16a1.8 1.8 0 0 0 3.2 0M3.2 3.2l13.6 13.6"/>'
    ),
    "comment": '<path d="M4.6 3.8h10.8A1.6 1.6 0 0 1 17 5.4v6.8a1.6 1.6 0 0 1-1.6 1.6H9.4L5.8 17v-3.2H4.6A1.6 1.6 0 0 1 3 12.2V5.4a1.6 1.6 0 0 1 1.6-1.6z"/>',
    "settings": (
        '<path d="M3 6h6.4M14 6h3M3 14h2.6M10.2 14H17"/><circle cx="11.7" cy="6" r="2.2"/>'
        '<circle cx="7.9" cy="14" r="2.2"/>'
    ),
    "search": '<circle cx="8.8" cy="8.8" r="5.3"/><path d="m12.8 12.8 4.2 4.2"/>',
    "filter": '<path d="M3 4.2h14l-5.4 6.4v5l-3.2-1.5v-3.5z"/>',
    "columns": '<rect x="3" y="3.8" width="14" height="12.4" rx="1.6"/><path d="M7.7 3.8v12.4M12.3 3.8v12.4"/>',
    "group": '<path d="M3 4.8h14M6.4 10H17M6.4 15.2H17M3.2 8v7.2"/>',
    "chevron-right": '<path d="m8 5 5 5-5 5"/>',
    "chevron-left": '<path d="m12 5-5 5 5 5"/>',
    "chevron-down": '<path d="m5 8 5 5 5-5"/>',
    "chevron-up": '<path d="m5 12 5-5 5 5"/>',
    "close": '<path d="m5.2 5.2 9.6 9.6M14.8 5.2l-9.6 9.6"/>',
    "check": '<path d="m4.2 10.6 3.8 3.8 7.8-8.6"/>',
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "refresh": '<path d="M16.2 10A6.2 6.2 0 1 1 14.3 5.5l2 1.9M16.4 3.6v3.9h-3.9"/>',
    "warning": '<path d="M10 3.2 17.4 16H2.6zM10 8.2v3.6M10 13.7v.3"/>',
    "info": '<circle cx="10" cy="10" r="7"/><path d="M10 9.2v4.3M10 6.6v.2"/>',
    "clock": '<circle cx="10" cy="10" r="7"/><path d="M10 6v4.2l2.8 1.6"/>',
    "lock": '<rect x="4" y="9" width="12" height="8" rx="1.8"/><path d="M6.8 9V6.6a3.2 3.2 0 0 1 6.4 0V9"/>',
    "key": '<circle cx="6.8" cy="13.2" r="3.4"/><path d="m9.3 10.7 6.9-6.9M13.4 6.6l2.4 2.4M11.3 8.7l1.6 1.6"/>',
    "copy": '<rect x="7" y="7" width="9.6" height="9.6" rx="1.6"/><path d="M13 7V5a1.6 1.6 0 0 0-1.6-1.6H5A1.6 1.6 0 0 0 3.4 5v6.4A1.6 1.6 0 0 0 5 13h2"/>',
    "sun": '<circle cx="10" cy="10" r="3.4"/><path d="M10 2.6v1.6M10 15.8v1.6M2.6 10h1.6M15.8 10h1.6M4.8 4.8l1.1 1.1M14.1 14.1l1.1 1.1M15.2 4.8l-1.1 1.1M5.9 14.1l-1.1 1.1"/>',
    "moon": '<path d="M16.6 12.2A7 7 0 0 1 7.8 3.4a7 7 0 1 0 8.8 8.8z"/>',
    "pause": '<path d="M7 4.6v10.8M13 4.6v10.8"/>',
    "play": '<path d="M6.4 4.2 15.6 10l-9.2 5.8z"/>',
    "to-end": '<path d="M10 3.4v9.4M5.8 8.8 10 13l4.2-4.2M4.6 16.6h10.8"/>',
    "inspector": '<rect x="3" y="3.8" width="14" height="12.4" rx="1.8"/><path d="M12.2 3.8v12.4"/>',
    "rail": '<rect x="3" y="3.8" width="14" height="12.4" rx="1.8"/><path d="M7.8 3.8v12.4"/>',
    "person": '<circle cx="10" cy="6.8" r="3.2"/><path d="M3.8 16.8a6.2 6.2 0 0 1 12.4 0"/>',
    "keyboard": '<rect x="2.4" y="5" width="15.2" height="10" rx="1.8"/><path d="M5.6 8.2v.1M8.5 8.2v.1M11.5 8.2v.1M14.4 8.2v.1M6.6 11.9h6.8"/>',
    "plug": '<path d="M7.4 2.8v4M12.6 2.8v4M5 6.8h10v2.4a5 5 0 0 1-10 0zM10 14.2v3"/>',
    "unplugged": '<path d="M12.6 2.8v4M7.4 5.4v1.4M9 6.8h6v2.4a5 5 0 0 1-.9 2.9M11.8 13.9A5 5 0 0 1 5 9.2V6.8M10 14.2v3M3 3l14 14"/>',
    "place": '<path d="M10 17.4s5.6-5 5.6-9a5.6 5.6 0 0 0-11.2 0c0 4 5.6 9 5.6 9z"/><circle cx="10" cy="8.4" r="2"/>',
    "eye": '<path d="M2.4 10S5 4.8 10 4.8 17.6 10 17.6 10 15 15.2 10 15.2 2.4 10 2.4 10z"/><circle cx="10" cy="10" r="2.2"/>',
    "fit": '<path d="M3.4 7.4v-4h4M16.6 7.4v-4h-4M3.4 12.6v4h4M16.6 12.6v4h-4"/>',
    "jobs": '<path d="M3.4 5h2M8 5h8.6M3.4 10h2M8 10h8.6M3.4 15h2M8 15h8.6"/>',
    "trash": '<path d="M3.6 5.4h12.8M8 5.2V3.4h4v1.8M5.2 5.4l.8 11.2h8l.8-11.2"/>',
    "server": '<rect x="3" y="3.4" width="14" height="5.6" rx="1.6"/><rect x="3" y="11" width="14" height="5.6" rx="1.6"/><path d="M6.2 6.2v.1M6.2 13.8v.1"/>',
    "finger": '<path d="M5 12.6c.5-1 .7-2 .7-3.2a4.3 4.3 0 0 1 8.6 0c0 1.4 0 2.6-.3 4M7.4 15.8c.8-1.7 1.1-3.6 1.1-6.2a1.5 1.5 0 0 1 3 0c0 2.8-.3 5-1.2 7.2M3.2 9.4a6.8 6.8 0 0 1 11.4-5M16.7 8.4c.2 1.8.1 3.4-.1 5"/>',
    "face": '<path d="M3.4 7V5A1.6 1.6 0 0 1 5 3.4h2M16.6 7V5A1.6 1.6 0 0 0 15 3.4h-2M3.4 13v2A1.6 1.6 0 0 0 5 16.6h2M16.6 13v2a1.6 1.6 0 0 1-1.6 1.6h-2M7.4 7.8v1M12.6 7.8v1M7.2 12.2a4 4 0 0 0 5.6 0"/>',
    "card": '<rect x="2.8" y="4.6" width="14.4" height="10.8" rx="1.8"/><path d="M2.8 8.2h14.4M5.8 12h3"/>',
    "palm": '<path d="M6.4 10V5.2a1.1 1.1 0 0 1 2.2 0V9M8.6 9V3.8a1.1 1.1 0 0 1 2.2 0V9M10.8 9V4.6a1.1 1.1 0 0 1 2.2 0V10M13 10V6.8a1.1 1.1 0 0 1 2.2 0v5.4c0 3-1.8 5-4.6 5-2.2 0-3.4-.8-4.5-2.6l-2-3.3a1.1 1.1 0 0 1 1.8-1.2l.5.7"/>',
    "digits": '<path d="M5.4 4.6v.1M10 4.6v.1M14.6 4.6v.1M5.4 9v.1M10 9v.1M14.6 9v.1M5.4 13.4v.1M10 13.4v.1M14.6 13.4v.1M10 17.4v.1"/>',
    "arrive": '<path d="M11 3.4h4A1.6 1.6 0 0 1 16.6 5v10a1.6 1.6 0 0 1-1.6 1.6h-4M3 10h8.6M8.4 6.8l3.2 3.2-3.2 3.2"/>',
    "leave": '<path d="M9 3.4H5A1.6 1.6 0 0 0 3.4 5v10A1.6 1.6 0 0 0 5 16.6h4M8 10h8.8M13.6 6.8l3.2 3.2-3.2 3.2"/>',
    "attendance": '<rect x="3" y="4.4" width="14" height="12.6" rx="1.8"/><path d="M3 8.2h14M6.8 2.8v3M13.2 2.8v3M7.2 12.4l2 2 3.8-3.8"/>',
    "commands": '<rect x="2.6" y="3.8" width="14.8" height="12.4" rx="1.8"/><path d="m5.8 7.4 2.8 2.6-2.8 2.6M10.4 12.8h3.8"/>',
    "employees": '<circle cx="7.6" cy="7" r="2.9"/><path d="M2.4 16.4a5.2 5.2 0 0 1 10.4 0M13 4.3a2.9 2.9 0 0 1 0 5.4M14.6 11.9a5.2 5.2 0 0 1 3 4.5"/>',
    "sites": '<path d="M4 17V4.6A1.6 1.6 0 0 1 5.6 3h4.8A1.6 1.6 0 0 1 12 4.6V17M12 8.6h2.4A1.6 1.6 0 0 1 16 10.2V17M2.6 17h14.8M6.9 6.6h2.2M6.9 9.8h2.2M6.9 13h2.2"/>',
    "webhooks": '<path d="M8.6 9.4 6.2 13.6M11.2 7.4l2.6 4.4M8.4 14.6h5"/><circle cx="10" cy="5.6" r="2.4"/><circle cx="5.2" cy="14.6" r="2.4"/><circle cx="14.8" cy="14.6" r="2.4"/>',
    "dead-lines": '<path d="M4.4 3h7.4l3.8 3.8V17H4.4zM11.6 3v4h4M7.8 10.4l4.4 4M12.2 10.4l-4.4 4"/>',
    "export": '<path d="M10 12.4V3.4M6.4 6.8 10 3.2l3.6 3.6M3.8 11.6v3.6a1.6 1.6 0 0 0 1.6 1.6h9.2a1.6 1.6 0 0 0 1.6-1.6v-3.6"/>',
    "reports": '<path d="M3 3.4V17h14.2M6.6 13.8v-3M10 13.8V6.6M13.4 13.8V9.2"/>',
    "tear-off": '<path d="M8 4.4H5.4A1.6 1.6 0 0 0 3.8 6v8.6a1.6 1.6 0 0 0 1.6 1.6H14a1.6 1.6 0 0 0 1.6-1.6V12M11.4 3.6h5v5M16.2 3.8 9.8 10.2"/>',
    "palette": '<path d="M7 7H5.4a2 2 0 1 1 1.6-1.6zM13 7h1.6A2 2 0 1 0 13 5.4zM7 13H5.4A2 2 0 1 0 7 14.6zM13 13h1.6a2 2 0 1 1-1.6 1.6zM7 7h6v6H7z"/>',
}
NAMES: Final = tuple(_SHAPES)
TURNED: Final = frozenset({"rail", "inspector", "arrive", "leave"})
"""What points somewhere, or shows a side: turned round where one reads from right to left."""


def icon_pixmap(name: str, size: int, dpr: float, colour: str) -> QPixmap:
    """An icon of so many logical pixels in one colour. Raises KeyError for an unknown name."""
    return _pixmap(name, size, dpr, colour, name in TURNED and QGuiApplication.isRightToLeft())


@lru_cache(maxsize=1024)
def _pixmap(name: str, size: int, dpr: float, colour: str, turned: bool) -> QPixmap:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" fill="none" stroke="{colour}" '
        f'stroke-width="{STROKE}" stroke-linecap="round" stroke-linejoin="round">{_SHAPES[name]}</svg>'
    )
    pixmap = QPixmap(round(size * dpr), round(size * dpr))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    if turned:
        painter.translate(size, 0)
        painter.scale(-1, 1)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def _scales() -> list[float]:
    """Those of the screens there are: drawing an icon for all that could be takes a start's time."""
    return sorted({1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())})


def icon(name: str, tokens: Tokens, size: int = 18) -> QIcon:
    """For Qt's own buttons and menus: dim at rest, plain when pointed at or on, faint when disabled."""
    made = QIcon()
    for scale in _scales():
        for mode, colour in (
            (QIcon.Mode.Normal, tokens.text_dim),
            (QIcon.Mode.Active, tokens.text),
            (QIcon.Mode.Selected, tokens.text),
            (QIcon.Mode.Disabled, tokens.text_disabled),
        ):
            made.addPixmap(icon_pixmap(name, size, scale, colour), mode, QIcon.State.Off)
        made.addPixmap(icon_pixmap(name, size, scale, tokens.accent), QIcon.Mode.Normal, QIcon.State.On)
    return made

"""Turns tokens into Qt's own palette, and mixes the tints that follow from them."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from console.theme.tokens import Tokens


def mix(front: str, back: str, share: float) -> str:
    """ "#RRGGBB" of `front` laid over `back` with an opacity of 0 to 1."""
    one, two = QColor(front), QColor(back)
    channels = (
        round(a * share + b * (1 - share))
        for a, b in ((one.red(), two.red()), (one.green(), two.green()), (one.blue(), two.blue()))
    )
    return QColor(*channels).name()


def qt_palette(tokens: Tokens) -> QPalette:
    """Every role Qt asks for: widgets that no style sheet reaches must look right as well."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.panel,
        role.AlternateBase: tokens.raised,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.text_dim,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.on_accent,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.Highlight: tokens.selected,
        role.HighlightedText: tokens.text,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Light: tokens.hover,
        role.Midlight: tokens.raised,
        role.Mid: tokens.border,
        role.Dark: tokens.border_strong,
        role.Shadow: tokens.window,
    }
    palette = QPalette()
    for kind, colour in colours.items():
        palette.setColor(kind, QColor(colour))
    for kind in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, kind, QColor(tokens.text_disabled))
    return palette

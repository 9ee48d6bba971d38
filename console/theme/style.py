"""The style sheet of the console, made of tokens: what Qt's own widgets look like.

Widgets say what they are by the property `role` (labels, frames) or `kind` (buttons); own painting is for
what a style sheet cannot say.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from console.theme.palette import mix
from console.theme.tokens import Tokens


def style_sheet(tokens: Tokens) -> str:
    """Everything, for QApplication.setStyleSheet."""
    parts = (_surfaces, _text, _buttons, _inputs, _menus, _tables, _scrolling)
    return "\n".join(part(tokens) for part in parts)


def _surfaces(t: Tokens) -> str:
    s = t.space
    return f"""
QMainWindow, QDialog, QWidget[role="window"] {{ background: {t.window}; }}
QWidget[role="panel"] {{ background: {t.panel}; }}
QFrame[role="card"] {{ background: {t.panel}; border: 1px solid {t.border}; border-radius: {s.radius}px; }}
QFrame[role="well"] {{ background: {t.raised}; border: 1px solid {t.border}; border-radius: {s.radius}px; }}
QFrame[role="line"] {{ background: {t.border}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[role="strip"] {{ background: {t.window}; border: none; border-top: 1px solid {t.border}; }}
QFrame[role="banner"] {{ background: {mix(t.degraded, t.window, 0.14)}; border: none;
    border-bottom: 1px solid {mix(t.degraded, t.window, 0.4)}; }}
QFrame[role="news"] {{ background: {mix(t.accent, t.window, 0.1)}; border: none;
    border-bottom: 1px solid {mix(t.accent, t.window, 0.34)}; }}
QFrame[role="toast"] {{ background: {t.raised}; border: 1px solid {t.border_strong};
    border-radius: {s.radius}px; }}
QSplitter::handle {{ background: {t.border}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QSplitter::handle:hover {{ background: {t.accent}; }}
QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.border_strong};
    padding: {s.tiny}px {s.small}px; font-size: {t.type.label}px; }}
"""


def _text(t: Tokens) -> str:
    y = t.type
    return f"""
QLabel {{ color: {t.text}; background: transparent; }}
QLabel:disabled {{ color: {t.text_disabled}; }}
QLabel[role="headline"] {{ font-size: {y.headline}px; font-weight: 600; }}
QLabel[role="title"] {{ font-size: {y.title}px; font-weight: 600; }}
QLabel[role="lead"] {{ font-size: {y.lead}px; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="dim"] {{ color: {t.text_dim}; }}
QLabel[role="label"] {{ color: {t.text_dim}; font-size: {y.label}px; }}
QLabel[role="label"][strong="true"] {{ color: {t.text}; font-weight: 600; }}
QLabel[role="caption"] {{ color: {t.text_dim}; font-size: {y.caption}px; }}
QLabel[role="section"] {{ color: {t.text_dim}; font-size: {y.caption}px; font-weight: 600; }}
QLabel[role="number"] {{ font-size: {y.headline}px; font-weight: 600; }}
QLabel[role="wrong"] {{ color: {t.offline}; font-size: {y.label}px; }}
QLabel[role="code"] {{ font-size: {y.label}px; color: {t.text}; background: {t.raised};
    border: 1px solid {t.border}; border-radius: {t.space.radius_small}px; padding: 6px 8px; }}
QLabel[role="key"] {{ font-size: {y.caption}px; color: {t.text_dim}; background: {t.raised};
    border: 1px solid {t.border}; border-bottom: 2px solid {t.border}; border-radius: 4px; padding: 1px 6px;
}}
"""


def _buttons(t: Tokens) -> str:
    s = t.space
    ring = f"border: {s.focus_width}px solid {t.focus}"
    bright, pressed = mix(t.text, t.accent, 0.15), mix(t.window, t.accent, 0.15)
    return f"""
QPushButton {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.border};
    border-radius: 6px; padding: 5px 13px; min-height: 20px; margin: 0; }}
QPushButton:hover {{ background: {t.hover}; border-color: {t.border_strong}; }}
QPushButton:pressed {{ background: {t.selected}; }}
QPushButton:checked {{ background: {t.selected}; border-color: {t.accent}; }}
QPushButton:focus {{ {ring}; padding: 4px 12px; }}
QPushButton:disabled {{ color: {t.text_disabled}; background: {t.panel}; }}
QPushButton[kind="primary"] {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent};
    font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ background: {bright}; border-color: {bright}; }}
QPushButton[kind="primary"]:pressed {{ background: {pressed}; }}
QPushButton[kind="primary"]:focus {{ border: {s.focus_width}px solid {t.text}; }}
QPushButton[kind="primary"]:disabled {{ background: {t.hover}; color: {t.text_disabled};
    border-color: {t.hover}; }}
QPushButton[kind="grave"] {{ background: {t.offline}; color: {t.on_status}; border-color: {t.offline};
    font-weight: 600; }}
QPushButton[kind="grave"]:hover {{ border-color: {t.text}; }}
QPushButton[kind="grave"]:focus {{ border: {s.focus_width}px solid {t.text}; }}
QPushButton[kind="grave"]:disabled {{ background: {t.hover}; color: {t.text_disabled};
    border-color: {t.hover}; }}
QPushButton[kind="quiet"] {{ background: transparent; border-color: transparent; color: {t.text_dim}; }}
QPushButton[kind="quiet"]:hover {{ background: {t.hover}; color: {t.text}; }}
QPushButton[kind="quiet"]:checked {{ background: {t.selected}; color: {t.text}; }}
QPushButton[kind="quiet"]:focus {{ {ring}; }}
QPushButton[kind="link"] {{ background: transparent; border-color: transparent; color: {t.accent};
    padding: 2px 4px; text-align: left; }}
QPushButton[kind="link"]:hover {{ color: {t.text}; }}
QPushButton[kind="link"]:focus {{ {ring}; padding: 1px 3px; }}
QPushButton::menu-indicator {{ width: 0; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 5px; }}
QToolButton:hover {{ background: {t.hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {t.selected}; }}
QToolButton:focus {{ {ring}; padding: 4px; }}
QToolButton[size="small"] {{ padding: 2px; }}
QToolButton[size="small"]:focus {{ padding: 1px; }}
QToolButton::menu-indicator {{ width: 0; }}
"""


def _inputs(t: Tokens) -> str:
    s = t.space
    # style sheets know right and left only
    end = "left" if QGuiApplication.isRightToLeft() else "right"

    def edged(name: str, colour: str) -> str:
        return (
            f'QLineEdit[reading="{name}"] {{ border-color: {colour}; '
            f"background: {mix(colour, t.raised, 0.07)}; }}\n"
            f'QLineEdit[reading="{name}"]:focus {{ border: {s.focus_width}px solid {colour}; '
            "padding: 4px 9px; }\n"
        )

    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QTimeEdit {{ background: {t.raised}; color: {t.text};
    border: 1px solid {t.border}; border-radius: 6px; padding: 5px 10px;
    selection-background-color: {t.accent}; selection-color: {t.on_accent};
    placeholder-text-color: {t.text_dim}; }}
QLineEdit, QTimeEdit {{ min-height: 20px; }}
QLineEdit:hover, QPlainTextEdit:hover, QTimeEdit:hover {{ border-color: {t.border_strong}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QTimeEdit:focus {{
    border: {s.focus_width}px solid {t.focus};
    padding: 4px 9px; }}
QLineEdit:disabled, QTimeEdit:disabled {{ color: {t.text_disabled}; background: {t.panel}; }}
QComboBox, QDateEdit, QSpinBox {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.border};
    border-radius: 6px; padding: 5px 9px; min-height: 20px; selection-background-color: {t.accent};
    selection-color: {t.on_accent}; }}
QComboBox, QDateEdit {{ padding-{end}: 28px; }}
QComboBox:hover, QDateEdit:hover, QSpinBox:hover {{ border-color: {t.border_strong}; }}
QComboBox:focus, QDateEdit:focus, QSpinBox:focus, QComboBox:on {{
    border: {s.focus_width}px solid {t.focus}; padding: 4px 8px; }}
QComboBox:focus, QDateEdit:focus, QComboBox:on {{ padding-{end}: 27px; }}
QComboBox:disabled, QDateEdit:disabled, QSpinBox:disabled {{ color: {t.text_disabled};
    background: {t.panel}; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 26px; background: transparent; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.border_strong};
    padding: 4px; outline: none; selection-background-color: {t.selected}; selection-color: {t.text}; }}
QComboBox QAbstractItemView::item {{ min-height: 26px; padding: 0 8px; border-radius: 4px; }}
QCalendarWidget QWidget {{ background: {t.raised}; color: {t.text}; alternate-background-color: {t.panel}; }}
QCalendarWidget QAbstractItemView:enabled {{ background: {t.raised}; color: {t.text}; outline: none;
    selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QCalendarWidget QAbstractItemView:disabled {{ color: {t.text_disabled}; }}
{edged("valid", t.online)}{edged("unfinished", t.degraded)}{edged("wrong", t.offline)}
QCheckBox, QRadioButton {{ color: {t.text}; spacing: {s.small}px; padding: 3px; border: 2px solid transparent;
    border-radius: 6px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {t.focus}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 16px; height: 16px; background: {t.raised};
    border: 1px solid {t.border_strong}; border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: 9px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {t.accent}; }}
QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent};
    image: url("{_check_mark(t)}"); }}
QRadioButton::indicator:checked {{ border: 5px solid {t.accent}; width: 8px; height: 8px; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: none; subcontrol-position: left; }}
QAbstractSpinBox > QLineEdit {{ border: none; padding: 0; min-height: 0; background: transparent; }}
QSpinBox, QDateEdit, QTimeEdit {{ padding-top: 4px; padding-bottom: 3px; }}
QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus {{ padding-top: 3px; padding-bottom: 2px; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.text_disabled}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {t.border}; }}
QCheckBox::indicator:checked:disabled {{ background: {t.text_disabled}; border-color: {t.text_disabled}; }}
QRadioButton::indicator:checked:disabled {{ border-color: {t.text_disabled}; }}
"""


def _check_mark(t: Tokens) -> str:
    """Style sheets take pictures only from files."""
    path = files("resources.icons").joinpath(f"check-on-{t.name}.svg")
    return Path(str(path)).as_posix()


def _menus(t: Tokens) -> str:
    s = t.space
    return f"""
QMenuBar {{ background: {t.window}; color: {t.text_dim}; border: none; padding: 3px 6px; spacing: 2px; }}
QMenuBar::item {{ background: transparent; padding: 5px 10px; border-radius: 6px; }}
QMenuBar::item:selected {{ background: {t.hover}; color: {t.text}; }}
QMenu {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.border_strong}; padding: 5px; }}
QMenu::item {{ padding: 6px 20px 6px 10px; border-radius: 5px; min-width: 150px;
    border: 1px solid transparent; }}
QMenu::item:selected {{ background: {t.selected}; }}
QMenu::item:disabled {{ color: {t.text_disabled}; }}
QMenu::separator {{ height: 1px; background: {t.border}; margin: 5px {s.small}px; }}
QMenu::icon {{ padding-left: {s.small}px; }}
QMenu::icon:checked {{ background: transparent; border: none; }}
QMenu::indicator {{ width: 0; height: 0; }}
"""


def _tables(t: Tokens) -> str:
    y = t.type
    return f"""
QAbstractItemView {{ background: {t.panel}; color: {t.text}; border: none;
    selection-background-color: {t.selected}; selection-color: {t.text}; outline: none; }}
QTableView[grounds="own"] {{ selection-background-color: transparent; }}
QListView[framed="yes"] {{ border: 1px solid {t.border}; border-radius: 6px; padding: 3px; }}
QListView[framed="yes"]:focus {{ border-color: {t.focus}; }}
QTableView, QTreeView {{ gridline-color: {t.border}; alternate-background-color: {t.panel}; }}
QHeaderView {{ background: {t.panel}; border: none; }}
QHeaderView::section {{ background: {t.panel}; color: {t.text_dim}; border: none;
    border-bottom: 1px solid {t.border}; padding: 0 12px; font-size: {y.caption}px; font-weight: 600;
    min-height: 32px; }}
QHeaderView::section:hover {{ color: {t.text}; background: {t.hover}; }}
QHeaderView::up-arrow, QHeaderView::down-arrow {{ width: 0; height: 0; }}
QTableCornerButton::section {{ background: {t.panel}; border: none; }}
QListView[role="flow"] {{ background: transparent; }}
QListView[role="completion"] {{ background: {t.raised}; border: 1px solid {t.border_strong}; padding: 4px; }}
QListView[role="completion"]::item {{ padding: 5px 8px; border-radius: 5px; }}
QListView[role="completion"]::item:selected {{ background: {t.selected}; }}
"""


def _scrolling(t: Tokens) -> str:
    handle, active = mix(t.text_dim, t.panel, 0.35), mix(t.text_dim, t.panel, 0.6)
    return f"""
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget[role="flow"] {{ background: transparent; }}
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: 11px; margin: 0; }}
QScrollBar:horizontal {{ height: 11px; margin: 0; }}
QScrollBar::handle {{ background: {handle}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 36px; margin: 2px 4px 2px 1px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; margin: 1px 2px 4px 2px; }}
QScrollBar::handle:hover {{ background: {active}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; }}
"""

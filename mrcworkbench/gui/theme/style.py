"""The one style sheet, made from the tokens and the text size.

Widgets are styled by property, so that children inherit nothing by accident: `role` and `tone` on labels, `kind` on
buttons and frames, `problem` on fields. Sides that differ in a right-to-left window are set by the property `reading`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from mrcworkbench import paths
from mrcworkbench.gui.theme.tokens import TONES, TYPE_SIZES, Tokens

Px: TypeAlias = Callable[[float], str]
"""Pixels at 100 % to a length at the chosen text size."""


def build_style_sheet(tokens: Tokens, scale: int = 100) -> str:
    """The style sheet of a theme at a text size in percent."""

    def px(pixels: float) -> str:
        return f"{round(pixels * scale / 100)}px"

    return "".join((_text(tokens, px), _frames(tokens), _buttons(tokens, px), _fields(tokens, px), _views(tokens, px)))


def image(name: str, tokens: Tokens) -> str:
    """The path of an image for a style sheet, which cannot recolour an SVG: one file for each theme."""
    return paths.resources("icons", "themed", f"{name}-{tokens.name}.svg").as_posix()


def _text(t: Tokens, px: Px) -> str:
    roles = "".join(f'QLabel[role="{role}"] {{ font-size: {px(size)}; }}' for role, size in TYPE_SIZES.items())
    tones = "".join(f'QLabel[tone="{tone}"] {{ color: {t.tone(tone)[0]}; }}' for tone in TONES[1:])
    return f"""
QLabel {{ background: transparent; }}
{roles}
QLabel[role="display"], QLabel[role="title"], QLabel[role="lead"] {{ font-weight: 600; }}
QLabel[weight="regular"] {{ font-weight: 400; }}
QLabel[weight="medium"] {{ font-weight: 500; }}
QLabel[weight="semibold"] {{ font-weight: 600; }}
QLabel[tone="muted"] {{ color: {t.muted}; }}
QLabel[tone="faint"] {{ color: {t.faint}; }}
QLabel[tone="on_accent"] {{ color: {t.on_accent}; }}
{tones}
QToolTip {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.line_strong}; padding: 4px 6px; }}
"""


def _frames(t: Tokens) -> str:
    soft = "".join(
        f'QFrame[kind="soft"][tone="{tone}"] {{ background: {t.tone(tone)[1]}; border: none; border-radius: 8px; }}'
        f'QFrame[kind="banner"][tone="{tone}"] {{ background: {t.tone(tone)[1]}; border: none;'
        f" border-bottom: 1px solid {t.line}; }}"
        for tone in TONES
    )
    return f"""
QMainWindow, QDialog, QWidget[kind="canvas"] {{ background: {t.canvas}; }}
QFrame[kind="card"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 8px; }}
QFrame[kind="card"][tone="warn"] {{ border: 1px solid {t.tone("warn")[0]}; }}
QFrame[kind="inset"] {{ background: {t.canvas}; border: 1px solid {t.line}; border-radius: 8px; }}
QFrame[kind="answer"] {{ background: transparent; border: none; }}
QFrame[kind="answer"][reading="ltr"] {{ border-left: 3px solid transparent; }}
QFrame[kind="answer"][reading="rtl"] {{ border-right: 3px solid transparent; }}
QFrame[kind="answer"][open="true"] {{ background: {t.accent_soft}; }}
QFrame[kind="answer"][open="true"][reading="ltr"] {{ border-left: 3px solid {t.accent}; }}
QFrame[kind="answer"][open="true"][reading="rtl"] {{ border-right: 3px solid {t.accent}; }}
QFrame[kind="sidebar"] {{ background: {t.sunken}; border: none; }}
QFrame[kind="sidebar"][reading="ltr"] {{ border-right: 1px solid {t.line}; }}
QFrame[kind="sidebar"][reading="rtl"] {{ border-left: 1px solid {t.line}; }}
QFrame[kind="topbar"] {{ background: {t.surface}; border: none; border-bottom: 1px solid {t.line}; }}
QFrame[kind="footer"] {{ background: {t.surface}; border: none; border-top: 1px solid {t.line}; }}
QFrame[kind="panel"] {{ background: {t.surface}; border: none; }}
QFrame[kind="panel"][reading="ltr"] {{ border-left: 1px solid {t.line}; }}
QFrame[kind="panel"][reading="rtl"] {{ border-right: 1px solid {t.line}; }}
QFrame[kind="popup"] {{ background: {t.surface}; border: 1px solid {t.line_strong}; border-radius: 8px; }}
QFrame[kind="line"] {{ background: {t.line}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[kind="upright"] {{ background: {t.line}; border: none; max-width: 1px; min-width: 1px; }}
QFrame[kind="brand"] {{ background: {"#1B4F8F" if t.name == "light" else t.sunken}; border: none; }}
QFrame[kind="tile"] {{ background: {t.accent_soft}; border: none; border-radius: 8px; }}
{soft}
QScrollArea, QScrollArea > QWidget > QWidget[kind="plain"] {{ background: transparent; border: none; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {t.line_strong}; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px;
}} QScrollBar::handle:hover {{ background: {t.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _buttons(t: Tokens, px: Px) -> str:
    return f"""
QPushButton {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.line_strong}; border-radius: 6px;
  padding: 0 15px; min-height: {px(34)}; font-weight: 500; outline: none; }}
QPushButton:hover {{ background: {t.accent_soft}; }}
QPushButton:pressed {{ background: {t.sunken}; }}
QPushButton:focus {{ border: 2px solid {t.focus}; padding: 0 14px; min-height: {px(34)}; margin: -1px; }}
QPushButton:disabled {{ color: {t.faint}; border-color: {t.line}; background: {t.surface}; }}
QPushButton[kind="primary"], QPushButton[kind="primary"]:focus {{ background: {t.accent}; color: {t.on_accent};
  border: 1px solid {t.accent}; padding: 0 15px; margin: 0; font-weight: 600; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{ background: {t.accent_hover};
  border-color: {t.accent_hover}; }}
QPushButton[kind="primary"]:disabled {{ background: {t.sunken}; color: {t.faint}; border-color: {t.line}; }}
QPushButton[kind="danger"] {{ color: {t.danger}; border-color: {t.danger}; }}
QPushButton[kind="danger"]:focus {{ border-color: {t.focus}; }}
QPushButton[kind="danger"]:disabled {{ color: {t.faint}; border-color: {t.line}; }}
QPushButton[kind="link"], QPushButton[kind="quiet"], QPushButton[kind="ghost"] {{ background: transparent;
  border: 2px solid transparent;
  border-radius: 4px; padding: 0 4px; min-height: {px(24)}; margin: 0; font-size: {px(13)}; }}
QPushButton[kind="link"] {{ color: {t.accent}; }}
QPushButton[kind="quiet"] {{ color: {t.muted}; }}
QPushButton[kind="ghost"] {{ color: transparent; }}
QPushButton[kind="link"]:hover, QPushButton[kind="quiet"]:hover {{ background: {t.accent_soft}; }}
QPushButton[kind="link"]:checked {{ background: {t.accent_soft}; }}
QPushButton[kind="link"]:focus, QPushButton[kind="quiet"]:focus {{ border-color: {t.focus}; padding: 0 4px; margin: 0;
}} QPushButton[kind="link"]:disabled {{ color: {t.faint}; }}
QPushButton[kind="icon"] {{ background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 0;
  margin: 0; min-width: {px(32)}; max-width: {px(32)}; min-height: {px(32)}; max-height: {px(32)}; }}
QPushButton[kind="icon"]:hover, QPushButton[kind="icon"]:checked {{ background: {t.accent_soft}; }}
QPushButton[kind="icon"]:focus {{ border-color: {t.focus}; padding: 0; margin: 0; }}
QPushButton[kind="nav"] {{ background: transparent; color: {t.muted}; border: 2px solid transparent; border-radius: 6px;
  text-align: left; padding: 0 8px; min-height: {px(32)}; margin: 0; }}
QPushButton[kind="nav"]:hover {{ background: {t.accent_soft}; }}
QPushButton[kind="nav"]:checked {{ background: {t.surface if t.name == "light" else t.accent_soft};
  color: {t.accent}; font-weight: 600; }}
QPushButton[kind="nav"]:focus {{ border-color: {t.focus}; padding: 0 8px; margin: 0; }}
QFrame[kind="segments"] {{ background: {t.surface}; border: 1px solid {t.line_strong}; border-radius: 6px; }}
QPushButton[kind="segment"], QPushButton[kind="segment"]:focus {{ background: transparent; color: {t.ink};
  border: 2px solid transparent; border-radius: 4px; padding: 0 14px; min-height: {px(28)}; margin: 0; font-weight:
  500; }}
QPushButton[kind="segment"]:hover {{ background: {t.accent_soft}; }}
QPushButton[kind="segment"]:focus {{ border-color: {t.focus}; }}
QPushButton[kind="segment"]:checked {{ background: {t.accent}; color: {t.on_accent}; font-weight: 600; }}
QPushButton[kind="segment"]:disabled {{ color: {t.faint}; }}
QPushButton[kind="segment"]:checked:disabled {{ background: {t.sunken}; color: {t.ink}; border-color: {t.line_strong};
}} QPushButton[kind="row"] {{ background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 0;
  margin: 0; min-height: 0; text-align: left; }}
QPushButton[kind="row"]:hover {{ background: {t.accent_soft}; }}
QPushButton[kind="row"]:focus {{ border-color: {t.focus}; padding: 0; margin: 0; }}
"""


def _fields(t: Tokens, px: Px) -> str:
    field = "QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox"
    focus = ", ".join(f"{name}:focus" for name in field.split(", "))
    wrong = ", ".join(f'{name}[problem="true"]' for name in field.split(", "))
    off = ", ".join(f"{name}:disabled" for name in field.split(", "))
    return f"""
{field} {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.line_strong}; border-radius: 6px;
  padding: 1px 9px; selection-background-color: {t.accent}; selection-color: {t.on_accent};
  placeholder-text-color: {t.faint}; }}
QLineEdit, QComboBox, QAbstractSpinBox {{ min-height: {px(32)}; }}
QLineEdit[kind="cell"], QComboBox[kind="cell"] {{ min-height: {px(28)}; }}
QPlainTextEdit {{ padding: 5px 5px; }}
QComboBox {{ padding-left: 11px; padding-right: 9px; combobox-popup: 0; }}
{focus} {{ border: 2px solid {t.focus}; padding: 0 8px; }}
QPlainTextEdit:focus {{ padding: 4px 4px; }}
QComboBox:focus {{ padding-left: 10px; padding-right: 8px; }}
{wrong} {{ border: 2px solid {t.danger}; padding: 0 8px; }}
QPlainTextEdit[problem="true"] {{ padding: 4px 4px; }}
{off} {{ background: {t.canvas}; color: {t.muted}; border-color: {t.line}; }}
QLineEdit[kind="search"] {{ background: {t.canvas}; padding: 1px 9px 1px 30px; }}
QLineEdit[kind="search"]:focus {{ background: {t.surface}; padding: 0 8px 0 29px; }}
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] {{ background: {t.canvas}; }}
QComboBox::drop-down {{ border: none; width: 28px; }}
QComboBox::down-arrow {{ image: url("{image("chevron-down", t)}"); width: 16px; height: 16px; }}
QComboBox::down-arrow:disabled {{ image: url("{image("chevron-down-off", t)}"); }}
QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.line_strong}; outline:
none;
  selection-background-color: {t.accent_soft}; selection-color: {t.ink}; padding: 4px; }}
QComboBox QAbstractItemView::item {{ min-height: {px(32)}; padding: 0 8px; }}
QCheckBox, QRadioButton {{ background: transparent; border: 2px solid transparent; border-radius: 4px; spacing: 10px;
  padding: 2px; outline: none; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {t.focus}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.muted}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 18px; height: 18px; border: 1px solid {t.line_strong};
  background: {t.surface}; }}
QCheckBox::indicator {{ border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: 10px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ background: {t.accent_soft}; }}
QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url("{image("check", t)}"); }}
QRadioButton::indicator:checked {{ width: 8px; height: 8px; border: 6px solid {t.accent}; background: {t.surface}; }}
QCheckBox::indicator:disabled {{ background: {t.sunken}; border-color: {t.line}; }}
QCheckBox::indicator:checked:disabled {{ image: url("{image("check-off", t)}"); }}
QProgressBar {{ background: {t.sunken}; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 4px; }}
"""


def _views(t: Tokens, px: Px) -> str:
    return f"""
QAbstractItemView {{ background: {t.surface}; color: {t.ink}; border: none; outline: none;
  selection-background-color: {t.accent_soft}; selection-color: {t.ink}; gridline-color: {t.line}; }}
QHeaderView {{ background: {t.surface}; border: none; }}
QHeaderView::section {{ background: {t.surface}; color: {t.muted}; border: none; font-size: {px(12)}; font-weight: 600;
  border-bottom: 1px solid {t.line_strong}; padding: 0 8px; min-height: {px(36)}; }}
QTableView::item {{ padding: 0 8px; border-bottom: 1px solid {t.line}; }}
QListWidget[kind="checks"] {{ border: 1px solid {t.line_strong}; border-radius: 6px; padding: 3px; }}
QListWidget[kind="checks"]:focus {{ border: 2px solid {t.focus}; padding: 2px; }}
QListWidget[kind="checks"][problem="true"] {{ border: 2px solid {t.danger}; padding: 2px; }}
QListWidget[kind="checks"]:disabled {{ background: {t.canvas}; color: {t.muted}; border-color: {t.line}; }}
QListWidget[kind="checks"]::item {{ padding: 0 4px; }}
QListWidget[kind="checks"]::indicator {{ width: 16px; height: 16px; border: 1px solid {t.line_strong};
  border-radius: 4px; background: {t.surface}; }}
QListWidget[kind="checks"]::indicator:checked {{ background: {t.accent}; border-color: {t.accent};
  image: url("{image("check", t)}"); }}
QMenu {{ background: {t.surface}; border: 1px solid {t.line_strong}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; min-height: {px(20)}; }}
QMenu::item:selected {{ background: {t.accent_soft}; }}
QMenu::item:disabled {{ color: {t.faint}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
"""

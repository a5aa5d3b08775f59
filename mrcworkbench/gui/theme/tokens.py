"""The colours and measures of the window, light and dark. Tests measure the contrasts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Tokens(NamedTuple):
    """Colours as `#RRGGBB`. `level` holds the grounds of levels 1 to 4, `on_level` the ink of the number on each."""

    name: str
    canvas: str
    surface: str
    sunken: str
    ink: str
    muted: str
    faint: str
    line: str
    line_strong: str
    accent: str
    accent_soft: str
    accent_hover: str
    on_accent: str
    focus: str
    level: tuple[str, str, str, str]
    on_level: tuple[str, str, str, str]
    level_outline: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    danger: str
    danger_soft: str
    conflict: str
    conflict_soft: str

    def tone(self, tone: str) -> tuple[str, str]:
        """Text colour and soft ground of a tone: accent, ok, warn, danger, conflict, or neutral."""
        if tone == "neutral":
            return self.muted, self.sunken
        return str(getattr(self, tone)), str(getattr(self, f"{tone}_soft"))


LIGHT = Tokens(
    name="light",
    canvas="#F4F6F8",
    surface="#FFFFFF",
    sunken="#EAEEF2",
    ink="#16202B",
    muted="#46535F",
    faint="#5C6873",
    line="#D7DEE6",
    line_strong="#76838F",
    accent="#1B4F8F",
    accent_soft="#E5EDF7",
    accent_hover="#153F73",
    on_accent="#FFFFFF",
    focus="#0B6BCB",
    level=("#D8ECEA", "#9FD0CC", "#23766F", "#0D4644"),
    on_level=("#16202B", "#16202B", "#FFFFFF", "#FFFFFF"),
    level_outline="#1E6A65",
    ok="#1B6A3E",
    ok_soft="#E2F1E7",
    warn="#845000",
    warn_soft="#FCF0DA",
    danger="#A3231A",
    danger_soft="#FBE8E6",
    conflict="#63399B",
    conflict_soft="#EFE9F7",
)

DARK = Tokens(
    name="dark",
    canvas="#11161C",
    surface="#1A2129",
    sunken="#0C1116",
    ink="#E8EDF2",
    muted="#B4BFCA",
    faint="#97A3AF",
    line="#2F3A46",
    line_strong="#788796",
    accent="#86B7F2",
    accent_soft="#1C3250",
    accent_hover="#A6CBF7",
    on_accent="#0B1828",
    focus="#9CC8FF",
    level=("#1D3A3A", "#2A605D", "#56AFA7", "#B2E8E1"),
    on_level=("#E8EDF2", "#E8EDF2", "#0B1818", "#0B1818"),
    level_outline="#6CC4BB",
    ok="#74CE99",
    ok_soft="#15331F",
    warn="#F1BC61",
    warn_soft="#382A10",
    danger="#F6A097",
    danger_soft="#421D1A",
    conflict="#C7A9F2",
    conflict_soft="#2C2043",
)

TONES = ("neutral", "accent", "ok", "warn", "danger", "conflict")

TYPE_SIZES: Mapping[str, int] = MappingProxyType(
    {"display": 28, "title": 20, "lead": 16, "body": 14, "secondary": 13, "caption": 12}
)
"""Text sizes in pixels at 100 %."""

WEIGHTS: Mapping[str, int] = MappingProxyType({"regular": 400, "medium": 500, "semibold": 600})

SCALES = (100, 115, 130)
"""The text sizes offered, in percent."""

SIDEBAR, RAIL, BAR = 224, 56, 56
PANEL_MIN, PANEL_MAX = 312, 360
PAGE_CAP = 1280
"""Widest a page grows, in a window wider than `CAP_FROM`."""
CAP_FROM = 1600
RAIL_BELOW = 1360
DRAWER_BELOW = 1200
LOW_BELOW = 600
"""Height of a page at 100 % text below which a page that needs it all gives up its title."""
TEXT_CHARACTERS = 75
"""Reading text is at most this wide."""
RADIUS_INSIDE, RADIUS_CONTROL, RADIUS_CARD = 4, 6, 8

"""How the window looks: colours, fonts, icons and the style sheet, switched as one.

`Theme` is imported when it is first asked for: the first paint needs the colours only.
"""

from typing import TYPE_CHECKING

from mrcworkbench.gui.theme.tokens import DARK, LIGHT, Tokens

if TYPE_CHECKING:
    from mrcworkbench.gui.theme.theme import Theme, ThemeChoice

__all__ = ["DARK", "LIGHT", "Theme", "ThemeChoice", "Tokens"]


def __getattr__(name: str) -> object:
    if name in ("Theme", "ThemeChoice"):
        from mrcworkbench.gui.theme import theme

        globals().update(Theme=theme.Theme, ThemeChoice=theme.ThemeChoice)
        return getattr(theme, name)
    raise AttributeError(name)

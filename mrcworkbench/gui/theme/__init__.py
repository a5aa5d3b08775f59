"""How the window looks: colours, fonts, icons and the style sheet, switched as one."""

from mrcworkbench.gui.theme.theme import Theme, ThemeChoice
from mrcworkbench.gui.theme.tokens import DARK, LIGHT, Tokens

__all__ = ["DARK", "LIGHT", "Theme", "ThemeChoice", "Tokens"]

"""The page of a register: a list of its rows, and beside it all of the one that is chosen."""

from mrcworkbench.gui.pages.register.page import RegisterPage

__all__ = ["RegisterPage"]

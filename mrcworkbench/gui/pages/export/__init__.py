"""The page `export`."""

from mrcworkbench.gui.pages.export.page import ExportPage

__all__ = ["ExportPage"]

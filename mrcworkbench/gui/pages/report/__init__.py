"""The page of the report: for whom, what leaves, what to look at before, and the file itself."""

from mrcworkbench.gui.pages.report.page import ReportPage

__all__ = ["ReportPage"]

"""Criteria with their levels, reasons and what the study says."""

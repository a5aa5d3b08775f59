"""MRC Workbench: self-assessment of Migrant Resource Centres, offline."""

__version__ = "0.1.0"

"""Files that leave or enter: the Excel report, and what follows it."""

"""Lists and tables of many centres."""

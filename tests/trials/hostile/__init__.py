"""Files that a stranger may give to somebody to open, kind by kind; each module has one family."""

"""Making a file: what to look at first, what leaves, where it goes, how it ended."""

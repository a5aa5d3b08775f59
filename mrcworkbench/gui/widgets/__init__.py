"""Building blocks of pages: painted marks, editors, cards."""

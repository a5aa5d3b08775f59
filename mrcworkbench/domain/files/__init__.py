"""Files of others: how their names are shown, and which of them may be opened."""

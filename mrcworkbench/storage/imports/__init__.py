"""The log of imports, and what is done by it: files undone, set aside and put back."""

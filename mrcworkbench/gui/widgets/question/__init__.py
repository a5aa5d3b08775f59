"""The card of one question."""

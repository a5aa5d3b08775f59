"""Reads `resources/` into domain objects, in one language."""

"""Answers, days, countries in the words of the window's language."""

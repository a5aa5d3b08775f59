"""From answers to the levels of the 24 criteria, each with its reasons."""

"""A later round: what the round before said, and how the next one is begun."""

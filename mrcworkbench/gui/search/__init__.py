"""What the search finds, and how it shows it."""

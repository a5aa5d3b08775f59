"""Table questions: rows to type, add, move, remove and paste."""

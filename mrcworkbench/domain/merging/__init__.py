"""What is current in a history, what is in conflict, and what a merge would do."""

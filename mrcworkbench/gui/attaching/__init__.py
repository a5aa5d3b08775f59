"""Files that are attached to answers and to rows: taken in, shown, opened, removed."""

"""A database of one's own, judged before SQLite opens it for writing: as carefully as a file from elsewhere."""

"""Opening a database of one's own: judged first, as carefully as a file from elsewhere."""

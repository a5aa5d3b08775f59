"""Many centres together: listed, counted, exported."""

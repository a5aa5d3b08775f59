"""Taking files from elsewhere in, and the log of it."""

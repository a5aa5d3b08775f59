"""Taking files from elsewhere in, and what persons decide."""

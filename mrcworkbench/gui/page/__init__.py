"""What every page is, where pages are, and which there are."""

"""The clean file that a centre sends, and what it shows when it is opened."""

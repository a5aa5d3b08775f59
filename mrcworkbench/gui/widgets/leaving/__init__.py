"""What leaves, item by item, and what to look at before."""

"""What the window says of how much there is to do, and why that changes."""

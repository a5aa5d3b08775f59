"""The answers of one assessment in the file, and sealing them."""

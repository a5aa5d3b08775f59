"""Whether what a file from elsewhere says is what this program could have written."""

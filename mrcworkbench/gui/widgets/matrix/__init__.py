"""The matrix of criteria and studied centres."""

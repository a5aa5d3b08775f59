"""The profile on paper."""

"""The profile and the report on paper."""

"""Use cases: what a person does with one open database."""

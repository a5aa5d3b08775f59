"""The sheets of the report, arranged: what a desk officer reads. Every sheet is made from what the audience may see."""

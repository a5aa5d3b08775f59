"""The sheets of a report, one module each, and the charts that stand on them."""

"""How fast the program is, beside the least that any program must do that does the same: `python -m tests.benchmarks`.

Measured, never asserted by a test: a busy machine says nothing about the program.
"""

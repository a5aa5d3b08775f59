"""Trials by the thousand: what the program makes of damaged, hostile and cut-short files, and of its own sudden death.

`python -m tests.trials --help` runs them; `.ci/nightly` runs all of them in full. Every case has a number, and the
number alone decides what happens in it, so that what was misjudged can be tried again (`--only NUMBER`).
"""

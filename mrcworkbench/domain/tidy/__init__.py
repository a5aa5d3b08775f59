"""Every assessment of a database as tidy tables: one row per observation, codes as well as texts. Pure.

`shapes` says what a table is, `layout` which tables there are, `permitted` what of an assessment may leave, `rows` the
rows that one assessment gives, `totals` what is counted over many.
"""

"""Every assessment of a database as tidy tables: one row per observation, codes as well as texts. Pure.

`shapes` says what a table is, `layout` which tables there are, `permitted` what of an assessment may leave, `rows` the
rows that one assessment gives, `totals` what is counted over many.

A column of a fixed table has three places: its line in `layout`; its description, `column_NAME` in
`resources/text/en/tidy.json`; its value, where the rows of its table are made (`rows`, `totals`, `descriptions` or
`services/collection/exporting.py`). Workbook, CSV, dictionary and hashtags follow.
"""

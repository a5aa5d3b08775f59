"""The report in LibreOffice: for every night, not among the tests, which need no more than pip."""

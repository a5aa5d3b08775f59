"""The rules of the assessment: pure Python on frozen data, without files, database or screen."""

"""The study of 14 centres (IOM, 2009), and the own result beside it."""

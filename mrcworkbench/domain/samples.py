"""What marks a file that is no centre's own work. db/README.md, Samples."""

from __future__ import annotations

MARK = "sample"
"""Key in `meta` of every sample; its value says which."""
STUDIED = "cnai"
"""A centre of the study, as the study describes it."""
PRACTICE = "practice"
"""Made-up centres, to practise collecting with: their collection, and the files that go into it."""

"""Line ends, of which there are many, made one."""

from __future__ import annotations

import re

_OTHERS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
"""Those of Windows and of old programs, Word's line break and page break, and those of Unicode."""


def plain_lines(text: str) -> str:
    """The text with every line end made "\\n"."""
    return _OTHERS.sub("\n", text)

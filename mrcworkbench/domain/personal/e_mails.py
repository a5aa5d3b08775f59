"""E-mail addresses and handles, as they are and as people spell them out to hide them from machines."""

from __future__ import annotations

import re

_LOCAL = r"[^\W_](?:[\w.+'&-]*[\w])?"
_NAME = r"[^\W_](?:[\w-]*[^\W_])?"
_NAMES = rf"{_NAME}(?:\.{_NAME})*"
_AT = r"(?:at|arroba|chez|ät|apud|kod|majmun|manki|sobaka|собака|мајмун|snabela|@)"
_DOT_WORD = r"(?:dot|punkt|point|punto|ponto|pikë|pika|nokta|tačka|точка|нуқта)"
_OPEN, _CLOSE = r"[(\[{<]\s*", r"\s*[)\]}>]"
_DOT = rf"\s*(?:{_OPEN}(?:{_DOT_WORD}|\.){_CLOSE}|\s{_DOT_WORD}\s)\s*"
_END = r"(?:com|org|net|int|info|edu|gov|eu|ngo|ong|biz|mil|name|[a-z]{2})\b"
_FORMS = (
    rf"{_LOCAL}\s?@\s?\[?{_NAME}(?:\s?\.\s?{_NAME})*\s?\.\s?[^\W\d_]{{2,}}",
    rf"(?i:{_LOCAL}\s*{_OPEN}{_AT}{_CLOSE}\s*{_NAME})",
    rf"(?i:{_LOCAL}\s*{_OPEN}(?:a|et){_CLOSE}\s*{_NAMES}\.{_END})",
    rf"(?i:{_LOCAL}\s*(?:@|\s{_AT}\s)\s*{_NAMES}(?:{_DOT}{_NAME})*{_DOT}{_END})",
    rf"{_LOCAL}\s+AT\s+{_NAMES}\.(?i:{_END})",
    rf"[\w-]*\w[._\d]\w+\s+(?:at|arroba)\s+{_NAMES}\.(?i:{_END})",  # "more at example.org" is no address
    r"(?i:\bmailto:\s?\S+)",
    r"(?i:\w%40\w[\w-]*\.\w)",
    r"(?<![\w@/.])@[^\W\d_][\w.]{2,}(?![\w.(])",
    r"(?i:\b(?:t|telegram)\.me/\w)",
)
_ADDRESS = re.compile("|".join(f"(?:{form})" for form in _FORMS))


def holds_e_mail(text: str) -> bool:
    """Whether a text (see `plain_text`) holds an e-mail address, a spelled-out one, or a handle."""
    return _ADDRESS.search(text) is not None

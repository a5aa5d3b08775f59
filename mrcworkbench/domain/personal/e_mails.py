"""E-mail addresses and handles, as they are and as people spell them out to hide them from machines.

Only what stands close to a sign or word for "at" is looked at, so that time is linear in the length of a text.
"""

from __future__ import annotations

import re

_AT_WORDS = "at|arroba|chez|ät|apud|kod|majmun|manki|sobaka|собака|мајмун|snabela|a|et"
_DOT_WORDS = "dot|punkt|point|punto|ponto|pikë|pika|nokta|tačka|точка|нуқта"
_ANCHOR = re.compile(
    rf"(?i)@|%40|mailto:\s?\S|\b(?:t|telegram)\.me/\w|[(\[{{<]\s{{0,2}}(?P<bracketed>{_AT_WORDS}|@)\s{{0,2}}[)\]}}>]"
    rf"|\s(?P<word>{_AT_WORDS})\s"
)
_BEFORE, _AFTER = 70, 120
_NAME = r"[^\W_](?:[\w-]{0,62}[^\W_])?"
_NAMES = rf"{_NAME}(?:\.{_NAME}){{0,5}}"
_OPEN, _CLOSE = r"[(\[{<]\s{0,2}", r"\s{0,2}[)\]}>]"
_DOT = rf"\s{{0,2}}(?:{_OPEN}(?:{_DOT_WORDS}|\.){_CLOSE}|\s(?:{_DOT_WORDS})\s)\s{{0,2}}"
_END = r"(?:com|org|net|int|info|edu|gov|eu|ngo|ong|biz|mil|name|[a-z]{2})\b"
_LOCAL_END = re.compile(r"[\w'+&]\s{0,2}$")
_TELLING_LOCAL_END = re.compile(r"\w[._\d]\w+$")
_DOMAIN = re.compile(rf"\s?\[?{_NAME}(?:\s?\.\s?{_NAME}){{0,5}}\s?\.\s?[^\W\d_]{{2,}}")
_PLAIN_DOMAIN = re.compile(rf"(?i)\s{{0,2}}{_NAMES}\.{_END}")
_SPELLED_DOMAIN = re.compile(rf"(?i)\s{{0,2}}{_NAMES}(?:{_DOT}{_NAME}){{0,3}}{_DOT}{_END}")
_ANY_NAME = re.compile(rf"\s{{0,2}}{_NAME}")
_HANDLE = re.compile(r"[^\W\d_][\w.]{2,}(?![\w.(])")
_MAY_BEGIN_HANDLE = re.compile(r"(?:^|[^\w@/.])$")
_IN_A_LINK = re.compile(r"\w[\w-]*\.\w")
_SHORT = frozenset(("a", "et"))
"""Words of other meanings: only with a whole domain after them."""


def holds_e_mail(text: str) -> bool:
    """Whether a text (see `plain_text`) holds an e-mail address, a spelled-out one, or a handle."""
    return any(
        _is_address(
            found, text[max(0, found.start() - _BEFORE) : found.start()], text[found.end() : found.end() + _AFTER]
        )
        for found in _ANCHOR.finditer(text)
    )


def _is_address(anchor: re.Match[str], before: str, after: str) -> bool:
    sign, bracketed, word = anchor[0], anchor["bracketed"], anchor["word"]
    if sign == "@":
        if _MAY_BEGIN_HANDLE.search(before) and _HANDLE.match(after):
            return True
        return bool(_LOCAL_END.search(before)) and bool(_DOMAIN.match(after) or _SPELLED_DOMAIN.match(after))
    if sign == "%40":
        return before[-1:].isalnum() and _IN_A_LINK.match(after) is not None
    if bracketed is None and word is None:  # mailto: and messengers
        return True
    if not _LOCAL_END.search(before):
        return False
    if bracketed is not None:
        form = _PLAIN_DOMAIN if bracketed.lower() in _SHORT else _ANY_NAME
        return form.match(after) is not None
    if word.lower() in _SHORT:
        return False
    if _SPELLED_DOMAIN.match(after):
        return True
    telling = word == "AT" or (word.lower() in {"at", "arroba"} and _TELLING_LOCAL_END.search(before))
    return bool(telling) and _PLAIN_DOMAIN.match(after) is not None  # "more at example.org" is no address

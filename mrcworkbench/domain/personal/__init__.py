"""Whether a text holds a way to reach a person: a telephone number or an e-mail address.

The one answer for all that leaves or is shown before it leaves: reports, exports, views across centres. Names and
postal addresses are out of its reach. Handles of social networks (@name) count as addresses; numbers of emergency and
help lines that everybody may know (three or four digits, 116 and three more) do not. Pure.
"""

from __future__ import annotations

import re

from mrcworkbench.domain.personal.e_mails import holds_e_mail
from mrcworkbench.domain.personal.plain_text import plain

_DIGITS = re.compile(r"\d(?:(?:[^\w,;:]|_){0,8}\d){4}|0\d\d,\d{3},\d{3}")
"""Five digits that could be of one number: without them nothing has to be looked at closely."""
_SIGNS = ("@", "\uff20", "\ufe6b", "%40", "mailto:", ".me/")
_IN_BRACKETS = re.compile(r"[(\[{<]\s{0,2}\w{1,7}\s{0,2}[)\]}>]")
_WORD_BEFORE_DOMAIN = re.compile(r"(?i)\s(?:at|arroba)\s\S{1,60}\.[^\W\d_]")
_DOT_WORDS = (
    *(" dot ", "dot)", "dot]", " punkt ", " point ", " punto ", " ponto ", " pik\u00eb ", " pika ", " nokta "),
    *(" ta\u010dka ", " \u0442\u043e\u0447\u043a\u0430 ", " \u043d\u0443\u049b\u0442\u0430 "),
)


def holds_contact(text: str, country: str | None = None) -> bool:
    """Whether a text probably holds a telephone number or an e-mail address.

    `country` is that of the centre, ISO 3166 of two letters: numbers of it are known without a prefix. Any other text,
    or None, where it is not known.
    """
    digits = _DIGITS.search(text) is not None
    address = _may_hold_address(text)
    if not digits and not address:
        return False
    folded = plain(text)
    if address and holds_e_mail(folded):
        return True
    if not digits:
        return False
    from mrcworkbench.domain.personal.telephones import holds_telephone

    return holds_telephone(folded, country)


def _may_hold_address(text: str) -> bool:
    """Whether it is worth looking: quickly, since most of thousands of texts hold none."""
    if any(sign in text for sign in _SIGNS) or _IN_BRACKETS.search(text) or _WORD_BEFORE_DOMAIN.search(text):
        return True
    small = text.lower()
    return any(word in small for word in _DOT_WORDS)

"""Whether a text holds a way to reach a person: a telephone number or an e-mail address.

The one answer for all that leaves or is shown before it leaves: reports, exports, views across centres. Names and
postal addresses are out of its reach. Handles of social networks (@name) count as addresses; numbers of emergency and
help lines that everybody may know (three or four digits, 116 and three more) do not. Pure.
"""

from __future__ import annotations

import re

_DIGITS = re.compile(r"\d(?:\D{0,6}\d){4}")
"""Five digits that could be of one number: without them nothing has to be looked at closely."""
_SIGN_OR_WORD = re.compile(
    r"[@\uff20\ufe6b]|\b(?:AT|dot|punkt|point|punto|ponto|pik\u00eb|nokta|ta\u010dka|\u0442\u043e\u0447\u043a\u0430)\b"
    r"|[(\[{<]\s*\w{1,9}\s*[)\]}>]|t\.me/|%40",
    re.IGNORECASE,
)


def holds_contact(text: str, country: str | None = None) -> bool:
    """Whether a text probably holds a telephone number or an e-mail address.

    `country` is that of the centre, ISO 3166 of two letters: numbers of it are known without a prefix. Any other text,
    or None, where it is not known.
    """
    digits = _DIGITS.search(text) is not None
    if not digits and _SIGN_OR_WORD.search(text) is None:
        return False
    from mrcworkbench.domain.personal.e_mails import holds_e_mail
    from mrcworkbench.domain.personal.plain_text import plain

    folded = plain(text)
    if holds_e_mail(folded):
        return True
    if not digits:
        return False
    from mrcworkbench.domain.personal.telephones import holds_telephone

    return holds_telephone(folded, country)

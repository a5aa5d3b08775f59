"""Telephone numbers as people write them, told from dates, years, amounts and references.

Digits with what may stand between them are one run. What stands right before and after a run is asked first (a word for
a telephone, a currency, what was counted), then its shape, and the numbering plan of the country where the shape leaves
it open. In doubt seven digits are a number: a text held back can be released, one that has left cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mrcworkbench.domain.personal import words
from mrcworkbench.domain.personal.figures import is_dates, is_figures, is_grouped

_FEWEST, _FEWEST_AFTER_WORD, _FEWEST_AFTER_TELEPHONE, _MOST = 7, 6, 5, 15
_BETWEEN = r"[ ./()\[\]~_\\*-]"
_RUN = re.compile(rf"(?:\+{{1,2}}[ (]{{0,2}}|[(\[] ?)?\d(?:{_BETWEEN}{{0,5}}\d)*")
_PARTING = re.compile(r"(?:[.)] | [-/] |  )[ (]*(?=[+0])")
"""Within a run, where a number of its own may begin: after a sentence that ends with a figure."""
_BROKEN = re.compile(r"(?<=\d)([ ./-]*)\n[ ]*(?=[\d(])")
_BREAK_MARK = "\x00"
_RUN_OVER_LINES = re.compile(rf"\+?\(?\d(?:[{_BREAK_MARK} ./()\[\]~_-]{{0,5}}\d)*")
_LINK = re.compile(r"(?i:https?://|www\.)\S*")
_LINK_TO_NUMBER = re.compile(
    r"(?i)(?:\btel:|wa\.me/|whatsapp\.com/\S*?phone=|viber://\S*?number=|\bsms:|callto:|t\.me/)\+?(?:%2b)?\d{6}"
)
_GAP = r"[\s.:,;()\[\]\u2013\u2014/#&+=*'\"-]"
_STRONG, _WEAK = words.one_of(words.STRONG), words.one_of(words.WEAK)
_LINKS = words.one_of(words.LINKING)
_DIRECT = re.compile(rf"(?<!\w)(?P<word>{_STRONG}|(?P<weak>{_WEAK}))(?:{_GAP}+(?:{_LINKS}|{_STRONG})(?!\w))*{_GAP}*$")
_TELLS = re.compile(r"[.:=#]|^(?:tel|t\u00e9l|tlf|\u0442\u0435\u043b)\W")
"""After them not even years are years."""
_NEAR = re.compile(rf"(?<!\w)(?:{_STRONG}|{_WEAK})(?!\w)\D{{0,30}}$")
_AFTER = re.compile(rf"{_GAP}{{0,4}}(?:{_STRONG})(?!\w)")
_MONEY = words.one_of(words.CURRENCIES)
_MONEY_BEFORE = re.compile(rf"(?:(?<!\w)(?:{_MONEY})|[$\u20ac\u00a3\u00a5])[\s:.~(]*$")
_MONEY_AFTER = re.compile(rf"[,.]?\d{{0,2}}\s*(?:(?:{_MONEY})(?!\w)|[$\u20ac\u00a3\u00a5%\u2030])")
_UNIT_AFTER = re.compile(rf"\s?-?(?:{words.one_of(words.UNITS)})|\s?[%\u2030\u00b0]|,\d{{1,2}}(?!\d)")
_FIGURE_BEFORE = re.compile(
    rf"(?<!\w)(?:{words.one_of(words.FIGURES)})[\s:~(]*(?:\(?\d{4}\)?[\s:~]*)?(?:(?:of|de|is|was|by|to|:)[\s:~]*)?$"
)
_REFERENCE_BEFORE = re.compile(
    rf"(?<!\w)(?:{words.one_of(words.REFERENCES)})\.?(?:\s+[^\W\d]\w{{0,11}})?(?:[\s.:#(/-]+(?:no|nr|n\u00b0|n\u00ba|num|number|id|code|br))?[\s.:#(/-]*$"
)
_NUMBER_BEFORE = re.compile(r"(?<!\w)(?:no|nr|n\u00b0|n\u00ba|br)[\s.:]*$")
_CODE_BEFORE = re.compile(r"(?<![^\W_])[A-Z]{1,6}\d*[-/_.]?$|[A-Za-z]$")
_CONTEXT = 60


@dataclass(frozen=True, slots=True)
class _Run:
    """Digits in their place. `before` and `after` in small letters."""

    text: str
    before: str
    after: str
    before_as_typed: str

    @property
    def digits(self) -> str:
        return "".join(character for character in self.text if character.isdigit())

    @property
    def bare(self) -> str:
        return self.text.lstrip("+ ")

    @property
    def begins_with_zero(self) -> bool:
        return self.digits.startswith("0")

    @property
    def is_international(self) -> bool:
        return "+" in self.text or self.before.endswith("+") or self.digits.startswith(("00", "011"))


def holds_telephone(text: str, country: str | None) -> bool:
    """Whether a text (see `plain_text`) holds a telephone number. `country` as `holds_contact` has it."""
    if _LINK_TO_NUMBER.search(text):
        return True
    text = _LINK.sub(" ", text)
    return any(_is_number(run, country) for run in _runs(text)) or any(
        _is_number_over_lines(run, country) for run in _runs_over_lines(text)
    )


def _runs(text: str) -> Iterator[_Run]:
    for found in _RUN.finditer(text):
        yield _run(text, *found.span())
        start = found.start()
        for gap in () if is_dates(found[0]) else _PARTING.finditer(found[0]):
            yield _run(text, start + gap.end(), found.end())


def _runs_over_lines(text: str) -> Iterator[_Run]:
    """Runs that a line break cuts in two."""
    joined, breaks = _BROKEN.subn(rf"\1{_BREAK_MARK}", text)
    if breaks:
        for found in _RUN_OVER_LINES.finditer(joined):
            if found[0].count(_BREAK_MARK) == 1:
                yield _run(joined, *found.span())


def _run(text: str, start: int, end: int) -> _Run:
    run = text[start:end]
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    if before[-1:] == ":" and before[-2:-1].isdigit():  # the minutes of a time
        run = re.sub(r"^\d{2}(?!\d)[ -]*", "", run)
    if re.match(r"[:h]\d\d", after):  # its hour
        run = re.sub(r"[ -]+\d{1,2}$", "", run)
    if before[-1:] == "," and before[-2:-1].isdigit():  # the last thousands, or decimals
        run = re.sub(r"^\d{1,3}(?!\d)[ -]*", "", run)
    run = re.sub(r" \(\d{1,4}$", "", run)  # a count in brackets: no number ends so
    if after[:1] == ":":  # the year that the next figure is of
        run = re.sub(r" +(?:19|20)\d\d$", "", run)
    return _Run(run.strip("([]) ").replace(_BREAK_MARK, " "), before.lower(), after.lower(), before)


def _is_number_over_lines(run: _Run, country: str | None) -> bool:
    """Cut in two lines, digits need more to be one number."""
    count = len(run.digits)
    if not 9 <= count <= _MOST or is_dates(run.text):
        return False
    named = _DIRECT.search(run.before)
    return named is not None or (run.is_international and _is_possible(run, country)) or _is_valid(run.digits, country)


def _is_number(run: _Run, country: str | None) -> bool:
    count = len(run.digits)
    if count < _FEWEST_AFTER_TELEPHONE or _is_day_or_money(run):
        return False
    named = _named(run)
    if named is not None:
        return named
    if count < _FEWEST:
        return _is_short_number(run, country)
    if run.is_international and count > _FEWEST and _is_possible(run, country):
        return not (is_grouped(run.bare) and (_is_counted(run) or run.digits.endswith("000")))
    return not is_dates(run.text) and not _is_other(run, country)


def _is_short_number(run: _Run, country: str | None) -> bool:
    """Six digits are a number where the country has numbers so short, and they are written as no figure is."""
    if len(run.digits) < _FEWEST_AFTER_WORD or not _has_gaps(run.text) or is_dates(run.text) or is_grouped(run.text):
        return False
    return not _is_counted(run) and not _is_other(run, country) and _is_valid(run.digits, country)


def _is_day_or_money(run: _Run) -> bool:
    if _MONEY_AFTER.match(run.after) or _MONEY_BEFORE.search(run.before):
        return not run.begins_with_zero and "+" not in run.text
    return is_dates(run.text) and _has_gaps(run.text) and not _is_years(run.text)


def _is_years(text: str) -> bool:
    return re.fullmatch(r"(?:\d{4}[ /-]*)+", text) is not None


def _named(run: _Run) -> bool | None:
    """What a word for a telephone says of a run; None where there is none."""
    count = len(run.digits)
    direct = _DIRECT.search(run.before)
    if direct is not None:
        weak = direct["weak"] is not None
        if is_dates(run.text) and (weak or (_in_order(run.text) and not _TELLS.search(direct[0]))):
            return False
        if count == 6 and run.digits.startswith("116"):
            return False
        if _is_counted(run) and not run.begins_with_zero and (weak or is_grouped(run.text)):
            return None
        if (weak or run.digits.endswith("000")) and not run.begins_with_zero and _is_written_as_figure(run):
            return None
        return count >= (_FEWEST_AFTER_WORD if weak else _FEWEST_AFTER_TELEPHONE)
    if count >= _FEWEST_AFTER_WORD and _AFTER.match(run.after) and not (is_dates(run.text) or is_grouped(run.text)):
        return True
    near = count >= _FEWEST_AFTER_WORD and _NEAR.search(run.before) is not None
    if near and not (is_dates(run.text) or is_grouped(run.text) or is_figures(run.text) or _is_counted(run)):
        return not _is_reference(run)
    return None


def _is_written_as_figure(run: _Run) -> bool:
    return is_figures(run.bare) or (len(run.digits) < _FEWEST and is_grouped(run.bare))


def _in_order(text: str) -> bool:
    """Whether these are years as they stand in lists: "Viber 2019-2021"."""
    years = [int(part) for part in re.findall(r"\d{4}", text)]
    return years == sorted(years) and all(later - earlier < 15 for earlier, later in pairwise(years))


def _is_counted(run: _Run) -> bool:
    return _UNIT_AFTER.match(run.after) is not None


def _is_reference(run: _Run) -> bool:
    if _REFERENCE_BEFORE.search(run.before) is not None:
        return True
    return not run.begins_with_zero and _NUMBER_BEFORE.search(run.before) is not None


def _is_other(run: _Run, country: str | None) -> bool:
    """Whether seven digits and more without a word for a telephone are something else."""
    if _is_reference(run) or is_figures(run.bare):
        return True
    if _CODE_BEFORE.search(run.before_as_typed):
        return re.match(r"(?:19|20)\d\d\D", run.text) is not None or not _is_valid(run.digits, country)
    if run.begins_with_zero:
        return False
    if re.fullmatch(r"\d{2,5}0{5,}", run.text):
        return True
    if _is_counted(run):
        return is_grouped(run.bare) or not _has_gaps(run.text)
    if is_grouped(run.bare):
        return _is_amount(run, country)
    return _FIGURE_BEFORE.search(run.before) is not None and not _has_gaps(run.text)


def _has_gaps(text: str) -> bool:
    return re.search(r"\d\D+\d", text) is not None


def _is_amount(run: _Run, country: str | None) -> bool:
    """Whether groups of thousands are an amount: three full groups are how many countries write numbers."""
    digits = run.digits
    if digits.endswith("000") or _FIGURE_BEFORE.search(run.before):
        return True
    if len(digits) == 9:
        return False
    return not _is_usual(run, country) and not (len(digits) > 10 and _is_valid(f"+{digits}", None))


def _is_possible(run: _Run, country: str | None) -> bool:
    """Whether the length fits what the prefix says."""
    import phonenumbers

    digits = re.sub(r"^(\+?\d{1,4})\s*\(0\)", r"\1", run.text.strip())
    plain = "".join(character for character in digits if character.isdigit())
    sign = "" if plain.startswith("011") and "+" not in run.text else "+"
    for given in (f"{sign}{plain.removeprefix('00')}", f"+{plain.removeprefix('011')}"):
        try:
            number = phonenumbers.parse(given, _region(country))
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            return True
    return False


def _is_valid(digits: str, country: str | None) -> bool:
    """Whether they are a number of the country's plan."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(digits, _region(country)))
    except phonenumbers.NumberParseException:
        return False


def _is_usual(run: _Run, country: str | None) -> bool:
    """Whether they are a number of the country's plan, in the groups in which it is written there."""
    import phonenumbers

    try:
        number = phonenumbers.parse(run.digits, _region(country))
    except phonenumbers.NumberParseException:
        return False
    if not phonenumbers.is_valid_number(number):
        return False
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return re.findall(r"\d+", written) == re.findall(r"\d+", run.text)


def _region(country: str | None) -> str | None:
    from phonenumbers import SUPPORTED_REGIONS

    return country.upper() if country and country.upper() in SUPPORTED_REGIONS else None

"""Telephone numbers as people write them, told from dates, years, amounts and references.

Digits with what may stand between them are one run. What stands right before and after a run is asked first (a word for
a telephone, a currency, what was counted), then its shape, and the numbering plan of the country where the shape leaves
it open. In doubt seven digits are a number: a text held back can be released, one that has left cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from mrcworkbench.domain.personal.figures import is_dates, is_figures, is_grouped, is_year_and_amount
from mrcworkbench.domain.personal.plans import is_mobile_in_threes, is_possible, is_usual, is_valid
from mrcworkbench.domain.personal.surroundings import After, Before, Word

_FEWEST, _FEWEST_AFTER_WORD, _FEWEST_AFTER_TELEPHONE, _MOST = 7, 6, 5, 15
_MOST_OF_SMALL_COUNTRIES = 8
_LONG = 9
"""Digits of most national numbers."""
_LONGEST_RUN = 60
"""Digits: more are taken for several runs, so that time is linear in what somebody has typed."""
_BETWEEN = r"[ ./()\[\]{}~_\\*-]"
_RUN = re.compile(rf"(?:\+{{1,2}}[ (]{{0,2}}|[(\[{{] ?)?\d(?:{_BETWEEN}{{0,5}}\d){{0,{_LONGEST_RUN}}}")
_PARTING = re.compile(r"(?:[.)] | [-/] |  )[ (]*(?=[+0])|(?<=\d\d)\. (?=[1-9]\d)")
"""Within a run, where a number of its own may begin: after a sentence that ends with a figure."""
_BROKEN = re.compile(r"(?<=\d)([ ./-]{0,5})\n {0,5}(?=[\d(])")
_BREAK_MARK = "\x00"
_RUN_OVER_LINES = re.compile(rf"\+?\(?\d(?:[{_BREAK_MARK} ./()\[\]~_-]{{0,5}}\d){{0,{_LONGEST_RUN}}}")
_SEPARATED = re.compile(
    r"(?<![\d,.'\u2019|])"
    r"(?:(?:\+\d{1,4}|0[1-9]\d{0,2})(?P<s> ?['\u2019|] ?)\d{2,4}(?:(?P=s)\d{2,4}){1,3}|0[1-9]\d,\d{3},\d{3,4})(?![\d,])"
)
"""With signs between the groups that stand in no other run."""
_LINK = re.compile(r"(?i:https?://|www\.)\S*")
_LINK_SIGNS = (":", "/")
_LINK_TO_NUMBER = re.compile(
    r"(?i)(?:\btel:|wa\.me/|whatsapp\.com/\S{0,99}?phone=|viber://\S{0,99}?number=|\bsms:|callto:|t\.me/)\+?(?:%2b)?\d{6}"
)
_CONTEXT = 60
_IN_THREES = re.compile(r"\d{3}([ ./-])\d{3}\1\d{3}")
_SHORT_YEAR = re.compile(r"\d-\d\d-\d\d")
"""After "tel.:" a number of a small town, else a day."""
_FILED = re.compile(r"\d\d-\d{1,4}/\d{1,2}")
_OF_REGISTER = re.compile(r"\d+(?:-\d)?|[\d.]+-\d|\d\d-\d{7,8}(?:-\d)?")
_POSTCODE = re.compile(r"[1-9]\d{3}-\d{3}|[1-9]\d{4}-\d{3}")
"""Of Portugal and Brazil: numbers have their longer group last."""
_ACT = re.compile(r"\d{1,4}[-/](?:19|20)\d\d")


@dataclass(frozen=True)
class _Digits:
    """Digits in their place, without what is not theirs."""

    text: str
    typed_before: str
    typed_after: str

    @cached_property
    def before(self) -> Before:
        return Before(self.typed_before)

    @cached_property
    def after(self) -> After:
        return After(self.typed_after)

    @cached_property
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
        return "+" in self.text or self.typed_before.endswith("+") or self.digits.startswith(("00", "011"))

    @cached_property
    def is_dates(self) -> bool:
        return is_dates(self.text)

    @cached_property
    def is_counted(self) -> bool:
        return self.after.is_counted()

    @property
    def has_gaps(self) -> bool:
        return re.search(r"\d\D+\d", self.text) is not None


def holds_telephone(text: str, country: str | None) -> bool:
    """Whether a text (see `plain_text`) holds a telephone number. `country` as `holds_contact` has it."""
    if any(sign in text for sign in _LINK_SIGNS):
        if _LINK_TO_NUMBER.search(text):
            return True
        text = _LINK.sub(" ", text)
    if _SEPARATED.search(text):
        return True
    return any(_is_number(run, country) for run in _runs(text)) or any(
        _is_number_over_lines(run, country) for run in _runs_over_lines(text)
    )


def _runs(text: str) -> Iterator[_Digits]:
    for found in _RUN.finditer(text):
        if len(found[0]) < _FEWEST_AFTER_TELEPHONE:
            continue
        yield _run(text, *found.span())
        start = found.start()
        for gap in () if is_dates(found[0]) else _PARTING.finditer(found[0]):
            yield _run(text, start + gap.end(), found.end())


def _runs_over_lines(text: str) -> Iterator[_Digits]:
    """Runs that a line break cuts in two."""
    if "\n" not in text:
        return
    joined, breaks = _BROKEN.subn(rf"\1{_BREAK_MARK}", text)
    if breaks:
        for found in _RUN_OVER_LINES.finditer(joined):
            if found[0].count(_BREAK_MARK) == 1:
                yield _run(joined, *found.span())


def _run(text: str, start: int, end: int) -> _Digits:
    run = text[start:end]
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    if before[-1:] == ":" and before[-2:-1].isdigit():  # the minutes of a time
        run = re.sub(r"^\d{2}(?!\d)[ -]*", "", run)
    if re.search(r"[A-Za-z]$", before):  # CO2
        run = re.sub(r"^\d{1,2} +", "", run)
    if re.match(r"[:h]\d\d", after):  # its hour
        run = re.sub(r"[ -]+\d{1,2}$", "", run)
    if before[-1:] == "," and before[-2:-1].isdigit():  # the last thousands, or decimals
        run = re.sub(r"^\d{1,3}(?!\d)[ -]*", "", run)
    run = re.sub(r" \((?:\d{1,4}|[1-9]\d{0,2}(?: \d{3}){1,3})$", "", run)  # a count in brackets: no number ends so
    run = re.sub(r"(?:^|(?<= ))\(?[1-9]\) ", "", run)  # items of a list
    if after[:1] in (":", "="):  # the year that the next figure is of
        run = re.sub(r" +(?:19|20)\d\d$", "", run)
    return _Digits(run.strip("([{}]) ").replace(_BREAK_MARK, " "), before, after)


def _is_number_over_lines(run: _Digits, country: str | None) -> bool:
    """Cut in two lines, digits need more to be one number."""
    count = len(run.digits)
    if not 9 <= count <= _MOST or run.is_dates:
        return False
    if run.is_international and is_possible(run.text, run.digits, country):
        return True
    return run.before.named() is not None or is_valid(run.digits, country)


def _is_number(run: _Digits, country: str | None) -> bool:
    count = len(run.digits)
    if count < _FEWEST_AFTER_TELEPHONE or _is_day_or_money(run) or _is_filed(run):
        return False
    named = _named(run)
    if named is not None:
        return named
    if count < _FEWEST:
        return _is_short_number(run, country)
    if run.is_international and count > _FEWEST and is_possible(run.text, run.digits, country):
        return not (is_grouped(run.bare) and (run.is_counted or run.digits.endswith("000")))
    return not run.is_dates and not _is_other(run, country)


def _is_short_number(run: _Digits, country: str | None) -> bool:
    """Six digits are a number where the country has numbers so short, and they are written as no figure is."""
    if len(run.digits) < _FEWEST_AFTER_WORD or not run.has_gaps or run.is_dates or is_grouped(run.text):
        return False
    return not run.is_counted and not _is_other(run, country) and is_valid(run.digits, country)


def _is_day_or_money(run: _Digits) -> bool:
    if not run.begins_with_zero and "+" not in run.text and (run.after.is_money() or run.before.is_money()):
        return True
    if not run.is_dates or not run.has_gaps or _is_years(run.text):
        return False
    named = run.before.named()
    return not (_SHORT_YEAR.fullmatch(run.text) and named is not None and named[0] is Word.TELEPHONE and named[1])


def _is_years(text: str) -> bool:
    return re.fullmatch(r"(?:\d{4}[ /-]*)+", text) is not None


def _named(run: _Digits) -> bool | None:
    """What a word for a telephone says of a run; None where there is none."""
    count = len(run.digits)
    named = run.before.named()
    if named is not None:
        weak, tells = named[0] is Word.CALL, named[1]
        if run.is_dates and (weak or (_in_order(run.text) and not tells)):
            return False
        if count == 6 and run.digits.startswith("116"):
            return False
        if run.is_counted and not run.begins_with_zero and (weak or is_grouped(run.text)):
            return None
        if (weak or run.digits.endswith("000")) and not run.begins_with_zero and _is_written_as_figure(run):
            return None
        return count >= (_FEWEST_AFTER_WORD if weak else _FEWEST_AFTER_TELEPHONE)
    if count >= _FEWEST_AFTER_WORD and run.after.is_telephone() and not (run.is_dates or is_grouped(run.text)):
        return True
    near = count >= _FEWEST_AFTER_WORD and run.before.is_near_telephone()
    if near and not (run.is_dates or is_grouped(run.text) or is_figures(run.text) or run.is_counted):
        return not _is_reference(run)
    return None


def _is_written_as_figure(run: _Digits) -> bool:
    return is_figures(run.bare) or (len(run.digits) < _FEWEST and is_grouped(run.bare))


def _in_order(text: str) -> bool:
    """Whether these are years as they stand in lists: "Viber 2019-2021"."""
    years = [int(part) for part in re.findall(r"\d{4}", text)]
    return years == sorted(years) and all(later - earlier < 15 for earlier, later in pairwise(years))


def _is_reference(run: _Digits) -> bool:
    if "+" in run.text:
        return False
    return run.before.is_reference() or (not run.begins_with_zero and len(run.digits) < 9 and run.before.is_number())


def _is_filed(run: _Digits) -> bool:
    """Whether it is the number of a paper of an office: broj 08-1245/3."""
    named = run.before.named()
    return _FILED.fullmatch(run.text) is not None and (named is None or named[0] is Word.CALL)


def _is_of_register(run: _Digits) -> bool:
    """Whether it is the number of a firm or a tax payer, by the capitals before it and its check digit."""
    return run.before.is_abbreviation() and _OF_REGISTER.fullmatch(run.text) is not None


def _is_numbered_act(run: _Digits) -> bool:
    """Whether a number, a year and the letters of an office hang together: 007-2017-IN."""
    return _ACT.fullmatch(run.text) is not None and re.match(r"[-/][A-Z]", run.typed_after) is not None


def _is_other(run: _Digits, country: str | None) -> bool:
    """Whether seven digits and more without a word for a telephone are something else."""
    if _is_reference(run) or _is_numbered_act(run) or is_figures(run.bare) or _is_year_and_amount(run, country):
        return True
    if (run.before.is_code() or _is_of_register(run)) and not (run.begins_with_zero and len(run.digits) >= _LONG):
        return re.match(r"(?:19|20)\d\d\D", run.text) is not None or not is_valid(run.digits, country)
    if run.begins_with_zero:
        return False
    if re.fullmatch(r"\d{2,5}0{4,}", run.text):
        return True
    if _POSTCODE.fullmatch(run.text):
        return not is_valid(run.digits, country)
    if _IN_THREES.fullmatch(run.bare):
        if run.is_counted or run.digits.endswith("000") or run.before.is_figure():
            return True
        return country is not None and not is_mobile_in_threes(run.digits, country)
    if run.is_counted:
        return is_grouped(run.bare) or not run.has_gaps or " - " in run.text
    if is_grouped(run.bare):
        return _is_amount(run, country)
    return not run.has_gaps and run.before.is_figure()


def _is_year_and_amount(run: _Digits, country: str | None) -> bool:
    """A figure beside its year, 2019 3500, unless it is a number of the country's plan."""
    return is_year_and_amount(run.text) and (run.text.count(" ") > 1 or not is_valid(run.digits, country))


def _is_amount(run: _Digits, country: str | None) -> bool:
    """Whether groups of thousands are an amount."""
    digits = run.digits
    if digits.endswith("000") or run.before.is_figure():
        return True
    if len(digits) == _MOST_OF_SMALL_COUNTRIES and is_valid(digits, country):
        return False
    return not is_usual(run.text, digits, country) and not (len(digits) > 10 and is_valid(f"+{digits}", None))

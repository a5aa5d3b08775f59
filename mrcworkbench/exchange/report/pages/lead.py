"""What a centre is, in a few sentences made from its answers.

For translators: every sentence is whole. The first is a list of clauses in a fixed order, each a text of its own
(`kind_…`, `set_up`, `run_by`, `paid_by`), joined by `clauses` and closed by `sentence`. In `counted_…`, `{period}` is
one of `in_…`, and `{count}` one of `count_…`, alone or in one of `women_…`. Facts are bold wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mrcworkbench.content.directions import set_apart
from mrcworkbench.domain.report.centre import Centre, Chosen, Clients
from mrcworkbench.exchange.report.layout import Run
from mrcworkbench.exchange.report.pages.wording import cut_at_word, day, listed, number
from mrcworkbench.exchange.report.words import Words

_BOLD_FROM, _BOLD_TO = "\ue000", "\ue001"
"""Around a bold fact while its sentence is made; signs that mean nothing to anybody."""
_MARKED = re.compile(f"{_BOLD_FROM}(.*?){_BOLD_TO}", re.DOTALL)
_MOST_GROUPS, _MOST_PAYERS = 5, 3


def lead(centre: Centre, words: Words, longest: int = 90) -> tuple[Run, ...]:
    """The sentences, with what a reader looks for in bold. A name is cut after `longest` letters."""
    sentences = filter(None, (_what(centre, words, longest), _whom(centre, words), _how_many(centre, words)))
    return tuple(_runs(" ".join(sentences) or words.text("report_glance.nothing")))


def missing(centre: Centre, words: Words, audience: str) -> str:
    """What a reader would look for and is not told; "" where nothing is missing."""
    facts = [words.text(f"report_glance.missing_{fact.value}") for fact in centre.missing]
    return words.text(f"report_glance.missing_{audience}", facts=listed(words, facts, len(facts))) if facts else ""


def _what(centre: Centre, words: Words, longest: int) -> str:
    names, from_right = (centre.place, centre.country, centre.body, *centre.payers), words.reads_from_right
    place, country, typed_body, *typed_payers = (
        set_apart(cut_at_word(name, longest), from_right=from_right) for name in names
    )
    body, payers = _bold(typed_body), [_bold(name) for name in typed_payers]
    payers += [_choice("payer", kind, words) for kind in centre.payer_kinds]
    paid = listed(words, payers, _MOST_PAYERS)
    if not (centre.kind or place or country or centre.since or body or paid):
        return ""
    kind = words.text("report_glance.kind_unknown") if centre.kind is None else _choice("kind", centre.kind, words)
    where = words.text("report_glance.place_and_country", place=place, country=country) if place and country else ""
    where = _bold(where or place or country)
    clauses = [words.text("report_glance.kind_in", centre=kind, where=where) if where else kind]
    if centre.since is not None:
        clauses.append(words.text("report_glance.set_up", year=_bold(str(centre.since))))
    if body and paid:
        clauses.append(words.text("report_glance.run_and_paid", body=body, payers=paid))
    elif body:
        clauses.append(words.text("report_glance.run_by", body=body))
    elif paid:
        clauses.append(words.text("report_glance.paid_by", payers=paid))
    text, *rest = clauses
    for clause in rest:
        text = words.text("report_glance.clauses", clauses=text, clause=clause)
    return words.text("report_glance.sentence", clauses=text)


def _whom(centre: Centre, words: Words) -> str:
    groups = [_choice("served", group, words) for group in centre.served]
    return words.text("report_glance.serves", groups=listed(words, groups, _MOST_GROUPS)) if groups else ""


def _how_many(centre: Centre, words: Words) -> str:
    counted, nobody = centre.counted, centre.does_not_count
    if counted is None:
        key = f"report_glance.no_count_{nobody.code}" if nobody else ""
        return words.text(key) if key in words.texts else ""
    unit = counted.unit.code if counted.unit else ""
    unit = unit if f"report_glance.counted_{unit}" in words.texts else "else"
    count = words.plural(f"report_glance.count_{unit}", counted.number, number=number(words, counted.number))
    if counted.share is not None:
        count = words.text(f"report_glance.women_{unit}", count=count, share=counted.share)
    return words.text(f"report_glance.counted_{unit}", period=_period(counted, words), count=_bold(count))


def _period(counted: Clients, words: Words) -> str:
    if counted.until is None:
        return words.text("report_glance.in_some_twelve_months")
    if (counted.until.month, counted.until.day) == (12, 31):
        return words.text("report_glance.in_year", year=counted.until.year)
    return words.text("report_glance.in_twelve_months", day=day(words, counted.until))


def _choice(kind: str, choice: Chosen, words: Words) -> str:
    """The words that fit into the sentence, or else those of the questionnaire."""
    key = f"report_glance.{kind}_{choice.code}"
    if key in words.texts:
        return words.text(key)
    return words.text("report_glance.kind_else", kind=choice.text) if kind == "kind" else choice.text


def _bold(fact: str) -> str:
    fact = fact.replace(_BOLD_FROM, "").replace(_BOLD_TO, "")
    return f"{_BOLD_FROM}{fact}{_BOLD_TO}" if fact else ""


def _runs(text: str) -> Iterator[Run]:
    for place, part in enumerate(_MARKED.split(text)):
        if part:
            yield Run(part, bold=place % 2 == 1)

"""Whether a map fits the two versions between which it stands: everything has its place, or is said to have none."""

from __future__ import annotations

from collections.abc import Iterator

from mrcworkbench.domain.questionnaire.constraints import broken_by_value
from mrcworkbench.domain.questionnaire.expressions import names
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire
from mrcworkbench.domain.versions.maps import ColumnMap, QuestionMap, Renamed, VersionMap


def misfits(step: VersionMap, old: Questionnaire, new: Questionnaire) -> list[str]:
    """Everything that is wrong with a map, in the form `CODE` or `CODE:OPTION` with a word."""
    found = [f"{code} is not in {step.old}" for code in step.questions if code not in old]
    there: set[str] = set()
    for question in old.all_questions():
        change = step.question(question.code)
        if change.to is not None and change.to not in new:
            found.append(f"{question.code} has no place")
        elif change.to is not None:
            there.add(change.to)
            found += _of_question(question, new[change.to], change, there)
    codes = {code for question in new.all_questions() for code in _codes(question, there)}
    found += [f"{code} is not said to be new" for code in sorted(codes - there - step.added)]
    found += [f"{code} is said to be new" for code in sorted(step.added - (codes - there))]
    found += [f"{code} cannot be opened" for code, ticked in step.opens.items() if not _is_opened(new, code, ticked)]
    found += [
        f"{said} is not said in {step.old}" for said in sorted(step.look_again) if not _is_said(old, new, step, said)
    ]
    return found


def _is_opened(new: Questionnaire, code: str, ticked: tuple[str, ...]) -> bool:
    """Whether these options can be ticked together, and something is shown for them."""
    if code not in new or not ticked or not new[code].option_codes.issuperset(ticked):
        return False
    rules = (one.relevant for one in new.questions() if one.relevant is not None)
    return any(code in names(rule) for rule in rules) and broken_by_value(new[code], ticked) is None


def _is_said(old: Questionnaire, new: Questionnaire, step: VersionMap, said: str) -> bool:
    """Whether an answer can say this in the old version, and its question has a place in the new one."""
    code, _, part = said.partition(":")
    if code not in old or step.question(code).to not in new:
        return False
    return part in {"", *old[code].option_codes, *old[code].column_by_code}


def _of_question(old: Question, new: Question, change: QuestionMap, there: set[str]) -> Iterator[str]:
    yield from _of_item(old, new, change, there)
    yield from (f"{code} is no column of {old.code}" for code in change.columns if code not in old.column_by_code)
    yield from (f"{code} is set and no column" for code in change.cells if code not in new.column_by_code)
    if (old.fixed_column is None) != (new.fixed_column is None):
        yield f"{old.code} has no fixed rows in both"
    if old.fixed_column is None and change.rows:
        yield f"{old.code} has no fixed rows"
    for column in old.columns:
        of_column = change.column(column.code)
        if old.fixed_column == column.code:
            if of_column.options or of_column.to != new.fixed_column:
                yield f"{column.code} is fixed, so its options stand under rows"
            of_column = ColumnMap(of_column.to, change.rows)
        if of_column.to is not None and of_column.to not in new.column_by_code:
            yield f"{column.code} has no place"
        elif of_column.to is not None:
            there.add(of_column.to)
            yield from _of_item(column, new.column_by_code[of_column.to], of_column, there)


def _of_item(old: Question, new: Question, change: ColumnMap, there: set[str]) -> Iterator[str]:
    if old.type is not new.type:
        yield f"{old.code} changes its type"
    yield from _of_options(old, new, change.options)
    kept = {change.option(code) for code in old.option_codes} - {None}
    there |= {f"{new.code}:{code}" for code in kept}


def _of_options(old: Question, new: Question, options: Renamed) -> Iterator[str]:
    yield from (f"{old.code}:{code} is no option" for code in options if code not in old.option_codes)
    for code in sorted(old.option_codes):
        to = options.get(code, code)
        if to is not None and to not in new.option_codes:
            yield f"{old.code}:{code} has no place"
    reasons = {one.code for one in old.not_applicable_reasons} - {one.code for one in new.not_applicable_reasons}
    yield from (f"{old.code}:reason:{code} has no place" for code in sorted(reasons))


def _codes(question: Question, there: set[str]) -> Iterator[str]:
    """Those of a question, its columns, and the options of what was there before: with a new question all is new."""
    for item in (question, *question.columns):
        yield item.code
        if item.code in there:
            yield from (f"{item.code}:{option.code}" for option in item.options)

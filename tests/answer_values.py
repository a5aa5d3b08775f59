"""Random answers that pass the rules of storage, for property tests."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Row, carried_over, that_stays

TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)
CODE = st.from_regex(r"[a-z][a-z0-9_]{0,15}", fullmatch=True)
SCALAR = st.one_of(TEXT, st.integers(-(10**12), 10**12), st.floats(allow_nan=False, allow_infinity=False))
CHOICES = st.lists(CODE, min_size=1, max_size=4, unique=True).map(tuple)
CELL = st.one_of(SCALAR, CHOICES)
ROWS = st.lists(
    st.builds(Row, st.uuids().map(str) | CODE, st.dictionaries(CODE, CELL, max_size=4)),
    min_size=1,
    max_size=5,
    unique_by=lambda row: row.id,
).map(tuple)
COMMENT = st.one_of(st.just(""), TEXT)
HASHES = st.lists(st.from_regex(r"[0-9a-f]{64}", fullmatch=True), max_size=2, unique=True).map(tuple)


def _answer(state: AnswerState, value: object, reason: str, comment: str, attachments: tuple[str, ...]) -> Answer:
    if state is AnswerState.CARRIED_OVER:
        said = AnswerState.ANSWERED if len(comment) % 2 else AnswerState.NOT_APPLICABLE
        return carried_over(_answer(said, value, reason, comment, attachments))
    return Answer(
        state,
        value if state is AnswerState.ANSWERED else None,
        reason if state is AnswerState.NOT_APPLICABLE else None,
        comment,
        attachments,
    )


def _with_kept(answer: Answer, kept: str, stay: frozenset[int]) -> Answer:
    """The answer with a comment that is kept here, and some of its rows as such that stay."""
    if not answer.rows:
        return replace(answer, kept_comment=kept)
    rows = tuple(
        that_stays(replace(row, kept_comment=kept)) if place in stay else row for place, row in enumerate(answer.rows)
    )
    return replace(answer, value=rows, kept_comment=kept)


ANSWERS = st.builds(
    _answer,
    st.sampled_from([state for state in AnswerState if state is not AnswerState.CONFLICT]),
    st.one_of(CELL, ROWS),
    CODE,
    COMMENT,
    HASHES,
)
"""Any answer that storage must keep as it is."""
KEPT_ANSWERS = st.builds(_with_kept, ANSWERS, COMMENT, st.frozensets(st.integers(0, 4), max_size=5))
"""The same, with what is kept here."""

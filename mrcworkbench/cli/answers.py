"""Commands that set and show answers."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mrcworkbench.cli.output import Output
from mrcworkbench.domain.answers import BLANK, Answer
from mrcworkbench.domain.checking import answer_to_json
from mrcworkbench.domain.problems import Problem
from mrcworkbench.errors import ProblemsError, UserError
from mrcworkbench.services.session import Session, open_session

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of an answers file; a full questionnaire is far below one megabyte."""


def answer(options: Namespace, output: Output) -> int:
    """Set answers from a file, all or none; every problem is listed."""
    given = _read(options.file)
    with open_session(options.database) as session:
        session.open_assessment(options.assessment)
        checked, problems = _check(session, given)
        if problems:
            raise ProblemsError("answers_invalid", problems, n=len(problems), path=options.file)
        session.set_answers(checked)
    output.say_count("cli.answers_set", len(checked))
    if output.as_json:
        output.document({"set": len(checked), "problems": []})
    return 0


def show_answers(options: Namespace, output: Output) -> int:
    """The current answers; those hidden by skip logic are kept and named in `hidden`."""
    with open_session(options.database, read_only=True) as session:
        session.open_assessment(options.assessment)
        copy = session.working_copy
        given = {code: found for code, found in copy.answers.items() if found != BLANK}
        output.document(
            {
                "answers": {
                    question.code: answer_to_json(question, given[question.code])
                    for question in session.questionnaire.questions()
                    if question.code in given
                },
                "hidden": [code for code in given if not copy.is_shown(code)],
            }
        )
    return 0


def _check(session: Session, given: Mapping[str, object]) -> tuple[dict[str, Answer], list[Problem]]:
    checked: dict[str, Answer] = {}
    problems: list[Problem] = []
    for code, raw in given.items():
        if code not in session.questionnaire:
            problems.append(Problem(code, "unknown_question", {"code": code}))
            continue
        result = session.check(code, raw)
        problems.extend(result.problems)
        if result.answer is not None:
            checked[code] = result.answer
    return checked, problems


def _read(file: Path) -> Mapping[str, object]:
    """The answers of a file. Raises `UserError` if it is no such file, `ProblemsError` for answers given twice."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise UserError("answers_file_too_large", path=file)
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise UserError("answers_file_unreadable", path=file, cause=error.strerror) from error
    except UnicodeDecodeError as error:
        raise UserError("answers_file_not_utf8", path=file) from error
    twice: list[str] = []
    try:
        document = json.loads(text, object_pairs_hook=lambda pairs: _no_duplicates(pairs, twice), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise UserError("answers_file_not_json", path=file, line=line) from error
    answers = document.get("answers") if isinstance(document, dict) else None
    if not isinstance(answers, dict):
        raise UserError("answers_file_wrong_shape", path=file)
    if twice:
        problems = [Problem(code, "given_twice", {"code": code}) for code in twice]
        raise ProblemsError("answers_invalid", problems, n=len(problems), path=file)
    return answers


def _no_duplicates(pairs: list[tuple[str, Any]], twice: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            twice.append(key)
        found[key] = value
    return found


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is no number of JSON")

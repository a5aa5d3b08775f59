"""Commands that set and show answers."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mrcworkbench.cli.json_files import JsonObject, read_json
from mrcworkbench.cli.opening import open_assessment
from mrcworkbench.cli.output import Output
from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState
from mrcworkbench.domain.questionnaire.cells import shown_value
from mrcworkbench.domain.questionnaire.checking import answer_to_json
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.questionnaire.tables import place_of_row
from mrcworkbench.domain.revisions.translation import kept_from
from mrcworkbench.errors import ProblemsError, UserError
from mrcworkbench.exchange.atomic_file import spare_database, write_whole
from mrcworkbench.services.merging.correcting import Corrected, corrected_answers
from mrcworkbench.services.session.session import Session, open_session


def answer(options: Namespace, output: Output) -> int:
    """Set answers from a file, all or none; every problem is listed."""
    given = _read(options.file)
    with open_session(options.database) as session:
        open_assessment(session, options.assessment, output)
        checked, problems = _check(session, given)
        if problems:
            raise ProblemsError("answers_invalid", problems, n=len(problems), path=options.file)
        was_submission = session.read_file(lambda store: store.is_submission)
        session.set_answers(checked)
    output.say_count("cli.answers_set", len(checked))
    if was_submission and checked:
        output.say("cli.submission_in_use", path=options.database)
    if output.as_json:
        output.document({"set": len(checked), "problems": []})
    return 0


def show_answers(options: Namespace, output: Output) -> int:
    """The current answers; those hidden by skip logic are kept and named in `hidden`. With a file to write, there."""
    with open_session(options.database, read_only=True) as session:
        open_assessment(session, options.assessment, output)
        document = shown_answers(session)
    if options.output is None:
        output.document(document)
        return 0
    _write(options.output, options.database, document)
    n = len(document["answers"])
    output.say_count("cli.answers_written", n, path=options.output)
    if output.as_json:
        output.document({"file": str(options.output), "answers": n})
    return 0


def _write(target: Path, database: Path, document: object) -> None:
    """Whole or not at all, in UTF-8 on every system, in the place of what was there."""
    spare_database(target, database)
    data = (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")

    def write(draft: Path) -> None:
        draft.write_bytes(data)

    write_whole(target, ".json", write)


def shown_answers(session: Session) -> dict[str, Any]:
    """The answers of the open assessment: mrcworkbench/cli/README.md, Answers 1."""
    copy = session.working_copy
    given = {code: found for code, found in copy.answers.items() if found != BLANK}
    found = corrected_answers(session, session.assessment.id)
    corrected = {code: _corrected(session, code, one) for code, one in found.items()}
    kept = {key: _kept(session, key, found) for key, found in session.kept_answers.items()}
    return {
        "answers": {
            question.code: _shown(session, question.code, question, given[question.code])
            for question in session.questionnaire.all_questions()
            if question.code in given
        },
        "hidden": sorted(code for code in given if not copy.is_shown(code)),
        **({"kept": kept} if kept else {}),
        **({"corrected": corrected} if corrected else {}),
    }


def _corrected(session: Session, code: str, one: Corrected) -> dict[str, object]:
    """By whom, when and why an answer was corrected, and what it was before."""
    before = answer_to_json(session.questionnaire[code], one.before)
    return {"author": one.author, "at": one.at, "reason": one.because, "before": before}


def _kept(session: Session, key: str, given: Answer) -> object:
    """What an earlier version of the questionnaire said that has no place in this one, in the forms of that version."""
    code, version = kept_from(key)
    asked = questionnaire(session.questionnaire.id, version, session.language)
    return _shown(session, key, asked[code], given)


def _shown(session: Session, key: str, question: Question, given: Answer) -> object:
    """An answer in conflict with the id of the conflict: the first of a table's, where its rows have several."""
    if given.state is not AnswerState.CONFLICT:
        return answer_to_json(question, given)
    conflicts = session.conflicts[key]
    more = {"conflicts": list(conflicts)} if len(conflicts) > 1 else {}
    return {"state": given.state.value, "conflict": conflicts[0], **more}


def _check(session: Session, given: JsonObject) -> tuple[dict[str, Answer], list[Problem]]:
    checked: dict[str, Answer] = {}
    problems = [_given_twice(code, code) for code in given.twice]
    for code, raw in given.items():
        if code not in session.questionnaire:
            problems.append(Problem(code, "unknown_question", {"code": shown_value(code)}))
            continue
        problems.extend(_twice_within(code, raw))
        result = session.check(code, raw)
        problems.extend(result.problems)
        if result.answer is not None:
            checked[code] = result.answer
    return checked, problems


def _twice_within(code: str, raw: object) -> Iterator[Problem]:
    """Parts of an answer, or cells of a row, that are given more than once."""
    if isinstance(raw, JsonObject):
        comment = raw.get("comment")
        for given in (raw, comment if isinstance(comment, JsonObject) else None):
            yield from (_given_twice(code, name) for name in (given.twice if given else ()))
        raw = raw.get("value")
    for position, row in enumerate(raw if isinstance(raw, list) else (), 1):
        if isinstance(row, JsonObject):
            yield from (_given_twice(code, name, place_of_row(row, position)) for name in row.twice)


def _given_twice(question: str, name: str, row: str | None = None) -> Problem:
    return Problem(question, "given_twice", {"code": shown_value(name)}, row)


def _read(file: Path) -> JsonObject:
    """The answers of a file. Raises `UserError` answers_file_wrong_shape and what `read_json` raises."""
    document = read_json(file)
    if isinstance(document, JsonObject) and "answers" not in document.twice:
        answers = document.get("answers")
        if isinstance(answers, JsonObject):
            return answers
    raise UserError("answers_file_wrong_shape", path=file)

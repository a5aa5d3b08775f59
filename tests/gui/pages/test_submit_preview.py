"""What the page shows before and what the file then holds, cell by cell: nothing more on either side."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QApplication

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.questionnaire.model import Question, QuestionType
from mrcworkbench.domain.revisions.revision import FORMAT
from mrcworkbench.gui.pages.submit import SubmitPage
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.tasks import DirectRunner
from mrcworkbench.gui.words.local_time import iso_day
from mrcworkbench.services.session.databases import create
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.services.submitting import submit
from tests.attaching import with_attached
from tests.gui.pages_support import Harness
from tests.gui.submit_support import make
from tests.submitted_files import valid_answer, valid_answers, words

MANAGER = questionnaire("manager")
SECRET_DRAFT, LOCAL, KEPT = "a draft that stays", "a setting that stays", "a comment that stays"
IDENTIFIER = re.compile(r"[0-9a-f]{64}|[0-9a-f]{16}|[0-9a-f-]{36}|\d{4}-\d\d-\d\dT[\d:.]+Z|")
"""Ids, hashes, times, and nothing: what a file holds and nobody reads."""
STATES = {"not_known": ["Not known"], "declined": ["Declined to answer"], "not_applicable": ["Not applicable"]}
OURS = re.compile(
    r"^(As sealed by (Ana|Ben), [^:]+:\d\d:$|\d+\. |Comment: |File: |Not answered$|Not known$|Declined to answer$|"
    "Not applicable|Does not apply now, but is kept and leaves all the same$)",
    re.MULTILINE,
)
"""Words of the page itself."""


def _fill(session: Session, rng: Random, folder: Path) -> None:
    """Answers that pass every check, some replaced or blanked after a first sealing; files, a draft, a setting."""
    session.open_assessment(None)
    answers = valid_answers(MANAGER, rng, 70)
    session.set_answers(answers)
    for n, code in enumerate(rng.sample(sorted(answers), 2)):
        paper = folder / f"paper {n} {rng.random()}.pdf"
        paper.write_bytes(rng.randbytes(100))
        session.set_answer(code, with_attached(session, code, paper))
    submit(session, folder / "first.mrcw", author="Ana")
    changed = rng.sample(sorted(answers), 25)
    session.set_answers({code: valid_answer(MANAGER[code], rng) for code in changed[:15]})
    for code in changed[15:]:
        session.set_answer(code, session.check(code, {"state": "blank", "comment": words(rng, 3)}).answer)  # type: ignore[arg-type]
    for code in changed[10:20]:
        session.set_answer(code, replace(session.working_copy.answer(code), kept_comment=KEPT))
    session.drafts.keep("prof_year", None, None, SECRET_DRAFT)
    session.settings.set("note", LOCAL)


@pytest.fixture(params=range(2))
def shown_and_sent(
    request: pytest.FixtureRequest, qapp: QApplication, user_data: Path, tmp_path: Path
) -> Iterator[tuple[dict[str, str], sqlite3.Connection]]:
    """What the page shows of each question, and the file that it then makes."""
    path = tmp_path / "own.mrcw"
    create(path, "Port Velira", "AL", "2026, first")
    session = open_session(path)
    _fill(session, Random(request.param), tmp_path)
    harness = Harness(qapp, session)  # type: ignore[arg-type]
    page = SubmitPage(harness.context(runner=DirectRunner()))
    page.show_place(Place("submit"))
    codes = {f"{MANAGER.number(one.code)} {one.text}": one.code for one in MANAGER.questions()}
    shown: dict[str, str] = {}
    for head, text, _ in page.leaving.model.rows:
        code = codes[" ".join(re.sub("[\u2066-\u2069]", "", head).split())]
        shown[code] = f"{shown.get(code, '')}\n{text}"
    session.settings.set("submit_folder", str(tmp_path))
    page.way.author.setText("Ben")
    make(page)
    assert page.way.receipt is not None, page.making.outcome.error.accessibleName()
    sent = sqlite3.connect(page.way.receipt.file)
    yield shown, sent
    sent.close()
    harness.bridge.detach()


def _leaves(asked: Question, value: object) -> Iterator[str]:
    """Every single value in a stored one, in the words of the questionnaire and the style of the window's dates."""
    columns = asked.column_by_code
    if isinstance(value, Mapping):
        for code, cell in value.items():
            yield columns[code].text
            yield from _leaves(columns[code], cell)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(asked, one)
    elif value is not None:
        text = iso_day(value) if isinstance(value, str) and asked.type is QuestionType.DATE else str(value)
        yield asked.option_text(text) if asked.options else text


def _stored(sent: sqlite3.Connection) -> dict[str, list[str]]:
    """Every piece of text that the file holds of each question, now or in its history."""
    columns = "question, row, state, value, reason, comment, attachments"
    names = dict(sent.execute("SELECT sha256, name FROM attachment_names"))
    found: dict[str, list[str]] = {}
    for table in ("units", "revision_units", "decisions"):
        for code, row, state, value, reason, comment, files in sent.execute(f"SELECT {columns} FROM {table}"):  # noqa: S608
            pieces = found.setdefault(code, [])
            if row != "*" and value is not None:
                pieces.extend(_leaves(MANAGER[code], json.loads(value)))
            pieces.extend(one.text for one in MANAGER[code].not_applicable_reasons if one.code == reason)
            pieces.extend(piece for piece in (comment, *(names[sha256] for sha256 in json.loads(files))) if piece)
            pieces.extend(STATES.get(state, ()))
    return found


def test_the_page_shows_what_the_file_holds_and_no_more(
    shown_and_sent: tuple[dict[str, str], sqlite3.Connection],
) -> None:
    shown, sent = shown_and_sent
    _everything_was_shown(shown, sent)
    _nothing_else_was_shown(shown, sent)
    _the_rest_is_known(sent)


def _everything_was_shown(shown: Mapping[str, str], sent: sqlite3.Connection) -> None:
    for code, pieces in _stored(sent).items():
        for piece in pieces:
            assert piece in shown.get(code, ""), (code, piece)


def _nothing_else_was_shown(shown: Mapping[str, str], sent: sqlite3.Connection) -> None:
    stored = _stored(sent)
    for code, text in shown.items():
        left = OURS.sub(" ", text)
        for piece in sorted(stored[code], key=len, reverse=True):
            left = left.replace(piece, " ")
        assert not re.search(r"\w", left), (code, left, text)


def _the_rest_is_known(sent: sqlite3.Connection) -> None:
    """Besides the answers: ids, times, who sealed, and which centre and round this is."""
    known = {
        "Port Velira",
        "AL",
        "2026, first",
        "manager",
        MANAGER.version,
        FORMAT,
        "Ana",
        "Ben",
        "sealed",
        "file_id",
        "made_at",
        "made_by",
        "manifest",
        "sent_by",
    }
    tables = [name for (name,) in sent.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in set(tables) - {"units", "revision_units", "decisions", "attachments", "attachment_names"}:
        for row in sent.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
            for cell in row:
                plain = str(cell)
                assert (
                    plain in known
                    or IDENTIFIER.fullmatch(plain)
                    or plain.startswith("MRC Workbench ")
                    or plain in "012"
                ), (table, cell)
    everything = "\n".join(sent.iterdump())
    assert SECRET_DRAFT not in everything
    assert LOCAL not in everything
    assert KEPT not in everything

"""Commands that show what the answers mean: score, comparison, report."""

from __future__ import annotations

import os
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from mrcworkbench.cli.opening import open_assessment
from mrcworkbench.cli.output import Output
from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.disclosure.report_parts import Audience, Letting, ReportData
from mrcworkbench.domain.scoring.score import CriterionScore, Score
from mrcworkbench.domain.scoring.wording import document_word, grade_word, level_word, status_word
from mrcworkbench.domain.study.comparison import comparison_to_json
from mrcworkbench.domain.texts import Texts
from mrcworkbench.services.session.session import Session, open_session
from mrcworkbench.services.session.working import require_levels


def score(options: Namespace, output: Output) -> int:
    """The score with its reasons."""
    with open_session(options.database, read_only=True) as session:
        open_assessment(session, options.assessment, output)
        require_levels(session.working_copy)
        result = session.working_copy.score()
        if output.as_json:
            output.document(_score_document(session, result, output.texts))
            return 0
        for judged in result.criteria:
            output.line(f"{session.working_copy.criteria_set.by_id[judged.id].title}: {_summary(judged, output)}")
            for reason in judged.why:
                output.line(f"    {reason.text}")
            for reason in judged.next:
                output.line(f"  > {reason.text}")
        output.line(output.texts.text("cli.totals", in_place=result.in_place, applicable=result.applicable))
    return 0


def _summary(judged: CriterionScore, output: Output) -> str:
    texts = output.texts
    words = [status_word(judged, texts), texts.text("cli.level_none")]
    if judged.level is not None:
        words[1] = texts.text("cli.level", level=judged.level, word=level_word(judged, texts))
    if judged.evidence:
        words.append(texts.text("cli.evidence", grade=grade_word(judged, texts)))
    return ", ".join(words)


def _score_document(session: Session, result: Score, texts: Texts) -> dict[str, object]:
    from mrcworkbench.services.rounds_before import scores_before

    before = scores_before(session)
    return {
        "assessment": session.assessment.id,
        "questionnaire": {"id": session.questionnaire.id, "version": session.questionnaire.version},
        "criteria": [
            {
                "id": judged.id,
                "status": judged.status.value,
                "level": judged.level,
                "evidence": judged.evidence,
                "evidence_named": [document_word(document, texts) for document in judged.documents],
                "evidence_attached": judged.attached,
                "confirmed_by": judged.confirmed_by,
                "contradicted_by": judged.contradicted_by,
                "hollow": judged.hollow,
                "contested": judged.contested,
                "applicable": judged.applicable,
                "why": [reason.text for reason in judged.why],
                "next": [reason.text for reason in judged.next],
                "before": _before(before.get(judged.id)),
            }
            for judged in result.criteria
        ],
        "dimensions": [
            {
                "id": dimension.id,
                "applicable": dimension.applicable,
                "in_place": dimension.in_place,
                "planned": dimension.planned,
                "none": dimension.none,
                "open": dimension.open,
                "levels": {str(level): count for level, count in dimension.levels.items()},
                "headings": [{"id": h.id, "median_level": h.median_level} for h in dimension.headings],
                "evidenced": dimension.evidenced,
            }
            for dimension in result.dimensions
        ],
        "in_place": result.in_place,
        "applicable": result.applicable,
    }


def _before(score: CriterionScore | None) -> dict[str, object] | None:
    """How it stood in the round before, by the rules of then."""
    return None if score is None else {"status": score.status.value, "level": score.level}


def compare(options: Namespace, output: Output) -> int:
    """Per criterion the own result beside the studied centres."""
    from mrcworkbench.services.comparing import comparison

    with open_session(options.database, read_only=True) as session:
        open_assessment(session, options.assessment, output)
        output.document(comparison_to_json(comparison(session)))
    return 0


def report(options: Namespace, output: Output) -> int:
    """The report, with its annex and PDF if they are wished for, each read back before it is said to be done."""
    from mrcworkbench.exchange.report import make_report, spare_files
    from mrcworkbench.services.made_reports import open_to_report
    from mrcworkbench.services.reporting import leaving_that_may_name_persons

    catalogue(options.language)  # a wrong language is told before anything is opened
    letting = Letting(options.release_texts, options.release_public, frozenset(map(_place, options.release)))
    with open_to_report(options.database, options.language) as session:
        spare_files(session.path, [file for file in (options.output, options.annex, options.pdf) if file])
        open_assessment(session, options.assessment, output)
        made = make_report(
            session, options.output, annex=options.annex, audience=Audience(options.audience), letting=letting
        )
        if made.data.audience is Audience.DONOR and (persons := leaving_that_may_name_persons(session, letting)):
            output.say_count("cli.report_persons", len(persons), questions=", ".join(persons))
    for receipt in (made.report, made.annex):
        if receipt is not None:
            output.say("cli.report_done", path=receipt.path, sheets=len(receipt.sheets))
    if options.pdf is not None:
        output.say("cli.pdf_done", path=options.pdf, pages=_write_pdf(made.data, options.pdf))
    if made.data.number:
        output.say("cli.report_number", number=made.data.number)
    else:
        output.say("cli.report_without_number", path=options.database)
    if output.as_json:
        output.document(
            {
                "file": str(options.output),
                "sheets": [sheet.title for sheet in made.report.sheets],
                "sha256": made.report.sha256,
                "annex": None if options.annex is None else str(options.annex),
                "pdf": None if options.pdf is None else str(options.pdf),
                "number": made.data.number or None,
            }
        )
    return 0


def _place(named: str) -> tuple[str, str | None]:
    """CODE or CODE:ROW."""
    question, _, row = named.partition(":")
    return question, row or None


def _write_pdf(data: ReportData, target: Path) -> int:
    """Draws without a display; gives the number of pages."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    from mrcworkbench.gui.printing.pdf import write_pdf

    application = QGuiApplication.instance() or QGuiApplication([])
    pages = write_pdf(data, target).pages
    del application
    return pages


def check_report(options: Namespace, output: Output) -> int:
    """Whether a report was made with this database, by its number or its file; 1 where it is not, or was changed."""
    from mrcworkbench.exchange.report.checking import check_file, check_number, sentences
    from mrcworkbench.exchange.report.numbers import tidy

    with open_session(options.database, read_only=True) as session:
        if tidy(options.report):
            checked = check_number(session, options.report)
        else:
            checked = check_file(session, Path(options.report))
    for sentence in sentences(checked, output.texts):
        output.line(sentence)
    if output.as_json:
        record = checked.record
        output.document(
            {
                "number": checked.number or None,
                "known": record is not None,
                "unchanged": checked.unchanged,
                "made": None
                if record is None
                else {
                    "day": record.day,
                    "audience": record.audience.value,
                    "assessment": record.assessment,
                    "round": record.round,
                    "language": record.language,
                    "sha256": record.sha256,
                    **asdict(record.boxes),
                },
            }
        )
    return 0 if checked.is_as_made else 1

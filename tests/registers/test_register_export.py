"""What of registers leaves: tidy tables under the rules of every table, and what a submission says that it sends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from mrcworkbench.domain.disclosure.report_parts import Audience, Letting, Withheld
from mrcworkbench.exchange.report import write_annex
from mrcworkbench.services.reporting import report_data
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import preview
from tests.exchange.tidy_databases import Exported, exported
from tests.merge_support import centre, merge, sent
from tests.registers.made_registers import (
    ACCESS,
    ACTIONS,
    AFTER,
    ALSO,
    CONTACT,
    CRITERIA,
    DATE,
    MEDIA,
    MEN,
    NOTES,
    OF,
    STATUS,
    TEXT,
    WHAT,
    WOMEN,
)

ANSWERS: dict[str, Any] = {
    "resp_consent": "no_persons",
    ACTIONS: [
        {
            "row": "chairs",
            WHAT: "Buy chairs",
            STATUS: "open",
            CRITERIA: [ACCESS, MEDIA],
            CONTACT: "zqpersonzq",
            WOMEN: 3,
            MEN: 40,
            "comment": "zqcommentzq",
        },
        {"row": "paint", WHAT: "Paint", AFTER: "chairs", WOMEN: 20, MEN: 30},
    ],
    NOTES: [{"row": "n1", OF: "chairs", DATE: "2026-03-01", TEXT: "Ordered", ALSO: ["paint", "chairs"]}],
}


def everything(tmp_path: Path, answers: dict[str, Any] = ANSWERS) -> Exported:
    """The export of a collection with one centre in it."""
    path = centre(tmp_path, "velira", answers)
    collection = tmp_path / "all.mrcw"
    merge(collection, sent(path, "sent"))
    return exported(collection)


def test_each_register_has_its_table_with_references_as_ids(tmp_path: Path) -> None:
    found = everything(tmp_path)
    first, second = found.table(ACTIONS)
    assert (first["row_id"], first["row_number"], first[STATUS], first[f"{STATUS}__text"]) == (
        *("chairs", "1", "open", "Open"),
    )
    assert first[CRITERIA].split(";") == [MEDIA, ACCESS]
    assert (second[AFTER], second[CRITERIA], second[WHAT]) == ("chairs", "", "Paint")
    (note,) = found.table(NOTES)
    assert (note[OF], note[ALSO], note[DATE], note[TEXT]) == ("chairs", "chairs;paint", "2026-03-01", "Ordered")
    assert found.sheet(ACTIONS)[1][AFTER] == "chairs"


def test_what_refers_stands_as_codes_in_the_long_table(tmp_path: Path) -> None:
    found = everything(tmp_path)
    rows = [row for row in found.table("answers_long") if row["column"] in (AFTER, ALSO, CRITERIA)]
    assert [(row["row_id"], row["column"], row["code"]) for row in rows] == [
        ("chairs", CRITERIA, MEDIA),
        ("chairs", CRITERIA, ACCESS),
        ("paint", AFTER, "chairs"),
        ("n1", ALSO, "chairs"),
        ("n1", ALSO, "paint"),
    ]
    assert all(row["text"] for row in rows if row["column"] == CRITERIA)
    assert not any(row["text"] for row in rows if row["column"] != CRITERIA)


def test_personal_columns_small_counts_and_comments_of_rows_stay(tmp_path: Path) -> None:
    found = everything(tmp_path)
    assert "zqpersonzq" not in found.everything()
    assert "zqcommentzq" not in found.everything()
    assert CONTACT not in found.table(ACTIONS)[0]
    assert [row[WOMEN] for row in found.table(ACTIONS)] == ["", "20"]
    assert [row[MEN] for row in found.table(ACTIONS)] == ["40", "30"]
    held = {row["column"]: row["held"] for row in found.table("answers_long") if row["row_id"] == "chairs"}
    assert held[WOMEN] == "small"
    (whose,) = found.table("assessments")
    assert (whose["held_comment"], whose["held_personal"]) == ("1", "1")


def test_the_dictionary_describes_registers_without_a_number(tmp_path: Path) -> None:
    found = everything(tmp_path)
    described = {row["column"]: row for row in found.table("dictionary") if row["table"] == ACTIONS}
    assert (described[WHAT]["text"], described[WHAT]["number"], described[WHAT]["section"]) == ("What", "", "")
    assert described[AFTER]["kind"] == "code"
    assert CONTACT not in described
    wide = {row["column"] for row in found.table("dictionary") if row["table"] == "answers_wide"}
    assert not any(name.startswith(ACTIONS) for name in wide)


def test_registers_count_nothing_in_the_table_of_assessments(tmp_path: Path) -> None:
    (with_registers,) = everything(tmp_path).table("assessments")
    (tmp_path / "other").mkdir()
    (without,) = everything(tmp_path / "other", {"resp_consent": "no_persons"}).table("assessments")
    assert (with_registers["answered"], with_registers["applicable"]) == (without["answered"], without["applicable"])


def test_reports_count_no_registers_and_are_written_for_both_audiences(tmp_path: Path) -> None:
    path = centre(tmp_path, "velira", ANSWERS)
    for audience in Audience:
        with open_session(path) as session:
            session.open_assessment(None)
            data = report_data(session, audience)
            written = tmp_path / f"{audience.value}.xlsx"
            write_annex(data, written)
            cells = {cell for row in load_workbook(written)["Answers"].iter_rows(values_only=True) for cell in row}
            assert ("Buy chairs" in cells) == (audience is Audience.INTERNAL)
            assert {"Next steps", "Status", "Open"} <= cells
            progress = session.working_copy.progress()
        if audience is Audience.INTERNAL:
            assert (data.answered, data.applicable) == (progress.answered, progress.applicable)
        else:
            asked = [view for section in data.sections for view in section.questions]
            assert (data.answered, data.applicable) == (1, len(asked))


def test_a_report_tells_the_rows_of_registers_under_the_rules_of_every_table(tmp_path: Path) -> None:
    path = centre(tmp_path, "velira", ANSWERS)
    with open_session(path) as session:
        session.open_assessment(None)
        outside, inside = (report_data(session, audience).by_code[ACTIONS] for audience in Audience)
        assert [view.question.code for view in report_data(session, Audience.DONOR).registers] == [ACTIONS, NOTES]
    chairs, paint = inside.rows
    assert (chairs.cells[WHAT].value, chairs.cells[STATUS].value) == ("Buy chairs", "Open")
    assert chairs.cells[CRITERIA].value == "Use of media; Service accessibility: hotline, online, hours"
    assert chairs.cells[CONTACT].value == "zqpersonzq"
    chairs, paint = outside.rows
    assert chairs.cells[WHAT].held is Withheld.TEXT
    assert (chairs.cells[WOMEN].held, chairs.cells[MEN].value, paint.cells[WOMEN].value) == (Withheld.SMALL, 40, 20)
    assert CONTACT not in {column.code for column in outside.columns}


def test_texts_of_a_register_leave_with_a_report_once_they_are_released(tmp_path: Path) -> None:
    path = centre(tmp_path, "velira", ANSWERS)
    with open_session(path) as session:
        session.open_assessment(None)
        released = report_data(session, Audience.DONOR, Letting(all_texts=True))
    assert [row.cells[WHAT].value for row in released.by_code[ACTIONS].rows] == ["Buy chairs", "Paint"]


def test_a_register_without_rows_is_in_no_report(tmp_path: Path) -> None:
    path = centre(tmp_path, "velira", {"resp_consent": "no_persons"})
    with open_session(path) as session:
        session.open_assessment(None)
        assert report_data(session, Audience.INTERNAL).registers == ()


def test_the_preview_of_a_submission_lists_registers_with_comments_and_what_is_personal(tmp_path: Path) -> None:
    path = centre(tmp_path, "velira", ANSWERS)
    with open_session(path) as session:
        session.open_assessment(None)
        found = {one.question: one for one in preview(session).leaving}
    assert (found[ACTIONS].number, found[ACTIONS].hidden) == ("Next steps", False)
    assert found[ACTIONS].personal == ("Whom to call",)
    assert found[ACTIONS].comment == "zqcommentzq"
    assert found[NOTES].comment == ""


def test_an_id_that_holds_a_telephone_number_leaves_nowhere_and_still_joins(tmp_path: Path) -> None:
    id_ = "00355.69.123.4567"
    note = {"row": "n1", OF: id_, DATE: "2026-03-01", ALSO: [id_]}
    found = everything(tmp_path, {**ANSWERS, ACTIONS: [{"row": id_, WHAT: "Call"}], NOTES: [note]})
    (action,), (said,) = found.table(ACTIONS), found.table(NOTES)
    assert id_ not in found.everything()
    assert said[OF] == said[ALSO] == action["row_id"]


def test_the_annex_tells_rows_that_are_referred_to_by_their_places(tmp_path: Path) -> None:
    id_ = "00355.69.123.4567"
    rows = [{"row": "first", WHAT: "Paint"}, {"row": id_, WHAT: "Call", AFTER: "first"}]
    note = {"row": "n1", OF: id_, DATE: "2026-03-01", ALSO: ["first", id_, "gone"]}
    path = centre(tmp_path, "velira", {**ANSWERS, ACTIONS: rows, NOTES: [note]})
    with open_session(path) as session:
        session.open_assessment(None)
        write_annex(report_data(session, Audience.INTERNAL), tmp_path / "annex.xlsx")
    book = load_workbook(tmp_path / "annex.xlsx")
    told = [tuple(cell.value for cell in row[1:5]) for row in book["Data"].iter_rows()]
    assert {(ACTIONS, 2, AFTER, 1), (NOTES, 1, OF, 2), (NOTES, 1, ALSO, 1), (NOTES, 1, ALSO, 2)} <= set(told)
    read = {tuple(cell.value for cell in row[3:5]) for row in book["Answers"].iter_rows()}
    assert {("Step", "Row 2"), ("Also about", "Row 2, Row 1")} <= read
    everything = {str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row}
    assert [cell for cell in everything if id_ in cell] == []

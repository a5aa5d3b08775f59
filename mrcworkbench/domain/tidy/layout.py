"""Which tidy tables there are, and their columns: fixed ones, and those that the questionnaire gives.

Names of columns are the codes of questions and columns, which never change. `CODE__OPTION` is 1 or 0: whether an
option of a multiple choice was chosen. `CODE__rows` counts the rows of a table, whose cells stand in `answers_long`.
`CODE__text` is the wording of the option whose code stands in `CODE`. Several references stand in one column: `a;b`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mrcworkbench.domain.disclosure.report_parts import Withheld
from mrcworkbench.domain.questionnaire.model import Question, Questionnaire, Role
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.domain.texts import Texts
from mrcworkbench.domain.tidy.shapes import CellKind, Column, TidyTable, kind_of

OPTION, ROWS, TEXT = "__", "__rows", "__text"
SEPARATOR = ";"
"""Between several references."""

C, T, N, D, F = CellKind.CODE, CellKind.TEXT, CellKind.NUMBER, CellKind.DATE, CellKind.FLAG
_CONSENT = "consent"
"""Stands for the list of the options of the question on consent."""
_COUNTRY = (
    ("country", C, "#country+code+v_iso3"),
    ("country_iso2", C, "#country+code+v_iso2"),
    ("country_name", T, "#country+name"),
)
_FIXED: dict[str, tuple[tuple[str, CellKind, str, str], ...]] = {
    "about": (("item", C, "#meta+item", ""), ("text", T, "#description", "")),
    "centres": (
        ("centre_id", C, "#org+id", ""),
        ("centre_name", T, "#org+name", ""),
        *((name, kind, hxl, "") for name, kind, hxl in _COUNTRY),
        ("sample", F, "#meta+sample", ""),
        ("assessments", N, "#meta+assessments+num", ""),
    ),
    "assessments": (
        ("assessment_id", C, "#meta+assessment+id", ""),
        ("centre_id", C, "#org+id", ""),
        ("sent_as_centre_id", C, "#org+id+sent", ""),
        ("round", T, "#meta+round+name", ""),
        ("questionnaire_id", C, "#meta+questionnaire+id", ""),
        ("questionnaire_version", C, "#meta+questionnaire+version", ""),
        ("created_at", D, "#date+created", ""),
        ("sealed_at", D, "#date+sealed", ""),
        ("sealed", F, "#meta+sealed", ""),
        ("revisions", N, "#meta+revisions+num", ""),
        ("consent", C, "#meta+consent+code", _CONSENT),
        ("answers_included", F, "#meta+included", ""),
        ("left_out", C, "#meta+excluded+code", "left_out"),
        ("state", C, "#status+code", "assessment_state"),
        ("answered", N, "#meta+answered+num", ""),
        ("applicable", N, "#meta+applicable+num", ""),
        ("conflicts", N, "#meta+conflicts+num", ""),
        *((f"held_{held.value}", N, f"#meta+held_{held.value}+num", "") for held in Withheld),
    ),
    "answers_wide": (),
    "answers_long": (
        ("assessment_id", C, "#meta+assessment+id", ""),
        ("question", C, "#indicator+question+code", ""),
        ("row_id", C, "#meta+row+id", ""),
        ("row_number", N, "#meta+row+num", ""),
        ("column", C, "#indicator+column+code", ""),
        ("state", C, "#status+code", "state"),
        ("reason", C, "#status+reason+code", ""),
        ("code", C, "#indicator+value+code", ""),
        ("number", N, "#indicator+value+num", ""),
        ("date", D, "#indicator+value+date", ""),
        ("text", T, "#indicator+value+text", ""),
        ("held", C, "#meta+held+code", "held"),
    ),
    "scores": (
        ("assessment_id", C, "#meta+assessment+id", ""),
        ("criterion", C, "#indicator+criterion+code", "criterion"),
        ("criterion_text", T, "#indicator+criterion+name", ""),
        ("dimension", C, "#sector+dimension+code", "dimension"),
        ("heading", C, "#sector+heading+code", "heading"),
        ("status", C, "#status+code", "status"),
        ("status_text", T, "#status+name", ""),
        ("level", N, "#severity+level+num", "level"),
        ("evidence", C, "#meta+evidence+code", "evidence"),
        ("hollow", F, "#meta+hollow", ""),
        ("contested", F, "#meta+contested", ""),
        ("applicable", F, "#meta+applicable", ""),
        ("intended", F, "#meta+intended", ""),
        ("why", T, "#description+why", ""),
        ("next", T, "#description+next", ""),
    ),
    "figures": (
        ("assessment_id", C, "#meta+assessment+id", ""),
        ("question", C, "#indicator+question+code", ""),
        ("criterion", C, "#indicator+criterion+code", "criterion"),
        ("row_id", C, "#meta+row+id", ""),
        ("row_number", N, "#meta+row+num", ""),
        ("row_code", C, "#indicator+row+code", ""),
        ("row_text", T, "#indicator+row+name", ""),
        ("column", C, "#indicator+column+code", ""),
        ("group", C, "#population+group+code", "group"),
        ("count", N, "#population+num", ""),
        ("held", C, "#meta+held+code", "held"),
    ),
    "totals": (
        ("criterion", C, "#indicator+criterion+code", "criterion"),
        ("criterion_text", T, "#indicator+criterion+name", ""),
        ("measure", C, "#indicator+measure+code", "measure"),
        ("value", C, "#indicator+value+code", ""),
        ("assessments", N, "#indicator+assessments+num", ""),
    ),
    "dictionary": (
        ("table", C, "#meta+table", ""),
        ("column", C, "#meta+column", ""),
        ("kind", C, "#meta+kind+code", "kind"),
        ("question", C, "#indicator+question+code", ""),
        ("number", T, "#meta+number", ""),
        ("section", T, "#meta+section+name", ""),
        ("criterion", C, "#indicator+criterion+code", "criterion"),
        ("text", T, "#description", ""),
        ("help", T, "#description+help", ""),
        ("code_list", C, "#meta+list", ""),
        ("hxl", C, "#meta+hxl", ""),
        ("leaves", C, "#meta+leaves+code", "leaves"),
    ),
    "codes": (
        ("list", C, "#meta+list", ""),
        ("code", C, "#meta+code", ""),
        ("text", T, "#description", ""),
        ("position", N, "#meta+position+num", ""),
        ("order", N, "#meta+order+num", ""),
    ),
    "import_log": (
        ("import_id", C, "#meta+import+id", ""),
        ("started_at", D, "#date+started", ""),
        ("finished_at", D, "#date+finished", ""),
        ("undone_at", D, "#date+undone", ""),
        ("file_number", N, "#meta+file+num", ""),
        ("sha256", C, "#meta+file+hash", ""),
        ("verdict", C, "#status+verdict+code", "verdict"),
        ("reason", C, "#status+reason+code", "refusal"),
        ("suspected_duplicate", F, "#meta+duplicate", ""),
        ("assessments", N, "#meta+assessments+num", ""),
    ),
}
ABOUT = "about"
"""The table that describes the export itself."""
_ORDER = (
    ABOUT, "centres", "assessments", "answers_wide", "answers_long", "scores", "figures", "totals",
    "dictionary", "codes", "import_log",
)  # fmt: skip
_BEFORE = "figures"
"""The registers, and the tables of practices, challenges and ways of learning, stand before this table."""
_WHOSE = (
    ("assessment_id", C, "#meta+assessment+id"),
    ("centre_id", C, "#org+id"),
    ("centre_name", T, "#org+name"),
    *_COUNTRY,
    ("round", T, "#meta+round+name"),
)


@dataclass(frozen=True)
class WideField:
    """The columns that one question fills in `answers_wide`, or a column of a register: first place and options."""

    question: Question
    first: int
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """The tables in the order of reading. `registers` are registers, and questions that list practices or
    challenges."""

    tables: tuple[TidyTable, ...]
    registers: tuple[Question, ...]

    @cached_property
    def by_name(self) -> dict[str, TidyTable]:
        return {table.name: table for table in self.tables}

    def __getitem__(self, name: str) -> TidyTable:
        return self.by_name[name]


def layout(questionnaire: Questionnaire, texts: Texts) -> Layout:
    """The tables for one questionnaire, described in the language of `texts`."""
    registers = _registers(questionnaire)
    by_name = {question.code: _register(question, texts) for question in registers}
    for name in _ORDER:
        columns = tuple(_wide(questionnaire, texts)) if name == "answers_wide" else _fixed(name, questionnaire, texts)
        by_name[name] = TidyTable(name, texts.text(f"tidy.table_{name}"), columns)
    return Layout(tuple(by_name[name] for name in table_names(questionnaire)), registers)


def table_names(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The names of the tables in the order of reading."""
    place = _ORDER.index(_BEFORE)
    return (*_ORDER[:place], *(question.code for question in _registers(questionnaire)), *_ORDER[place:])


def _registers(questionnaire: Questionnaire) -> tuple[Question, ...]:
    return tuple(
        question
        for question in questionnaire.all_questions()
        if question.is_register or (question.role in (Role.PRACTICE, Role.CHALLENGE) and question.is_table)
    )


def wide_fields(questionnaire: Questionnaire) -> tuple[WideField, ...]:
    """Where each question stands in `answers_wide`."""
    return tuple(_fields((question for question in questionnaire.questions() if not question.personal), len(_WHOSE)))


def register_fields(question: Question) -> tuple[WideField, ...]:
    """Where each column of a register stands in its table."""
    return tuple(_fields(_columns_that_leave(question), len(_WHOSE) + 2, wording=True))


def _fields(questions: Iterator[Question], first: int, *, wording: bool = False) -> Iterator[WideField]:
    for question in questions:
        options = tuple(option.code for option in question.options) if _has_flags(question) else ()
        yield WideField(question, first, options)
        first += len(options) if options else 2 if wording and has_wording(question) else 1


def has_wording(question: Question) -> bool:
    """Whether the wording of its option stands beside its code, in a register."""
    return question.kind is ValueKind.CHOICE and bool(question.options)


def _has_flags(question: Question) -> bool:
    """Whether each of its options has a column of its own."""
    return question.kind is ValueKind.CHOICES and question.refers_to is None


def _columns_that_leave(question: Question) -> Iterator[Question]:
    return (column for column in question.columns if not column.personal)


def _fixed(name: str, questionnaire: Questionnaire, texts: Texts) -> tuple[Column, ...]:
    consent = questionnaire.tagged(Tag.CONSENT)
    lists = {_CONSENT: consent.code if consent is not None else ""}
    return tuple(
        Column(column, kind, hxl, texts.text(f"tidy.column_{column}"), lists.get(codes, codes))
        for column, kind, hxl, codes in _FIXED[name]
    )


def _whose(texts: Texts) -> Iterator[Column]:
    for name, kind, hxl in _WHOSE:
        yield Column(name, kind, hxl, texts.text(f"tidy.column_{name}"))


def _wide(questionnaire: Questionnaire, texts: Texts) -> Iterator[Column]:
    yield from _whose(texts)
    for question in questionnaire.questions():
        if question.personal:
            continue
        if question.is_table:
            text = texts.text("tidy.column_rows", question=question.text)
            yield Column(question.code + ROWS, N, f"#indicator+{question.code}+rows+num", text, "", question.code)
        else:
            yield from _answer_columns(question, wording=False, texts=texts)


def _register(question: Question, texts: Texts) -> TidyTable:
    row = (Column(name, kind, hxl, texts.text(f"tidy.column_{name}")) for name, kind, hxl in _ROW)
    columns = (
        made for column in _columns_that_leave(question) for made in _answer_columns(column, wording=True, texts=texts)
    )
    text = texts.text("tidy.table_register", question=question.text)
    return TidyTable(question.code, text, (*_whose(texts), *row, *columns))


_ROW = (("row_id", C, "#meta+row+id"), ("row_number", N, "#meta+row+num"))
_HXL = {C: "code", T: "text", N: "num", D: "date"}


def _answer_columns(question: Question, *, wording: bool, texts: Texts) -> Iterator[Column]:
    """The columns of a question that is no table, or of a column of a register."""
    code = question.code
    if _has_flags(question):
        for option in question.options:
            text = texts.text("tidy.column_option", question=question.text, option=option.text)
            yield Column(code + OPTION + option.code, F, f"#indicator+{code}+{option.code}+bool", text, "", code)
        return
    kind = kind_of(question)
    yield Column(code, kind, f"#indicator+{code}+{_HXL[kind]}", question.text, code if question.options else "", code)
    if wording and has_wording(question):
        yield Column(code + TEXT, T, f"#indicator+{code}+name", question.text, "", code)

"""Which tidy tables there are, and their columns: fixed ones, and those that the questionnaire gives.

Names of columns are the codes of questions and columns, which never change. `CODE__OPTION` is 1 or 0: whether an
option of a multiple choice was chosen. `CODE__rows` counts the rows of a table, whose cells stand in `answers_long`.
`CODE__text` is the wording of the option whose code stands in `CODE`. Several references stand in one column: `a;b`.

Views from outside have tables of their own, where there are any: nobody counts them among the centres' own answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mrcworkbench.domain.disclosure.report_parts import Withheld
from mrcworkbench.domain.questionnaire.model import Question, Role
from mrcworkbench.domain.questionnaire.tags import Tag
from mrcworkbench.domain.questionnaire.types import ValueKind
from mrcworkbench.domain.texts import Texts
from mrcworkbench.domain.tidy.asked import Asked
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
_LONG = (
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
    ("corrected", F, "#meta+corrected", ""),
)
_FIGURES = (
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
)
_FIXED: dict[str, tuple[tuple[str, CellKind, str, str], ...]] = {
    "about": (("item", C, "#meta+item", ""), ("text", T, "#description", "")),
    "centres": (
        ("centre_id", C, "#org+id", ""),
        ("centre_name", T, "#org+name", ""),
        *((name, kind, hxl, "") for name, kind, hxl in _COUNTRY),
        ("sample", F, "#meta+sample", ""),
        ("assessments", N, "#meta+assessments+num", ""),
        ("views", N, "#meta+views+num", ""),
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
        ("counts", C, "#meta+counts+code", "counts"),
        ("state", C, "#status+code", "assessment_state"),
        ("answered", N, "#meta+answered+num", ""),
        ("applicable", N, "#meta+applicable+num", ""),
        ("conflicts", N, "#meta+conflicts+num", ""),
        ("corrections", N, "#meta+corrections+num", ""),
        *((f"held_{held.value}", N, f"#meta+held_{held.value}+num", "") for held in Withheld),
        ("about", C, "#meta+assessment+id+about", ""),
        ("follows", C, "#meta+assessment+id+before", ""),
    ),
    "answers_long": _LONG,
    "views_long": _LONG,
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
        ("rests_on", C, "#meta+evidence+basis+code", "rests_on"),
        ("documents_named", N, "#meta+evidence+named+num", ""),
        ("files_attached", N, "#meta+evidence+attached+num", ""),
        ("hollow", F, "#meta+hollow", ""),
        ("contested", F, "#meta+contested", ""),
        ("applicable", F, "#meta+applicable", ""),
        ("intended", F, "#meta+intended", ""),
        ("why", T, "#description+why", ""),
        ("next", T, "#description+next", ""),
    ),
    "figures": _FIGURES,
    "views_figures": _FIGURES,
    "totals": (
        ("criterion", C, "#indicator+criterion+code", "criterion"),
        ("criterion_text", T, "#indicator+criterion+name", ""),
        ("measure", C, "#indicator+measure+code", "measure"),
        ("value", C, "#indicator+value+code", ""),
        ("assessments", N, "#indicator+assessments+num", ""),
    ),
    "decisions": (
        ("decision_id", C, "#meta+decision+id", ""),
        ("decision", C, "#meta+decision+code", "decision"),
        ("decision_about", C, "#meta+decision+about+code", "decision"),
        ("centre_id", C, "#org+id", ""),
        ("assessment_id", C, "#meta+assessment+id", ""),
        ("question", C, "#indicator+question+code", ""),
        ("row_id", C, "#meta+row+id", ""),
        ("said_before", T, "#indicator+value+before", ""),
        ("said_now", T, "#indicator+value+now", ""),
        ("because", T, "#description+why", ""),
        ("held", C, "#meta+held+code", "held"),
        ("decided_at", D, "#date+decided", ""),
        ("in_effect", F, "#meta+effect", ""),
        ("confirmed_at", D, "#date+confirmed", ""),
        ("confirmed_because", T, "#description+confirmed", ""),
        ("taken_back_at", D, "#date+takenback", ""),
        ("taken_back_because", T, "#description+takenback", ""),
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
        ("versions", C, "#meta+questionnaire+versions", ""),
    ),
    "codes": (
        ("list", C, "#meta+list", ""),
        ("code", C, "#meta+code", ""),
        ("text", T, "#description", ""),
        ("position", N, "#meta+position+num", ""),
        ("order", N, "#meta+order+num", ""),
        ("versions", C, "#meta+questionnaire+versions", ""),
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


@dataclass(frozen=True, slots=True)
class AnswerTables:
    """The names of the tables that hold the answers to one questionnaire, beside one for each register."""

    wide: str
    long: str
    figures: str


OWN = AnswerTables("answers_wide", "answers_long", "figures")
OF_VIEWS = AnswerTables("views_wide", "views_long", "views_figures")
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


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked by one questionnaire, and where the answers stand. `registers` are registers, and questions that
    list practices or challenges."""

    asked: Asked
    tables: AnswerTables
    registers: tuple[Question, ...]


@dataclass(frozen=True)
class Layout:
    """The tables in the order of reading, and the parts: the centres' own answers, then views if there are any."""

    tables: tuple[TidyTable, ...]
    parts: tuple[Part, ...]

    @cached_property
    def by_name(self) -> dict[str, TidyTable]:
        return {table.name: table for table in self.tables}

    def __getitem__(self, name: str) -> TidyTable:
        return self.by_name[name]


def layout(texts: Texts, own: Asked, views: Asked | None = None) -> Layout:
    """The tables, described in the language of `texts`: for what the centres are asked, and for views of them."""
    parts = _parts(own, views)
    by_name = {question.code: _register(question, texts) for part in parts for question in part.registers} | {
        part.tables.wide: _wide_table(part, texts) for part in parts
    }
    for name in table_names(own, views):
        if name not in by_name:
            by_name[name] = TidyTable(name, texts.text(f"tidy.table_{name}"), _fixed(name, parts, texts))
    return Layout(tuple(by_name[name] for name in table_names(own, views)), parts)


def table_names(own: Asked, views: Asked | None = None) -> tuple[str, ...]:
    """The names of the tables in the order of reading."""
    first, *more = _parts(own, views)
    return (
        *(ABOUT, "centres", "assessments", OWN.wide, OWN.long, "scores"),
        *(question.code for question in first.registers),
        *(OWN.figures, "totals"),
        *(
            name
            for part in more
            for name in (
                *(part.tables.wide, part.tables.long),
                *(question.code for question in part.registers),
                part.tables.figures,
            )
        ),
        *("decisions", "dictionary", "codes", "import_log"),
    )


def _parts(own: Asked, views: Asked | None) -> tuple[Part, ...]:
    first = Part(own, OWN, _registers(own))
    return (first,) if views is None else (first, Part(views, OF_VIEWS, _registers(views)))


def _registers(asked: Asked) -> tuple[Question, ...]:
    return tuple(
        question
        for question in asked.all_questions()
        if question.is_register or (question.role in (Role.PRACTICE, Role.CHALLENGE) and question.is_table)
    )


def wide_fields(asked: Asked) -> tuple[WideField, ...]:
    """Where each question stands in the wide table."""
    return tuple(_fields((question for question in asked.questions() if not question.personal), len(_WHOSE)))


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


def _fixed(name: str, parts: Sequence[Part], texts: Texts) -> tuple[Column, ...]:
    consents = (part.asked.tagged(Tag.CONSENT) for part in parts)
    lists = {_CONSENT: SEPARATOR.join(question.code for question in consents if question is not None)}
    return tuple(
        Column(column, kind, hxl, texts.text(f"tidy.column_{column}"), lists.get(codes, codes))
        for column, kind, hxl, codes in _FIXED[name]
    )


def _whose(texts: Texts) -> Iterator[Column]:
    for name, kind, hxl in _WHOSE:
        yield Column(name, kind, hxl, texts.text(f"tidy.column_{name}"))


def _wide_table(part: Part, texts: Texts) -> TidyTable:
    name = part.tables.wide
    return TidyTable(name, texts.text(f"tidy.table_{name}"), tuple(_wide(part.asked, texts)))


def _wide(asked: Asked, texts: Texts) -> Iterator[Column]:
    yield from _whose(texts)
    for question in asked.questions():
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

"""What the program does with a question follows from its type, role, tags and checks: no code stands in Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import mrcworkbench
from mrcworkbench.content.instruments import criteria_set, questionnaires
from mrcworkbench.domain.questionnaire import tags
from tests.structure.source import modules, nodes

PACKAGE = Path(mrcworkbench.__file__).parent
VOCABULARY = Path(tags.__file__)
BOTH = list(questionnaires())
FIELDS = [field for form in BOTH for question in form.questions() for field in (question, *question.columns)]
NAMES = (
    {field.code for field in FIELDS}
    | {section.code for form in BOTH for section in form.sections}
    | {criterion.id for criterion in criteria_set("manager").criteria}
)
OPTIONS = {one.code for field in FIELDS for one in (*field.options, *field.not_applicable_reasons)} - NAMES
PARTS = {name[place:] for name in NAMES for place, ch in enumerate(name) if ch == "_" and place} | {
    name[: place + 1] for name in NAMES for place, ch in enumerate(name) if ch == "_"
}
"""How a code ends, and how it begins."""
SAYING = ("text", "plural", "say")
CUTTING = ("endswith", "startswith", "removesuffix", "removeprefix", "partition", "rpartition", "split", "rsplit")

NAMES_BY_ACCIDENT = {
    "challenges": "a field of the studied centres",
    "clients": "a limit of the study",
    "contacts": "a check of the report page",
    "info": "an icon",
    "needs": "a part of the library beside the study",
    "people": "a sheet of the report",
    "profile": "the role, a sheet of the report, and a rule of the export",
}
"""Words that are codes too, and what they are in Python."""
PARTS_BY_ACCIDENT = {
    "_other": "ends the id of a text",
    "_name": "ends the key of a setting",
    "_open": "ends the id of a text",
    "_place": "an attribute of Python",
    "_study": "ends the id of a text",
}
OPTIONS_BY_ACCIDENT = {
    **dict.fromkeys(("none", "planned", "in_place"), "a value of the type status, which the commands print"),
    **dict.fromkeys(("a", "b", "d"), "a grade of evidence, which the commands print"),
    **dict.fromkeys(
        ("confirmed", "partly", "contradicted", "no_knowledge"),
        "what a stakeholder's view says, which the commands print",
    ),
    "all": "no filter is set",
    "centre": "what is counted on a page",
    "danger": "a colour",
    "help": "a field of a question",
    "hours": "a unit of time",
    "light": "a theme",
    "list": "an icon",
    "reports": "a table of the database",
    "neutral": "a colour",
    "no": "an abbreviation of number, in typed telephone numbers",
    "not": "an operator of expressions",
    "open": "what can be done with a file",
    "plan": "a state of merging",
    "state": "a column of the database",
}
BY_ACCIDENT = {*NAMES_BY_ACCIDENT, *PARTS_BY_ACCIDENT, *OPTIONS_BY_ACCIDENT}
WHOLE = (NAMES | PARTS | {option for option in OPTIONS if "_" in option}) - BY_ACCIDENT
"""What may not be a whole text anywhere. Options of one word may: they are looked for where something is compared."""
COMPARED = OPTIONS - BY_ACCIDENT


Nodes = Sequence[ast.AST]


def contents() -> Iterator[tuple[Path, Nodes]]:
    """Of every module all that is in its tree."""
    return ((file, nodes(file)) for file in modules().values() if file != VOCABULARY)


def place(file: Path, node: ast.expr) -> str:
    return f"{file.relative_to(PACKAGE).as_posix()}:{node.lineno}"


def strings(nodes: Nodes) -> Iterator[ast.Constant]:
    """Every text in a module that is not a docstring or the id of a text; the parts of f-strings too."""
    told = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:  # the ids of texts
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SAYING:
            told |= {id(part) for id_ in node.args[:1] if isinstance(id_, ast.JoinedStr) for part in id_.values}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node


def compared(nodes: Nodes) -> Iterator[ast.Constant]:
    """Texts that something is compared with: by an operator, a pattern, or as a member of a set."""
    for node in nodes:
        parts: list[ast.expr] = []
        match node:
            case ast.Compare():
                parts = [node.left, *node.comparators]
            case ast.MatchValue():
                parts = [node.value]
            case ast.Set():
                parts = node.elts
            case ast.Call(func=ast.Name(id="frozenset" | "set")):
                parts = node.args
        for part in parts:
            members = part.elts if isinstance(part, ast.Tuple | ast.List) else [part]
            yield from (one for one in members if isinstance(one, ast.Constant) and isinstance(one.value, str))


def faults(nodes: Nodes) -> Iterator[tuple[ast.expr, str]]:
    """Codes in a module: whole, within an expression or f-string, their ends and beginnings, and codes cut up."""
    for node in strings(nodes):
        text = str(node.value)
        if text in WHOLE:
            yield node, text
        else:
            yield from ((node, word) for word in re.findall(r"[a-z0-9_.]+", text) if word in NAMES and "_" in word)
    for node in nodes:
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="code") | ast.Name(id="code"), attr=method)):
                if method in CUTTING:
                    yield node, "a code is cut up"
            case ast.Subscript(value=ast.Attribute(attr="code"), slice=ast.Slice()):
                yield node, "a code is cut up"
    for node in compared(nodes):
        if node.value in COMPARED:
            yield node, str(node.value)


def test_no_code_of_the_content_stands_in_the_program() -> None:
    assert [f"{place(file, node)}: {fault}" for file, content in contents() for node, fault in faults(content)] == []


def test_what_is_a_code_by_accident_is_written_somewhere() -> None:
    words = {str(node.value) for _, content in contents() for node in strings(content)}
    parts = {part for word in words for part in PARTS_BY_ACCIDENT if word.endswith(part)}
    assert {*NAMES_BY_ACCIDENT, *OPTIONS_BY_ACCIDENT} <= words
    assert parts == PARTS_BY_ACCIDENT.keys()
    assert NAMES_BY_ACCIDENT.keys() <= NAMES
    assert OPTIONS_BY_ACCIDENT.keys() <= OPTIONS


@pytest.mark.parametrize(
    "line",
    [
        'answers["resp_consent"]',
        'f"{table}_women"',
        'f"clients_figures_{group}"',
        "parse(\"clients_unit = 'persons'\")",
        "column.code.endswith(ending)",
        "code.removeprefix(table)",
        "question.code[:5]",
        'consent in ("all", "no_persons")',
        'unit == "persons"',
        'frozenset({"memory"})',
        'KEPT = "no_persons"',
        'section == "access"',
        'id_ == "setup.networks.referral"',
    ],
)
def test_a_code_is_found_however_it_is_written(line: str) -> None:
    assert list(faults(tuple(ast.walk(ast.parse(line)))))

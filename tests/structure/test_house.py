"""The rules of the house: how large a room may be, and what stands in it. A rule that is broken names the places."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.structure.source import PROGRAM, PROJECT, TESTS, imported_by, modules, name_of, nodes, tree

MOST_MODULES, MOST_LINES, MOST_METHODS, MOST_IMPORTS = 20, 400, 20, 12
BARE_IGNORE = re.compile(r"#\s*type:\s*ignore(?!\[)")


def files(*folders: Path) -> list[Path]:
    return [file for folder in folders for file in sorted(folder.rglob("*.py"))]


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    for name, file in modules().items():
        yield from ((name, node) for node in nodes(file) if isinstance(node, ast.ClassDef))


def is_package(folder: Path) -> bool:
    return (folder / "__init__.py").is_file()


def packages() -> list[Path]:
    return [file.parent for file in files(PROGRAM) if file.name == "__init__.py"]


def test_a_folder_has_at_most_twenty_modules() -> None:
    held = Counter(file.parent for file in files(PROGRAM, TESTS) if file.name != "__init__.py")
    assert {str(folder.relative_to(PROJECT)): n for folder, n in held.items() if n > MOST_MODULES} == {}


def test_a_module_has_at_most_400_lines() -> None:
    lines = {name_of(file): len(file.read_text("utf-8").splitlines()) for file in files(PROGRAM)}
    assert {name: n for name, n in lines.items() if n > MOST_LINES} == {}


def test_a_class_has_at_most_twenty_methods() -> None:
    found = {
        f"{name}.{node.name}": sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body)
        for name, node in classes()
    }
    assert {name: n for name, n in found.items() if n > MOST_METHODS} == {}


def test_a_module_of_a_page_imports_at_most_twelve_modules_of_the_program() -> None:
    found = {
        name: len(
            {
                imported
                for node in nodes(file)
                if isinstance(node, ast.Import | ast.ImportFrom)
                for imported in imported_by(node)
                if imported.startswith("mrcworkbench")
            }
        )
        for name, file in modules().items()
        if name.startswith("mrcworkbench.gui.pages.")
    }
    assert {name: n for name, n in found.items() if n > MOST_IMPORTS} == {}


def test_no_two_classes_have_one_name() -> None:
    found: dict[str, list[str]] = {}
    for name, node in classes():
        found.setdefault(node.name, []).append(name)
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_every_match_names_each_kind_instead_of_taking_the_rest() -> None:
    """`typing.assert_never` stands behind it, so that mypy tells what a new kind misses."""
    taking = [
        f"{name}:{case.pattern.lineno}"
        for name, file in modules().items()
        for node in nodes(file)
        if isinstance(node, ast.Match)
        for case in node.cases
        if isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None and not _asserts_never(case)
    ]
    assert taking == []


def _asserts_never(case: ast.match_case) -> bool:
    first = case.body[0]
    return isinstance(first, ast.Expr) and ast.unparse(first).startswith(("assert_never(", "typing.assert_never("))


def test_every_except_says_what_it_expects() -> None:
    bare = [
        f"{name_of(file)}:{node.lineno}"
        for file in files(PROGRAM, TESTS)
        for node in nodes(file)
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert bare == []


def test_what_the_type_checker_must_ignore_is_named() -> None:
    bare = [
        f"{name_of(file)}:{number}"
        for file in files(PROGRAM, TESTS)
        if file != Path(__file__)
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if BARE_IGNORE.search(line)
    ]
    assert bare == []


def test_every_package_says_what_its_room_is_for() -> None:
    openings = [folder / "__init__.py" for folder in sorted({file.parent for file in files(PROGRAM)})]
    silent = [name_of(file) for file in openings if not file.is_file() or not ast.get_docstring(tree(file))]
    assert silent == []


def test_a_room_that_holds_rooms_says_which_may_know_which() -> None:
    rules = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layered = {container: rule for rule in rules if rule["type"] == "layers" for container in rule["containers"]}
    independent = {name for rule in rules if rule["type"] == "independence" for name in rule["modules"]}
    holding = {
        name_of(place / "__init__.py")
        for place in packages()
        if sum(is_package(inner) for inner in place.iterdir()) > 1
    }
    open_ = [name for name in sorted(holding) if name not in layered and f"{name}.*" not in independent]
    assert open_ == [], "a contract of layers in pyproject.toml is missing"
    assert [name for name, rule in layered.items() if not rule.get("exhaustive")] == []

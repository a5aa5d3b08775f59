"""The source of the program as syntax trees, for the rules that every module keeps."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from mrcworkbench import paths

PROJECT = paths.resources().parent
PROGRAM, TESTS = PROJECT / "mrcworkbench", PROJECT / "tests"


def name_of(file: Path) -> str:
    """The dotted name of a module or package."""
    parts = file.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    """The modules and packages of the program, by name."""
    return {name_of(file): file for file in sorted(PROGRAM.rglob("*.py"))}


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


@cache
def nodes(file: Path) -> tuple[ast.AST, ...]:
    """Everything in the tree of a module: walking through it takes nearly as long as parsing."""
    return tuple(ast.walk(tree(file)))


def imported_by(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """What a statement imports: modules, and the names of Qt, each of which is made when it is first asked for."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    for alias in node.names:
        whole = f"{node.module}.{alias.name}"
        yield whole if whole in modules() or str(node.module).startswith("PySide6.") else str(node.module)


def at_the_top(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """Imports outside functions, those for the type checker among them."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from at_the_top(child)


def late(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """Imports inside functions."""
    top = set(at_the_top(node))
    for child in ast.walk(node):
        if isinstance(child, ast.Import | ast.ImportFrom) and child not in top:
            yield child

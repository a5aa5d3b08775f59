"""No connection leaves storage: what the program's other parts may ask of it, they ask the store."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import mrcworkbench
from mrcworkbench.storage import store

PACKAGE = Path(mrcworkbench.__file__).parent
STORAGE = PACKAGE / "storage"


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _speaks_of_a_connection(annotation: ast.expr | None) -> bool:
    return annotation is not None and "Connection" in ast.unparse(annotation)


def _takes_a_connection(function: ast.FunctionDef) -> bool:
    given = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    return any(_speaks_of_a_connection(one.annotation) for one in given)


def _needing_a_connection() -> set[str]:
    """Functions of storage, by module and name."""
    found = set()
    for file in STORAGE.rglob("*.py"):
        module = ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)
        found |= {f"{module}.{one.name}" for one in _functions(_tree(file)) if _takes_a_connection(one)}
    return found


def test_nobody_outside_storage_names_a_connection_or_imports_what_needs_one() -> None:
    inside, wrong = _needing_a_connection(), []
    assert len(inside) > 50, "the functions of storage were found"
    for file in PACKAGE.rglob("*.py"):
        if STORAGE in file.parents:
            continue
        for node in ast.walk(_tree(file)):
            match node:
                case ast.ImportFrom(module=module, names=names):
                    said = {f"{module}.{one.name}" for one in names} & inside
                case ast.Name(id="Connection" as name) | ast.Attribute(attr=("Connection" | "_database") as name):
                    said = {name}
                case _:
                    said = set()
            wrong += [f"{file.relative_to(PACKAGE)}: {one}" for one in said]
    assert wrong == []


def test_no_part_of_the_store_gives_a_connection_away() -> None:
    parts = {"attachments": store.AttachmentStore}
    parts |= {name: part.func for name, part in vars(store.Store).items() if hasattr(part, "func")}
    of_many = {"collection", "decisions", "imports", "submissions"}
    assert parts.keys() == {"attachments", "backups", "moving", "reports", "rounds"} | of_many
    assert all(f"`{name}`" in str(store.__doc__) for name in parts), "whoever looks for the port finds its parts"
    ports = [file for file in STORAGE.rglob("*.py") if any(_is_port(node) for node in ast.walk(_tree(file)))]
    assert len(ports) == len(parts) + 1
    public = [one for file in ports for one in _public_methods(_tree(file))]
    assert len(public) > 20
    assert [one.name for one in public if _takes_a_connection(one) or _speaks_of_a_connection(one.returns)] == []


def _is_port(node: ast.AST) -> bool:
    """`Store`, and the classes that its parts are."""
    return isinstance(node, ast.ClassDef) and node.name.endswith(("Store", "CollectionReader"))


def _public_methods(tree: ast.Module) -> list[ast.FunctionDef]:
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    methods = [one for node in classes if _is_port(node) for one in node.body if isinstance(one, ast.FunctionDef)]
    return [one for one in methods if not one.name.startswith("_")]

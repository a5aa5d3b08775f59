"""Commands on the log of imports: it is told, and files of it are undone, set aside and put back."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mrcworkbench.cli.merging import suspected_to_json
from mrcworkbench.cli.output import Output
from mrcworkbench.domain.files.names import on_one_line
from mrcworkbench.services.merging import imports as importing
from mrcworkbench.services.session.authors import require_author
from mrcworkbench.services.session.session import open_session

if TYPE_CHECKING:
    from mrcworkbench.storage.imports.log import ImportedFile, ImportInfo


def imports(options: Namespace, output: Output) -> int:
    """The log of imports with the files of each, the latest first."""
    with open_session(options.database, read_only=True) as session:
        found = [(one, importing.imported_files(session, one.id)) for one in importing.imports(session)]
    for one, files in found:
        output.line(_import_line(one, output))
        for file in files:
            output.line(_file_line(file, output, import_undone=one.undone_at is not None))
    if not found:
        output.say("merging.no_imports")
    if output.as_json:
        output.document({"imports": [_import(one, files) for one, files in found]})
    return 0


def undo_import(options: Namespace, output: Output) -> int:
    """Take out what an import or one file brought; without either what the last import brought."""
    author = require_author(options.author)
    with open_session(options.database) as session:
        undone = importing.undo_import(session, options.import_id, file=options.file, author=author)
    if options.file is None:
        output.say_count("merging.undone", undone.files, id=undone.id)
    else:
        output.say("merging.file_undone")
    if undone.stays:
        output.say("merging.undone_stays")
    for path in undone.stays:
        output.line(f"    {on_one_line(path)}")
    if output.as_json:
        said = {"undone": undone.id, "by": author, "files": undone.files, "stays": list(undone.stays)}
        output.document({**said, "file": options.file})
    return 0


def set_aside(options: Namespace, output: Output) -> int:
    """Take out what a file brought, and keep it until it is put back."""
    author = require_author(options.author)
    with open_session(options.database) as session:
        path = importing.set_aside(session, options.file, author=author, reason=options.reason)
    output.say("merging.set_aside", path=on_one_line(path))
    if output.as_json:
        output.document({"set_aside": options.file, "path": path, "by": author})
    return 0


def put_back(options: Namespace, output: Output) -> int:
    """Put in again what was set aside of a file."""
    author = require_author(options.author)
    with open_session(options.database) as session:
        path = importing.put_back(session, options.file, author=author)
    output.say("merging.put_back", path=on_one_line(path))
    if output.as_json:
        output.document({"put_back": options.file, "path": path, "by": author})
    return 0


def _import_line(one: ImportInfo, output: Output) -> str:
    by = one.imported_by or output.texts.text("merging.nobody")
    line = output.texts.plural("merging.import_line", one.files, id=one.id, at=one.started_at, by=by)
    if one.undone_at is not None:
        line += "\n" + output.texts.text("merging.import_undone_line", at=one.undone_at, by=one.undone_by)
    elif one.finished_at is None:
        line += "\n" + output.texts.text("merging.import_stopped_line")
    return line


def _import(one: ImportInfo, files: Sequence[ImportedFile]) -> dict[str, Any]:
    return {
        "id": one.id,
        "author": one.imported_by,
        "started_at": one.started_at,
        "finished_at": one.finished_at,
        "undone_at": one.undone_at,
        "undone_by": one.undone_by,
        "files": [
            {
                "path": file.path,
                "sha256": file.sha256,
                "verdict": file.verdict,
                "reason": file.reason,
                "message": file.message,
                "assessments": file.assessments,
                **suspected_to_json(file.suspected_duplicate_of),
                "sealed": file.sealed,
                "undone_at": file.undone_at,
                "undone_by": file.undone_by,
                "set_aside": _set_aside(file),
            }
            for file in files
        ],
    }


def _set_aside(file: ImportedFile) -> dict[str, str | None] | None:
    """Who set the file aside, when and why, and who put it back; None where nobody did."""
    if file.set_aside_at is None:
        return None
    return {
        "at": file.set_aside_at,
        "by": file.set_aside_by,
        "reason": file.set_aside_because,
        "put_back_at": file.put_back_at,
        "put_back_by": file.put_back_by,
    }


def _file_line(file: ImportedFile, output: Output, *, import_undone: bool) -> str:
    line = f"    {output.texts.text(f'merging.verdict_{file.verdict}')}  {file.path}"
    if file.undone_at is not None and not import_undone:
        return line + "\n    " + output.texts.text("merging.import_undone_line", at=file.undone_at, by=file.undone_by)
    if file.is_set_aside:
        said = {"at": file.set_aside_at, "by": file.set_aside_by, "because": file.set_aside_because}
        return line + "\n" + output.texts.text("merging.set_aside_line", **said)
    return line

"""The commands and their options; mrcworkbench/cli/README.md says what they do. A word that is no command is a
database for the window."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn, TypeAlias

from mrcworkbench import __version__
from mrcworkbench.content.catalogue import Catalogue, catalogue
from mrcworkbench.errors import UsageError

Run: TypeAlias = Callable[[argparse.Namespace, object], int]
PROGRAM = "mrcworkbench"
COMMANDS = frozenset(
    (
        *("screens", "new", "new-round", "new-view", "move-on", "sample", "sample-collection", "list", "backup"),
        *("questionnaire", "study"),
        *("answer", "answers", "score", "compare", "report", "check-report", "export"),
        *("submit", "check", "merge", "conflicts", "resolve", "withdraw", "join"),
        *("proposals", "confirm", "decline", "decisions", "choose", "take-back"),
        *("rename", "erase", "lift-erasure"),
        *("imports", "undo-import", "set-aside", "put-back"),
        "problem-report",
    )
)
"""Every command. The window is not kept waiting for their parser."""


def is_command(words: Sequence[str]) -> bool:
    """Whether these words ask for a command, not for the window."""
    return bool(words) and words[0] in COMMANDS


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The chosen command's options, with `run` set to the function that does it.

    Raises `UsageError` command_unreadable.
    """
    if is_command(words) or (words and words[0] in ("-h", "--help", "--version")):
        return command_parser().parse_args(words)
    return _window_parser().parse_args(words)


class _CommandParser(argparse.ArgumentParser):
    """Tells wrong usage like every other error, so that it is a JSON document too where one is expected."""

    def error(self, message: str) -> NoReturn:
        usage = self.format_usage().removeprefix("usage: ").strip()
        raise UsageError("command_unreadable", message=message, usage=usage)


def _lazy(module: str, function: str) -> Run:
    """The function that runs a command, imported when it runs."""

    def run(options: argparse.Namespace, output: object) -> int:
        return int(getattr(import_module(f"{__package__}.{module}"), function)(options, output))

    return run


def _window_parser() -> argparse.ArgumentParser:
    texts = catalogue()
    parser = _CommandParser(prog=PROGRAM, description=texts.text("cli.about"))
    parser.add_argument("database", nargs="?", type=Path, help=texts.text("cli.database"))
    parser.add_argument("--exit-when", choices=("painted", "ready"), help=texts.text("cli.exit_when"))
    parser.set_defaults(run=_lazy("window", "open_window"))
    return parser


def command_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    from mrcworkbench.content.instruments import INSTRUMENTS, main

    texts = catalogue()
    parser = _CommandParser(prog=PROGRAM, description=texts.text("cli.about"), epilog=texts.text("cli.epilog"))
    parser.add_argument("--version", action="version", version=f"MRC Workbench {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, module: str, function: str, *, database: bool = True) -> argparse.ArgumentParser:
        about = texts.text(f"cli.command_{name.replace('-', '_')}")
        made = commands.add_parser(name, help=about, description=about)
        if database:
            made.add_argument("database", type=Path, metavar="DATABASE", help=texts.text("cli.database"))
        made.set_defaults(run=_lazy(module, function))
        return made

    def json_option(made: argparse.ArgumentParser) -> None:
        _json_option(made, texts)

    def assessment_option(made: argparse.ArgumentParser) -> None:
        _assessment_option(made, texts)

    made = command("screens", "window", "grab_screens")
    made.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help=texts.text("cli.folder"))
    made.add_argument("--theme", choices=("light", "dark"), default="light", help=texts.text("cli.theme"))
    made.add_argument("--size", default="1440x900", metavar="WIDTHxHEIGHT", help=texts.text("cli.size"))
    made.add_argument("--language", default="en", metavar="CODE", help=texts.text("cli.language"))

    _on_databases(command, texts)

    made = command("questionnaire", "content", "show_questionnaire", database=False)
    made.add_argument("--kind", choices=[one.id for one in INSTRUMENTS], default=main().id, help=texts.text("cli.kind"))
    made.add_argument("--version", metavar="VERSION", help=texts.text("cli.questionnaire_version"))
    json_option(made)
    json_option(command("study", "content", "show_study", database=False))

    _answering(command, texts)
    for name in ("score", "compare"):
        made = command(name, "results", name)
        assessment_option(made)
        json_option(made)

    made = command("report", "results", "report")
    made.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx", help=texts.text("cli.report"))
    made.add_argument("--annex", type=Path, metavar="FILE2.xlsx", help=texts.text("cli.annex"))
    made.add_argument("--pdf", type=Path, metavar="FILE.pdf", help=texts.text("cli.pdf"))
    assessment_option(made)
    made.add_argument("--audience", choices=("donor", "internal"), default="donor", help=texts.text("cli.audience"))
    made.add_argument("--release-texts", action="store_true", help=texts.text("cli.release_texts"))
    made.add_argument("--release-public", action="store_true", help=texts.text("cli.release_public"))
    made.add_argument("--release", action="append", default=[], metavar="CODE[:ROW]", help=texts.text("cli.release"))
    made.add_argument("--language", default="en", metavar="CODE", help=texts.text("cli.language"))
    json_option(made)

    made = command("check-report", "results", "check_report")
    made.add_argument("report", metavar="NUMBER|FILE.xlsx", help=texts.text("cli.checked_report"))
    json_option(made)

    made = command("export", "exporting", "export")
    _export_options(made, texts)
    _between_files(command, texts)
    _reporting(command, texts)
    return parser


def _on_databases(command: Callable[..., argparse.ArgumentParser], texts: Catalogue) -> None:
    made = command("new", "databases", "new")
    made.add_argument("--centre", required=True, metavar="NAME", help=texts.text("cli.centre"))
    made.add_argument("--country", required=True, metavar="CC", help=texts.text("cli.country"))
    made.add_argument("--round", metavar="LABEL", help=texts.text("cli.round"))
    _json_option(made, texts)
    made = command("new-round", "databases", "begin_round")
    _assessment_option(made, texts)
    made.add_argument("--round", required=True, metavar="LABEL", help=texts.text("cli.next_round"))
    _json_option(made, texts)
    made = command("new-view", "databases", "begin_view")
    made.add_argument("--about", required=True, metavar="ASSESSMENT", help=texts.text("cli.view_about"))
    _json_option(made, texts)
    made = command("move-on", "versions", "move_on")
    _assessment_option(made, texts)
    made.add_argument("--to", metavar="VERSION", help=texts.text("cli.move_to"))
    made.add_argument("--dry-run", action="store_true", help=texts.text("cli.dry_run"))
    _json_option(made, texts)
    _json_option(command("sample", "databases", "sample"), texts)
    made = command("sample-collection", "databases", "sample_collection", database=False)
    made.add_argument("folder", type=Path, metavar="FOLDER", help=texts.text("cli.sample_folder"))
    made.add_argument("--language", default="en", metavar="CODE", help=texts.text("cli.language"))
    _json_option(made, texts)
    _json_option(command("list", "databases", "list_centres"), texts)
    of_backups = command("backup", "databases", "list_backups", database=False)
    kinds = of_backups.add_subparsers(metavar="list|restore", required=True)
    for name, run in (("list", "list_backups"), ("restore", "restore_backup")):
        about = texts.text(f"cli.backup_{name}")
        made = kinds.add_parser(name, help=about, description=about)
        made.add_argument("database", type=Path, metavar="DATABASE", help=texts.text("cli.database"))
        if name == "restore":
            made.add_argument("backup", metavar="BACKUP", help=texts.text("cli.backup"))
            made.add_argument(
                "-o", "--output", type=Path, required=True, metavar="FILE", help=texts.text("cli.restored")
            )
        made.set_defaults(run=_lazy("databases", run))
        _json_option(made, texts)


def _export_options(made: argparse.ArgumentParser, texts: Catalogue) -> None:
    where = "FILE.xlsx|FOLDER"
    made.add_argument("-o", "--output", type=Path, required=True, metavar=where, help=texts.text("cli.export"))
    made.add_argument("--format", choices=("xlsx", "csv"), help=texts.text("cli.export_format"))
    made.add_argument("--hxl", action="store_true", help=texts.text("cli.hxl"))
    made.add_argument("--language", default="en", metavar="CODE", help=texts.text("cli.language"))
    _json_option(made, texts)


def _answering(command: Callable[..., argparse.ArgumentParser], texts: Catalogue) -> None:
    made = command("answer", "answers", "answer")
    made.set_defaults(failed={"set": 0})
    made.add_argument("file", type=Path, metavar="FILE.json", help=texts.text("cli.answers_file"))
    _assessment_option(made, texts)
    _json_option(made, texts)
    made = command("answers", "answers", "show_answers")
    made.add_argument("-o", "--output", type=Path, metavar="FILE.json", help=texts.text("cli.answers_output"))
    _assessment_option(made, texts)
    _json_option(made, texts)


def _assessment_option(made: argparse.ArgumentParser, texts: Catalogue) -> None:
    made.add_argument("--assessment", metavar="ID", help=texts.text("cli.assessment"))


def _reason_option(made: argparse.ArgumentParser, texts: Catalogue) -> None:
    """Of commands that decide: why, and by whom."""
    made.add_argument("--reason", required=True, metavar="TEXT", help=texts.text("cli.reason"))
    _author_option(made, texts)
    _json_option(made, texts)


def _words(listed: str) -> tuple[str, ...]:
    """Several words with commas between."""
    return tuple(word for word in (one.strip() for one in listed.split(",")) if word)


def _author_option(made: argparse.ArgumentParser, texts: Catalogue) -> None:
    """Of commands that decide: who decides is never left open."""
    made.add_argument("--author", required=True, metavar="NAME", help=texts.text("cli.author"))


def _json_option(made: argparse.ArgumentParser, texts: Catalogue) -> None:
    made.add_argument("--json", action="store_true", help=texts.text("cli.json"))


def _reporting(command: Callable[..., argparse.ArgumentParser], texts: Catalogue) -> None:
    made = command("problem-report", "problems", "problem_report", database=False)
    made.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.txt", help=texts.text("cli.problem"))


def _between_files(command: Callable[..., argparse.ArgumentParser], texts: Catalogue) -> None:
    _sending(command, texts)
    _merging(command, texts)


def _sending(command: Callable[..., argparse.ArgumentParser], texts: Catalogue) -> None:
    made = command("submit", "submitting", "submit")
    made.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE.mrcw", help=texts.text("cli.submission")
    )
    made.add_argument("--author", metavar="NAME", help=texts.text("cli.submit_author"))
    _json_option(made, texts)
    made = command("check", "checking", "check", database=False)
    made.add_argument("files", type=Path, nargs="+", metavar="FILE-OR-FOLDER", help=texts.text("cli.check_files"))
    _json_option(made, texts)


def _on_imports(command: Callable[..., argparse.ArgumentParser], texts: Catalogue) -> None:
    _json_option(command("imports", "imports", "imports"), texts)
    for name in ("undo-import", "set-aside", "put-back"):
        made = command(name, "imports", name.replace("-", "_"))
        undoing = name == "undo-import"
        if undoing:
            made.add_argument("--import", dest="import_id", metavar="ID", help=texts.text("cli.import_id"))
        made.add_argument("--file", required=not undoing, metavar="SHA256", help=texts.text("cli.imported_file"))
        if name == "set-aside":
            made.add_argument("--reason", required=True, metavar="TEXT", help=texts.text("cli.reason"))
        _author_option(made, texts)
        _json_option(made, texts)


def _merging(command: Callable[..., argparse.ArgumentParser], texts: Catalogue) -> None:
    made = command("merge", "merging", "merge", database=False)
    made.add_argument("target", type=Path, metavar="TARGET", help=texts.text("cli.merge_target"))
    files = texts.text("cli.merge_files")
    made.add_argument("files", type=Path, nargs="+", metavar="FILE-OR-FOLDER", help=files)
    made.add_argument("--dry-run", action="store_true", help=texts.text("cli.dry_run"))
    made.add_argument("--accept", type=_words, default=(), metavar="KIND,…", help=texts.text("cli.accept"))
    made.add_argument("--author", metavar="NAME", help=texts.text("cli.import_author"))
    made.add_argument("--reason", default="", metavar="TEXT", help=texts.text("cli.accept_reason"))
    _json_option(made, texts)
    _json_option(command("proposals", "proposals", "proposals"), texts)
    for name in ("confirm", "decline"):
        made = command(name, "proposals", name)
        made.add_argument("proposals", nargs="+", metavar="PROPOSAL", help=texts.text("cli.proposals"))
        _reason_option(made, texts)
    _on_imports(command, texts)
    _json_option(command("conflicts", "merging", "conflicts"), texts)
    _json_option(command("decisions", "merging", "decisions"), texts)
    made = command("resolve", "merging", "resolve")
    made.add_argument("file", type=Path, metavar="FILE.json", help=texts.text("cli.resolutions_file"))
    _author_option(made, texts)
    _json_option(made, texts)
    made = command("choose", "deciding", "choose")
    made.add_argument("--assessment", required=True, metavar="ID", help=texts.text("cli.chosen"))
    _reason_option(made, texts)
    made = command("take-back", "deciding", "take_back")
    made.add_argument("decisions", nargs="+", metavar="DECISION", help=texts.text("cli.taken_back"))
    _reason_option(made, texts)
    made = command("rename", "deciding", "rename")
    made.add_argument("--centre", required=True, metavar="ID", help=texts.text("cli.centre_id"))
    made.add_argument("--name", metavar="NAME", help=texts.text("cli.centre"))
    made.add_argument("--country", metavar="CC", help=texts.text("cli.country"))
    _reason_option(made, texts)
    for name, run in (("erase", "erase"), ("lift-erasure", "lift_erasure")):
        made = command(name, "deciding", run)
        made.add_argument("--centre", required=True, metavar="ID", help=texts.text("cli.centre_id"))
        _reason_option(made, texts)
    for name in ("withdraw", "join"):
        made = command(name, "merging", name)
        made.add_argument("--centre", required=True, metavar="ID", help=texts.text("cli.centre_id"))
        if name == "join":
            made.add_argument("--into", required=True, metavar="ID", help=texts.text("cli.into"))
        _reason_option(made, texts)

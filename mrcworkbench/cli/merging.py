"""Commands that merge, settle conflicts, and record what centres decide."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mrcworkbench.cli.json_files import JsonObject, read_json
from mrcworkbench.cli.output import Output
from mrcworkbench.cli.passed_over import list_passed_over, passed_over_to_json, say_passed_over
from mrcworkbench.cli.proposals import accepted, list_proposals
from mrcworkbench.domain.files.names import on_one_line
from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.domain.questionnaire.cells import shown_value
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.domain.revisions.respondents import as_name
from mrcworkbench.errors import ProblemsError, UserError
from mrcworkbench.services.merging import log, resolving
from mrcworkbench.services.merging.checking_files import unsealed_note
from mrcworkbench.services.merging.correcting import Correction
from mrcworkbench.services.merging.merge import SaidWithIt, merge_into
from mrcworkbench.services.merging.proposals import proposals_to_json
from mrcworkbench.services.session.session import open_session

if TYPE_CHECKING:
    from mrcworkbench.services.merging.log import LoggedDecision
    from mrcworkbench.services.merging.merge import FileResult, MergeReport

_FEW = 3
"""Centres of nearly one name that are named; of more the number is said, and JSON lists all."""


def merge(options: Namespace, output: Output) -> int:
    """Merge files and folders into a database; 1 if any file was refused."""
    progress = _Lines(output)
    author = as_name(options.author)  # who took the files in may stay unsaid
    said = SaidWithIt(author, accept_kinds=accepted(options))
    report = merge_into(
        options.target, options.files, author=author, progress=progress, dry_run=options.dry_run, said=said
    )
    for file in report.files:
        output.line(_line(file, output))
    list_passed_over(report.passed_over, output)
    if report.proposals:
        output.line(output.texts.plural("proposals.brought", len(report.proposals)))
        list_proposals(report.proposals, output)
    _say_totals(report, options, output)
    if output.as_json:
        output.document(_document(report, output, dry_run=options.dry_run))
    return 1 if report.totals[Verdict.REFUSED] else 0


def conflicts(options: Namespace, output: Output) -> int:
    """The open conflicts."""
    with open_session(options.database, read_only=True) as session:
        found = resolving.open_conflicts(session)
    output.document(resolving.conflicts_to_json(found))
    return 0


def decisions(options: Namespace, output: Output) -> int:
    """The log of what persons decided, newest last."""
    with open_session(options.database, read_only=True) as session:
        found = log.decisions(session)
    for one in found:
        output.line(_decision_line(one, output))
    if not found:
        output.say("decisions.none")
    if output.as_json:
        output.document(log.decisions_to_json(found))
    return 0


def resolve(options: Namespace, output: Output) -> int:
    """Settle conflicts and correct answers from a file, all or none; every problem is listed."""
    given = _resolutions(options.file)
    with open_session(options.database) as session:
        count = resolving.resolve(session, given, author=options.author)
        left = len(resolving.open_conflicts(session))
    output.say_count("merging.settled", count)
    if output.as_json:
        output.document({"settled": count, "open": left, "problems": []})
    return 0


def withdraw(options: Namespace, output: Output) -> int:
    """Record that a centre withdraws its consent."""
    with open_session(options.database) as session:
        new = resolving.withdraw(session, options.centre, reason=options.reason, author=options.author)
    output.say("merging.withdrawn" if new else "merging.withdrawn_before", centre=options.centre)
    if output.as_json:
        output.document({"withdrawn": options.centre, "new": new})
    return 0


def join(options: Namespace, output: Output) -> int:
    """Record that two ids are one centre."""
    with open_session(options.database) as session:
        new = resolving.join(session, options.centre, options.into, reason=options.reason, author=options.author)
    output.say("merging.joined" if new else "merging.joined_before", centre=options.centre, into=options.into)
    if output.as_json:
        output.document({"joined": options.centre, "into": options.into, "new": new})
    return 0


def _decision_line(one: LoggedDecision, output: Output) -> str:
    """What, of whom, by whom and when; why, and what became of it, below."""
    texts = output.texts
    by = one.said.author or texts.text("merging.nobody")
    what = texts.text(f"decisions.kind_{one.kind}")
    if one.of is not None:
        what = f"{what}: {texts.text(f'decisions.kind_{one.of}')}"
    where = " ".join(filter(None, (" / ".join(one.names), one.question, one.row)))
    lines = [texts.text("decisions.line", at=one.said.at, what=what, where=where, by=by), one.said.reason]
    for key, spoken in (("confirmed_by", one.confirmed), ("taken_back_by", one.taken_back)):
        if spoken is not None:
            lines.append(texts.text(f"decisions.{key}", by=spoken.author, at=spoken.at, reason=spoken.reason))
    return "\n    ".join([*filter(None, lines), one.id])


class _Lines:
    """Progress for a person who waits: a line every so many files."""

    _EVERY = 100

    def __init__(self, output: Output) -> None:
        self._output = output

    def step(self, done: int = 0, total: int = 0, text: str = "") -> None:  # noqa: ARG002 - the form of all progress
        if done and done % self._EVERY == 0:
            self._output.say("merging.progress", done=done, total=total)


def _resolutions(file: Path) -> tuple[resolving.Resolution | Correction, ...]:
    document = read_json(file)
    if not isinstance(document, list):
        raise UserError("resolutions_wrong_shape", path=file)
    problems: list[Problem] = []
    found: list[resolving.Resolution | Correction] = []
    for number, item in enumerate(document, 1):
        if isinstance(item, JsonObject):
            problems.extend(Problem("", "given_twice", {"code": shown_value(name)}) for name in item.twice)
        one = _resolution(item) if isinstance(item, dict) and "value" in item else None
        if one is None:
            problems.append(Problem("", "resolution_wrong_shape", {"number": number}))
        else:
            found.append(one)
    if problems:
        raise ProblemsError("resolutions_invalid", problems, n=len(problems))
    return tuple(found)


def _resolution(item: dict[str, Any]) -> resolving.Resolution | Correction | None:
    """A choice in a conflict, or a correction; None for what is neither."""
    because = item.get("reason") or ""
    conflict, assessment, question, row = (item.get(key) for key in ("conflict", "assessment", "question", "row"))
    if not isinstance(because, str):
        return None
    if isinstance(conflict, str):
        return resolving.Resolution(conflict, item["value"], because)
    if isinstance(assessment, str) and isinstance(question, str) and isinstance(row, str | None):
        return Correction(assessment, question, row, item["value"], because)
    return None


def _line(file: FileResult, output: Output) -> str:
    line = f"{output.texts.text(f'merging.verdict_{file.verdict.value}')}  {on_one_line(str(file.path))}"
    if file.message is not None:
        line += f"\n    {file.message}"
    note = unsealed_note(file.sealed, file.proved)
    if note is not None:
        line += f"\n    {output.texts.text(note)}"
    for text in _told(file, output):
        line += f"\n    {text}"
    return line


def _told(file: FileResult, output: Output) -> Iterator[str]:
    """Who speaks for whom, what would change, what it is the same as, and who its centres may be."""
    nobody = output.texts.text("merging.nobody")
    for one in file.speaks_for:
        seen = ", ".join(f"{author or nobody} ({at[:10]})" for author, at in one.seen)
        authors = ", ".join(author or nobody for author in one.authors)
        yield output.texts.text("merging.speaks_for", centre=one.name, authors=authors, seen=seen)
    if file.same_as is not None:
        yield output.texts.text("merging.same_as", path=on_one_line(str(file.same_as)))
    if any(asdict(file.answers).values()):
        yield output.texts.text("merging.answers", **asdict(file.answers))
    for same_period, key in ((True, "merging.suspected"), (False, "merging.suspected_other_period")):
        others = [id_ for id_, same in file.suspected_duplicate_of.items() if same is same_period]
        if others:
            first = ", ".join((*others[:_FEW], *("\u2026" for _ in others[_FEW : _FEW + 1])))
            yield output.texts.plural(key, len(others), centres=first)


def suspected_to_json(others: Mapping[str, bool]) -> dict[str, Any]:
    pairs = [{"centre": centre, "same_period": same} for centre, same in others.items()]
    return {"suspected_duplicate_of": list(others), "suspected": pairs}


def _say_totals(report: MergeReport, options: Namespace, output: Output) -> None:
    say_passed_over(report.passed_over, output)
    if not report.files:
        output.say("merging.nothing_found")
        return
    counts = {verdict.value: n for verdict, n in report.totals.items()}
    output.say_count("merging.totals_plan" if options.dry_run else "merging.totals", len(report.files), **counts)
    for one in report.heavy:
        key = "merging.heavy" if one.assessment is not None else "merging.heavy_all"
        files = ", ".join(map(on_one_line, one.files)) or output.texts.text("merging.nothing_named")
        output.say(key, centre=one.centre, percent=round(100 * one.share), files=files)
    if report.backup is not None:
        output.say("merging.backup", path=report.backup)


def _document(report: MergeReport, output: Output, *, dry_run: bool) -> dict[str, Any]:
    return {
        "files": [
            {
                "path": str(file.path),
                "verdict": file.verdict.value,
                "reason": file.reason,
                "message": file.message,
                "assessments": file.assessments,
                **suspected_to_json(file.suspected_duplicate_of),
                "sha256": file.sha256,
                "sealed": bool(file.sealed),
                "proved": bool(file.proved),
                "speaks_for": [one.centre for one in file.speaks_for],
                "answers": asdict(file.answers),
                "same_as": None if file.same_as is None else str(file.same_as),
            }
            for file in report.files
        ],
        "heavy": [{**asdict(one), "files": list(one.files)} for one in report.heavy],
        "proposals": proposals_to_json(report.proposals),
        "passed_over": passed_over_to_json(report.passed_over, output),
        "totals": {
            **{verdict.value: n for verdict, n in report.totals.items()},
            "passed_over": len(report.passed_over),
        },
        "dry_run": dry_run,
        "import": None if dry_run else report.import_id,
        "backup": None if report.backup is None else str(report.backup),
    }

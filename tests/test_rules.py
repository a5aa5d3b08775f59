"""The rules that code cites stand in the repository, under the heading and number that it names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from mrcworkbench import paths
from mrcworkbench.domain.questionnaire.model import QuestionType
from mrcworkbench.storage.database.tables import metadata

PROJECT = paths.resources().parent
FOLDERS = ("mrcworkbench", "db", "resources", "tests", ".ci")
PAGES = ("db/README.md", "resources/README.md", "mrcworkbench/cli/README.md")
CITED = re.compile(r"([\w/]+/README\.md)`?, ([A-Z][a-z]+(?: [a-z]+)*)((?:(?:,| and| to)? \d+)*)")
ELSEWHERE = re.compile(r"\b(?:DECISIONS|CONTRACT|DESIGN|FOUNDATION)\b|\b[Tt]he (?:contract|design)\b")
"""Pages that are not in the repository."""
NAMED = re.compile(r"`([a-z0-9_.]+/[a-z0-9_./]*|[a-z0-9_]+\.(?:py|sql|json))`")
"""Files and folders, but for those of which a part stands for many, as in `vN.sql`."""


@cache
def files() -> tuple[Path, ...]:
    found = [file for folder in FOLDERS for file in sorted((PROJECT / folder).rglob("*")) if file.is_file()]
    return tuple(file for file in (*sorted(PROJECT.glob("*.*")), *found) if file.parent.name != "__pycache__")


@cache
def texts() -> dict[str, str]:
    """By its place, each text that people write, on one line: a citation may be wrapped."""
    written = (file for file in files() if file.suffix in (".py", ".sql", ".md", ".toml") or file.parent.name == ".ci")
    return {
        file.relative_to(PROJECT).as_posix(): re.sub(r"\s*\n[\s#]*", " ", file.read_text("utf-8"))
        for file in written
        if file != Path(__file__)
    }


def rules(page: str) -> dict[str, list[int]]:
    """The numbers of the rules under each heading of a page."""
    parts = re.split(r"^## ", (PROJECT / page).read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {part.partition("\n")[0]: [*map(int, re.findall(r"^(\d+)\. ", part, re.MULTILINE))] for part in parts}


@pytest.mark.parametrize("page", PAGES)
def test_the_rules_of_a_page_are_numbered_one_by_one(page: str) -> None:
    for heading, numbers in rules(page).items():
        assert numbers == list(range(1, len(numbers) + 1)), heading


def test_every_rule_that_is_cited_is_there() -> None:
    known = {page: rules(page) for page in PAGES}
    cited = [(place, found) for place, text in texts().items() for found in CITED.finditer(text)]
    wrong = []
    for place, found in cited:
        page, heading, numbers = found.groups()
        there = known.get(page, {}).get(heading)
        if there is None or not {int(number) for number in re.findall(r"\d+", numbers)} <= set(there):
            wrong.append(f"{place}: {found[0]}")
    assert not wrong, "\n".join(wrong)
    assert len(cited) > 20


def test_no_page_is_cited_that_is_not_in_the_repository() -> None:
    wrong = [f"{place}: {found[0]}" for place, text in texts().items() for found in ELSEWHERE.finditer(text)]
    for place, text in texts().items():
        for name in re.findall(r"[\w/-]+\.md\b", text):
            if not any((folder / name).is_file() for folder in (PROJECT, PROJECT / place / "..")):
                wrong.append(f"{place}: {name}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("page", ["README.md", "db/README.md", "resources/README.md"])
def test_every_file_and_folder_that_a_page_names_is_there(page: str) -> None:
    there = {f"/{place.as_posix()}" for file in files() for place in (file, *file.parents)}
    named = NAMED.findall((PROJECT / page).read_text("utf-8"))
    assert named
    assert [name for name in named if not any(place.endswith(f"/{name.rstrip('/')}") for place in there)] == []


def first_column(page: str, heading: str) -> str:
    """The names in the first column of the table under a heading."""
    part = (PROJECT / page).read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return " ".join(re.findall(r"^ *\| (`.*?) \|", part, re.MULTILINE))


def test_the_page_on_the_file_names_every_table() -> None:
    text = (PROJECT / "db/README.md").read_text("utf-8").partition("| kind | tables |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", text)) == set(metadata.tables)


def test_the_page_on_content_names_every_type_of_question() -> None:
    found = re.findall(r"`(\w+)`", first_column("resources/README.md", "Question types"))
    assert sorted(found) == sorted(QuestionType)

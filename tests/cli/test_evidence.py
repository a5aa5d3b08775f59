"""What the score says of evidence: what is named, what is attached, and that a claim is one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

COSTS = "development.remittances.transfer_costs"
DOCUMENTS = [
    {"costs_documents_title": "Price list", "costs_documents_date": "2026-05-01", "costs_documents_where": "Room 3"},
    {"costs_documents_title": "A draft without a date"},
]


@pytest.fixture
def answered(database: Path, tmp_path: Path, run: Run) -> Path:
    given = {"costs_status": "in_place", "costs_evidence": "b", "costs_documents": DOCUMENTS}
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"answers": given}), encoding="utf-8")
    assert run("answer", database, file).status == 0
    return database


def test_what_is_named_is_told_with_title_date_and_place(answered: Path, run: Run) -> None:
    judged: dict[str, Any] = next(
        one for one in run("score", answered, "--json").json["criteria"] if one["id"] == COSTS
    )
    assert judged["evidence"] == "b"
    assert judged["evidence_named"] == ["Price list, 2026-05-01, kept: Room 3"]
    assert (judged["evidence_attached"], judged["confirmed_by"], judged["contradicted_by"]) == (0, 0, 0)


def test_what_a_person_reads_calls_it_a_claim(answered: Path, run: Run) -> None:
    said = run("score", answered).out
    assert "In place, level 2 (Working, not yet complete), evidence b: the centre says it can show a document" in said

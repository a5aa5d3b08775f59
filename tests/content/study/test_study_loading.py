"""The study as loaded says exactly what its resources say, in the form of the command `study`."""

from __future__ import annotations

import json

from mrcworkbench.content.questionnaires import read_json
from mrcworkbench.content.study import study
from mrcworkbench.domain.study.document import study_to_json

STUDY = study()
DOCUMENT = study_to_json(STUDY)


def test_nothing_of_the_resources_is_lost_or_changed() -> None:
    assert DOCUMENT["criteria"] == read_json("study", "criteria.json")
    assert DOCUMENT["figures"] == read_json("study", "figures.json")
    assert DOCUMENT["discrepancies"] == read_json("study", "discrepancies.json")
    assert DOCUMENT["corrections"] == read_json("study", "corrections.json")
    assert DOCUMENT["publication"] == read_json("study", "publication.json")
    assert DOCUMENT["limits"] == read_json("study", "notes.json")["limits"]
    assert DOCUMENT["library_notes"] == read_json("study", "notes.json")["library"]
    evidence = [item for centre in STUDY.centres for item in read_json("study", "evidence", f"{centre.id}.json")]
    assert DOCUMENT["evidence"] == evidence
    for name in ("recommendations", "activities", "initiatives", "needs"):
        assert DOCUMENT[name] == read_json("library", f"{name}.json")
    without_place = [{k: v for k, v in c.items() if k != "matrix_line"} for c in read_json("study", "centres.json")]
    assert DOCUMENT["centres"] == without_place


def test_the_document_has_the_keys_of_the_contract() -> None:
    assert {"id", "dimension", "heading", "title", "source"} <= set(DOCUMENT["criteria"][0])
    centre = {"id", "name", "country", "kind", "context", "established", "source", "differs"}
    assert centre <= set(DOCUMENT["centres"][0])
    evidence = {"centre", "criterion", "also", "kind", "status", "text", "sources"}
    assert evidence <= set(DOCUMENT["evidence"][0])
    assert json.loads(json.dumps(DOCUMENT)) == DOCUMENT


def test_it_is_read_once() -> None:
    assert study() is study()


def test_evidence_is_found_by_criterion_and_by_centre() -> None:
    by_criterion = STUDY.evidence_by_criterion
    assert sum(map(len, by_criterion.values())) == sum(item.criterion is not None for item in STUDY.evidence)
    assert sum(map(len, STUDY.evidence_by_centre.values())) == len(STUDY.evidence)
    assert all(criterion in item.also for criterion, items in STUDY.evidence_also.items() for item in items)


def test_the_published_edition_is_cited_with_all_that_finds_it() -> None:
    told = STUDY.publication
    for part in (told.title, told.series, f"No. {told.number}", told.issn, "publications.iom.int"):
        assert part in told.citation
    assert told.year is None or str(told.year) in told.citation


def test_the_library_is_found_by_criterion() -> None:
    found = STUDY.library.by_criterion
    assert [item["id"] for item in found["setup.needs_assessment"]["recommendations"]] == ["R07", "R10"]
    assert [item["id"] for item in found["protection.support.direct_services"]["recommendations"]][-1] == "R14"
    assert {place.id for place in STUDY.criteria} - set(found) == {"protection.outreach.location"}
    for part in ("recommendations", "activities", "initiatives", "needs"):
        named = {item["id"] for item in getattr(STUDY.library, part) if item["criteria"]}
        assert named <= {item["id"] for parts in found.values() for item in parts.get(part, ())}

"""The study and the library from `resources/`, in one language. Read when first asked for, once."""

from __future__ import annotations

from functools import cache
from typing import Any

from mrcworkbench.content.catalogue import SOURCE_LANGUAGE, Catalogue, catalogue
from mrcworkbench.content.questionnaires import read_json
from mrcworkbench.domain.study.model import (
    LIBRARY_PARTS,
    Challenge,
    CriterionPlace,
    Difference,
    Discrepancy,
    Evidence,
    EvidenceKind,
    Figure,
    KindMap,
    Library,
    Note,
    Publication,
    Reading,
    RevisedClaim,
    Source,
    StudiedCentre,
    Study,
)


@cache
def study(language: str = SOURCE_LANGUAGE) -> Study:
    """The 14 centres with their evidence, figures and differing readings, and the library."""
    return study_in(catalogue(language))


def study_in(texts: Catalogue) -> Study:
    """The study in the words of a catalogue."""
    centres = tuple(_centre(data, texts) for data in read_json("study", "centres.json"))
    return Study(
        criteria=tuple(_place(data, texts) for data in read_json("study", "criteria.json")),
        centres=centres,
        evidence=tuple(
            _evidence(data, texts) for centre in centres for data in read_json("study", "evidence", f"{centre.id}.json")
        ),
        figures=tuple(_figure(data, texts) for data in read_json("study", "figures.json")),
        discrepancies=tuple(_discrepancy(data, texts) for data in read_json("study", "discrepancies.json")),
        kinds=_kinds(read_json("study", "kinds.json")),
        corrections=tuple(_correction(data, texts) for data in read_json("study", "corrections.json")),
        publication=Publication(**read_json("study", "publication.json")),
        library=_library(texts),
        limits=_notes("limits", "limit", texts),
    )


def _source(data: dict[str, Any]) -> Source:
    return Source(data["document"], tuple(data["lines"]))


def _sources(data: list[dict[str, Any]]) -> tuple[Source, ...]:
    return tuple(_source(item) for item in data)


def _say(texts: Catalogue, context: str, english: str | None) -> str | None:
    return None if english is None else texts.translate(context, english)


def _place(data: dict[str, Any], texts: Catalogue) -> CriterionPlace:
    return CriterionPlace(
        id=data["id"],
        dimension=data["dimension"],
        heading=data["heading"],
        title=texts.translate(f"{data['id']}:title", data["title"]),
        source=_source(data["source"]),
        matrix_column=data["matrix_column"],
    )


def _evidence(data: dict[str, Any], texts: Catalogue) -> Evidence:
    context = f"evidence:{data['id']}"
    return Evidence(
        id=data["id"],
        centre=data["centre"],
        criterion=data["criterion"],
        also=tuple(data["also"]),
        kind=EvidenceKind(data["kind"]),
        status=data["status"],
        text=texts.translate(context, data["text"]),
        sources=_sources(data["sources"]),
        differs=_say(texts, f"{context}:differs", data["differs"]),
    )


def _centre(data: dict[str, Any], texts: Catalogue) -> StudiedCentre:
    context = f"centre:{data['id']}"

    def say(field: str) -> str | None:
        return _say(texts, f"{context}:{field}", data[field])

    return StudiedCentre(
        id=data["id"],
        order=data["order"],
        name=data["name"],
        short_name=data["short_name"],
        name_english=data["name_english"],
        country=texts.translate(f"{context}:country", data["country"]),
        country_code=data["country_code"],
        kind=data["kind"],
        kind_note=say("kind_note"),
        context=data["context"],
        context_note=say("context_note"),
        established=texts.translate(f"{context}:established", data["established"]),
        established_year=data["established_year"],
        places=say("places"),
        funding=say("funding"),
        website=tuple(data["website"] or ()),
        website_note=say("website_note"),
        challenges=tuple(
            Challenge(texts.translate(f"{context}:challenge.{n}", item["text"]), _sources(item["sources"]))
            for n, item in enumerate(data["challenges"], 1)
        ),
        differs=tuple(
            Difference(
                item["field"],
                texts.translate(f"{context}:published.{n}", item["published"]),
                texts.translate(f"{context}:draft.{n}", item["draft"]),
                _sources(item["sources"]),
            )
            for n, item in enumerate(data["differs"], 1)
        ),
        source=_source(data["source"]),
        sources={name: _sources(items) for name, items in data["sources"].items()},
    )


def _figure(data: dict[str, Any], texts: Catalogue) -> Figure:
    context = f"figure:{data['id']}"
    return Figure(
        id=data["id"],
        centre=data["centre"],
        criterion=data["criterion"],
        value=data["value"],
        qualifier=_say(texts, f"{context}:qualifier", data["qualifier"]),
        unit=texts.translate(f"{context}:unit", data["unit"]),
        what=texts.translate(f"{context}:what", data["what"]),
        period=data["period"],
        text=texts.translate(context, data["text"]),
        sources=_sources(data["sources"]),
        note=_say(texts, f"{context}:note", data["note"]),
        same_as=data["same_as"],
    )


def _discrepancy(data: dict[str, Any], texts: Catalogue) -> Discrepancy:
    context = f"discrepancy:{data['id']}"
    return Discrepancy(
        id=data["id"],
        kind=data["kind"],
        centre=data["centre"],
        subject=texts.translate(f"{context}:subject", data["subject"]),
        readings=tuple(
            Reading(_source(item), texts.translate(f"{context}:reading.{n}", item["reading"]))
            for n, item in enumerate(data["readings"], 1)
        ),
        material=data["material"],
        note=_say(texts, f"{context}:note", data["note"]),
    )


def _kinds(data: dict[str, Any]) -> KindMap:
    return KindMap(
        kinds=data["kinds"],
        contexts=data["contexts"],
        study_contexts={context: tuple(plain) for context, plain in data["study_contexts"].items()},
    )


def _notes(name: str, context: str, texts: Catalogue) -> tuple[Note, ...]:
    return tuple(
        Note(item["id"], texts.translate(f"{context}:{item['id']}", item["text"]), _sources(item["sources"]))
        for item in read_json("study", "notes.json")[name]
    )


def _correction(data: dict[str, Any], texts: Catalogue) -> RevisedClaim:
    context = f"correction:{data['about']}"
    return RevisedClaim(
        about=data["about"],
        centre=data["centre"],
        criterion=data["criterion"],
        before=_say(texts, f"{context}:before", data["before"]),
        after=texts.translate(f"{context}:after", data["after"]),
        reason=texts.translate(f"{context}:reason", data["reason"]),
        sources=_sources(data["sources"]),
        decided=data["decided"],
    )


def _library(texts: Catalogue) -> Library:
    parts = {
        name: tuple(_entry(data, texts) for data in read_json("library", f"{name}.json")) for name in LIBRARY_PARTS
    }
    return Library(**parts, notes=_notes("library", "library", texts))


_OWN_TEXTS = ("title", "text", "objective", "addressee", "why", "note")
"""Texts of one entry of the library."""
_SHARED_TEXTS = {"section_title": "section", "theme_title": "theme", "region": "region", "country": "country"}
"""Texts that many entries share: each with the field whose value names it for translators."""


def _entry(data: dict[str, Any], texts: Catalogue) -> dict[str, Any]:
    """An entry as shipped, with its texts in the language of the catalogue."""
    own = {name: _say(texts, f"library:{data['id']}:{name}", data[name]) for name in _OWN_TEXTS if name in data}
    shared = {
        name: texts.translate(f"library:{by}:{data[by]}", data[name])
        for name, by in _SHARED_TEXTS.items()
        if name in data
    }
    parts = {"sub_items": [_entry(item, texts) for item in data["sub_items"]]} if "sub_items" in data else {}
    return {**data, **own, **shared, **parts}

"""The study as a document: what the command `study` gives (mrcworkbench/cli/README.md, Content 2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from mrcworkbench.domain.study.model import Figure, Note, Source, StudiedCentre, Study


def study_to_json(study: Study) -> dict[str, Any]:
    """The document of `study`: mrcworkbench/cli/README.md, Content 2."""
    return {
        "criteria": [
            {
                "id": place.id,
                "dimension": place.dimension,
                "heading": place.heading,
                "title": place.title,
                "source": _source(place.source),
                "matrix_column": place.matrix_column,
            }
            for place in study.criteria
        ],
        "centres": [_centre(centre) for centre in study.centres],
        "evidence": [
            {
                "id": item.id,
                "centre": item.centre,
                "criterion": item.criterion,
                "also": list(item.also),
                "kind": item.kind.value,
                "status": item.status,
                "text": item.text,
                "sources": _sources(item.sources),
                "differs": item.differs,
            }
            for item in study.evidence
        ],
        "figures": [_figure(figure) for figure in study.figures],
        "discrepancies": [
            {
                "id": item.id,
                "kind": item.kind,
                "centre": item.centre,
                "subject": item.subject,
                "readings": [{**_source(reading.source), "reading": reading.text} for reading in item.readings],
                "material": item.material,
                "note": item.note,
            }
            for item in study.discrepancies
        ],
        "corrections": [
            {
                "about": item.about,
                "centre": item.centre,
                "criterion": item.criterion,
                "before": item.before,
                "after": item.after,
                "reason": item.reason,
                "sources": _sources(item.sources),
                "decided": item.decided,
            }
            for item in study.corrections
        ],
        "publication": asdict(study.publication),
        "limits": [_note(note) for note in study.limits],
        "recommendations": [dict(item) for item in study.library.recommendations],
        "activities": [dict(item) for item in study.library.activities],
        "initiatives": [dict(item) for item in study.library.initiatives],
        "needs": [dict(item) for item in study.library.needs],
        "library_notes": [_note(note) for note in study.library.notes],
    }


def _note(note: Note) -> dict[str, Any]:
    return {"id": note.id, "text": note.text, "sources": _sources(note.sources)}


def _source(source: Source) -> dict[str, Any]:
    return {"document": source.document, "lines": list(source.lines)}


def _sources(sources: Iterable[Source]) -> list[dict[str, Any]]:
    return [_source(source) for source in sources]


def _centre(centre: StudiedCentre) -> dict[str, Any]:
    return {
        "id": centre.id,
        "order": centre.order,
        "name": centre.name,
        "short_name": centre.short_name,
        "name_english": centre.name_english,
        "country": centre.country,
        "country_code": centre.country_code,
        "kind": centre.kind,
        "kind_note": centre.kind_note,
        "context": centre.context,
        "context_note": centre.context_note,
        "established": centre.established,
        "established_year": centre.established_year,
        "places": centre.places,
        "funding": centre.funding,
        "website": list(centre.website),
        "website_note": centre.website_note,
        "challenges": [{"text": item.text, "sources": _sources(item.sources)} for item in centre.challenges],
        "differs": [
            {
                "field": item.field,
                "published": item.published,
                "draft": item.draft,
                "sources": _sources(item.sources),
            }
            for item in centre.differs
        ],
        "source": _source(centre.source),
        "sources": {name: _sources(sources) for name, sources in centre.sources.items()},
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "id": figure.id,
        "centre": figure.centre,
        "criterion": figure.criterion,
        "value": figure.value,
        "qualifier": figure.qualifier,
        "unit": figure.unit,
        "what": figure.what,
        "period": figure.period,
        "text": figure.text,
        "sources": _sources(figure.sources),
        "note": figure.note,
        "same_as": figure.same_as,
    }

"""Adding a language: the template holds every text, and a translation of it leaves nothing in English."""

from __future__ import annotations

import json
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from mrcworkbench import paths
from mrcworkbench.content.catalogue import Catalogue, _read_po, locale_of
from mrcworkbench.content.instruments import content_in
from mrcworkbench.content.questionnaires import questionnaire_in
from mrcworkbench.content.study import study_in
from mrcworkbench.content.template import template

TEXTS = paths.resources("text")
SHIPPED = sorted(TEXTS.glob("*.po"))


def forms(text: Any) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


def misfits(translation: Catalog) -> list[str]:
    """The contexts whose English text is no longer there, or whose translation asks for what it is not given."""
    there = {(message.context, message.id) for message in template() if message.id}
    return [
        str(message.context)
        for message in translation
        if message.id
        and (
            (message.context, message.id) not in there
            or any(placeholders(said) - placeholders(forms(message.id)[-1]) for said in forms(message.string))
        )
    ]


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in which every text is told to be a translation."""
    made = template()
    for message in made:
        message.string = f"«{message.id}»" if isinstance(message.id, str) else tuple(f"«{one}»" for one in message.id)
    file = tmp_path_factory.mktemp("text") / "fr.po"
    with file.open("wb") as stream:
        write_po(stream, made)
    return file


def test_a_text_is_asked_for_once() -> None:
    """A context may have several: versions may word one thing differently, and each is translated as it is worded."""
    messages = [(message.context, message.id) for message in template() if message.id]
    assert len(messages) > 6_000
    assert len(messages) == len(set(messages))


def test_a_translation_of_the_template_leaves_no_english(translated: Path) -> None:
    left = []

    class Strict(Catalogue):
        def translate(self, context: str, english: str) -> str:
            said = super().translate(context, english)
            if said == english:
                left.append(context)
            return said

    texts = Strict("fr", _read_po(translated), TEXTS)
    content_in(texts)
    study_in(texts)
    for file in TEXTS.glob("en/*.json"):
        for name, entry in json.loads(file.read_text("utf-8")).items():
            if isinstance(entry, str):
                texts.text(f"{file.stem}.{name}")
    assert left == []
    library = study_in(texts).library
    assert library.recommendations[13]["sub_items"][1]["title"] == "«Studies of human development»"
    assert library.activities[0]["theme_title"] == "«Matching workers and jobs»"
    manager = questionnaire_in(texts, "manager", "1.0.0", "1.0.0")
    assert manager["diaspora_status"].options[0].text == "«No»"
    assert texts.plural("cli.answers_set", 2) == "«2 answers set.»"


def test_a_translation_that_does_not_fit_is_told(translated: Path) -> None:
    with translated.open("rb") as stream:
        made = read_po(stream)
    assert misfits(made) == []
    renamed = made.get("{path} has {n} problems, so no answer was set.", context="errors.answers_invalid")
    assert renamed is not None
    renamed.string = "{chemin}: {n}"
    made.add("A text of an older version", "Ancien", context="across_page.title")
    assert misfits(made) == ["errors.answers_invalid", "across_page.title"]


def test_every_shipped_translation_fits() -> None:
    for file in SHIPPED:
        with file.open("rb") as stream:
            assert misfits(read_po(stream, locale=locale_of(file.stem))) == [], file.name

"""Every text of the program for translators, as a gettext template.

`python -m mrcworkbench.content.template > messages.pot`; what comes back is `resources/text/<language>.po`. See
resources/README.md, How to add.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from gettext import NullTranslations
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from mrcworkbench import paths
from mrcworkbench.content.catalogue import SOURCE_LANGUAGE, Catalogue
from mrcworkbench.content.instruments import content_in
from mrcworkbench.content.study import study_in


class _Recorder(NullTranslations):
    """Translates nothing, and remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: dict[tuple[str, str], None] = {}
        """Context and English text, in the order of asking."""

    def pgettext(self, context: str, message: str) -> str:
        self.asked[context, message] = None
        return message


def template() -> Catalog:
    """Every text by its context, those of the interface first."""
    made = Catalog(project="MRC Workbench", fuzzy=False)
    for key, entry in _interface():
        made.add(entry if isinstance(entry, str) else (entry["one"], entry["other"]), context=key)
    for context, text in _content():
        made.add(text, context=context)
    return made


def _interface() -> Iterator[tuple[str, Any]]:
    for file in sorted(paths.resources("text", SOURCE_LANGUAGE).glob("*.json")):
        for name, entry in json.loads(file.read_text("utf-8")).items():
            yield f"{file.stem}.{name}", entry


def _content() -> Iterator[tuple[str, str]]:
    recorder = _Recorder()
    texts = Catalogue(SOURCE_LANGUAGE, recorder, paths.resources("text"))
    content_in(texts)
    study_in(texts)
    yield from recorder.asked


if __name__ == "__main__":
    write_po(sys.stdout.buffer, template(), width=0)

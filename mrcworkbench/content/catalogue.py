"""The catalogue of texts of one language.

English stands with the data: interface texts in `resources/text/en/<area>.json` by key (`area.name`), content texts
in the questionnaires and criteria. A translation is a gettext file `resources/text/<language>.po` in which the English
text is the msgid and the key or code its msgctxt. An area is read when its first text is asked for, so that a start
reads only what it shows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from mrcworkbench import paths
from mrcworkbench.content.directions import reads_from_right, set_apart
from mrcworkbench.errors import UsageError

if TYPE_CHECKING:
    from babel import Locale

SOURCE_LANGUAGE = "en"
Entry: TypeAlias = str | Mapping[str, str]
"""A text, or its plural forms `{"one", "other"}`."""


class Catalogue:
    """Interface texts of one language. Raises `KeyError` for keys that do not exist: a fault found by tests.

    `sets_apart`: facts that read from the other side are isolated in their sentence, as a window shows it. Files and
    the command line's output hold what people typed as it is.
    """

    def __init__(
        self, language: str, translations: NullTranslations, folder: Path, *, sets_apart: bool = False
    ) -> None:
        self.language = language
        self._sets_apart, self._from_right = sets_apart, reads_from_right(language)
        self._translations = translations
        self._folder = folder
        self._areas: dict[str, Mapping[str, Entry]] = {}

    def text(self, key: str, /, **facts: object) -> str:
        entry = self._entry(key)
        if not isinstance(entry, str):
            raise KeyError(f"{key} has plural forms and needs a count")
        translated = self.translate(key, entry)
        return translated.format(**self._facts(facts)) if facts else translated

    def plural(self, key: str, n: int, /, **facts: object) -> str:
        entry = self._entry(key)
        if isinstance(entry, str):
            raise KeyError(f"{key} has no plural forms")
        form = self._translations.npgettext(key, entry["one"], entry["other"], n)
        return form.format(n=n, **self._facts(facts))

    def translate(self, context: str, english: str) -> str:
        """The translation of an English text that stands with the data under the code `context`."""
        return self._translations.pgettext(context, english)

    def _facts(self, facts: Mapping[str, object]) -> Mapping[str, object]:
        if not self._sets_apart:
            return facts
        return {
            name: set_apart(fact, from_right=self._from_right) if isinstance(fact, str) else fact
            for name, fact in facts.items()
        }

    def __contains__(self, key: str) -> bool:
        area, _, name = key.partition(".")
        return name in self._area(area)

    def _entry(self, key: str) -> Entry:
        area, _, name = key.partition(".")
        try:
            return self._area(area)[name]
        except KeyError:
            raise KeyError(f"no text for {key!r} in the catalogue") from None

    def _area(self, area: str) -> Mapping[str, Entry]:
        if area not in self._areas:
            file = self._folder / SOURCE_LANGUAGE / f"{area}.json"
            self._areas[area] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
        return self._areas[area]


def languages() -> tuple[str, ...]:
    """Codes of the languages that the program ships."""
    folder = paths.resources("text")
    return (SOURCE_LANGUAGE, *sorted(file.stem for file in folder.glob("*.po")))


def locale_of(language: str) -> Locale:
    """What Babel knows of a language; `pt_BR`, as tools for gettext write it, and `pt-BR` are the same to it."""
    from babel import Locale

    return Locale.parse(language.replace("-", "_"))


@cache
def catalogue(language: str = SOURCE_LANGUAGE, *, for_window: bool = False) -> Catalogue:
    """The catalogue of a shipped language; `for_window`: names that read from the other side are isolated. Raises
    `UsageError` for any other language."""
    folder = paths.resources("text")
    if language == SOURCE_LANGUAGE:
        return Catalogue(language, NullTranslations(), folder, sets_apart=for_window)
    if language not in languages():
        raise UsageError("language_unknown", language=language, known=", ".join(languages()))
    return Catalogue(language, _read_po(folder / f"{language}.po"), folder, sets_apart=for_window)


def _read_po(file: Path) -> NullTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.support import Translations

    with file.open("rb") as source:
        messages = read_po(source, locale=locale_of(file.stem))
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled)

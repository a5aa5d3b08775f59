"""Writes the text of `mrcworkbench/domain/reading/month_names.py`:
`python -m tests.domain.reading.month_names_from_babel > mrcworkbench/domain/reading/month_names.py`.

Babel takes a tenth of a second and more to load these languages, in which the window would stand still. In a process
of its own: what Babel says of a language may depend on which were loaded before.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping

from babel import Locale

from mrcworkbench.domain.reading.months import FIRST_LANGUAGES, MORE_LANGUAGES, folded

Forms = Mapping[str, Mapping[str, Mapping[int, str]]]
"""As Babel keeps them: alone or in a date, then long or short, then by number."""
_WIDTH = 108
"""Characters of a line; some are wider than one."""
_HEAD = '''"""How the months and the days of the week are called, by language; without capitals and accents.

Written by `tests/domain/reading/month_names_from_babel.py`: names of one month or day are parted by "/", those of the
next begin after "|", and Monday and January are the first.
"""

# ruff: noqa: RUF001  letters of many scripts are meant
# fmt: off

from __future__ import annotations

from collections.abc import Mapping

'''


def called(forms: Forms) -> str:
    """The names in the form of the module."""
    numbers = sorted(forms["format"]["wide"])
    return "|".join("/".join(dict.fromkeys(_forms_of(number, forms))) for number in numbers)


def module() -> str:
    """The whole text of the module."""
    languages = (*FIRST_LANGUAGES, *MORE_LANGUAGES)
    of_months = {language: called(Locale.parse(language).months) for language in languages}
    of_days = {language: called(Locale.parse(language).days) for language in languages}
    return f"{_HEAD}{_table('MONTHS', of_months)}\n{_table('DAYS', of_days)}"


def _forms_of(number: int, forms: Forms) -> Iterable[str]:
    for names in forms.values():
        for width in ("abbreviated", "wide"):
            yield folded(names[width][number])


def _table(name: str, called_by: Mapping[str, str]) -> str:
    lines = [f"{name}: Mapping[str, str] = {{"]
    for language, names in called_by.items():
        pieces = [names[at : at + _WIDTH - 8] for at in range(0, len(names), _WIDTH - 8)]
        if len(pieces) == 1:
            lines.append(f'    "{language}": "{names}",')
        else:
            lines += [f'    "{language}": (', *(f'        "{piece}"' for piece in pieces), "    ),"]
    return "\n".join([*lines, "}", ""])


if __name__ == "__main__":
    sys.stdout.buffer.write(module().encode())

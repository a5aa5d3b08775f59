"""Opens reports and annexes in LibreOffice, prints and saves them, and prints one table; exit status 1 if anything is
not as it was written.

`python -m tests.office [--keep FOLDER]`
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.office.libre_office import as_pdf, saved_again
from tests.office.printed import faults_of_pages
from tests.office.reports import MADE, Made
from tests.office.same_cells import differences

MOST_PAGES = {"sample, donor": 8, "sample, internal": 8}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.office", description=__doc__)
    parser.add_argument("--keep", type=Path, help="work in this folder, and leave there what was made")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return _all(options.keep or Path(folder))


def _all(folder: Path) -> int:
    found: list[str] = []
    print("| report | pages | cells | cells of the annex | faults |\n|---|--:|--:|--:|--:|")
    for name, make in MADE.items():
        place = folder / name.replace(", ", "-")
        place.mkdir(parents=True, exist_ok=True)
        made = make(place)
        pages, faults = _printed(made, place, MOST_PAGES.get(name))
        cells = []
        for file in (made.report, made.annex):
            count, changed = differences(file, saved_again(file, place))
            cells.append(count)
            faults += changed
        print(f"| {name} | {pages} | {cells[0]} | {cells[1]} | {len(faults)} |", flush=True)
        found += [f"{name}: {fault}" for fault in faults]
    print("", *found, sep="\n")
    return 1 if found else 0


def _printed(made: Made, place: Path, most: int | None) -> tuple[int, list[str]]:
    pages, faults = faults_of_pages(as_pdf(made.report, place))
    if pages != made.pages:
        faults.append(f"{pages} pages, not {made.pages} as arranged")
    if most is not None and pages > most:
        faults.append(f"{pages} pages, more than {most}")
    return pages, faults


if __name__ == "__main__":
    sys.exit(main())

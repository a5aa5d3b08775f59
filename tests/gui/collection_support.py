"""A database of many centres for tests of the pages that show them."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.collections_of_centres import Made, collection

CENTRES, WITHDRAWN, CONFLICTS = 24, 2, 3


def gathered(folder: Path) -> tuple[Path, Made]:
    """24 centres: two have withdrawn, three assessments are in conflict."""
    path = folder / "collection.mrcw"
    return path, collection(path, Random(11), CENTRES, drawn=12, answers=90, withdrawn=WITHDRAWN, conflicts=CONFLICTS)

"""Other resources than the shipped ones, as `MRCWORKBENCH_RESOURCES` names them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mrcworkbench.content import catalogue, instruments, study
from mrcworkbench.services.merging import checking_files


@contextmanager
def other_resources(folder: Path) -> Iterator[None]:
    """While it lasts, the program reads the areas that lie in a folder there."""
    try:
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("MRCWORKBENCH_RESOURCES", str(folder))
            forget_content()
            yield
    finally:
        forget_content()


def forget_content() -> None:
    """What was read of the content is read anew."""
    for kept in (
        *(catalogue.catalogue, study.study, checking_files.knowledge),
        *(
            instruments.versions,
            instruments.version_maps,
            instruments._way,
            instruments.translator,
            instruments._questionnaire,
            instruments._criteria,
        ),
    ):
        kept.cache_clear()

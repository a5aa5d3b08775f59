"""What is declared of the sets of records is what their tables and their classes are."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from mrcworkbench.storage.merged_sets.record_sets import RECORD_SETS, RecordSet, record_sets


@pytest.mark.parametrize("which", RECORD_SETS, ids=[one.kind for one in RECORD_SETS])
def test_a_set_is_declared_as_its_table_and_its_record_are(which: RecordSet[Any]) -> None:
    columns = list(which.table.columns)
    assert [one.name for one in columns] == ["id", "centre_id", *which.more]
    assert not any(one.nullable for one in columns), "nothing is the empty text"
    assert len(fields(which.record)) == len(columns) - 1
    assert fields(which.record)[0].name == "centre"


def test_no_two_sets_share_a_kind_or_a_table() -> None:
    assert len({one.kind for one in RECORD_SETS}) == len({one.table for one in RECORD_SETS}) == len(RECORD_SETS)


def test_a_file_of_an_older_schema_has_the_sets_of_that_schema() -> None:
    assert [one.kind for one in record_sets(1)] == ["withdrawal", "join"]
    assert record_sets(0) == ()

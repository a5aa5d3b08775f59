"""Reads a file from elsewhere with every check, or says why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mrcworkbench.domain.questionnaire import Questionnaire
from mrcworkbench.storage.strangers.incoming import Incoming
from mrcworkbench.storage.strangers.refusals import Refusal


@dataclass(frozen=True)
class Knowledge:
    """What this program knows and storage cannot: questionnaires by id and version, and the ids of the sample."""

    questionnaires: Mapping[tuple[str, str], Questionnaire]
    sample_ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limits:
    """How much a file may ask for."""

    size: int = 512 * 1024 * 1024
    """Bytes."""
    seconds: float = 20.0
    """For SQLite's work on a small file; a large one gets more."""


def read_incoming(
    path: Path,
    private_folder: Path,
    knowledge: Knowledge,
    limits: Limits = Limits(),
) -> Incoming | Refusal:
    """Check a file in the order of the design, touching neither it nor its folder.

    `private_folder` must exist, belong to this process alone, and have room for the file. Raises `UserError` only where
    the private folder fails (disk_full, …).
    """
    raise NotImplementedError

"""New databases: an own centre, and the sample."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unicodedata import normalize
from uuid import uuid4

from mrcworkbench import clocks, paths
from mrcworkbench.content.instruments import main, newest, questionnaire
from mrcworkbench.content.questionnaires import read_json
from mrcworkbench.domain import samples
from mrcworkbench.domain.assessments import AssessmentInfo, CentreInfo
from mrcworkbench.domain.file_use import MadeAs
from mrcworkbench.domain.questionnaire.answers import Answer
from mrcworkbench.domain.questionnaire.model import Questionnaire
from mrcworkbench.errors import Fault, UserError
from mrcworkbench.services.session.saving import timestamp
from mrcworkbench.storage.database.failures import told_to_user
from mrcworkbench.storage.store import NewContents, create_store
from mrcworkbench.systems import FileLock, private_folder

LONGEST_NAME = 200
LONGEST_ROUND = 100
_MOST_SHOWN = 40
_JOINERS = "\u200c\u200d"


def new_id() -> str:
    """A random id that no other machine makes."""
    return str(uuid4())


now = clocks.now


def create(
    path: Path, centre_name: str, country: str, round_label: str | None = None, *, clock: Callable[[], datetime] = now
) -> AssessmentInfo:
    """Make a database with one centre and one assessment, of the questionnaire with which a centre begins.

    `round_label` is the year if left out. The folder must exist, except that of the default database. Raises
    `UserError`: centre_name_missing, centre_name_too_long, country_unknown, country_unknown_near, round_too_long,
    exists and what `storage.database.creation` says.
    """
    moment = clock()
    centre = CentreInfo(new_id(), centre_name_of(centre_name), country_of(country))
    begun = main().id
    assessment = AssessmentInfo(
        new_id(), centre, round_of(round_label or str(moment.year)), begun, newest(begun), timestamp(moment)
    )
    _store(path, centre, assessment, {}, {}, moment)
    return assessment


def create_sample(path: Path, *, clock: Callable[[], datetime] = now) -> AssessmentInfo:
    """Make a database filled with the sample centre, as the study describes it. Raises `UserError` as `create` does."""
    data = read_json("sample", "cnai.json")
    moment = clock()
    centre = CentreInfo(data["centre"]["id"], data["centre"]["name"], data["centre"]["country"], is_sample=True)
    made = data["assessment"]
    assessment = AssessmentInfo(
        made["id"], centre, made["round"], made["questionnaire"], made["version"], timestamp(moment)
    )
    asked = questionnaire(assessment.questionnaire_id, assessment.questionnaire_version)
    _store(path, centre, assessment, _sample_answers(asked, data["answers"]), {samples.MARK: samples.STUDIED}, moment)
    return assessment


def create_empty(
    path: Path, *, meta: Mapping[str, str] = MappingProxyType({}), clock: Callable[[], datetime] = now
) -> None:
    """Make a collection, without any centre yet. Raises `UserError` as `storage.database.creation` says."""
    contents = NewContents((), (), meta=meta, made_as=MadeAs.COLLECTION)
    create_store(path, contents, file_id=new_id(), made_at=timestamp(clock()))


def lock_of(path: Path) -> FileLock:
    """The lock that says who works in a database: beside the user's data, never beside the database."""
    return FileLock(paths.user_data() / "locks" / f"{paths.fingerprint(path)}.lock", own_folder=True)


def _sample_answers(asked: Questionnaire, raw: Mapping[str, Any]) -> dict[str, Answer]:
    from mrcworkbench.domain.questionnaire.checking import check_answer

    answers: dict[str, Answer] = {}
    for code, value in raw.items():
        checked = check_answer(asked[code], value, new_row_id=new_id)
        if checked.answer is None:
            raise Fault(f"the sample's answer to {code} does not pass its check: {checked.problems}")
        answers[code] = checked.answer
    return answers


def _store(
    path: Path,
    centre: CentreInfo,
    assessment: AssessmentInfo,
    answers: Mapping[str, Answer],
    meta: Mapping[str, str],
    moment: datetime,
) -> None:
    if path.absolute() == paths.default_database().absolute():
        with told_to_user(path):
            if not path.parent.is_dir():
                private_folder(path.parent)
    contents = NewContents((centre,), (assessment,), answers={assessment.id: answers}, meta=meta)
    create_store(path, contents, file_id=new_id(), made_at=timestamp(moment))


def centre_name_of(given: str) -> str:
    """The name of a centre, as one line. Raises `UserError` centre_name_missing, centre_name_too_long."""
    name = _one_line(given)
    if not name:
        raise UserError("centre_name_missing")
    if len(name) > LONGEST_NAME:
        raise UserError("centre_name_too_long", longest=LONGEST_NAME)
    return name


def round_of(given: str) -> str:
    """The label of a round, as one line. Raises `UserError` round_missing, round_too_long."""
    label = normalize("NFC", _one_line(given))
    if not label:
        raise UserError("round_missing")
    if len(label) > LONGEST_ROUND:
        raise UserError("round_too_long", longest=LONGEST_ROUND)
    return label


def _one_line(text: str) -> str:
    """Without line breaks, control characters and lone surrogates, which no name needs and some files refuse.

    The joiners within words stay: Persian and Sinhala are spelt with them.
    """
    words = "".join(ch if ch.isprintable() or ch in _JOINERS else " " for ch in text).split()
    return " ".join(word for word in (word.strip(_JOINERS) for word in words) if word)


def country_of(given: str) -> str:
    """The code of a country. Raises `UserError` country_unknown, country_unknown_near."""
    from mrcworkbench.services.countries import countries, nearest_countries

    code = given.strip()
    if code.isascii() and code.upper() in countries("en"):
        return code.upper()
    shown = code[:_MOST_SHOWN]
    near = [f"{one} ({countries('en')[one]})" for one in nearest_countries(shown, "en")]
    if near:
        raise UserError("country_unknown_near", country=shown, nearest=", ".join(near))
    raise UserError("country_unknown", country=shown)

"""Databases of many centres, as merging leaves them, made the quick way: for tests, benchmarks and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Connection, insert

from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.domain.questionnaire.answers import Answer, AnswerState, Row, answered
from mrcworkbench.domain.questionnaire.model import QuestionType
from mrcworkbench.domain.revisions.revision import FORMAT
from mrcworkbench.storage.answers.encoding import StoredUnit, to_units
from mrcworkbench.storage.database import tables
from mrcworkbench.storage.database.checksums import checksum, unit_checksum
from mrcworkbench.storage.database.creation import build_database
from tests.submitted_files import new_id, valid_answers

COUNTRIES = ("AL", "AO", "BA", "CD", "CO", "EC", "GH", "HR", "KE", "LK", "MA", "PH", "PT", "SK", "TJ", "UA")
ROUNDS = ("2025, second", "2026, first", "2026, second")
_PLACES = (
    "Port Velira",
    "Kasumbo",
    "Dar Nadir",
    "Levan Hills",
    "Tersk",
    "Ostrana",
    "Monte Sereno",
    "Bahari",
    "Novo Porto",
    "Altinkum",
    "Sarandë",
    "Lobito Bay",
    "مركز النور",
    "Đakova",
    "Ñuble",
)
_KINDS = ("centre", "information point", "resource centre", "help desk", "office for migrants")
_FIRST = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
_PRACTICES = (
    ("Legal clinic on market days", "Two lawyers answer questions beside the market, every Thursday."),
    ("Radio hour in five languages", "Listeners call in; the questions become next week's leaflet."),
    ("Returnees teach returnees", "Those who came back a year ago meet those who arrive."),
    ("Interpreters by telephone", "One number, sixty languages, from eight to eight."),
)
_CHALLENGES = (
    "The only road is closed in the rains, so that nobody reaches us from November to March.",
    "Staff leave after a year for better paid work with larger organisations.",
    "The municipality lends us the hall, but the agreement ends in June.",
)


@dataclass(frozen=True)
class Made:
    """The ids of what was made, in order."""

    centres: tuple[str, ...]
    assessments: tuple[str, ...]


def collection(
    path: Path,
    rng: Random,
    centres: int,
    *,
    drawn: int = 40,
    answers: int = 150,
    withdrawn: int = 0,
    conflicts: int = 0,
    consents: Mapping[str, int] | None = None,
) -> Made:
    """A database of so many centres, with one to three rounds each every third time. `drawn` sets of answers are made
    and shared out. The first `withdrawn` centres have withdrawn; so many assessments after them are in conflict.

    `consents` weighs the options of the question on consent; by default most agree.
    """
    manager = questionnaire("manager")
    weights = consents or {"all": 5, "no_persons": 3, "totals": 1, "nothing": 1}
    sets = [_units(_answers(rng, answers, weights)) for _ in range(drawn)]
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in tables.metadata.tables}
    made_centres, made = [], []
    for number in range(centres):
        centre, name = new_id(rng), f"{_PLACES[number % len(_PLACES)]} {_KINDS[number // 7 % len(_KINDS)]} {number + 1}"
        country = COUNTRIES[rng.randrange(len(COUNTRIES))]
        made_centres.append(centre)
        row = {"id": centre, "name": name, "country": country, "is_sample": 0, "created_at": _time(number)}
        rows["centres"].append({**row, "checksum": checksum(tuple(row.values()))})
        if number < withdrawn:
            withdrawal = _hash(rng)
            said = {"centre_id": centre, "reason": "asked by letter", "author": "Ana", "decided_at": _time(0)}
            rows["withdrawals"].append({"id": withdrawal, **said})
            rows["verdicts"].append({"subject": withdrawal, "verdict": "confirmed"})
        rounds = ROUNDS[: 1 + number % 3] if number % 3 == 2 else ROUNDS[1:2]
        for at, round_ in enumerate(rounds):
            assessment = new_id(rng)
            made.append(assessment)
            in_conflict = withdrawn <= number < withdrawn + conflicts and at == 0
            _assessment(
                rows,
                rng,
                (assessment, centre, name, country, round_, _time(number + at)),
                rng.choice(sets),
                manager.version,
                in_conflict,
            )
    rows["imports"].append({"id": "import", "started_at": _time(2), "finished_at": _time(3), "imported_by": "Ana"})

    def fill(connection: Connection) -> None:
        for table in tables.metadata.sorted_tables:
            if rows[table.name]:
                connection.execute(insert(table), rows[table.name])

    build_database(path, fill, file_id=new_id(rng), made_at=_time(0))
    return Made(tuple(made_centres), tuple(made))


def _assessment(rows, rng, who, units, version, in_conflict) -> None:
    assessment, centre, name, country, round_, created_at = who
    rows["assessments"].append(
        {
            "id": assessment,
            "centre_id": centre,
            "round": round_,
            "questionnaire_id": "manager",
            "questionnaire_version": version,
            "about": "",
            "follows": "",
            "created_at": created_at,
            "checksum": checksum((assessment, centre, round_, "manager", version, "", "", created_at)),
        }
    )
    revision = _hash(rng)
    rows["revisions"].append(
        {
            "id": revision,
            "assessment_id": assessment,
            "centre_id": centre,
            "centre_name": name,
            "country": country,
            "round": round_,
            "questionnaire_id": "manager",
            "questionnaire_version": version,
            "about": "",
            "follows": "",
            "format": FORMAT,
        }
    )
    rows["working_parents"].append({"assessment_id": assessment, "revision": revision})
    said = {"revision": revision, "author": "Ana", "sealed_at": created_at, "kind": "sealed"}
    rows["attestations"].append({**said, "checksum": checksum(tuple(said.values()))})
    rows["import_additions"].append({"kind": "revision", "id": revision, "import_id": "import", "number": 1})
    left_out = sorted({question for question, _, _ in units})[3] if in_conflict else None
    if left_out is not None:
        rows["contested"].append(
            {"assessment_id": assessment, "question": left_out, "row": "", "conflict_id": _hash(rng)}
        )
    rows["units"] += [
        {
            "assessment_id": assessment,
            "question": question,
            "row": row,
            "state": unit.state,
            "value": unit.value,
            "reason": unit.reason,
            "comment": unit.comment,
            "attachments": unit.attachments,
            "changed_at": created_at,
            "checksum": unit_checksum(assessment, question, row, unit, created_at),
        }
        for question, row, unit in units
        if question != left_out
    ]


def _answers(rng: Random, count: int, weights: Mapping[str, int]) -> dict[str, Answer]:
    manager = questionnaire("manager")
    made = valid_answers(manager, rng, rng.randint(max(1, count // 3), count))
    made["resp_consent"] = answered(rng.choices(list(weights), list(weights.values()))[0])
    for question in manager.questions():
        if question.type is QuestionType.STATUS and rng.random() < 0.8:
            made[question.code] = answered(rng.choices(["in_place", "planned", "none"], [5, 2, 2])[0])
    title, what = rng.choice(_PRACTICES)
    made["practices"] = Answer(
        AnswerState.ANSWERED, (Row(new_id(rng), {"practices_title": title, "practices_what": what}),)
    )
    made["challenges"] = Answer(
        AnswerState.ANSWERED,
        (
            Row(
                new_id(rng),
                {
                    "challenges_kind": manager["challenges"].columns[0].options[0].code,
                    "challenges_what": rng.choice(_CHALLENGES),
                },
            ),
        ),
    )
    return made


def _units(answers: Mapping[str, Answer]) -> list[tuple[str, str, StoredUnit]]:
    return [(code, row, unit) for code, answer in answers.items() for row, unit in to_units(answer).items()]


def _time(days: int) -> str:
    return (_FIRST + timedelta(hours=7 * days)).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _hash(rng: Random) -> str:
    return f"{rng.getrandbits(256):064x}"

"""Made-up centres that count people, as they might: totals with and without a label, small groups, the same number in
several tables; and edits between two reports."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from mrcworkbench.domain.questionnaire.answers import Answer, Cell, Row
from tests.answer_sets import given

_CRITERIA = ("costs", "transfers", "jobs", "training")
_GROUPS = ("women", "men", "other", "not_recorded")
_WAYS = ("person", "phone", "online", "outreach")


def random_centre(rng: Random) -> dict[str, Answer]:
    """Answers in which people are counted; all that is asked before is answered so that it is shown."""
    answers: dict[str, Answer] = {"clients_unit": given("persons"), "clients_figures": given(tuple(_clients(rng)))}
    for code in rng.sample(_CRITERIA, rng.randint(0, 3)):
        answers[f"{code}_status"] = given("in_place")
        answers[f"{code}_results"] = given(tuple(_results(rng, code, answers)))
    if rng.random() < 0.5:
        answers["prof_staff"] = given(tuple(_staff(rng)))
    return answers


def edited(rng: Random, answers: dict[str, Answer]) -> dict[str, Answer]:
    """The same centre later: some counts corrected, added or gone, totals made right or forgotten."""
    after = dict(answers)
    tables = [code for code, answer in answers.items() if answer.rows]
    for code in rng.sample(tables, rng.randint(1, len(tables))):
        rows = [Row(row.id, dict(row.cells)) for row in answers[code].rows]
        for _ in range(rng.randint(1, 3)):
            row = rng.choice(rows)
            counted = [one for one in _counted(code) if one in row.cells or rng.random() < 0.3]
            if not counted:
                continue
            column, cells = rng.choice(counted), dict(row.cells)
            if rng.random() < 0.2:
                cells.pop(column, None)
            else:
                cells[column] = _count(rng)
            rows[rows.index(row)] = Row(row.id, cells)
        if code == "clients_figures" and rng.random() < 0.6:
            rows = _with_right_total(rows)
        after[code] = given(tuple(rows))
    return after


def _counted(code: str) -> list[str]:
    if code == "prof_staff":
        return [f"{code}_{end}" for end in ("women", "men", "communities")]
    ends = (*_GROUPS, "under_18") if code == "clients_figures" else _GROUPS
    return [f"{code}_{end}" for end in ends]


def _count(rng: Random) -> int:
    small, middling = rng.randint(0, 4), rng.randint(5, 30)
    return rng.choice([small, small, middling, middling, rng.randint(31, 999), rng.randint(31, 999)])


def _cells(rng: Random, code: str, given_: float = 0.85) -> dict[str, Cell]:
    cells: dict[str, Cell] = {one: _count(rng) for one in _counted(code) if rng.random() < given_}
    people = [cells[one] for one in _counted(code)[:4] if one in cells and not one.endswith("communities")]
    for part in (f"{code}_under_18", f"{code}_communities"):
        if part in cells:
            cells[part] = rng.randint(0, sum(one for one in people if isinstance(one, int)))
    return cells


def _clients(rng: Random) -> Iterator[Row]:
    ways = rng.sample(_WAYS, rng.randint(1, 4))
    rows = [Row(way, {"clients_figures_way": way, **_cells(rng, "clients_figures")}) for way in ways]
    if rng.random() < 0.7:
        rows.append(Row("all", {"clients_figures_way": "all"}))
        rows = _with_right_total(rows)
        if rng.random() < 0.1:
            rows[-1] = Row("all", {"clients_figures_way": "all", **_cells(rng, "clients_figures")})
    yield from rows


def _with_right_total(rows: list[Row]) -> list[Row]:
    parts = [row for row in rows if row.id != "all"]
    sums = _sum("clients_figures", parts)
    return [Row("all", {"clients_figures_way": "all", **sums}) if row.id == "all" else row for row in rows]


def _sum(code: str, rows: list[Row]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for column in _counted(code):
        counts = [count for row in rows if isinstance(count := row.cells.get(column), int)]
        if counts:
            found[column] = sum(counts)
    return found


def _results(rng: Random, code: str, answers: dict[str, Answer]) -> Iterator[Row]:
    table = f"{code}_results"
    rows = [Row(f"r{n}", {f"{table}_item": f"kind {n}", **_cells(rng, table)}) for n in range(rng.randint(1, 5))]
    if len(rows) > 1 and rng.random() < 0.5:
        some = rows if rng.random() < 0.6 else rng.sample(rows, 2)
        rows.insert(rng.randint(0, len(rows)), Row("t", {f"{table}_item": "Total", **_sum(table, some)}))
    if rng.random() < 0.3:
        clients = rng.choice(answers["clients_figures"].rows)
        copied = {
            f"{table}_{end}": n for end in _GROUPS if isinstance(n := clients.cells.get(f"clients_figures_{end}"), int)
        }
        total = sum(copied.values())
        rows.append(
            Row("c", {f"{table}_item": "As above", **(copied if rng.random() < 0.5 else {f"{table}_women": total})})
        )
    yield from rows


def _staff(rng: Random) -> Iterator[Row]:
    for task in rng.sample(("lead", "advise", "reach", "office"), rng.randint(1, 4)):
        yield Row(task, {"prof_staff_task": task, **_cells(rng, "prof_staff")})

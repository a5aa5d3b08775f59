"""Answers, names and paths do not reach the log, whatever the program does with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from mrcworkbench import log
from mrcworkbench.errors import Fault, ProblemsError, UserError
from mrcworkbench.log import files, traces
from mrcworkbench.log.records import Repeats
from mrcworkbench.services.problem_reports import problem_report
from mrcworkbench.storage.database.failures import told_to_user

SECRETS = ("Zanele", "deported", "khumalo", "+27 82 555 0199", "beira")
ANSWER = "Zanele was deported; +27 82 555 0199"
FILE = "/home/khumalo/Beira centre.mrcw"


def logged() -> str:
    text = files.read()
    packed = problem_report()
    assert text
    assert text in packed
    for secret in SECRETS:
        assert secret.lower() not in packed.lower()
    return text


NO_FACTS = (
    *(ANSWER, FILE, Path(FILE), "Zanele", "Khumalo", "zanele khumalo", "beira\nfault", "", "a" * 65, "12.deported"),
    *("+27825550199", "0825550199", "tel.0825550199", 27825550199000, float("nan"), float("inf")),
    *(b"Beira", ["beira"], {"beira": 1}, object()),
)


@pytest.mark.parametrize("value", NO_FACTS)
def test_a_fact_that_is_no_number_and_no_code_is_left_out(value: object) -> None:
    log.event("tried", fact=value)
    assert logged().endswith(" tried fact=?\n")


def test_numbers_codes_and_versions_are_taken() -> None:
    log.event("tried", n=3, none=None, sure=True, share=0.25, code="disk_full", name="problem-report", qt="6.8.2")
    line = " tried n=3 none=none sure=yes share=0.25 code=disk_full name=problem-report qt=6.8.2\n"
    assert logged().endswith(line)


def test_a_text_under_the_name_of_an_event_or_of_a_fact_is_left_out() -> None:
    log.event(ANSWER, **{ANSWER: 1})
    assert logged().endswith(" ? ?=1\n")


def raised_in_a_chain() -> None:
    try:
        try:
            Path(FILE).read_text("utf-8")
        except OSError as error:
            raise ValueError(ANSWER) from error
    except ValueError:
        raise KeyError(ANSWER)  # noqa: B904 - what is raised while another is handled


def raised_by_the_database() -> None:
    with told_to_user(Path(FILE)), sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE answers (value TEXT UNIQUE)")
        connection.executemany("INSERT INTO answers VALUES (?)", [(ANSWER,), (ANSWER,)])


def raised_by_wrong_sql() -> None:
    sqlite3.connect(":memory:").execute(f"SELECT '{ANSWER}' FROM beira")  # noqa: S608


def raised_together() -> None:
    raise ExceptionGroup(ANSWER, [ValueError(ANSWER), UserError("missing", path=FILE)])


def raised_with_a_note() -> None:
    error = Fault(ANSWER)
    error.add_note(FILE)
    raise error


def raised_in_a_file_of_the_user() -> None:
    exec(compile(f"def Zanele_khumalo_():\n  raise ValueError('{ANSWER}')\nZanele_khumalo_()", FILE, "exec"), {})  # noqa: S102


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (raised_in_a_chain, ["error KeyError", "during ValueError", "cause FileNotFoundError errno=2"]),
        (raised_by_the_database, ["Fault", "IntegrityError sqlite=sqlite_constraint_unique"]),
        (raised_by_wrong_sql, ["error sqlite3.OperationalError sqlite=sqlite_error"]),
        (raised_together, ["error ExceptionGroup", "part ValueError", "UserError code=missing"]),
        (raised_with_a_note, ["error mrcworkbench.errors.Fault"]),
    ],
)
def test_a_fault_is_logged_by_kind_place_and_number_without_what_it_says(
    broken: Callable[[], None], told: list[str]
) -> None:
    try:
        broken()
    except Exception as error:  # noqa: BLE001 - whatever it is
        log.fault(error)
    text = logged()
    assert f" {broken.__name__}\n" in text
    assert [one for one in told if one not in text] == []


def test_a_frame_in_a_file_of_the_user_says_no_more_than_that() -> None:
    with pytest.raises(ValueError, match="deported") as caught:
        raised_in_a_file_of_the_user()
    lines = list(traces.lines(caught.value))
    assert f"    at {traces.ELSEWHERE}:2 Zanele_khumalo_" in lines
    assert not any("/home" in line or "Beira" in line for line in lines)


def test_a_file_is_named_from_its_package_on_on_every_system() -> None:
    assert traces.place(files.__file__) == "mrcworkbench/log/files.py"
    windows, linux = r"C:\Users\khumalo\Lib\site-packages\openpyxl\cell.py", "/home/x/dist-packages/openpyxl/cell.py"
    for library in (windows, linux):
        assert traces.place(library) == "openpyxl/cell.py"
    assert traces.place(pytest.__file__).startswith("pytest/")
    assert traces.place(sqlite3.__file__) == "python/sqlite3/__init__.py"
    of_the_user = (
        "/home/khumalo/beira.py",
        r"C:\Users\khumalo\beira.py",
        "/home/x/site-packages/Beira café.py",
        "beira.py",
    )
    assert {traces.place(file) for file in of_the_user} == {traces.ELSEWHERE}


def test_an_error_of_the_user_is_logged_by_its_code_and_the_systems_numbers() -> None:
    with pytest.raises(UserError) as caught, told_to_user(Path(FILE)):
        Path(FILE).read_text("utf-8")
    log.told(caught.value)
    log.told(ProblemsError("answers_invalid", [ANSWER, FILE], path=FILE))
    lines = [line.split(" ", 3)[3] for line in logged().splitlines()]
    assert lines == ["told code=vanished errno=2", "told code=answers_invalid problems=2"]


def test_one_exception_told_by_several_parts_is_logged_once() -> None:
    error = ValueError(ANSWER)
    log.fault(error)
    log.fault(error)
    assert logged().count(" fault") == 1


def test_a_fault_at_every_paint_leaves_room_for_everything_else() -> None:
    log.event("before")
    for _ in range(1000):
        log.fault(ZeroDivisionError(ANSWER))
    text = logged()
    assert " before\n" in text
    assert " fault times=512\n" in text
    assert text.count(" fault") < 20


def test_repeats_are_counted_by_what_is_repeated() -> None:
    repeats = Repeats()
    assert [repeats.count("a") for _ in range(8)] == [1, 2, 3, 4, None, None, None, 8]
    assert repeats.count("b") == 1


def test_a_recursion_without_end_is_logged_in_some_lines() -> None:
    def call() -> None:
        call()

    with pytest.raises(RecursionError) as caught:
        call()
    log.fault(caught.value)
    assert 20 < len(logged().splitlines()) < 80


def test_an_exception_that_takes_no_mark_is_logged_too() -> None:
    class SealedError(Exception):
        def __setattr__(self, *_: object) -> None:
            raise AttributeError

    log.fault(SealedError(ANSWER))
    assert "SealedError" in logged()

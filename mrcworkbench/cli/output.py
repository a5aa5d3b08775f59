"""What commands print: JSON alone on standard output, messages on standard error.

With `--json` a command that fails prints one document too: its problems, each with question and row (None where there
is none), code and message.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from typing import TextIO

from mrcworkbench import __version__
from mrcworkbench.content.catalogue import Catalogue, catalogue
from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.errors import ProblemsError, UserError


def _together(message: str, advice: str) -> str:
    """On one line, or the advice below a message that ends with a list."""
    return f"{message}\n{advice}".rstrip() if "\n" in message else f"{message} {advice}".rstrip()


class OutputGoneError(Exception):
    """Nobody reads standard output or standard error any more, or the disk behind it is full."""


class Output:
    """The two streams of one command."""

    def __init__(self, *, as_json: bool, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.as_json = as_json
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self.texts: Catalogue = catalogue()
        self.failed: Mapping[str, object] = {}
        """What the document of a failure says beside its problems."""
        self._documented = False

    def document(self, document: object) -> None:
        """One JSON document, in UTF-8 on every system."""
        self._documented = True
        self._write(self._out, json.dumps(document, ensure_ascii=False, indent=None if self.as_json else 2))

    def line(self, text: str) -> None:
        """A line of readable output; nothing with `--json`."""
        if not self.as_json:
            self._write(self._out, text)

    def say(self, key: str, /, **facts: object) -> None:
        """A message to the person, beside the output."""
        self._write(self._err, self.texts.text(key, **facts))

    def say_count(self, key: str, n: int, /, **facts: object) -> None:
        """A message with a count."""
        self._write(self._err, self.texts.plural(key, n, **facts))

    def error(self, error: UserError) -> None:
        """What is wrong, where, and what to do; every problem on its own."""
        _log_told(error)
        problems = [self.problem(problem) for problem in getattr(error, "problems", ())]
        message, advice = self.texts.text(f"errors.{error.code}", **error.facts), self._advice(error)
        self._write(self._err, _together(message, advice))
        for problem in problems:
            place = f"{problem['question']}: " if problem["question"] else ""
            self._write(self._err, f"  {place}{problem['message']}")
        if not isinstance(error, ProblemsError):
            problems = [{"question": None, "row": None, "code": error.code, "message": message, "advice": advice}]
        self._failure(problems)

    def warn(self, error: UserError) -> None:
        """Something to know about what is done all the same: the sentence and the advice."""
        _log_told(error)
        message = self.texts.text(f"errors.{error.code}", **error.facts)
        self._write(self._err, _together(message, self._advice(error)))

    def failure(self, code: str, key: str, /, **facts: object) -> None:
        """A failure that is no error of the user's: its sentence, and the document."""
        message = self.texts.text(key, **facts)
        self._write(self._err, message)
        self._failure([{"question": None, "row": None, "code": code, "message": message}])

    def problem(self, problem: Problem) -> dict[str, object]:
        """A problem as JSON: mrcworkbench/cli/README.md, Form 5."""
        return {
            "question": problem.question,
            "row": problem.row,
            "column": problem.column,
            "code": problem.code,
            "message": self.texts.text(f"problem.{problem.code}", **problem.facts),
        }

    def fault(self, error: Exception) -> None:
        """A fault of ours: what to send to the developers."""
        from mrcworkbench import log

        log.fault(error)
        self.failure("fault", "cli.fault", version=__version__)
        self._write(self._err, "".join(traceback.format_exception(error)))

    def give_up(self) -> None:
        """After `OutputGoneError`: say so if somebody still listens, and leave nothing for the interpreter to flush."""
        with contextlib.suppress(OutputGoneError):
            self.say("cli.output_gone")
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError, AttributeError):
                try:
                    stream.flush()
                except OSError:
                    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

    def _failure(self, problems: Sequence[object]) -> None:
        if self.as_json and not self._documented:
            self.document({**self.failed, "problems": problems})

    def _advice(self, error: UserError) -> str:
        key = f"errors.{error.code}_advice"
        return self.texts.text(key, **error.facts) if key in self.texts else ""

    @staticmethod
    def _write(stream: TextIO, text: str) -> None:
        # Consoles and pipes of Windows use code pages that lack most scripts; JSON is UTF-8.
        data = (text + "\n").encode("utf-8", "backslashreplace")
        binary = getattr(stream, "buffer", None)
        try:
            if binary is None:
                stream.write(data.decode("utf-8"))
            else:
                binary.write(data)
            stream.flush()
        except OSError as error:
            raise OutputGoneError from error


def _log_told(error: UserError) -> None:
    from mrcworkbench import log  # which the window's first paint does not wait for

    log.told(error)

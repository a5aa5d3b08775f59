"""What commands print: JSON alone on standard output, messages on standard error."""

from __future__ import annotations

import json
import sys
import traceback
from typing import TextIO

from mrcworkbench import __version__
from mrcworkbench.content.catalogue import Catalogue, catalogue
from mrcworkbench.domain.problems import Problem
from mrcworkbench.errors import ProblemsError, UserError


class Output:
    """The two streams of one command."""

    def __init__(self, *, as_json: bool, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.as_json = as_json
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self.texts: Catalogue = catalogue()

    def document(self, document: object) -> None:
        """One JSON document, in UTF-8 on every system."""
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
        problems = [self.problem(problem) for problem in getattr(error, "problems", ())]
        message, advice = self.texts.text(f"errors.{error.code}", **error.facts), self._advice(error)
        self._write(self._err, f"{message} {advice}".rstrip())
        for problem in problems:
            place = f"{problem['question']}: " if problem["question"] else ""
            self._write(self._err, f"  {place}{problem['message']}")
        if self.as_json and not isinstance(error, ProblemsError):
            self.document({"problems": [{"code": error.code, "message": message, "advice": advice}]})
        elif self.as_json:
            self.document({"set": 0, "problems": problems})

    def problem(self, problem: Problem) -> dict[str, object]:
        """A problem in the form of the contract."""
        return {
            "question": problem.question,
            "row": problem.row,
            "column": problem.column,
            "code": problem.code,
            "message": self.texts.text(f"problem.{problem.code}", **problem.facts),
        }

    def fault(self) -> None:
        """A fault of ours: what to send to the developers."""
        self.say("cli.fault", version=__version__)
        self._write(self._err, traceback.format_exc())

    def _advice(self, error: UserError) -> str:
        key = f"errors.{error.code}_advice"
        return self.texts.text(key, **error.facts) if key in self.texts else ""

    @staticmethod
    def _write(stream: TextIO, text: str) -> None:
        # Consoles and pipes of Windows use code pages that lack most scripts; the contract says UTF-8.
        data = (text + "\n").encode("utf-8", "backslashreplace")
        binary = getattr(stream, "buffer", None)
        if binary is None:
            stream.write(data.decode("utf-8"))
        else:
            binary.write(data)
        stream.flush()

"""Two families of errors: what the user can mend, and what is a fault of ours.

A `UserError` carries a code, the facts, and nothing worded: the sentence and the advice come from the catalogue
(`errors.<code>` and `errors.<code>_advice`). A `Fault` is a broken promise inside the program: exit status 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class UserError(Exception):
    """Something the user can put right. `facts` fill the placeholders of the catalogue's sentence."""

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: Mapping[str, object] = facts


class UsageError(UserError):
    """The command was asked for in a wrong or incomplete way (exit status 2)."""


class ProblemsError(UserError):
    """Input with several problems, all of them listed. `problems` are `domain.questionnaire.problems.Problem`."""

    def __init__(self, code: str, problems: Sequence[object], /, **facts: object) -> None:
        super().__init__(code, **facts)
        self.problems = tuple(problems)


class Fault(Exception):  # noqa: N818 - not an error of the user's
    """A fault of the program itself, with what a developer needs to find it."""

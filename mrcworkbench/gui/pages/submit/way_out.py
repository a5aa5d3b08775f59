"""The submission as a file that is made: who seals it, what is asked before, and its receipt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrcworkbench import paths
from mrcworkbench.errors import UserError
from mrcworkbench.gui.making.way_out import Job, Told, WayOut
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.submit.author import SealingAuthor
from mrcworkbench.gui.pages.submit.receipt import copy_receipt, receipt_text, save_receipt
from mrcworkbench.gui.widgets import label
from mrcworkbench.services.session.file_use import sent_assessments
from mrcworkbench.services.submitting import submission_file, submit

if TYPE_CHECKING:
    from mrcworkbench.gui.pages.submit.asking import AboutToSeal, SealQuestion
    from mrcworkbench.gui.session.tasks import Task
    from mrcworkbench.services.submitting import Receipt

_LONGEST = 120
"""Bytes of a suggested name: systems count them, and a sign may have four."""


class SubmissionFile(WayOut):
    """`about` gives what is about to be sealed, for the question."""

    name, suffix = "submit", paths.DATABASE_SUFFIX
    icon, button_icon = "database", "send"
    after = (("copy", "copy"), ("save", "save"), ("folder", "folder-open"))
    takes_whole_file = True

    settled = Signal()
    """The question has been answered, one way or the other."""

    def __init__(self, context: PageContext, about: Callable[[], AboutToSeal]) -> None:
        super().__init__(context)
        self._about = about
        self.receipt: Receipt | None = None
        self.question: SealQuestion | None = None
        """What is being asked before it seals."""
        self.asks_first = False
        """Whether it must be said first what becomes of the comments of an earlier version."""

    def fill(self, body: QVBoxLayout) -> None:
        self.what = label("", "secondary", wrap=True)
        body.addWidget(self.what)
        body.addWidget(label(self.say("author"), "secondary", "muted", "medium"))
        self.author = SealingAuthor(self.bridge, self.say("author"))
        self.author.textChanged.connect(self.readiness_changed)
        self.author.returnPressed.connect(self.pressed)
        self.locked = [self.author]
        body.addWidget(self.author)
        body.addWidget(label(self.say("author_text"), "caption", "muted", wrap=True))

    def show(self) -> None:
        where, others = self.bridge.assessment, self.others()
        what = self.say("what", centre=where.centre.name, round=where.round)
        if others:
            what = f"{what} {self.texts.plural('submit_page.others', others)}"
        self.what.setText(what)

    def others(self) -> int:
        """How many assessments beside the open one go into the file."""
        open_one = self.bridge.assessment.id
        return sum(one.id != open_one for one in sent_assessments(self.bridge.session))

    def why_not(self) -> str:
        error = self._error()
        if error is None:
            return self.texts.text("comments.earlier_first") if self.asks_first else ""
        return in_words(self.texts, error)

    def _error(self) -> UserError | None:
        """Why this database cannot be submitted at all."""
        session = self.bridge.session
        if session.is_studied:
            return UserError("sample_not_submitted")
        if session.read_only:
            return session.read_only_error()
        return session.unreadable_error()

    def is_ready(self) -> bool:
        return bool(self.author.name)

    def suggested_name(self) -> str:
        where = self.bridge.assessment
        return f"{_plain(f'{where.centre.name} {where.round}')}{self.suffix}"

    def ask_where(self, parent: QWidget, target: Path) -> Path | None:
        chosen = self.choose(parent, self.say("choose"), target, self.texts.text("common.database_files"))
        return None if chosen is None else submission_file(chosen)

    # Making it

    def confirm(self, target: Path, go: Callable[[], None]) -> None:
        """Asks once, in one sentence, and seals only then."""
        from mrcworkbench.gui.pages.submit.asking import SealQuestion

        if self.question is not None:
            return
        self.question = SealQuestion(self.theme, self.texts, self._about(), target, self.author.window())
        self.question.accepted.connect(go)
        self.question.finished.connect(self._on_answered)
        self.question.open()

    def _on_answered(self) -> None:
        self.question = None
        self.settled.emit()

    def work(self, target: Path) -> Job:
        """Everything that is typed is saved first."""
        session, author, replaces = self.bridge.session, self.author.name, self.replaces(target)
        self.author.keep()
        self.receipt = None

        def job(task: Task) -> object:
            return submit(session, target, author=author, progress=task, overwrite=replaces)

        return job

    def told(self, made: Receipt) -> Told:
        self.receipt = made
        return Told(made.file, receipt_text(made, self.texts, full=False))

    def do(self, action: str, parent: QWidget) -> str:
        """Copies the receipt, or saves it as a text file."""
        receipt = self.receipt
        if receipt is None:
            return ""
        if action == "copy":
            copy_receipt(receipt, self.texts)
            return self.say("copied")
        suggested = receipt.file.with_name(f"{receipt.file.stem} {self.say('receipt_name')}.txt")
        chosen = self.choose(parent, self.say("receipt_title"), suggested, self.say("text_files"))
        return "" if chosen is None else save_receipt(receipt, chosen, self.texts)


def _plain(text: str) -> str:
    """A file name of letters and digits, so that it can be mailed anywhere."""
    kept = "".join(character if character.isalnum() else "-" for character in text)
    name = "-".join(part for part in kept.split("-") if part)
    return name.encode()[:_LONGEST].decode("utf-8", "ignore").strip("-") or "submission"

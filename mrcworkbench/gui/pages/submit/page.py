"""Makes one file for IOM. Nothing is sent from here: it makes a file, and the centre decides who gets it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from mrcworkbench import paths
from mrcworkbench.errors import UserError
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.outside.destinations import ChooseFile, OpenPath, is_there, keep_target, kept_target, open_path
from mrcworkbench.gui.outside.save_dialog import SaveDialog, with_ending
from mrcworkbench.gui.page.base import Navigate, Page
from mrcworkbench.gui.pages.submit.checks import SHOW_COMMENTS, SHOW_EARLIER, SHOW_FILES, checks
from mrcworkbench.gui.pages.submit.cleaning import Cleaning
from mrcworkbench.gui.pages.submit.inside import InsideCard
from mrcworkbench.gui.pages.submit.leaving import LeavingCard
from mrcworkbench.gui.pages.submit.making import MakingCard
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.bridge import Bridge
from mrcworkbench.gui.session.content import Content
from mrcworkbench.gui.session.file_work import FileWork, author_name, keep_author
from mrcworkbench.gui.session.tasks import Runner, Task
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets.basics.grid import CardColumns
from mrcworkbench.gui.widgets.making.checks_card import ChecksCard
from mrcworkbench.services.session.file_use import sent_assessments

if TYPE_CHECKING:
    from mrcworkbench.domain.disclosure.earlier import Earlier
    from mrcworkbench.domain.disclosure.submission_preview import SubmissionPreview
    from mrcworkbench.gui.pages.submit.asking import SealQuestion
    from mrcworkbench.services.session.session import Session
    from mrcworkbench.services.submitting import Receipt

_FOLDER, _NAME = "submit_folder", "submit_name"
_LEFT_WIDTH = 372
_LONGEST = 120
"""Bytes of a suggested name: systems count them, and a sign may have four."""
_SHORT = 12


class SubmitPage(Page):
    """`runner`, `choose` and `open_with` are replaced in tests."""

    name = "submit"

    def __init__(
        self,
        bridge: Bridge,
        content: Content,
        theme: Theme,
        navigate: Navigate,
        parent: QWidget | None = None,
        *,
        runner: Runner | None = None,
        choose: ChooseFile | None = None,
        open_with: OpenPath = open_path,
    ) -> None:
        super().__init__(bridge, content, theme, navigate, parent)
        self.work = FileWork(bridge, runner, self)
        self._reader = runner or bridge.runner
        self._choose, self._open_with = choose or SaveDialog(content.texts), open_with
        self._stale = True
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._refresh_if_seen)
        self._earlier: tuple[Earlier, ...] = ()
        self.question: SealQuestion | None = None
        """What is being asked before it seals."""
        texts = self.texts
        self.set_title(texts.text("submit_page.title"), texts.text("submit_page.lead"))
        self.set_crumbs(texts.text("submit_page.title"))
        self.making = MakingCard(theme, texts)
        self.checks = ChecksCard(theme, texts.text("submit_page.before"), self._go)
        self.leaving = LeavingCard(theme, texts)
        self.inside = InsideCard(theme, texts)
        self.cleaning = Cleaning(bridge, self._reader, texts, self.inside, self._file_name)
        cards = [(self.making, 0), (self.inside, 1), (self.leaving, 1), (self.checks, 0)]
        self.body.addWidget(CardColumns(theme, cards, 760, first_width=_LEFT_WIDTH))
        self.making.change_pressed.connect(self.choose_target)
        self.making.make_pressed.connect(self.ask)
        self.cleaning.changed.connect(self._show_preview)
        self.making.save_pressed.connect(self.save_receipt)
        self.making.folder_pressed.connect(self._show_folder)
        self.making.outcome.cancel_pressed.connect(self.work.cancel)
        self.work.progressed.connect(self.making.outcome.step)
        bridge.answer_changed.connect(lambda _: self._look_again())
        bridge.draft_changed.connect(lambda _: self._look_again())
        bridge.assessment_opened.connect(self._on_opened)

    # What is shown

    def show_place(self, place: Place) -> None:  # noqa: ARG002
        if self._stale:
            self.refresh()
        else:
            self._show_choice()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.leaving.fit(self.height())

    def leave(self) -> None:
        if self.question is not None:
            self.question.reject()
        self.work.cancel()

    def refresh(self) -> None:
        """Reads everything anew: the answers at once, what was sealed before when the disk has given it."""
        self._stale = False
        author = self.making.author
        if not author.text() and not author.isModified():  # the respondent may have been named since
            author.setText(author_name(self.bridge))
        self._show_preview()
        task = Task(partial(_read, self.bridge.session, self.bridge.assessment.id))
        task.done.connect(self._on_read)
        task.failed.connect(self.making.outcome.fail)
        self._reader.start(task)

    def _on_read(self, read: tuple[str, tuple[Earlier, ...]]) -> None:
        id_, earlier = read
        if self.bridge.has_assessment and self.bridge.assessment.id == id_:
            self._earlier = earlier
            self._show_preview()
            self.cleaning.look(self._preview())

    def _preview(self) -> SubmissionPreview:
        from mrcworkbench.services.submitting import preview

        return preview(self.bridge.session, self._earlier)

    def _show_preview(self) -> None:
        found, session = self._preview(), self.bridge.session
        self.leaving.show_preview(found, session.working_copy, self._file_name)
        self.cleaning.show(found)
        self.checks.show_checks(checks(found, session.questionnaire, self.texts, self.cleaning.telling()))
        self._show_choice()

    def _file_name(self, sha256: str) -> str:
        known = self.bridge.session.files.known(sha256)
        return sha256[:_SHORT] if known is None else known.name

    def _go(self, place: Place) -> None:
        if place == SHOW_EARLIER:
            self.leaving.show_earlier()
        elif place == SHOW_COMMENTS:
            self.leaving.show_comments()
        elif place == SHOW_FILES:
            self.scroll_area.ensureWidgetVisible(self.inside)
            self.inside.take_focus()
        else:
            self.navigate(place)

    def _on_opened(self) -> None:
        self._earlier = ()
        self._look_again()

    def _look_again(self) -> None:
        """Once for all answers that change together."""
        self._stale = True
        self._soon.start()

    def _refresh_if_seen(self) -> None:
        if self._stale and self.isVisible() and not self.work.running and self.bridge.has_assessment:
            self.refresh()

    def _show_choice(self) -> None:
        session, texts = self.bridge.session, self.texts
        where, target = session.assessment, self.target()
        what = texts.text("submit_page.what", centre=where.centre.name, round=where.round)
        others = self._others()
        if others:
            what = f"{what} {texts.plural('submit_page.others', others)}"
        error = self._why_not()
        why_not = "" if error is None else in_words(texts, error)
        self.making.show_choice(what, target, why_not=why_not)

    def _others(self) -> int:
        """How many assessments beside the open one go into the file."""
        open_one = self.bridge.session.assessment.id
        return sum(one.id != open_one for one in sent_assessments(self.bridge.session))

    def _why_not(self) -> UserError | None:
        """Why this database cannot be submitted at all."""
        session = self.bridge.session
        if session.is_sample:
            return UserError("sample_not_submitted")
        if session.read_only:
            return session.read_only_error()
        return session.unreadable_error()

    # The file

    def target(self) -> Path:
        """Where the file will go: the folder used last, or the user's documents."""
        return kept_target(self.bridge.session, _FOLDER, _NAME, self._suggested_name)

    def _suggested_name(self) -> str:
        where = self.bridge.assessment
        return f"{_plain(f'{where.centre.name} {where.round}')}{paths.DATABASE_SUFFIX}"

    def choose_target(self) -> None:
        """Asks for name and folder, and remembers them."""
        from mrcworkbench.services.submitting import submission_file

        texts = self.texts
        files = texts.text("common.database_files")
        chosen = self._choose(self, texts.text("submit_page.choose"), self.target(), files)
        if chosen is None:
            return
        keep_target(self.bridge.session, _FOLDER, _NAME, submission_file(chosen))
        self.making.clear()
        self._show_choice()

    def ask(self) -> None:
        """Asks once, in one sentence, and seals only then."""
        from mrcworkbench.gui.pages.submit.asking import AboutToSeal, SealQuestion

        if self.work.running or self.question is not None:
            return
        self._refresh_if_seen()
        told = AboutToSeal(self._preview(), self.cleaning.telling(), self._others())
        self.question = SealQuestion(self.theme, self.texts, told, self.target(), self)
        self.question.accepted.connect(self._make)
        self.question.finished.connect(self._on_answered)
        self.question.open()

    def _on_answered(self) -> None:
        self.question = None
        if self.making.make.isEnabled():
            self.making.make.setFocus()

    def _make(self) -> None:
        """Seals and writes the file off the window's thread, after everything that is typed is saved."""
        from mrcworkbench.services.submitting import submit

        making, session, target = self.making, self.bridge.session, self.target()
        author = making.author.text().strip()
        keep_author(self.bridge, author)
        making.clear()
        making.outcome.start()
        replaces = is_there(target)

        def work(task: Task) -> object:
            return submit(session, target, author=author, progress=task, overwrite=replaces)

        making.set_busy(busy=True)
        self.work.start(work, self._on_done, self._on_failed, self._on_stopped)

    def _on_done(self, receipt: Receipt) -> None:
        self._ended()
        self.making.succeed(receipt)

    def _on_failed(self, error: Exception) -> None:
        self._ended()
        self.making.outcome.fail(error)

    def _on_stopped(self) -> None:
        self._ended()
        self.making.outcome.stopped(self.texts.text("submit_page.stopped"))

    def _ended(self) -> None:
        self.making.clear()
        self.making.set_busy(busy=False)
        self.refresh()

    def save_receipt(self) -> None:
        """Saves the receipt as a text file."""
        receipt = self.making.receipt
        if receipt is None:
            return
        texts = self.texts
        suggested = receipt.file.with_name(f"{receipt.file.stem} {texts.text('submit_page.receipt_name')}.txt")
        chosen = self._choose(
            self, texts.text("submit_page.receipt_title"), suggested, texts.text("submit_page.text_files")
        )
        if chosen is None:
            return
        chosen = with_ending(chosen, ".txt")  # so that no database is written over
        try:
            chosen.write_text(self.making.receipt_text() + "\n", "utf-8")
        except OSError as error:
            self.making.outcome.say(texts.text("submit_page.receipt_failed", detail=error.strerror or ""))
        else:
            self.making.outcome.say(texts.text("submit_page.receipt_saved", name=chosen.name))

    def _show_folder(self) -> None:
        receipt = self.making.receipt
        if receipt is not None and not self._open_with(receipt.file.parent):
            self.making.outcome.say(self.texts.text("submit_page.cannot_open"))


def _read(session: Session, id_: str, _: Task) -> tuple[str, tuple[Earlier, ...]]:
    """On the runner's thread: waits for the disk."""
    from mrcworkbench.services.submitting import read_earlier

    return id_, read_earlier(session)


def _plain(text: str) -> str:
    """A file name of letters and digits, so that it can be mailed anywhere."""
    kept = "".join(character if character.isalnum() else "-" for character in text)
    name = "-".join(part for part in kept.split("-") if part)
    return name.encode()[:_LONGEST].decode("utf-8", "ignore").strip("-") or "submission"

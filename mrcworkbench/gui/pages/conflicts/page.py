"""Answers that were changed differently in two places. A person decides which holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.problems import Problem
from mrcworkbench.errors import ProblemsError, UserError
from mrcworkbench.gui.models.conflict_list import ConflictModel, note, title
from mrcworkbench.gui.notify import in_words
from mrcworkbench.gui.page.base import Page
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.conflicts.begun import Begun
from mrcworkbench.gui.pages.conflicts.several import SeveralCard
from mrcworkbench.gui.pages.conflicts.sides import ConflictView
from mrcworkbench.gui.pages.conflicts.wording import level_given
from mrcworkbench.gui.places import Place
from mrcworkbench.gui.session.file_work import FileWork, author_name, keep_author
from mrcworkbench.gui.session.tasks import Task
from mrcworkbench.gui.widgets import Button, Card, EmptyState, MessageBox, label
from mrcworkbench.gui.widgets.basics.choosing import ComboBox
from mrcworkbench.gui.widgets.merging.conflict_list import ConflictList
from mrcworkbench.gui.words.problems import problem_sentence
from mrcworkbench.gui.words.texts import apart

if TYPE_CHECKING:
    from mrcworkbench.domain.scoring.working_copy import WorkingCopy
    from mrcworkbench.services.merging.resolving import OpenConflict, Resolution

_LIST_WIDTH = 292
_ROOM = 560


class ConflictsPage(Page):
    """The list beside one conflict."""

    name = "conflicts"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        bridge, theme, runner = context.bridge, context.theme, context.runner
        self._runner = runner
        self.work = FileWork(bridge, self._runner, self)
        self._all: tuple[OpenConflict, ...] = ()
        self._load: Task | None = None
        self._copies: dict[str, WorkingCopy] = {}
        self.view: ConflictView | None = None
        self._begun = Begun()
        texts = self.texts
        self.set_title(texts.text("conflicts_page.title"), texts.text("conflicts_page.lead"))
        self.set_crumbs(texts.text("conflicts_page.title"))
        self.alike = Button(theme, texts.plural("conflicts_page.alike", 0), icon="copy-check")
        self.whole = Button(theme, texts.plural("conflicts_page.several", 0), icon="list-checks")
        self.header_buttons.addWidget(self.whole)
        self.header_buttons.addWidget(self.alike)
        self.told = MessageBox(theme, "ok", "circle-check")
        self.wrong = MessageBox(theme, "danger", "circle-alert")
        self.looking = label(texts.text("conflicts_page.looking"), tone="muted", wrap=True)
        self.empty = EmptyState(
            theme,
            "scale",
            texts.text("conflicts_page.empty"),
            texts.text("conflicts_page.empty_text"),
            texts.text("conflicts_page.to_merge"),
            "git-merge",
        )
        for widget in (self.told, self.wrong, self.looking, self.empty):
            self.body.addWidget(widget)
        self.model = ConflictModel(texts, self)
        self.main = QWidget()
        row = QHBoxLayout(self.main)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._build_list())
        row.addLayout(self._build_detail(), 1)
        self.body.addWidget(self.main, 1)
        self.several = SeveralCard(theme, texts)
        self.body.addWidget(self.several, 1)
        self._build_foot()
        self._connect()
        self._show_state()

    def _build_list(self) -> QWidget:
        texts = self.texts
        holder = QWidget()
        holder.setFixedWidth(self.theme.px(_LIST_WIDTH))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.which = ComboBox()
        self.which.setAccessibleName(texts.text("conflicts_page.which"))
        self.which.view().setAccessibleName(texts.text("conflicts_page.which"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        column.addWidget(self.which)
        card = Card(padding=1, spacing=0)
        self.list = ConflictList(self.theme, self.model, texts.text("conflicts_page.list"))
        self.list.setMinimumHeight(260)
        card.body.addWidget(self.list)
        column.addWidget(card, 1)
        never = MessageBox(self.theme, "neutral", "info")
        never.say(texts.text("conflicts_page.never_by_date"))
        column.addWidget(never)
        return holder

    def _build_detail(self) -> QVBoxLayout:
        texts = self.texts
        column = QVBoxLayout()
        column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(4)
        self.question = label("", "lead", wrap=True)
        self.note = label("", "secondary", "muted", wrap=True)
        words.addWidget(self.question)
        words.addWidget(self.note)
        head.addLayout(words, 1)
        self.place_text = label("", "secondary", "muted")
        head.addWidget(self.place_text)
        self.previous = Button(self.theme, texts.text("conflicts_page.previous"), "icon", "chevron-left")
        self.next = Button(self.theme, texts.text("conflicts_page.next"), "icon", "chevron-right")
        head.addWidget(self.previous)
        head.addWidget(self.next)
        column.addLayout(head)
        self.holder = QVBoxLayout()
        column.addLayout(self.holder)
        column.addStretch(1)
        return column

    def _build_foot(self) -> None:
        texts = self.texts
        foot = self.add_footer()
        foot.setSpacing(12)
        self.stays = label(texts.text("conflicts_page.stays"), "secondary", "muted", wrap=True)
        foot.addWidget(self.stays, 1)
        self.later = Button(self.theme, texts.text("conflicts_page.later"))
        self.settle = Button(self.theme, texts.text("conflicts_page.settle"), "primary", "check")
        foot.addWidget(self.later)
        foot.addWidget(self.settle)

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_conflict)
        self.which.activated.connect(lambda _: self._show_list(0))
        self.previous.clicked.connect(lambda: self._step(-1))
        self.next.clicked.connect(lambda: self._step(1))
        self.later.clicked.connect(lambda: self._step(1))
        self.settle.clicked.connect(self.settle_this)
        self.alike.clicked.connect(self.ask_alike)
        self.whole.clicked.connect(self.ask_whole)
        self.several.agreed.connect(self._settle)
        self.several.given_up.connect(self._give_up)
        if self.empty.button is not None:
            self.empty.button.clicked.connect(lambda: self.navigate(Place("merge")))
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._press_primary)

    # What is shown

    def show_place(self, place: Place) -> None:  # noqa: ARG002
        self.several.hide()
        self.told.say("")
        self.wrong.say("")
        self.refresh()

    def leave(self) -> None:
        self.work.cancel()

    def refresh(self) -> None:
        """Looks for open conflicts, off the window's thread."""
        if self._load is not None or self.work.running:
            return
        session = self.bridge.session

        def look(_: Task) -> object:
            from mrcworkbench.services.merging.resolving import open_conflicts

            return open_conflicts(session)

        task = Task(look)
        self._load = task
        task.done.connect(self._on_found)
        task.failed.connect(self._on_not_found)
        self._show_state()
        self._runner.start(task)

    def _on_found(self, found: tuple[OpenConflict, ...]) -> None:
        self._load = None
        place = self.list.currentIndex().row()
        self._all = found
        self._copies.clear()
        kept = self.which.currentData()
        self.which.clear()
        self.which.addItem(self.texts.plural("conflicts_page.all", len(found)), "")
        counts: dict[str, list[OpenConflict]] = {}
        for one in found:
            counts.setdefault(one.assessment.id, []).append(one)
        for id_, those in counts.items():
            info = those[0].assessment
            words = f"{apart(info.centre.name)} · {self.texts.text('window.round', round=info.round)} ({len(those)})"
            self.which.addItem(words, id_)
        self.which.setCurrentIndex(max(0, self.which.findData(kept)))
        self.which.setVisible(len(counts) > 1)
        self._show_list(max(0, place))

    def _on_not_found(self, error: Exception) -> None:
        self._load = None
        self._say_wrong(error)
        self._show_state()

    def _show_list(self, place: int) -> None:
        id_ = self.which.currentData()
        shown = [one for one in self._all if not id_ or one.assessment.id == id_]
        self.model.show(shown)
        self._show_state()
        if shown:
            self.list.choose(min(place, len(shown) - 1))
        self._begun.keep_only({one.id for one in self._all})

    def _show_state(self) -> None:
        looking = self._load is not None and not self._all
        some = bool(self._all)
        alike = sum(one.alike for one in self.model.conflicts)
        self.looking.setVisible(looking)
        self.empty.setVisible(not looking and not some)
        one = some and self.several.isHidden()
        self.main.setVisible(one)
        for widget in (self.stays, self.later, self.settle):
            widget.setVisible(one)
        footer = self.settle.parentWidget()
        if footer is not None:
            footer.setVisible(one)
        self.alike.setVisible(alike > 0 and one)
        if alike:
            self.alike.set_label(self.texts.plural("conflicts_page.alike", alike))
        together = len(self._of_assessment())
        self.whole.setVisible(together > 1 and one)
        if together > 1:
            self.whole.set_label(self.texts.plural("conflicts_page.several", together))
        for button in (self.alike, self.whole):
            button.setEnabled(not self.bridge.session.read_only)
        self._show_button()

    def _of_assessment(self) -> tuple[OpenConflict, ...]:
        """The open conflicts of the assessment of the one that is shown."""
        if self.view is None:
            return ()
        id_ = self.view.conflict.assessment.id
        return tuple(one for one in self._all if one.assessment.id == id_)

    def _show_conflict(self, row: int) -> None:
        if not 0 <= row < len(self.model.conflicts):
            return
        conflict = self.model.conflicts[row]
        copy = self._copy_of(conflict)
        scores = [
            None if copy is None else level_given(conflict, side.value, copy, self.texts) for side in conflict.sides
        ]
        author = self.view.author.text() if self.view is not None else author_name(self.bridge)
        if self.view is not None:
            self.holder.removeWidget(self.view)
            self._begun.put_away(self.view)
        earlier = self._begun.earlier(conflict.id)
        fresh = ConflictView(self.theme, self.texts, conflict, scores, author, self.theme.px(_ROOM), earlier)
        fresh.changed.connect(self._show_button)
        fresh.entered.connect(self.settle.click)
        self._begun.forget(conflict.id)
        self.view = fresh
        self.holder.addWidget(fresh)
        self.question.setText(title(conflict))
        self.note.setText(note(conflict, self.texts))
        total = len(self.model.conflicts)
        self.place_text.setText(self.texts.text("conflicts_page.place", n=row + 1, all=total))
        self.previous.setEnabled(row > 0)
        self.next.setEnabled(row + 1 < total)
        self.later.setEnabled(row + 1 < total)
        self._show_state()

    def _copy_of(self, conflict: OpenConflict) -> WorkingCopy | None:
        """The answers of the conflict's assessment; None where they cannot be read here."""
        from mrcworkbench.services.session.working import working_copy_of

        info, session = conflict.assessment, self.bridge.session
        if info.id == session.assessment.id:
            return session.working_copy
        if info.id not in self._copies:
            try:
                make = working_copy_of(info, self.content.language, session.working_copy.today, session.path)
                self._copies[info.id] = make(session.read_file(lambda store: store.load(info.id)).answers)
            except UserError:
                return None
        return self._copies[info.id]

    def _show_button(self) -> None:
        chosen = "" if self.view is None else self.view.chosen
        texts = self.texts
        if chosen in ("", "another"):
            self.settle.set_label(texts.text(f"conflicts_page.settle{'_other' if chosen else ''}"))
        else:
            self.settle.set_label(texts.text("conflicts_page.settle_with", letter=chosen))
        ready = self.view is not None and self.view.is_complete
        self.settle.setEnabled(ready and not self.work.running and not self.bridge.session.read_only)

    def _step(self, step: int) -> None:
        row = self.list.currentIndex().row() + step
        if 0 <= row < len(self.model.conflicts):
            self.list.choose(row)

    def _press_primary(self) -> None:
        button = self.settle if self.several.isHidden() else self.several.go
        button.click()

    # Settling

    def settle_this(self) -> None:
        """Settles the conflict that is shown with what is chosen."""
        from mrcworkbench.services.merging.resolving import Resolution

        if self.view is None:
            return
        self.view.commit()
        if not self.view.is_complete:
            return
        because = self.view.reason.toPlainText().strip()
        author = self.view.author.text().strip()
        self._settle((Resolution(self.view.conflict.id, self.view.value(), because),), author)

    def ask_alike(self) -> None:
        """Shows what would hold in all of those listed whose sides differ only in how they are written."""
        self.several.ask_alike([one for one in self.model.conflicts if one.alike], self._author())
        self._show_state()

    def ask_whole(self) -> None:
        """Asks which source holds in all conflicts of the assessment."""
        self.several.ask_source(self._of_assessment(), self._author())
        self._show_state()

    def _author(self) -> str:
        return author_name(self.bridge) if self.view is None else self.view.author.text().strip()

    def _give_up(self) -> None:
        self.several.hide()
        self._show_state()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self, resolutions: tuple[Resolution, ...], author: str) -> None:
        from mrcworkbench.services.merging.resolving import resolve

        keep_author(self.bridge, author)
        session = self.bridge.session
        self.told.say("")
        self.wrong.say("")
        self.work.start(lambda _: resolve(session, resolutions, author=author), self._on_settled, self._on_failed)
        self._show_button()

    def _on_settled(self, count: int) -> None:
        self.several.hide()
        self.refresh()
        self.told.say(self.texts.plural("conflicts_page.settled", count))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: Exception) -> None:
        self._say_wrong(error)
        self._show_button()

    def _say_wrong(self, error: Exception) -> None:
        if isinstance(error, ProblemsError):
            self.wrong.say(
                " ".join(
                    problem_sentence(self.texts, problem) for problem in error.problems if isinstance(problem, Problem)
                )
            )
        else:
            self.wrong.say(in_words(self.texts, error))

"""What a merge would do or did, in a sentence, who does it, and the one primary button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.page.context import PageContext
from mrcworkbench.gui.pages.merge.log import import_line, import_note
from mrcworkbench.gui.pages.merge.shown import MergeShown
from mrcworkbench.gui.session.file_work import author_name, keep_author
from mrcworkbench.gui.widgets import Button, Card, label
from mrcworkbench.gui.widgets.basics import dialogs


@dataclass(frozen=True, slots=True)
class Act:
    """What the card says and offers. A button without words is not offered."""

    text: str
    note: str = ""
    go: str = ""
    over: str = ""
    may_undo: bool = False
    asks_author: bool = False


def act_of(shown: MergeShown, undecided: int, said: Sequence[str], texts: Texts, *, may_undo: bool) -> Act:
    """What is to be said and done about what is shown. `undecided` files are of a duplicate that nobody decided on,
    `said` are further sentences of a plan; `may_undo` is asked of an earlier import only: what has just gone in can be
    taken out again."""
    if shown.earlier is not None:
        said, note = import_line(shown.earlier, texts), import_note(shown.earlier, texts)
        return Act(said, note, over=texts.text("merge_page.back"), may_undo=may_undo)
    note = texts.plural("merge_page.undecided", undecided) if undecided else ""
    if shown.merged:
        rest = texts.text("merge_page.go_rest") if shown.stopped else ""
        again, undoable = texts.text("merge_page.again"), shown.report.import_id is not None
        return Act(texts.text("merge_page.merged_text"), note, rest, again, may_undo=undoable)
    return _act_of_plan(shown, " ".join(filter(None, (*said, note))), texts)


def _act_of_plan(shown: MergeShown, note: str, texts: Texts) -> Act:
    """What a plan says: of all files, or of those read before it was stopped."""
    over = texts.text("merge_page.over")
    if shown.stopped:
        return Act(texts.text("merge_page.plan_stopped_text"), go=texts.text("merge_page.read_again"), over=over)
    good = shown.report.taken_in
    if not good:
        return Act(texts.text("merge_page.nothing_text"), texts.text("merge_page.nothing_note"), over=over)
    go = texts.plural("merge_page.go_n", good)
    return Act(texts.text("merge_page.plan_text"), note, go, over, asks_author=True)


class AuthorField(QWidget):
    """AuthorField(context): the name of who merges and decides, which is kept with the file. Tests replace `ask`."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        texts, theme = context.texts, context.theme
        self._bridge = context.bridge
        self.ask: Callable[[], str] = lambda: dialogs.ask_name(theme, texts, self.window())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.field = QLineEdit()
        self.field.setMaxLength(200)
        self.field.setFixedWidth(theme.px(180))
        self.field.setAccessibleName(texts.text("merge_page.author"))
        row.addWidget(label(texts.text("merge_page.author"), "secondary", "muted"))
        row.addWidget(self.field)

    @property
    def name(self) -> str:
        return self.field.text().strip()

    def load(self) -> None:
        """Shows the name that is kept."""
        self.field.setText(author_name(self._bridge))

    def keep(self) -> None:
        keep_author(self._bridge, self.field.text())

    def keep_typed(self) -> None:
        """Keeps what was typed since, where the file can be written to."""
        if self._bridge.is_open and not self._bridge.session.read_only and self.field.isModified():
            self.keep()
            self.field.setModified(False)

    def require(self) -> str:
        """The name, asked for where none is known; "" if the person gives up."""
        if not self.name:
            self.field.setText(self.ask().strip())
            self.keep()
        return self.name


class ActCard(Card):
    """ActCard(context): `go`, `over` and `undo` are its buttons."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(padding=16)
        texts, theme = context.texts, context.theme
        words = QVBoxLayout()
        words.setSpacing(2)
        self.text = label("", weight="semibold", wrap=True)
        self.note = label("", "secondary", "muted", wrap=True)
        words.addWidget(self.text)
        words.addWidget(self.note)
        self.body.addLayout(words)
        row = QHBoxLayout()
        row.addStretch(1)
        self.author = AuthorField(context)
        self.undo = Button(theme, texts.text("merge_page.undo"), icon="undo-2")
        self.over = Button(theme, texts.text("merge_page.over"))
        self.go = Button(theme, texts.text("merge_page.go"), "primary", "git-merge")
        self.author.field.returnPressed.connect(self.go.click)
        row.setSpacing(12)
        for widget in (self.author, self.undo, self.over, self.go):
            row.addWidget(widget)
        self.body.addLayout(row)

    def show_act(self, act: Act) -> None:
        self.text.setText(act.text)
        self.note.setText(act.note)
        self.note.setVisible(bool(act.note))
        for button, words in ((self.go, act.go), (self.over, act.over)):
            button.setVisible(bool(words))
            if words:
                button.set_label(words)
        self.undo.setVisible(act.may_undo)
        self.author.setVisible(act.asks_author)

"""What a merge would do or did, in a sentence, who does it, and the one primary button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mrcworkbench.domain.merging.plans import Verdict
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, Card, label

if TYPE_CHECKING:
    from mrcworkbench.services.merging.merge import MergeReport


@dataclass(frozen=True, slots=True)
class Act:
    """What the card says and offers. A button without words is not offered."""

    text: str
    note: str = ""
    go: str = ""
    over: str = ""
    may_undo: bool = False
    asks_author: bool = False


def act_of_plan(report: MergeReport, undecided: int, texts: Texts, *, stopped: bool) -> Act:
    """What a plan says: of all files, or of those read before it was stopped."""
    over = texts.text("merge_page.over")
    if stopped:
        return Act(texts.text("merge_page.plan_stopped_text"), go=texts.text("merge_page.read_again"), over=over)
    good = len(report.files) - report.totals[Verdict.REFUSED]
    if not good:
        return Act(texts.text("merge_page.nothing_text"), texts.text("merge_page.nothing_note"), over=over)
    note = texts.plural("merge_page.undecided", undecided) if undecided else ""
    go = texts.plural("merge_page.go_n", good)
    return Act(texts.text("merge_page.plan_text"), note, go, over, asks_author=True)


def act_of_merge(report: MergeReport, undecided: int, texts: Texts, *, stopped: bool) -> Act:
    """What a merge did."""
    rest = texts.text("merge_page.go_rest") if stopped else ""
    note = texts.plural("merge_page.undecided", undecided) if undecided else ""
    again, undoable = texts.text("merge_page.again"), report.import_id is not None
    return Act(texts.text("merge_page.merged_text"), note, rest, again, may_undo=undoable)


def act_of_import(said: str, note: str, texts: Texts, *, undoable: bool) -> Act:
    """What an earlier import did."""
    return Act(said, note, over=texts.text("merge_page.back"), may_undo=undoable)


class ActCard(Card):
    """`go`, `over` and `undo` are its buttons, `author` the field for the name."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(padding=16)
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        self.text = label("", weight="semibold", wrap=True)
        self.note = label("", "secondary", "muted", wrap=True)
        words.addWidget(self.text)
        words.addWidget(self.note)
        row.addLayout(words, 1)
        self.asking = QWidget()
        field = QHBoxLayout(self.asking)
        field.setContentsMargins(0, 0, 0, 0)
        field.setSpacing(8)
        self.author = QLineEdit()
        self.author.setMaxLength(200)
        self.author.setFixedWidth(theme.px(180))
        self.author.setAccessibleName(texts.text("merge_page.author"))
        field.addWidget(label(texts.text("merge_page.author"), "secondary", "muted"))
        field.addWidget(self.author)
        self.undo = Button(theme, texts.text("merge_page.undo"), icon="undo-2")
        self.over = Button(theme, texts.text("merge_page.over"))
        self.go = Button(theme, texts.text("merge_page.go"), "primary", "git-merge")
        self.author.returnPressed.connect(self.go.click)
        row.setSpacing(12)
        for widget in (self.asking, self.undo, self.over, self.go):
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
        self.asking.setVisible(act.asks_author)

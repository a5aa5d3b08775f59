"""The one question before answers are sealed: what is sealed, and into which file it goes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from mrcworkbench.domain.questionnaire.answers import AnswerState
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.outside.destinations import is_there
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Button, label
from mrcworkbench.gui.widgets.basics.dialogs import Dialog

if TYPE_CHECKING:
    from mrcworkbench.domain.disclosure.submission_preview import SubmissionPreview


@dataclass(frozen=True, slots=True)
class AboutToSeal:
    """What is about to be sealed."""

    preview: SubmissionPreview
    telling: int
    """Files that say more than they show."""
    others: int
    """Further assessments in the database."""


class SealQuestion(Dialog):
    """One sentence, and two buttons; Esc seals nothing. An empty assessment is sealed only by a button that is not the
    default one."""

    def __init__(self, theme: Theme, texts: Texts, told: AboutToSeal, target: Path, parent: QWidget) -> None:
        super().__init__(texts.text("submit_page.ask_title"), "", parent)
        self.setMinimumWidth(theme.px(460))
        empty = told.preview.is_empty
        self.sentence = label(sentence(told, target, texts), wrap=True)
        self.body.addWidget(self.sentence)
        self.stay = Button(
            theme,
            texts.text("submit_page.ask_stay_empty" if empty else "submit_page.ask_stay"),
            "primary" if empty else "secondary",
        )
        self.stay.clicked.connect(self.reject)
        self.go = Button(theme, texts.text("submit_page.ask_go"), "secondary" if empty else "primary", "send")
        self.go.clicked.connect(self.accept)
        first = self.stay if empty else self.go
        first.setDefault(True)
        self.buttons.addWidget(self.go if empty else self.stay)
        self.buttons.addWidget(first)
        first.setFocus()


def sentence(told: AboutToSeal, target: Path, texts: Texts) -> str:
    """What is sealed, and into which file it goes."""
    key = "ask_empty" if told.preview.is_empty else "ask"
    if is_there(target):
        key += "_replacing"
    return texts.text(f"submit_page.{key}", file=target.name, what=_what(told, texts))


def _what(told: AboutToSeal, texts: Texts) -> str:
    preview = told.preview
    answers = sum(one.state is not AnswerState.BLANK for one in preview.leaving)
    files = texts.plural("submit_page.ask_files", len(preview.files))
    if told.telling:
        files = texts.plural("submit_page.ask_files_telling", told.telling, files=files)
    parts = {
        "answers": texts.plural("submit_page.ask_answers", answers),
        "comments": texts.plural("submit_page.ask_comments", len(preview.comments)),
        "files": files,
    }
    if told.others:
        others = texts.plural("submit_page.ask_others", told.others)
        return texts.text("submit_page.ask_what_others", **parts, others=others)
    return texts.text("submit_page.ask_what", **parts)

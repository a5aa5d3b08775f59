"""Exactly what leaves: every answer in words, with what is personal or could put clients at risk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QAbstractListModel, Qt

from mrcworkbench.domain.disclosure.submission_preview import Leaving
from mrcworkbench.domain.questionnaire.answers import going_along
from mrcworkbench.domain.questionnaire.checking import answer_to_json
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.index import NO_PARENT, Index
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Card, MessageBox, SegmentedControl, isolate, label
from mrcworkbench.gui.widgets.leaving.leaving_list import HEAD_ROLE, MARK_ROLE, TEXT_ROLE, LeavingList
from mrcworkbench.gui.words.answers import answer_lines
from mrcworkbench.gui.words.local_time import local_time

if TYPE_CHECKING:
    from mrcworkbench.domain.disclosure.earlier import Earlier
    from mrcworkbench.domain.disclosure.submission_preview import SubmissionPreview
    from mrcworkbench.domain.scoring.working_copy import WorkingCopy

ALL, PERSONAL, RISK, COMMENTS = "all", "personal", "risk", "comments"
_LIST_HEIGHT, _ABOVE_AND_BELOW = 460, 310
"""Least height of the list, and what the page and the card need beside it, in pixels."""
Shown: TypeAlias = tuple[str, str, str]
"""Number and question, the answer in words, what is personal or at risk."""


class LeavingModel(QAbstractListModel):
    """One row for each answer that leaves."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Shown, ...] = ()

    def show(self, rows: tuple[Shown, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        head, text, mark = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "\n".join(filter(None, (head, text, mark)))
        return {HEAD_ROLE: head, TEXT_ROLE: text, MARK_ROLE: mark}.get(role)


class LeavingCard(Card):
    """LeavingCard(theme, texts): `show_preview(preview, copy, name_of)`, which names a file by its SHA-256."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(padding=20, spacing=12)
        self._texts = texts
        self._preview: SubmissionPreview | None = None
        self._copy: WorkingCopy | None = None
        self._name_of: Callable[[str], str] = str
        self.body.addWidget(label(texts.text("submit_page.leaves"), weight="semibold", wrap=True))
        self.body.addWidget(label(texts.text("submit_page.leaves_text"), "secondary", "muted", wrap=True))
        tabs = [(name, texts.text(f"submit_page.tab_{name}")) for name in (ALL, PERSONAL, RISK, COMMENTS)]
        self.tabs = SegmentedControl(theme, tabs, texts.text("submit_page.leaves"), ALL)
        self.tabs.chosen.connect(lambda _: self._show())
        self.body.addWidget(self.tabs)
        self.count = label("", "secondary", weight="semibold", wrap=True)
        self.body.addWidget(self.count)
        self.about = MessageBox(theme, "neutral", "info")
        self.body.addWidget(self.about)
        self.model = LeavingModel()
        self.list = LeavingList(theme, self.model, texts.text("submit_page.leaves"))
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self.body.addWidget(self.list, 1)

    def show_preview(self, preview: SubmissionPreview, copy: WorkingCopy, name_of: Callable[[str], str]) -> None:
        self._preview, self._copy, self._name_of = preview, copy, name_of
        self._show()

    def fit(self, height: int) -> None:
        """Makes the list as high as a page of this height has room for."""
        self.list.fill(height - _ABOVE_AND_BELOW, _LIST_HEIGHT)

    def show_comments(self) -> None:
        """Leads to the comments."""
        self.tabs.set_value(COMMENTS)
        self._show()
        self.list.setFocus()

    def show_earlier(self) -> None:
        """Leads to what goes along because it was sealed before."""
        if self._preview is not None:
            self.tabs.set_value(ALL)
            self._show()
            first = self.model.index(len(self._preview.leaving))
            self.list.setCurrentIndex(first)
            self.list.scrollTo(first, LeavingList.ScrollHint.PositionAtTop)

    def _show(self) -> None:
        if self._preview is None or self._copy is None:
            return
        preview, copy, tab = self._preview, self._copy, self.tabs.value() or ALL
        chosen: Sequence[Leaving | Earlier] = {
            ALL: preview.everything,
            PERSONAL: preview.personal,
            RISK: preview.at_risk,
            COMMENTS: preview.comments,
        }[tab]
        self.model.show(
            tuple(self._now(one, copy) if isinstance(one, Leaving) else self._before(one) for one in chosen)
        )
        self.about.say(self._texts.text("submit_page.tab_text_comments") if tab == COMMENTS and chosen else "")
        self.count.setText(self._counted(preview, tab, chosen))

    def _counted(self, preview: SubmissionPreview, tab: str, chosen: Sequence[Leaving | Earlier]) -> str:
        texts = self._texts
        now = sum(isinstance(one, Leaving) for one in chosen)
        before = len(chosen) - now
        if not chosen:
            return texts.text("submit_page.count_none")
        said = [texts.plural("submit_page.count", now)] if now else []
        said += [texts.plural("submit_page.count_earlier", before)] if before else []
        if preview.files and tab == ALL:
            said.append(texts.plural("submit_page.attached", len(preview.files)))
        return " ".join(said)

    def _now(self, one: Leaving, copy: WorkingCopy) -> Shown:
        question = copy.questionnaire[one.question]
        lines = list(
            answer_lines(question, answer_to_json(question, going_along(copy.answer(one.question))), self._texts)
        )
        lines += self._file_lines(one)
        if one.hidden:
            lines.append(self._texts.text("submit_page.hidden_line"))
        return self._head(one), "\n".join(lines), self._marks(one)

    def _before(self, one: Earlier) -> Shown:
        texts = self._texts
        key = "decided_line" if one.because else "sealed_line" if one.author else "unnamed_line"
        said = texts.text(f"submit_page.{key}", by=one.author, at=local_time(one.at), because=one.because)
        lines = (said, *answer_lines(one.asked, one.raw, texts), *self._file_lines(one))
        return self._head(one), "\n".join(lines), self._marks(one)

    def _head(self, one: Leaving | Earlier) -> str:
        return f"{isolate(one.number)}  {one.text}" if one.number else one.text

    def _file_lines(self, one: Leaving | Earlier) -> Iterator[str]:
        for sha256 in one.files:
            yield self._texts.text("submit_page.file_line", name=self._name_of(sha256))

    def _marks(self, one: Leaving | Earlier) -> str:
        return "\n".join(
            self._texts.text(f"submit_page.{name}_line", what=", ".join(found))
            for name, found in (("personal", one.personal), ("at_risk", one.at_risk))
            if found
        )

"""One conflict: what stood before, the sides beside each other, another value, the reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPlainTextEdit, QRadioButton, QVBoxLayout, QWidget

from mrcworkbench.domain.questionnaire.answers import BLANK, Answer, AnswerState, Row
from mrcworkbench.domain.questionnaire.model import Question
from mrcworkbench.domain.questionnaire.tables import ROW_KEY
from mrcworkbench.domain.revisions.units import ORDER
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.pages.conflicts.one_row import RowEditor
from mrcworkbench.gui.pages.conflicts.order import OrderEditor
from mrcworkbench.gui.pages.conflicts.wording import differing, letters, row_names, value_text
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import Card, IconLabel, LevelChip, MessageBox, StateChip, label, line
from mrcworkbench.gui.widgets.basics.grid import CardGrid
from mrcworkbench.gui.widgets.basics.marked_text import MarkedText
from mrcworkbench.gui.widgets.editors import Editor, Kit, make_editor
from mrcworkbench.gui.words.local_time import local_time

if TYPE_CHECKING:
    from mrcworkbench.domain.scoring.results import CriterionScore
    from mrcworkbench.services.merging.resolving import OpenConflict, Side

_SIDE_BY_SIDE = 560
_REASON_HEIGHT = 76
_MOST_SAID = 3


class SideCard(Card):
    """One side: its value with what differs, the level that it would give, who said it when in which file."""

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        letter: str,
        side: Side,
        shown: tuple[str, tuple[tuple[int, int], ...]],
        score: CriterionScore | None,
    ) -> None:
        super().__init__(padding=20, spacing=10)
        name = texts.text("conflicts_page.value", letter=letter)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(StateChip(theme, name, "conflict"))
        head.addStretch(1)
        if score is not None:
            word = texts.text(f"conflicts_page.level{'' if score.level is not None else '_open'}")
            head.addWidget(label(word, "secondary", "muted"))
            spoken = f"{word} {'' if score.level is None else score.level}".strip()
            head.addWidget(
                LevelChip(theme, score.level, hollow=score.hollow, applicable=score.applicable, spoken=spoken)
            )
        self.body.addLayout(head)
        self.value = MarkedText(theme)
        self.value.set_text(*shown)
        self.body.addWidget(self.value)
        if side.attachments:
            self._fact(theme, "paperclip", texts.plural("conflicts_page.files", len(side.attachments)))
        for said in side.said[:_MOST_SAID]:
            self._fact(theme, "user", said.author or texts.text("conflicts_page.nobody"))
            when = local_time(said.at) if said.at else texts.text("conflicts_page.no_time")
            self._fact(theme, "clock", when)
            here = texts.text("conflicts_page.here")
            self._fact(theme, "database", PurePath(said.file).name if said.file else here)
        if len(side.said) > _MOST_SAID:
            self._fact(theme, "users", texts.plural("conflicts_page.more_said", len(side.said) - _MOST_SAID))
        self.body.addStretch(1)
        self.body.addWidget(line())
        self.choice = QRadioButton(texts.text("conflicts_page.keep", letter=f"&{letter}"))
        self.choice.setAccessibleName(f"{texts.text('conflicts_page.keep', letter=letter)}: {shown[0]}")
        self.body.addWidget(self.choice)

    def _fact(self, theme: Theme, icon: str, text: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconLabel(theme, icon, "muted", 14), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text, "secondary", "muted", wrap=True), 1)
        self.body.addLayout(row)


class ConflictView(QWidget):
    """ConflictView(theme, texts, conflict, scores, author, room): `changed` whenever choice or reason change.

    It goes on with what was typed in an `earlier` view of the conflict; with all of it only if that is still the same.
    """

    changed = Signal()
    entered = Signal()
    """Enter was pressed in the last line, which is done with."""

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        conflict: OpenConflict,
        scores: Sequence[CriterionScore | None],
        author: str,
        room: int,
        earlier: ConflictView | None = None,
    ) -> None:
        super().__init__()
        self._texts, self.conflict = texts, conflict
        same = earlier if earlier is not None and earlier.conflict == conflict else None
        self.typed: object = None
        self.has_typed = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._build_base(theme))
        self.group = QButtonGroup(self)
        self.letters = letters(len(conflict.sides))
        said = [value_text(conflict, side.value, texts) for side in conflict.sides]
        base = None if conflict.base is None else value_text(conflict, conflict.base, texts)
        self.sides = []
        for place, side in enumerate(conflict.sides):
            against = base if base is not None else said[1 if place == 0 else 0]
            removed = conflict.row is not None and side.value is None
            shown = (said[place], () if removed else differing(said[place], against))
            self.sides.append(SideCard(theme, texts, self.letters[place], side, shown, scores[place]))
        for place, card in enumerate(self.sides):
            self.group.addButton(card.choice, place)
        columns = min(len(self.sides), 3)
        column.addWidget(CardGrid(theme, self.sides, [(columns, _SIDE_BY_SIDE), (1, 0)]))
        column.addWidget(self._build_choice(theme, author, room, same))
        self.wrong = MessageBox(theme, "danger", "circle-alert")
        column.addWidget(self.wrong)
        if earlier is not None:
            self.reason.setPlainText(earlier.reason.toPlainText())
        if same is not None:
            self.choose(same.group.checkedId())
        self.group.idToggled.connect(lambda *_: self.changed.emit())

    def _build_base(self, theme: Theme) -> Card:
        texts, conflict = self._texts, self.conflict
        card = Card("inset", padding=16)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconLabel(theme, "history", "muted", 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(texts.text("conflicts_page.before"), weight="semibold", wrap=True))
        none = texts.text("conflicts_page.no_base")
        self.base = label(none if conflict.base is None else value_text(conflict, conflict.base, texts), wrap=True)
        words.addWidget(self.base)
        row.addLayout(words, 1)
        card.body.addLayout(row)
        return card

    def _build_choice(self, theme: Theme, author: str, room: int, same: ConflictView | None) -> Card:
        texts, question = self._texts, self.conflict.asked
        card = Card(padding=20, spacing=10)
        self.other: QRadioButton | None = None
        self.editor: Editor | None = None
        if question is not None:
            kind = {None: "another", ORDER: "another_order"}.get(self.conflict.row, "another_row")
            self.other = QRadioButton(texts.text(f"conflicts_page.{kind}"))
            self.group.addButton(self.other, len(self.sides))
            card.body.addWidget(self.other)
            if same is not None and same.editor is not None:
                self.editor, self.typed, self.has_typed = same.editor, same.typed, same.has_typed
            else:
                self.editor = self._make_editor(Kit(theme, texts, room), question)
                self.editor.show_answer(self._start(), {})
            self.editor.edited.connect(self._on_edited)
            self.editor.problems_changed.connect(self.changed)
            self.editor.hide()
            self.other.toggled.connect(self.editor.setVisible)
            self.other.clicked.connect(self._on_other)
            card.body.addWidget(self.editor)
            card.body.addWidget(line())
        card.body.addWidget(label(texts.text("conflicts_page.reason"), weight="semibold", wrap=True))
        card.body.addWidget(label(texts.text("conflicts_page.reason_text"), "caption", "muted", wrap=True))
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(texts.text("conflicts_page.reason"))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(_REASON_HEIGHT))
        self.reason.textChanged.connect(self.changed)
        card.body.addWidget(self.reason)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(texts.text("conflicts_page.author"), "secondary", "muted"))
        self.author = QLineEdit(author)
        self.author.setMaxLength(200)
        self.author.setAccessibleName(texts.text("conflicts_page.author"))
        self.author.textChanged.connect(self.changed)
        self.author.returnPressed.connect(self.entered)
        row.addWidget(self.author, 1)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _make_editor(self, kit: Kit, question: Question) -> Editor:
        row = self.conflict.row
        if row is None:
            return make_editor(kit, question)
        if row == ORDER:
            names = row_names(self.conflict, self._texts)
            # The order that stands now is one that may be chosen, too.
            self.typed, self.has_typed = [id_ for id_, _ in names], True
            return OrderEditor(kit, question, names)
        return RowEditor(kit, question, row)

    def _start(self) -> Answer:
        """What the editor of another row begins with: the row as the first side has it that did not remove it."""
        row = self.conflict.row
        first = next((side.value for side in self.conflict.sides if isinstance(side.value, dict)), None)
        if row is None or first is None:
            return BLANK
        cells = {
            code: tuple(cell) if isinstance(cell, list) else cell for code, cell in first.items() if code != ROW_KEY
        }
        return Answer(AnswerState.ANSWERED, (Row(row, cells),))

    def _on_other(self) -> None:
        if self.editor is not None:
            self.editor.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self, _code: str, raw: object) -> None:
        self.typed, self.has_typed = raw, raw is not None or self.conflict.row is None
        self.changed.emit()

    # What is chosen

    def choose(self, place: int) -> None:
        """Chooses a side by its place; the one after the last is another value."""
        button = self.group.button(place)
        if button is not None:
            button.setChecked(True)

    @property
    def chosen(self) -> str:
        """The letter of the chosen side, "another", or "" while nothing is chosen."""
        place = self.group.checkedId()
        if place < 0:
            return ""
        return self.letters[place] if place < len(self.sides) else "another"

    @property
    def is_begun(self) -> bool:
        """Whether somebody has chosen something or written a reason."""
        return bool(self.chosen or self.reason.toPlainText().strip())

    @property
    def is_complete(self) -> bool:
        """Whether there is a choice, a reason and a name; and of another value, one without problems."""
        if not self.chosen or not self.reason.toPlainText().strip() or not self.author.text().strip():
            return False
        return self.chosen != "another" or (self.has_typed and self.editor is not None and not self.editor.problems)

    def value(self) -> object:
        """The chosen value in the form that `resolve` takes."""
        place = self.group.checkedId()
        if place < len(self.sides):
            return self.conflict.sides[place].value
        return self.typed

    def commit(self) -> None:
        if self.editor is not None and self.chosen == "another":
            self.editor.commit()

"""What stands above the answers: what is open and how, which answers are listed, and the level that they give."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QHBoxLayout, QWidget

from mrcworkbench.domain.scoring.results import CriterionScore
from mrcworkbench.domain.scoring.wording import level_word
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.models.criteria import spoken
from mrcworkbench.gui.pages.centre.reading import ALL, CORRECTED, IN_CONFLICT, CentreAnswers
from mrcworkbench.gui.theme import Theme
from mrcworkbench.gui.widgets import EvidenceMark, IconLabel, LevelChip, SegmentedControl, label
from mrcworkbench.gui.widgets.basics.choosing import ComboBox
from mrcworkbench.gui.widgets.basics.flow import FlowLayout
from mrcworkbench.gui.words.titles import section_title


def _holds_focus(part: QWidget) -> bool:
    here = QApplication.focusWidget()
    return here is not None and part.isAncestorOf(here)


def level_sentence(score: CriterionScore | None, texts: Texts) -> str:
    """Which level another answer would give; "" where it judges nothing."""
    if score is None:
        return ""
    if score.level is None:
        return texts.text("centre_page.level_word", level=level_word(score, texts))
    return texts.text("centre_page.level_would", level=score.level)


class ReadingBand(QFrame):
    """Says that nothing is edited here, and what is done instead."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self.setProperty("kind", "soft")
        self.setProperty("tone", "accent")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(12)
        row.addWidget(IconLabel(theme, "lock", "accent", 18), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label(texts.text("centre_page.reading"), weight="semibold"))
        self._text = label(texts.text("centre_page.reading_text"), "secondary", "muted", wrap=True)
        row.addWidget(self._text, 1)


class AnswerChooser(QWidget):
    """AnswerChooser(theme, texts): `show_place`. `changed` when a person chooses another section or filter."""

    changed = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        self._flow = FlowLayout(self, across=12, down=8)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.sections = ComboBox(self)
        self.sections.setObjectName("centre:section")
        self.sections.setAccessibleName(texts.text("centre_page.choose_section"))
        self.sections.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.sections.setMaxVisibleItems(16)
        self.sections.setPlaceholderText(texts.text("centre_page.all_sections"))
        self.sections.activated.connect(self._on_section)
        self._flow.addWidget(self.sections)
        self.filter: SegmentedControl | None = None
        self._level = QWidget()
        row = QHBoxLayout(self._level)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(texts.text("centre_page.level"), "secondary", "muted"))
        self.chip = LevelChip(theme)
        self.word = label("", "secondary", "muted")
        self.evidence = EvidenceMark(theme)
        for widget in (self.chip, self.word, self.evidence):
            row.addWidget(widget)

    @property
    def section(self) -> str:
        """Code of the chosen section; "" where answers of all are listed."""
        return str(self.sections.currentData() or "")

    @property
    def only(self) -> str:
        """What is listed: see `reading`."""
        return ALL if self.filter is None else self.filter.value() or ALL

    def show_answers(self, answers: CentreAnswers, section: str | None, only: str) -> None:
        """Offers the sections of an assessment, with how many of its answers are corrected or in conflict."""
        self.sections.clear()
        for one in answers.sections:
            self.sections.addItem(section_title(one, self._texts), one.code)
        here = self.sections.findData(answers.section(section).code)
        self.sections.setCurrentIndex(here if only == ALL else -1)
        self._offer(answers, only)
        self.show_score(answers.score(answers.section(section)) if only == ALL else None, answers)

    def _offer(self, answers: CentreAnswers, only: str) -> None:
        had_focus = self.filter is not None and _holds_focus(self.filter)
        if self.filter is not None:
            self._flow.removeWidget(self.filter)
            self._flow.removeWidget(self._level)
            self.filter.hide()
            self.filter.deleteLater()
        say = self._texts.text
        choices = [(ALL, say("centre_page.all_answers"))]
        for name in (CORRECTED, IN_CONFLICT):
            choices.append((name, say(f"centre_page.only_{name}", n=answers.count(name))))
        self.filter = SegmentedControl(self._theme, choices, say("centre_page.filter"), only, parent=self)
        self.filter.chosen.connect(lambda _: self.changed.emit())
        self._flow.addWidget(self.filter)
        self._flow.addWidget(self._level)
        self.filter.show()
        if had_focus:
            self.filter.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_score(self, score: CriterionScore | None, answers: CentreAnswers) -> None:
        """Shows the level of the section's criterion; nothing where it has none."""
        self._level.setVisible(score is not None)
        if score is None:
            return
        said = spoken(answers.criterion(score.id), score, self._texts)
        self.chip.set_level(score.level, hollow=score.hollow, applicable=score.applicable, spoken=said)
        self.word.setText(level_word(score, self._texts))
        self.evidence.set_grade(score.evidence)
        self.evidence.setVisible(score.evidence is not None)

    def _on_section(self) -> None:
        if self.filter is not None:
            self.filter.set_value(ALL)
        self.changed.emit()

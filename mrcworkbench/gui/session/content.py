"""What comes with the program, in one language; each part is read when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mrcworkbench.content.catalogue import SOURCE_LANGUAGE, Catalogue, catalogue

if TYPE_CHECKING:
    from mrcworkbench.domain.questionnaire.model import Questionnaire
    from mrcworkbench.domain.scoring.criteria import CriteriaSet
    from mrcworkbench.domain.study.model import Study


class Content:
    """Texts and study for the pages; questionnaire and criteria for those about many centres, newest version. A page
    about one assessment takes those of its working copy."""

    def __init__(self, language: str = SOURCE_LANGUAGE) -> None:
        self.language = language

    @cached_property
    def texts(self) -> Catalogue:
        return catalogue(self.language, for_window=True)

    @cached_property
    def questionnaire(self) -> Questionnaire:
        from mrcworkbench.content.instruments import main, questionnaire

        return questionnaire(main().id, language=self.language)

    @cached_property
    def view_questionnaire(self) -> Questionnaire:
        from mrcworkbench.content.instruments import questionnaire, unscored

        return questionnaire(unscored().id, language=self.language)

    @cached_property
    def criteria(self) -> CriteriaSet:
        from mrcworkbench.content.instruments import criteria_set, main

        return criteria_set(main().id, language=self.language)

    @cached_property
    def study(self) -> Study:
        from mrcworkbench.content.study import study

        return study(self.language)

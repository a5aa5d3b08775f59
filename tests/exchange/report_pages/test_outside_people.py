"""What people outside the centre say reaches the report, from the file to its pages."""

from __future__ import annotations

from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.scoring.results import Basis, StakeholderView
from mrcworkbench.exchange.report.pages import glance, profile
from mrcworkbench.exchange.report.pages.marks import CONFIRMED
from mrcworkbench.exchange.report.words import Words
from tests.exchange.report_pages.centres import CRITERIA, in_place, seen, text_of

PLACE = 9


def test_one_confirmation_from_outside_is_marked_on_the_first_page_and_in_the_profile() -> None:
    words, criterion = Words(catalogue()), CRITERIA[PLACE].id
    said = (StakeholderView(criterion, "confirmed", frozenset({"partner"}), independent=True),)
    with_voice, without = (seen(in_place(PLACE), views=views) for views in (said, ()))
    assert with_voice.score.by_id[criterion].basis is Basis.CONFIRMED
    assert without.score.by_id[criterion].basis is not Basis.CONFIRMED
    for page in (glance, profile):
        marks = [text_of(page.arrange(data, words)).count(CONFIRMED) for data in (with_voice, without)]
        assert marks == [2, 1], "beside the one that says what the mark means"

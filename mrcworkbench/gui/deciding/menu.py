"""What can be decided about a centre, as entries of a menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from mrcworkbench.domain.merging.counting import rivals_of
from mrcworkbench.domain.texts import Texts
from mrcworkbench.gui.deciding.acts import CentreActs

if TYPE_CHECKING:
    from mrcworkbench.domain.assessments import AssessmentInfo
    from mrcworkbench.services.session.session import Session


def add_acts(menu: QMenu, acts: CentreActs, session: Session, info: AssessmentInfo, texts: Texts) -> None:
    """Adds what a person may decide about the centre of an assessment; nothing where nothing can be written, or where
    it is no collection."""
    if not acts.is_possible or not session.file_use.collects:
        return
    if menu.actions():
        menu.addSeparator()
    for key, act in _entries(acts, session, info):
        menu.addAction(texts.text(key)).triggered.connect(lambda _=False, act=act: act())


def _entries(acts: CentreActs, session: Session, info: AssessmentInfo) -> list[tuple[str, Callable[[], None]]]:
    centre, every = info.centre, session.assessments()
    if centre.withdrawn:
        return [
            ("centre_acts.menu_unwithdraw", partial(acts.take_back_withdrawal, centre)),
            ("centre_acts.menu_erase", partial(acts.erase, centre)),
        ]
    found: list[tuple[str, Callable[[], None]]] = []
    if rivals_of(info, every):
        found.append(("centre_acts.menu_choose", partial(acts.choose, info)))
    if len({one.centre.id for one in every}) > 1:
        found.append(("centre_acts.menu_join", partial(acts.join, centre)))
    return [
        *found,
        ("window.file_rename", partial(acts.rename, centre)),
        ("centre_acts.menu_withdraw", partial(acts.withdraw, centre)),
        ("centre_acts.menu_erase", partial(acts.erase, centre)),
    ]

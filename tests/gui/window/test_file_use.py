"""A centre's file and a collection in the window: which pages there are, what opens first, and the way between."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from mrcworkbench.gui.pages.merge import MergePage
from mrcworkbench.gui.pages.submit import SubmitPage
from mrcworkbench.services.merging.merge import merge_into
from mrcworkbench.services.merging.resolving import Resolution, open_conflicts, resolve
from mrcworkbench.services.session.databases import create_empty
from mrcworkbench.services.session.session import open_session
from tests.gui.merging_support import edited, merged, submission, twin
from tests.gui.window_support import Desktop

OF_CENTRE = ("home", "questionnaire", "results", "compare", "register:practices", "report", "submit")
BEFORE_REGISTERS = tuple(name for name in OF_CENTRE if not name.startswith("register"))
"""Those of a file that answers 1.0.0, which has no registers."""
TO_COLLECT, TO_CENTRE = "Use this file to collect submissions…", "Use this file for one centre…"


def choose(desktop: Desktop, text: str) -> None:
    """Chooses an entry of the File menu."""
    menu = QMenu()
    desktop.bench.menus.fill_files(menu)
    next(action for action in menu.actions() if action.text() == text).trigger()
    desktop.settle()


def offered(desktop: Desktop) -> list[str]:
    menu = QMenu()
    desktop.bench.menus.fill_files(menu)
    return [action.text() for action in menu.actions() if action.text() in (TO_COLLECT, TO_CENTRE)]


def pages(desktop: Desktop) -> tuple[str, ...]:
    """As they stand in the sidebar, from top to bottom for the eye."""
    shown = [(button.y(), name) for name, button in desktop.shell.sidebar.pages.items() if button.isVisible()]
    assert tuple(name for _, name in sorted(shown)) == desktop.shell.sidebar.shown_pages
    return desktop.shell.sidebar.shown_pages


def here(desktop: Desktop) -> str:
    return desktop.shell.stack.currentWidget().objectName().removeprefix("page:")


def merge(desktop: Desktop, *files: Path) -> MergePage:
    """Takes files in through File > Merge and the page's buttons."""
    choose(desktop, "Merge files into this database")
    page = desktop.bench.navigator.pages["merge"]
    assert isinstance(page, MergePage)
    page.take(files)
    desktop.settle()
    page.view.act.go.click()
    desktop.settle()
    return page


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return submission(tmp_path / "own.mrcw", prof_body="Mine")


def begin_again(desktop: Desktop, path: Path, away: Path) -> None:
    """Opens another file, then this one again."""
    desktop.bench.files.open(away)
    desktop.settle()
    desktop.bench.files.open(path)
    desktop.settle()


def test_a_manager_who_merges_a_colleagues_copy_keeps_a_centres_file(
    desktop: Desktop, own: Path, sample: Path, tmp_path: Path
) -> None:
    colleague = twin(own, "colleague.mrcw", prof_body="Theirs", media_status="planned")
    edited(own, prof_body="Mine, later")
    desktop.begin(own)
    assert pages(desktop) == OF_CENTRE
    page = merge(desktop, colleague)
    assert pages(desktop) == (*OF_CENTRE, "merge", "conflicts")
    assert "other centre" not in page.view.messages.told.accessibleName()
    page.view.settling.click()
    desktop.settle()
    assert here(desktop) == "conflicts"
    begin_again(desktop, own, sample)
    assert here(desktop) == "home"
    assert pages(desktop) == (*OF_CENTRE, "conflicts"), "there is something to settle, and nothing to merge"
    session = desktop.bridge.session
    (one,) = open_conflicts(session)
    resolve(session, [Resolution(one.id, one.sides[0].value, "Both agreed")], author="Ana")
    begin_again(desktop, own, sample)
    assert pages(desktop) == (*OF_CENTRE, "decisions"), "what was decided can be read again"


def test_a_manager_who_merges_another_centre_keeps_the_own_one_in_view(
    desktop: Desktop, own: Path, sample: Path, tmp_path: Path
) -> None:
    other = submission(tmp_path / "other.mrcw", "مركز النور", "MA", prof_body="Theirs")
    desktop.begin(own)
    page = merge(desktop, other)
    said = page.view.messages.told.accessibleName()
    assert "one other centre" in said
    assert "Port Velira" in said
    assert TO_COLLECT.removesuffix("…") in said
    assert desktop.bridge.assessment.centre.name == "Port Velira"
    begin_again(desktop, own, sample)
    assert (here(desktop), pages(desktop)) == ("home", OF_CENTRE)
    assert desktop.bridge.assessment.centre.name == "Port Velira", "the other one is newer"
    submit = desktop.go("submit")
    assert isinstance(submit, SubmitPage)
    assert "other assessment" not in submit.way.what.text(), "which is not sent"


def test_of_work_that_nobody_has_put_a_name_to_it_is_said_so_before_it_leaves(desktop: Desktop, own: Path) -> None:
    colleague = twin(own, "colleague.mrcw", prof_body="Theirs")
    edited(own, prof_body="Mine, later")
    desktop.begin(own)
    merge(desktop, colleague)
    submit = desktop.go("submit")
    assert isinstance(submit, SubmitPage)
    shown = "\n".join(text for _, text, _ in submit.leaving.model.rows)
    assert "As sealed without a name, " in shown
    assert "As sealed by ," not in shown


def test_the_way_from_a_centres_file_to_a_collection_and_back(desktop: Desktop, own: Path, sample: Path) -> None:
    desktop.begin(own)
    asked: list[str] = []
    desktop.bench.use_switch.confirm = lambda *words: asked.extend(words) or True
    assert offered(desktop) == [TO_COLLECT]
    choose(desktop, TO_COLLECT)
    assert here(desktop) == "centres"
    assert pages(desktop) == ("centres", "merge", "conflicts", "decisions", "across", "export", *OF_CENTRE[:-1])
    begin_again(desktop, own, sample)
    assert here(desktop) == "centres", "a collection of one is a collection"
    assert offered(desktop) == [TO_CENTRE]
    choose(desktop, TO_CENTRE)
    assert (here(desktop), pages(desktop)) == ("home", OF_CENTRE)
    assert len(asked) == 6, "once for each way"
    assert all(word.strip() for word in asked)
    assert desktop.bridge.working_copy.answer("prof_body").value == "Mine"
    assert desktop.said == []


def test_a_person_who_thinks_better_of_it_changes_nothing(desktop: Desktop, own: Path) -> None:
    desktop.begin(own)
    before = own.read_bytes()
    desktop.bench.use_switch.confirm = lambda *_: False
    choose(desktop, TO_COLLECT)
    assert pages(desktop) == OF_CENTRE
    assert own.read_bytes() == before


def test_a_file_of_many_centres_is_not_made_one_centres(desktop: Desktop, tmp_path: Path, own: Path) -> None:
    collected = tmp_path / "all.mrcw"
    create_empty(collected)
    merged(collected, own, submission(tmp_path / "other.mrcw", "Kasumbo", "CD"))
    desktop.begin(collected)
    desktop.bench.use_switch.confirm = lambda *_: pytest.fail("nothing to ask")
    choose(desktop, TO_CENTRE)
    (said,) = desktop.said
    assert "2 centres" in said[1]
    assert desktop.bridge.session.file_use.collects


def test_why_a_file_that_can_only_be_read_keeps_its_use_is_said(desktop: Desktop, own: Path) -> None:
    with open_session(own):
        desktop.begin(own)
        assert desktop.bridge.session.read_only
        choose(desktop, TO_COLLECT)
        assert [tone for tone, *_ in desktop.said] == ["danger"]
        assert pages(desktop) == OF_CENTRE


def test_the_sample_is_offered_no_other_use(desktop: Desktop, sample: Path) -> None:
    desktop.begin(sample)
    assert offered(desktop) == []


def test_a_collection_of_one_and_one_of_none_open_as_collections(desktop: Desktop, tmp_path: Path, own: Path) -> None:
    merge_into(tmp_path / "one.mrcw", [own], author="Desk")
    create_empty(tmp_path / "none.mrcw")
    desktop.begin(tmp_path / "one.mrcw")
    assert here(desktop) == "centres"
    assert "submit" not in pages(desktop)
    desktop.bench.files.open(tmp_path / "none.mrcw")
    desktop.settle()
    assert (here(desktop), pages(desktop)) == ("merge", ("merge", "conflicts", "decisions"))


def test_a_centres_file_of_0_1_0_that_took_in_a_copy_is_a_centres_again(desktop: Desktop, tmp_path: Path) -> None:
    path = Path(shutil.copy(Path(__file__).parents[2] / "data" / "files_0_1_0" / "in-use.mrcw", tmp_path / "old.mrcw"))
    path.chmod(0o600)
    with open_session(path) as session:
        session.settings.set("collects", "yes")
    desktop.begin(path)
    assert (here(desktop), pages(desktop)) == ("home", BEFORE_REGISTERS)


def test_the_keyboard_goes_through_the_pages_as_they_stand(desktop: Desktop, own: Path) -> None:
    desktop.begin(own)
    choose(desktop, "Merge files into this database")
    desktop.activate()
    sidebar = desktop.shell.sidebar
    sidebar.switcher.setFocus(Qt.FocusReason.TabFocusReason)
    desktop.press(Qt.Key.Key_Tab)
    assert desktop.window.focusWidget() is sidebar.pages["merge"], "the page that is shown"
    for name in reversed(OF_CENTRE):
        desktop.press(Qt.Key.Key_Up)
        assert desktop.window.focusWidget() is sidebar.pages[name]
        assert desktop.bench.navigator.place.page == name
    desktop.press(Qt.Key.Key_Tab)
    assert desktop.window.focusWidget() is sidebar.file_button

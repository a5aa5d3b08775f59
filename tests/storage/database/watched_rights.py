"""Makes every kind of file that holds answers, and prints the rights that each file and folder had at any time.

A program of its own: what looks on at every opening of a file cannot be taken away again.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

from mrcworkbench.domain.questionnaire.answers import answered
from mrcworkbench.gui import preferences
from mrcworkbench.services.session.databases import create, create_empty, create_sample
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.submitting import start_submitting
from tests import merge_support as files

_MOMENTS = frozenset({"open", "sqlite3.connect", "os.rename", "os.link", "os.remove", "os.mkdir"})


class Watch:
    """Looks at all files under a folder whenever Python touches one; what SQLite makes is there by then."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.seen, self._looking = folder, dict[str, int](), False
        sys.addaudithook(self._on_event)

    def look(self) -> None:
        self._looking = True
        for place, _, names in os.walk(self.folder):
            for path in (place, *(f"{place}/{name}" for name in names)):
                try:
                    mode = stat.S_IMODE(os.lstat(path).st_mode)
                except FileNotFoundError:
                    continue
                self.seen[path] = self.seen.get(path, 0) | mode
        self._looking = False

    def _on_event(self, event: str, _: object) -> None:
        if event in _MOMENTS and not self._looking:
            self.look()


def main(folder: Path) -> None:
    watch = Watch(folder)
    own, all_, sent = folder / "own.mrcw", folder / "all.mrcw", folder / "sent.mrcw"
    create(own, "Port Velira", "AL", "2026")
    create_sample(folder / "sample.mrcw")
    create_empty(all_)
    with open_session(own) as session:
        session.open_assessment(None)
        session.set_answer("prof_body", answered("Ministry"))
        watch.look()
        start_submitting(session, sent, author="Name").result()
        session.save_copy(folder / "copy.mrcw")
    files.merge(all_, sent)
    files.merge(all_, files.centre(folder, "Beta", {"prof_body": "x"}))
    files.merge(all_, files.centre(folder, "Gamma", {"prof_body": "x"}), dry_run=True)
    preferences.change(lambda kept: kept.opened(own))
    watch.look()
    print(json.dumps(watch.seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

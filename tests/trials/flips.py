"""One bit of a file is flipped: what is accepted then is exactly what was sealed, or the damage shows in no answer.

A third of the flips goes through the small tables (authors, times, names, manifest) bit by bit, a third hits the rows
of the large ones, and a third any place of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter

from mrcworkbench.storage.strangers.refusals import Refusal
from tests.trials import pages, sources
from tests.trials.forked import Surroundings, run_command, warm_up
from tests.trials.judging import SLOWEST, Content, HangsError, accepted, content_of
from tests.trials.tally import Tally

NAME, NAME_IN_USE = "flips", "flips-in-use"
_STRIDE = 7919
"""Through the bits of the small tables: a prime, so that few flips are spread and many reach every bit."""
_MERGED = 40
"""Of so many accepted files one is really merged, by command."""
_UNPROVED = frozenset({"attestations", "centres", "assessments", "row"})
"""What no hash covers in a submission of 0.1.0: author and time, when a centre was begun, its present name."""


@dataclass
class Source:
    """A good file, what is in it, and where its rows lie."""

    path: Path
    content: bytes
    right: Content
    few: list[int]
    many: list[int]
    old: bool
    merged: dict[str, object] | None = None
    """What commands say after it was merged."""

    def place(self, number: int, rng: Random) -> tuple[int, int]:
        """Byte and bit of the case."""
        which = number % 3
        if which == 0 and self.few:
            bit = number // 3 * _STRIDE % (len(self.few) * 8)
            return self.few[bit // 8], bit % 8
        places: Sequence[int] = self.many if which == 1 and self.many else range(len(self.content))
        return rng.choice(places), rng.randrange(8)


Compare = Callable[[Source, Content], tuple[str, str | None]]
"""What was accepted, in a few words, and what was misjudged."""


def run(numbers: Iterable[int], folder: Path) -> Tally:
    """Flips in submissions."""
    kinds = {**sources.SUBMISSIONS, "0.1.0": sources.old_submission}
    made = [_source(path, folder, old=name == "0.1.0") for name, path in sources.made(folder, kinds).items()]
    tally = Tally(NAME)
    warm_up()
    for number in numbers:
        source = made[number // 3 % len(made)]
        _flip(number, source, folder, tally, _whole_difference)
    return tally


def run_in_use(numbers: Iterable[int], folder: Path) -> Tally:
    """Flips in raw copies of databases in use: an answer that changes must be noticed."""
    made = [_source(path, folder, old=False) for path in sources.made(folder, sources.IN_USE).values()]
    tally = Tally(NAME_IN_USE)
    for number in numbers:
        _flip(number, made[number // 3 % len(made)], folder, tally, _changed_answer)
    return tally


def _source(path: Path, folder: Path, *, old: bool) -> Source:
    right = accepted(path, folder / "private")
    few, many = pages.used_by(path, few=True), pages.used_by(path, few=False)
    return Source(path, path.read_bytes(), right, few, many, old)


def _flip(number: int, source: Source, folder: Path, tally: Tally, compare: Compare) -> None:
    rng = Random(f"{tally.trial} {number}")
    damaged = bytearray(source.content)
    byte, bit = source.place(number, rng)
    damaged[byte] ^= 1 << bit
    file = folder / "damaged.mrcw"
    file.write_bytes(damaged)
    begun = perf_counter()
    told, wrong = "", None
    try:
        found = content_of(file, folder / "private")
    except HangsError:
        wrong = "hangs"
    except Exception as error:  # noqa: BLE001 - whatever it is, the reader may not raise it
        wrong = f"crash: {error!r}"
    else:
        if isinstance(found, Refusal):
            told = found.reason
        else:
            told, wrong = compare(source, found)
            if wrong is None and rng.randrange(_MERGED) == 0:
                wrong = _really_merged(source, file, folder)
    seconds = perf_counter() - begun
    if wrong is None and seconds > SLOWEST and not told.startswith("accepted"):
        wrong = "slow"
    where = f" ({source.path.name}, byte {byte}, bit {bit})" if wrong else ""
    tally.add(number, wrong and wrong + where, seconds=seconds, told=told)


def _whole_difference(source: Source, found: Content) -> tuple[str, str | None]:
    difference = source.right.difference(found)
    if difference is None:
        return "accepted, right", None
    if source.old and not found.whole["is_sealed"]:
        return "accepted, 0.1.0: said not to be sealed", None
    if source.old and difference.partition(":")[0] in _UNPROVED:
        return "accepted, 0.1.0: not provable", None
    return "accepted, changed", f"changed {difference}"


def _changed_answer(source: Source, found: Content) -> tuple[str, str | None]:
    """Names of revisions differ with what else stands in them; the answers must not."""
    if _answers(source.right) == _answers(found):
        return "accepted, answers right", None
    return "accepted, changed answer", "not found: " + str(source.right.difference(found))


def _answers(content: Content) -> list[object]:
    return [sorted((unit[1:8] for unit in part.units), key=repr) for part in content.parts]


def _really_merged(source: Source, file: Path, folder: Path) -> str | None:
    """Whether commands say the same of the merged file as of the merged good one."""
    if source.merged is None:
        source.merged = _after_merging(source.path, folder)
    found = _after_merging(file, folder)
    if source.old:
        return None if found.get("answers") == source.merged.get("answers") else "merged otherwise"
    return None if found == source.merged else "merged otherwise"


def _after_merging(file: Path, folder: Path) -> dict[str, object]:
    target = folder / "target" / "all.mrcw"
    target.parent.mkdir(exist_ok=True)
    target.unlink(missing_ok=True)
    around = Surroundings(folder / "data")
    merged = run_command(["merge", target, file, "--author", "Officer", "--json"], around)
    said: dict[str, object] = {"merge": merged.status}
    listed = run_command(["list", target, "--json"], around).document()
    said["list"] = listed
    for centre in (listed or {}).get("centres", ()):
        for one in centre["assessments"]:
            words = ["answers", target, "--assessment", one["id"], "--json"]
            said[f"answers {one['id']}"] = run_command(words, around).document()
    return said

"""All trials: what each is called, how many cases the full run has, and what it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from tests.trials.tally import Tally


@dataclass(frozen=True)
class Trial:
    """`function` is `module:name`, loaded when the trial runs."""

    name: str
    count: int
    function: str
    small: int = 0
    """How many of its cases are tried with the other tests, in a few seconds; 0 for none."""
    recorded: bool = False
    """Whether it needs the recorder of what is written (Linux, gcc)."""

    def load(self) -> Callable[[Iterable[int], Path], Tally]:
        module, _, name = self.function.partition(":")
        function: Callable[[Iterable[int], Path], Tally] = getattr(import_module(f"tests.trials.{module}"), name)
        return function

    def environment(self) -> Mapping[str, str]:
        """What the processes of the full trial need to find when they start."""
        if not self.recorded:
            return {}
        from tests.trials.recorder import preload

        return preload()


_ALL = (
    Trial("flips", 30_000, "flips:run", small=100),
    Trial("flips-in-use", 6_000, "flips:run_in_use", small=60),
    Trial("mutations", 8_000, "mutations:run", small=108),
    Trial("hostile", 2_048, "hostile_opened:run_trial", small=18),
    Trial("underneath", 600, "underneath:run_trial", small=20),
    Trial("cut-disks", 10_000, "cut_disks:run_trial", recorded=True),
    Trial("hot-journals", 300, "cut_disks:run_hot", small=7),
    Trial("kills", 500, "kills:run_trial", small=4, recorded=True),
)
TRIALS = {trial.name: trial for trial in _ALL}

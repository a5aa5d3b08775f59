"""The command line: one program, a command per job, the window if none is named.

Exit status: 0 done, 1 the input has problems, 2 wrong usage, 3 a fault of ours. Each command imports what it needs when
it runs, so that the window is not kept waiting for a report writer.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from mrcworkbench.cli import arguments
from mrcworkbench.cli.output import Output, OutputGoneError
from mrcworkbench.errors import UsageError, UserError

DONE, PROBLEMS, WRONG_USAGE, FAULT = 0, 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    output = Output(as_json="--json" in words)
    try:
        return _run(words, output)
    except OutputGoneError:
        output.give_up()
        return PROBLEMS


def _run(words: Sequence[str], output: Output) -> int:
    try:
        try:
            options = arguments.parse(words)
            output.as_json = getattr(options, "json", output.as_json)  # also where it is abbreviated
            output.failed = getattr(options, "failed", {})
            if words and words[0] in arguments.COMMANDS:  # the window does so by itself, once it is painted
                from mrcworkbench.leftovers import clear

                clear()
            return int(options.run(options, output))
        except UserError as error:
            output.error(error)
            return WRONG_USAGE if isinstance(error, UsageError) else PROBLEMS
    except OutputGoneError:
        raise
    except KeyboardInterrupt:
        output.failure("interrupted", "cli.interrupted")
        return PROBLEMS
    except Exception:  # noqa: BLE001 - the last place where a fault of ours can be told apart from the user's
        output.fault()
        return FAULT

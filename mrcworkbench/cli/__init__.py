"""The command line: one program, a command per job, the window if none is named.

Exit status: 0 done, 1 the input has problems, 2 wrong usage, 3 a fault of ours. Each command imports what it needs when
it runs, so that the window is not kept waiting for a report writer.
"""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Sequence

from mrcworkbench import paths
from mrcworkbench.cli import arguments
from mrcworkbench.cli.output import Output, OutputGoneError
from mrcworkbench.errors import UsageError, UserError

DONE, PROBLEMS, WRONG_USAGE, FAULT = 0, 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    output = Output(as_json="--json" in words)
    if not arguments.is_command(words):
        return _finish(words, output)  # the window logs itself, once it is there
    began = time.monotonic()
    _log_start(words[0], alone=argv is None)
    status = _finish(words, output)
    _log_end(status, began)
    return status


def _log_start(command: str, *, alone: bool) -> None:
    """`alone`: the command is a program of its own, so that the log may watch over all of it."""
    from mrcworkbench import log
    from mrcworkbench.log import environment

    if alone:
        from mrcworkbench.log.watching import watch

        watch()
    log.event("command", name=command, **environment.brief())


def _log_end(status: int, began: float) -> None:
    from mrcworkbench import log

    log.event("ended", status=status, milliseconds=int((time.monotonic() - began) * 1000))


def _finish(words: Sequence[str], output: Output) -> int:
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
            return _carry_out(options, output) if arguments.is_command(words) else int(options.run(options, output))
        except UserError as error:
            output.error(error)
            return WRONG_USAGE if isinstance(error, UsageError) else PROBLEMS
    except OutputGoneError:
        raise
    except KeyboardInterrupt:
        output.failure("interrupted", "cli.interrupted")
        return PROBLEMS
    except Exception as error:  # noqa: BLE001 - the last place where a fault of ours can be told apart from the user's
        output.fault(error)
        return FAULT


def _carry_out(options: Namespace, output: Output) -> int:
    """What every command does beside its work; the window does it by itself, once it is painted."""
    from mrcworkbench.services.session.recoveries import hearing

    if paths.may_hold_leftovers():
        from mrcworkbench.leftovers import clear

        clear(lambda path: output.say("cli.kept_copy", path=path))
    with hearing(lambda what, path: output.say(f"cli.{what}", path=path)):
        return int(options.run(options, output))

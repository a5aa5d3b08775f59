"""The command that packs what those who look after the program need to know."""

from __future__ import annotations

from argparse import Namespace

from mrcworkbench.cli.output import Output
from mrcworkbench.exchange.problem_report import save_problem_report, with_suffix
from mrcworkbench.services.problem_reports import problem_report as report


def problem_report(options: Namespace, output: Output) -> int:
    """Write the report as a text file; nothing is sent."""
    target = with_suffix(options.output)
    save_problem_report(report(), target)
    output.say("cli.problem_done", path=target)
    return 0

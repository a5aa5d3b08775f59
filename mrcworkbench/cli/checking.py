"""The command that checks files that came."""

from __future__ import annotations

from argparse import Namespace

from mrcworkbench.cli.output import Output
from mrcworkbench.cli.passed_over import list_passed_over, passed_over_to_json, say_passed_over
from mrcworkbench.domain.files.names import on_one_line
from mrcworkbench.services.merging.checking_files import REFUSED, check_files, unsealed_note
from mrcworkbench.services.merging.sources import files_to_read


def check(options: Namespace, output: Output) -> int:
    """Whether each file, and each of a folder, could be merged; 1 if any could not."""
    found = files_to_read(options.files)
    checked = list(check_files(found.files, output.texts))
    for file in checked:
        output.line(f"{output.texts.text(f'submission.verdict_{file.verdict}')}  {on_one_line(str(file.path))}")
        if file.message is not None:
            output.line(f"    {file.message}")
        note = unsealed_note(file.sealed, file.proved)
        if note is not None:
            output.line(f"    {output.texts.text(note)}")
    list_passed_over(found.passed_over, output)
    refused = sum(file.verdict == REFUSED for file in checked)
    output.say_count("submission.checked", len(checked), refused=refused)
    say_passed_over(found.passed_over, output)
    if output.as_json:
        output.document(
            {
                "files": [
                    {
                        "path": str(file.path),
                        "verdict": file.verdict,
                        "reason": file.reason,
                        "message": file.message,
                        "assessments": file.assessments,
                        "sha256": file.sha256,
                        "sealed": bool(file.sealed),
                        "proved": bool(file.proved),
                    }
                    for file in checked
                ],
                "passed_over": passed_over_to_json(found.passed_over, output),
                "totals": {
                    "new": len(checked) - refused,
                    "refused": refused,
                    "passed_over": len(found.passed_over),
                },
            }
        )
    return 1 if refused else 0

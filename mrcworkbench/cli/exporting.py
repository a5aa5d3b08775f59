"""The command that writes every assessment of a database as tidy tables."""

from __future__ import annotations

from argparse import Namespace

from mrcworkbench.cli.output import Output
from mrcworkbench.content.catalogue import catalogue
from mrcworkbench.domain.tidy.permitted import LeftOut
from mrcworkbench.exchange import tidy
from mrcworkbench.exchange.tidy.receipts import Format
from mrcworkbench.services.session.session import open_session
from mrcworkbench.services.session.unreadable import unreadable_among


def export(options: Namespace, output: Output) -> int:
    """One workbook or a folder of CSV files, read back and counted before it is said to be done."""
    catalogue(options.language)  # a wrong language is told before anything is opened
    with open_session(options.database, read_only=True, language=options.language) as session:
        receipt = tidy.export(
            session,
            options.output,
            format_=Format(options.format) if options.format else None,
            hxl=options.hxl,
            language=options.language,
        )
    counts = receipt.counts
    output.say_count("tidy.done", counts.assessments, path=options.output, tables=len(receipt.tables))
    for reason in LeftOut:
        if counts.left_out[reason]:
            words = output.texts.text(f"tidy.left_out_{reason}")
            output.say_count("tidy.left_out", counts.left_out[reason], reason=words)
    for table in receipt.tables:
        if table.parts > 1:
            output.say("tidy.split", table=table.name, sheets=table.parts)
    unreadable = unreadable_among(counts.unreadable)
    if unreadable is not None:
        output.warn(unreadable)
    if receipt.cut:
        output.say_count("tidy.cut_texts", receipt.cut)
    if output.as_json:
        output.document(
            {
                "file": str(options.output),
                "format": receipt.format.value,
                "assessments": counts.assessments,
                "left_out": {reason.value: counts.left_out[reason] for reason in LeftOut},
                "unreadable": [
                    {"assessment": one.assessment.id, "question": one.question} for one in counts.unreadable
                ],
                "tables": dict(receipt.rows),
            }
        )
    return 0

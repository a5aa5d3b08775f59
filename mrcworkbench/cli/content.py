"""Commands that show what the program ships: questionnaires and the study."""

from __future__ import annotations

from argparse import Namespace

from mrcworkbench.cli.output import Output
from mrcworkbench.content.instruments import questionnaire, versions
from mrcworkbench.content.questionnaires import questionnaire_document
from mrcworkbench.content.study import study
from mrcworkbench.domain.study.document import study_to_json
from mrcworkbench.errors import UsageError


def show_questionnaire(options: Namespace, output: Output) -> int:
    known, wanted = versions(options.kind), options.version
    if wanted is not None and wanted not in known:
        raise UsageError("questionnaire_version_unknown", version=wanted, known=", ".join(known))
    output.document(questionnaire_document(questionnaire(options.kind, wanted), known))
    return 0


def show_study(options: Namespace, output: Output) -> int:  # noqa: ARG001 - every command has the same form
    output.document(study_to_json(study()))
    return 0

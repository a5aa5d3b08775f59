"""Commands that show what the program ships: questionnaires and the study."""

from __future__ import annotations

from argparse import Namespace

from mrcworkbench.cli.output import Output
from mrcworkbench.content.instruments import questionnaire
from mrcworkbench.content.questionnaires import questionnaire_document
from mrcworkbench.content.study import study
from mrcworkbench.domain.study.model import study_to_json


def show_questionnaire(options: Namespace, output: Output) -> int:
    output.document(questionnaire_document(questionnaire(options.kind)))
    return 0


def show_study(options: Namespace, output: Output) -> int:  # noqa: ARG001 - every command has the same form
    output.document(study_to_json(study()))
    return 0

"""What tests of every part share: the content, loaded once, and how hard hypothesis tries."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from mrcworkbench.content.catalogue import Catalogue, catalogue
from mrcworkbench.content.questionnaires import criteria_set, questionnaire
from mrcworkbench.domain.criteria import CriteriaSet
from mrcworkbench.domain.questionnaire import Questionnaire

settings.register_profile(
    "mrcworkbench",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("mrcworkbench")


@pytest.fixture(scope="session")
def texts() -> Catalogue:
    return catalogue()


@pytest.fixture(scope="session")
def manager() -> Questionnaire:
    return questionnaire("manager")


@pytest.fixture(scope="session")
def stakeholder() -> Questionnaire:
    return questionnaire("stakeholder")


@pytest.fixture(scope="session")
def criteria() -> CriteriaSet:
    return criteria_set()

"""A file with two rounds: the first one answered and sealed, the second one begun."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mrcworkbench.services.session.rounds import new_round
from mrcworkbench.services.session.session import create, open_session

PARTNERS = "referral_partners"
FIRST_ROUND: Mapping[str, object] = {
    "resp_parts": ["subjects"],
    "referral_status": "in_place",
    PARTNERS: [
        {
            "referral_partners_name": f"Partner {n}",
            "referral_partners_kind": "housing",
            "referral_partners_written": "yes",
        }
        for n in range(1, 5)
    ],
    "referral_news": "some",
    "referral_way": ["staff", "consent", "results"],
    "referral_results": [
        {"referral_results_item": "Housing", "referral_results_women": 120, "referral_results_men": 80}
    ],
    "referral_evidence": {"state": "answered", "value": "b", "comment": "In the green folder"},
    "prof_body": "Ministry of Labour",
}


def two_rounds(path: Path, answers: Mapping[str, object] = FIRST_ROUND) -> str:
    """Makes the file; the id of the second round, called 2026. The first one is called 2025."""
    create(path, "Port Velira", "AL", "2025")
    with open_session(path) as session:
        session.open_assessment(None)
        checked = {code: session.check(code, raw) for code, raw in answers.items()}
        wrong = {code: one.problems for code, one in checked.items() if one.answer is None}
        assert not wrong, wrong
        session.set_answers({code: one.answer for code, one in checked.items() if one.answer is not None})
        return new_round(session, None, "2026").assessment.id

"""What was read again about the study and the library: the later reading holds, and both are told with the reason."""

from __future__ import annotations

import json

import pytest

from mrcworkbench import paths
from mrcworkbench.content.questionnaires import read_json
from mrcworkbench.domain.study.model import LIBRARY_PARTS

ALL = {
    item["id"]: item
    for file in sorted(paths.resources("study", "evidence").glob("*.json"))
    for item in read_json("study", "evidence", file.name)
}
LIBRARY_ENTRIES = {item["id"]: item for name in LIBRARY_PARTS for item in read_json("library", f"{name}.json")}
CORRECTIONS = {item["about"]: item for item in read_json("study", "corrections.json")}


def test_a_correction_has_both_readings_and_the_reason_and_is_about_something() -> None:
    items = read_json("study", "corrections.json")
    assert len(CORRECTIONS) == len(items) == 28
    centres = {centre["id"] for centre in read_json("study", "centres.json")}
    limits = {note["id"] for note in read_json("study", "notes.json")["limits"]}
    for item in items:
        about = item["about"]
        assert about in ALL or about in LIBRARY_ENTRIES or about in centres or about in limits, about
        assert item["after"] != item["before"], about
        assert all(text.endswith(".") for text in (item["before"] or ".", item["after"], item["reason"])), about
        assert item["decided"] in {"text", "judgement"}, about
        assert item["sources"], about
        if about in ALL:
            assert all(ALL[about][field] == item[field] for field in ("centre", "criterion")), about


CORRECTED = {
    "cnai.body.development.diaspora.projects": (None, "IOM office in Lisbon"),
    "cnai.body.protection.outreach.physical": (None, "seek to close gaps"),
    "cnai.body.setup.networks.international": ("in_place", "Cape Verde"),
    "clmc.body.protection.support.counselling": (None, "of such centres"),
    "irclm.body.protection.support.counselling": (None, "of such centres"),
    "clmc.body.setup.client_contacts": (None, "Facilitates"),
    "spectrum.body.setup.client_contacts": (None, "Facilitates"),
    "clmc.body.sustainability.independent": ("in_place", "among the oldest"),
    "cigem.03": (None, "29 workers"),
    "irclm.body.protection.outreach.physical": (None, "airports and railway stations"),
    "mcdem.body.sustainability.government_integration": ("planned", "committed"),
}
"""Evidence that was read again: its status where that changed or is new, and words that carry the later reading."""


@pytest.mark.parametrize("about", CORRECTED)
def test_a_corrected_claim_says_what_the_later_reading_says(about: str) -> None:
    status, words = CORRECTED[about]
    item = ALL[about]
    assert about in CORRECTIONS
    assert words in item["text"]
    assert status in (None, item["status"])


@pytest.mark.parametrize("practice", ["clmc.05", "ciami.05", "mic_croatia.07", "cnai.11", "mic_slovakia.10"])
def test_giving_information_is_not_gathering_it(practice: str) -> None:
    item = ALL[practice]
    assert item["criterion"] == "protection.support.counselling"
    assert item["also"] == ["protection.information_gathering"]


def test_enrolment_in_a_registry_is_no_help_for_policy() -> None:
    item = ALL["sportele.03"]
    assert item["criterion"] is None
    assert "sustainability.capacity.government" not in item["also"]


def test_the_library_uses_the_words_of_its_sources() -> None:
    files = [read_json("study", name) for name in ("centres.json", "discrepancies.json")]
    everything = json.dumps([LIBRARY_ENTRIES, ALL, files])
    assert "resettl" not in everything.lower()
    assert "return and reintegration" in LIBRARY_ENTRIES["R17"]["text"]
    assert "government agencies" in LIBRARY_ENTRIES["I19"]["text"]
    assert "setup.needs_assessment" in LIBRARY_ENTRIES["R07"]["criteria"]
    assert "two ways" in LIBRARY_ENTRIES["R11"]["note"]
    assert {id_ for id_, item in LIBRARY_ENTRIES.items() if (item.get("note") or "").startswith("Past:")} == {
        "R03",
        "I13",
    }
    (terms,) = [note for note in read_json("study", "notes.json")["library"] if note["id"] == "terms"]
    assert all(term in terms["text"] for term in ("AVR", "GMG", "JMDI", "MDGs"))


def test_what_we_do_not_hold_is_not_called_lost() -> None:
    limits = {note["id"]: note["text"] for note in read_json("study", "notes.json")["limits"]}
    assert "missing from the text that we hold" in limits["matrix_half"]
    assert not any("lost" in text for text in limits.values())

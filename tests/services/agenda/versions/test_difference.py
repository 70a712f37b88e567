"""What differs between two documents: by words, and both texts whole."""

import random

import pytest

from services.agenda.sections.events import SectionKind
from services.agenda.versions.difference import differences, words
from services.agenda.versions.document import HEADINGS, markdown, plain
from services.agenda.versions.service import community_share
from shared.localization.languages import Language

SECTION = {
    "section_id": 1,
    "revision_id": 1,
    "kind": "goals",
    "title": {"he": "מענה"},
    "text": {"he": "בכל שעה"},
}


def test_both_texts_can_be_read_from_the_parts() -> None:
    chance = random.Random(7)
    vocabulary = ["partners", "answer", "women", " in ", "Arabic", "\n", "night,", "לילה", "بالعربية"]
    for _ in range(100):
        one, other = (" ".join(chance.choices(vocabulary, k=chance.randrange(12))) for _ in range(2))
        parts = words(one, other)
        assert "".join(part["text"] for part in parts if part["change"] != "added") == one
        assert "".join(part["text"] for part in parts if part["change"] != "removed") == other


def test_what_is_the_same_is_told_from_what_is_new() -> None:
    assert words("women are answered", "all women are answered") == [
        {"change": "added", "text": "all "},
        {"change": "same", "text": "women are answered"},
    ]
    assert words("", "") == []


def test_sections_are_added_removed_reworded_or_unchanged() -> None:
    reworded = SECTION | {"revision_id": 2, "text": {"he": "בכל שעה", "en": "At any hour"}}
    other = SECTION | {"section_id": 9, "revision_id": 9}
    compared = differences([SECTION, other], [reworded])
    assert [one["change"] for one in compared] == ["reworded", "removed"]
    assert [one["language"] for one in compared[0]["text"]] == ["he", "en"]
    assert compared[1]["to_revision_id"] is None
    (unchanged,) = differences([SECTION], [SECTION])
    assert (unchanged["change"], unchanged["title"], unchanged["text"]) == ("unchanged", [], [])
    (added,) = differences([], [SECTION])
    assert added["text"][0]["parts"] == [{"change": "added", "text": "בכל שעה"}]


@pytest.mark.parametrize("language", Language)
def test_a_document_has_a_heading_for_each_kind_once(language: Language) -> None:
    sections = [SECTION, SECTION | {"section_id": 2}, SECTION | {"kind": "principles"}]
    text = markdown(sections, language, None)
    assert text.count("\n## ") == 2
    assert text.count("\n### ") == 3
    assert HEADINGS[SectionKind.GOALS].render(language) in text
    assert "2026-11-25" in markdown(sections, language, "2026-11-25")
    assert HEADINGS.keys() == set(SectionKind)


def test_nothing_people_wrote_becomes_a_heading_a_link_or_a_tag() -> None:
    assert plain("# Adopted") == "\\# Adopted"
    assert plain("<script>") == "\\<script\\>"
    assert plain("[here](https://example.org)").startswith("\\[here\\]")
    assert plain("Adopted\n===") == "Adopted\n\\==="
    assert plain("Adopted\n---") == "Adopted\n\\---"


def test_the_communitys_share_counts_the_leading_language_once() -> None:
    community = SECTION | {"text": {"ar": "x" * 90, "he": "א" * 30}, "rests_on_community": True}
    other = SECTION | {"text": {"he": "ב" * 10}, "rests_on_community": False}
    assert community_share([community, other]).as_integer_ratio() == (3, 4)
    assert community_share([]).as_integer_ratio() == (0, 1)

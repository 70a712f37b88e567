"""Telling events this program does not know, or whose sealed values are not for the reader."""

from typing import Any
from uuid import UUID

import pytest

from services.events.story.telling import Name, Opened, actor_in_words, tell
from services.events.story.words import SENTENCES
from shared.localization.languages import Language
from tests.services.events.story.reading import said

THING = "01936f9a-0000-7000-8000-000000000041"
PERSON = "01936f9a-0000-7000-8000-000000000003"


def event(type_name: str, data: dict[str, Any], **sealed: str) -> dict[str, Any]:
    return {
        "type": type_name,
        "subject": f"things/{THING}",
        "time": "2026-11-23T10:15:30.123456Z",
        "actor": {"kind": "person", "capacity": "representative"},
        "data": data,
        "sealed": sealed,
    }


def test_a_type_of_a_newer_program_is_told_by_its_name() -> None:
    item = tell(3, event("registry.treaty.signed", {"organization_id": THING, "novel": 1}), Opened(), {})
    assert said(item, "he") == "אירוע מסוג registry.treaty.signed."
    assert said(item, "en") == "An event of the type registry.treaty.signed."
    assert [(thing["kind"], str(thing["id"])) for thing in item["about"]] == [("organization", THING)]


def test_a_type_without_words_is_told_by_its_description(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(SENTENCES, "registry.staff.ended")
    item = tell(3, event("registry.staff.ended", {"staff_id": THING, "person_id": PERSON}), Opened(), {})
    assert said(item).endswith("A person no longer works for the backbone in a role.")


def test_a_code_of_a_newer_program_is_shown_as_it_is() -> None:
    data = {"forum_id": THING, "kind": "assembly"}
    item = tell(3, event("registry.forum.formed", data), Opened(), {})
    assert said(item) == "A forum was formed (assembly)."


def test_a_confidential_conversation_is_told_as_one_to_whoever_is_no_party() -> None:
    sealed = {"interaction_type": "aa", "notes": "bb", "person_ids": "cc"}
    confidential = event("registry.interaction.recorded_confidentially", {"interaction_id": THING}, **sealed)
    item = tell(3, confidential, Opened(closed=sorted(sealed)), {})
    assert said(item, "he") == "התקיימה שיחה."
    assert said(item, "ar") == "جرت محادثة."
    assert said(item) == "A conversation took place."
    assert [thing["kind"] for thing in item["about"]] == ["interaction"]
    assert item["reason"] is None
    assert (item["closed"], item["erased"]) == (sorted(sealed), [])


def test_a_party_of_a_confidential_conversation_may_open_its_notes() -> None:
    sealed = {"interaction_type": "aa", "notes": "bb"}
    confidential = event("registry.interaction.recorded_confidentially", {"interaction_id": THING}, **sealed)
    values = {"interaction_type": "conflict", "notes": {"he": "דיברנו"}}
    item = tell(3, confidential, Opened(values), {})
    assert item["reason"] == {"he": "דיברנו"}
    assert said(item) == "A conversation took place."


def test_who_acted_is_told_by_what_they_are_where_there_is_no_name() -> None:
    names = {UUID(PERSON): Name("person", erased=True)}
    acting = {
        **event("registry.source.withdrawn", {"source_id": THING}),
        "actor": {"kind": "person", "id": PERSON},
    }
    actor = tell(3, acting, Opened(), names)["actor"]
    in_words = actor_in_words(actor, Language.HEBREW)
    assert in_words == "מי שפרטיהם נמחקו"


def test_where_the_log_itself_names_nobody_it_is_said() -> None:
    actor = tell(3, event("registry.charter.refused", {"rule": "plan-follows-agenda"}), Opened(), {})["actor"]
    assert actor_in_words(actor, Language.HEBREW) == "בלי ציון שם"
    assert actor_in_words(actor, Language.ENGLISH) == "Nobody is named"


def test_of_a_long_list_twenty_things_are_told_and_how_many_more() -> None:
    organizations = [UUID(int=number) for number in range(1, 31)]
    names = {one: Name("organization", {"he": f"ארגון {one.int}"}) for one in organizations[:10]}
    data = {"mandate_id": THING, "organization_ids": [str(one) for one in organizations]}
    item = tell(3, event("registry.mandate.withdrawn", data), Opened(), names)
    assert (len(item["about"]), item["more_about"]) == (20, 11)
    assert item["about"][0]["kind"] == "mandate"
    three = "הארגון ״ארגון 1״, הארגון ״ארגון 2״, הארגון ״ארגון 3״"
    assert said(item, "he") == f"נמשכה הצעה למנדט: {three} ועוד 27."
    assert said(tell(3, event("registry.mandate.withdrawn", data), Opened(), {})).endswith(
        "organizations (30)."
    )

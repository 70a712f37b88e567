"""Interactions in the story: open ones with their type and parties, confidential ones as a conversation."""

import json
from typing import Any

from tests.kit import Actor, Field, World
from tests.services.events.story.reading import auditor, last, said

NOTES = {"he": "דיברנו על האיחור בנתונים."}


async def recorded(field: Field, **more: Any) -> None:
    """The founder and the partner had a conflict, as the founder says."""
    parties = [{"person_id": actor.person_id} for actor in (field.founder, field.partner)]
    body = {"type": "conflict", "parties": parties, "notes": NOTES, **more}
    await field.founder.created("registry/interactions", body)


async def test_an_interaction_is_told_with_its_type_and_its_notes_to_those_concerned(
    world: World, field: Field
) -> None:
    outsider = await world.add_person(field.facilitator, "רות לוי")
    await recorded(field)
    kind = "registry.interaction.recorded"
    item = await last(field.partner, kind)
    assert said(item, "he") == "נרשמה אינטראקציה בין צדדים: קונפליקט."
    assert item["reason"] == NOTES
    people = {thing["id"] for thing in item["about"] if thing["kind"] == "person"}
    assert people == {field.founder.person_id, field.partner.person_id}
    to_others = await last(outsider, kind)
    assert (to_others["reason"], to_others["closed"]) == (None, ["notes"])


async def test_a_confidential_one_is_a_conversation_that_took_place_and_nothing_else(
    world: World, field: Field
) -> None:
    outsider = await world.add_person(field.facilitator, "רות לוי")
    await recorded(field, confidential=True)
    kind = "registry.interaction.recorded_confidentially"
    readers: tuple[Actor, ...] = (outsider, await auditor(world, field))
    for reader in readers:
        item = await last(reader, kind)
        assert said(item, "he") == "התקיימה שיחה."
        assert said(item, "ar") == "جرت محادثة."
        assert said(item, "en") == "A conversation took place."
        assert [thing["kind"] for thing in item["about"]] == ["interaction"]
        assert (item["reason"], item["erased"]) == (None, [])
        shown = json.dumps(item, ensure_ascii=False)
        for secret in ("conflict", "קונפליקט", field.founder.person_id, field.partner.person_id, "האיחור"):
            assert secret not in shown
        page = await reader.get("events/story/page", params={"types": kind, "language": "he"})
        assert "התקיימה שיחה." in page.text
        assert "האיחור" not in page.text


async def test_the_parties_of_a_confidential_one_may_open_what_was_said(field: Field) -> None:
    await recorded(field, confidential=True)
    item = await last(field.partner, "registry.interaction.recorded_confidentially")
    assert said(item, "en") == "A conversation took place."
    assert (item["reason"], item["closed"]) == (NOTES, [])

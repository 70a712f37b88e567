"""The agenda as a whole: the draft, what was adopted, how the two differ."""

from typing import Any

import asyncpg

from tests.kit import Actor, Field, World
from tests.services.agenda.adopting import adopt_agenda, adopt_principles

AGENDA = "agenda/agenda"
SECTIONS = f"{AGENDA}/sections"


async def drafted(by: Actor, kind: str, text: str, **more: Any) -> dict[str, Any]:
    body = {"kind": kind, "title": {"he": f"כותרת {kind}"}, "text": {"he": text}, **more}
    return await by.created(SECTIONS, body)


async def test_before_anything_is_said_there_is_an_empty_draft(field: Field) -> None:
    agenda = (await field.partner.get(AGENDA)).json()
    assert (agenda["draft"], agenda["adopted"], agenda["adopted_principles"]) == ([], None, None)
    assert agenda["draft_community_share"] == {"numerator": 0, "denominator": 1}
    assert (await field.partner.get(f"{AGENDA}/text")).text.startswith("# The common agenda")


async def test_an_adopted_version_stays_as_it_was_adopted(world: World, field: Field) -> None:
    vision = await drafted(field.partner, "vision", "כל אישה בטוחה")
    problem = await drafted(field.partner, "problem", "אין מענה בלילה")
    goal = await drafted(field.partner, "goals", "מענה בכל שעה")
    gone = await drafted(field.partner, "goals", "יוסר לפני האימוץ")
    await field.partner.delete(f"{SECTIONS}/{gone['id']}")
    version_id = await adopt_agenda(world, field)

    await field.partner.patch(f"{SECTIONS}/{goal['id']}", {"text": {"he": "מענה בכל שעה ובכל שפה"}})
    await field.partner.delete(f"{SECTIONS}/{vision['id']}")
    added = await drafted(field.partner, "strategies", "תורנות משותפת")

    version = (await field.founder.get(f"{AGENDA}/versions/{version_id}")).json()
    assert [one["section_id"] for one in version["sections"]] == [problem["id"], vision["id"], goal["id"]]
    assert version["sections"][2]["text"] == {"he": "מענה בכל שעה"}
    agenda = (await field.founder.get(AGENDA)).json()
    assert agenda["adopted"] == version
    assert agenda["changed_section_ids"] == [goal["id"], added["id"]]
    assert agenda["discarded_section_ids"] == [vision["id"]]
    listed = (await field.founder.get(f"{AGENDA}/versions")).json()["items"]
    assert [one["revision_ids"] for one in listed] == [version["revision_ids"]]


async def test_working_principles_can_be_adopted_early(world: World, field: Field) -> None:
    principle = await drafted(field.partner, "principles", "מקשיבים")
    await drafted(field.partner, "goals", "מענה בכל שעה")
    version_id = await adopt_principles(world, field)
    agenda = (await field.partner.get(AGENDA)).json()
    assert agenda["adopted"] is None
    assert agenda["adopted_principles"]["id"] == version_id
    assert [one["section_id"] for one in agenda["adopted_principles"]["sections"]] == [principle["id"]]


async def test_a_version_is_compared_with_the_draft_and_with_another_word_by_word(
    world: World, field: Field
) -> None:
    goal = await drafted(field.partner, "goals", "מענה בכל שעה")
    same = await drafted(field.partner, "vision", "כל אישה בטוחה")
    first = await adopt_agenda(world, field)
    await field.partner.patch(f"{SECTIONS}/{goal['id']}", {"text": {"he": "מענה בערבית בכל שעה"}})
    to_draft = (await field.founder.get(f"{AGENDA}/versions/{first}/difference")).json()
    assert [(one["section_id"], one["change"]) for one in to_draft["sections"]] == [
        (same["id"], "unchanged"),
        (goal["id"], "reworded"),
    ]
    (hebrew,) = to_draft["sections"][1]["text"]
    assert [part["text"].strip() for part in hebrew["parts"] if part["change"] == "added"] == ["בערבית"]
    second = await adopt_agenda(world, field)
    path = f"{AGENDA}/versions/{first}/difference?to_version_id={second}"
    between = (await field.founder.get(path)).json()
    assert between["sections"] == to_draft["sections"]
    assert (between["from_version_id"], between["to_version_id"]) == (first, second)


async def test_a_version_is_read_as_text_in_the_readers_language(world: World, field: Field) -> None:
    await drafted(field.partner, "goals", "# מענה בכל שעה")
    version_id = await adopt_agenda(world, field)
    for language, heading in (("he", "## מטרות"), ("ar", "## الأهداف"), ("en", "## Goals")):
        for path in (f"{AGENDA}/text", f"{AGENDA}/versions/{version_id}/text"):
            response = await field.founder.get(path, headers={"Accept-Language": language})
            assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
            assert heading in response.text
            assert "\\# מענה בכל שעה" in response.text


async def test_the_share_of_adopted_text_that_rests_on_the_community(world: World, field: Field) -> None:
    ruth = await world.add_person(field.facilitator, "רות", part="community_member")
    voice = await ruth.created("agenda/voices", {"text": {"he": "אין מענה בערבית"}})
    await drafted(field.facilitator, "goals", "א" * 30, cites=[voice["id"]])
    await drafted(field.partner, "vision", "ב" * 10)
    await adopt_agenda(world, field)
    agenda = (await field.partner.get(AGENDA)).json()
    assert agenda["adopted"]["community_share"] == {"numerator": 3, "denominator": 4}
    assert agenda["draft_community_share"] == {"numerator": 3, "denominator": 4}


async def test_the_projection_is_built_again_from_the_log(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    await drafted(field.partner, "goals", "מענה בכל שעה")
    await adopt_agenda(world, field)
    before = (await field.partner.get(AGENDA)).json()
    await database.execute(
        "UPDATE agenda.follower_cursor SET version = 0 WHERE initiative_id = $1::text::uuid", field.id
    )
    assert (await field.partner.get(AGENDA)).json() == before


async def test_what_is_no_version_is_not_found(field: Field) -> None:
    for path in ("", "/text", "/difference"):
        response = await field.partner.get(f"{AGENDA}/versions/019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42{path}")
        assert response.status_code == 404

"""Sections of the agenda: who drafts, on what a draft rests, what staff may and may not do to the words."""

import asyncio
from typing import Any

import asyncpg
import pytest

from tests.kit import Actor, Field, World
from tests.services.erasing import erase

TITLE = {"he": "מענה בכל שעה"}
TEXT = {"he": "מי שפונות לעזרה נענות בשפתן, בכל שעה, ואיש אינו ממתין עד הבוקר."}
MISSPELT = {"he": TEXT["he"].replace("ממתין", "ממטין")}
OTHER = {"he": "השותפים מרחיבים את השירות לכל הארץ ומממנים אותו יחד במשך שלוש שנים."}
NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
SECTIONS = "agenda/agenda/sections"
BELONGS = "urn:shidra:charter:agenda-belongs-to-partners"


def body(text: dict[str, str] = TEXT, **more: Any) -> dict[str, Any]:
    return {"kind": "goals", "title": TITLE, "text": text, **more}


async def voice_of(bringer: Actor) -> str:
    voice = await bringer.created("agenda/voices", {"text": {"he": "אין מי שיענה בערבית בלילה."}})
    return str(voice["id"])


async def entered_for(bringer: Actor, by: Actor) -> str:
    entered = {"text": {"he": "אין מענה"}, "brought_by": {"person_id": bringer.person_id}}
    return str((await by.created("agenda/voices", entered))["id"])


async def refused_by_charter(actor: Actor, path: str, json: Any, *, patch: bool = False) -> str:
    """What the refusal said."""
    response = await (actor.patch(path, json) if patch else actor.post(path, json))
    assert (response.status_code, response.json()["type"]) == (403, BELONGS), response.text
    return str(response.json()["detail"])


async def test_any_participant_drafts_and_every_change_is_a_revision(field: Field) -> None:
    drafted = await field.partner.created(SECTIONS, body())
    assert (drafted["revision"], drafted["place"], drafted["change"]) == (1, 0, "drafting")
    path = f"{SECTIONS}/{drafted['id']}"
    changed = await field.founder.patch(path, {"text": OTHER}, version=1)
    assert changed.headers["ETag"] == '"2"'
    assert changed.json()["revision"] == 2
    assert changed.json()["revision_id"] != drafted["revision_id"]
    revisions = (await field.partner.get(f"{path}/revisions")).json()["items"]
    assert [(one["revision"], one["text"]) for one in revisions] == [(1, TEXT), (2, OTHER)]
    assert revisions[0]["id"] == drafted["revision_id"]
    unchanged = await field.founder.patch(path, {"text": OTHER, "place": 0})
    assert unchanged.json()["revision"] == 2


async def test_a_change_names_the_version_it_was_made_against(field: Field) -> None:
    path = f"{SECTIONS}/{(await field.partner.created(SECTIONS, body()))['id']}"
    assert (await field.partner.call("PATCH", path, {"text": OTHER})).status_code == 428
    together = await asyncio.gather(
        field.partner.patch(path, {"text": OTHER}, version=1),
        field.founder.patch(path, {"title": {"he": "אחרת"}}, version=1),
    )
    assert sorted(answer.status_code for answer in together) == [200, 412]
    assert (await field.partner.delete(path, version=1)).status_code == 412


async def test_staff_draft_only_what_rests_on_confirmed_voices(field: Field) -> None:
    assert "Cite" in await refused_by_charter(field.facilitator, SECTIONS, body())
    waiting = await entered_for(field.partner, field.facilitator)
    said = await refused_by_charter(field.facilitator, SECTIONS, body(cites=[waiting]))
    assert "confirmed" in said
    voice = await voice_of(field.partner)
    # One that is confirmed does not carry one that is not.
    await refused_by_charter(field.facilitator, SECTIONS, body(cites=[voice, waiting]))
    drafted = await field.facilitator.created(SECTIONS, body(cites=[voice, voice]))
    assert drafted["cites"] == [voice]
    assert drafted["brought_by"] == [{"person_id": field.partner.person_id, "organization_id": None}]


async def test_a_section_shows_who_brought_the_thought_and_never_who_on_the_staff_worded_it(
    field: Field,
) -> None:
    drafted = await field.facilitator.created(SECTIONS, body(cites=[await voice_of(field.partner)]))
    path = f"{SECTIONS}/{drafted['id']}"
    for address in (path, SECTIONS, f"{path}/revisions"):
        assert field.facilitator.person_id not in (await field.founder.get(address)).text


@pytest.mark.parametrize("state", ["unconfirmed", "withdrawn"])
async def test_nobody_cites_a_voice_that_nobody_stands_by(field: Field, state: str) -> None:
    voice = await entered_for(field.partner, field.facilitator)
    if state == "withdrawn":
        await field.partner.post(f"agenda/voices/{voice}/withdraw")
    refused = await field.founder.post(SECTIONS, body(cites=[voice]))
    assert (refused.status_code, refused.json()["code"]) == (422, "voice-not-citable")
    await refused_by_charter(field.facilitator, SECTIONS, body(cites=[voice]))


async def test_what_is_not_there_is_not_cited(field: Field) -> None:
    for named in ("cites", "cites_sources"):
        for actor in (field.partner, field.facilitator):
            refused = await actor.post(SECTIONS, body() | {named: [NOBODY]})
            assert (refused.status_code, refused.json()["code"]) == (422, "unknown-citation")


async def test_a_voice_withdrawn_later_is_shown_as_such_and_carries_no_new_draft(field: Field) -> None:
    voice, lasting = await voice_of(field.partner), await voice_of(field.founder)
    drafted = await field.facilitator.created(SECTIONS, body(cites=[voice, lasting]))
    await field.partner.post(f"agenda/voices/{voice}/withdraw")
    path = f"{SECTIONS}/{drafted['id']}"
    shown = (await field.founder.get(path)).json()
    assert shown["cites_withdrawn"] == [voice]
    assert [one["person_id"] for one in shown["brought_by"]] == [field.founder.person_id]
    await refused_by_charter(field.facilitator, path, {"text": OTHER}, patch=True)
    assert (await field.founder.patch(path, {"text": OTHER})).json()["code"] == "voice-not-citable"
    # A slip can be mended all the same.
    assert (await field.facilitator.patch(path, {"text": MISSPELT})).status_code == 200
    assert (await field.facilitator.patch(path, {"text": OTHER, "cites": [lasting]})).status_code == 200


async def test_a_voice_is_not_withdrawn_beside_the_draft_that_cites_it(field: Field) -> None:
    voice = await voice_of(field.partner)
    drafted, withdrawn = await asyncio.gather(
        field.facilitator.post(SECTIONS, body(cites=[voice])),
        field.partner.post(f"agenda/voices/{voice}/withdraw"),
    )
    assert withdrawn.status_code == 200
    assert drafted.status_code in (201, 403)
    if drafted.status_code == 201:
        positions = [int(one.headers["Log-Position"]) for one in (drafted, withdrawn)]
        assert positions[0] < positions[1]


async def test_staff_correct_spelling_and_translate_without_citing(field: Field) -> None:
    path = f"{SECTIONS}/{(await field.partner.created(SECTIONS, body(MISSPELT)))['id']}"
    corrected = await field.facilitator.patch(path, {"text": TEXT})
    assert (corrected.status_code, corrected.json()["change"]) == (200, "spelling")
    english = {"en": "Whoever asks for help is answered in her own language, at any hour."}
    translated = (await field.facilitator.patch(path, {"text": TEXT | english})).json()
    assert (translated["change"], translated["translated_into"]) == ("translation", ["en"])
    moved = (await field.facilitator.patch(path, {"place": 5})).json()
    assert (moved["change"], moved["place"], moved["revision"]) == ("arrangement", 5, 4)
    assert moved["translated_into"] == ["en"]
    await refused_by_charter(field.facilitator, path, {"text": OTHER}, patch=True)
    await refused_by_charter(field.facilitator, path, {"text": english}, patch=True)
    by_partner = (
        await field.partner.patch(path, {"text": TEXT | english | {"ar": "نُجيب في كل ساعة."}})
    ).json()
    assert by_partner["translated_into"] == []
    await refused_by_charter(
        field.facilitator, path, {"text": by_partner["text"] | {"en": "Nobody is answered."}}, patch=True
    )


async def test_many_small_corrections_do_not_add_up_to_a_draft(field: Field) -> None:
    path = f"{SECTIONS}/{(await field.partner.created(SECTIONS, body()))['id']}"
    words = TEXT["he"].split()
    accepted = 0
    for index in [place for place, word in enumerate(words) if len(word) > 3]:
        words[index] = words[index][:-1] + "ס"
        answer = await field.facilitator.patch(path, {"text": {"he": " ".join(words)}})
        accepted += answer.status_code == 200
    assert accepted == 1
    # Nor does calling it a draft with a citation taken away again.
    voice = await voice_of(field.partner)
    assert (await field.facilitator.patch(path, {"cites": [voice]})).status_code == 200
    await refused_by_charter(field.facilitator, path, {"cites": []}, patch=True)


async def test_a_voice_that_staff_brought_before_their_appointment_does_not_carry_a_draft(
    world: World, field: Field
) -> None:
    later = await world.add_person(field.facilitator, "לעתיד אנליסטית")
    voice = await voice_of(later)
    await field.founder.created("registry/staff", {"person_id": later.person_id, "role": "data_analyst"})
    for staff in (later, field.facilitator):
        await refused_by_charter(staff, SECTIONS, body(cites=[voice]))
    both = [voice, await voice_of(field.partner)]
    assert (await later.post(SECTIONS, body(cites=both))).status_code == 201
    assert (await field.partner.post(SECTIONS, body(cites=[voice]))).status_code == 201


async def test_staff_do_not_cite_what_they_entered_for_an_organization_of_their_own(
    world: World, field: Field
) -> None:
    organization = await field.facilitator.created(
        "registry/organizations", {"name": {"he": "ארגון הצוות"}, "sector": "nonprofit"}
    )
    front = await world.add_person(field.facilitator, "אנליסטית", organization["id"])
    await field.founder.created("registry/staff", {"person_id": front.person_id, "role": "data_analyst"})
    entered = {"text": {"he": "דעת הצוות"}, "brought_by": {"organization_id": organization["id"]}}
    voice = (await front.created("agenda/voices", entered))["id"]
    confirming = await front.post(f"agenda/voices/{voice}/confirm")
    assert confirming.json()["type"] == BELONGS
    for staff in (front, field.facilitator):
        await refused_by_charter(staff, SECTIONS, body(cites=[voice]))


async def test_a_source_carries_a_draft_until_it_is_withdrawn(field: Field) -> None:
    source = await field.partner.created("registry/sources", {"kind": "study", "title": {"he": "סקר"}})
    drafted = await field.facilitator.created(SECTIONS, body(cites_sources=[source["id"]]))
    assert drafted["cites_sources"] == [source["id"]]
    withdrawn = await field.partner.post(f"registry/sources/{source['id']}/withdraw")
    assert withdrawn.status_code == 200
    refused = await field.facilitator.post(SECTIONS, body(cites_sources=[source["id"]]))
    assert (refused.status_code, refused.json()["code"]) == (422, "source-not-citable")


async def test_templates_for_working_principles_are_offered_word_for_word(field: Field) -> None:
    templates = (await field.facilitator.get("agenda/agenda/principle-templates")).json()["templates"]
    offer = {name: templates[0][name] for name in ("title", "text")}
    offered = await field.facilitator.created(SECTIONS, {"kind": "principles", **offer})
    assert (offered["change"], offered["brought_by"]) == ("template", [])
    only_hebrew = {name: {"he": offer[name]["he"]} for name in offer}
    assert (await field.facilitator.post(SECTIONS, {"kind": "principles", **only_hebrew})).status_code == 201
    await refused_by_charter(field.facilitator, SECTIONS, {"kind": "goals", **offer})
    mixed = offer | {"text": templates[1]["text"]}
    await refused_by_charter(field.facilitator, SECTIONS, {"kind": "principles", **mixed})
    # No template is put in the place of what a partner worded.
    own = await field.partner.created(SECTIONS, body(kind="principles"))
    await refused_by_charter(field.facilitator, f"{SECTIONS}/{own['id']}", offer, patch=True)


async def test_staff_discard_only_what_no_partner_has_worded(field: Field) -> None:
    voice = await voice_of(field.partner)
    of_staff = await field.facilitator.created(SECTIONS, body(cites=[voice]))
    touched = await field.facilitator.created(SECTIONS, body(cites=[voice]))
    await field.partner.patch(f"{SECTIONS}/{touched['id']}", {"text": OTHER})
    assert (await field.facilitator.delete(f"{SECTIONS}/{of_staff['id']}")).status_code == 204
    refused = await field.facilitator.delete(f"{SECTIONS}/{touched['id']}")
    assert refused.json()["type"] == BELONGS
    assert (await field.founder.delete(f"{SECTIONS}/{touched['id']}")).status_code == 204
    again = await field.founder.patch(f"{SECTIONS}/{touched['id']}", {"text": TEXT})
    assert (again.status_code, again.json()["code"]) == (409, "section-discarded")
    listed = (await field.founder.get(f"{SECTIONS}?status=draft")).json()["items"]
    assert listed == []
    kept = (await field.founder.get(f"{SECTIONS}/{touched['id']}/revisions")).json()["items"]
    assert len(kept) == 2


async def test_text_that_rests_on_a_community_members_voice_says_so(world: World, field: Field) -> None:
    ruth = await world.add_person(field.facilitator, "רות", part="community_member")
    by_ruth = await field.facilitator.created(SECTIONS, body(cites=[await voice_of(ruth)]))
    by_partner = await field.facilitator.created(SECTIONS, body(cites=[await voice_of(field.partner)]))
    committee = await field.facilitator.created(
        "registry/organizations", {"name": {"he": "ועד שכונה"}, "sector": "community"}
    )
    neighbour = await world.add_person(field.facilitator, "שכנה", committee["id"])
    brought = {"text": {"he": "קולה של השכונה"}, "brought_by": {"organization_id": committee["id"]}}
    voice = await neighbour.created("agenda/voices", brought)
    by_committee = await field.facilitator.created(SECTIONS, body(cites=[voice["id"]]))
    rests = [one["rests_on_community"] for one in (by_ruth, by_partner, by_committee)]
    assert rests == [True, False, True]
    corrected = await field.facilitator.patch(f"{SECTIONS}/{by_ruth['id']}", {"place": 7})
    assert corrected.json()["rests_on_community"] is True


async def test_sections_are_listed_by_kind(field: Field) -> None:
    goal = await field.partner.created(SECTIONS, body())
    vision = await field.partner.created(SECTIONS, body(kind="vision"))
    second = await field.partner.created(SECTIONS, body())
    assert [goal["place"], vision["place"], second["place"]] == [0, 0, 1]
    listed = (await field.partner.get(f"{SECTIONS}?kind=goals")).json()["items"]
    assert [one["id"] for one in listed] == [goal["id"], second["id"]]
    assert (await field.partner.get(f"{SECTIONS}?kind=dreams")).status_code == 422


async def test_a_draft_has_an_end(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.agenda.sections.service.MOST_SECTIONS", 2)
    answers = await asyncio.gather(*(field.partner.post(SECTIONS, body()) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 201, 409, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert refused.json()["code"] == "too-many-sections"
    kept = (await field.partner.get(SECTIONS)).json()["items"]
    await field.partner.delete(f"{SECTIONS}/{kept[0]['id']}")
    assert (await field.partner.post(SECTIONS, body())).status_code == 201


async def test_the_log_tells_of_sections_and_keeps_their_words_sealed(
    field: Field, database: asyncpg.Connection
) -> None:
    voice = await voice_of(field.partner)
    drafted = await field.facilitator.created(SECTIONS, body(cites=[voice]))
    path = f"{SECTIONS}/{drafted['id']}"
    await field.facilitator.patch(path, {"text": MISSPELT})
    await field.facilitator.delete(path)
    rows = await database.fetch(
        "SELECT type, line FROM log.entry WHERE initiative_id = $1::text::uuid"
        " AND type LIKE 'agenda.section.%' ORDER BY position",
        field.id,
    )
    assert [row["type"].rpartition(".")[2] for row in rows] == ["drafted", "redrafted", "discarded"]
    lines = [row["line"].decode() for row in rows]
    assert f'"cited_voice_ids":["{voice}"]' in lines[0]
    assert '"change":"spelling"' in lines[1]
    assert all(drafted["id"] in line and TEXT["he"] not in line and TITLE["he"] not in line for line in lines)


async def test_erasing_who_drafted_leaves_the_text_and_forgets_the_person(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    ruth = await world.add_person(field.facilitator, "רות")
    drafted = await ruth.created(SECTIONS, body(cites=[await voice_of(ruth)]))
    exported = (await ruth.get(f"agenda/people/{ruth.person_id}/personal-data")).json()
    assert exported["drafted_revisions"] == [{"id": drafted["revision_id"], "section_id": drafted["id"]}]
    await erase(world, ruth, in_service="agenda")
    shown = (await field.partner.get(f"{SECTIONS}/{drafted['id']}")).json()
    assert (shown["text"], shown["brought_by"], shown["cites_withdrawn"]) == (TEXT, [], drafted["cites"])
    count = "SELECT count(*) FROM agenda.section_revision WHERE drafted_by = $1::text::uuid"
    assert await database.fetchval(count, ruth.person_id) == 0


async def test_the_operator_neither_reads_nor_drafts(field: Field) -> None:
    assert (await field.operator.get(SECTIONS)).status_code == 403
    assert (await field.operator.post(SECTIONS, body())).status_code == 403

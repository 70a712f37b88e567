"""Interactions: recorded in twenty seconds, answered by the other party, corrected without losing a word."""

from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg

from services.registry.interactions.events import InteractionType
from tests.kit import Actor, Field, World
from tests.services.erasing import erase
from tests.services.events.workers import all_events

NOBODY = "019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42"
TALK = {"he": "פגישה טובה; ביקשו לראות נתונים."}
REPLY = {"ar": "لم نتلقَّ جوابًا بشأن البيانات."}


def person(actor: Actor) -> dict[str, str]:
    return {"person_id": actor.person_id}


def house(actor: Actor) -> dict[str, str]:
    return {"organization_id": actor.organization_id}


async def record(by: Actor, *parties: dict[str, str], **more: Any) -> dict[str, Any]:
    body = {"type": "one_on_one", "parties": list(parties), **more}
    return await by.created("registry/interactions", body)


async def test_a_type_and_the_parties_are_enough(field: Field) -> None:
    entry = await record(field.facilitator, person(field.partner))
    assert {name: entry[name] for name in ("tone", "notes", "confidential", "withdrawn", "version")} == {
        "tone": None,
        "notes": None,
        "confidential": False,
        "withdrawn": False,
        "version": 1,
    }
    assert entry["parties"] == [{"person_id": field.partner.person_id, "organization_id": None}]
    assert entry["recorded_by"] == field.facilitator.person_id
    assert datetime.now(UTC) - datetime.fromisoformat(entry["occurred_at"]) < timedelta(minutes=5)
    assert (await field.founder.get(f"registry/interactions/{entry['id']}")).json() == entry


async def test_every_type_of_the_catalogue_is_recorded_and_found_again(field: Field) -> None:
    for kind in InteractionType:
        entry = await record(field.partner, house(field.partner), house(field.founder), type=kind)
        found = (await field.founder.get(f"registry/interactions?type={kind.value}")).json()["items"]
        assert [one["id"] for one in found] == [entry["id"]]
    assert (await field.founder.get("registry/interactions?type=gossip")).status_code == 422


async def test_what_was_spoken_for_minutes_is_kept_to_the_last_word(field: Field) -> None:
    minutes = ("ודיברנו על הכול. " * 600)[:9_999]
    spoken = {"he": f"{minutes}!"}
    entry = await record(field.partner, house(field.partner), house(field.founder), notes=spoken)
    path = f"registry/interactions/{entry['id']}"
    assert (await field.founder.get(path)).json()["notes"] == spoken
    for by, part in ((field.founder, "answers"), (field.facilitator, "private-notes")):
        assert (await by.created(f"{path}/{part}", {"text": spoken}))["text"] == spoken
        assert (await by.get(f"{path}/{part}")).json()["items"][0]["text"] == spoken
        refused = await by.post(f"{path}/{part}", {"text": {"he": f"{minutes}!!"}})
        assert refused.status_code == 422
        assert minutes[:40] not in refused.text
    longer = {"type": "listening", "parties": [house(field.partner)], "notes": {"he": "ם" * 10_001}}
    assert (await field.partner.post("registry/interactions", longer)).status_code == 422


async def test_what_happened_long_ago_is_recorded_and_what_has_not_happened_is_not(field: Field) -> None:
    body = {"type": "listening", "parties": [person(field.partner)]}
    entry = await field.partner.created(
        "registry/interactions", {**body, "occurred_at": "1987-06-05T04:03:02+03:00"}
    )
    assert entry["occurred_at"] == "1987-06-05T01:03:02Z"
    soon = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    refused = await field.partner.post("registry/interactions", {**body, "occurred_at": soon})
    assert (refused.status_code, refused.json()["code"]) == (422, "interaction-in-future")
    late = await field.partner.patch(f"registry/interactions/{entry['id']}", {"occurred_at": soon})
    assert late.json()["code"] == "interaction-in-future"
    for wrong in ("0001-01-01T00:00:00+14:00", "2024-01-01T00:00:00", None, "yesterday"):
        answer = await field.partner.patch(f"registry/interactions/{entry['id']}", {"occurred_at": wrong})
        assert answer.status_code == 422


async def test_parties_are_somebody_of_the_initiative_and_named_once(world: World, field: Field) -> None:
    elsewhere = await world.found("מהלך אחר")
    strangers = [
        {"person_id": NOBODY},
        {"organization_id": NOBODY},
        person(elsewhere.partner),
        house(elsewhere.partner),
    ]
    for stranger in strangers:
        body = {"type": "conflict", "parties": [person(field.partner), stranger]}
        refused = await field.partner.post("registry/interactions", body)
        assert (refused.status_code, refused.json()["code"]) == (422, "unknown-party")
    twice = [person(field.partner)] * 2
    wrong: list[list[dict[str, str]]] = [[], [{}], twice]
    for parties in wrong:
        refused = await field.partner.post("registry/interactions", {"type": "other", "parties": parties})
        assert refused.status_code == 422


async def test_nobody_records_what_happened_between_others_but_the_staff(world: World, field: Field) -> None:
    analyst = await world.add_person(field.facilitator, "אנליסטית")
    await field.founder.created("registry/staff", {**person(analyst), "role": "data_analyst"})
    body = {"type": "conflict", "parties": [house(field.founder), person(field.facilitator)]}
    refused = await field.partner.post("registry/interactions", body)
    assert (refused.status_code, refused.json()["code"]) == (403, "not-a-party")
    for recorder in (field.facilitator, field.founder, analyst):
        await recorder.created("registry/interactions", body)
    assert (await field.operator.post("registry/interactions", body)).status_code == 403


async def test_tone_and_notes_are_for_those_concerned(world: World, field: Field) -> None:
    entry = await record(
        field.partner, house(field.partner), house(field.founder), tone=-2, notes=TALK, type="conflict"
    )
    path = f"registry/interactions/{entry['id']}"
    colleague = await world.add_person(field.facilitator, "עמיתה", field.founder.organization_id)
    other = await world.add_person(field.facilitator, "אחרת")
    for reader in (field.partner, field.founder, field.facilitator, colleague):
        shown = (await reader.get(path)).json()
        assert (shown["tone"], shown["notes"]) == (-2, TALK)
    assert (await other.get(path)).json() == entry | {"tone": None, "notes": None}
    for part in ("answers", "corrections"):
        assert (await other.get(f"{path}/{part}")).status_code == 403
    (listed,) = (await other.get("registry/interactions")).json()["items"]
    assert (listed["tone"], listed["notes"]) == (None, None)
    refused = await field.partner.post("registry/interactions", {"type": "other", "tone": 3, "parties": []})
    assert "/tone" in [error["pointer"] for error in refused.json()["errors"]]
    (seen,) = await all_events(other, types="registry.interaction.recorded")
    assert seen["event"]["data"]["interaction_type"] == "conflict"
    assert seen["opened"] == {}


async def test_the_other_party_answers_and_whoever_recorded_it_corrects(world: World, field: Field) -> None:
    entry = await record(field.partner, house(field.partner), house(field.founder), notes=TALK)
    path = f"registry/interactions/{entry['id']}"
    answer = await field.founder.created(f"{path}/answers", {"text": REPLY})
    assert answer == {
        "id": answer["id"],
        "author_id": field.founder.person_id,
        "organization_id": field.founder.organization_id,
        "text": REPLY,
        "answered_at": answer["answered_at"],
    }
    assert (await field.partner.get(f"{path}/answers")).json()["items"] == [answer]
    own = await field.partner.post(f"{path}/answers", {"text": REPLY})
    assert (own.status_code, own.json()["code"]) == (409, "answer-is-for-others")
    assert (await field.facilitator.post(f"{path}/answers", {"text": REPLY})).status_code == 403
    for other in (field.founder, field.facilitator):
        assert (await other.patch(path, {"tone": 2})).status_code == 403
        assert (await other.post(f"{path}/withdraw")).status_code == 403


async def test_a_correction_keeps_what_was_said_before(field: Field) -> None:
    entry = await record(field.partner, person(field.partner), house(field.founder), tone=2, notes=TALK)
    path = f"registry/interactions/{entry['id']}"
    assert (await field.partner.call("PATCH", path, {"tone": 0})).status_code == 428
    changed = await field.partner.patch(path, {"tone": -1, "type": "conflict", "notes": None}, version=1)
    assert changed.json() == entry | {"tone": -1, "type": "conflict", "notes": None, "version": 2}
    assert (await field.partner.patch(path, {"tone": 0}, version=1)).status_code == 412
    same = await field.partner.patch(path, {"tone": -1}, version=2)
    assert same.json() == changed.json()
    fixed: dict[str, Any]
    for fixed in ({"parties": []}, {"confidential": True}):
        assert (await field.partner.patch(path, fixed)).status_code == 422
    (before,) = (await field.founder.get(f"{path}/corrections")).json()["items"]
    said = {name: before[name] for name in ("version", "type", "tone", "notes")}
    assert said == {"version": 1, "type": "one_on_one", "tone": 2, "notes": TALK}


async def test_an_entry_taken_back_stays_and_changes_no_more(field: Field) -> None:
    entry = await record(field.partner, house(field.partner), house(field.founder))
    path = f"registry/interactions/{entry['id']}"
    withdrawn = (await field.partner.post(f"{path}/withdraw")).json()
    assert withdrawn == entry | {"withdrawn": True, "version": 2}
    for closed in (
        await field.partner.post(f"{path}/withdraw"),
        await field.partner.patch(path, {"tone": 1}),
        await field.founder.post(f"{path}/answers", {"text": REPLY}),
    ):
        assert (closed.status_code, closed.json()["code"]) == (409, "interaction-closed")


async def test_private_notes_are_among_facilitators_and_their_words_in_no_log(
    field: Field, database: asyncpg.Connection
) -> None:
    entry = await record(field.partner, house(field.partner), house(field.founder))
    path = f"registry/interactions/{entry['id']}/private-notes"
    note = await field.facilitator.created(path, {"text": {"en": "Qwertyuiop, said in passing"}})
    assert (await field.facilitator.get(path)).json()["items"] == [note]
    for other in (field.partner, field.founder, field.operator):
        assert (await other.get(path)).status_code == 403
        assert (await other.post(path, {"text": REPLY})).status_code == 403
    openings = "SELECT count(*) FROM log.opening WHERE value LIKE '%Qwertyuiop%'"
    assert await database.fetchval(openings) == 0
    (seen,) = await all_events(field.partner, types="registry.interaction.noted")
    assert seen["event"]["data"] == {"interaction_id": entry["id"], "note_id": note["id"]}
    data = (await field.partner.get(f"registry/people/{field.partner.person_id}/personal-data")).text
    assert "Qwertyuiop" not in data


async def test_interactions_are_listed_by_person_and_organization(field: Field) -> None:
    first = await record(field.partner, person(field.partner), house(field.founder))
    second = await record(field.founder, house(field.founder))

    async def listed(query: str) -> list[str]:
        items = (await field.facilitator.get(f"registry/interactions?{query}")).json()["items"]
        return [one["id"] for one in items]

    assert await listed(f"person_id={field.partner.person_id}") == [first["id"]]
    assert await listed(f"organization_id={field.founder.organization_id}") == [first["id"], second["id"]]
    assert await listed(f"person_id={field.founder.person_id}") == []
    page = (await field.facilitator.get("registry/interactions?limit=1")).json()
    rest = (await field.facilitator.get(f"registry/interactions?cursor={page['next_cursor']}")).json()
    assert [one["id"] for one in page["items"] + rest["items"]] == [first["id"], second["id"]]


async def test_what_was_said_of_an_erased_person_and_by_them_goes_with_them(
    world: World, field: Field
) -> None:
    ruth = await world.add_person(field.facilitator, "רות")
    about = await record(field.partner, person(ruth), house(field.partner), notes=TALK, tone=1)
    by_her = await record(ruth, person(ruth), house(field.founder), notes=TALK)
    path = f"registry/interactions/{about['id']}"
    await field.partner.patch(path, {"notes": {"he": "אחרת"}})
    await ruth.created(f"{path}/answers", {"text": REPLY})
    await field.facilitator.created(f"{path}/private-notes", {"text": TALK})
    data = (await ruth.get(f"registry/people/{ruth.person_id}/personal-data")).json()
    assert [one["id"] for one in data["interactions"]] == [about["id"], by_her["id"]]
    assert [one["text"] for one in data["interaction_answers"]] == [REPLY]

    await erase(world, ruth, in_service="registry")

    shown = (await field.facilitator.get(path)).json()
    nobody = {"person_id": None, "organization_id": None}
    assert (shown["notes"], shown["tone"], shown["parties"][0]) == (None, 1, nobody)
    assert (await field.facilitator.get(f"{path}/corrections")).json()["items"][0]["notes"] is None
    (answer,) = (await field.facilitator.get(f"{path}/answers")).json()["items"]
    assert (answer["author_id"], answer["text"]) == (None, None)
    (note,) = (await field.facilitator.get(f"{path}/private-notes")).json()["items"]
    assert (note["author_id"], note["text"]) == (field.facilitator.person_id, None)
    hers = (await field.founder.get(f"registry/interactions/{by_her['id']}")).json()
    assert (hers["recorded_by"], hers["notes"]) == (None, None)
    opened = await all_events(field.facilitator, types="registry.interaction.*")
    assert all(one["opened"] in ({}, {"tone": 1}) for one in opened), opened

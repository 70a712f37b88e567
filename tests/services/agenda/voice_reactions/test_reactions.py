"""Reactions to voices: the last one counts, and nobody sees who reacted how."""

import asyncpg

from tests.kit import Actor, Field, World
from tests.services.erasing import erase


async def confirmed(by: Actor) -> str:
    return str((await by.created("agenda/voices", {"text": {"he": "אין מענה בערבית"}}))["id"])


async def react(actor: Actor, voice: str, reaction: str) -> dict[str, object]:
    response = await actor.put(f"agenda/voices/{voice}/reactions", {"reaction": reaction})
    assert response.status_code == 200, response.text
    body: dict[str, object] = response.json()
    return body


async def crowd(world: World, field: Field, size: int) -> list[Actor]:
    return [await world.add_person(field.facilitator, f"משתתפת {number}") for number in range(size)]


async def test_the_last_reaction_counts_and_counts_appear_from_five_on(world: World, field: Field) -> None:
    voice = await confirmed(field.partner)
    people = await crowd(world, field, 5)
    for person in people[:4]:
        shown = await react(person, voice, "agree")
    assert shown == {
        "voice_id": voice,
        "own": "agree",
        "total": 4,
        "counts": None,
        "public": {"total": 0, "counts": None},
    }
    assert (await react(people[0], voice, "disagree"))["total"] == 4
    shown = await react(people[4], voice, "pass")
    assert shown["counts"] == {"agree": 3, "disagree": 1, "pass": 1}
    seen = (await field.founder.get(f"agenda/voices/{voice}/reactions")).json()
    assert (seen["own"], seen["counts"]) == (None, shown["counts"])


async def test_neither_the_log_nor_facilitators_learn_who_reacted_how(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    voice = await confirmed(field.partner)
    (ruth,) = await crowd(world, field, 1)
    for reaction in ("agree", "agree", "disagree"):
        await react(ruth, voice, reaction)
    rows = await database.fetch(
        "SELECT line FROM log.entry WHERE initiative_id = $1::text::uuid AND type = 'agenda.voice.reacted'",
        field.id,
    )
    assert len(rows) == 2  # the same reaction again is none
    for row in rows:
        assert ruth.person_id not in row["line"].decode()
        assert b"agree" not in row["line"]
    path = f"agenda/people/{ruth.person_id}/personal-data"
    assert (await field.facilitator.get(path)).json()["reactions"] == []
    (own,) = (await ruth.get(path)).json()["reactions"]
    assert (own["voice_id"], own["reaction"]) == (voice, "disagree")


async def test_staff_do_not_say_whether_they_agree(field: Field) -> None:
    voice = await confirmed(field.partner)
    refused = await field.facilitator.put(f"agenda/voices/{voice}/reactions", {"reaction": "agree"})
    assert refused.json()["type"] == "urn:shidra:charter:agenda-belongs-to-partners"


async def test_only_a_confirmed_voice_is_reacted_to(field: Field) -> None:
    entered = await field.facilitator.created(
        "agenda/voices", {"text": {"he": "x"}, "brought_by": {"person_id": field.partner.person_id}}
    )
    path = f"agenda/voices/{entered['id']}/reactions"
    early = await field.founder.put(path, {"reaction": "agree"})
    assert (early.status_code, early.json()["code"]) == (409, "voice-not-confirmed")
    await field.partner.post(f"agenda/voices/{entered['id']}/withdraw")
    late = await field.founder.put(path, {"reaction": "agree"})
    assert (late.status_code, late.json()["code"]) == (409, "voice-closed")
    assert (await field.founder.put(path, {"reaction": "love"})).status_code == 422
    nowhere = "agenda/voices/019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42/reactions"
    assert (await field.founder.put(nowhere, {"reaction": "agree"})).status_code == 404
    assert (await field.founder.get(nowhere)).status_code == 404


async def test_an_erased_person_is_counted_no_more(world: World, field: Field) -> None:
    voice = await confirmed(field.partner)
    ruth, other = await crowd(world, field, 2)
    await react(ruth, voice, "agree")
    await react(other, voice, "agree")
    await erase(world, ruth, in_service="agenda")
    assert (await other.get(f"agenda/voices/{voice}/reactions")).json()["total"] == 1

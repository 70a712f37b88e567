"""What is left of the voices of a person who was erased: their places, and nothing they said."""

import asyncpg

from tests.kit import Field, World
from tests.services.erasing import erase

SAID = {"he": "משפט שרק רות הייתה אומרת"}


async def test_of_an_erased_person_the_voice_stays_as_an_empty_place(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    ruth = await world.add_person(field.facilitator, "רות", field.partner.organization_id)
    key = {"Idempotency-Key": "said"}
    own = await ruth.created("agenda/voices", {"text": SAID}, headers=key)
    entered = await field.facilitator.created(
        "agenda/voices", {"text": SAID, "brought_by": {"person_id": ruth.person_id}}, headers=key
    )
    await field.facilitator.patch(f"agenda/voices/{entered['id']}", {"text": {"he": SAID["he"] + "!"}})
    of_another = await ruth.created(
        "agenda/voices", {"text": {"he": "של אחרת"}, "brought_by": {"person_id": field.partner.person_id}}
    )

    await erase(world, ruth, in_service="agenda")

    for voice in (own, entered):
        shown = (await field.partner.get(f"agenda/voices/{voice['id']}")).json()
        assert (shown["status"], shown["text"]) == ("erased", None)
        assert shown["brought_by"] == {"person_id": None, "organization_id": None}
        assert shown["version"] > voice["version"]
        assert (
            await field.facilitator.patch(f"agenda/voices/{voice['id']}", {"text": SAID})
        ).status_code == 403
    kept = (await field.partner.get(f"agenda/voices/{of_another['id']}")).json()
    assert kept["text"] == {"he": "של אחרת"}
    assert await tables_holding(database, SAID["he"]) == []
    rows = "SELECT count(*) FROM agenda.voice WHERE $1::text::uuid IN (brought_by_person_id, entered_by)"
    assert await database.fetchval(rows, ruth.person_id) == 0


async def test_an_answer_that_held_an_erased_text_is_not_given_again(world: World, field: Field) -> None:
    ruth = await world.add_person(field.facilitator, "רות")
    key = {"Idempotency-Key": "for-ruth"}
    body = {"text": SAID, "brought_by": {"person_id": ruth.person_id}}
    await field.facilitator.created("agenda/voices", body, headers=key)
    await erase(world, ruth, in_service="agenda")
    again = await field.facilitator.post("agenda/voices", body, headers=key)
    assert (again.status_code, again.json()["code"]) == (410, "idempotent-answer-erased")


async def test_nobody_brings_a_voice_for_an_erased_person(world: World, field: Field) -> None:
    ruth = await world.add_person(field.facilitator, "רות")
    await erase(world, ruth, in_service="agenda")
    refused = await field.facilitator.post(
        "agenda/voices", {"text": SAID, "brought_by": {"person_id": ruth.person_id}}
    )
    assert refused.json()["code"] == "unknown-bringer"
    assert (await ruth.get("agenda/voices")).status_code == 404


async def tables_holding(database: asyncpg.Connection, text: str) -> list[str]:
    """Every table of the agenda and of the log with a row that holds the text."""
    found = []
    tables = await database.fetch(
        "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables"
        " WHERE schemaname IN ('agenda', 'log')"
    )
    for table in tables:
        # bytea columns (kept answers, lines) are compared as hexadecimal digits.
        rows = await database.fetchval(
            f"SELECT count(*) FROM {table['name']} AS t WHERE t::text LIKE $1 OR t::text LIKE $2",
            f"%{text}%",
            f"%{text.encode().hex()}%",
        )
        if rows:
            found.append(table["name"])
    return found

"""The log whole: exact bytes in their order, openings that open, streams that stop when standing does."""

import asyncio
import base64
import json
from typing import Any

import asyncpg
import pytest

from services.events.log import streaming
from shared.eventlog.canonical import canonical
from shared.eventlog.commitments import commitment
from tests.kit import Actor, Field, World
from tests.services.events.workers import all_events, leaves


async def stored(database: asyncpg.Connection, initiative_id: str) -> list[bytes]:
    """The lines as they lie in the table."""
    rows = await database.fetch(
        "SELECT line FROM log.entry WHERE initiative_id = $1 ORDER BY position", initiative_id
    )
    return [row["line"] for row in rows]


async def openings(reader: Actor) -> list[dict[str, Any]]:
    response = await reader.get("events/openings")
    assert response.status_code == 200, response.text
    return [json.loads(line) for line in response.content.splitlines()]


async def test_line_n_of_the_export_is_the_entry_at_position_n(
    field: Field, database: asyncpg.Connection
) -> None:
    lines = await stored(database, field.id)
    assert await leaves(field.partner) == lines
    assert await leaves(field.partner, after=2) == lines[3:]


async def test_the_export_is_a_file_of_lines(field: Field) -> None:
    response = await field.partner.get("events/export")
    assert response.headers["content-type"] == "application/x-ndjson"
    name = f"shidra-log-{field.id}-from-0.ndjson"
    assert response.headers["content-disposition"] == f'attachment; filename="{name}"'


async def test_an_export_beside_twenty_writers_is_the_log_as_it_was_when_it_began(
    field: Field, database: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "_PAGE", 1)
    writing: list[asyncio.Task[None]] = []
    next_page = streaming._next_page

    async def write(number: int) -> None:
        for turn in range(3):
            name = {"he": f"ארגון {number}.{turn}"}
            await field.facilitator.created("registry/organizations", {"name": name, "sector": "nonprofit"})

    async def beside_writers(*arguments: Any) -> streaming.Page:
        found = await next_page(*arguments)
        if not writing:
            writing.extend(asyncio.create_task(write(number)) for number in range(20))
        return found

    before = await stored(database, field.id)
    monkeypatch.setattr(streaming, "_next_page", beside_writers)
    exported = await leaves(field.partner)
    assert len(await stored(database, field.id)) > len(before), "the writers wrote meanwhile"
    await asyncio.gather(*writing)
    assert exported == before
    after = await stored(database, field.id)
    assert len(after) == len(before) + 60
    assert after[: len(before)] == before
    assert await leaves(field.partner) == after


async def test_openings_open_the_commitments_of_the_export(
    field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "_PAGE", 3)
    lines = await leaves(field.facilitator)
    found = await openings(field.facilitator)
    for opening in found:
        salt = base64.b64decode(opening["salt"])
        sealed = json.loads(lines[opening["position"]])["sealed"][opening["field"]]
        assert commitment(salt, opening["field"], canonical(opening["value"])) == sealed
    # To a facilitator everything is open, so that nothing may be missing.
    assert [(opening["position"], opening["field"]) for opening in found] == [
        (position, name) for position, line in enumerate(lines) for name in sorted(json.loads(line)["sealed"])
    ]


async def test_openings_are_what_the_reader_sees_in_the_list_and_no_more(world: World, field: Field) -> None:
    await world.add_person(field.facilitator, "רות לוי", email="ruth@example.org")
    for reader in (field.facilitator, field.partner):
        listed = {
            (item["position"], name): value
            for item in await all_events(reader)
            for name, value in item["opened"].items()
        }
        found = await openings(reader)
        assert {(one["position"], one["field"]): one["value"] for one in found} == listed
        assert [one["value"] for one in found if one["field"] == "email"] == (
            ["ruth@example.org"] if reader is field.facilitator else []
        )
        after = await reader.get("events/openings", params={"after": 4})
        assert [json.loads(line) for line in after.content.splitlines()] == [
            one for one in found if one["position"] > 4
        ]


async def test_an_export_breaks_off_when_the_reader_loses_standing(
    world: World, field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "_PAGE", 2)
    reader = await world.add_person(field.facilitator, "רות לוי")
    pages = 0
    read = streaming.Export.read

    async def erased_meanwhile(self: streaming.Export, *arguments: Any) -> streaming.Page:
        nonlocal pages
        pages += 1
        return await read(self, *arguments)

    monkeypatch.setattr(streaming.Export, "read", erased_meanwhile)
    next_page = streaming._next_page

    async def held(*arguments: Any) -> streaming.Page:
        if pages == 1:
            await field.facilitator.created("events/erasures", {"person_id": reader.person_id})
        return await next_page(*arguments)

    monkeypatch.setattr(streaming, "_next_page", held)
    with pytest.raises(AssertionError):  # how the test client says that an answer was broken off
        await reader.get("events/export")
    assert pages == 1

"""The log as server-sent events: from where one was, what a filter lets through, as long as one may read."""

import asyncio
import json
from typing import Any

import pytest

from services.events.log import streaming
from shared.http.entering import Arrival
from tests.kit import Actor, Field, World
from tests.services.events.workers import all_events

PATH = "events/events/stream"


async def streamed(reader: Actor, **options: Any) -> list[tuple[int, dict[str, Any]]]:
    response = await reader.get(PATH, **options)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/event-stream")
    found = []
    for block in response.text.split("\n\n"):
        if block.startswith("id: "):
            identifier, data = block.split("\n")
            found.append((int(identifier[4:]), json.loads(data.removeprefix("data: "))))
    return found


async def test_a_stream_gives_what_the_list_gives(field: Field) -> None:
    listed = await all_events(field.partner)
    found = await streamed(field.partner)
    assert [item for _, item in found] == listed
    assert [position for position, _ in found] == [item["position"] for item in listed]


async def test_a_stream_goes_on_after_the_last_event_seen(field: Field) -> None:
    everything = await streamed(field.partner)
    again = await streamed(field.partner, headers={"Last-Event-ID": "3"}, params={"after": 0})
    assert again == everything[4:]
    assert await streamed(field.partner, params={"after": 4}) == everything[5:]


async def test_a_stream_has_what_the_filter_lets_through_page_by_page(
    field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "_PAGE", 1)
    found = await streamed(field.partner, params={"types": "registry.organization.*"})
    assert found
    assert {item["event"]["type"] for _, item in found} == {"registry.organization.mapped"}


async def test_what_happens_while_one_listens_is_heard(
    world: World, field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "_BETWEEN_LOOKS", 0.01)
    looks = asyncio.Queue[None]()
    heard = -1
    next_page = streaming._next_page
    monkeypatch.setattr(world.settings, "stream_seconds", 3600)

    async def looking(arrival: Arrival, read: Any) -> streaming.Page:
        nonlocal heard
        page = await next_page(arrival, read)
        if str(arrival.initiative_id) != field.id:  # streams of other tests may look, too
            return page
        for block in page[0].split(b"\n\n"):
            if block.startswith(b"id: "):
                heard = int(block.split(b"\n")[0][4:])
        looks.put_nowait(None)
        return page

    monkeypatch.setattr(streaming, "_next_page", looking)
    listening = asyncio.create_task(streamed(field.partner))
    await looks.get()
    await field.facilitator.created("registry/organizations", {"name": {"he": "חדש"}, "sector": "public"})
    size = len(await all_events(field.facilitator))
    while heard < size - 1:
        await looks.get()
    response = await field.facilitator.post("events/erasures", {"person_id": field.partner.person_id})
    assert response.status_code == 201
    assert (await listening)[-1][0] == size - 1


async def test_a_stream_ends_with_the_standing_of_who_listens(
    world: World, field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "_BETWEEN_LOOKS", 0.01)
    monkeypatch.setattr(world.settings, "stream_seconds", 3600)
    looked = asyncio.Event()
    next_page = streaming._next_page

    ruth = await world.add_person(field.facilitator, "רות")

    async def looking(arrival: Arrival, read: Any) -> streaming.Page:
        page = await next_page(arrival, read)
        if str(arrival.initiative_id) == field.id:  # streams of other tests may look, too
            looked.set()
        return page

    monkeypatch.setattr(streaming, "_next_page", looking)
    listening = asyncio.create_task(streamed(ruth))
    await looked.wait()
    response = await field.facilitator.post("events/erasures", {"person_id": ruth.person_id})
    assert response.status_code == 201
    await listening
    assert (await ruth.get(PATH)).status_code == 404


async def test_whoever_is_erased_during_a_look_is_shown_nothing_of_after(
    world: World, field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruth = await world.add_person(field.facilitator, "רות")
    before = len(await all_events(field.partner))
    read = streaming.Live.read

    async def reading_late(self: streaming.Live, *arguments: Any) -> streaming.Page:
        # Ruth had standing a moment ago, when this look began.
        if len(await all_events(field.partner)) == before:
            response = await field.facilitator.post("events/erasures", {"person_id": ruth.person_id})
            assert response.status_code == 201
            await field.facilitator.created(
                "registry/organizations", {"name": {"he": "אחרי"}, "sector": "public"}
            )
        return await read(self, *arguments)

    monkeypatch.setattr(streaming.Live, "read", reading_late)
    found = await streamed(ruth)
    assert [position for position, _ in found] == list(range(before))

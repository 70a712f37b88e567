"""Links to the stream: who makes them, how many, for how long, who sees them, what is kept of them."""

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.events.stream_links.repository import LINKS as ROWS
from services.events.worker import duties
from tests.kit import Actor, Field, World
from tests.services.events.links.following import LINKS, follow, items, made, secret_of
from tests.services.events.workers import all_events, carry_out
from tests.services.registry.integrations.systems import LOG, register, signed_in
from tests.shared.eventlog.logs import pool_of


async def listed(by: Actor) -> list[dict[str, Any]]:
    response = await by.get(LINKS)
    assert response.status_code == 200
    found: list[dict[str, Any]] = response.json()["items"]
    return found


async def test_the_address_opens_the_stream_without_a_token(world: World, field: Field) -> None:
    link = await made(field.partner)
    assert link["url"].startswith(f"{world.settings.public_url}/events/v1/initiatives/{field.id}/events/")
    response = await follow(world, link["url"])
    assert response.headers["content-type"].startswith("text/event-stream")
    assert items(response) == await all_events(field.partner)


async def test_a_stream_by_link_is_filtered_and_goes_on_after_the_last_event(
    world: World, field: Field
) -> None:
    link = await made(field.partner)
    everything = await all_events(field.partner)
    again = await follow(world, link["url"], headers={"Last-Event-ID": "3"})
    assert items(again) == everything[4:]
    filtered = items(await follow(world, link["url"] + "&types=registry.organization.mapped"))
    assert {item["event"]["type"] for item in filtered} == {"registry.organization.mapped"}


async def test_the_secret_is_shown_once_and_stored_nowhere(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    key = {"Idempotency-Key": "once"}
    answer = await field.partner.post(LINKS, {}, headers=key)
    link = answer.json()
    secret = secret_of(link)
    assert secret not in str(answer.headers)
    assert answer.headers["location"].endswith(f"/stream-links/{link['id']}")
    again = await field.partner.post(LINKS, {}, headers=key)
    assert (again.status_code, secret in again.text) == (410, False)
    shown = [await listed(field.partner), (await field.partner.get(f"{LINKS}/{link['id']}")).json()]
    assert secret not in str(shown)
    assert "url" not in str(shown)
    row = await database.fetchrow(
        "SELECT * FROM events.capability_link WHERE id = $1::text::uuid", link["id"]
    )
    assert row is not None
    assert row["digest"] == hashlib.sha256(secret.encode()).digest()
    kept = "SELECT string_agg(r::text, '') FROM events.idempotency_record r WHERE initiative_id::text = $1"
    assert secret not in str(dict(row)) + (await database.fetchval(kept, field.id))
    assert len(secret.removeprefix("shidra_link_")) == 43  # 256 bits


async def test_a_link_holds_for_an_hour_and_for_a_day_at_most(field: Field) -> None:
    def after(link: dict[str, Any]) -> timedelta:
        return datetime.fromisoformat(link["expires_at"]) - datetime.fromisoformat(link["created_at"])

    assert after(await made(field.partner)) == timedelta(hours=1)
    now = datetime.now(UTC)
    wanted = (now + timedelta(hours=23)).isoformat()
    assert datetime.fromisoformat((await made(field.partner, expires_at=wanted))["expires_at"]) == (
        datetime.fromisoformat(wanted)
    )
    for refused in (now - timedelta(seconds=1), now + timedelta(hours=24, minutes=5)):
        answer = await field.partner.post(LINKS, {"expires_at": refused.isoformat()})
        assert (answer.status_code, answer.json()["code"]) == (422, "link-end-not-allowed")
    naive = await field.partner.post(LINKS, {"expires_at": "2026-11-25T12:00:00"})
    assert naive.json()["code"] == "validation-failed"


async def test_everybody_sees_and_ends_their_own_and_nobody_elses(field: Field) -> None:
    link = await made(field.partner)
    assert [one["id"] for one in await listed(field.partner)] == [link["id"]]
    for other in (field.facilitator, field.founder):
        assert await listed(other) == []
        assert (await other.get(f"{LINKS}/{link['id']}")).status_code == 404
        assert (await other.delete(f"{LINKS}/{link['id']}")).status_code == 404
    stale = await field.partner.delete(f"{LINKS}/{link['id']}", version=link["version"] + 1)
    assert (stale.status_code, len(await listed(field.partner))) == (412, 1)
    ended = await field.partner.delete(f"{LINKS}/{link['id']}", version=link["version"])
    assert ended.status_code == 204
    assert (await field.partner.delete(f"{LINKS}/{link['id']}")).status_code == 404
    assert await listed(field.partner) == []


async def test_a_person_has_five_live_links_at_most_however_fast_they_ask(field: Field) -> None:
    answers = await asyncio.gather(*(field.partner.post(LINKS, {}) for _ in range(8)))
    codes = [answer.json().get("code", "made") for answer in answers]
    assert sorted(codes) == ["made"] * 5 + ["too-many-links"] * 3
    await made(field.facilitator)  # others have five of their own
    [first, *_] = await listed(field.partner)
    await field.partner.delete(f"{LINKS}/{first['id']}")
    await made(field.partner)


async def test_links_are_for_people_who_read_the_log(world: World, field: Field) -> None:
    registered = await register(field.partner, field.partner.organization_id, LOG)
    system = await signed_in(world, field.id, registered)
    for other in (field.operator, system):
        assert (await other.post(LINKS, {})).status_code in (403, 404)
        assert (await other.get(LINKS)).status_code in (403, 404)
    auditor = await world.add_person(field.founder, "מבקרת", part="auditor")
    found = items(await follow(world, (await made(auditor))["url"]))
    assert found == await all_events(auditor)
    assert not any(item["opened"] for item in found)


async def test_the_log_says_that_links_were_made_and_revoked_by_ids_alone(field: Field) -> None:
    link = await made(field.partner)
    await field.partner.delete(f"{LINKS}/{link['id']}")
    response = await field.facilitator.get("events/events", params={"types": "events.stream_link.*"})
    events = [item["event"] for item in response.json()["items"]]
    assert [event["type"].rpartition(".")[2] for event in events] == ["made", "revoked"]
    for event in events:
        assert event["data"] == {"link_id": link["id"]}
        assert event["actor"]["id"] == field.partner.person_id
        assert event["sealed"] == {}


async def test_when_a_link_was_last_used_is_shown(world: World, field: Field) -> None:
    link = await made(field.partner)
    assert link["last_used_at"] is None
    await follow(world, link["url"])
    [shown] = await listed(field.partner)
    assert shown["last_used_at"] >= link["created_at"]


async def test_a_person_gets_their_links_with_their_data_and_erasing_deletes_them(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    ruth = await world.add_person(field.facilitator, "רות")
    link = await made(ruth)
    path = f"events/people/{ruth.person_id}/personal-data"
    held = (await ruth.get(path)).json()
    assert [one["id"] for one in held["links"]] == [link["id"]]
    assert held["links"][0]["purpose"] == "stream"
    assert (await field.facilitator.get(path)).json()["links"] == held["links"]
    assert (await field.partner.get(path)).status_code == 403
    await field.facilitator.created("events/erasures", {"person_id": ruth.person_id})
    await carry_out(world.settings)
    count = "SELECT count(*) FROM events.capability_link WHERE person_id = $1::text::uuid"
    assert await database.fetchval(count, ruth.person_id) == 0


async def test_what_has_expired_is_not_listed_and_soon_forgotten(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    link, stays = await made(field.partner), await made(field.partner)
    await database.execute(
        "UPDATE events.capability_link SET expires_at = now() WHERE id = $1::text::uuid", link["id"]
    )
    assert [one["id"] for one in await listed(field.partner)] == [stays["id"]]
    async with pool_of(world.settings, "events") as events:
        [forget] = [duty for duty in duties(events, world.settings) if duty.name == "forget links"]
        await forget.do()
        async with events.transaction(readonly=True) as connection:
            held = await ROWS.of_person(connection, UUID(field.id), UUID(field.partner.person_id))
    assert [str(row["id"]) for row in held] == [stays["id"]]


@pytest.mark.parametrize("body", [{"purpose": "everything"}, {"person_id": "x"}, {"expires_at": "soon"}])
async def test_a_body_names_nothing_but_the_end(field: Field, body: dict[str, Any]) -> None:
    assert (await field.partner.post(LINKS, body)).json()["code"] == "validation-failed"

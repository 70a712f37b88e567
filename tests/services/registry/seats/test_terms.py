"""Terms of seats: they end at midnight where the forum is, are renewed by decision, and decide who votes."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from services.registry.worker import SeatTerms
from shared.database.address import Address
from shared.database.pool import Database
from shared.time_zones import end_of_day
from tests.governing import Governed, draft, govern, on_day, opened
from tests.kit import Actor, World
from tests.services.events.workers import all_events


@pytest.fixture(scope="module")
async def governed(world: World) -> Governed:
    return await govern(world, await world.found())


@pytest.fixture
async def terms(world: World) -> AsyncIterator[SeatTerms]:
    dsn = Address.of(world.settings).service_dsn(world.settings, "registry")
    database = await Database.connect(dsn, world.settings, size=2)
    try:
        yield SeatTerms(database)
    finally:
        await database.close()


async def seated(world: World, governed: Governed, ends_on: str, **more: Any) -> tuple[Actor, str]:
    """Somebody seated in the committee, by decision, for a term."""
    person = await world.add_person(governed.field.facilitator, "חברת ועדה")
    path = f"registry/forums/{governed.committee}/members"
    body = {"person_id": person.person_id, "ends_on": ends_on, "votes": False, **more}
    seat = await governed.chair.created(path, body)
    assert (await person.post(f"{path}/{seat['id']}/accept")).json()["ends_on"] == ends_on
    decision = await governed.decide("seats", subject=seats(governed, seat["id"]))
    assert decision["outcome"] == "adopted"
    return person, f"{path}/{seat['id']}"


def seats(governed: Governed, *seat_ids: str) -> dict[str, Any]:
    return {"forum_id": governed.committee, "seat_ids": list(seat_ids)}


async def shown(governed: Governed, path: str) -> dict[str, Any]:
    """A seat as it is listed."""
    listed = (await governed.chair.get(f"registry/forums/{governed.committee}/members?limit=200")).json()
    return next(one for one in listed["items"] if one["id"] == path.rpartition("/")[2])


async def pass_by(database: asyncpg.Connection, path: str, past: timedelta) -> None:
    """Let the end of a term be where it would be after so much time."""
    for table, column in (("registry.seat_term", "seat_id"), ("agenda.seat", "id")):
        await database.execute(
            f"UPDATE {table} SET ends_at = $2 WHERE {column} = $1::text::uuid",
            path.rpartition("/")[2],
            datetime.now(UTC) - past,
        )


async def test_a_term_ends_at_midnight_in_the_time_zone_of_its_forum(
    world: World, governed: Governed
) -> None:
    person = await world.add_person(governed.field.facilitator, "מועמדת")
    path, day = f"registry/forums/{governed.committee}/members", on_day(200)
    proposed = await governed.chair.created(path, {"person_id": person.person_id, "ends_on": day})
    over = end_of_day(datetime.fromisoformat(day).date(), "Asia/Jerusalem")
    assert datetime.fromisoformat(proposed["ends_at"]) == over
    await governed.chair.post(f"{path}/{proposed['id']}/withdraw")
    forum = f"registry/forums/{governed.committee}"
    assert (await governed.chair.get(forum)).json()["time_zone"] is None
    founder = governed.field.founder
    refused = await founder.patch(forum, {"time_zone": "Haifa/Carmel"})
    assert refused.json()["errors"][0]["code"] == "unknown_time_zone"
    assert (await founder.patch(forum, {"time_zone": "America/Havana"})).json()["time_zone"]
    again = await governed.chair.created(path, {"person_id": person.person_id, "ends_on": day})
    assert datetime.fromisoformat(again["ends_at"]) > over
    await governed.chair.post(f"{path}/{again['id']}/withdraw")
    await founder.patch(forum, {"time_zone": None})
    initiative = await governed.field.facilitator.patch("registry", {"time_zone": "Asia/Kathmandu"})
    assert initiative.json()["time_zone"] == "Asia/Kathmandu"
    third = await governed.chair.created(path, {"person_id": person.person_id, "ends_on": day})
    assert datetime.fromisoformat(third["ends_at"]) < over
    await governed.chair.post(f"{path}/{third['id']}/withdraw")
    await governed.field.facilitator.patch("registry", {"time_zone": "Asia/Jerusalem"})
    late = await governed.chair.post(path, {"person_id": person.person_id, "ends_on": on_day(-1)})
    assert (late.status_code, late.json()["code"]) == (422, "term-too-short")


async def test_whose_term_is_over_sits_there_no_longer_and_has_no_vote(
    world: World, governed: Governed, database: asyncpg.Connection, terms: SeatTerms
) -> None:
    person, path = await seated(world, governed, on_day(60), votes=True)
    decision = await draft(governed.chair, governed.committee)
    await pass_by(database, path, timedelta(seconds=1))
    # The worker has not been there yet: who votes is by the term all the same.
    assert (await opened([governed.chair], decision))["status"] == "open"
    frozen = await all_events(governed.chair, types="agenda.electorate.frozen")
    assert person.person_id not in frozen[-1]["event"]["data"]["voter_ids"]
    assert (await shown(governed, path))["status"] == "seated"
    while await terms.end_next():
        pass
    assert (await shown(governed, path))["status"] == "ended"
    told = await all_events(governed.chair, types="registry.seat.term_ended")
    assert [one["event"]["data"]["person_id"] for one in told] == [person.person_id]
    assert told[0]["event"]["actor"] == {"kind": "service"}
    refused = await person.post(f"{path}/ask-renewal", {"ends_on": on_day(90)})
    assert refused.json()["code"] == "seat-not-open"
    await governed.chair.post(f"agenda/decisions/{decision}/withdraw", {"reason": {"he": "די"}})


async def test_a_term_is_renewed_by_its_holders_word_and_the_forums_decision(
    world: World, governed: Governed, database: asyncpg.Connection, terms: SeatTerms
) -> None:
    person, path = await seated(world, governed, on_day(20))
    [request] = (await person.get("registry/me/requests")).json()["items"]
    assert (request["kind"], request["answer"]["operation"]) == ("renew_seat", "ask_seat_renewal")
    while await terms.end_next():
        pass
    reminded = await all_events(governed.chair, types="registry.seat.term_ending")
    assert person.person_id in [one["event"]["data"]["person_id"] for one in reminded]
    assert not await terms.end_next()  # once of each end
    assert (await governed.chair.post(f"{path}/ask-renewal", {"ends_on": on_day(400)})).status_code == 403
    short = await person.post(f"{path}/ask-renewal", {"ends_on": on_day(20)})
    assert short.json()["code"] == "term-too-short"
    renewing = seats(governed, path.rpartition("/")[2])
    too_early = await draft(governed.chair, governed.committee, "seats", subject=renewing)
    refused = await governed.chair.post(f"agenda/decisions/{too_early}/open")
    assert refused.json()["code"] == "subject-not-ready"
    asked = (await person.post(f"{path}/ask-renewal", {"ends_on": on_day(400)})).json()
    assert (asked["ends_on"], asked["renewal_ends_on"]) == (on_day(20), on_day(400))
    assert (await person.get("registry/me/requests")).json()["items"] == []
    decision = await governed.decide("seats", subject=renewing)
    assert (decision["outcome"], decision["effect_refused_for"]) == ("adopted", None)
    renewed = await shown(governed, path)
    assert (renewed["status"], renewed["ends_on"], renewed["renewal_ends_on"]) == (
        "seated",
        on_day(400),
        None,
    )
    agenda = await database.fetchrow(
        "SELECT ends_at, renewal_ends_at FROM agenda.seat WHERE id = $1::text::uuid", renewed["id"]
    )
    assert agenda is not None
    assert agenda["ends_at"] == datetime.fromisoformat(renewed["ends_at"])
    assert agenda["renewal_ends_at"] is None


async def test_a_seat_without_a_term_needs_no_renewal(governed: Governed) -> None:
    path = f"registry/forums/{governed.committee}/members"
    listed = (await governed.chair.get(path)).json()["items"]
    own = next(one for one in listed if one["person_id"] == governed.chair.person_id)
    assert own["ends_on"] is None
    refused = await governed.chair.post(f"{path}/{own['id']}/ask-renewal", {"ends_on": on_day(90)})
    assert (refused.status_code, refused.json()["code"]) == (409, "seat-without-term")


async def test_terms_are_the_same_when_they_are_read_again_from_the_log(
    world: World, governed: Governed, database: asyncpg.Connection
) -> None:
    from uuid import UUID

    from services.registry.following import follower

    person, path = await seated(world, governed, on_day(40))
    await person.post(f"{path}/ask-renewal", {"ends_on": on_day(300)})
    columns = "SELECT * FROM registry.seat_term WHERE seat_id = $1::text::uuid"
    before = await database.fetchrow(columns, path.rpartition("/")[2])
    await database.execute(
        "UPDATE registry.follower_cursor SET position = -1, complete = false "
        "WHERE initiative_id = $1::text::uuid",
        governed.field.id,
    )
    dsn = Address.of(world.settings).service_dsn(world.settings, "registry")
    pool = await Database.connect(dsn, world.settings, size=2)
    try:
        await follower.catch_up(pool, UUID(governed.field.id))
    finally:
        await pool.close()
    assert await database.fetchrow(columns, path.rpartition("/")[2]) == before
    assert before is not None


async def test_a_forum_says_who_is_missing_in_it(world: World, governed: Governed) -> None:
    facilitator = governed.field.facilitator
    grouping = await facilitator.created(
        "registry/groupings",
        {"name": {"he": "מרכז ופריפריה"}, "values": [{"name": {"he": "מרכז"}}, {"name": {"he": "פריפריה"}}]},
    )
    value = grouping["values"][1]["id"]
    placed = f"registry/groupings/{grouping['id']}/organizations/{governed.holder.organization_id}"
    assert (await facilitator.put(placed, {"value_id": value})).is_success
    path = f"registry/forums/{governed.committee}/coverage"
    groups = (await governed.chair.get(path)).json()["groups"]
    sector = {one["sector"]: one for one in groups if one["sector"]}
    assert (sector["public"]["votes"], sector["public"]["missing"]) == (1, False)
    assert (sector["business"]["partners"], sector["business"]["missing"]) == (0, False)
    periphery = next(one for one in groups if one["value_id"] == value)
    assert (periphery["partners"], periphery["votes"], periphery["missing"]) == (1, 0, True)
    member = await world.add_person(facilitator, "חברת קהילה")
    seat = await governed.chair.created(
        f"registry/forums/{governed.committee}/members", {"person_id": member.person_id}
    )
    await member.post(f"registry/forums/{governed.committee}/members/{seat['id']}/accept")
    votes = sector["community"]["votes"]
    await governed.decide("seats", subject=seats(governed, seat["id"]))
    groups = (await governed.chair.get(path)).json()["groups"]
    community = next(one for one in groups if one["sector"] == "community")
    assert community["votes"] == votes + 1
    network = await governed.chair.get(f"registry/forums/{governed.network}/coverage")
    assert network.json()["code"] == "network-has-no-seats"
    await member.post(f"registry/forums/{governed.committee}/members/{seat['id']}/give-up")

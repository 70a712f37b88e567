"""Calendars: meetings as iCalendar, by token and by a link that opens nothing else."""

from datetime import UTC, datetime

import httpx
import pytest
from icalendar import Calendar

from tests.governing import Governed, govern, in_hours
from tests.kit import Actor, World

TITLE = {"he": "ועדת ההיגוי", "en": "Steering committee; third, at last"}


@pytest.fixture(scope="module")
async def governed(world: World) -> Governed:
    return await govern(world, await world.found())


async def called(by: Actor, forum_id: str, hours: float = 48) -> str:
    body = {
        "forum_id": forum_id,
        "title": TITLE,
        "starts_at": in_hours(hours),
        "place": {"he": "חיפה"},
        "online_url": "https://example.org/m",
    }
    return str((await by.created("registry/meetings", body))["id"])


def events(answer: httpx.Response) -> dict[str, dict[str, str]]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/calendar")
    read = Calendar.from_ical(answer.content)
    return {
        str(event["uid"]).removesuffix("@shidra"): {name: str(value) for name, value in event.items()}
        for event in read.walk("VEVENT")
    }


async def by_link(world: World, url: str, path: str = "") -> httpx.Response:
    """As a calendar program asks: without a token. Another path of the same link, where one is given."""
    address = httpx.URL(url)
    return await world.http.get(path or address.path, params=dict(address.params))


async def test_a_calendar_holds_the_meetings_of_ones_forums(governed: Governed) -> None:
    chair, member = governed.members[:2]
    ours = await called(chair, governed.committee)
    networks = await called(governed.field.facilitator, governed.network)
    found = events(await member.get("registry/me/calendar.ics?language=en"))
    assert found.keys() >= {ours, networks}
    assert found[ours]["SUMMARY"] == TITLE["en"]
    assert (found[ours]["LOCATION"], found[ours]["URL"]) == ("חיפה", "https://example.org/m")
    assert (found[ours]["STATUS"], found[ours]["SEQUENCE"]) == ("CONFIRMED", "1")
    assert events(await member.get("registry/me/calendar.ics"))[ours]["SUMMARY"] == TITLE["he"]
    # Who has no seat has the network's meetings, and can read those of a forum.
    assert events(await governed.holder.get("registry/me/calendar.ics")).keys() == {networks}
    forum = f"registry/forums/{governed.committee}/calendar.ics"
    assert ours in events(await governed.holder.get(forum))
    staff = events(await governed.field.facilitator.get("registry/me/calendar.ics"))
    assert ours not in staff


async def test_a_program_takes_over_what_was_moved_and_cancelled(governed: Governed) -> None:
    chair, member = governed.members[:2]
    moved, cancelled = await called(chair, governed.committee), await called(chair, governed.committee)
    when = "2027-03-01T15:00:00Z"
    assert (await chair.put(f"registry/meetings/{moved}/time", {"starts_at": when})).status_code == 200
    assert (await chair.post(f"registry/meetings/{cancelled}/cancel", {})).status_code == 200
    answer = await member.get("registry/me/calendar.ics")
    found = events(answer)
    assert (found[cancelled]["STATUS"], found[cancelled]["SEQUENCE"]) == ("CANCELLED", "2")
    starts = {
        str(event["uid"]): event.decoded("dtstart")
        for event in Calendar.from_ical(answer.content).walk("VEVENT")
    }
    assert starts[f"{moved}@shidra"] == datetime(2027, 3, 1, 15, tzinfo=UTC)


async def test_a_link_opens_calendars_and_nothing_else_until_it_is_revoked(
    governed: Governed, world: World
) -> None:
    chair, member = governed.members[:2]
    ours = await called(chair, governed.committee)
    made = await member.created("registry/calendar-links", {})
    assert ours in events(await by_link(world, made["url"]))
    of_forum = await member.created("registry/calendar-links", {"forum_id": governed.committee})
    assert ours in events(await by_link(world, of_forum["url"]))
    for other in ("meetings", "people", "calendar-links"):
        path = f"/registry/v1/initiatives/{member.initiative_id}/{other}"
        assert (await by_link(world, made["url"], path)).status_code == 401
    listed = (await member.get("registry/calendar-links")).json()["items"]
    assert {one["id"] for one in listed} == {made["id"], of_forum["id"]}
    assert all("url" not in one for one in listed)
    assert (await member.get(f"registry/calendar-links/{made['id']}")).json()["last_used_at"] is not None
    assert (await chair.get(f"registry/calendar-links/{made['id']}")).status_code == 404
    assert (await chair.delete(f"registry/calendar-links/{made['id']}")).status_code == 404
    assert (await member.delete(f"registry/calendar-links/{made['id']}")).status_code == 204
    assert (await by_link(world, made["url"])).status_code == 401
    unknown = await member.post("registry/calendar-links", {"forum_id": member.person_id})
    assert unknown.status_code == 404


async def test_links_are_few_and_end_when_their_person_leaves(governed: Governed, world: World) -> None:
    person = await world.add_person(governed.field.facilitator, "רות")
    made = [await person.created("registry/calendar-links", {}) for _ in range(5)]
    refused = await person.post("registry/calendar-links", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "too-many-links")
    held = (await person.get(f"registry/people/{person.person_id}/personal-data")).json()["calendar_links"]
    assert {one["id"] for one in held} == {one["id"] for one in made}
    left = await governed.field.facilitator.post(f"registry/people/{person.person_id}/departure", {})
    assert left.status_code == 200, left.text
    assert (await by_link(world, made[0]["url"])).status_code == 401
    back = await governed.field.facilitator.post(f"registry/people/{person.person_id}/return")
    assert back.status_code == 200, back.text
    assert (await by_link(world, made[0]["url"])).status_code == 401

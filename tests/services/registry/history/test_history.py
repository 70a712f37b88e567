"""As of both times: at every moment the view of then is what the list answered then."""

import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from urllib.parse import quote

import asyncpg
import pytest

from services.registry.history.models import KEPT
from tests.governing import Governed, form, govern, on_day
from tests.kit import Actor, World
from tests.services.erasing import erase

REASON = {"he": "כך הוחלט"}
UNKNOWN_THEN = {"name", "email", "phone", "language"}


@pytest.fixture(scope="module")
async def governed(world: World) -> Governed:
    return await govern(world, await world.found())


def now() -> str:
    return quote(datetime.now(UTC).isoformat())


class Changing:
    """Changes an initiative at random, by whoever may."""

    def __init__(self, governed: Governed, chance: random.Random) -> None:
        self._by, self._forum = governed.field.facilitator, governed.committee
        self._founder = governed.field.founder
        self._chance = chance
        self._ids: dict[str, list[str]] = {name: [] for name in ("organizations", "ties", "people")}
        self.grouping: dict[str, Any] = {}

    async def begin(self) -> None:
        self.grouping = await self._by.created(
            "registry/groupings",
            {"name": {"he": "אזור"}, "values": [{"name": {"he": "א"}}, {"name": {"he": "ב"}}]},
        )
        for step in (self._map, self._map, self._map, self._report, self._join):
            await step()

    def steps(self) -> list[Callable[[], Awaitable[object]]]:
        """Every kind of change twice, in some order."""
        ways: list[Callable[[], Awaitable[object]]] = [
            *(self._map, self._describe, self._move, self._report, self._correct, self._withdraw),
            *(self._join, self._belong, self._end, self._place, self._propose, self._merge),
        ]
        steps = [*ways, *ways]
        self._chance.shuffle(steps)
        return steps

    def _any(self, kind: str) -> str:
        return self._chance.choice(self._ids[kind])

    async def _map(self) -> None:
        name = {"he": f"ארגון {self._chance.random()}"}
        made = await self._by.created("registry/organizations", {"name": name, "sector": "nonprofit"})
        self._ids["organizations"].append(made["id"])

    async def _describe(self) -> None:
        changes = {"name": {"he": f"שם {self._chance.random()}"}, "sector": "public"}
        await self._by.patch(f"registry/organizations/{self._any('organizations')}", changes)

    async def _move(self) -> None:
        to = self._chance.choice(["approached", "engaged", "supporter", "paused"])
        body = {"to": to, "reason": REASON}
        await self._by.post(f"registry/organizations/{self._any('organizations')}/stage-changes", body)

    async def _report(self) -> None:
        tie = {
            "from_organization_id": self._any("organizations"),
            "to_organization_id": self._any("organizations"),
            "kind": f"kind_{self._chance.randrange(10**6)}",
            "since": on_day(-self._chance.randrange(1, 30)),
        }
        made = await self._by.post("registry/ties", tie)
        if made.status_code == 201:
            self._ids["ties"].append(made.json()["id"])

    async def _correct(self) -> None:
        await self._by.patch(f"registry/ties/{self._any('ties')}", {"intensity": "cooperation"})

    async def _withdraw(self) -> None:
        await self._by.delete(f"registry/ties/{self._any('ties')}")

    async def _join(self) -> None:
        affiliation = {"organization_id": self._any("organizations"), "represents": True}
        made = await self._by.post(
            "registry/people", {"name": {"he": "מישהי"}, "affiliations": [affiliation]}
        )
        if made.status_code == 201:
            self._ids["people"].append(made.json()["id"])

    async def _belong(self) -> None:
        body = {"organization_id": self._any("organizations"), "title": {"he": "יועצת"}}
        await self._by.post(f"registry/people/{self._any('people')}/affiliations", body)

    async def _end(self) -> None:
        person = f"registry/people/{self._any('people')}"
        affiliation = (await self._by.get(person)).json()["affiliations"][0]
        path = f"{person}/affiliations/{affiliation['id']}/end"
        await self._by.post(path, {"until": on_day(-self._chance.randrange(9))})

    async def _place(self) -> None:
        path = f"registry/groupings/{self.grouping['id']}/organizations/{self._any('organizations')}"
        values = [None, *(value["id"] for value in self.grouping["values"])]
        await self._by.put(path, {"value_id": self._chance.choice(values)})

    async def _propose(self) -> None:
        body = {"person_id": self._any("people"), "ends_on": on_day(90)}
        proposed = await self._founder.post(f"registry/forums/{self._forum}/members", body)
        if proposed.status_code == 201 and self._chance.random() < 0.5:
            seat = proposed.json()["id"]
            await self._by.post(f"registry/forums/{self._forum}/members/{seat}/withdraw")

    async def _merge(self) -> None:
        named = {
            "organization_id": self._any("organizations"),
            "into_organization_id": self._any("organizations"),
        }
        merged = await self._by.post("registry/organization-merges", named)
        if merged.status_code == 201 and self._chance.random() < 0.5:
            await self._by.post(f"registry/organization-merges/{merged.json()['id']}/undo")


def comparable(body: Any) -> Any:
    """What is the same then and now: names of people and how to reach them are of today."""
    if isinstance(body, list):
        return [comparable(one) for one in body]
    if not isinstance(body, dict):
        return body
    omitted = UNKNOWN_THEN if "affiliations" in body else set()
    kept = {name: comparable(value) for name, value in body.items() if name not in omitted}
    if "affiliations" in kept:
        kept["affiliations"] = sorted(kept["affiliations"], key=lambda one: str(one["id"]))
    return kept


async def answered(actor: Actor, paths: list[str], query: str) -> list[Any]:
    bodies = []
    for path in paths:
        response = await actor.get(f"{path}{'&' if '?' in path else '?'}{query}")
        assert response.status_code == 200, response.text
        bodies.append(comparable(response.json()))
    return bodies


async def test_the_view_of_every_moment_is_what_was_answered_then(governed: Governed) -> None:
    changing = Changing(governed, random.Random(7))
    await changing.begin()
    reader = governed.field.founder
    paths = [
        "registry/organizations?limit=200",
        "registry/organizations?stage=partner&limit=200",
        "registry/ties?limit=200",
        "registry/people?limit=200",
        f"registry/groupings/{changing.grouping['id']}/organizations",
        f"registry/forums/{governed.committee}/members?limit=200",
        "registry/network",
    ]
    seen = [(now(), await answered(reader, paths, ""))]
    for step in changing.steps():
        await step()
        seen.append((now(), await answered(reader, paths, "")))
    assert len({str(bodies) for _, bodies in seen}) > 12
    for moment, bodies in seen:
        assert await answered(reader, paths, f"known_at={moment}") == bodies
    # Today holds what is recorded, and pages are read along as they were.
    assert await answered(reader, paths[:2], f"as_of={on_day(0)}") == bodies[:2]
    first = (await reader.get(f"registry/organizations?limit=3&known_at={seen[9][0]}")).json()
    rest = f"registry/organizations?limit=200&known_at={seen[9][0]}&cursor={first['next_cursor']}"
    assert first["items"] + (await reader.get(rest)).json()["items"] == seen[9][1][0]["items"]
    for query in (f"known_at={moment}", f"as_of={on_day(0)}", f"as_of={on_day(-5)}&known_at={moment}"):
        for table in ("organizations", "ties"):
            exported = await reader.get(f"registry/exports/{table}?{query}")
            assert exported.status_code == 200


async def test_what_held_on_a_day_and_what_was_known_of_it(governed: Governed) -> None:
    by = governed.field.facilitator
    house = await by.created("registry/organizations", {"name": {"he": "בית"}, "sector": "nonprofit"})
    path = f"registry/organizations/{house['id']}"
    before = now()

    async def stage(query: str) -> str:
        shown = (await by.get(f"{path}?{query}")).json()
        listed = (await by.get(f"registry/organizations?limit=200&stage={shown['stage']}&{query}")).json()
        assert house["id"] in {one["id"] for one in listed["items"]}
        return str(shown["stage"])

    # Recorded today: engaged for ten days, a supporter for four.
    for to, days in (("engaged", -10), ("supporter", -4)):
        change = await by.created(
            f"{path}/stage-changes", {"to": to, "reason": REASON, "since": on_day(days)}
        )
        assert change["since"] == on_day(days)
    assert await stage(f"as_of={on_day(-11)}") == "mapped"
    assert await stage(f"as_of={on_day(-10)}") == "engaged"
    assert await stage(f"as_of={on_day(-4)}") == "supporter"
    # Before it was recorded, nobody knew.
    assert await stage(f"as_of={on_day(-4)}&known_at={before}") == "mapped"
    for since in (on_day(1), on_day(-5)):
        refused = await by.post(f"{path}/stage-changes", {"to": "engaged", "reason": REASON, "since": since})
        assert (refused.status_code, refused.json()["code"]) == (422, "stage-out-of-order")
    # Affiliations hold on their days, whenever they were recorded.
    past = {"organization_id": house["id"], "since": on_day(-30), "until": on_day(-20)}
    ruth = await by.created("registry/people", {"name": {"he": "רות"}, "affiliations": [past]})
    person = f"registry/people/{ruth['id']}"
    held = [
        len((await by.get(f"{person}?as_of={on_day(day)}")).json()["affiliations"])
        for day in (-31, -30, -20, -19)
    ]
    assert held == [0, 1, 1, 0]
    assert (await by.get(f"{person}?known_at={before}")).status_code == 404
    assert (await by.get(f"{person}?as_of={on_day(-25)}")).json()["email"] is None
    # The working group of before has other people at the end of another day.
    group = await form(governed.chair, "working_group")
    assert (await by.get(f"registry/forums/{group}/members?as_of={on_day(-1)}")).json()["items"] == []


async def test_what_cannot_be_known_is_said(
    world: World, governed: Governed, database: asyncpg.Connection
) -> None:
    reader = governed.field.founder
    for path in ("organizations", "ties", "people", f"forums/{governed.committee}/members", "network"):
        refused = await reader.get(f"registry/{path}?known_at=2099-01-01T00:00:00Z")
        assert (refused.status_code, refused.json()["code"]) == (422, "moment-to-come")
        # Nothing was recorded before there were computers, and days lie at the ends of the calendar, too.
        refused = await reader.get(f"registry/{path}?known_at=0001-01-01T00:00:00%2B14:00")
        assert (refused.status_code, refused.json()["code"]) == (422, "validation-failed")
        for day in ("0001-01-01", "9999-12-31"):
            assert (await reader.get(f"registry/{path}?as_of={day}")).status_code == 200
    refused = await reader.get(f"registry/organizations?search=x&as_of={on_day(0)}")
    assert (refused.status_code, refused.json()["code"]) == (422, "search-is-of-now")
    begun = "INSERT INTO registry.recording_begun VALUES ($1::text::uuid, now())"
    await database.execute(begun, reader.initiative_id)
    for path in ("organizations", "exports/ties", f"forums/{governed.committee}/members"):
        refused = await reader.get(f"registry/{path}?known_at=2026-01-01T00:00:00Z")
        assert (refused.status_code, refused.json()["code"]) == (422, "not-kept-then")
    refused = await reader.get(f"registry/forums/{governed.committee}/members?as_of={on_day(-9)}")
    assert refused.json()["code"] == "not-kept-then"
    assert (await reader.get(f"registry/ties?as_of={on_day(-9)}")).status_code == 200


async def test_erasing_a_person_erases_what_was_recorded_of_them_before(
    world: World, governed: Governed, database: asyncpg.Connection
) -> None:
    member = governed.members[1]
    path = f"registry/people/{member.person_id}"
    (own,) = (await member.get(path)).json()["affiliations"]
    await member.post(f"{path}/affiliations/{own['id']}/end", {"until": on_day(9)})
    moment = now()
    count = (
        "SELECT count(*) FROM registry.recorded WHERE row_id = $1::text::uuid OR strpos(state::text, $1) > 0"
    )
    assert await database.fetchval(count, member.person_id) >= 4
    await erase(world, member, in_service="registry")
    assert await database.fetchval(count, member.person_id) == 0
    assert (await governed.chair.get(f"{path}?known_at={moment}")).status_code == 404


async def test_the_triggers_keep_what_the_program_reads(database: asyncpg.Connection) -> None:
    rows = await database.fetch(
        "SELECT c.relname AS name, t.tgname AS trigger, t.tgargs AS arguments FROM pg_trigger t"
        " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE p.proname = 'keep_recorded'"
    )
    found: dict[str, set[tuple[str, ...]]] = {}
    for row in rows:
        found.setdefault(row["name"], set()).add(tuple(row["arguments"].decode().split("\0")[:3]))
    assert len(rows) == 3 * len(KEPT)
    for name, kept in KEPT.items():
        ((within, key, omitted),) = found[name]
        assert (within, key) == (kept.within, kept.id)
        assert set(omitted.strip("{}").split(",")) - {""} == kept.omitted


async def test_a_clock_that_stepped_back_stops_no_change(
    governed: Governed, database: asyncpg.Connection
) -> None:
    by = governed.field.facilitator
    made = await by.created("registry/organizations", {"name": {"he": "לפני"}, "sector": "nonprofit"})
    ahead = (
        "UPDATE registry.recorded SET recorded_from = now() + interval '1 hour' WHERE row_id = $1::text::uuid"
    )
    await database.execute(ahead, made["id"])
    path = f"registry/organizations/{made['id']}"
    for name in ("אחרי", "ועוד"):
        assert (await by.patch(path, {"name": {"he": name}})).status_code == 200
    versions = await database.fetch(
        "SELECT state -> 'name' ->> 'he' AS name, recorded_from, recorded_until FROM registry.recorded"
        " WHERE row_id = $1::text::uuid AND resource = 'organization' ORDER BY recorded_from",
        made["id"],
    )
    assert [row["name"] for row in versions] == ["לפני", "אחרי", "ועוד"]
    assert all(one["recorded_until"] == after["recorded_from"] for one, after in pairwise(versions))

"""The public reacts by a link: nobody is many, nobody is known, and who takes part is counted apart."""

from typing import Any

import asyncpg
import httpx
import pytest

from services.agenda.public_reactions import service as rules
from services.agenda.public_reactions.repository import forget_addresses
from services.cli import load
from shared.http.app import create_app
from shared.http.gateway import Gateway
from tests.kit import Actor, Field, World
from tests.services.events.workers import all_events

WORDS = {"he": "אין מי שיענה בערבית בלילה", "ar": "لا أحد يجيب بالعربية ليلًا"}


def gateway_of(field: Field) -> Any:
    """The application under test, to be asked from other addresses than the tests' own."""
    transport = field.partner.http._transport
    assert isinstance(transport, httpx.ASGITransport)
    return transport.app


class Public:
    """Somebody of the public with a link, at an address."""

    def __init__(
        self, field: Field, link: dict[str, Any], address: str = "203.0.113.7", gateway: Any = None
    ) -> None:
        transport = httpx.ASGITransport(gateway or gateway_of(field), client=(address, 1234))
        self._http = httpx.AsyncClient(transport=transport, base_url="http://shidra.test")
        self._base = f"/agenda/v1/initiatives/{field.id}"
        self._params = {"link": link["secret"]}
        self.secret = ""

    async def ask(self, method: str, path: str, json: Any = None) -> httpx.Response:
        return await self._http.request(method, f"{self._base}/{path}", params=self._params, json=json)

    async def join(self) -> httpx.Response:
        joined = await self.ask("POST", "public-participants")
        if joined.status_code == 201:
            self.secret = joined.json()["secret"]
        return joined

    async def react(self, voice_id: str, reaction: str, secret: str = "") -> httpx.Response:
        body = {"participant": secret or self.secret, "reaction": reaction}
        return await self.ask("PUT", f"public-voices/{voice_id}/reaction", body)


async def shown(field: Field) -> str:
    voice = await field.partner.created("agenda/voices", {"text": WORDS})
    answer = await field.partner.put(f"agenda/voices/{voice['id']}/public-showing", {"shown": True})
    assert answer.status_code == 200, answer.text
    assert answer.json()["shown_publicly"] is True
    return str(voice["id"])


async def made(field: Field) -> dict[str, Any]:
    return await field.facilitator.created("agenda/reaction-links", {})


async def counted(reader: Actor, voice_id: str) -> dict[str, Any]:
    body: dict[str, Any] = (await reader.get(f"agenda/voices/{voice_id}/reactions")).json()
    return body


async def test_the_public_sees_words_alone_and_is_counted_apart(field: Field) -> None:
    voice_id, hidden = await shown(field), await field.partner.created("agenda/voices", {"text": WORDS})
    link = await made(field)
    everybody = [Public(field, link, f"203.0.113.{number}") for number in range(5)]
    assert (await everybody[0].ask("GET", "public-voices")).json()["items"] == [
        {"id": voice_id, "text": WORDS}
    ]
    for somebody in everybody:
        assert (await somebody.join()).status_code == 201
        for reaction in ("agree", "disagree"):
            said = await somebody.react(voice_id, reaction)
            assert said.json() == {"voice_id": voice_id, "reaction": reaction}
    assert (await everybody[0].react(voice_id, "disagree")).status_code == 200
    found = await counted(field.partner, voice_id)
    assert (found["total"], found["own"], found["counts"]) == (0, None, None)
    assert found["public"] == {"total": 5, "counts": {"agree": 0, "disagree": 5, "pass": 0}}
    assert (await everybody[0].react(hidden["id"], "agree")).status_code == 404
    events = await all_events(field.partner, types="agenda.voice.reacted_publicly")
    assert len(events) == 10
    assert all(one["event"]["actor"] == {"kind": "person"} for one in events)


async def test_only_the_bringer_shows_a_voice_and_hides_it_again(field: Field) -> None:
    body = {"text": WORDS, "brought_by": {"person_id": field.partner.person_id}}
    entered = await field.facilitator.created("agenda/voices", body)
    path = f"agenda/voices/{entered['id']}"
    early = await field.partner.put(f"{path}/public-showing", {"shown": True})
    assert (early.status_code, early.json()["code"]) == (409, "voice-not-yet-confirmed")
    assert (await field.partner.post(f"{path}/confirm")).status_code == 200
    assert (await field.facilitator.put(f"{path}/public-showing", {"shown": True})).status_code == 403
    version = (await field.partner.put(f"{path}/public-showing", {"shown": True})).json()["version"]
    again = (await field.partner.put(f"{path}/public-showing", {"shown": True})).json()
    assert again["version"] == version
    somebody = Public(field, await made(field))
    await somebody.join()
    assert (await somebody.react(entered["id"], "agree")).status_code == 200
    assert (await field.partner.put(f"{path}/public-showing", {"shown": False})).status_code == 200
    assert (await somebody.ask("GET", "public-voices")).json()["items"] == []
    assert (await somebody.react(entered["id"], "pass")).status_code == 404


async def test_one_network_and_one_link_let_in_only_so_many(
    field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_FROM_ONE_NETWORK", 2)
    monkeypatch.setattr(rules, "MOST_BY_A_LINK", 3)
    link = await made(field)
    here = Public(field, link)
    assert [(await here.join()).status_code for _ in range(3)] == [201, 201, 429]
    # An IPv6 network is the 64 bits that one household has.
    first, neighbour = (Public(field, link, f"2001:db8:0:1::{host}") for host in (1, 2))
    assert (await first.join()).status_code == 201
    full = await neighbour.join()
    assert (full.status_code, full.json()["code"]) == (429, "too-many-participants")
    assert int(full.headers["Retry-After"]) > 0
    assert (await Public(field, await made(field)).join()).status_code == 201


async def test_one_network_does_not_spend_what_the_link_has_for_all(world: World, field: Field) -> None:
    link = await made(field)
    limited = world.settings.model_copy(update={"anonymous_rate_limit_per_minute": 5})
    gateway = Gateway({"agenda": create_app(load("agenda"), limited)}, {})
    async with gateway.started():
        loud, quiet = (
            Public(field, link, address, gateway) for address in ("203.0.113.201", "203.0.113.202")
        )
        answers = [await loud.ask("GET", "public-voices") for _ in range(7)]
        assert [one.status_code for one in answers][:5] == [200] * 5
        assert answers[-1].status_code == 429
        assert int(answers[-1].headers["Retry-After"]) > 0
        assert (await quiet.ask("GET", "public-voices")).status_code == 200


async def test_a_secret_is_good_by_its_own_link_alone(field: Field) -> None:
    voice_id = await shown(field)
    one, other = Public(field, await made(field)), Public(field, await made(field))
    await one.join()
    for secret in ("guessed", one.secret):
        refused = await other.react(voice_id, "agree", secret)
        assert (refused.status_code, refused.json()["code"]) == (403, "unknown-participant")
        assert secret not in refused.text


async def test_links_alone_open_it_and_nothing_else_until_they_are_revoked(field: Field) -> None:
    voice_id = await shown(field)
    link = await made(field)
    for caller in (field.facilitator, field.partner):
        assert (await caller.get("agenda/public-voices")).status_code == 401
        assert (await caller.post("agenda/public-participants")).status_code == 401
    somebody = Public(field, link)
    assert (await somebody.ask("GET", "voices")).status_code == 401
    assert (await field.partner.post("agenda/reaction-links", {})).status_code == 403
    assert (await field.facilitator.get("agenda/reaction-links")).json()["items"][-1]["id"] == link["id"]
    await somebody.join()
    assert (await field.facilitator.delete(f"agenda/reaction-links/{link['id']}")).status_code == 204
    assert (await somebody.react(voice_id, "agree")).status_code == 401


async def test_a_link_ends_with_the_facilitating_of_who_made_it(world: World, field: Field) -> None:
    person = await world.add_person(field.facilitator, "רכזת")
    role = {"person_id": person.person_id, "role": "project_coordinator"}
    staff = await field.founder.created("registry/staff", role)
    somebody = Public(field, await person.created("agenda/reaction-links", {}))
    assert (await somebody.ask("GET", "public-voices")).status_code == 200
    assert (await field.founder.delete(f"registry/staff/{staff['id']}")).status_code == 204
    assert (await somebody.ask("GET", "public-voices")).status_code == 403


async def test_what_came_by_a_link_can_be_discarded_and_the_log_says_so(field: Field) -> None:
    voice_id, link = await shown(field), await made(field)
    somebody = Public(field, link)
    await somebody.join()
    await somebody.react(voice_id, "agree")
    path = f"agenda/reaction-links/{link['id']}/discard"
    assert (await field.partner.post(path)).status_code == 403
    assert (await field.facilitator.post(path)).status_code == 204
    assert (await counted(field.partner, voice_id))["public"]["total"] == 0
    assert (await field.facilitator.post(path)).status_code == 404
    told = await all_events(field.partner, types="agenda.reaction_link.discarded")
    assert [one["event"]["data"]["participants"] for one in told] == [1]


async def test_networks_are_forgotten_after_a_day_and_never_stored(
    field: Field, database: asyncpg.Connection
) -> None:
    await Public(field, await made(field), "203.0.113.99").join()
    query = "SELECT address_digest FROM agenda.public_participant WHERE initiative_id = $1::text::uuid"
    (kept,) = [row["address_digest"] for row in await database.fetch(query, field.id)]
    assert len(kept) == 32
    await database.execute(
        "UPDATE agenda.public_participant SET joined_at = now() - interval '25 hours' "
        "WHERE initiative_id = $1::text::uuid",
        field.id,
    )
    now = await database.fetchval("SELECT now()")
    await forget_addresses(database, now - rules.ADDRESSES_KEPT)
    assert [row["address_digest"] for row in await database.fetch(query, field.id)] == [None]

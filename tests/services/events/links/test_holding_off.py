"""What a link does not open, when it stops, and where its secret never stands."""

import asyncio
import json
import logging
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from prometheus_client import generate_latest

from services.cli import load
from services.events.log import streaming
from shared.http import entering_by_link
from shared.http.app import create_app
from shared.http.auth.links import Purpose, new_secret
from shared.http.entering import Arrival
from shared.http.gateway import Gateway
from shared.observability.logging import configure_logging
from shared.settings import Settings
from tests.kit import Actor, Field, World
from tests.services.events.links.following import LINKS, follow, items, made, secret_of
from tests.services.events.workers import all_events
from tests.shared.operations import operations, within_an_initiative

DOCUMENT = Path(__file__).parents[4] / "docs" / "openapi" / "shidra.json"


def stream_of(initiative_id: str) -> str:
    return f"/events/v1/initiatives/{initiative_id}/events/stream"


@asynccontextmanager
async def deployed(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """The events service once more, with settings of its own."""
    gateway = Gateway({"events": create_app(load("events"), settings)}, {})
    transport = httpx.ASGITransport(gateway)
    async with (
        gateway.started(),
        httpx.AsyncClient(transport=transport, base_url="http://shidra.test") as http,
    ):
        yield http


async def test_a_link_that_is_no_good_is_answered_like_a_wrong_token_whatever_is_wrong_with_it(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    elsewhere = await world.found("מהלך אחר")
    revoked, expired, of_another_purpose = [await made(field.partner) for _ in range(3)]
    theirs = secret_of(await made(elsewhere.partner))
    await field.partner.delete(f"{LINKS}/{revoked['id']}")
    change = "UPDATE events.capability_link SET {} WHERE id = $1::text::uuid"
    await database.execute(change.format("expires_at = now()"), expired["id"])
    await database.execute(change.format("purpose = 'calendar'"), of_another_purpose["id"])
    live = secret_of(await made(field.partner))
    wrong = await world.http.get(stream_of(field.id), headers={"Authorization": "Bearer wrong"})
    tried = [secret_of(link) for link in (revoked, expired, of_another_purpose)]
    tried += [theirs, new_secret(), live[:-1], live + "A", live.upper(), "", "x" * 5000, "שלום", "a\0b"]
    for secret in tried:
        answer = await world.http.get(stream_of(field.id), params={"link": secret})
        assert answer.status_code == 401, secret
        assert _without_id(answer) == _without_id(wrong)
        assert answer.headers["www-authenticate"] == wrong.headers["www-authenticate"]
    twice = await world.http.get(stream_of(field.id) + f"?link={live}&link={live}")
    assert twice.status_code == 401
    assert (await world.http.get(stream_of(field.id), params={"link": live})).status_code == 200
    assert (await world.http.get(stream_of("nowhere"), params={"link": live})).status_code == 401


def _without_id(answer: httpx.Response) -> dict[str, Any]:
    return {key: value for key, value in answer.json().items() if key != "request_id"}


async def test_a_token_and_a_link_together_are_refused(world: World, field: Field) -> None:
    link = await made(field.partner)
    for token in (field.partner.token, "wrong"):
        answer = await follow(world, link["url"], headers={"Authorization": f"Bearer {token}"})
        assert (answer.status_code, answer.json()["code"]) == (400, "two-credentials")
        assert secret_of(link) not in answer.text


async def test_a_link_opens_no_other_operation(world: World, field: Field) -> None:
    secret = secret_of(await made(field.facilitator))
    known = {"person_id": field.facilitator.person_id}
    inside = {operation.name for operation in within_an_initiative()}
    tried = 0
    for operation in operations():
        if operation.name == "stream_events" or operation.name not in inside:
            continue
        address = operation.address(field.id, **known)
        answer = await world.http.request(operation.method, address, params={"link": secret}, json={})
        assert answer.status_code == 401, operation.name
        tried += 1
    assert tried > 100


async def test_to_any_other_operation_link_is_a_parameter_it_does_not_know(field: Field) -> None:
    secret = secret_of(await made(field.partner))
    for path in ("events/events", "events/export", "events/openings", LINKS, "registry/people"):
        answer = await field.partner.get(path, params={"link": secret})
        assert answer.status_code == 422, path
        assert [error["pointer"] for error in answer.json()["errors"]] == ["query:link"]
        assert secret not in answer.text


def test_the_document_says_which_operation_a_link_opens() -> None:
    document = json.loads(DOCUMENT.read_text("utf-8"))
    opened = {
        operation["operationId"]
        for methods in document["paths"].values()
        for operation in methods.values()
        if {"capabilityLink": []} in operation.get("security", ())
    }
    assert opened == {
        *("stream_events", "get_own_calendar", "get_forum_calendar"),
        *("list_public_voices", "join_publicly", "react_publicly"),
    }
    scheme = document["components"]["securitySchemes"]["capabilityLink"]
    assert (scheme["type"], scheme["in"], scheme["name"]) == ("apiKey", "query", "link")


async def test_a_link_opens_what_its_person_may_read_now(world: World, field: Field) -> None:
    organization = f"registry/organizations/{field.partner.organization_id}"
    await field.facilitator.created(
        f"{organization}/stage-changes", {"to": "engaged", "reason": {"he": "סיבה שמורה לצוות"}}
    )
    url = (await made(field.facilitator))["url"] + "&types=registry.organization.stage_changed"
    assert [item["closed"] for item in items(await follow(world, url))] == [[]]
    [staff] = (await field.founder.get("registry/staff")).json()["items"]
    assert (await field.founder.delete(f"registry/staff/{staff['id']}")).status_code == 204
    after = await follow(world, url)
    assert [item["closed"] for item in items(after)] == [["reason"]]
    assert "סיבה" not in after.text


async def revoke(field: Field, ruth: Actor, link: dict[str, Any], _: asyncpg.Connection) -> None:
    assert (await ruth.delete(f"{LINKS}/{link['id']}")).status_code == 204


async def expire(_field: Field, _ruth: Actor, link: dict[str, Any], database: asyncpg.Connection) -> None:
    await database.execute(
        "UPDATE events.capability_link SET expires_at = now() WHERE id = $1::text::uuid", link["id"]
    )


async def leave(field: Field, ruth: Actor, _link: dict[str, Any], _: asyncpg.Connection) -> None:
    response = await field.facilitator.post(f"registry/people/{ruth.person_id}/departure", {})
    assert response.status_code == 200


async def be_erased(field: Field, ruth: Actor, _link: dict[str, Any], _: asyncpg.Connection) -> None:
    await field.facilitator.created("events/erasures", {"person_id": ruth.person_id})


Ending = Callable[[Field, Actor, dict[str, Any], asyncpg.Connection], Awaitable[None]]


@pytest.mark.parametrize("end", [revoke, expire, leave, be_erased])
async def test_a_stream_that_goes_on_by_a_link_ends_with_the_link(
    world: World, field: Field, database: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch, end: Ending
) -> None:
    monkeypatch.setattr(streaming, "_BETWEEN_LOOKS", 0.01)
    monkeypatch.setattr(world.settings, "stream_seconds", 3600)
    ruth = await world.add_person(field.facilitator, "רות")
    link = await made(ruth)
    looked, next_page = asyncio.Event(), streaming._next_page
    ended, pages_since = False, 0

    async def looking(arrival: Arrival, read: Any) -> streaming.Page:
        nonlocal pages_since
        page = await next_page(arrival, read)
        if str(arrival.initiative_id) == field.id:  # streams of other tests may look, too
            pages_since += ended
            looked.set()
        return page

    monkeypatch.setattr(streaming, "_next_page", looking)
    listening = asyncio.create_task(follow(world, link["url"]))
    await asyncio.wait_for(looked.wait(), 30)
    await end(field, ruth, link, database)
    ended = True
    await asyncio.wait_for(listening, 30)
    assert pages_since <= 1  # the one that may have been read while it ended
    assert (await follow(world, link["url"])).status_code == 401 or end in (leave, be_erased)
    assert (await follow(world, link["url"])).status_code in (401, 404)


async def test_who_comes_back_does_not_find_the_links_of_before(world: World, field: Field) -> None:
    ruth = await world.add_person(field.facilitator, "רות")
    before = await made(ruth)
    person = f"registry/people/{ruth.person_id}"
    assert (await field.facilitator.post(f"{person}/departure", {})).status_code == 200
    assert (await field.facilitator.post(f"{person}/return")).status_code == 200
    assert (await follow(world, before["url"])).status_code == 401
    assert items(await follow(world, (await made(ruth))["url"])) == await all_events(ruth)


async def test_every_link_has_a_rate_of_its_own(
    world: World, field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entering_by_link, "REQUESTS_PER_MINUTE", dict.fromkeys(Purpose, 3))
    one, other = await made(field.partner), await made(field.partner)
    statuses = [(await follow(world, one["url"])).status_code for _ in range(5)]
    assert statuses[:3] == [200] * 3
    assert 429 in statuses
    assert (await follow(world, other["url"])).status_code == 200
    assert (await field.partner.get("events/events")).status_code == 200


async def test_guessing_links_is_cut_off_by_address_and_costs_no_one_elses(fresh: World) -> None:
    field = await fresh.found()
    link = await made(field.partner)
    async with deployed(fresh.settings.model_copy(update={"anonymous_rate_limit_per_minute": 5})) as http:
        guesses = [
            (await http.get(stream_of(field.id), params={"link": new_secret()})).status_code for _ in range(8)
        ]
        assert guesses[:5] == [401] * 5
        assert 429 in guesses
        both = {"Authorization": f"Bearer {field.partner.token}"}
        refused = await http.get(stream_of(field.id), params={"link": secret_of(link)}, headers=both)
        assert refused.status_code == 429  # sending both is no way around the limit
        opened = await http.get(stream_of(field.id), params={"link": secret_of(link)})
        assert opened.status_code == 200


@pytest.fixture
def logging_as_before() -> Iterator[None]:
    """Puts logging back as it was."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    hooks = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = hooks
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in ("shared", "services", "uvicorn", "alembic"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    logging.getLogger("uvicorn.access").propagate = True


async def test_the_secret_stands_in_no_log_line_no_problem_no_figure_and_no_header(
    world: World,
    field: Field,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    logging_as_before: None,
) -> None:
    configure_logging("debug", "events")
    link = await made(field.partner)
    secret = secret_of(link)
    answers = [await follow(world, link["url"])]
    answers.append(await follow(world, link["url"] + "&unknown=1"))
    answers.append(await follow(world, link["url"] + "&after=x"))
    answers.append(await follow(world, link["url"], headers={"Authorization": "Bearer x"}))
    answers.append(await world.http.post(stream_of(field.id), params={"link": secret}))
    answers.append(await field.partner.get("events/events", params={"link": secret}))

    async def fail(*_: Any) -> None:
        raise RuntimeError(f"could not read {link['url']}")

    with monkeypatch.context() as broken:
        broken.setattr(streaming.Live, "read", fail)
        answers.append(await follow(world, link["url"]))
    await field.partner.delete(f"{LINKS}/{link['id']}")
    answers.append(await follow(world, link["url"]))
    statuses = [answer.status_code for answer in answers]
    assert statuses == [200, 422, 422, 400, 405, 422, 500, 401]
    for answer in answers:
        assert secret not in answer.text + str(answer.headers)
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
    written = capsys.readouterr()
    lines = [json.loads(line) for line in written.err.splitlines()]
    requests = [line for line in lines if line["message"] == "request"]
    assert len(requests) >= len(answers)
    assert any(line["message"] == "a request failed" for line in lines)
    assert secret not in written.err + written.out
    assert "link=" not in written.err
    assert secret not in generate_latest().decode()

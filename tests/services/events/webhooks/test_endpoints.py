"""Webhook endpoints as their owners meet them: creating, verifying, changing, pausing, who may."""

import asyncio
import json
from typing import Any

import pytest

from tests.kit import Actor, Field, World
from tests.services.events.webhooks.receiver import (
    Answer,
    Received,
    answering,
    as_system,
    deliver,
    deliveries,
    dispatching,
    endpoint,
    happen,
    integration,
    receiving,
    subscribed,
    takes,
)

ADDRESS = "https://partner.example/hooks"


async def created(field: Field, by: Actor | None = None, **more: Any) -> dict[str, Any]:
    system = await integration(field)
    body = {"integration_id": system["id"], "url": ADDRESS, **more}
    return await (by or field.partner).created("events/webhook-endpoints", body)


async def types_logged(field: Field, *types: str) -> list[str]:
    response = await field.partner.get(
        "events/events", params={"types": types or "events.webhook_endpoint.*"}
    )
    return [item["event"]["type"].rpartition(".")[2] for item in response.json()["items"]]


async def test_an_endpoint_starts_unverified_and_its_secret_is_shown_this_once(field: Field) -> None:
    one = await created(field, description={"he": "מערכת הדיווח"}, types=["agenda.*"], per_second=10)
    assert one["status"] == "unverified"
    assert one["secret"].startswith("whsec_")
    assert one["organization_id"] == field.partner.organization_id
    assert one["acknowledged_to"] is None
    assert [set(secret) for secret in one["secrets"]] == [{"id", "created_at", "expires_at"}]
    again = await endpoint(field, one)
    assert {**again, "secret": one["secret"]} == one
    listed = (await field.partner.get("events/webhook-endpoints")).json()["items"]
    assert listed == [again]


async def test_no_secret_lies_in_the_database(field: Field, database: Any) -> None:
    one = await created(field)
    row = await database.fetchval(
        "SELECT to_jsonb(s)::text FROM events.webhook_secret s WHERE endpoint_id = $1::text::uuid", one["id"]
    )
    assert one["secret"].removeprefix("whsec_")[:8] not in row


async def test_a_request_under_the_same_key_makes_one_and_shows_no_secret_again(field: Field) -> None:
    system = await integration(field)
    body = {"integration_id": system["id"], "url": ADDRESS}
    key = {"Idempotency-Key": "once"}
    assert (await field.partner.post("events/webhook-endpoints", body, headers=key)).status_code == 201
    assert (await field.partner.post("events/webhook-endpoints", body, headers=key)).status_code == 410
    assert len((await field.partner.get("events/webhook-endpoints")).json()["items"]) == 1


async def test_the_address_gets_nothing_before_it_has_answered_the_challenge(
    world: World, field: Field
) -> None:
    async def wrong(received: Received, _: asyncio.StreamWriter) -> Answer:
        return 200, {}, json.dumps({"challenge": "guess", **received.event}).encode()

    async with receiving(wrong) as receiver, dispatching(world.settings) as dispatcher:
        system = await integration(field)
        body = {"integration_id": system["id"], "url": receiver.url, "after": -1}
        one = await field.partner.created("events/webhook-endpoints", body)
        await deliver(dispatcher)
        assert [received.event["type"] for received in receiver.received] == ["shidra.webhook.challenge"]
        assert (await endpoint(field, one))["status"] == "unverified"
        [challenge] = await deliveries(field, one)
        assert (challenge["kind"], challenge["latest"][0]["error"]) == ("challenge", "wrong_challenge")

        receiver.behaviour = takes
        asked = await field.partner.post(f"events/webhook-endpoints/{one['id']}/verify")
        assert asked.status_code == 200
        await deliver(dispatcher)
        assert (await endpoint(field, one))["status"] == "active"
        assert receiver.positions[0] == 0
        again = await field.partner.post(f"events/webhook-endpoints/{one['id']}/verify")
        assert (again.status_code, again.json()["code"]) == (409, "webhook-endpoint-not-ready")
    assert await types_logged(field) == ["created", "verified"]


async def test_a_challenge_is_given_up_after_five_attempts(world: World, field: Field, later: Any) -> None:
    async with receiving(answering(500)) as receiver, dispatching(world.settings) as dispatcher:
        system = await integration(field)
        body = {"integration_id": system["id"], "url": receiver.url}
        one = await field.partner.created("events/webhook-endpoints", body)
        for _ in range(7):
            await deliver(dispatcher)
            await later(one, hours=3)
        assert len(receiver.received) == 5
        assert len({received.id for received in receiver.received}) == 1
        [challenge] = await deliveries(field, one)
        assert challenge["status"] == "failed"


async def test_a_new_address_is_verified_before_anything_goes_there(world: World, field: Field) -> None:
    async with receiving() as old, receiving() as new, dispatching(world.settings) as dispatcher:
        one = await subscribed(field, old, dispatcher, types=["agenda.*"])
        path = f"events/webhook-endpoints/{one['id']}"
        moved = await field.partner.patch(path, {"url": new.url})
        assert (moved.status_code, moved.json()["status"]) == (200, "unverified")
        await happen(field)
        await deliver(dispatcher)
        assert [received.event["type"] for received in new.received] == [
            "shidra.webhook.challenge",
            "agenda.voice.brought",
        ]
        assert old.received == []


async def test_an_answer_of_the_old_address_verifies_nothing_of_the_new_one(
    world: World, field: Field
) -> None:
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def late(received: Received, writer: asyncio.StreamWriter) -> Answer | None:
        asked.set()
        await go_on.wait()
        return await takes(received, writer)

    async with (
        receiving(late) as old,
        receiving(answering(500)) as new,
        dispatching(world.settings) as dispatcher,
    ):
        system = await integration(field)
        body = {"integration_id": system["id"], "url": old.url}
        one = await field.partner.created("events/webhook-endpoints", body)
        await dispatcher.look()
        await asked.wait()
        await field.partner.patch(f"events/webhook-endpoints/{one['id']}", {"url": new.url})
        go_on.set()
        await dispatcher.idle()
        assert (await endpoint(field, one))["status"] == "unverified"
        await deliver(dispatcher)
        assert [received.event["type"] for received in new.received] == ["shidra.webhook.challenge"]
        assert (await endpoint(field, one))["status"] == "unverified"


async def test_what_is_sent_can_be_changed_and_the_same_again_changes_nothing(field: Field) -> None:
    one = await created(field)
    path = f"events/webhook-endpoints/{one['id']}"
    changes = {"types": ["metrics.*"], "ordered": True, "subject": f"indicators/{one['id']}"}
    changed = await field.partner.patch(path, changes, version=(await endpoint(field, one))["version"])
    assert changed.status_code == 200
    assert {name: changed.json()[name] for name in changes} == changes
    assert (await field.partner.patch(path, changes)).json()["version"] == changed.json()["version"]
    assert (await field.partner.patch(path, {"ordered": False}, version=1)).status_code == 412
    assert await types_logged(field) == ["created", "changed"]


@pytest.mark.parametrize(
    ("field_name", "value", "code"),
    [
        ("types", ["agenda.nothing.happened"], "unknown_event_type"),
        ("types", ["nowhere.*"], "unknown_event_type"),
        ("types", ["*"], "bad_format"),
        ("url", "ftp://partner.example", "bad_format"),
        ("url", "https://partner.example/ב", "bad_format"),
        ("per_second", 0, "out_of_range"),
        ("after", -2, "out_of_range"),
        ("subject", "people", "bad_format"),
    ],
)
async def test_what_describes_no_endpoint_is_refused(
    field: Field, field_name: str, value: Any, code: str
) -> None:
    system = await integration(field)
    body = {"integration_id": system["id"], "url": ADDRESS, field_name: value}
    refused = await field.partner.post("events/webhook-endpoints", body)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["code"] == code


@pytest.mark.parametrize(
    "url",
    [
        "http://partner.example/",
        "https://10.0.0.1/",
        "https://169.254.169.254/",
        "https://a@partner.example/",
    ],
)
async def test_an_address_that_is_not_allowed_is_refused_and_not_repeated(field: Field, url: str) -> None:
    system = await integration(field)
    refused = await field.partner.post(
        "events/webhook-endpoints", {"integration_id": system["id"], "url": url}
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "webhook-address-not-allowed")
    assert url not in refused.text
    one = await created(field)
    moved = await field.partner.patch(f"events/webhook-endpoints/{one['id']}", {"url": url})
    assert moved.json()["code"] == "webhook-address-not-allowed"


async def test_only_a_system_that_may_read_the_log_receives(field: Field) -> None:
    for scopes in (["field:read"], ["webhooks:manage"]):
        system = await integration(field, scopes)
        refused = await field.partner.post(
            "events/webhook-endpoints", {"integration_id": system["id"], "url": ADDRESS}
        )
        assert (refused.status_code, refused.json()["code"]) == (422, "integration-may-not-receive")


async def test_endpoints_are_the_organization_s_and_the_operator_s_and_nobody_else_s(
    world: World, field: Field
) -> None:
    one = await created(field)
    path = f"events/webhook-endpoints/{one['id']}"
    # The founder speaks for another organization; the facilitator for none.
    for stranger, status in ((field.founder, 404), (field.facilitator, 403)):
        assert (await stranger.get(path)).status_code == status
        assert (await stranger.get(f"{path}/deliveries")).status_code == status
        assert (await stranger.get(f"{path}/statistics")).status_code == status
        assert (await stranger.post(f"{path}/test")).status_code == status
        assert (await stranger.post(f"{path}/pause")).status_code == status
        assert (await stranger.post(f"{path}/rotate-secret", {})).status_code == status
        assert (await stranger.post(f"{path}/replay", {"after": -1})).status_code == status
        assert (await stranger.delete(path)).status_code == status
    assert (await field.founder.get("events/webhook-endpoints")).json()["items"] == []
    system = one["integration_id"]
    taken = await field.founder.post("events/webhook-endpoints", {"integration_id": system, "url": ADDRESS})
    assert taken.json()["code"] == "integration-may-not-receive"
    assert (await field.operator.get(path)).status_code == 200
    assert (await field.operator.delete(path)).status_code == 204


async def test_a_system_with_the_scope_manages_its_own_endpoints(world: World, field: Field) -> None:
    system = await integration(field)
    other = await created(field)
    itself = await as_system(world, field, system)
    one = await itself.created("events/webhook-endpoints", {"integration_id": system["id"], "url": ADDRESS})
    assert [item["id"] for item in (await itself.get("events/webhook-endpoints")).json()["items"]] == [
        one["id"]
    ]
    assert (await itself.get(f"events/webhook-endpoints/{other['id']}")).status_code == 404
    reader = await as_system(world, field, await integration(field, ["log:read"]))
    assert (await reader.get("events/webhook-endpoints")).status_code == 403


async def test_a_system_has_at_most_twenty_endpoints(field: Field) -> None:
    system = await integration(field)
    body = {"integration_id": system["id"], "url": ADDRESS}
    for _ in range(20):
        await field.partner.created("events/webhook-endpoints", body)
    refused = await field.partner.post("events/webhook-endpoints", body)
    assert (refused.status_code, refused.json()["code"]) == (409, "too-many-webhook-endpoints")


async def test_a_paused_endpoint_gets_what_waited_when_it_is_resumed(world: World, field: Field) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        one = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        path = f"events/webhook-endpoints/{one['id']}"
        paused = (await field.partner.post(f"{path}/pause")).json()
        assert (paused["status"], paused["reason"]) == ("paused", "by_request")
        await happen(field, 3)
        await deliver(dispatcher)
        assert receiver.received == []
        assert (await field.partner.post(f"{path}/pause")).status_code == 409
        resumed = await field.partner.post(f"{path}/resume", {})
        assert resumed.json()["status"] == "active"
        await deliver(dispatcher)
        assert len(receiver.positions) == 3

        await field.partner.post(f"{path}/pause")
        await happen(field, 2)
        await field.partner.post(f"{path}/resume", {"replay": False})
        await happen(field)
        await deliver(dispatcher)
        assert len(receiver.positions) == 4
        assert (await field.partner.post(f"{path}/resume", {})).status_code == 409
    assert await types_logged(field) == ["created", "verified", *["paused", "resumed"] * 2]


async def test_a_removed_endpoint_gets_nothing_more(world: World, field: Field) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        one = await subscribed(field, receiver, dispatcher)
        assert (await field.partner.delete(f"events/webhook-endpoints/{one['id']}")).status_code == 204
        await happen(field)
        await deliver(dispatcher)
        assert receiver.received == []
        assert (await field.partner.get(f"events/webhook-endpoints/{one['id']}")).status_code == 404
    assert (await types_logged(field))[-1] == "ended"


async def test_the_log_says_where_an_endpoint_lies_to_its_organization_alone(field: Field) -> None:
    await created(field)
    for reader, seen in ((field.partner, True), (field.founder, False)):
        listed = await reader.get("events/events", params={"types": "events.webhook_endpoint.created"})
        [item] = listed.json()["items"]
        assert (item["opened"].get("url") == ADDRESS) is seen
        assert ADDRESS not in json.dumps(item["event"])

"""Delivering: what a receiver gets, in what order, how often, and what its owner sees of it."""

import asyncio
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from services.events.app import SERVICE
from services.events.webhook_deliveries.service import forget_answers
from tests.kit import Field, World
from tests.services.events.webhooks.conftest import Later
from tests.services.events.webhooks.receiver import (
    Answer,
    Received,
    answering,
    deliver,
    deliveries,
    dispatching,
    endpoint,
    happen,
    receiving,
    subscribed,
    takes,
)

ROOT = Path(__file__).parents[4]


async def test_what_happens_arrives_once_in_the_log_s_order_with_its_position(
    world: World, field: Field
) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"], ordered=True)
        await happen(field, 5)
        await deliver(dispatcher)
        await deliver(dispatcher)
        listed = await field.partner.get("events/events", params={"types": "agenda.*"})
        logged = listed.json()["items"]
        assert receiver.positions == [item["position"] for item in logged]
        assert [one.id for one in receiver.events] == [item["event"]["id"] for item in logged]
        assert [one["status"] for one in await deliveries(field, created)] == ["delivered"] * 6
        assert (await endpoint(field, created))["waiting"] == 0


async def test_the_body_is_a_cloudevent_of_open_facts_with_plain_attributes(
    world: World, field: Field
) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        await subscribed(field, receiver, dispatcher, types=["agenda.voice.brought"])
        await happen(field)
        await deliver(dispatcher)
        [received] = receiver.events
        event = received.event
        [item] = (await field.partner.get("events/events", params={"types": "agenda.*"})).json()["items"]
        assert received.headers["content-type"] == "application/cloudevents+json"
        for name in ("specversion", "id", "source", "type", "subject", "time", "initiative", "data"):
            assert event[name] == item["event"][name]
        assert event["position"] == item["position"]
        assert event["proof"].endswith(f"/events/v1/initiatives/{field.id}/proofs/{item['position']}")
        assert event["actorid"] == field.partner.person_id
        for name, value in event.items():
            assert name.isalnum()
            assert name.islower()
            assert isinstance(value, str | int) or name == "data"
        assert "קול" not in received.body.decode()
        assert "sealed" not in event


async def test_only_what_was_asked_for_arrives(world: World, field: Field) -> None:
    async with receiving() as one, receiving() as two, dispatching(world.settings) as dispatcher:
        subject = f"people/{field.partner.person_id}"
        await subscribed(field, one, dispatcher, types=["registry.person.*"], subject=subject)
        await subscribed(field, two, dispatcher, types=["metrics.*", "agenda.voice.brought"])
        await happen(field)
        for person in (field.partner, field.founder):
            changed = {"name": {"he": "שם אחר"}}
            await person.patch(f"registry/people/{person.person_id}", changed)
        await deliver(dispatcher)
        assert {received.event["subject"] for received in one.events} == {subject}
        assert [received.event["type"] for received in two.events] == ["agenda.voice.brought"]


async def test_an_endpoint_can_begin_with_all_of_the_log(world: World, field: Field) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        system = await field.partner.created(
            "registry/integrations",
            {
                "organization_id": field.partner.organization_id,
                "name": {"he": "מערכת"},
                "scopes": ["log:read"],
            },
        )
        body = {"integration_id": system["id"], "url": receiver.url, "after": -1, "ordered": True}
        await field.partner.created("events/webhook-endpoints", body)
        await deliver(dispatcher)
        assert receiver.positions == list(range(len(receiver.positions)))
        assert receiver.events[0].event["type"] == "registry.initiative.founded"
        assert receiver.events[-1].event["type"] == "events.webhook_endpoint.verified"


async def test_a_long_log_is_delivered_through_a_window(
    world: World, field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"], per_second=1000)
        await field.partner.post(f"events/webhook-endpoints/{created['id']}/pause")
        await happen(field, 230)
        receiver.behaviour = answering(500)
        await field.partner.post(f"events/webhook-endpoints/{created['id']}/resume", {})
        await deliver(dispatcher)
        assert (await endpoint(field, created))["waiting"] == 200
        receiver.behaviour = takes
        receiver.received.clear()
        await field.partner.post(f"events/webhook-endpoints/{created['id']}/test")
        await deliver(dispatcher)
        assert len(set(receiver.positions)) == 230


# Signatures


async def test_the_library_of_python_accepts_what_arrives_and_nothing_else(
    world: World, field: Field
) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        await happen(field)
        await deliver(dispatcher)
        [received] = receiver.events
        library = Webhook(created["secret"])
        assert library.verify(received.body, received.headers) == received.event
        with pytest.raises(WebhookVerificationError):
            library.verify(received.body + b" ", received.headers)
        with pytest.raises(WebhookVerificationError):
            Webhook("whsec_" + "A" * 43 + "=").verify(received.body, received.headers)


async def test_while_a_secret_is_replaced_both_verify_and_afterwards_the_new_one_alone(
    world: World, field: Field, database: Any
) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        path = f"events/webhook-endpoints/{created['id']}/rotate-secret"
        rotated = (await field.partner.post(path, {"overlap_hours": 1})).json()
        assert (await field.partner.post(path, {})).json()["code"] == "two-webhook-secrets-live"
        await happen(field)
        await deliver(dispatcher)
        for secret in (created["secret"], rotated["secret"]):
            received = receiver.events[-1]
            assert Webhook(secret).verify(received.body, received.headers)
        await database.execute(
            "UPDATE events.webhook_secret SET expires_at = now() WHERE endpoint_id = $1::text::uuid"
            " AND expires_at IS NOT NULL",
            created["id"],
        )
        await happen(field)
        await deliver(dispatcher)
        received = receiver.events[-1]
        assert Webhook(rotated["secret"]).verify(received.body, received.headers)
        with pytest.raises(WebhookVerificationError):
            Webhook(created["secret"]).verify(received.body, received.headers)


async def test_a_leaked_secret_is_replaced_at_once(world: World, field: Field) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        path = f"events/webhook-endpoints/{created['id']}/rotate-secret"
        rotated = (await field.partner.post(path, {"overlap_hours": 0})).json()
        assert len((await endpoint(field, created))["secrets"]) == 1
        await happen(field)
        await deliver(dispatcher)
        [received] = receiver.events
        assert len(received.headers["webhook-signature"].split()) == 1
        assert Webhook(rotated["secret"]).verify(received.body, received.headers)


# Failing


async def test_an_event_is_tried_again_by_the_schedule_under_the_same_id(
    world: World, field: Field, later: Later
) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        receiver.behaviour = answering(503, body=b"busy\0today")
        await happen(field)
        await deliver(dispatcher)
        await deliver(dispatcher)
        assert len(receiver.received) == 1
        one = (await deliveries(field, created, status="waiting"))[0]
        assert (one["attempts"], one["answer"]) == (1, "busytoday")
        assert (one["latest"][0]["status"], one["latest"][0]["error"]) == (503, "status")
        await later(created, seconds=7)
        await deliver(dispatcher)
        receiver.behaviour = takes
        await later(created, seconds=80)
        await deliver(dispatcher)
        assert len({received.id for received in receiver.received}) == 1
        [one] = [one for one in await deliveries(field, created) if one["kind"] == "event"]
        assert (one["status"], one["attempts"], one["answer"]) == ("delivered", 3, None)
        assert [attempt["error"] for attempt in one["latest"]] == ["status", "status", None]
        assert (await endpoint(field, created))["failures"] == 0


async def test_one_event_that_always_fails_is_given_up_and_holds_nothing(
    world: World, field: Field, later: Later
) -> None:
    poisonous: list[str] = []

    async def behave(received: Received, writer: asyncio.StreamWriter) -> Answer | None:
        if "position" in received.event and not poisonous:
            poisonous.append(received.id)
        return (422, {}, b"no") if received.id in poisonous else await takes(received, writer)

    async with receiving(behave) as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        for _ in range(13):
            await happen(field)
            await deliver(dispatcher)
            await later(created, hours=30)
        tried = [received for received in receiver.received if received.id in poisonous]
        assert len(tried) == 11
        listed = await deliveries(field, created, type="agenda.voice.brought")
        assert [one["status"] for one in listed] == ["failed", *["delivered"] * 12]
        statistics = await field.partner.get(f"events/webhook-endpoints/{created['id']}/statistics")
        assert statistics.json()["waiting"] == 0
        receiver.behaviour = takes
        again = await field.partner.post(
            f"events/webhook-endpoints/{created['id']}/deliveries/{poisonous[0]}/replay"
        )
        assert again.json()["status"] == "waiting"
        await deliver(dispatcher)
        assert receiver.received[-1].id == poisonous[0]


async def test_where_order_is_kept_a_failing_event_holds_the_later_ones_and_says_so(
    world: World, field: Field, later: Later
) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"], ordered=True)
        receiver.behaviour = answering(500)
        await happen(field, 3)
        await deliver(dispatcher)
        assert len(receiver.received) == 1
        waiting = [one for one in await deliveries(field, created) if one["kind"] == "event"]
        assert [one["status"] for one in waiting] == ["waiting", "held", "held"]
        assert (await endpoint(field, created))["held_by"] == waiting[0]["id"]
        held = await deliveries(field, created, status="held")
        assert [one["id"] for one in held] == [one["id"] for one in waiting[1:]]
        receiver.behaviour = takes
        await later(created, seconds=7)
        await deliver(dispatcher)
        assert receiver.positions == sorted(receiver.positions)
        assert len(receiver.positions) == 4
        assert (await endpoint(field, created))["held_by"] is None


async def test_a_redirect_is_a_failure_and_is_not_followed(world: World, field: Field) -> None:
    async with receiving() as elsewhere, receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        receiver.behaviour = answering(307, {"Location": elsewhere.url})
        await happen(field)
        await deliver(dispatcher)
        assert elsewhere.received == []
        one = (await deliveries(field, created, status="waiting"))[0]
        assert one["latest"][0]["error"] == "redirect"


async def test_410_ends_the_subscription(world: World, field: Field) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        receiver.behaviour = answering(410)
        await happen(field, 3)
        await deliver(dispatcher)
        ended = await endpoint(field, created)
        assert (ended["status"], ended["reason"], ended["waiting"]) == ("ended", "gone", 0)
        count = len(receiver.received)
        await happen(field)
        await deliver(dispatcher)
        assert len(receiver.received) == count
        for verb in ("resume", "test", "verify"):
            response = await field.partner.post(f"events/webhook-endpoints/{created['id']}/{verb}", {})
            assert response.status_code in (409, 400), response.text
        logged = await field.partner.get("events/events", params={"types": "events.webhook_endpoint.ended"})
        assert logged.json()["items"][0]["event"]["data"]["reason"] == "gone"


async def test_retry_after_lets_the_whole_endpoint_rest(world: World, field: Field, later: Later) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        receiver.behaviour = answering(429, {"Retry-After": "600"})
        await happen(field)
        await deliver(dispatcher)
        receiver.behaviour = takes
        await happen(field)
        await later(created, seconds=580)
        await deliver(dispatcher)
        assert len(receiver.received) == 1
        assert (await endpoint(field, created))["resting_until"] is not None
        await later(created, seconds=30)
        await deliver(dispatcher)
        assert len(set(receiver.positions)) == 2


async def test_a_dead_endpoint_costs_one_attempt_at_a_time_and_catches_up_when_it_is_back(
    world: World, field: Field, later: Later
) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        receiver.behaviour = answering(500)
        await happen(field, 20)
        await deliver(dispatcher)
        assert len(receiver.received) <= 6  # the breaker opens at five; one more was under way
        tried = len(receiver.received)
        for _ in range(5):
            await happen(field)
            await deliver(dispatcher)
        assert len(receiver.received) == tried
        for number in range(1, 4):
            await later(created, hours=2)
            await deliver(dispatcher)
            assert len(receiver.received) == tried + number
        receiver.behaviour = takes
        await later(created, hours=2)
        await deliver(dispatcher)
        assert len(set(receiver.positions)) == 25
        assert (await endpoint(field, created))["waiting"] == 0


async def test_after_five_days_of_failures_it_is_paused_told_before_and_then_and_nothing_is_lost(
    world: World, field: Field, later: Later
) -> None:
    async def logged() -> list[str]:
        types = [f"events.webhook_endpoint.{one}" for one in ("failing", "paused", "resumed")]
        response = await field.partner.get("events/events", params={"types": types})
        return [item["event"]["type"].rpartition(".")[2] for item in response.json()["items"]]

    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        receiver.behaviour = answering(500)
        await happen(field, 7)
        await deliver(dispatcher)
        await later(created, hours=23)
        await deliver(dispatcher)
        assert await logged() == []
        await later(created, hours=2)
        await deliver(dispatcher)
        await later(created, hours=2)
        await deliver(dispatcher)
        assert await logged() == ["failing"]
        await later(created, days=4)
        await deliver(dispatcher)
        assert await logged() == ["failing", "paused"]
        paused = await endpoint(field, created)
        assert (paused["status"], paused["reason"], paused["waiting"]) == ("paused", "failing", 7)

        receiver.behaviour = takes
        receiver.received.clear()
        await happen(field)
        await later(created, days=1)
        await deliver(dispatcher)
        assert receiver.received == []
        test = await field.partner.post(f"events/webhook-endpoints/{created['id']}/test")
        assert test.status_code == 202
        await deliver(dispatcher)
        assert [received.event["type"] for received in receiver.received] == ["shidra.webhook.test"]
        await field.partner.post(f"events/webhook-endpoints/{created['id']}/resume", {})
        await deliver(dispatcher)
        assert len(set(receiver.positions)) == 8
        assert await logged() == ["failing", "paused", "resumed"]


# Replaying, testing, looking on


async def test_a_range_is_replayed_under_the_same_ids_perhaps_only_some_types(
    world: World, field: Field
) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher)
        await happen(field, 4)
        await deliver(dispatcher)
        first = {received.event["position"]: received.id for received in receiver.events}
        positions = sorted(first)
        path = f"events/webhook-endpoints/{created['id']}/replay"
        receiver.received.clear()
        asked = await field.partner.post(path, {"after": positions[0], "until": positions[2]})
        assert asked.status_code == 202
        assert [one["id"] for one in (await endpoint(field, created))["replays"]] == [asked.json()["id"]]
        await deliver(dispatcher)
        again = {received.event["position"]: received.id for received in receiver.events}
        assert again.items() >= {position: first[position] for position in positions[1:3]}.items()
        assert (await endpoint(field, created))["replays"] == []

        receiver.received.clear()
        await field.partner.post(path, {"after": -1, "types": ["agenda.*"]})
        await deliver(dispatcher)
        types = [received.event["type"] for received in receiver.events]
        assert types.count("agenda.voice.brought") == 4
        assert not [one for one in types if one.startswith("registry.")]
        bad = await field.partner.post(path, {"after": 5, "until": 5})
        assert bad.json()["errors"][0]["code"] == "until_before_after"


async def test_a_test_event_arrives_signed_and_is_no_part_of_the_log(world: World, field: Field) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["metrics.*"])
        test = (await field.partner.post(f"events/webhook-endpoints/{created['id']}/test")).json()
        assert (test["kind"], test["status"], test["position"]) == ("test", "waiting", None)
        await deliver(dispatcher)
        [received] = receiver.received
        assert Webhook(created["secret"]).verify(received.body, received.headers)["type"] == test["type"]
        path = f"events/webhook-endpoints/{created['id']}/deliveries/{test['id']}"
        assert (await field.partner.get(path)).json()["status"] == "delivered"
        receiver.behaviour = answering(500)
        test = (await field.partner.post(f"events/webhook-endpoints/{created['id']}/test")).json()
        await deliver(dispatcher)
        shown = (await field.partner.get(path.replace(path.rpartition("/")[2], test["id"]))).json()
        assert (shown["status"], shown["attempts"]) == ("failed", 1)
        assert (await endpoint(field, created))["failures"] == 0


async def test_statistics_count_what_was_delivered_and_say_why_things_fail(
    world: World, field: Field
) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        await happen(field, 3)
        await deliver(dispatcher)
        receiver.behaviour = answering(500)
        await happen(field)
        await deliver(dispatcher)
        response = await field.partner.get(f"events/webhook-endpoints/{created['id']}/statistics")
        found = response.json()
        assert (found["delivered"], found["delivered_at_once"], found["failed"], found["waiting"]) == (
            3,
            3,
            0,
            1,
        )
        assert found["errors"] == [{"error": "status", "deliveries": 1}]
        assert found["behind"] == 0
        assert 0 <= found["median_ms"] <= found["p95_ms"]


async def test_an_answer_is_kept_for_its_first_2048_bytes_and_forgotten_with_anybody_erased(
    world: World, field: Field, database: Any
) -> None:
    """As one of the erasers of the service: a person's erasure calls it (`services/events/app.py`)."""
    assert forget_answers in SERVICE.erasures._erasers
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        receiver.behaviour = answering(500, body=b"Zelophehad " * 10_000)
        await happen(field)
        await deliver(dispatcher)
        [one] = await deliveries(field, created, status="waiting")
        assert len(one["answer"]) == 2048
        async with database.transaction():
            await forget_answers(database, UUID(field.id), UUID(field.partner.person_id))
        [one] = await deliveries(field, created, status="waiting")
        assert one["answer"] is None


# Standing


async def test_a_system_that_was_shut_out_gets_nothing_more_replays_included(
    world: World, field: Field
) -> None:
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher)
        await happen(field, 3)
        path = f"events/webhook-endpoints/{created['id']}/replay"
        assert (await field.partner.post(path, {"after": -1})).status_code == 202
        revoked = await field.partner.delete(f"registry/integrations/{created['integration_id']}")
        assert revoked.status_code == 204
        await deliver(dispatcher)
        assert receiver.received == []
        ended = await endpoint(field, created)
        assert (ended["status"], ended["reason"], ended["waiting"]) == ("ended", "standing_lost", 0)
        assert ended["replays"] == []


async def test_what_was_being_sent_when_standing_ended_is_the_last(world: World, field: Field) -> None:
    """The revocation is in the log before the turn begins, though nobody has followed it yet."""
    started, go_on = asyncio.Event(), asyncio.Event()

    async def behave(received: Received, writer: asyncio.StreamWriter) -> Answer | None:
        if "position" in received.event:
            started.set()
            await go_on.wait()
        return await takes(received, writer)

    async with receiving(behave) as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"], ordered=True)
        await happen(field)
        await dispatcher.look()
        await started.wait()
        await field.partner.delete(f"registry/integrations/{created['integration_id']}")
        await happen(field, 2)
        go_on.set()
        await dispatcher.idle()
        await deliver(dispatcher)
        assert len(receiver.events) == 1
        assert (await endpoint(field, created))["status"] == "ended"


# Node


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
async def test_node_checks_a_signature_the_same_way(world: World, field: Field) -> None:
    """The check of the example in Node, which has no packages of its own for it."""
    async with receiving() as receiver, dispatching(world.settings) as dispatcher:
        created = await subscribed(field, receiver, dispatcher, types=["agenda.*"])
        await happen(field)
        await deliver(dispatcher)
        [received] = receiver.events
        given = {"secret": created["secret"], "headers": received.headers, "body": received.body.decode()}
        script = """
        const crypto = require("node:crypto");
        const { secret, headers, body } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
        const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
        const key = Buffer.from(secret.slice("whsec_".length), "base64");
        const mine = "v1," + crypto.createHmac("sha256", key).update(signed).digest("base64");
        process.exit(headers["webhook-signature"].split(" ").includes(mine) ? 0 : 1);
        """
        done = await asyncio.to_thread(
            subprocess.run,
            ["node", "-e", script],
            input=json.dumps(given),
            text=True,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
